"""The mailboxes of a desk: told in its settings, their passwords in the keyring.

``comptoir.toml`` holds a table for each::

    [mail.boxes.contact]
    kind = "graph"                      # folder, ews or graph
    address = "contact@vaucanson.fr"
    tenant = "vaucanson.onmicrosoft.com"
    client = "…"                        # application (client) id
    sign_in = "device"                  # device, secret or certificate

No password, secret, key or token ever stands there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any, Protocol

from comptoir.errors import Misplaced, Refused
from comptoir.mail.ews import Auth, Basic, Bearer, EwsSource, Kerberos, Ntlm
from comptoir.mail.folder import FolderSource
from comptoir.mail.source import Source
from comptoir.settings import FILE, Settings
from comptoir.wording import mark

KINDS = ("folder", "ews", "graph")
SIGN_INS = {
    "folder": (),
    "ews": ("ntlm", "basic", "kerberos", "oauth"),
    "graph": ("device", "secret", "certificate"),
}
EWS_SCOPE = "https://outlook.office365.com/.default"
PIECE = 1000
"""Signs of a secret in one entry of the keyring: Windows takes no more than 1,280."""


class NoMailbox(Misplaced):
    """No mailbox is set."""

    message = mark(
        "No mailbox is set for this desk. Nothing was done. Set one with: comptoir mail setup"
    )


class NoSuchBox(Refused):
    """There is no mailbox of that name."""

    message = mark("There is no mailbox {name}. Nothing was done. Choose one of: {names}.")


class NoSecret(Misplaced):
    """The keyring has no password for the mailbox."""

    message = mark(
        "The keyring has no password for {address}. Nothing was read."
        " Enter it with: comptoir mail setup {name}"
    )


class NoKeyring(Misplaced):
    """The system keeps no secrets for us."""

    message = mark(
        "This computer keeps no passwords ({why}). Nothing was written down."
        " Unlock its keyring, or install one, then run comptoir mail setup again."
    )


class WrongBox(Misplaced):
    """The settings of a mailbox do not say enough, or something else than can be."""

    message = mark(
        "{file}: mailbox {name}: {what} cannot be {value}. Correct it, or run comptoir mail setup."
    )


class LackingBox(Misplaced):
    """A mailbox cannot be reached with what is known of it."""

    message = mark(
        "Of mailbox {name} these are missing: {what}. Nothing was done."
        " Give them: comptoir mail setup {name} --kind {kind} {options}"
    )


NEEDED = {"ews": ("address",), "graph": ("tenant", "client")}
"""What each kind of mailbox cannot do without."""


@dataclass(frozen=True, slots=True)
class Box:
    """One mailbox, as the settings tell it."""

    name: str
    kind: str = "folder"
    address: str = ""
    folder: str = ""
    drafts: str = ""
    endpoint: str = ""
    sign_in: str = ""
    user: str = ""
    tenant: str = ""
    client: str = ""
    thumbprint: str = ""
    authority: str = ""
    login: str = ""
    base: str = ""
    folders: tuple[str, ...] = ()
    since: date | None = None
    impersonate: bool = False

    @property
    def way(self) -> str:
        """How it signs in."""
        usual = {"ews": "ntlm", "graph": "device"}
        return self.sign_in or usual.get(self.kind, "")

    @property
    def needs_secret(self) -> bool:
        """Whether a password, secret or key must be in the keyring."""
        return self.way in {"ntlm", "basic", "secret", "certificate", "oauth"}


def check_whole(box: Box) -> None:
    """Refuse a mailbox that lacks what its server wants. Raises ``LackingBox``."""
    needed = [*NEEDED.get(box.kind, ())]
    needed += {"certificate": ["thumbprint"], "secret": ["address"]}.get(box.way, [])
    missing = [one for one in needed if not getattr(box, one)]
    if missing:
        options = " ".join(f"--{one} …" for one in missing)
        raise LackingBox(name=box.name, what=missing, kind=box.kind, options=options)


class Keyring(Protocol):
    """Where secrets are: the system's keyring, or a test's."""

    def get_password(self, service: str, username: str) -> str | None: ...

    def set_password(self, service: str, username: str, password: str) -> None: ...

    def delete_password(self, service: str, username: str) -> None: ...


@dataclass(frozen=True, slots=True)
class Secrets:
    """The secrets of one desk, in pieces that every keyring takes."""

    service: str
    ring: Keyring

    def get(self, name: str) -> str | None:
        """The secret *name*; None where there is none. Raises ``NoKeyring``."""
        pieces: list[str] = []
        while (piece := self._piece(name, len(pieces))) is not None:
            pieces.append(piece)
        return "".join(pieces) if pieces else None

    def keep(self, name: str, secret: str) -> None:
        """Keep *secret*, in place of what was there."""
        pieces = [secret[at : at + PIECE] for at in range(0, len(secret), PIECE)] or [""]
        with _in_sentences():
            for at, piece in enumerate(pieces):
                self.ring.set_password(self.service, f"{name}/{at}", piece)
        self._drop_from(name, len(pieces))

    def drop(self, name: str) -> None:
        """Forget the secret."""
        self._drop_from(name, 0)

    def _piece(self, name: str, at: int) -> str | None:
        with _in_sentences():
            return self.ring.get_password(self.service, f"{name}/{at}")

    def _drop_from(self, name: str, first: int) -> None:
        at = first
        while self._piece(name, at) is not None:
            with _in_sentences():
                self.ring.delete_password(self.service, f"{name}/{at}")
            at += 1


@contextmanager
def _in_sentences() -> Iterator[None]:
    """What a keyring refuses, as a sentence."""
    import keyring.errors  # noqa: PLC0415 - only where a secret is asked for

    try:
        yield
    except keyring.errors.KeyringError as error:
        raise NoKeyring(why=type(error).__name__) from None


def secrets_of(told: Settings, ring: Keyring | None = None) -> Secrets:
    """The secrets of the desk *told*."""
    if ring is None:
        import keyring  # noqa: PLC0415 - slow to find its back end

        ring = keyring.get_keyring()
    return Secrets(f"comptoir {told.folder.resolve()}", ring)


# ------------------------------------------------------------------ settings


def boxes_of(told: Settings) -> dict[str, Box]:
    """The mailboxes of the desk, by name. Raises ``WrongBox``."""
    tables: Mapping[str, Any] = told.mail.get("boxes", {})
    return {name: _box(told, name, table) for name, table in tables.items()}


def box_named(told: Settings, name: str | None) -> Box:
    """The mailbox *name*, or the only one. Raises ``NoMailbox``, ``NoSuchBox``."""
    boxes = boxes_of(told)
    if not boxes:
        raise NoMailbox
    found = boxes.get(name) if name else next(iter(boxes.values()))
    if found is None:
        raise NoSuchBox(name=name, names=list(boxes))
    return found


def _box(told: Settings, name: str, table: Mapping[str, Any]) -> Box:
    known = {one.name for one in fields(Box)} - {"name"}
    for what, value in table.items():
        if what not in known:
            raise WrongBox(file=told.folder / FILE, name=name, what=what, value=value)
    values = dict(table)
    if "folders" in values:
        values["folders"] = tuple(values["folders"])
    box = Box(name, **values)
    if box.kind not in KINDS:
        raise WrongBox(file=told.folder / FILE, name=name, what="kind", value=box.kind)
    if box.sign_in and box.sign_in not in SIGN_INS[box.kind]:
        raise WrongBox(file=told.folder / FILE, name=name, what="sign_in", value=box.sign_in)
    return box


def write_box(told: Settings, box: Box, people: Sequence[str] = ()) -> Path:
    """Write the mailbox into the settings; everything else in the file stays as it is.

    *people* are names of ours, whom a fraud may pretend to be.
    """
    import tomlkit  # noqa: PLC0415 - only where settings are written

    file = told.folder / FILE
    document = tomlkit.parse(file.read_text("utf-8-sig"))
    mail = document.setdefault("mail", tomlkit.table(is_super_table=not people))
    if people:
        mail["people"] = list(people)
    boxes = mail.setdefault("boxes", tomlkit.table(is_super_table=True))
    table = tomlkit.table()
    for one in fields(Box):
        value = getattr(box, one.name)
        if one.name != "name" and value not in {"", None, (), False}:
            table[one.name] = list(value) if isinstance(value, tuple) else value
    boxes[box.name] = table
    beside = file.with_name(f".{file.name}.new")
    beside.write_text(tomlkit.dumps(document), "utf-8")
    beside.replace(file)
    return file


# ------------------------------------------------------------------ sources


def source_of(
    told: Settings, box: Box, secrets: Secrets, show: Callable[[str], None] = lambda _text: None
) -> Source:
    """The mailbox itself. *show* tells a person where to enter the code of a device sign-in.

    Raises ``LackingBox``, ``NoSecret``, ``NoKeyring``, and what the source refuses.
    """
    check_whole(box)
    if box.kind == "folder":
        return _folder(told, box)
    if box.kind == "ews":
        return _ews(box, secrets, show)
    return _graph(box, secrets, show)


def _folder(told: Settings, box: Box) -> FolderSource:
    root = told.folder / (box.folder or "mailbox")
    return FolderSource(root, drafts=told.folder / box.drafts if box.drafts else None)


def _secret(box: Box, secrets: Secrets) -> str:
    found = secrets.get(box.name)
    if found is None:
        raise NoSecret(address=box.address or box.name, name=box.name)
    return found


def _ews(box: Box, secrets: Secrets, show: Callable[[str], None]) -> EwsSource:
    auth: Auth
    match box.way:
        case "kerberos":
            auth = Kerberos()
        case "basic":
            auth = Basic(box.user or box.address, _secret(box, secrets))
        case "oauth":
            auth = Bearer(_tokens(box, secrets, show, (EWS_SCOPE,)))
        case _:
            auth = Ntlm(box.user or box.address, _secret(box, secrets))
    options: dict[str, Any] = {"folders": box.folders} if box.folders else {}
    return EwsSource(
        box.address,
        auth,
        endpoint=box.endpoint or None,
        impersonate=box.impersonate,
        authority=Path(box.authority) if box.authority else None,
        **options,
    )


def _graph(box: Box, secrets: Secrets, show: Callable[[str], None]) -> Source:
    from comptoir.mail.graph import GraphSource  # noqa: PLC0415 - 0.1 s that other sources do not need

    since = datetime.combine(box.since, time(), UTC) if box.since else None
    options: dict[str, Any] = {"folders": box.folders} if box.folders else {}
    if box.base:
        options["base"] = box.base
    return GraphSource(
        box.address or "me",
        _tokens(box, secrets, show, None),
        since=since,
        authority=Path(box.authority) if box.authority else None,
        **options,
    )


def _tokens(
    box: Box, secrets: Secrets, show: Callable[[str], None], scopes: tuple[str, ...] | None
) -> Callable[[bool], str]:
    from comptoir.mail.signin import (  # noqa: PLC0415 - 0.2 s that other sources do not need
        AUTHORITY,
        Certificate,
        DeviceCode,
        Microsoft365,
        Proof,
        Secret,
    )

    proof: Proof
    match box.way:
        case "certificate":
            proof = Certificate(box.thumbprint, _secret(box, secrets))
        case "device":
            proof = DeviceCode(show)
        case _:
            proof = Secret(_secret(box, secrets))
    cache = f"{box.name}/tokens"
    return Microsoft365(
        box.client,
        box.tenant,
        proof,
        kept=secrets.get(cache) or "",
        keep=lambda text: secrets.keep(cache, text),
        authority=box.login or AUTHORITY,
        authority_file=Path(box.authority) if box.authority else None,
        scopes=scopes,
    )

"""An Exchange server of one's own (2016, 2019, SE) as a mailbox, by Exchange Web Services.

Basic, NTLM, Kerberos or OAuth; the address of the server, or autodiscover; one's own mailbox, a
shared one (delegate) or anybody's (impersonation). Exchange Online no longer answers to EWS:
there ``graph`` is the way.

Source
    [MS-OXWSSYNC] (SyncFolderItems); Microsoft Learn, "Deprecation of Exchange Web Services
    in Exchange Online" (off by default from 1 October 2026, off for good on 1 April 2027).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar
from urllib.parse import urlsplit

from comptoir.errors import Misplaced, Refused
from comptoir.mail.drafts import missing_from
from comptoir.mail.source import (
    Batch,
    Found,
    Gone,
    MailFolder,
    NotAllowed,
    NotKept,
    NotSupported,
    Page,
    Patience,
    SignInRefused,
    draft_id,
    paged,
    stamped,
)
from comptoir.wording import mark

if TYPE_CHECKING:
    from comptoir.mail.exchange import Wire

T = TypeVar("T")
PAGE = 100
FETCH = 20  # mails per request
_LOOPBACK = frozenset(("localhost", "127.0.0.1", "::1"))
_ONLINE = ("outlook.office365.com", "outlook.office.com", "outlook.live.com")


class NotEncrypted(Refused):
    """A password would travel in the clear."""

    message = mark(
        "The address {endpoint} is not encrypted. Nothing was sent."
        " Enter one that begins with https in comptoir mail setup."
    )


class NoKerberos(Misplaced):
    """The extra that Kerberos needs is not installed."""

    message = mark(
        "Kerberos is not installed. Nothing was sent."
        " Install Comptoir with its kerberos extra, or choose NTLM in comptoir mail setup."
    )


@dataclass(frozen=True, slots=True)
class Basic:
    """User and password, sent as they are (over TLS only)."""

    user: str
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Ntlm:
    """Domain user and password, proven without being sent."""

    user: str
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Kerberos:
    """The ticket of the Windows or MIT session. Needs the extra ``kerberos``."""


@dataclass(frozen=True, slots=True)
class Bearer:
    """OAuth: *token* gives an access token; called with True, a new one."""

    token: Callable[[bool], str] = field(repr=False)


Auth: TypeAlias = Basic | Ntlm | Kerberos | Bearer


class EwsSource:
    """The folders of *mailbox* on an Exchange server.

    *folders* are ``inbox``, ``sentitems`` or ids given by ``mail_folders``.
    *endpoint* is the address of Exchange.asmx, None for autodiscover. *authority* is a file of
    the certificates to trust, for a server with one of its own making.
    """

    def __init__(
        self,
        mailbox: str,
        auth: Auth,
        *,
        endpoint: str | None = None,
        impersonate: bool = False,
        authority: Path | None = None,
        folders: tuple[str, ...] = ("inbox", "sentitems"),
        patience: Patience | None = None,
        page: int = PAGE,
    ) -> None:
        where = urlsplit(endpoint or "")
        if where.hostname in _ONLINE:
            raise NotSupported(mailbox=mailbox)
        if endpoint and where.scheme != "https" and where.hostname not in _LOOPBACK:
            raise NotEncrypted(endpoint=endpoint)
        self.mailbox = mailbox
        self.auth = auth
        self.endpoint = endpoint
        self.impersonate = impersonate
        self.authority = authority
        self.folders = folders
        self.patience = patience or Patience()
        self.page = page
        self._wire: Wire | None = None

    @property
    def name(self) -> str:
        """The address of the mailbox."""
        return self.mailbox

    @property
    def found_endpoint(self) -> str | None:
        """The address in use: what autodiscover found is worth keeping."""
        return self._wire.endpoint if self._wire else self.endpoint

    def close(self) -> None:
        """Close the connection to the server."""
        if self._wire is not None:
            self._wire.close()
            self._wire = None

    # -------------------------------------------------------------- asking

    def _connected(self, *, anew: bool) -> Wire:
        from comptoir.mail.exchange import Wire  # noqa: PLC0415 - 0.4 s that other sources do not need

        if isinstance(self.auth, Kerberos) and not find_spec("requests_gssapi"):
            raise NoKerberos
        if anew:
            self.close()
        if self._wire is None:
            self._wire = Wire(
                self.mailbox,
                endpoint=self.endpoint,
                kind={Basic: "basic", Ntlm: "ntlm", Kerberos: "kerberos", Bearer: "oauth"}[
                    type(self.auth)
                ],
                user=getattr(self.auth, "user", ""),
                secret=self._secret(anew=anew),
                impersonate=self.impersonate,
                authority=str(self.authority) if self.authority else None,
            )
        return self._wire

    def _secret(self, *, anew: bool) -> str:
        if isinstance(self.auth, Bearer):
            return self.auth.token(anew)
        return str(getattr(self.auth, "password", ""))

    def _ask(self, call: Callable[[Wire], T]) -> T:
        """What *call* gets from the server, with patience; a password is tried once."""
        from comptoir.mail.exchange import Denied, Refusal  # noqa: PLC0415 - as above

        def once() -> T:
            try:
                return call(self._connected(anew=False))
            except Refusal:
                if not isinstance(self.auth, Bearer):
                    raise
                return call(self._connected(anew=True))

        try:
            return self.patience.run(self.mailbox, once)
        except Refusal as refusal:
            raise SignInRefused(mailbox=self.mailbox, what=str(refusal)) from None
        except Denied as denied:
            raise NotAllowed(mailbox=self.mailbox, what=str(denied)) from None

    # -------------------------------------------------------------- Source

    def mail_folders(self) -> list[MailFolder]:
        """Inbox, Sent, and every folder below them."""
        below = self._ask(lambda wire: wire.folders_below("inbox", "sentitems"))
        own = [MailFolder("inbox", "inbox"), MailFolder("sentitems", "sentitems")]
        return own + [MailFolder(native, name) for native, name in below]

    def changes(self, cursor: str | None) -> Iterator[Page]:
        """Pages of changes after *cursor*, folder by folder."""
        owner = f"ews:{self.mailbox.lower()}"
        yield from paged(self.name, self.folders, cursor, self._batch, owner=owner)

    def _batch(self, folder: str, at: str | None) -> Batch:
        changes, state, more = self._ask(lambda wire: wire.sync(folder, at, self.page))
        found = tuple(_found(kind, item) for kind, item in changes if kind != "delete")
        removed = tuple(item.id for kind, item in changes if kind == "delete")
        return Batch(found, removed, state, more)

    def fetch(self, native: str) -> bytes:
        """The MIME of the mail. Raises Gone."""
        for _, mime in self.fetched([native]):
            return mime
        raise Gone(mailbox=self.mailbox)

    def fetched(self, natives: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """The MIME of several mails, so many to a request."""
        left = iter(natives)
        while some := list(islice(left, FETCH)):
            yield from self._ask(lambda wire, some=some: list(wire.mime(some)))  # type: ignore[misc] # the loop's value, bound now

    def put_draft(self, mime: bytes, key: str) -> str:
        """Put the draft for *key* in Drafts unless it is there or was sent; read it back."""
        message_id = f"<{draft_id(mime, key)}>"
        whole = stamped(mime, key)

        def once(wire: Wire) -> str:
            known = wire.find(message_id, ("drafts", "sentitems"))
            return known[0] if known else wire.create(whole)

        native = self._ask(once)
        if what := missing_from(whole, self.fetch(native)):
            raise NotKept(mailbox=self.mailbox, what=what)
        return native


def _found(kind: str, item: Any) -> Found:
    if kind == "read_flag_change":
        return Found(item[0].id, is_read=item[1])
    author = getattr(item, "author", None)
    received = getattr(item, "datetime_received", None)
    return Found(
        native=item.id,
        message_id=getattr(item, "message_id", None),
        subject=getattr(item, "subject", None),
        from_email=(author.email_address or "").lower() if author else None,
        received=datetime.fromtimestamp(received.timestamp(), UTC) if received else None,
        is_read=getattr(item, "is_read", None),
    )

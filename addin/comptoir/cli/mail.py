"""``comptoir mail``: mailboxes set up, read, filed, answered; news accepted; a dossier exported."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from comptoir.cli.place import desk_of
from comptoir.cli.telling import language, tell, tell_error, tell_json, tell_rows
from comptoir.desk.mailing.checking import examined
from comptoir.desk.mailing.exporting import exported_said
from comptoir.desk.mailing.mailboxes import KINDS, SIGN_INS, Box, check_whole, write_box
from comptoir.desk.mailing.room import MailRoom, summary
from comptoir.desk.mailing.taking import Tally
from comptoir.records import RECORDS
from comptoir.wording import LANGUAGES, Said, mark

DAY = click.DateTime(["%Y-%m-%d", "%d/%m/%Y"])
WAYS = tuple(way for ways in SIGN_INS.values() for way in ways)


@click.group()
def mail() -> None:
    r"""Sync the mailboxes, file mails on their dossiers, answer them.

    \b
        $ comptoir mail setup --kind folder --folder mailbox
        $ comptoir mail sync
    """


def room_of(told: dict[str, Any]) -> MailRoom:
    """The mail room of the desk a command works on."""
    here = desk_of(told, via="mail")
    return MailRoom(here, show=lambda text: click.echo(text, err=True))


@mail.command("setup")
@click.argument("name", default="mailbox")
@click.option(
    "--kind",
    type=click.Choice(KINDS),
    default="folder",
    show_default=True,
    help="A folder of mails, an Exchange server, or Microsoft 365.",
)
@click.option("--address", default="", help="Address of the mailbox; a shared one too.")
@click.option(
    "--folder", default="", help="Folder of .eml, .msg, mbox or Maildir, from the desk's."
)
@click.option("--endpoint", default="", help="Address of the Exchange server; else it is found.")
@click.option("--sign-in", type=click.Choice(WAYS), help="How to sign in.")
@click.option("--as-user", "user", default="", help="User name, where it is not the address.")
@click.option("--tenant", default="", help="Tenant of Microsoft 365.")
@click.option("--client", default="", help="Id of the application registered there.")
@click.option("--thumbprint", default="", help="Of the application's certificate.")
@click.option(
    "--key",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="File of the certificate's private key; kept in the keyring.",
)
@click.option("--authority", default="", help="File of the certificates to trust.")
@click.option("--since", type=DAY, help="First day of the mails to read.")
@click.option("--impersonate", is_flag=True, help="By the right of impersonation (Exchange).")
@click.option("--forget", is_flag=True, help="Forget the password kept for it.")
@click.pass_obj
def setup(
    told: dict[str, Any],
    /,
    *,
    name: str,
    sign_in: str | None,
    key: Path | None,
    since: datetime | None,
    forget: bool,
    **values: Any,
) -> None:
    r"""Tell the mailbox NAME; its password goes to the keyring of this computer.

    The password is asked for and not shown; it stands in no file.

    \b
        $ comptoir mail setup --kind folder --folder mailbox --address contact@maison.fr
        $ comptoir mail setup contact --kind graph --address contact@maison.fr \
              --tenant maison.onmicrosoft.com --client 00000000-0000-0000-0000-000000000000
        $ comptoir mail setup contact --kind ews --address contact@maison.fr \
              --endpoint https://mail.maison.fr/EWS/Exchange.asmx --as-user MAISON\\anna
    """  # fmt: skip
    room = room_of(told)
    if forget:
        room.secrets.drop(name)
        room.secrets.drop(f"{name}/tokens")
        tell(Said("The password of {name} is forgotten.", name=name), told)
        return
    box = Box(name, sign_in=sign_in or "", since=since.date() if since else None, **values)
    check_whole(box)
    if box.needs_secret:
        secret = key.read_text("utf-8") if key else _asked(told, box)
        room.secrets.keep(name, secret)
    file = write_box(room.desk.settings, box)
    if told["json"]:
        tell_json({"mailbox": name, "kind": box.kind, "settings": file})
    tell(Said("Mailbox {name} is set in {file}. Try it with: comptoir mail check",
              name=name, file=file), told)  # fmt: skip


def _asked(told: dict[str, Any], box: Box) -> str:
    """The password, typed unseen, or given by a pipe."""
    import sys  # noqa: PLC0415 - only here

    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    words = Said("Password or secret of {address}", address=box.address or box.name)
    return str(click.prompt(words.in_(language(told)), hide_input=True, err=True))


@mail.command("check")
@click.argument("name", required=False)
@click.option("--draft", is_flag=True, help="Put a draft too, and read it back.")
@click.pass_obj
@click.pass_context
def check(ctx: click.Context, told: dict[str, Any], *, name: str | None, draft: bool) -> None:
    r"""Sign in, list the folders, read one page and one mail; keep nothing.

    What the server did is said step by step; exit code 4 where a step failed.

    \b
        $ comptoir mail check
        $ comptoir mail check contact --draft
    """
    room = room_of(told)
    failed = False
    for box in [room.box(name)] if name else list(room.boxes.values()) or [room.box(None)]:
        rows = []
        for step in examined(room, box, with_draft=draft):
            failed = failed or step.refused is not None
            rows.append(("✓" if step.refused is None else "✗", step.what, step.said))
            if told["json"]:
                tell_json({"mailbox": box.name, "step": step.what, "said": step.said,
                           "ok": step.refused is None}, language(told))  # fmt: skip
        if not told["json"]:
            heads = ("", mark("Step"), mark("Seen, or to do"))
            tell_rows(heads, rows, language(told), title=box.name)
    ctx.exit(4 if failed else 0)


@mail.command("sync")
@click.argument("names", nargs=-1)
@click.option("--quiet", is_flag=True, help="Say nothing where nothing is new.")
@click.pass_obj
@click.pass_context
def sync(ctx: click.Context, told: dict[str, Any], *, names: tuple[str, ...], quiet: bool) -> None:
    r"""Bring new mails in from all mailboxes, or from NAMES; file the sure ones.

    Interrupted, it goes on the next time where it was. Only one sync runs at a time.

    \b
        $ comptoir mail sync
    """
    room = room_of(told)
    with _progress(told) as progress:
        done = room.sync(names, progress)
    if told["json"]:
        counts = {name: getattr(done.tally, name) for name in done.tally.__slots__}
        refused = {name: error.in_(language(told)) for name, error in done.refused}
        tell_json({**counts, "pages": done.pages, "papers": done.ticked, "refused": refused})
    elif done.tally.new or not quiet:
        tell(summary(done), told)
    for _, error in done.refused:
        tell_error(error, {**told, "json": False})
    ctx.exit(done.refused[0][1].exit_code if done.refused else 0)


@contextmanager
def _progress(told: dict[str, Any]) -> Iterator[Any]:
    """Counts that move while pages come in; only a person at a terminal sees them."""
    import sys  # noqa: PLC0415 - only here

    if told["json"] or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console  # noqa: PLC0415 - only where somebody looks

    lang = language(told)
    with Console(file=sys.stderr).status("") as status:

        def progress(mailbox: str, tally: Tally) -> None:
            said = Said("{mailbox}: {new} new {new:mail|mails}", mailbox=mailbox, new=tally.new)
            status.update(said.in_(lang))

        yield progress


@mail.command("list")
@click.option("--all", "every", is_flag=True, help="Those that are filed or set aside too.")
@click.option("--about", help="Those filed on this order, offer or shipment.")
@click.option("--risky", is_flag=True, help="Those that may be a fraud.")
@click.pass_obj
def list_(told: dict[str, Any], *, every: bool, about: str | None, risky: bool) -> None:
    r"""List the mails that wait to be filed, with the dossier proposed and why.

    \b
        $ comptoir mail list
        $ comptoir mail list --about EX-2026-0001
    """
    room, lang = room_of(told), language(told)
    rows = room.mails(about) if about else room.desk.look().rows("message")
    shown = []
    status = RECORDS["message"].by_name["status"].kind
    for key, row in rows.items():
        wanted = about or (
            row["risk"] != "NONE" if risky else every or row["status"] == "TO_CONFIRM"
        )
        if not wanted:
            continue
        if told["json"]:
            tell_json({"ref": key, **{one.name: row[one.name] for one in RECORDS["message"].kept}})
            continue
        why = row["warning"] if risky else row["why"]
        where = row["dossier"] or row["proposed"]
        shown.append((key, row["received"], row["sender"], row["subject"],
                      status.cell(row["status"], lang), where, why))  # fmt: skip
    if not told["json"]:
        heads = ("Mail", mark("Received on"), mark("From"), mark("Subject"), mark("Status"),
                 mark("Dossier"), mark("Why"))  # fmt: skip
        tell_rows(heads, shown, lang)


@mail.command("file")
@click.argument("mails", nargs=-1, required=True)
@click.option("--on", "dossiers", multiple=True, help="Order or offer; else the one proposed.")
@click.option("--aside", is_flag=True, help="They are about no dossier.")
@click.option("--checked", is_flag=True, help="You made sure of a risky mail by telephone today.")
@click.pass_obj
def file_(
    told: dict[str, Any],
    *,
    mails: tuple[str, ...],
    dossiers: tuple[str, ...],
    aside: bool,
    checked: bool,
) -> None:
    r"""File MAILS as proposed, or on the dossiers named; their files go along.

    A correction is learnt as a rule: see the sheet Mail rules.

    \b
        $ comptoir mail file ML0012
        $ comptoir mail file ML0012 --on EX-2026-0001
        $ comptoir mail file ML0013 ML0014 --aside
    """
    refs = [one.upper() for one in mails]
    _told(told, room_of(told).file(refs, dossiers, aside=aside, checked=checked))


@mail.command("answer")
@click.argument("news", nargs=-1, required=True)
@click.option("--yes/--no", required=True, help="Accept it, or refuse it.")
@click.pass_obj
def answer(told: dict[str, Any], *, news: tuple[str, ...], yes: bool) -> None:
    r"""Accept the NEWS read in mails, so that it is written to its record; or refuse it.

    \b
        $ comptoir mail answer NW0003 --yes
    """
    _told(told, room_of(told).answer([one.upper() for one in news], yes=yes))


@mail.command("draft")
@click.argument("ref")
@click.option("--letter", help="Write this letter about REF, and attach it.")
@click.option("--text", default="", help="What to answer; else a few polite words.")
@click.option(
    "--attach",
    "files",
    multiple=True,
    help="Attach this file.",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
)
@click.option("--in", "lang", type=click.Choice(LANGUAGES), help="Language; else the partner's.")
@click.option("--mailbox", help="Where to put it; else the first mailbox.")
@click.pass_obj
def draft(
    told: dict[str, Any],
    *,
    ref: str,
    letter: str | None,
    text: str,
    files: tuple[Path, ...],
    lang: str | None,
    mailbox: str | None,
) -> None:
    r"""Put an answer to the mail REF, or a letter about the record REF, in Drafts.

    Where REF is a mail, the letter is about its dossier and goes with the answer; where it is a
    letter written before, that one goes. Look at the draft in your mail program and send it from
    there; Comptoir sends nothing.

    \b
        $ comptoir mail draft ML0012
        $ comptoir mail draft ML0012 --letter order_acknowledgement
        $ comptoir mail draft EX-2026-0001 --letter order_acknowledgement
        $ comptoir mail draft CO-2026-0007
    """  # fmt: skip
    room, ref = room_of(told), ref.upper()
    if letter:
        put = room.draft_letter(ref, letter, lang, mailbox, text, files)
    elif ref in room.desk.look().rows("letter"):
        put = room.draft_written(ref, text, files, mailbox)
    else:
        put = room.draft_reply(ref, text, files, mailbox)
    if told["json"]:
        tell_json({"draft": put.native, "subject": put.draft.subject, "task": put.draft.task,
                   "again": put.again})  # fmt: skip
    tell(put.said, told)


@mail.command("export")
@click.argument("ref")
@click.option(
    "--to",
    "file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="File to write; else REF-mails.zip in the desk.",
)
@click.pass_obj
def export(told: dict[str, Any], *, ref: str, file: Path | None) -> None:
    r"""Write the mails of the dossier REF into one package, as they came, with a list.

    \b
        $ comptoir mail export EX-2026-0001
    """  # fmt: skip
    done = room_of(told).export(ref.upper(), file)
    if told["json"]:
        tell_json({"file": done.file, "mails": done.count, "missing": list(done.missing)})
    tell(exported_said(done), told)


@mail.command("figures")
@click.pass_obj
def figures(told: dict[str, Any]) -> None:
    r"""Count how filing did on your own mails: filed without asking, corrected, confirmed.

    \b
        $ comptoir mail figures
    """
    found = room_of(told).figures()
    if told["json"]:
        tell_json({name: getattr(found, name) for name in found.__slots__})
        return
    tell(Said("{mails} mails about dossiers: {alone} filed without asking, {wrong} of them"
              " corrected; {confirmed} confirmed as proposed, {otherwise} filed otherwise,"
              " {waiting} waiting.",
              mails=found.mails, alone=found.alone, wrong=found.corrected,
              confirmed=found.confirmed, otherwise=found.otherwise, waiting=found.waiting),
         told)  # fmt: skip
    if found.alone:
        tell(Said("Right without asking: {share} %.", share=found.precision), told)


def _told(told: dict[str, Any], sentences: list[Said]) -> None:
    for said in sentences:
        if told["json"]:
            tell_json({"said": said}, language(told))
        tell(said, told)


__all__ = ["mail"]

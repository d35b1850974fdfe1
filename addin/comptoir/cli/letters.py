"""``comptoir letter`` and ``comptoir letters``: Word correspondence from the desk's records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from comptoir.cli.place import desk_of
from comptoir.cli.telling import language, steps, tell, tell_json, tell_rows
from comptoir.desk import circular, writing
from comptoir.desk.composing import Wish
from comptoir.desk.rereading import Stale, read_again
from comptoir.errors import Refused
from comptoir.letters.checking import check
from comptoir.letters.commenting import commented
from comptoir.letters.gathering import shape_of
from comptoir.letters.gathering.telling import fact_words, facts_of, type_words
from comptoir.letters.kinds import KINDS, kind_named
from comptoir.records import RECORDS
from comptoir.wording import LANGUAGES, Said, mark

_LANG = click.option("--lang", "--in", "lang", type=click.Choice(LANGUAGES),
                     help="Language; else the partner's.")  # fmt: skip
_PDF = click.option("--pdf", is_flag=True, help="Make a PDF beside each Word file.")
_SAY = click.option("--say", "facts", multiple=True, metavar="NAME=TEXT",
                    help="A fact no record has; see: comptoir letters facts KIND.")  # fmt: skip


class NotAFact(Refused):
    message = mark("{given} tells no fact. No letter was written. Write it as name=text.")


class NoSuchRole(Refused):
    message = mark(
        "{given} is not the role of a party. Nothing was written. Write one of: {those}."
    )


@click.command()
@click.argument("kind")
@click.argument("ref")
@_LANG
@_PDF
@_SAY
@click.option("--to", default="", metavar="CODE", help="Another addressee than the record's.")
@click.option("--unfinished", is_flag=True,
              help="Mark in the letter what nobody knows, instead of refusing it.")  # fmt: skip
@click.pass_obj
def letter(
    told: dict[str, Any], *, kind: str, ref: str, lang: str | None, pdf: bool,
    facts: tuple[str, ...], to: str, unfinished: bool,
) -> None:  # fmt: skip
    r"""Write the letter KIND about the record REF, and put it in its dossier.

    REF may be any record of the deal: its order, its shipment, its invoice. The user's own template
    in the desk's templates/ wins over the shipped one. A blank that nothing fills stops the letter.

    \b
        $ comptoir letters
        $ comptoir letter order_acknowledgement EX-2026-0001 --pdf
        $ comptoir letter delay_notice EX-2026-0001 --say cause="kiln breakdown"
    """
    wish = Wish(kind=kind, ref=ref, lang=lang, told=_facts(facts), to=to, unfinished=unfinished)
    with _printer(pdf) as printer:
        written = writing.write(desk_of(told), wish, printer)
    _tell_written([written], told)


@click.group(invoke_without_command=True)
@click.pass_context
def letters(ctx: click.Context) -> None:
    r"""List the letters there are; write sets and circulars; check one's own templates.

    \b
        $ comptoir letters
        $ comptoir letters set EX-2026-0001 --pdf
        $ comptoir letters stale
    """
    if ctx.invoked_subcommand is None:
        _listed(ctx.obj)


def _listed(told: dict[str, Any]) -> None:
    lang = language(told)
    if told["json"]:
        for one in KINDS:
            row = {"kind": one.name, "code": one.code, "title": one.said(), "about": one.about}
            tell_json(row, lang)
        return
    rows = [(one.code, one.name, one.said(), Said(RECORDS[one.about].one)) for one in KINDS]
    heads = (mark("Code"), mark("Letter"), mark("Title"), mark("Record"))
    tell_rows(heads, rows, lang)


@letters.command("facts")
@click.argument("kind")
@click.pass_obj
def facts_(told: dict[str, Any], *, kind: str) -> None:
    r"""List the facts that the letter KIND shows, which --say may tell.

    \b
        $ comptoir letters facts counter_offer
    """
    lang = language(told)
    shown = facts_of(shape_of(kind_named(kind)))
    if told["json"]:
        for name, hint in shown.items():
            tell_json({"fact": name, "type": type_words(hint)}, lang)
        return
    rows = [(name, fact_words(name), type_words(hint)) for name, hint in shown.items()]
    tell_rows((mark("Fact"), mark("What it is"), mark("How it is typed")), rows, lang)


@letters.command("set")
@click.argument("ref")
@_LANG
@_PDF
@click.pass_obj
def set_(told: dict[str, Any], *, ref: str, lang: str | None, pdf: bool) -> None:
    r"""Write the whole set of papers of the deal of REF into one dossier.

    Sold goods: commercial invoice, packing list, shipping instruction, broker's instruction,
    certificates, and the cover letter that names them. What lacks a fact is left out, with the
    reason.

    \b
        $ comptoir letters set EX-2026-0001 --pdf
        $ comptoir letters set SH-2026-0004 --lang en
    """
    with _printer(pdf) as printer, steps(told, 8) as step:
        done = writing.write_set(desk_of(told), ref, lang=lang, printer=printer, tell=step)
    _tell_written(done.written, told)
    for kind, why in done.left_out:
        _left_out(kind_named(kind).said(), why, told)


@letters.command("campaign")
@click.argument("kind")
@click.option("--role", "roles", multiple=True, help="Only parties of this role; may be repeated.")
@click.option("--country", "countries", multiple=True, metavar="DE",
              help="Only parties of this country; may be repeated.")  # fmt: skip
@click.option("--speaking", type=click.Choice(LANGUAGES), help="Only parties of this language.")
@click.option("--party", "codes", multiple=True, metavar="CODE", help="Only these parties.")
@_LANG
@_PDF
@_SAY
@click.option("--report", type=click.Path(path_type=Path, dir_okay=False),
              help="Write what became of each party as a table (CSV).")  # fmt: skip
@click.pass_obj
def campaign(
    told: dict[str, Any], *, kind: str, roles: tuple[str, ...], countries: tuple[str, ...],
    speaking: str | None, codes: tuple[str, ...], lang: str | None, pdf: bool,
    facts: tuple[str, ...], report: Path | None,
) -> None:  # fmt: skip
    r"""Write the letter KIND to every party that fits, each in its language.

    Who said no to letters gets none. A fact may be told for one language: reason.fr=…

    \b
        $ comptoir letters campaign prospecting --role prospect --country GR
        $ comptoir letters campaign price_change --say rise=4 --say reason.en="Energy."
    """
    desk = desk_of(told)
    lands = tuple(one.upper() for one in countries)
    choice = circular.Choice(roles=_roles(roles), countries=lands, lang=speaking, codes=codes)
    sending = circular.Sending(kind=kind, told=_facts(facts), lang=lang)
    count = len(circular.chosen(desk.look().rows("party"), choice))
    with _printer(pdf) as printer, steps(told, count) as step:
        done = circular.write_circular(desk, sending, choice, printer=printer, tell=step)
    _tell_written([one for _, one in done.written], told)
    for code, why in done.left_out:
        _left_out(code, why, told)
    if report:
        report.write_text(circular.as_csv(done, language(told)), "utf-8-sig", newline="")
    tell(Said("{written} letters written, {out} left out.",
              written=len(done.written), out=len(done.left_out)), told)  # fmt: skip


@letters.command("stale")
@click.option("--again", is_flag=True, help="Write them again, as the data are now.")
@_PDF
@click.pass_context
def stale_(ctx: click.Context, *, again: bool, pdf: bool) -> None:
    r"""List the letters and papers that the desk's data have overtaken.

    \b
        $ comptoir letters stale
        $ comptoir letters stale --again --pdf
    """
    told: dict[str, Any] = ctx.obj
    desk, lang = desk_of(told), language(told)
    with desk.deed("letters read again") as deed:
        found = read_again(deed, desk.settings)
    if again:
        with _printer(pdf) as printer:
            _tell_written([writing.write_again(desk, one.ref, printer) for one in found], told)
        return
    if told["json"]:
        for one in found:
            tell_json(_stale_row(one), lang)
    elif found:
        rows = [(one.ref, one.title, one.about, one.file, one.what) for one in found]
        heads = (mark("Letter number"), mark("Title"), mark("Record"), mark("File"),
                 mark("What changed since"))  # fmt: skip
        tell_rows(heads, rows, lang)
    else:
        tell(Said("Every letter still says what the desk says."), told)


def _stale_row(one: Stale) -> dict[str, object]:
    return {"letter": one.ref, "about": one.about, "title": one.title, "file": one.file,
            "changed": one.what}  # fmt: skip


@letters.command("check")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--as", "kind", help="Which letter it is; else its file's name says so.")
@click.option("--comments", type=click.Path(path_type=Path),
              help="Write a copy with a Word comment at each fault.")  # fmt: skip
@click.pass_obj
@click.pass_context
def check_(
    ctx: click.Context, told: dict[str, Any], *, file: Path, kind: str | None, comments: Path | None
) -> None:
    r"""Check a template against what its letter may say: names, tags, obligatory mentions.

    \b
        $ comptoir letters check my-desk/templates/fr/offer.docx --comments faults.docx
    """
    lang = language(told)
    data = file.read_bytes()
    faults = check(data, file.name, kind or file.stem)
    if comments:
        comments.write_bytes(commented(data, faults, lang))
    if told["json"]:
        for fault in faults:
            tell_json({"where": fault.place, "code": fault.code, "message": fault.said}, lang)
    elif faults:
        rows = [(fault.code, fault.place, fault.said) for fault in faults]
        tell_rows((mark("Rule"), mark("Place"), mark("What to do")), rows, lang)
    else:
        tell(Said("{file}: no fault.", file=file.name), told)
    ctx.exit(2 if faults else 0)


def _facts(given: Iterable[str]) -> dict[str, str]:
    """Facts told as ``name=text``. Raises `NotAFact`."""
    facts: dict[str, str] = {}
    for one in given:
        name, sign, text = one.partition("=")
        if not sign or not name.strip():
            raise NotAFact(given=one)
        facts[name.strip()] = text
    return facts


def _roles(given: Iterable[str]) -> tuple[str, ...]:
    """Roles by their code or their word in either language. Raises `NoSuchRole`."""
    kind = RECORDS["party"].by_name["role"].kind
    known = tuple(getattr(kind, "options", {}))
    roles = tuple(str(kind.read(one)) for one in given)
    for one, role in zip(given, roles, strict=True):
        if role not in known:
            raise NoSuchRole(given=one, those=known)
    return roles


@contextmanager
def _printer(wanted: bool) -> Iterator[writing.Prints | None]:  # noqa: FBT001 - as the option
    """A warm printer of PDFs, where they are wanted."""
    if not wanted:
        yield None
        return
    from comptoir.letters.pdf import printer  # noqa: PLC0415 - only where a PDF is wanted

    with printer() as found:
        yield found


def _tell_written(written: Iterable[writing.Written], told: dict[str, Any]) -> None:
    lang = language(told)
    for one in written:
        if told["json"]:
            row = {"letter": one.ref, "kind": one.letter.kind.name, "about": one.letter.ref,
                   "lang": one.letter.lang, "file": one.file, "pdf": one.pdf,
                   "remarks": list(one.remarks), "to_complete": list(one.waiting)}  # fmt: skip
            tell_json(row, lang)
            continue
        tell(Said("{title}: {file}", title=one.letter.kind.said(), file=one.file), told)
        if one.pdf:
            tell(Said("   {pdf}", pdf=one.pdf), told)
        for mark_ in one.waiting:
            tell(Said("   To complete in Word: {mark}", mark=mark_), told)
        for remark in one.remarks:
            tell(Said("   To check before sending: {remark}", remark=remark), told)


def _left_out(who: object, why: Said, told: dict[str, Any]) -> None:
    if told["json"]:
        tell_json({"left_out": who, "why": why}, language(told))
        return
    tell(Said("{who}: left out. {why}", who=who, why=why), told)

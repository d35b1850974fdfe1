"""``comptoir partner``: whom we deal with, before we call, sell, or pay."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from comptoir.cli.place import desk_of
from comptoir.cli.telling import language, plain, tell, tell_json, tell_rows
from comptoir.desk import cards, partnering, people
from comptoir.desk.reporting import label
from comptoir.records import RECORDS
from comptoir.records.partners import ROLE
from comptoir.wording import Said, mark


@click.group()
def partner() -> None:
    r"""Know a partner, check bank details, merge doubles, hand out or erase personal data.

    \b
        $ comptoir partner show MARLOWE
        $ comptoir partner doubles
    """


@partner.command("show")
@click.argument("code")
@click.pass_obj
def show(told: dict[str, Any], *, code: str) -> None:
    r"""Show a partner: open or closed now, holidays ahead, identifiers, credit, bank details.

    \b
        $ comptoir partner show MARLOWE
    """
    with desk_of(told).deed("partner show") as deed:
        found = partnering.partner(deed, code)
    lang = language(told)
    if told["json"]:
        tell_json({
            "party": code, "open": found.now.open if found.now else None,
            "lines": partnering.told(found),
            "exposure": found.credit.exposure.amount if found.credit.exposure else None,
            "bank": found.bank,
        }, lang)  # fmt: skip
        return
    for one in partnering.told(found):
        tell(one, told)


@partner.command("bank")
@click.argument("code")
@click.option("--checked", "how", help="Which known number was called, and who answered.")
@click.option("--alone", is_flag=True, help="There is no second person: it is said in the check.")
@click.pass_obj
def bank(told: dict[str, Any], *, code: str, how: str | None, alone: bool) -> None:
    r"""Show every change of a partner's bank details, or say that they were checked.

    \b
        $ comptoir partner bank WEIHONG
        $ comptoir partner bank WEIHONG --checked "+86 574 8700 0000, Ms Wei"
    """
    here = desk_of(told)
    with here.deed("partner bank") as deed:
        if how is not None:
            partnering.check_bank(deed, code, how, alone=alone)
        log = partnering.bank_log(deed, code)
    if told["json"]:
        for one in log:
            tell_json({"at": one.at, "by": one.by, "field": one.field, "before": one.old,
                       "after": one.new})  # fmt: skip
        return
    rows = [(one.at.astimezone(here.zone), one.by, label("party", one.field), one.old, one.new)
            for one in log]  # fmt: skip
    heads = (mark("When"), mark("Who"), mark("Column"), mark("Before"), mark("After"))
    tell_rows(heads, rows, language(told), title=code)
    if how is not None:
        tell(Said("The account of {code} is checked.", code=code), told)


@partner.command("doubles")
@click.pass_obj
def doubles(told: dict[str, Any]) -> None:
    r"""List parties that may be one and the same, with the reasons; nothing is merged.

    \b
        $ comptoir partner doubles
    """
    with desk_of(told).deed("partner doubles") as deed:
        found = partnering.find_doubles(deed)
        names = {key: row["name"] for key, row in deed.rows("party").items()}
    lang = language(told)
    if told["json"]:
        for one in found:
            tell_json({"one": one.one, "two": one.two, "score": one.likeness.score,
                       "reasons": list(one.likeness.reasons)}, lang)  # fmt: skip
        return
    rows = [(one.likeness.score, one.one, names[one.one], one.two, names[one.two],
             list(one.likeness.reasons)) for one in found]  # fmt: skip
    heads = (mark("Likeness"), mark("Code"), mark("Name"), mark("Code"), mark("Name"), mark("Why"))
    tell_rows(heads, rows, lang)
    tell(Said("{count} {count:pair|pairs}. Merge one with: comptoir partner merge KEPT DOUBLE.",
              count=len(found)), told)  # fmt: skip


@partner.command("merge")
@click.argument("keep")
@click.argument("drop")
@click.pass_obj
def merge(told: dict[str, Any], *, keep: str, drop: str) -> None:
    r"""Let the party KEEP take over everything of its double DROP; no history is lost.

    \b
        $ comptoir partner merge KELLER P0031
    """
    with desk_of(told).deed("partner merge") as deed:
        done = partnering.merge(deed, keep, drop)
        save = deed.number
    if told["json"]:
        tell_json({"keep": keep, "drop": drop, "moved": done.moved, "filled": done.filled,
                   "save": save})  # fmt: skip
    moved = [Said("{count} {record}", count=count, record=Said(RECORDS[name].many))
             for name, count in done.moved.items()]  # fmt: skip
    tell(Said("{drop} is merged into {keep}: {moved}. Undo with: comptoir undo {save}.",
              drop=drop, keep=keep, moved=moved or "—", save=save), told)  # fmt: skip


@partner.command("export")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--contacts", is_flag=True, help="The people, in place of the firms (CSV).")
@click.option("--only", multiple=True, help="Code of a party; else all (vCard).")
@click.pass_obj
def export(told: dict[str, Any], *, file: Path, contacts: bool, only: tuple[str, ...]) -> None:
    r"""Write partners to a CSV or a vCard file, by the end of its name.

    \b
        $ comptoir partner export partners.csv
        $ comptoir partner export people.vcf --only KELLER
    """
    with desk_of(told).deed("partner export") as deed:
        if file.suffix.lower() == ".vcf":
            file.write_text(cards.as_vcards(deed, only), encoding="utf-8", newline="")
        else:
            text = cards.as_csv(deed, "contact" if contacts else "party")
            file.write_text(text, encoding="utf-8-sig", newline="")
    if told["json"]:
        tell_json({"file": file})
    tell(Said("Written: {file}", file=file), told)


@partner.command("import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--role", type=click.Choice(list(ROLE.options)), default="OTHER",
              show_default=True, help="What new firms are to us.")  # fmt: skip
@click.pass_obj
def import_(told: dict[str, Any], *, file: Path, role: str) -> None:
    r"""Take a file of vCards in: new firms and people; of known ones only blanks are filled.

    A CSV file is imported with: comptoir import.

    \b
        $ comptoir partner import people.vcf --role PROSPECT
    """
    with desk_of(told).deed("partner import") as deed:
        done = cards.take_cards(deed, file, role)
    if told["json"]:
        tell_json({"parties": done.parties, "contacts": done.contacts,
                   "completed": done.completed, "aside": list(done.aside)})  # fmt: skip
    tell(Said("{firms} new {firms:firm|firms}, {people} new {people:contact|contacts},"
              " {completed} completed.",
              firms=len(done.parties), people=len(done.contacts),
              completed=len(done.completed)), told)  # fmt: skip
    for name, why in done.aside:
        tell(Said("Set aside: {name}, {why}", name=name, why=why), told)


@partner.command("person")
@click.argument("words")
@click.option("--to", "file", type=click.Path(path_type=Path, dir_okay=False),
              help="Write all that is known of the person to this file.")  # fmt: skip
@click.option("--erase", is_flag=True, help="Erase the person's data, history included.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.pass_obj
def person(told: dict[str, Any], *, words: str, file: Path | None, erase: bool, yes: bool) -> None:
    r"""Hand out what is known of a person, or erase it, but for what the law has us keep.

    \b
        $ comptoir partner person "Katrin Vogel" --to katrin-vogel.json
        $ comptoir partner person CT0001 --erase
    """
    here, lang = desk_of(told), language(told)
    with here.deed("partner person") as deed:
        found = people.find_person(deed, words)
        if len(found) != 1:
            raise click.UsageError(
                Said("{words} names {count} people: {found}. Give the contact's number.",
                     words=words, count=len(found), found=found or "—").in_(lang)
            )  # fmt: skip
        known = people.known_of(deed, found[0], here.settings.dossiers)
        if file:
            text = json.dumps(plain(people.as_json(known), lang), ensure_ascii=False, indent=2)
            file.write_text(text, encoding="utf-8")
            tell(Said("Written: {file}. To be answered by {day}.", file=file,
                      day=known.answer_by), told)  # fmt: skip
        if not erase:
            _tell_known(told, known)
            return
        question = Said("Erase {name} of {party}? This cannot be undone.",
                        name=known.row["surname"], party=known.row["party"])  # fmt: skip
        if not yes:
            click.confirm(question.in_(lang), abort=True)
        done = people.erase(deed, found[0])
    if told["json"]:
        tell_json({"contact": found[0], "erased": done.fields, "changes": done.changes})
    tell(Said("{contact} is erased, in {changes} changes of the history too.", contact=found[0],
              changes=done.changes), told)  # fmt: skip
    for one in done.kept:
        tell(Said("Kept by law: {what}, until {day} ({source})", what=one.what, day=one.until,
                  source=one.source), told)  # fmt: skip
    for each in done.mentions:
        tell(Said("Named in {key}, {field}: look at it yourself.", key=each.key,
                  field=label(each.record, each.field)), told)  # fmt: skip


def _tell_known(told: dict[str, Any], known: people.Person) -> None:
    if told["json"]:
        tell_json(people.as_json(known), language(told))
        return
    rows = [(label("contact", name), value) for name, value in known.row.items()
            if value is not None and name in RECORDS["contact"].by_name]  # fmt: skip
    tell_rows((mark("Column"), mark("Shown")), rows, language(told), title=known.contact)
    tell(Said("{changes} changes, {mentions} mentions, {letters} letters. To be answered by {day}.",
              changes=len(known.history), mentions=len(known.mentions),
              letters=len(known.letters), day=known.answer_by), told)  # fmt: skip

"""What became of a deed, in sentences: the same from a button and from a command."""

from __future__ import annotations

from comptoir.desk import Desk
from comptoir.desk.saving import Saved
from comptoir.records import RECORDS
from comptoir.wording import Said, mark

WOULD_BE_SAVED = mark(
    "{new} new {new:row|rows} and {changed} changed {changed:row|rows} would be saved."
)
WAS_SAVED = mark(
    "Saved: {new} new {new:row|rows}, {changed} changed {changed:row|rows} (save {number})."
)


def report(done: Saved) -> list[Said]:
    """What became of a save, a sentence a line."""
    if not (done.anything or done.vanished or done.reverted or done.warnings):
        return [Said("Nothing to save: the workbook agrees with the desk.")]
    said: list[Said] = []
    if done.new or done.changed:
        facts = {"new": len(done.new), "changed": len(done.changed), "number": done.number}
        said.append(Said(WOULD_BE_SAVED, **facts) if done.dry_run else Said(WAS_SAVED, **facts))
    said += [_new(record, key) for record, key in done.new[:20]]
    for record, clash in done.clashes:
        one = RECORDS[record].by_name.get(clash.field)
        said.append(
            Said(
                "Clash on {key}, {heading}: you entered {sheet}, the desk says {store}."
                " Choose on the sheet Clashes, then save.",
                key=clash.key,
                heading=Said(one.label) if one else clash.field,
                sheet=worded(record, clash.field, clash.sheet),
                store=worded(record, clash.field, clash.store),
            )
        )
    said += [
        Said("{key} was no longer in the sheet. It was not deleted and is shown again.", key=key)
        for _, key in done.vanished[:20]
    ]
    said += [
        Said(
            "{key}, {heading}: this column is not typed in. The desk's value is shown again.",
            key=one.key,
            heading=Said(RECORDS[record].by_name[one.field].label),
        )
        for record, one in done.reverted[:20]
    ]
    said += [Said("Clash {number} settled.", number=number) for number, _ in done.settled]
    said += done.told
    said += [Said("To check: {where}: {what}", where=w.where, what=w.said) for w in done.warnings]
    return said


def _new(record: str, key: str) -> Said:
    return Said("New: {record} {key}", record=Said(RECORDS[record].one), key=key)


def worded(record: str, name: str, value: object) -> object:
    """A coded value as its word in the language of the sentence it goes into."""
    one = RECORDS[record].by_name.get(name)
    options = getattr(one.kind, "options", {}) if one else {}
    return Said(options[value]) if value in options else value


def label(record: str, name: str) -> object:
    """The heading of a field, or of a column of the user's own."""
    one = RECORDS[record].by_name.get(name)
    return Said(one.label) if one else name


def history_rows(here: Desk, ref: str) -> tuple[tuple[str, ...], list[tuple[object, ...]]]:
    """Headings and lines of the history of *ref*."""
    return HEADS, [
        (
            one.at.astimezone(here.zone),
            one.by,
            one.via,
            one.key,
            f"v{one.version}",
            label(one.record, one.field),
            worded(one.record, one.field, one.old),
            worded(one.record, one.field, one.new),
        )
        for one in here.look().history(ref)
    ]


HEADS = (
    mark("When"),
    mark("Who"),
    mark("Door"),
    mark("Record"),
    mark("Version"),
    mark("Column"),
    mark("Before"),
    mark("After"),
)

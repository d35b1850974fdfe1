"""From the record under the cursor to the one a letter is written from.

An order has shipments, a shipment has a claim, and all of them a partner: whoever stands on one of
them may ask for a letter about another.
"""

from __future__ import annotations

from collections.abc import Iterator

from comptoir.errors import Refused
from comptoir.letters.gathering.asking import Ask, NoRecord, parts, picked
from comptoir.records import RECORDS, Numbered, Record, Row, Within
from comptoir.records.kinds import Link
from comptoir.wording import Said, mark

_DEALS = ("offer", "order", "invoice", "shipment", "declaration", "claim", "credit", "visit")
_FURTHEST = 4
_FROM_PARENT = {
    "order": ("invoice", "claim", "credit"),
    "offer": ("order",),
    "shipment": ("declaration", "claim"),
}
"""The records that name one of these in a field of the same name."""


class Several(Refused):
    message = mark(
        "{ref} has several records of the kind {record}: {refs}. No letter was written."
        " Give the reference of the one meant."
    )


def found(record: str, ref: str, ask: Ask) -> str:
    """The key of the *record* that is *ref*, or that belongs to it.

    Raises `NoRecord` where nothing is known, `Several` where it cannot be told which.
    """
    if ref in ask(record):
        return ref
    refs = kin(record, ref, ask)
    if not refs:
        raise NoRecord(ref=ref, record=Said(RECORDS[record].one) if record in RECORDS else record)
    if len(refs) > 1:
        raise Several(ref=ref, record=Said(RECORDS[record].one), refs=refs[:8])
    return refs[0]


def kin(record: str, ref: str, ask: Ask) -> list[str]:
    """The keys of *record* nearest to *ref*, in order; the nearest ones only."""
    ring = [(name, ref) for name in owners(ref, ask)]
    seen = set(ring)
    for _ in range(_FURTHEST):
        here = sorted({key for name, key in ring if name == record})
        if here:
            return here
        ring = [one for name, key in ring for one in _beside(name, key, ask) if one not in seen]
        seen.update(ring)
    return []


def owners(ref: str, ask: Ask) -> list[str]:
    """The records that have a row of that key: those whose series it is of are asked first."""
    prefix = ref.partition("-")[0]
    numbered = {name for name, one in RECORDS.items() if prefix in _prefixes(one)}
    if "/" in ref:
        numbered = {name for name, one in RECORDS.items() if _within(one) in numbered}
    return [name for name in numbered or RECORDS if ref in ask(name)]


def _prefixes(record: Record) -> set[str]:
    return set(record.keying.prefixes.values()) if isinstance(record.keying, Numbered) else set()


def _within(record: Record) -> str:
    return record.keying.parent if isinstance(record.keying, Within) else ""


def _beside(name: str, key: str, ask: Ask) -> Iterator[tuple[str, str]]:
    """The records one step away from a row; a partner is the end of a way, never its middle."""
    if name == "party":
        return
    row = ask(name).get(key, {})
    yield from _named(name, row)
    for record in _FROM_PARENT.get(name, ()):
        yield from ((record, str(one["ref"])) for one in parts(ask, record, name, key))
    if name == "order":
        lines = {str(one["ref"]) for one in parts(ask, "order_line", "order", key)}
        sent = picked(ask("shipment_line"), lambda one: one.get("order_line") in lines)
        yield from (("shipment", str(one["shipment"])) for _, one in sent)
    if name == "shipment":
        of = ask("order_line")
        for one in parts(ask, "shipment_line", "shipment", key):
            if line := of.get(str(one.get("order_line"))):
                yield "order", str(line["order"])


def _named(name: str, row: Row) -> Iterator[tuple[str, str]]:
    for one in RECORDS[name].fields:
        link = one.kind
        if not isinstance(link, Link) or not row.get(one.name):
            continue
        if link.record in _DEALS or one.name == "party":
            yield link.record, str(row[one.name])

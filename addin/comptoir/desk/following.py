"""What follows from the rows of a save, in the same save: a claim typed gets its days and limit, a
mail is filed where its row says, news accepted is written, an invoice written off is closed.
"""  # noqa: D205 - one sentence

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from comptoir import store
from comptoir.desk.claiming import work_out_again
from comptoir.desk.deed import Deed
from comptoir.desk.writing_off import as_typed
from comptoir.errors import Refused
from comptoir.records import RECORDS, Row
from comptoir.sheets.reading import Fault, TableRead
from comptoir.wording import Said

FACTS = {
    "kind", "harm", "shipment", "container", "received", "due_delivery", "regime", "law",
    "contract_days", "packages", "kg", "currency", "proven",
}  # fmt: skip
"""The fields of a claim that its days and its limit depend on."""


def follow(deed: Deed, new: Collection[str], changed: Mapping[str, Collection[str]]) -> None:
    """Work out the *new* claims, and those of which a fact was *changed*."""
    touched = [*new, *(key for key, fields in changed.items() if FACTS & set(fields))]
    for claim in dict.fromkeys(touched):
        work_out_again(deed, claim)


def follow_write_offs(deed: Deed, touched: Mapping[str, Collection[str]]) -> None:
    """Complete the invoices written off in a sheet; *touched*: the fields of each that changed."""
    for key, row in store.current(deed.db, RECORDS["invoice"], touched).items():
        typed = {"written_off", "written_off_on"} & set(touched[key])
        if typed or row.get("written_off") or row["status"] == "WRITTEN_OFF":
            as_typed(deed, key, touched[key])


MAILS = {"message": {"dossier", "status"}, "news": {"answer"}}
"""The fields of mails and of news whose change asks for something."""


def follow_mails(
    deed: Deed,
    changed: Sequence[tuple[str, str, Collection[str]]],
    reads: Mapping[str, TableRead],
) -> tuple[list[Said], list[Fault]]:
    """File the mails whose dossier was typed, write the news that was accepted.

    What came of it; and all that cannot be done, each at the cell where it is mended.
    """
    from comptoir.desk.mailing import filing, news  # noqa: PLC0415 - 0.1 s that other saves do not need

    said: list[Said] = []
    faults: list[Fault] = []
    for record, key, fields in changed:
        asked = MAILS.get(record, set()) & set(fields)
        if not asked:
            continue
        try:
            if record == "message":
                filing.decided(deed, key, fields)
            elif (became := news.answered(deed, key)) is not None:
                said.append(became)
        except Refused as refused:
            row, typed = deed.row(record, key), "dossier" if "dossier" in asked else min(asked)
            faults.append(_at_cell(refused, record, key, row, typed, reads.get(record)))
    return said, faults


def _at_cell(
    refused: Refused, record: str, key: str, row: Row, typed: str, read: TableRead | None
) -> Fault:
    """The refusal as a fault of the cell that it names, or of the one that was *typed*."""
    column = str(getattr(refused, "column", typed))
    where = read.cell_of(key, column) if read else key
    shown = "" if row.get(column) is None else str(row[column])
    label = RECORDS[record].by_name[column].label
    return Fault(where, label, shown, refused.said, type(refused).__name__)

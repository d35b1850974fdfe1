"""What a new row of a sheet leaves blank and what it belongs to knows."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from comptoir import store
from comptoir.desk.clearing import procedure_of
from comptoir.records import RECORDS
from comptoir.sheets.merge import NewRow


def fill_blanks(db: Connection, record: str, new: Sequence[NewRow]) -> None:
    """Complete the *new* rows of a record, in place, before they are checked.

    A declaration is for import or for export as its shipment goes.
    """
    if record != "declaration":
        return
    refs = {str(one.values["shipment"]) for one in new if one.values.get("shipment")}
    known = store.current(db, RECORDS["shipment"], list(refs)) if refs else {}
    for one in new:
        shipment = known.get(str(one.values.get("shipment")))
        if shipment and not one.values.get("procedure"):
            one.values["procedure"] = procedure_of(shipment)

"""Rows in bulk for figures: only the columns asked for, as arrays, a million rows at a time."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Text, cast, func, select

from comptoir.records import Record
from comptoir.records.kinds import Day, Flag, Quantity, Whole
from comptoir.store.rows import _parts
from comptoir.store.schema import TABLES

EPOCH = 25_569
"""1970-01-01 as workbooks count days."""


def arrays(db: Connection, record: Record, names: Sequence[str], missing: int) -> dict[str, Any]:
    """The columns *names* of every row, as numpy arrays.

    Texts are objects, None where there is none; days are counted as workbooks do, 0 for none;
    numbers are as stored, *missing* for none; flags are 0 and 1.
    """
    import numpy as np  # noqa: PLC0415 - only figures need it

    table = TABLES[record.name]
    kinds = {name: record.by_name[name].kind for name in names}
    array = func.json_group_array if db.dialect.name == "sqlite" else func.json_agg
    asked = []
    for name in names:
        column: Any = table.c[name]
        if isinstance(kinds[name], Quantity | Whole):
            column = func.coalesce(column, missing)
        asked.append(cast(array(column), Text))
    lots: dict[str, list[Any]] = {name: [] for name in names}
    question = select(*asked)
    for within in _parts(db, table, table.c[record.key], None):
        found = db.execute(question.where(within)).one()
        for name, text in zip(names, found, strict=True):
            lots[name].append(_array(kinds[name], json.loads(text) if text else []))
    empty = {name: _array(kinds[name], []) for name in names}
    return {name: np.concatenate(parts) if parts else empty[name] for name, parts in lots.items()}


def _array(kind: object, values: list[Any]) -> Any:
    import numpy as np  # noqa: PLC0415 - the same

    if isinstance(kind, Day):
        days = np.array(values, dtype="datetime64[D]")
        return np.where(np.isnat(days), 0, days.astype(np.int64) + EPOCH)
    if isinstance(kind, Quantity | Whole):
        return np.array(values, dtype=np.int64)
    if isinstance(kind, Flag):
        return np.array([bool(one) for one in values], dtype=np.int64)
    known: dict[Any, Any] = {}
    return np.array(list(map(known.setdefault, values, values)), dtype=object)

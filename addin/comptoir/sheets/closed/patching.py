"""A closed workbook changed without loss: planned, written beside, read back, swapped in.

What is decided before a byte is written: who has the file open, whether it is the
one that was read, where each row is, what is in the way. What is written: the parts
that change; the others are copied as the bytes they were. What is checked before the
swap: every part that changed is well-formed, every cell asked for is as asked, every
other part is as it was.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from comptoir.sheets.closed.changes import Along, Patched, TableChanges
from comptoir.sheets.closed.elsewhere import check_free
from comptoir.sheets.closed.growth import protected
from comptoir.sheets.closed.outline import outline
from comptoir.sheets.closed.package import Package
from comptoir.sheets.closed.planning import Plan
from comptoir.sheets.closed.proof import check
from comptoir.sheets.closed.refusals import ChangedMeanwhile, ProtectedSheet, Signed
from comptoir.sheets.closed.rows import sheet_stream
from comptoir.sheets.closed.swapping import beside, kept, stamp, swap, sweep, write
from comptoir.sheets.closed.values import Value

AUTHOR = "Comptoir"


def check_changeable(path: Path, tables: Collection[str]) -> None:
    """Refuse where :func:`patch` would: the file is open, read-only, signed; a sheet is protected.

    Only the sheets with one of the *tables* are looked at.
    """
    path = path.resolve()
    check_free(path)
    with Package(path) as package:
        if package.signed:
            raise Signed(file=path.name)
        for sheet in outline(package).sheets:
            if any(table.name in tables for table in sheet.tables):
                with sheet_stream(package, sheet.part) as stream:
                    for _block in stream.blocks():
                        pass
                    if protected(stream.tail):
                        raise ProtectedSheet(file=path.name, sheet=sheet.name)


def patch(
    path: Path,
    tables: Sequence[TableChanges] = (),
    *,
    hidden: Mapping[str, Sequence[Sequence[Value]]] | None = None,
    along: Along | None = None,
    seen: str | None = None,
    author: str = AUTHOR,
    backups: Path | None = None,
    now: datetime | None = None,
) -> Patched:
    """Change a closed workbook; whatever is not asked for stays byte for byte as it was.

    *hidden* gives the rows of very-hidden sheets by name; one that is missing is made. *along*
    is what changes only where something else does.
    *seen* is the ``print`` of what was read: a file changed since is a conflict.
    *backups* is the folder that keeps the file as it was, named after *now*. A patch
    that asks for what is there already writes nothing. Raises what :mod:`refusals`
    lists; the file is then untouched.
    """
    path = path.resolve()
    check_free(path)
    before = stamp(path)
    with beside(path) as fresh:
        with Package(path) as package:
            if seen is not None and package.print != seen:
                raise ChangedMeanwhile(file=path.name)
            if package.signed:
                raise Signed(file=path.name)
            plan = Plan(package, author)
            plan.tables(tables)
            plan.remember(hidden or {})
            if along is not None and not plan.empty:
                plan.along(along)
            plan.settle()
            if not plan.contents:
                return plan.report(path, None)
            write(package, plan, fresh)
            check(plan, fresh)
        check_free(path)
        if stamp(path) != before:
            raise ChangedMeanwhile(file=path.name)
        backup = kept(path, backups, now)
        swap(fresh, path)
        sweep(path)
    return plan.report(path, backup)

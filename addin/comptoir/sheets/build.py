"""A workbook built from nothing: the same views give the same bytes.

Built beside its place and put there in one step: an interruption leaves the old one whole.
"""

from __future__ import annotations

from datetime import UTC
from pathlib import Path

from xlsxwriter import Workbook
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.utility import xl_rowcol_to_cell

from comptoir import __version__
from comptoir.sheets.closed.elsewhere import check_free
from comptoir.sheets.drawing.bands import BAND
from comptoir.sheets.drawing.clashes import draw_clashes
from comptoir.sheets.drawing.hidden import draw_lists, draw_memory, names_of_lists
from comptoir.sheets.drawing.sheet import BulkSheet
from comptoir.sheets.drawing.styles import Styles
from comptoir.sheets.drawing.tables import codes_name, draw_table
from comptoir.sheets.drawing.today import MORE, MORE_AT, Places, draw_today
from comptoir.sheets.layout import CLASHES, HEAD_ROW, TODAY, SheetLayout, workbook_layout
from comptoir.sheets.memory import Memory
from comptoir.sheets.views import BookView
from comptoir.wording import translated

__all__ = ["build", "memory_shown"]


def build(path: Path, book: BookView) -> None:
    """Write the workbook *book* at *path*.

    ``OpenElsewhere`` or ``ReadOnly`` where the one that is there may not be replaced.
    """
    if path.exists():
        check_free(path)
    beside = path.with_name(f".{path.name}.new")
    try:
        _write(beside, book)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def memory_shown(book: BookView) -> Memory:
    """What the workbook remembers of *book*."""
    seen = {
        view.record.name: dict(zip(view.keys, view.versions, strict=True)) for view in book.views
    }
    fields = {view.record.name: tuple(view.columns) for view in book.views}
    facts = (book.desk_id, book.kind, book.lang, book.at, book.by)
    return Memory(*facts, seen, __version__, fields)


def _write(path: Path, book: BookView) -> None:
    file = Workbook(str(path), {"in_memory": True})
    file.set_properties(
        {
            "title": f"{book.desk} - {book.kind}",
            "author": "Comptoir",
            "created": book.at.astimezone(UTC).replace(tzinfo=None),
        }
    )
    file.set_size(1600, 1000)
    _sheets(file, book)
    try:
        file.close()
    except FileCreateError as failed:
        raise failed.args[0] from None


def _sheets(file: Workbook, book: BookView) -> None:
    """Every sheet, in its order: Today, the tables, the clashes, the hidden ones."""
    own = {view.record.name: list(view.custom) for view in book.views}
    views = {view.record.name: view for view in book.views}
    layouts = [
        one for one in workbook_layout(book.kind, book.lang, own) if one.record.name in views
    ]
    styles, lists = Styles(file, book.lang), names_of_lists(layouts)
    places, offered = _places(book, layouts), {*views, *book.codes}
    today = translated(TODAY, book.lang)
    draw_today(_added(file, today), book, styles, places)
    _name(file, today, MORE, *MORE_AT)
    for layout in layouts:
        view = views[layout.record.name]
        draw_table(_added(file, layout.title), book, view, layout, styles, lists, offered)
        key = layout.columns[0].heading.replace("'", "''")
        file.define_name(codes_name(layout.record.name), f"={layout.table}[{key}]")
    draw_clashes(_added(file, translated(CLASHES, book.lang)), book, styles, places)
    for sheet in file.worksheets():
        if sheet.band_at is not None:
            _name(file, sheet.get_name(), BAND, 0, sheet.band_at)
    draw_lists(file, lists, {codes_name(name): keys for name, keys in book.codes.items()})
    draw_memory(file, memory_shown(book))


def _name(file: Workbook, title: str, name: str, row: int, col: int) -> None:
    """Let a sheet know one of its cells by *name*, so that a patch finds it where it went."""
    place = xl_rowcol_to_cell(row, col, row_abs=True, col_abs=True)
    quoted = title.replace("'", "''")
    file.define_name(f"{title}!{name}", f"='{quoted}'!{place}")


def _added(file: Workbook, title: str) -> BulkSheet:
    sheet: BulkSheet = file.add_worksheet(title, worksheet_class=BulkSheet)
    return sheet


def _places(book: BookView, layouts: list[SheetLayout]) -> Places:
    """Where the records named on Today and among the clashes stand."""
    titles = {layout.record.name: layout.title for layout in layouts}
    wanted = {(due.record, due.ref) for due in book.today}
    wanted |= {(clash.record.name, clash.key) for clash in book.clashes}
    return {
        (view.record.name, key): (titles[view.record.name], row)
        for view in book.views
        if view.record.name in titles
        for row, key in enumerate(view.keys, HEAD_ROW + 1)
        if (view.record.name, key) in wanted
    }

"""Table styles, which Calc drops: read from an .xlsx, and put back into one Calc has written.

A table's part in the file (``xl/tables/table3.xml``) names the style and four flags in one element,
``tableStyleInfo``. Calc writes an element without them. The file is replaced in one step, and
keeps its time, so that an office that has it open does not take it for a stranger's change.
"""

from __future__ import annotations

import os
import re
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr, unescape

_PART = re.compile(r"^xl/tables/[^/]+\.xml$")
_INFO = re.compile(
    r"<tableStyleInfo\b[^>]*?/>|<tableStyleInfo\b[^>]*>.*?</tableStyleInfo>", re.DOTALL
)
_NAME = re.compile(r"<table\b[^>]*?\sdisplayName=\"([^\"]*)\"", re.DOTALL)
_ATTRIBUTE = re.compile(r"(\w+)=\"([^\"]*)\"")
_FLAGS = {
    "showFirstColumn": ("show_table_style_first_column", False),
    "showLastColumn": ("show_table_style_last_column", False),
    "showRowStripes": ("show_table_style_row_stripes", True),
    "showColumnStripes": ("show_table_style_column_stripes", False),
}
ENDINGS = (".xlsx", ".xlsm", ".xltx", ".xltm")
DEFAULT = "TableStyleMedium2"


def read(path: Path) -> dict[str, dict[str, Any]]:
    """Return the style of each table in a file, by the table's name; nothing for other files.

    A table whose style is "none" has an empty text as its style.
    """
    if path.suffix.lower() not in ENDINGS or not zipfile.is_zipfile(path):
        return {}
    styles: dict[str, dict[str, Any]] = {}
    with zipfile.ZipFile(path) as file:
        for part in file.namelist():
            if _PART.match(part):
                text = file.read(part).decode("utf-8")
                if name := _NAME.search(text):
                    styles[unescape(name[1])] = _style(text)
    return styles


def _style(text: str) -> dict[str, Any]:
    found = _INFO.search(text)
    given = dict(_ATTRIBUTE.findall(found[0])) if found else {}
    style: dict[str, Any] = {"table_style": unescape(given.get("name", ""))}
    for attribute, (key, _) in _FLAGS.items():
        style[key] = given.get(attribute, "0") in ("1", "true")
    return style


def element(style: Mapping[str, Any]) -> str:
    """Return the file's element for a style.

    >>> element({"table_style": "TableStyleLight1"})[:39]
    '<tableStyleInfo name="TableStyleLight1"'
    """
    name = style.get("table_style", DEFAULT)
    flags = "".join(
        f' {attribute}="{int(bool(style.get(key, default)))}"'
        for attribute, (key, default) in _FLAGS.items()
    )
    return f"<tableStyleInfo{f' name={quoteattr(name)}' if name else ''}{flags}/>"


def patched(text: str, styles: Mapping[str, Mapping[str, Any]]) -> str:
    """Return a table's part with its style put back."""
    name = _NAME.search(text)
    if name is None:
        return text
    info = element(styles.get(unescape(name[1]), {}))
    if _INFO.search(text):
        return _INFO.sub(lambda _: info, text, count=1)
    return text.replace("</table>", info + "</table>", 1)


def write(path: Path, styles: Mapping[str, Mapping[str, Any]]) -> bool:
    """Put the styles of the tables back into a file; return whether it was changed."""
    if path.suffix.lower() not in ENDINGS or not zipfile.is_zipfile(path):
        return False
    with zipfile.ZipFile(path) as file:
        parts = [part for part in file.namelist() if _PART.match(part)]
        new = {part: patched(file.read(part).decode("utf-8"), styles) for part in parts}
        if all(new[part].encode() == file.read(part) for part in parts):
            return False
        _rewrite(path, file, new)
    return True


def _rewrite(path: Path, file: zipfile.ZipFile, new: Mapping[str, str]) -> None:
    times, mode = path.stat(), path.stat().st_mode
    handle, name = tempfile.mkstemp(prefix=".", suffix=path.suffix, dir=path.parent)
    os.close(handle)
    fresh = Path(name)
    try:
        with zipfile.ZipFile(fresh, "w", zipfile.ZIP_DEFLATED) as copy:
            for item in file.infolist():
                data = new[item.filename].encode() if item.filename in new else file.read(item)
                copy.writestr(item, data)
        fresh.chmod(mode)
        os.utime(fresh, ns=(times.st_atime_ns, times.st_mtime_ns))
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)

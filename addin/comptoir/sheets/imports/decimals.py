"""Whether a column writes 1,234.50 or 1.234,50, decided on the whole of it.

>>> judged_sign(["1,234", "0.39", "12"]), judged_sign(["1.234,5"]), judged_sign(["1,234"])
('.', ',', '')
>>> with_point("1,234", "."), with_point("1.234,5", ","), with_point("12,34", ".")
('1234', '1234.5', '12,34')
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_BLANKS = re.compile(r"[\s\u00a0\u202f\u2009']")
_PROOFS = {
    ".": re.compile(
        r"[-+]?(\d*\.(\d{1,2}|\d{4,})|\d{1,3}(,\d{3})+\.\d+|0\.\d+|\d{1,3}(,\d{3}){2,})"
    ),
    ",": re.compile(
        r"[-+]?(\d*,(\d{1,2}|\d{4,})|\d{1,3}(\.\d{3})+,\d+|0,\d+|\d{1,3}(\.\d{3}){2,})"
    ),
}
_GROUPED = {
    ".": re.compile(r"[-+]?(\d{1,3}(,\d{3})+|\d*)(\.\d*)?"),
    ",": re.compile(r"[-+]?(\d{1,3}(\.\d{3})+|\d*)(,\d*)?"),
}


def judged_sign(cells: Iterable[object]) -> str:
    """The decimal sign that some number of the column proves; empty where none or both do."""
    proved: set[str] = set()
    for cell in cells:
        if isinstance(cell, str):
            text = _BLANKS.sub("", cell)
            proved |= {sign for sign, proof in _PROOFS.items() if proof.fullmatch(text)}
    return proved.pop() if len(proved) == 1 else ""


def with_point(text: str, sign: str) -> str:
    """The number *text* with a point and no grouping, where it is one under *sign*."""
    plain = _BLANKS.sub("", text)
    if not sign or not plain or not _GROUPED[sign].fullmatch(plain):
        return text
    return plain.replace(",", "") if sign == "." else plain.replace(".", "").replace(",", ".")

r"""Excel's formulas <-> Calc's, as text: no office, no locale.

UNO takes and gives formulas in one grammar, whatever the user's language. It differs from Excel's:

===================  ==========================  =================================
what                 Excel                       Calc
===================  ==========================  =================================
arguments            ``SUM(A1,B1)``              ``SUM(A1;B1)``
a sheet              ``'My s'!A1``               ``$'My s'.A1``
several sheets       ``Jan:Mar!A1:B2``           ``$Jan.A1:$Mar.B2``
another workbook     ``'/d/[b.xlsx]S'!A1``       ``'file:///d/b.xlsx'#$S.A1``
an array             ``{1,2;3,4}``               ``{1;2|3;4}``
union, intersection  ``(A1,B2)``, ``A1:B2 B:B``  ``(A1~B2)``, ``A1:B2!B:B``
truth                ``TRUE``                    ``TRUE()``
a table's row        ``Lots[@Qty]``              ``Lots[[#This Row];[Qty]]``
new functions        ``_xlfn.TEXTJOIN(…)``       ``TEXTJOIN(…)``
===================  ==========================  =================================

Calc's own translator (`FormulaParser`) was tried first: it drops table references, prints numbers
in the office's language, and costs 2 ms.

>>> to_calc("=VLOOKUP(\"a,b\",'My s'!$A$1:$C$5,2,FALSE)")
'=VLOOKUP("a,b";$\'My s\'.$A$1:$C$5;2;FALSE())'
>>> to_excel(to_calc("=SUM((A1,B2),Lots[@Qty])*{1,2;3,4}"))
'=SUM((A1,B2),Lots[[#This Row],[Qty]])*{1,2;3,4}'
"""

from __future__ import annotations

import re
from urllib.parse import quote, unquote

from xlcalc.addresses import quoted_sheet

_TEXT = r'(?P<text>"(?:[^"]|"")*")'
_ERROR = r"(?P<error>\#(?:N/A|REF!|NULL!|NAME\?|DIV/0!|VALUE!|NUM!))"
_NUMBER = r"(?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?(?![\w:$.]))"
_WORD = r"(?P<word>[$\w\\][\w.$\\?]*)"
_REST = r"(?P<space>\s+)|(?P<mark>.)"
_CELL = r"\$?[A-Za-z]{1,3}\$?\d{1,7}"
_NOT_A_NAME = r"(?![\w.(])"

_EXCEL = re.compile(
    rf"{_TEXT}|{_ERROR}"
    rf"|(?P<book>'(?P<folder>[^'\[\]]*)\[(?P<file>[^'\[\]]+)\](?P<there>(?:[^']|'')+)'!)"
    rf"|(?P<spans>(?<!!)(?P<first>'?)(?P<from>[^\W\d][\w.]*|(?<=')[^':!\[\]]+):"
    rf"(?P<to>[^\W\d][\w.]*|[^':!\[\]]+(?='))(?P=first)!"
    rf"(?P<start>{_CELL})(?::(?P<end>{_CELL}))?{_NOT_A_NAME})"
    rf"|(?P<sheet>(?:'(?:[^']|'')+'|[^\W\d][\w.]*)!)(?=[$\w\\#])"
    rf"|{_NUMBER}|{_WORD}|{_REST}",
    re.DOTALL,
)
_CALC_SHEET = r"\$?(?:'(?:[^']|'')+'|[^\W\d]\w*)\."
_CALC = re.compile(
    rf"{_TEXT}|{_ERROR}"
    rf"|(?P<book>'(?P<url>file:[^']*)'\#\$?(?P<there>'(?:[^']|'')+'|[^\W\d]\w*)\.)"
    rf"|(?P<spans>(?P<from>{_CALC_SHEET})(?P<start>{_CELL}):(?P<to>{_CALC_SHEET})(?P<end>{_CELL})"
    rf"{_NOT_A_NAME})"
    rf"|(?P<sheet>{_CALC_SHEET})"
    rf"(?={_CELL}{_NOT_A_NAME}|\$?[A-Z]{{1,3}}:|\$?\d+:|\#REF|{_CELL}:)"
    rf"|(?P<own>\$(?:'(?:[^']|'')+'|[^\W\d]\w*)\.)(?=[^\W\d])"
    rf"|{_NUMBER}|{_WORD}|{_REST}",
    re.DOTALL,
)
_FUTURE = re.compile(r"^(?:_xlfn\.|_xlws\.|_xll\.)+", re.IGNORECASE)
_ADDIN = re.compile(r"^com\.sun\.star\.sheet\.addin\.\w+\.get", re.IGNORECASE)
_REFERENCE_ENDS = re.compile(
    r"(?:[A-Za-z]{1,3}\$?\d+|[)\]]|[^\W\d][\w.]*|:\$?[A-Za-z]{1,3}|:\$?\d+)$"
)
_REFERENCE_STARTS = re.compile(
    r"\$?[A-Za-z]{1,3}\$?\d+(?![\w.])|\(|'|\$?[A-Za-z]{1,3}:|[^\W\d][\w.]*[!\[]"
)
_PLAIN_CALC = re.compile(r"^[^\W\d]\w*$")
_SPILL = re.compile(rf"{_CELL}\#")


def _calc_sheet(name: str) -> str:
    bare = _unquoted(name)
    return "$" + (bare if _PLAIN_CALC.match(bare) else "'" + bare.replace("'", "''") + "'")


def _unquoted(name: str) -> str:
    return name[1:-1].replace("''", "'") if name.startswith("'") else name


def _excel_sheet(name: str) -> str:
    return quoted_sheet(_unquoted(name.rstrip(".").lstrip("$")))


class _Nest:
    """Which brackets are open: ``f`` a function's, ``(`` plain ones, ``{`` an array's."""

    def __init__(self) -> None:
        self.open: list[str] = []

    def see(self, mark: str, before: str) -> None:
        if mark in "({":
            called = mark == "(" and before and (before[-1].isalnum() or before[-1] in "_.)\\")
            self.open.append("f" if called else mark)
        elif mark in ")}" and self.open:
            self.open.pop()

    @property
    def within(self) -> str:
        return self.open[-1] if self.open else ""


def _brackets(text: str, start: int) -> int:
    """Return where the table reference that opens at *start* ends; ``'`` escapes."""
    depth, at = 0, start
    while at < len(text):
        letter = text[at]
        if letter == "'":
            at += 1
        elif letter == "[":
            depth += 1
        elif letter == "]":
            depth -= 1
            if depth == 0:
                return at + 1
        at += 1
    return len(text)


def _parts(inner: str) -> list[str]:
    """Split ``[a],[b]:[c]`` at the commas (or semicolons) outside brackets."""
    parts, depth, at, since = [], 0, 0, 0
    while at < len(inner):
        letter = inner[at]
        if letter == "'":
            at += 1
        elif letter in "[]":
            depth += 1 if letter == "[" else -1
        elif letter in ",;" and depth == 0:
            parts.append(inner[since:at].strip())
            since = at + 1
        at += 1
    return [*parts, inner[since:].strip()]


def _table_to_calc(reference: str) -> str:
    """``[@Qty]`` -> ``[[#This Row];[Qty]]``; ``[[#All],[Qty]]`` -> ``[[#All];[Qty]]``."""
    inner = reference[1:-1]
    if inner.startswith("@"):
        column = inner[1:]
        if not column:
            return "[#This Row]"
        return f"[[#This Row];{column if column.startswith('[') else '[' + column + ']'}]"
    if not inner.startswith("["):
        return reference
    return "[" + ";".join(_parts(inner)) + "]"


def _table_to_excel(reference: str) -> str:
    inner = reference[1:-1]
    return reference if not inner.startswith("[") else "[" + ",".join(_parts(inner)) + "]"


def _book_to_calc(folder: str, file: str, sheet: str) -> str:
    """``'/d/[b.xlsx]S'!`` -> ``'file:///d/b.xlsx'#$S.``; a book without a folder stays a name."""
    name = _calc_sheet("'" + sheet + "'")
    where = "file://" + quote(folder + file) if folder.startswith("/") else folder + file
    return f"'{where}'#{name}."


def _book_to_excel(url: str, sheet: str) -> str:
    folder, _, file = unquote(url.removeprefix("file://")).rpartition("/")
    name = _unquoted(sheet).replace("'", "''")
    return f"'{folder + '/' if folder else ''}[{file}]{name}'!"


def _function_to_calc(name: str) -> str:
    return _FUTURE.sub("", name).upper()


def _function_to_excel(name: str) -> str:
    return _FUTURE.sub("", _ADDIN.sub("", name)).upper()


def to_calc(formula: str, *, table: str | None = None) -> str:
    """Return Excel's *formula* in Calc's grammar, with its equals sign.

    *table* is the name of the table the cell lies in, for references like ``[@Qty]``. A reference
    to a spilled range (``A1#``) raises `NotImplementedError`: Calc has none.

    >>> to_calc("=[@Qty]*2", table="Lots"), to_calc("=SUM(Jan:Mar!A1:B2)")
    ('=Lots[[#This Row];[Qty]]*2', '=SUM($Jan.A1:$Mar.B2)')
    """
    body = formula.removeprefix("=")
    out, nest, at = ["="], _Nest(), 0
    while at < len(body):
        found = _EXCEL.match(body, at)
        assert found is not None
        kind, piece, at = str(found.lastgroup), found.group(), found.end()
        kind = next(k for k in (*_KINDS, kind) if found.groupdict().get(k) is not None)
        if kind == "book":
            piece = _book_to_calc(found["folder"], found["file"], found["there"])
        elif kind == "spans":
            end = found["end"] or found["start"]
            piece = f"{_calc_sheet(_q(found, 'from'))}.{found['start']}"
            piece += f":{_calc_sheet(_q(found, 'to'))}.{end}"
        elif kind == "sheet":
            piece = _calc_sheet(piece[:-1]) + "."
        elif kind == "word":
            piece = _word_to_calc(piece, body[at : at + 1])
        elif kind == "space":
            piece = "!" if _intersects(out, body[at:]) else piece
        elif piece == "[":
            at = _brackets(body, found.start())
            piece = _table_to_calc(body[found.start() : at])
            if table and not _REFERENCE_ENDS.search(out[-1]):
                piece = table + piece
        elif kind == "mark":
            nest.see(piece, out[-1])
            piece = _mark_to_calc(piece, nest, out[-1])
        out.append(piece)
    return "".join(out)


_KINDS = ("text", "error", "book", "spans", "sheet", "own", "number", "word", "space", "mark")


def _q(found: re.Match[str], group: str) -> str:
    return "'" + found[group] + "'" if found["first"] else found[group]


def _word_to_calc(word: str, following: str) -> str:
    if following == "(":
        return _function_to_calc(word)
    if word.upper() in ("TRUE", "FALSE") and following not in ("[", ":", "!"):
        return word.upper() + "()"
    return word


def _mark_to_calc(mark: str, nest: _Nest, before: str) -> str:
    if mark == ",":
        return "~" if nest.within == "(" else ";"
    if mark == ";" and nest.within == "{":
        return "|"
    if mark == "@":
        return ""  # Calc's way is Excel's implicit intersection
    if mark == "#" and _REFERENCE_ENDS.search(before):
        raise NotImplementedError(f"Calc has no spilled ranges: {before}#.")
    return mark


def _intersects(out: list[str], following: str) -> bool:
    return bool(_REFERENCE_ENDS.search(out[-1]) and _REFERENCE_STARTS.match(following))


def to_excel(formula: str) -> str:
    r"""Return Calc's *formula* in Excel's grammar, with its equals sign.

    >>> to_excel("=SUM($Jan.A1:$Mar.B2;$'My s'.A1)&TEXT(1;\"$a.A1 TRUE()\")")
    '=SUM(Jan:Mar!A1:B2,\'My s\'!A1)&TEXT(1,"$a.A1 TRUE()")'
    """
    body = formula.removeprefix("=")
    out, nest, at = ["="], _Nest(), 0
    while at < len(body):
        found = _CALC.match(body, at)
        assert found is not None
        piece, at = found.group(), found.end()
        kind = next(k for k in _KINDS if found.groupdict().get(k) is not None)
        if kind == "book":
            piece = _book_to_excel(found["url"], found["there"])
        elif kind == "spans":
            piece = _spans_to_excel(found)
        elif kind in ("sheet", "own"):
            piece = _excel_sheet(piece) + "!"
        elif kind == "word":
            if body[at : at + 2] == "()" and piece.upper() in ("TRUE", "FALSE"):
                at += 2
            elif body[at : at + 1] == "(":
                piece = _function_to_excel(piece)
        elif piece == "[":
            at = _brackets(body, found.start())
            piece = _table_to_excel(body[found.start() : at])
        elif kind == "mark":
            nest.see(piece, out[-1])
            piece = _mark_to_excel(piece, nest)
        out.append(piece)
    return "".join(out)


def _spans_to_excel(found: re.Match[str]) -> str:
    first, last = _excel_sheet(found["from"]), _excel_sheet(found["to"])
    if first == last:
        return f"{first}!{found['start']}:{found['end']}"
    names = f"{first}:{last}"
    if "'" in names:
        names = "'" + _unquoted(first) + ":" + _unquoted(last) + "'"
    cells = found["start"] if found["start"] == found["end"] else f"{found['start']}:{found['end']}"
    return f"{names}!{cells}"


def _mark_to_excel(mark: str, nest: _Nest) -> str:
    if mark == "|" and nest.within == "{":
        return ";"
    return {";": ",", "~": ",", "!": " "}.get(mark, mark)

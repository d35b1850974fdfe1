r"""Worksheet functions: the VBA that calls Python, and the help that Excel shows.

The wrappers are those that xlwings' own *Import Functions* writes, with types, with a
branch for the Mac, where xlwings has no functions, and with an answer to errors that
does not depend on who calls and begins with a text of the add-in. They are written when the add-in is built, so nobody has
to trust access to the VBA project.

Sources
    xlwings, ``udfs.generate_vba_wrapper``; [MS-OVBA] 2.3.4.3 for attributes;
    what Excel saves for categories and argument descriptions.

>>> weight = Function(
...     "DESK_WEIGHT", "desk.functions", Bilingual("Poids taxable", "Chargeable weight"),
...     (Argument("kilograms", Bilingual("Poids brut", "Gross weight")),),
... )
>>> print(wrapper(weight, "ActiveWorkbook", ("en",)))
Public Function DESK_WEIGHT(kilograms As Variant) As Variant
Attribute DESK_WEIGHT.VB_Description = "Chargeable weight"
Attribute DESK_WEIGHT.VB_ProcData.VB_Invoke_Func = " \n20"
#If Mac Then
    DESK_WEIGHT = CVErr(2042)
#Else
    On Error GoTo failed
    DESK_WEIGHT = XLPy.CallUDF("desk.functions", "DESK_WEIGHT", Array(kilograms), ActiveWorkbook, Application.Caller)
    Exit Function
failed:
    DESK_WEIGHT = Err.Description
    DESK_WEIGHT = Textes.Texte("function.silent") & " " & DESK_WEIGHT
#End If
End Function
"""  # noqa: E501 - a line of VBA is as long as it is

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from xml.sax.saxutils import escape, quoteattr

from vbabuild.project import Module, module
from vbabuild.texts import LANGUAGES, Bilingual, plain

SILENT = "function.silent"
"""The text that a cell shows before the reason, where Python does not answer."""
LONGEST_HELP = 255
LONGEST_LINE = 1023
BUILT_IN_CATEGORIES = 19
OUR_CATEGORY = 20
_MOST_ARGUMENTS = 60
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,254}\Z")
_CELL = re.compile(r"[A-Z]{1,3}[0-9]{1,7}\Z|R[0-9]*C[0-9]*\Z|[RC]\Z", re.IGNORECASE)
_PYTHON_MODULE = re.compile(r"[a-z_][a-z0-9_]*(\.[a-z_][a-z0-9_]*)*\Z")
_X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
_EXTENSION = "{8193D73E-4604-4355-AFF4-8A2333D13BE4}"
# [MS-VBAL] 3.3.5.2, what the editor of Excel refuses besides, what the wrappers use, and what
# VBA keeps for some statements only and LibreOffice for all of them.
_KEYWORDS = """
    abs addressof and any array as attribute boolean byref byte byval call case cbool cbyte ccur
    cdate cdbl cdec cdecl cint circle clng clnglng clngptr close const csng cstr currency cvar cverr
    date debug decimal declare defbool defbyte defcur defdate defdbl defdec defint deflng deflnglng
    deflngptr defobj defsng defstr defvar dim do doevents double each else elseif empty end endif
    enum eqv erase event exit false fix for friend function get global gosub goto if imp implements
    in input inputb int integer is lbound len lenb let like lineinput lock long longlong longptr
    loop lset me mod new next not nothing null on open option optional or paramarray preserve print
    private pset public put raiseevent redim rem resume return rset scale seek select set sgn shared
    single spc static stop string sub tab then to true type typeof ubound unlock until variant wend
    while with withevents write xor
    error object property step
    activeworkbook application argsarray err failed k thisworkbook xlpy
    access alias base binary classmodule compare explicit lib output random read
"""
RESERVED = frozenset(_KEYWORDS.split())


class Need(Enum):
    """How an argument is given."""

    REQUIRED = "required"
    OPTIONAL = "optional"
    VARARG = "any number, last"
    CALLER = "filled by Python with the calling cell"


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument by its name in formulas, and what the wizard says of it.

    Python gets arguments by their place, so one called ``date`` there, which VBA keeps
    for itself, can be called ``day`` here.
    """

    name: str
    help: Bilingual = Bilingual("", "")  # noqa: RUF009 - frozen
    need: Need = Need.REQUIRED


@dataclass(frozen=True, slots=True)
class Function:
    """A worksheet function: the Python function *name* of *module*, under the same name."""

    name: str
    module: str
    help: Bilingual
    arguments: tuple[Argument, ...] = ()
    volatile: bool = False
    in_wizard: bool = True

    @property
    def shown(self) -> tuple[Argument, ...]:
        """The arguments that a formula gives."""
        return tuple(one for one in self.arguments if one.need is not Need.CALLER)

    @property
    def vararg(self) -> str:
        """The name of the argument that takes any number of values, or nothing."""
        return next((one.name for one in self.arguments if one.need is Need.VARARG), "")


def objections(function: Function, languages: Sequence[str] = LANGUAGES) -> Iterator[str]:
    """Everything that VBA or Excel would refuse in a declaration.

    >>> list(objections(Function("TVA1", "desk.functions", Bilingual("TVA", "VAT"))))
    ['TVA1: is a cell address or no name']
    """
    name = function.name
    if _CELL.match(name) or not _NAME.match(name) or name.lower() in RESERVED:
        yield f"{name}: is a cell address or no name"
    if not _PYTHON_MODULE.match(function.module):
        yield f"{name}: {function.module!r} is no Python module"
    names = [one.name.lower() for one in function.arguments]
    for one in function.arguments:
        if not _NAME.match(one.name) or one.name.lower() in RESERVED or one.name == name:
            yield f"{name}: an argument cannot be named {one.name!r}"
    if len(set(names)) != len(names):
        yield f"{name}: two arguments have one name"
    if len(names) > _MOST_ARGUMENTS:
        yield f"{name}: more than {_MOST_ARGUMENTS} arguments"
    yield from _order(function)
    for text in (function.help, *(one.help for one in function.arguments)):
        yield from _unsayable(name, plain(text.joined(languages)))


def _order(function: Function) -> Iterator[str]:
    needs = [one.need for one in function.shown]
    if Need.VARARG in needs[:-1]:
        yield f"{function.name}: only the last argument can take any number of values"
    if Need.VARARG in needs and Need.OPTIONAL in needs:
        yield f"{function.name}: VBA has no optional argument beside one of any number"
    last_required = max((i for i, need in enumerate(needs) if need is Need.REQUIRED), default=-1)
    if Need.OPTIONAL in needs[:last_required]:
        yield f"{function.name}: an optional argument stands before a required one"


def _unsayable(name: str, text: str) -> Iterator[str]:
    if len(text) > LONGEST_HELP:
        yield f"{name}: help of {len(text)} characters, {LONGEST_HELP} at most: {text[:40]!r}"
    if re.search(r"[\0-\x1f]", text):
        yield f"{name}: help on more than one line: {text[:40]!r}"
    for page in ("cp1252", "mac_roman"):
        strange = {c for c in text if c.encode(page, "ignore") == b""}
        if strange:
            yield f"{name}: {page} lacks {''.join(sorted(strange))!r}"


def written(
    functions: Sequence[Function], name: str, *, addin: bool, languages: Sequence[str] = LANGUAGES
) -> Module:
    """The module of all wrappers. Add-ins work on the active workbook, workbooks on themselves.

    Raises ``ValueError`` with every objection to the declarations.
    """
    refused = [said for one in functions for said in objections(one, languages)]
    names = [one.name.lower() for one in functions]
    refused += [f"{twice}: declared twice" for twice in {n for n in names if names.count(n) > 1}]
    if refused:
        raise ValueError("\n".join(refused))
    book = "ActiveWorkbook" if addin else "ThisWorkbook"
    head = "Option Explicit\n' Written when the add-in is built, from the list of functions.\n"
    wrappers = (wrapper(one, book, languages) for one in functions)
    return module(name, "\n\n".join([head, *wrappers]))


def wrapper(function: Function, book: str, languages: Sequence[str] = LANGUAGES) -> str:
    """The VBA of one function; *book* is what Python gets as its workbook."""
    name = function.name
    call = (
        f'XLPy.CallUDF("{function.module}", "{name}", {_passed(function)}, {book},'
        " Application.Caller)"
    )
    lines = [
        f"Public Function {name}({', '.join(map(_parameter, function.shown))}) As Variant",
        f"Attribute {name}.VB_Description = {_quoted(function.help.joined(languages))}",
        f'Attribute {name}.VB_ProcData.VB_Invoke_Func = " \\n{OUR_CATEGORY}"',
        "#If Mac Then",
        f"    {name} = CVErr(2042)",
        "#Else",
        *_preamble(function),
        "    On Error GoTo failed",
        f"    {name} = {call}",
        "    Exit Function",
        "failed:",
        f"    {name} = Err.Description",
        f'    {name} = Textes.Texte("{SILENT}") & " " & {name}',
        "#End If",
        "End Function",
    ]
    return "\n".join(part for line in lines for part in wrapped(line))


def _parameter(one: Argument) -> str:
    match one.need:
        case Need.VARARG:
            return f"ParamArray {one.name}() As Variant"
        case Need.OPTIONAL:
            return f"Optional {one.name} As Variant"
        case _:
            return f"{one.name} As Variant"


def _fixed(function: Function) -> list[str]:
    """What is passed for each argument but the last of any number."""
    return [
        "Nothing" if one.need is Need.CALLER else one.name
        for one in function.arguments
        if one.need is not Need.VARARG
    ]


def _passed(function: Function) -> str:
    return "argsArray" if function.vararg else f"Array({', '.join(_fixed(function))})"


def _preamble(function: Function) -> Iterator[str]:
    if not function.in_wizard:
        yield (
            '    If (Not Application.CommandBars("Standard").Controls(1).Enabled)'
            " Then Exit Function"
        )
    if function.volatile:
        yield "    Application.Volatile"
    if many := function.vararg:
        fixed = _fixed(function)
        yield "    Dim argsArray() As Variant, k As Long"
        yield f"    argsArray = Array({', '.join(fixed)})"
        yield (
            f"    If UBound({many}) >= LBound({many}) Then"
            f" ReDim Preserve argsArray(0 To UBound({many}) - LBound({many}) + {len(fixed)})"
        )
        yield f"    For k = LBound({many}) To UBound({many})"
        yield f"    argsArray({len(fixed)} + k - LBound({many})) = {many}(k)"
        yield "    Next k"


def _quoted(text: str) -> str:
    """A text in an ``Attribute`` line, as Excel writes it: a backslash escapes itself."""
    doubled = plain(text).replace("\\", "\\\\").replace('"', '""')
    return f'"{doubled}"'


def wrapped(line: str) -> Iterator[str]:
    """*line* in pieces that VBA accepts, broken after a comma.

    >>> [len(piece) for piece in wrapped("f(" + "argument, " * 200 + "last)")]
    [1013, 995]
    """
    while len(line) > LONGEST_LINE:
        cut = line.rindex(", ", 0, LONGEST_LINE - 2) + 1
        yield line[:cut] + " _"
        line = line[cut + 1 :]
    yield line


def category(name: str) -> str:
    """The element of workbook.xml that names the category of our functions."""
    group = f"<functionGroup name={quoteattr(name)}/>"
    return f'<functionGroups builtInGroupCount="{BUILT_IN_CATEGORIES}">{group}</functionGroups>'


def argument_help(functions: Sequence[Function], languages: Sequence[str] = LANGUAGES) -> str:
    """The extension of workbook.xml with what the wizard says of each argument."""
    named = sorted((one for one in functions if one.shown), key=lambda one: one.name.lower())
    if not named:
        return ""
    return (
        f'<extLst><ext uri="{_EXTENSION}" xmlns:x14="{_X14}"><x14:definedNames>'
        f"{''.join(_described(one, languages) for one in named)}"
        "</x14:definedNames></ext></extLst>"
    )


def _described(function: Function, languages: Sequence[str]) -> str:
    described = "".join(
        f'<x14:argumentDescription index="{index}">'
        f"{escape(plain(one.help.joined(languages)))}</x14:argumentDescription>"
        for index, one in enumerate(function.shown)
    )
    return (
        f'<x14:definedName name="{function.name}"><x14:argumentDescriptions'
        f' count="{len(function.shown)}">{described}</x14:argumentDescriptions></x14:definedName>'
    )

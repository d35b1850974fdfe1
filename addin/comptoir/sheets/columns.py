"""One column of a sheet: what it holds, how it reads, how wide it is, what may be typed in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as starting
from decimal import Decimal
from enum import Enum

from comptoir.records import Field, Kind, Link, Record, Tone
from comptoir.records.kinds import Choice, Day, Flag, Named, Quantity, Text, Whole, folded
from comptoir.sheets.choices import listed
from comptoir.sheets.examples import example
from comptoir.wording import Said, mark, translated

TITLE_LONGEST, HINT_LONGEST, FILTER_BUTTON = 32, 255, 3
LONGEST_CHOICE, LONGEST_NAME = 48, 22


class Part(Enum):
    """Whose a column is: given by Comptoir, typed, worked out, or added by the user."""

    KEY = "key"
    TYPED = "typed"
    COMPUTED = "computed"
    OWN = "own"


@dataclass(frozen=True, slots=True)
class Hint:
    """What is said beside a cell when it is entered."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Column:
    """One column: what it holds, how it reads, what may be typed in it.

    *form* is a number format as workbooks keep it. *choices* are the words of its drop-down;
    when *strict*, nothing else may be typed. *link* names the record whose codes are offered.
    *lines* says that its text may have several, of which the row shows the first.
    *whole_form* is how a whole number reads where *form* would leave a bare decimal sign.
    """

    field: str
    heading: str
    part: Part
    width: float
    form: str = "@"
    align: str = "left"
    hint: Hint | None = None
    choices: tuple[str, ...] = ()
    strict: bool = False
    link: str = ""
    whole_form: str = ""
    bounds: tuple[Decimal | None, Decimal | None] | None = None
    tones: Mapping[str, Tone] = starting(default_factory=dict)
    typed_key: bool = False
    lines: bool = False

    @property
    def editable(self) -> bool:
        """Whether what is typed in it is saved."""
        return self.part in {Part.TYPED, Part.OWN} or self.typed_key

    @property
    def of_text(self) -> bool:
        return self.form == "@"


def column_of(record: Record, one: Field, lang: str) -> Column:
    """The column of the field *one*, in *lang*."""
    heading = one.heading(lang)
    choices = listed(one.kind, lang)
    return Column(
        field=one.name,
        heading=heading,
        part=_part(record, one),
        width=max(one.width, heading_width(heading), _widest(one.kind, choices)),
        form=number_form(one.kind, lang),
        align=_align(one.kind),
        hint=_hint(record, one, lang),
        choices=choices,
        strict=isinstance(one.kind, Choice | Flag),
        link=one.kind.record if isinstance(one.kind, Link) else "",
        whole_form=_whole_form(one.kind),
        bounds=_bounds(one.kind),
        tones=_tones(one.kind, record.tones if one.name == record.status else one.tones, lang),
        typed_key=one.name == record.key and record.typed_key,
        lines=isinstance(one.kind, Text) and one.kind.lines,
    )


def _widest(kind: Kind, choices: Sequence[str]) -> float:
    """The width that shows every word of a list; of a list of the world, most of them."""
    most = LONGEST_NAME if isinstance(kind, Named) else LONGEST_CHOICE
    return min(max(map(len, choices), default=0) + 3, most)


def own_columns(headings: Sequence[str], ours: Sequence[str]) -> list[Column]:
    """The user's columns; one headed as ours in this language gets a number after its name."""
    taken = {folded(heading) for heading in ours}
    columns = []
    for name in headings:
        plain = heading = " ".join(name.split())
        number = 2
        while folded(heading) in taken:
            heading, number = f"{plain} ({number})", number + 1
        taken.add(folded(heading))
        width = max(16, heading_width(heading))
        columns.append(Column(name, heading, Part.OWN, width, form="General", align=""))
    return columns


def _part(record: Record, one: Field) -> Part:
    if one.name == record.key:
        return Part.KEY
    return Part.COMPUTED if one.computed or not one.editable else Part.TYPED


def _hint(record: Record, one: Field, lang: str) -> Hint:
    """The field's meaning, whether it is needed, and an example."""
    said = [translated(one.help, lang)]
    if one.required:
        said.append(translated(mark("Required."), lang))
    if one.computed:
        said.append(translated(mark("Worked out by Comptoir."), lang))
    elif sample := example(record, one, lang):
        said.append(Said(mark("Example: {sample}"), sample=sample).in_(lang))
    return Hint(one.heading(lang)[:TITLE_LONGEST], "\n".join(said)[:HINT_LONGEST])


def _tones(kind: Kind, tones: Mapping[str, Tone], lang: str) -> dict[str, Tone]:
    words = kind.words(lang) if isinstance(kind, Choice) else {}
    return {words[code]: tone for code, tone in tones.items() if code in words}


def _bounds(kind: Kind) -> tuple[Decimal | None, Decimal | None] | None:
    match kind:
        case Quantity():
            return kind.minimum, kind.maximum
        case Whole(minimum=least, maximum=most):
            return (
                None if least is None else Decimal(least),
                None if most is None else Decimal(most),
            )
    return None


def _align(kind: Kind) -> str:
    if isinstance(kind, Quantity | Whole):
        return "right"
    return "center" if isinstance(kind, Day | Flag) else "left"


def heading_width(heading: str) -> float:
    """The least width in which *heading* takes two lines and leaves room for its filter button.

    >>> heading_width("Due date"), heading_width("Purchase currency")
    (7, 11)
    """
    width = 6
    while not _two_lines(heading.split(), width):
        width += 1
    return width


def _two_lines(words: list[str], width: float) -> bool:
    """Whether *words* fit in two lines of *width*, the second short of the filter button."""
    for first in range(1, len(words) + 1):
        head, tail = " ".join(words[:first]), " ".join(words[first:])
        if len(head) + 1 <= width and len(tail) + FILTER_BUTTON <= width:
            return tail != "" or len(head) + FILTER_BUTTON <= width
    return False


def number_form(kind: Kind, lang: str) -> str:
    """The number format of *kind*: codes and words are text, whatever digits they have.

    >>> from comptoir.records import RECORDS
    >>> number_form(RECORDS["order"].by_name["amount"].kind, "fr"), number_form(Day(), "fr")
    ('#,##0.00', 'dd/mm/yyyy')
    """
    match kind:
        case Day():
            return "dd/mm/yyyy" if lang == "fr" else "[$-809]dd mmm yyyy"
        case Quantity():
            return kind.form.replace("# ##0", "#,##0")
        case Whole():
            return "0"
    return "@"


def _whole_form(kind: Kind) -> str:
    """How a whole number reads, where only optional decimals follow the decimal sign."""
    form = number_form(kind, "en")
    before, point, after = form.partition(".")
    return before if point and set(after) == {"#"} else ""

"""What a chart says, worked out from what it shows: who leads and by how much; of a rate, who is worst."""
# ruff: noqa: E501 - a formula to the line reads as it is

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from comptoir.kpis.declared import Breakdown, Definition, Unit
from comptoir.kpis.figures import Part, rounded
from comptoir.sheets.drawing.kpi import Drawing
from comptoir.wording import mark

FIRST, WORST, HIGHEST = (
    mark("{who} first, {share} %"), mark("{who} worst, {share}"), mark("{who} highest, {share}"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Saying:
    """How a figure's breakdown is told: its sentence, and which of the parts it names."""

    text: str
    adds: bool
    least: bool
    places: int

    def pick(self, known: Sequence[Part]) -> Part:
        choose = min if self.least else max
        return choose(known, key=lambda part: part.value or 0)

    def share(self, known: Sequence[Part]) -> str:
        """What the named part has: of the sum, or by itself; as a formula joins it to a text."""
        value = self.pick(known).value or Fraction(0)
        if self.adds:
            value = 100 * value / sum((part.value or Fraction(0) for part in known), Fraction(0))
        return f"{float(rounded(value, self.places) or 0):.12g}"


def saying(drawing: Drawing, one: Definition) -> Saying:
    if one.unit in {Unit.MONEY, Unit.COUNT}:
        return Saying(unbroken(drawing.said(FIRST)), adds=True, least=False, places=0)
    percent = " %" if one.unit is Unit.PERCENT else ""
    text = drawing.said(WORST if one.better else HIGHEST) + percent
    return Saying(
        unbroken(text),
        adds=False,
        least=one.better == "up",
        places=2 if one.unit is Unit.RATE else 1,
    )


def unbroken(text: str) -> str:
    """A text whose percent sign stays with its number where the line is broken."""
    return text.replace(" %", "\u00a0%")


def title_of(
    drawing: Drawing, one: Definition, down: Breakdown, parts: Sequence[Part], rows: tuple[int, int]
) -> tuple[str, str]:
    """The formula of a chart's title over its *rows*, and what it comes to."""
    first, last = rows
    labels, values = f"$A${first}:$A${last}", f"$B${first}:$B${last}"
    heading, said = drawing.said(down.title) + drawing.colon, saying(drawing, one)
    nothing, zero = (drawing.said(text) for text in (
        mark("nothing in the twelve months."), mark("0 for each.")))  # fmt: skip
    of = f"{'MIN' if said.least else 'MAX'}({values})"
    found = f"INDEX({labels},MATCH({of},{values},0))"
    share = f"100*{of}/SUM({values})" if said.adds else of
    facts = {"{who}": found, "{share}": f"ROUND({share},{said.places})"}
    words = "&".join(facts.get(piece, f'"{piece}"') for piece in pieces(said.text))
    formula = (
        f'="{heading}"&IF(COUNT({values})=0,"{nothing}",'
        f'IF(AND(MAX({values})=0,MIN({values})=0),"{zero}",{words}))'
    )
    known = [part for part in parts if part.value is not None]
    if not known:
        return formula, heading + nothing
    if not any(part.value for part in known):
        return formula, heading + zero
    who = drawing.label(down.by, said.pick(known).label)
    return formula, heading + said.text.replace("{who}", who).replace("{share}", said.share(known))


def pieces(text: str) -> list[str]:
    """A sentence cut before and after its facts.

    >>> pieces("{who} first, {share} %")
    ['{who}', ' first, ', '{share}', ' %']
    """
    out, left = [], text
    while "{" in left:
        before, _, after = left.partition("{")
        name, _, left = after.partition("}")
        out += [before, "{" + name + "}"]
    return [piece for piece in (*out, left) if piece]

"""The manager's page of figures, and the scorecards of partners: what they say, then written."""
# ruff: noqa: E501 - a figure or a row to the line reads as the table it is

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from comptoir import store
from comptoir.desk import Desk
from comptoir.desk.figures import desk_facts, desk_targets
from comptoir.errors import Refused
from comptoir.kpis.declared import DECIMALS, Breakdown, Definition, Unit
from comptoir.kpis.definitions import DEFINITIONS
from comptoir.kpis.exceptions import exceptional
from comptoir.kpis.facts import Facts
from comptoir.kpis.figures import (
    Part,
    Totals,
    broken_down,
    day_of,
    figure,
    figure_then,
    improved,
    met,
)
from comptoir.kpis.periods import Period, last_whole_month, month_start
from comptoir.kpis.tables import UNKNOWN
from comptoir.kpis.targets import Targets
from comptoir.kpis.totals import rounded
from comptoir.letters.figures_page import CENTRE, LEFT, RIGHT, Page, Table, word
from comptoir.records import RECORDS
from comptoir.records.lists import MODE
from comptoir.wording import Said, figures, mark, shown, translated

SUMMED = (
    "INTAKE", "TURNOVER", "BACKLOG", "MARGIN_RATE", "CONVERSION", "OTIF", "SUPPLIER_OTD",
    "ARRIVALS", "TRANSPORT_SHARE", "DSO", "OVERDUE", "CASH_IN_30", "CASH_OUT_30", "CLAIM_RATE",
)  # fmt: skip
CUSTOMER = (
    "TURNOVER", "INTAKE", "BACKLOG", "MARGIN", "MARGIN_RATE", "CONVERSION", "REPLY_DAYS", "OTIF", "OTD",
    "LEAD_OUT", "CREDIT_NOTES", "RECEIVABLES", "OVERDUE", "DAYS_LATE", "CHASE", "WRITTEN_OFF",
)  # fmt: skip
SUPPLIER = (
    "BOUGHT", "OPEN_PURCHASES", "SUPPLIER_OTD", "SUPPLIER_QUALITY", "SUPPLIER_PPM", "LATE_PURCHASES", "UNCONFIRMED", "LEAD_IN",
    "LEAD_IN_MEDIAN", "LEAD_IN_P90", "LANDED", "TO_RELEASE", "PAPERS_RIGHT", "PAPERS_IN_TIME",
    "CLAIM_COUNT", "RECOVERY", "PAYABLES",
)  # fmt: skip
FORWARDER = (
    "ARRIVALS", "BEHIND", "TRANSIT", "TO_RELEASE", "TO_DOOR", "COST_KG", "COST_M3", "COST_TEU", "TRANSPORT_SHARE",
)  # fmt: skip
KINDS = {"CUSTOMER": (mark("Customer scorecard"), CUSTOMER, "party"),
         "SUPPLIER": (mark("Supplier scorecard"), SUPPLIER, "party"),
         "FORWARDER": (mark("Forwarder scorecard"), FORWARDER, "forwarder")}  # fmt: skip
UNITS = {Unit.PERCENT: " %", Unit.DAYS: mark(" d")}
MOST = 9
MONTH, STABLE = mark("The figures of the month"), mark("stable")


class NoScorecard(Refused):
    message = mark(
        "{party} is neither a customer, a supplier nor a forwarder: there is no scorecard for it."
        " Nothing was written. Check the code, or the party's role in the register."
    )


@dataclass(frozen=True, slots=True)
class Told:
    """What pages are told from: the facts, the wished values, the period, the language."""

    facts: Facts
    targets: Targets
    period: Period
    lang: str

    def said(self, text: str) -> str:
        return translated(text, self.lang)

    @property
    def colon(self) -> str:
        return "\u00a0: " if self.lang == "fr" else ": "

    def number(self, one: Definition, value: Fraction | None) -> str:
        """A value as it reads; a dash where there is none."""
        shown_ = rounded(value, 0 if one.unit is Unit.MONEY else DECIMALS[one.unit])
        if shown_ is None:
            return "–"
        text = figures(shown_, 0 if one.unit is Unit.MONEY else DECIMALS[one.unit], self.lang)
        if one.unit in {Unit.MONEY, Unit.RATE}:
            return f"{text} {self.facts.currency}"
        return text + self.said(UNITS.get(one.unit, ""))

    def judged(self, one: Definition, value: Fraction | None) -> str:
        good = met(one, value, self.targets.of(one, self.period))
        return "" if good is None else self.said(mark("met")) if good else self.said(mark("missed"))

    def moved(self, one: Definition, now: Fraction | None, before: Fraction | None) -> str:
        if now is None or before is None:
            return ""
        if now == before:
            return f"= {self.said(STABLE)}"
        got = improved(one, now, before)
        word_ = (
            "" if got is None else self.said(mark("better")) if got else self.said(mark("worse"))
        )
        return f"{'▲' if now > before else '▼'} {word_}".strip()


def told(here: Desk, period: Period, lang: str) -> Told:
    today = here.today().date()
    with store.reading(here.engine) as db:
        return Told(desk_facts(db, today), desk_targets(db), period, lang)


def summary(here: Desk, period: Period | None = None, lang: str | None = None) -> Page:
    """The manager's page: the main figures, what to know, what to deal with first."""
    known = told(here, period or last_whole_month(here.today().date()), lang or here.lang)
    totals = Totals(known.facts)
    rows = [_line(known, totals, DEFINITIONS[code]) for code in SUMMED]
    heads = ((mark("KPI"), 50.0, LEFT), (mark("Value"), 26.0, RIGHT), (mark("Target"), 26.0, RIGHT),
             (mark("Status"), 18.0, CENTRE), (mark("A year before"), 27.0, RIGHT), (mark("Trend"), 25.0, LEFT))  # fmt: skip
    return Page(
        lang=known.lang,
        firm=here.settings.name,
        title=known.said(MONTH) + known.colon + _months(known),
        about=_about(here, known),
        said=list(_sentences(known, totals)),
        tables=[
            Table(known.said(mark("Main figures")), _heads(known, heads), rows),
            _worst(known, totals),
        ],
        foot=_foot(known),
    )


def scorecard(
    here: Desk, party: str, period: Period | None = None, lang: str | None = None
) -> Page:
    """A partner's page: its figures over twelve months, the year before, and those of all.

    Raises ``NoScorecard``.
    """
    until = period or last_whole_month(here.today().date())
    year = Period(month_start(until.last, -11), until.last)
    known = told(here, year, lang or here.lang)
    with store.reading(here.engine) as db:
        rows = store.current(db, RECORDS["party"], {party})
    role = str(rows[party]["role"]) if party in rows else ""
    if role not in KINDS:
        raise NoScorecard(party=party)
    title, codes, column = KINDS[role]
    own, every = Totals(known.facts, {column: party}), Totals(known.facts)
    heads = ((mark("KPI"), 50.0, LEFT), (mark("12 months"), 25.0, RIGHT), (mark("A year before"), 26.0, RIGHT),
             (mark("Trend"), 25.0, LEFT), (mark("All partners"), 27.0, RIGHT), (mark("Status"), 19.0, CENTRE))  # fmt: skip
    return Page(
        lang=known.lang,
        firm=here.settings.name,
        title=f"{known.said(title)}{known.colon}{rows[party]['name']}",
        about=_about(here, known),
        said=[],
        tables=[
            Table(known.said(mark("Figures")), _heads(known, heads),
                  [_own_line(known, own, every, DEFINITIONS[code]) for code in codes]),
            _worst(known, own if column == "party" else Totals(known.facts, {"party": party})),
        ],
        foot=_foot(known),
    )  # fmt: skip


def _heads(known: Told, heads: Iterable[tuple[str, float, str]]) -> list[tuple[str, float, str]]:
    return [(known.said(name), width, side) for name, width, side in heads]


def _line(known: Told, totals: Totals, one: Definition) -> list[str]:
    now = figure(totals, one, known.period).value
    before = figure_then(totals, one, known.period.before(12)).value
    target = known.targets.of(one, known.period)
    wished = "" if target is None else known.number(one, target)
    return [known.said(one.name), known.number(one, now), wished, known.judged(one, now),
            known.number(one, before), known.moved(one, now, before)]  # fmt: skip


def _own_line(known: Told, own: Totals, every: Totals, one: Definition) -> list[str]:
    now = figure(own, one, known.period).value
    before = figure_then(own, one, known.period.before(12)).value
    whole = figure(every, one, known.period).value
    status = known.judged(one, now) if one.under else ""
    return [known.said(one.name), known.number(one, now), known.number(one, before),
            known.moved(one, now, before), known.number(one, whole), status]  # fmt: skip


def _months(known: Told) -> str:
    first, last = known.period.first, known.period.last
    name = f"{first:%m/%Y}"
    return name if first.replace(day=1) == last.replace(day=1) else f"{name} – {last:%m/%Y}"


def _about(here: Desk, known: Told) -> str:
    about = Said("From {first} to {last}, amounts in {currency}. Made on {day} by {who}.",
                 first=known.period.first, last=known.period.last, currency=known.facts.currency,
                 day=here.today().date(), who=here.author.name)  # fmt: skip
    return about.in_(known.lang)


def _foot(known: Told) -> str:
    return known.said(
        mark(
            "Every figure and the rows behind it: the workbook kpi.xlsx, sheets Figures and Rows behind."
        )
    )


def _sentences(known: Told, totals: Totals) -> Iterable[str]:
    """What the figures say, at most five sentences; none where they say nothing."""
    turnover = DEFINITIONS["TURNOVER"]
    now, wished = (
        figure(totals, turnover, known.period).value,
        known.targets.typed(turnover, known.period),
    )
    if now is not None and wished:
        gap = rounded(100 * (now / wished - 1), 0)
        text = (
            mark("Turnover is {share} % above its budget.")
            if now >= wished
            else mark("Turnover is {share} % below its budget.")
        )
        yield Said(text, share=abs(gap or 0)).in_(known.lang)
    year = Period(month_start(known.period.last, -11), known.period.last)
    for code, by, text in (
        (
            "OTIF",
            "mode",
            mark(
                "Over twelve months, {who} is the mode that delivers worst: {value} on time in full."
            ),
        ),
        (
            "SUPPLIER_OTD",
            "party",
            mark("Over twelve months, {who} is the supplier that keeps its dates worst: {value}."),
        ),
        ("CHASE", "party", mark("{who} owes most beyond its habit: {value}.")),
    ):
        yield from _named(known, broken_down(totals, Breakdown(code, by, ""), year), code, by, text)
    net = [
        figure(totals, DEFINITIONS[code], known.period).value
        for code in ("CASH_IN_30", "CASH_OUT_30")
    ]
    if None not in net:
        yield Said("In the next 30 days {come} should come in and {go} must go out.",
                   come=known.number(DEFINITIONS["CASH_IN_30"], net[0]),
                   go=known.number(DEFINITIONS["CASH_OUT_30"], net[1])).in_(known.lang)  # fmt: skip


def _named(known: Told, parts: Sequence[Part], code: str, by: str, text: str) -> Iterable[str]:
    """A sentence on the worst of several parts."""
    one = DEFINITIONS[code]
    some = [part for part in parts if part.value is not None]
    if len(some) > 1:
        pick = min if one.better == "up" else max
        worst = pick(some, key=lambda part: part.value or Fraction(0))
        who = known.facts.names.get(worst.label, worst.label)
        if by == "mode":
            who = str(MODE.cell(worst.label, known.lang)) if worst.label != UNKNOWN else worst.label
        yield Said(text, who=who, value=known.number(one, worst.value)).in_(known.lang)


def _worst(known: Told, totals: Totals) -> Table:
    """What to deal with first, each with its record and partner."""
    heads = ((mark("Record"), 30.0, LEFT), (mark("Partner"), 40.0, LEFT), (mark("Date"), 21.0, CENTRE),
             (mark("What is wrong"), 31.0, LEFT), (mark("What to do"), 52.0, LEFT))  # fmt: skip
    rows = [
        [one.ref, known.facts.names.get(one.party, one.party), shown(day_of(one.day), known.lang),
         one.what.in_(known.lang), one.do.in_(known.lang)]
        for one in exceptional(totals)[:MOST]
    ]  # fmt: skip
    nothing = known.said(mark("Nothing is late or missing."))
    return Table(known.said(mark("To deal with first")), _heads(known, heads), rows, nothing)


def write(
    here: Desk, page: Page, name: str, out: Path | None = None, *, pdf: bool = False
) -> list[Path]:
    """The page as a Word file, and as a PDF too where asked; what was written."""
    folder = here.settings.folder / "reports"
    path = out or folder / f"{name} {page.lang}.docx"
    path.parent.mkdir(parents=True, exist_ok=True)
    data = word(page)
    path.write_bytes(data)
    if not pdf:
        return [path]
    from comptoir.letters.pdf import Printer  # noqa: PLC0415 - it starts an office

    with Printer() as printer:
        printed = printer.pdf(data, path.name)
    path.with_suffix(".pdf").write_bytes(printed)
    return [path, path.with_suffix(".pdf")]

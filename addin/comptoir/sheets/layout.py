"""What each sheet of a workbook looks like, worked out from the records and a language.

Rows 1 to 3 are the title band, row 5 holds the headings, the table's rows follow. Columns stand
in the order of the record's fields; those the user added come last. Nothing here knows a file
or a spreadsheet program: whoever draws a sheet, closed or open, draws this.

>>> orders = sheet_layout(RECORDS["order"], "en")
>>> orders.title, orders.table, [column.heading for column in orders.columns[:3]]
('Orders', 'tblOrder', ['Order', 'Partner', "Partner's reference"])
>>> orders.column("status").tones["shipped"], orders.frozen
(<Tone.OPEN: 'open'>, 2)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as starting
from decimal import Decimal
from enum import Enum
from functools import cache

from comptoir.records import RECORDS, Composed, Field, Keying, Kind, Link, Plain, Record, Tone
from comptoir.records.declared import Numbered, Within
from comptoir.records.kinds import (
    EXAMPLE_DAY,
    NO,
    YES,
    Choice,
    Code,
    Day,
    Flag,
    Named,
    Quantity,
    Text,
    Whole,
    folded,
)
from comptoir.records.lists import CURRENCY
from comptoir.wording import Said, mark, shown, translated

HEAD_ROW = 5
"""The row of the headings; the table's first row follows."""

ORDER_OF_SHEETS = (
    "offer",
    "offer_line",
    "offer_cost",
    "consultation",
    "consultation_line",
    "consulted",
    "order",
    "order_line",
    "order_change",
    "production",
    "invoice",
    "invoice_line",
    "payment",
    "bank_entry",
    "credit",
    "credit_paper",
    "amendment",
    "party",
    "contact",
    "product",
    "task",
    "letter",
    "message",
    "news",
    "rate",
    "target",
    "mail_rule",
)
ORDER_IN_SHIPMENTS = (
    "shipment",
    "milestone",
    "shipment_line",
    "container",
    "document",
    "particulars",
    "declaration",
    "quote",
    "claim",
    "tariff",
)
ORDER_IN_GROWTH = (
    "prospect",
    "campaign",
    "approach",
    "permission",
    "event",
    "event_cost",
    "carnet_item",
    "visit",
    "survey",
    "idea",
    "scorecard",
    "watch_note",
    "watch_topic",
    "watch_source",
    "country_sheet",
    "market_figure",
    "term",
)
SAMPLES = {
    "figure": "OTIF",
    "period": "2026",
    "subject_words": mark("weekly production report"),
    "passage": mark("The new ETA is 31/12/2026."),
    "warning": mark("The account is not one we know. Call the number you know."),
    "type": "application/pdf",
    "time": "14:05",
    "target": "SH-2026-0001",
    "sha256": "9f86d081884c7d659a2feaa0c55ad015",
    "sent_as": "BL HLCULE1234567.pdf",
    "sender": "li@example.com",
    "recipients": "anna@example.com",
    "reasons": mark("The subject names EX-2026-0001 (our reference)."),
    "proposed": "EX-2026-0001",
    "dangers": "MACRO",
    "files": "BL HLCULE1234567.pdf",
    "excerpt": mark("Dear Anna, the vessel is late by three days."),
    "dossier": "EX-2026-0001",
    "by": "Claire",
    "became": mark("SH-2026-0001: expected on 31/12/2026"),
    "address": "12 rue des Tonneliers",
    "addressee": "KELLER",
    "asked": "EX-2026-0001",
    "kind": "commercial_invoice",
    "data": "total:5f1c9a20 lines:77b0e3d1",
    "made_of": "9f2b61d0",
    "pdf": "EX-2026-0001/03-2026-11-23-commercial_invoice-fr.pdf",
    "replaced_by": "CO-2026-0002",
    "stale": "total, lines",
    "told": "cause=…",
    "after": "480",
    "bank_checked_by": "Bilal",
    "bank_checked_how": mark("+33 4 72 00 00 00, Ms Perrin"),
    "bank_seen": "FR7630006000011234567890189 AGRIFRPP",
    "before": "500",
    "certificates": "REACH, ISO 9001",
    "delivered_to": "Lyon",
    "habits": mark("Answers at once, on the telephone; closed on Friday afternoons"),
    "requirement": mark("Glaze without lead, Reg. (EC) 1935/2004"),
    "samples": mark("Two of each, before the order"),
    "why_cancelled": mark("The customer's project was dropped"),
    "vat_proof": "WAPIAAAAYxUqKOn_",
    "about": "EX-2026-0001",
    "alternative": "Delivery note signed in Dakar",
    "booking": "LHV1234567",
    "bank": "Banque de Savoie",
    "bank_ref": "VIR 20261123 0042",
    "city": "Le Havre",
    "account": "FR7630006000011234567890189",
    "advising_bank": "Banque de Savoie",
    "applicant": "AL RASHID TRADING CO, JEDDAH",
    "available_with": "ANY BANK",
    "bank_id": "20261123-0042",
    "beneficiary": "VALLON & CIE, LYON",
    "buyer": "TO ORDER",
    "charges": "ALL CHARGES OUTSIDE FRANCE FOR APPLICANT",
    "clauses": "INSTITUTE CARGO CLAUSES (A)",
    "conditions": "ALL DOCUMENTS MUST SHOW THE CREDIT NUMBER",
    "consignee": "TO ORDER",
    "containers": "MSKU6001215",
    "credit_no": "LC-7781/2026",
    "delivery_place": "Jeddah",
    "discharge_port": "Jeddah",
    "dispute": mark("12 bowls missing, says the customer"),
    "drafts": "AT SIGHT",
    "expiry_place": "FRANCE",
    "field": "latest_shipment",
    "goods": mark("Centrifugal pump, stainless steel 316L, DN 50"),
    "iban": "FR7630006000011234567890189",
    "invoice_no": "FA-2026-0001",
    "issuing_bank": "National Bank of Jeddah",
    "loading_port": "Le Havre",
    "marks": "VALLON / JEDDAH / 1-40",
    "new": "31/12/2026",
    "notify": "AL RASHID TRADING CO, JEDDAH",
    "old": "15/12/2026",
    "order_no": "PO 4500123",
    "origin_asked": "FRANCE",
    "receipt_place": "Lyon",
    "rules": "UCP LATEST VERSION",
    "seals": "FR123456",
    "seller": "VALLON & CIE, LYON",
    "statement": "releve-2026-11.xml",
    "tenor": "AT SIGHT",
    "text": "FA-2026-0042",
    "who": "AL RASHID TRADING CO",
    "wording": "SIGNED COMMERCIAL INVOICE IN 3 ORIGINALS",
    "description": mark("Centrifugal pump, stainless steel 316L, DN 50"),
    "choice": mark("The cheapest that arrives in time"),
    "discrepancy": mark("Late shipment: after the latest day of the credit"),
    "domains": "example.com, example.fr",
    "family": mark("Pumps"),
    "file": "SH-2026-0001/bl.pdf",
    "first_name": "Anna",
    "lrn": "CD-2026-0001",
    "job": mark("Buyer"),
    "number": "HLCULE1234567",
    "name": "Vallon & Cie",
    "name_en": "Centrifugal pump, stainless steel 316L, DN 50",
    "name_fr": "Pompe centrifuge inox 316L, DN 50",
    "note": mark("Call before 11 a.m."),
    "office": "FR002300 Le Havre",
    "owner": "Claire",
    "place": "Le Havre",
    "postcode": "76600",
    "reason": mark("The cheapest that arrives in time"),
    "reservations": mark("3 cartons crushed, contents to be checked"),
    "rule": "4",
    "seal": "FR123456",
    "service": mark("LCL weekly"),
    "source": "TARIC, 23/11/2026",
    "registration": "732 829 320",
    "subject": mark("Pumps and valves for the Haiphong site"),
    "title": mark("Certificate of analysis"),
    "transport_doc": "HLCULE1234567",
    "vessel": "CMA CGM Vela",
    "voyage": "0FL2W",
    "workings": "1,200.00 EUR  freight",
    "why": mark("by road between two countries, one of them party to the CMR"),
    "surname": "Roux",
    "terms": "NET 30",
    "their_ref": "PO 4500123",
    "what": mark("Ask for the confirmation"),
    "agreement": mark("EU-Vietnam agreement; REX statement on origin above 6,000 EUR"),
    "carnet": "FR 2026 00412",
    "countries": "DE, AT, CH",
    "decisions": mark("Send two samples | Claire | 12/12/2026"),
    "en": "bill of lading",
    "fr": "connaissement",
    "evidence": mark("Mail of 12/11/2026: no more letters, please"),
    "goods_codes": "7323, 6911",
    "goods_code": "732391",
    "link": "https://example.com/news/1",
    "meaning": mark("Our enamelled casseroles are concerned from July."),
    "meaning_fr": "Titre de transport maritime, remis contre la marchandise.",
    "meaning_en": "Sea transport document, given up against the goods.",
    "need": mark("Casseroles for induction, 3,000 a year"),
    "never": "football, recettes",
    "next_step": mark("Send two samples"),
    "papers": mark("Invoice in three copies, certificate of origin"),
    "partner": "CN",
    "paying": mark("Letter of credit, confirmed"),
    "present": "Anna Roux, Li Wei",
    "products": "COC-24, POT-20",
    "products_en": "our olive range",
    "products_fr": "notre gamme olivier",
    "proposal_en": "May I send you two samples?",
    "proposal_fr": "Puis-je vous adresser deux échantillons ?",
    "reason_en": "Your shops lay fine tables.",
    "reason_fr": "Vos boutiques proposent de belles tables.",
    "strengths_en": "delivery in ten days",
    "strengths_fr": "livraison en dix jours",
    "risk_note": mark("Transfers take two months, says the bank"),
    "said": mark("Half of the goods are ready."),
    "serial": "No 12-4471",
    "stand": "3.1 B42",
    "summary": mark("A duty of 13 % is considered for enamelled steel."),
    "town": "Frankfurt",
    "travel": mark("Train 06:42, hotel booked"),
    "trip": mark("Gulf, January"),
    "words": mark("Good, but the cartons were crushed"),
    "words_en": "cookware, anti-dumping, casserol*",
    "words_fr": "ustensile*, antidumping, cocotte*",
    "holidays": mark("25/12/2026 Christmas Day"),
    "message": "<ca-2026-0001-t01@example.com>",
    "shared": "09:00-11:00",
    "their_time": "21:30",
    "topics": mark("Cookware in Germany"),
    "trouble": mark("did not answer within 10 seconds"),
    "weekend": mark("Friday, Saturday"),
}
"""What could be typed where the kind of a field has no example of its own."""

SHEETS = ORDER_OF_SHEETS + ORDER_IN_SHIPMENTS + ORDER_IN_GROWTH
LISTS_SHEET, MEMORY_SHEET = "_listes", "_comptoir"
TODAY, CLASHES = mark("Today"), mark("Clashes")
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


@dataclass(frozen=True, slots=True)
class SheetLayout:
    """One sheet with its table. *frozen* columns stay in sight at the left."""

    record: Record
    lang: str
    title: str
    purpose: str
    table: str
    columns: tuple[Column, ...]
    frozen: int

    def column(self, name: str) -> Column:
        """The column of the field *name*; ``KeyError`` where there is none."""
        for column in self.columns:
            if column.field == name:
                return column
        raise KeyError(name)

    @property
    def headings(self) -> list[str]:
        return [column.heading for column in self.columns]


def workbook_layout(
    kind: str, lang: str, own: Mapping[str, Sequence[str]] | None = None
) -> list[SheetLayout]:
    """The sheets of the workbook *kind*, in their order; *own* headings by record's name."""
    added = own or {}
    records = [record for record in RECORDS.values() if record.workbook == kind]
    known = {name: place for place, name in enumerate(SHEETS)}
    records.sort(key=lambda record: known.get(record.name, len(known)))
    return [sheet_layout(record, lang, added.get(record.name, ())) for record in records]


def sheet_layout(record: Record, lang: str, own: Sequence[str] = ()) -> SheetLayout:
    """The sheet of *record* in *lang*, with the columns the user added at its end."""
    ours = [_column(record, one, lang) for one in record.fields]
    names = [one.name for one in record.fields]
    return SheetLayout(
        record=record,
        lang=lang,
        title=translated(record.many, lang),
        purpose=translated(record.purpose, lang),
        table=table_name(record),
        columns=(*ours, *_own_columns(own, [column.heading for column in ours])),
        frozen=names.index(record.anchor) + 1 if record.anchor else 1,
    )


def table_name(record: Record) -> str:
    """The name of the record's table in a workbook.

    >>> table_name(RECORDS["order_line"])
    'tblOrderLine'
    """
    return "tbl" + "".join(word.capitalize() for word in record.table.split("_"))


def _column(record: Record, one: Field, lang: str) -> Column:
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
        tones=_tones(record, lang) if one.name == record.status else {},
        typed_key=one.name == record.key and record.typed_key,
        lines=isinstance(one.kind, Text) and one.kind.lines,
    )


def _widest(kind: Kind, choices: Sequence[str]) -> float:
    """The width that shows every word of a list; of a list of the world, most of them."""
    most = LONGEST_NAME if isinstance(kind, Named) else LONGEST_CHOICE
    return min(max(map(len, choices), default=0) + 3, most)


def _own_columns(headings: Sequence[str], ours: Sequence[str]) -> list[Column]:
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


def _align(kind: Kind) -> str:
    if isinstance(kind, Quantity | Whole):
        return "right"
    return "center" if isinstance(kind, Day | Flag) else "left"


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


def listed(kind: Kind, lang: str) -> tuple[str, ...]:
    """The words of the drop-down of *kind* in *lang*; none where anything may be typed."""
    match kind:
        case Choice():
            return tuple(kind.words(lang).values())
        case Flag():
            return translated(YES, lang), translated(NO, lang)
        case Named() if kind is CURRENCY:
            return _currencies_in_use()
        case Named():
            return tuple(sorted(set(kind.names().values())))
    return ()


@cache
def _currencies_in_use() -> tuple[str, ...]:
    """Currencies that are legal tender somewhere: those of most trade first, then A to Z."""
    from babel.core import get_global  # noqa: PLC0415 - 60 ms that most commands do without

    tender = {
        str(currency)
        for periods in get_global("territory_currencies").values()
        for currency, _since, until, legal in periods
        if until is None and legal
    }
    first = ("EUR", "USD", "GBP", "CHF", "CNY", "JPY")
    return (*first, *sorted(tender - set(first)))


def _tones(record: Record, lang: str) -> dict[str, Tone]:
    kind = record.by_name[record.status].kind if record.status else None
    words = kind.words(lang) if isinstance(kind, Choice) else {}
    return {words[code]: tone for code, tone in record.tones.items() if code in words}


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


def example(record: Record, one: Field, lang: str) -> str:  # noqa: PLR0911 - one return to the kind
    """What could be typed in the field *one*, as it would read in *lang*.

    >>> order = RECORDS["order"]
    >>> [example(order, order.by_name[name], "fr") for name in ("ref", "party", "ordered")]
    ['EX-2026-0001', 'P0001', '31/12/2026']
    """
    if one.name == record.key:
        return _first_key(record)
    match one.kind:
        case Link(record=linked):
            return _first_key(RECORDS[linked])
        case Day():
            return shown(EXAMPLE_DAY, lang)
        case Choice() | Flag():
            return listed(one.kind, lang)[0]
        case Whole(minimum=least):
            return str(max(least or 0, 1))
        case Quantity():
            return _number_example(one.kind, lang)
        case Text() | Code():
            return translated(SAMPLES.get(one.name, ""), lang)
    return one.kind.example


def _number_example(kind: Quantity, lang: str) -> str:
    sample = Decimal("12.5") if kind.places else Decimal(12)
    if kind.form == "# ##0.00":
        sample = Decimal("1234.50")
    return shown(sample, lang)


def _first_key(record: Record) -> str:
    """The key a first row would get."""
    if record.keying == Composed(("figure", "period")):
        return f"OTIF {EXAMPLE_DAY.year}"
    return _key_example(record.keying)


def _key_example(keying: Keying | None) -> str:
    match keying:
        case Numbered(prefixes=prefixes):
            return f"{next(iter(prefixes.values()))}-{EXAMPLE_DAY.year}-0001"
        case Within(parent=parent, letter=letter):
            return f"{_first_key(RECORDS[parent])}/{letter}01"
        case Plain(prefix=prefix):
            return f"{prefix}0001"
        case Composed():
            return f"USD {EXAMPLE_DAY} ECB"
    return ""

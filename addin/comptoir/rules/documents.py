"""Which papers an order needs, who produces each, and by when.

The list follows from seven facts of the order and a few flags. Each paper names the
rule that asks for it, its owner and the milestone at which it must be there.

Sources
    UCC (Reg. 952/2013) art. 4, 5, 18-19, 61, 64, 127, 158, 269; UCC-IA (Reg. 2015/2447)
    art. 61 to 68, 335; Reg. (EU) 282/2011 art. 45a; Directive 2006/112 art. 262 to 265.
    CGI art. 262 I, 262 ter, 294. SOLAS VI/2. ISPM 15. UCP 600; URC 522.
    Incoterms 2020, A6/B6 of FCA. Figures and lists: ``data/documents.toml``.

Not covered: which agreement applies to which country, and its own proof of origin.

A sale to Germany, collected by the buyer's lorry:

>>> sale = Deal(Flow.EXPORT, Zone.EU, Mode.ROAD, Incoterm.FCA, Payment.OPEN_ACCOUNT)
>>> print(*sorted(paper.code for paper in checklist(sale)))
BUYER_ARRIVAL_STATEMENT CMR EU_TRANSPORT_PROOF INVOICE PACKING_LIST RECAP_VAT_STATEMENT VIES_CHECK
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from comptoir.errors import Refused
from comptoir.rules.days import add_months
from comptoir.rules.incoterms import Incoterm, Mode
from comptoir.rules.law import PRINTED, Overrides, timeline
from comptoir.wording import mark

_BOOK = "documents"


class Flow(StrEnum):
    """Which way the goods go, seen from our firm in the Union."""

    EXPORT = "EXP"
    IMPORT = "IMP"


class Zone(StrEnum):
    """Where the partner is, as customs and VAT see it."""

    EU = "EU"
    NON_EU = "NONEU"
    SPECIAL = "SPECIAL"


class Payment(StrEnum):
    """How the sale is paid, as far as papers care."""

    ADVANCE = "ADV"
    OPEN_ACCOUNT = "OA"
    AGAINST_PAYMENT = "DP"
    AGAINST_ACCEPTANCE = "DA"
    LETTER_OF_CREDIT = "LC"


class Preference(StrEnum):
    """The preference claimed, by its proof."""

    A_TR = "ATR"
    EUR_1 = "EUR1"
    REX = "REX"


class Owner(StrEnum):
    """Who produces the paper, or obtains it."""

    US = mark("us")
    PARTNER = mark("the partner")
    CARRIER = mark("the carrier")
    BROKER = mark("the customs broker")
    CHAMBER = mark("the chamber of commerce")
    AUTHORITY = mark("the authority")
    BANK = mark("the bank")
    INSURER = mark("the insurer")


class Due(StrEnum):
    """The milestone at which the paper must be there."""

    ORDER = mark("before confirming the order")
    INVOICING = mark("before invoicing")
    DEPARTURE = mark("before departure")
    VGM_CUT_OFF = mark("at the line's VGM cut-off")
    SHIPPED = mark("at departure")
    PRESENTATION = mark("before presenting to the bank")
    LOADING_ABROAD = mark("before loading abroad")
    ARRIVAL = mark("before arrival")
    CLEARANCE = mark("at clearance")
    EXIT = mark("after the exit, within 90 days of release")
    DELIVERY = mark("after delivery")
    NEXT_MONTH = mark("early in the following month")


class UnknownPaper(Refused):
    message = mark("There is no document named {code}. Nothing was listed. Choose one of: {known}.")


@dataclass(frozen=True, slots=True)
class Deal:
    """The facts the list follows from.

    *value_eur* is the value of the originating goods; *named_by_credit* the further
    papers of field 46A; *full_container* whether a container is packed for us (VGM).
    """

    flow: Flow
    zone: Zone
    mode: Mode
    incoterm: Incoterm
    payment: Payment
    value_eur: Decimal = Decimal(0)
    preference: Preference | None = None
    approved_exporter: bool = False
    rex_number: bool = False
    certificate_of_origin: bool = False
    wood: bool = False
    plants: bool = False
    cites: bool = False
    dangerous: bool = False
    dual_use: bool = False
    emebi: bool = False
    cbam: bool = False
    eudr: bool = False
    full_container: bool = True
    named_by_credit: tuple[str, ...] = ()

    @property
    def exported(self) -> bool:
        """Whether we sell."""
        return self.flow is Flow.EXPORT

    @property
    def abroad(self) -> bool:
        """Whether customs formalities are due: outside the Union, or a special territory."""
        return self.zone is not Zone.EU

    @property
    def negotiable(self) -> bool:
        """Whether the bank holds the documents until the buyer pays or accepts."""
        return self.payment in {
            Payment.LETTER_OF_CREDIT,
            Payment.AGAINST_PAYMENT,
            Payment.AGAINST_ACCEPTANCE,
        }


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper that an order needs."""

    code: str
    name: str
    owner: Owner
    due: Due
    rule: str


@dataclass(frozen=True, slots=True)
class _Kind:
    name: str
    on_export: Owner
    on_import: Owner
    due: Due
    due_on_import: Due | None = None


_US, _PARTNER, _CARRIER, _BROKER = Owner.US, Owner.PARTNER, Owner.CARRIER, Owner.BROKER
_KINDS: Mapping[str, _Kind] = {
    "INVOICE": _Kind(mark("Commercial invoice"), _US, _PARTNER, Due.DEPARTURE, Due.ARRIVAL),
    "PACKING_LIST": _Kind(mark("Packing list"), _US, _PARTNER, Due.DEPARTURE, Due.ARRIVAL),
    "BL_ORIGINALS": _Kind(
        mark("Bill of lading, full set of originals"),
        _CARRIER,
        _CARRIER,
        Due.PRESENTATION,
        Due.ARRIVAL,
    ),
    "SEA_WAYBILL_OR_BL": _Kind(
        mark("Sea waybill or bill of lading"), _CARRIER, _CARRIER, Due.SHIPPED, Due.ARRIVAL
    ),
    "INLAND_BL": _Kind(
        mark("Inland waterway consignment note"), _CARRIER, _CARRIER, Due.SHIPPED, Due.ARRIVAL
    ),
    "MULTIMODAL_BL": _Kind(
        mark("Multimodal transport document"), _CARRIER, _CARRIER, Due.SHIPPED, Due.ARRIVAL
    ),
    "AWB": _Kind(mark("Air waybill"), _CARRIER, _CARRIER, Due.SHIPPED, Due.ARRIVAL),
    "CMR": _Kind(mark("CMR consignment note"), _CARRIER, _CARRIER, Due.SHIPPED, Due.DELIVERY),
    "CIM": _Kind(mark("CIM consignment note"), _CARRIER, _CARRIER, Due.SHIPPED, Due.ARRIVAL),
    "COURIER_AWB": _Kind(mark("Courier waybill"), _CARRIER, _CARRIER, Due.SHIPPED, Due.ARRIVAL),
    "VIES_CHECK": _Kind(mark("VAT number checked in VIES"), _US, _US, Due.INVOICING),
    "EU_TRANSPORT_PROOF": _Kind(
        mark("Two proofs of transport within the Union"), _US, _US, Due.DELIVERY
    ),
    "RECAP_VAT_STATEMENT": _Kind(mark("VAT recapitulative statement"), _US, _US, Due.NEXT_MONTH),
    "BUYER_ARRIVAL_STATEMENT": _Kind(
        mark("Buyer's statement of arrival"), _PARTNER, _PARTNER, Due.NEXT_MONTH
    ),
    "EMEBI": _Kind(mark("EMEBI survey answer"), _US, _US, Due.NEXT_MONTH),
    "SUPPLIER_INVOICE_VAT_CHECK": _Kind(
        mark("Supplier's invoice checked for VAT"), _US, _US, Due.DELIVERY
    ),
    "EXPORT_DECLARATION": _Kind(mark("Export declaration"), _BROKER, _BROKER, Due.DEPARTURE),
    "EAD_MRN": _Kind(mark("Export accompanying document (MRN)"), _BROKER, _BROKER, Due.DEPARTURE),
    "EXIT_PROOF": _Kind(mark("Proof of exit (ECS sortie)"), _BROKER, _BROKER, Due.EXIT),
    "BROKER_MANDATE": _Kind(mark("Customs broker's mandate"), _US, _US, Due.DEPARTURE, Due.ARRIVAL),
    "EXW_EXPORTER_WARNING": _Kind(
        mark("EXW: agree in writing who clears the export"), _US, _US, Due.ORDER
    ),
    "A_TR": _Kind(mark("A.TR movement certificate"), _BROKER, _PARTNER, Due.DEPARTURE),
    "EUR_1": _Kind(mark("EUR.1 movement certificate"), _BROKER, _PARTNER, Due.DEPARTURE),
    "ORIGIN_DECLARATION": _Kind(
        mark("Origin declaration on the invoice"), _US, _PARTNER, Due.DEPARTURE
    ),
    "STATEMENT_ON_ORIGIN": _Kind(mark("Statement on origin"), _US, _PARTNER, Due.DEPARTURE),
    "REX_REGISTRATION_NEEDED": _Kind(
        mark("Registration as a registered exporter (REX)"), _US, _US, Due.ORDER
    ),
    "EXPORT_LICENCE": _Kind(mark("Export licence"), Owner.AUTHORITY, Owner.AUTHORITY, Due.ORDER),
    "ENS_REFERENCE": _Kind(
        mark("Entry summary declaration (ENS)"), _CARRIER, _CARRIER, Due.LOADING_ABROAD
    ),
    "IMPORT_DECLARATION": _Kind(mark("Import declaration"), _BROKER, _BROKER, Due.CLEARANCE),
    "RELEASE_NOTE": _Kind(mark("Release note (BAE)"), _BROKER, _BROKER, Due.CLEARANCE),
    "SUPPLIER_ORIGIN_PROOF": _Kind(
        mark("Supplier's proof of origin"), _PARTNER, _PARTNER, Due.ARRIVAL
    ),
    "CBAM_CHECK": _Kind(mark("CBAM status of the importer"), _US, _US, Due.ORDER),
    "EUDR_DDS": _Kind(mark("EUDR due diligence statement"), _US, _US, Due.CLEARANCE),
    "ISPM15": _Kind(mark("ISPM 15 marked wood packaging"), _US, _PARTNER, Due.DEPARTURE),
    "PHYTO": _Kind(
        mark("Phytosanitary certificate"), Owner.AUTHORITY, _PARTNER, Due.DEPARTURE, Due.ARRIVAL
    ),
    "CITES": _Kind(mark("CITES permit"), Owner.AUTHORITY, Owner.AUTHORITY, Due.ORDER),
    "VGM": _Kind(mark("Verified gross mass"), _US, _PARTNER, Due.VGM_CUT_OFF),
    "CERTIFICATE_OF_ORIGIN": _Kind(
        mark("Certificate of origin"), Owner.CHAMBER, _PARTNER, Due.DEPARTURE, Due.ARRIVAL
    ),
    "INSURANCE_CERTIFICATE": _Kind(
        mark("Insurance certificate"), Owner.INSURER, _PARTNER, Due.DEPARTURE
    ),
    "IMO_DGD": _Kind(mark("IMDG dangerous goods declaration"), _US, _PARTNER, Due.DEPARTURE),
    "IATA_DGD": _Kind(mark("IATA shipper's declaration"), _US, _PARTNER, Due.DEPARTURE),
    "ADR_DOC": _Kind(mark("ADR transport document"), _US, _PARTNER, Due.DEPARTURE),
    "RID_DOC": _Kind(mark("RID transport document"), _US, _PARTNER, Due.DEPARTURE),
    "ADN_DOC": _Kind(mark("ADN transport document"), _US, _PARTNER, Due.DEPARTURE),
    "LC_COPY": _Kind(mark("Copy of the letter of credit"), Owner.BANK, Owner.BANK, Due.ORDER),
    "LC_CHECK": _Kind(
        mark("Documents checked against the credit"), _US, _PARTNER, Due.PRESENTATION
    ),
    "DRAFT_IF_REQUIRED": _Kind(
        mark("Draft, if the credit asks for one"), _US, _PARTNER, Due.PRESENTATION
    ),
    "FCA_ON_BOARD_BL_INSTRUCTION": _Kind(
        mark("Buyer's instruction for an on-board bill of lading"), _PARTNER, _US, Due.DEPARTURE
    ),
    "COLLECTION_ORDER": _Kind(
        mark("Collection order to the bank (URC 522)"), _US, _PARTNER, Due.PRESENTATION
    ),
    "BILL_OF_EXCHANGE": _Kind(mark("Bill of exchange"), _US, _PARTNER, Due.PRESENTATION),
}

_TRANSPORT = {
    Mode.SEA: "SEA_WAYBILL_OR_BL",
    Mode.WATERWAY: "INLAND_BL",
    Mode.AIR: "AWB",
    Mode.ROAD: "CMR",
    Mode.RAIL: "CIM",
    Mode.COURIER: "COURIER_AWB",
    Mode.MULTIMODAL: "MULTIMODAL_BL",
}
_DANGEROUS = {
    Mode.SEA: "IMO_DGD",
    Mode.WATERWAY: "ADN_DOC",
    Mode.AIR: "IATA_DGD",
    Mode.ROAD: "ADR_DOC",
    Mode.RAIL: "RID_DOC",
    Mode.COURIER: "IATA_DGD",
    Mode.MULTIMODAL: "IMO_DGD",
}

_Rule = Callable[[Deal, "_Limits"], list[str]]


@dataclass(frozen=True, slots=True)
class _Limits:
    origin_declaration: Decimal
    rex: Decimal


def _always(deal: Deal, _: _Limits) -> list[str]:
    """1. Invoice, packing list, and the transport document of the mode."""
    if deal.mode is Mode.SEA and deal.negotiable:
        return ["INVOICE", "PACKING_LIST", "BL_ORIGINALS"]
    return ["INVOICE", "PACKING_LIST", _TRANSPORT[deal.mode]]


def _sold_in_the_union(deal: Deal, _: _Limits) -> list[str]:
    """2. Sales within the Union: VAT number, proofs of transport, recapitulative statement."""
    if not deal.exported or deal.zone is not Zone.EU:
        return []
    papers = ["VIES_CHECK", "EU_TRANSPORT_PROOF", "RECAP_VAT_STATEMENT"]
    if not deal.incoterm.term.seller_carries:
        papers.append("BUYER_ARRIVAL_STATEMENT")
    return papers


def _bought_in_the_union(deal: Deal, _: _Limits) -> list[str]:
    """3. Purchases within the Union: the supplier's invoice is checked for VAT."""
    if deal.exported or deal.zone is not Zone.EU:
        return []
    return ["SUPPLIER_INVOICE_VAT_CHECK"]


def _surveyed(deal: Deal, _: _Limits) -> list[str]:
    """2, 3. EMEBI, for the firms in the survey's sample."""
    return ["EMEBI"] if deal.zone is Zone.EU and deal.emebi else []


def _exported(deal: Deal, _: _Limits) -> list[str]:
    """4, 10. Exports, special fiscal territories included: declaration and proof of exit."""
    if not (deal.exported and deal.abroad):
        return []
    who = "EXW_EXPORTER_WARNING" if deal.incoterm is Incoterm.EXW else "BROKER_MANDATE"
    papers = ["EXPORT_DECLARATION", "EAD_MRN", "EXIT_PROOF", who]
    if deal.dual_use and deal.zone is Zone.NON_EU:
        papers.append("EXPORT_LICENCE")
    return papers


def _originating(deal: Deal, limits: _Limits) -> list[str]:
    """4. Proof of preferential origin or status, by its kind and by value."""
    if not deal.exported or deal.zone is not Zone.NON_EU:
        return []
    match deal.preference:
        case Preference.A_TR:
            return ["A_TR"]
        case Preference.EUR_1:
            declared = deal.approved_exporter or deal.value_eur <= limits.origin_declaration
            return ["ORIGIN_DECLARATION" if declared else "EUR_1"]
        case Preference.REX:
            unregistered = deal.value_eur > limits.rex and not deal.rex_number
            return ["STATEMENT_ON_ORIGIN", *(["REX_REGISTRATION_NEEDED"] if unregistered else [])]
        case None:
            return []


def _imported(deal: Deal, _: _Limits) -> list[str]:
    """5, 10. Imports: entry summary, declaration, release; mandate, origin, CBAM, EUDR."""
    if deal.exported or not deal.abroad:
        return []
    outside = deal.zone is Zone.NON_EU
    asked = {
        "ENS_REFERENCE": outside,
        "IMPORT_DECLARATION": True,
        "RELEASE_NOTE": True,
        "BROKER_MANDATE": deal.incoterm is not Incoterm.DDP,
        "SUPPLIER_ORIGIN_PROOF": outside and deal.preference is not None,
        "CBAM_CHECK": outside and deal.cbam,
        "EUDR_DDS": outside and deal.eudr,
    }
    return [code for code, needed in asked.items() if needed]


def _regulated(deal: Deal, _: _Limits) -> list[str]:
    """6. Outside the Union: wood, plants, species, mass of the container, origin."""
    if deal.zone is not Zone.NON_EU:
        return []
    asked = {
        "ISPM15": deal.wood,
        "PHYTO": deal.plants,
        "CITES": deal.cites,
        "VGM": deal.mode is Mode.SEA and deal.full_container,
        "CERTIFICATE_OF_ORIGIN": deal.certificate_of_origin and deal.exported,
    }
    return [code for code, needed in asked.items() if needed]


def _insured(deal: Deal, _: _Limits) -> list[str]:
    """7. CIF and CIP: we issue the certificate when we sell, and must get it when we buy."""
    return ["INSURANCE_CERTIFICATE"] if deal.incoterm.term.seller_insures else []


def _dangerous(deal: Deal, _: _Limits) -> list[str]:
    """8. Dangerous goods: the declaration of the mode."""
    return [_DANGEROUS[deal.mode]] if deal.dangerous else []


def _banked(deal: Deal, _: _Limits) -> list[str]:
    """9. Letter of credit, or documentary collection."""
    if deal.payment is Payment.LETTER_OF_CREDIT:
        papers = ["LC_COPY", "LC_CHECK", "DRAFT_IF_REQUIRED"]
        if deal.incoterm is Incoterm.FCA and deal.mode is Mode.SEA:
            papers.append("FCA_ON_BOARD_BL_INSTRUCTION")
        return papers + list(deal.named_by_credit)
    return ["COLLECTION_ORDER", "BILL_OF_EXCHANGE"] if deal.negotiable else []


RULES: tuple[_Rule, ...] = (
    _always,
    _sold_in_the_union,
    _bought_in_the_union,
    _surveyed,
    _exported,
    _originating,
    _imported,
    _regulated,
    _insured,
    _dangerous,
    _banked,
)


def checklist(deal: Deal, on: date = date.max, ours: Overrides = PRINTED) -> list[Paper]:
    """Every paper that *deal* needs, in the order of the rules, each once.

    A name of the credit's field 46A that Comptoir does not know is kept as it is
    written, due before the presentation.

    >>> deal = Deal(Flow.EXPORT, Zone.NON_EU, Mode.SEA, Incoterm.FCA, Payment.LETTER_OF_CREDIT)
    >>> checklist(deal)[-1].code
    'FCA_ON_BOARD_BL_INSTRUCTION'
    """
    limits = _Limits(
        timeline(_BOOK, "origin_declaration", ours).on(on).number,
        timeline(_BOOK, "rex", ours).on(on).number,
    )
    found: dict[str, Paper] = {}
    for rule in RULES:
        number = (rule.__doc__ or "").split(".", 1)[0]
        for code in rule(deal, limits):
            found.setdefault(code, _paper(code, deal, number))
    return list(found.values())


def _paper(code: str, deal: Deal, rule: str) -> Paper:
    kind = _KINDS.get(code)
    if kind is None:
        owner = Owner.US if deal.exported else Owner.PARTNER
        return Paper(code, code, owner, Due.PRESENTATION, rule)
    if deal.exported:
        return Paper(code, kind.name, kind.on_export, kind.due, rule)
    return Paper(code, kind.name, kind.on_import, kind.due_on_import or kind.due, rule)


def paper_name(code: str) -> str:
    """The English name of a paper, as the catalogue knows it. Raises `UnknownPaper`.

    >>> paper_name("AWB")
    'Air waybill'
    """
    if code not in _KINDS:
        raise UnknownPaper(code=code, known=sorted(_KINDS))
    return _KINDS[code].name


def paper_codes() -> list[str]:
    """The codes of all papers the rules can ask for."""
    return list(_KINDS)


def zone(country: str, on: date, ours: Overrides = PRINTED) -> Zone:
    """Where a country (ISO code) stands for customs and VAT *on* a day.

    >>> [zone(code, date(2026, 11, 23)).value for code in ("DE", "GB", "RE", "SN")]
    ['EU', 'NONEU', 'SPECIAL', 'NONEU']
    """
    for name, found in (("special_territories", Zone.SPECIAL), ("eu_members", Zone.EU)):
        inside = timeline(_BOOK, name, ours).on(on).value
        if isinstance(inside, tuple) and country.upper() in inside:
            return found
    return Zone.NON_EU


def buyer_statement_due(delivered: date, ours: Overrides = PRINTED) -> date:
    """The day by which the buyer who carried the goods must attest their arrival.

    >>> print(buyer_statement_due(date(2026, 12, 18)))
    2027-01-10
    """
    day = int(timeline(_BOOK, "buyer_statement_day", ours).on(delivered).number)
    return add_months(delivered.replace(day=1), 1).replace(day=day)

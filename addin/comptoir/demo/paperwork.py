"""Invented dossiers whose papers agree, each paper in the manner of whoever writes it.

Capitals, missing accents, short addresses, rounded weights, goods in general terms, tariff codes
of six or eight digits, a part of the order: all that is no discrepancy, and must not be called
one. `seeded` spoils them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from random import Random

from comptoir.rules.consistency import Dossier, Paper, Sheet, Terms
from comptoir.rules.money import Money
from comptoir.rules.numbers.transport import iso_6346_sum

SELLERS = (
    ("Vallon & Cie SAS", "12 rue des Tonneliers", "69003 Lyon", "France"),
    ("Établissements Gérard Pérou SARL", "4 quai du Port", "13002 Marseille", "France"),
    ("Maison Vaucanson S.A.", "88 avenue de la Gare", "38000 Grenoble", "France"),
    ("Les Forges d'Ardèche SASU", "ZI des Blaches", "07100 Annonay", "France"),
)
BUYERS = (
    ("Al Rashid Trading Co.", "King Fahd Road 41", "Jeddah", "Saudi Arabia"),
    ("Dakar Import SARL", "Km 4 Boulevard du Centenaire", "Dakar", "Sénégal"),
    ("Nguyen Long Equipment JSC", "18 Le Loi", "Haiphong", "Vietnam"),
    ("Andes Commerce Ltda", "Av. Providencia 1208", "Santiago", "Chile"),
    ("Weihong Machinery Co., Ltd", "77 Zhongshan Lu", "Shanghai", "China"),
    ("Sud-Levant Hospitality LLC", "Corniche 9", "Abu Dhabi", "United Arab Emirates"),
)
DESTINATIONS = ("SA", "SN", "VN", "CL", "CN", "AE")
PORTS_OF_BUYERS = ("Jeddah", "Dakar", "Haiphong", "San Antonio", "Shanghai", "Abu Dhabi")
PORTS = ("Le Havre", "Fos-sur-Mer", "Antwerp", "Marseille")
GOODS = (
    ("Centrifugal pump, stainless steel 316L, DN 50", "Pumps", "84137051", "FR", "412.50", 18),
    ("Porcelain bowl 24 cm, white, gilt rim", "Porcelain bowls", "69111000", "FR", "11.40", 1),
    ("Cast iron casserole 28 cm, enamelled", "Enamelled casseroles", "73239200", "FR", "64.20", 5),
    ("Gate valve, forged steel, DN 80, PN 40", "Valves", "84818063", "DE", "188.00", 12),
    ("Cotton bath towel 70 x 140 cm, 500 g/m2", "Towels", "63026000", "PT", "8.75", 1),
    ("Oak wine barrel 225 L, medium toast", "Oak barrels", "44160000", "FR", "610.00", 46),
)
RULES = ("FOB", "CFR", "CIF", "CIP", "CPT", "FCA")
PAID = {"CFR", "CIF", "CIP", "CPT"}
SHIPS = ("CMA CGM Vela", "MSC Aurelia", "Maersk Lirquen", "Ever Genius")
LINES = ("MSKU", "TCLU", "CMAU", "MSCU")


@dataclass(frozen=True, slots=True)
class Truth:
    """What is so, whatever the papers make of it."""

    seller: tuple[str, str, str, str]
    buyer: tuple[str, str, str, str]
    destination: str
    goods: tuple[str, str, str, str, str, int]
    price: Decimal
    ordered: Decimal
    sent: Decimal
    per_package: int
    incoterm: str
    place: str
    loading: str
    discharge: str
    boxes: tuple[str, ...]
    seals: tuple[str, ...]
    vessel: str
    currency: str
    day: date
    order_no: str
    invoice_no: str
    credit_no: str | None
    terms: str

    @property
    def packages(self) -> int:
        return -(-int(self.sent) // self.per_package)

    @property
    def net(self) -> Decimal:
        return (self.sent * self.goods[5]).quantize(Decimal("0.1"))

    @property
    def gross(self) -> Decimal:
        return (self.net * Decimal("1.083")).quantize(Decimal("0.1"), ROUND_HALF_UP)

    @property
    def m3(self) -> Decimal:
        return (Decimal(self.packages) * Decimal("0.137")).quantize(Decimal("0.001"))

    @property
    def amount(self) -> Decimal:
        return Money(self.price * self.sent, self.currency).rounded().amount

    @property
    def marks(self) -> str:
        first = self.buyer[0].split()[0].upper()
        return f"{first} / {self.order_no} / 1-{self.packages}"


def box_number(dice: Random) -> str:
    """A container number with its right check digit."""
    bare = f"{dice.choice(LINES)}{dice.randint(100_000, 999_999)}"
    return f"{bare}{iso_6346_sum(bare + '0') % 11 % 10}"


def truth(dice: Random) -> Truth:
    """One sale, made up."""
    at, credit = dice.randrange(len(BUYERS)), dice.random() < 0.5
    goods, ordered = dice.choice(GOODS), Decimal(dice.choice((48, 96, 120, 240, 480, 1200)))
    incoterm, loading = dice.choice(RULES), dice.choice(PORTS)
    discharge = PORTS_OF_BUYERS[at]
    place = loading if incoterm in {"FOB", "FCA"} else discharge
    part = not credit and dice.random() < 0.2
    boxes = tuple(box_number(dice) for _ in range(dice.choice((1, 1, 2))))
    return Truth(
        seller=dice.choice(SELLERS), buyer=BUYERS[at], destination=DESTINATIONS[at], goods=goods,
        price=Decimal(goods[4]), ordered=ordered, sent=ordered / 2 if part else ordered,
        per_package=dice.choice((4, 6, 12)), incoterm=incoterm, place=place, loading=loading,
        discharge=discharge, boxes=boxes,
        seals=tuple(f"FR{dice.randint(100_000, 999_999)}" for _ in boxes),
        vessel=dice.choice(SHIPS), currency=dice.choice(("EUR", "USD")),
        day=date(2026, 1, 5) + timedelta(days=dice.randrange(300)),
        order_no=f"PO-{dice.randint(10_000, 99_999)}",
        invoice_no=f"FA-2026-{dice.randint(1, 9999):04}",
        credit_no=f"LC{dice.randint(100_000, 999_999)}/26" if credit else None,
        terms="LC SIGHT" if credit else dice.choice(("NET 30", "45 jours fin de mois", "CAD")),
    )  # fmt: skip


@dataclass(slots=True)
class Hand:
    """The manner of whoever writes a paper: what they may do without telling anything else."""

    dice: Random

    def text(self, words: str) -> str:
        way = self.dice.randrange(4)
        if way == 0:
            return words.upper()
        if way == 1:
            return _bare(words)
        return _bare(words).upper() if way == 2 else words

    def who(self, block: tuple[str, str, str, str], *, whole: bool = False) -> str:
        name = block[0]
        if self.dice.random() < 0.3:
            for form, other in ((" & ", " ET "), ("SARL", "S.A.R.L."), (", Ltd", " LIMITED")):
                name = name.replace(form, other)
        rest = block[1:] if whole or self.dice.random() < 0.6 else ()
        return self.text(self.dice.choice((", ", "\n")).join((name, *rest)))

    def port(self, name: str) -> str:
        if name == "Antwerp" and self.dice.random() < 0.5:
            name = "Anvers"
        way = self.dice.randrange(3)
        return self.text(f"Port of {name}" if way == 0 else name)

    def code(self, code: str) -> str:
        return code[: self.dice.choice((6, 8))]

    def rounded(self, value: Decimal) -> Decimal:
        whole = value.quantize(Decimal(1), ROUND_HALF_UP)
        return whole if self.dice.random() < 0.5 else value

    def number(self, text: str) -> str:
        return self.dice.choice((text, text.replace("-", " "), f"No. {text}", text.lower()))


def _bare(words: str) -> str:
    for accented, plain in (("é", "e"), ("É", "E"), ("è", "e"), ("ç", "c"), ("'", " ")):
        words = words.replace(accented, plain)
    return words


def clean(dice: Random) -> Dossier:
    """A dossier whose papers agree."""
    told, hand = truth(dice), Hand(dice)
    papers = (
        *_contract(told, hand), _invoice(told, hand), _packing(told, hand), _transport(told, hand),
        *_cover(told, hand), _origin(told, hand), _declaration(told, hand), *_draft(told, hand),
    )  # fmt: skip
    return Dossier(
        papers,
        credit=_credit(told, hand) if told.credit_no else None,
        presented=told.day + timedelta(days=48),
        whole=True,
    )


def _deal(told: Truth, hand: Hand, quantity: Decimal) -> dict[str, object]:
    return {
        "seller": hand.who(told.seller), "buyer": hand.who(told.buyer),
        "order_no": hand.number(told.order_no), "currency": told.currency,
        "amount": Money(told.price * quantity, told.currency).rounded().amount,
        "quantity": quantity, "unit": "PCE", "unit_price": told.price,
        "goods": hand.text(told.goods[0]), "incoterm": told.incoterm,
        "place": hand.port(told.place), "edition": "2020",
        "terms": _terms_said(told.terms, hand.dice), "destination": told.destination,
        "goods_code": hand.code(told.goods[2]), "origin": told.goods[3],
    }  # fmt: skip


def _terms_said(terms: str, dice: Random) -> str:
    said = {
        "LC SIGHT": ("LC SIGHT", "L/C at sight"),
        "NET 30": ("NET 30", "30 days net", "30 jours nets"),
        "45 jours fin de mois": ("45 jours fin de mois", "EOM 45 A"),
        "CAD": ("CAD", "Cash against documents"),
    }
    return dice.choice(said[terms])


def _contract(told: Truth, hand: Hand) -> tuple[Paper, ...]:
    offer = {**_deal(told, hand, told.ordered), "order_no": None}
    return (
        Paper(Sheet.OFFER, dated=told.day - timedelta(days=12),
              valid_until=told.day + timedelta(days=18), **offer),  # type: ignore[arg-type]
        Paper(Sheet.ORDER, dated=told.day, **_deal(told, hand, told.ordered)),  # type: ignore[arg-type]
        Paper(Sheet.CONFIRMATION, dated=told.day + timedelta(days=2), signed=True,
              shipped=told.day + timedelta(days=40), **_deal(told, hand, told.ordered)),  # type: ignore[arg-type]
    )  # fmt: skip


def _invoice(told: Truth, hand: Hand) -> Paper:
    return Paper(
        Sheet.INVOICE, number=told.invoice_no, invoice_no=told.invoice_no, originals=3,
        dated=told.day + timedelta(days=28), credit_no=told.credit_no,
        packages=told.packages, net_kg=told.net, gross_kg=told.gross, m3=told.m3,
        marks=hand.text(told.marks), loading_port=hand.port(told.loading),
        discharge_port=hand.port(told.discharge), vessel=hand.text(told.vessel),
        **_deal(told, hand, told.sent),  # type: ignore[arg-type]
    )  # fmt: skip


def _goods(told: Truth, hand: Hand, *, general: bool = False) -> str:
    if general and hand.dice.random() < 0.7:
        return hand.text(told.goods[1])
    way = hand.dice.randrange(3)
    words = told.goods[0].replace(" cm", "cm").replace("DN ", "DN") if way == 0 else told.goods[0]
    return hand.text("; ".join(reversed(words.split(", "))) if way == 1 else words)


def _packing(told: Truth, hand: Hand) -> Paper:
    return Paper(
        Sheet.PACKING_LIST, dated=told.day + timedelta(days=27), originals=2,
        seller=hand.who(told.seller), buyer=hand.who(told.buyer),
        order_no=hand.number(told.order_no), invoice_no=hand.number(told.invoice_no),
        credit_no=told.credit_no, quantity=told.sent, unit="PCE", packages=told.packages,
        net_kg=told.net, gross_kg=told.gross, m3=told.m3, marks=hand.text(told.marks),
        goods=_goods(told, hand), goods_code=hand.code(told.goods[2]), origin=told.goods[3],
        containers=" / ".join(told.boxes), seals=", ".join(told.seals),
        loading_port=hand.port(told.loading), discharge_port=hand.port(told.discharge),
    )  # fmt: skip


def _transport(told: Truth, hand: Hand) -> Paper:
    boxes = [f"{one[:4]} {one[4:10]}-{one[10]}" for one in told.boxes]
    return Paper(
        Sheet.TRANSPORT, title="Bill of lading", dated=told.day + timedelta(days=31),
        originals=3, signed=True, seller=hand.who(told.seller),
        buyer="TO ORDER OF SHIPPER" if told.credit_no else hand.who(told.buyer, whole=True),
        notify=hand.who(told.buyer, whole=True), credit_no=told.credit_no,
        order_no=hand.number(told.order_no), quantity=told.sent, packages=told.packages,
        net_kg=hand.rounded(told.net), gross_kg=hand.rounded(told.gross),
        m3=told.m3.quantize(Decimal("0.01"), ROUND_HALF_UP), marks=hand.text(told.marks),
        goods=_goods(told, hand, general=True), goods_code=told.goods[2][:6],
        loading_port=hand.port(told.loading), discharge_port=hand.port(told.discharge),
        destination=told.destination, vessel=hand.text(told.vessel),
        containers=", ".join(reversed(boxes)), seals=" ".join(reversed(told.seals)),
        shipped=told.day + timedelta(days=31), on_board=True, clean=True, on_deck=False,
        charter=False, transhipped=False,
        freight="PREPAID" if told.incoterm in PAID else "COLLECT",
    )  # fmt: skip


def _cover(told: Truth, hand: Hand) -> tuple[Paper, ...]:
    if told.incoterm not in {"CIF", "CIP"}:
        return ()
    sum_insured = Money(told.amount * Decimal("1.10"), told.currency).rounded().amount
    return (
        Paper(
            Sheet.INSURANCE, dated=told.day + timedelta(days=29), signed=True, originals=2,
            seller=hand.who(told.seller), invoice_no=hand.number(told.invoice_no),
            credit_no=told.credit_no, currency=told.currency,
            amount=sum_insured + hand.dice.choice((0, 0, 50)), packages=told.packages,
            gross_kg=hand.rounded(told.gross), marks=hand.text(told.marks),
            goods=_goods(told, hand, general=True), loading_port=hand.port(told.loading),
            discharge_port=hand.port(told.discharge), vessel=hand.text(told.vessel),
            clauses=hand.text("Institute Cargo Clauses (A), Institute War Clauses"),
            to_order=True,
        ),
    )  # fmt: skip


def _origin(told: Truth, hand: Hand) -> Paper:
    return Paper(
        Sheet.ORIGIN, title="Certificate of origin", dated=told.day + timedelta(days=30),
        signed=True, originals=1, seller=hand.who(told.seller), buyer=hand.who(told.buyer),
        invoice_no=hand.number(told.invoice_no), credit_no=told.credit_no, quantity=told.sent,
        packages=told.packages, net_kg=hand.rounded(told.net), gross_kg=hand.rounded(told.gross),
        marks=hand.text(told.marks), goods=_goods(told, hand, general=True),
        goods_code=told.goods[2][:4], origin=told.goods[3], destination=told.destination,
        vessel=hand.text(told.vessel),
    )  # fmt: skip


def _declaration(told: Truth, hand: Hand) -> Paper:
    return Paper(
        Sheet.DECLARATION, dated=told.day + timedelta(days=29), seller=hand.who(told.seller),
        buyer=hand.who(told.buyer), invoice_no=told.invoice_no, currency=told.currency,
        amount=told.amount, quantity=told.sent, packages=told.packages, net_kg=told.net,
        gross_kg=told.gross, goods=hand.text(told.goods[0]), goods_code=told.goods[2],
        origin=told.goods[3], incoterm=told.incoterm, place=hand.port(told.place),
        destination=told.destination, vessel=hand.text(told.vessel),
        containers=" ".join(told.boxes), seals=", ".join(told.seals),
    )  # fmt: skip


def _draft(told: Truth, hand: Hand) -> tuple[Paper, ...]:
    if not told.credit_no:
        return ()
    return (
        Paper(Sheet.DRAFT, dated=told.day + timedelta(days=45), signed=True,
              seller=hand.who(told.seller), invoice_no=told.invoice_no,
              credit_no=told.credit_no, currency=told.currency, amount=told.amount,
              tenor="AT SIGHT"),
    )  # fmt: skip


def _credit(told: Truth, hand: Hand) -> Terms:
    day = told.day
    originals = {"commercial invoice": 3, "packing list": 2, "Bill of lading": 3,
                 "Certificate of origin": 1}  # fmt: skip
    if told.incoterm in {"CIF", "CIP"}:
        originals["insurance certificate"] = 2
    return Terms(
        expiry=day + timedelta(days=60), amount=Money(told.amount, told.currency),
        latest_shipment=day + timedelta(days=40), period=21, quantity=told.sent, counted=True,
        unit_price=told.price, incoterm=told.incoterm, partial_allowed=False,
        transhipment_allowed=False,
        freight="PREPAID" if told.incoterm in PAID else "COLLECT",
        applicant=hand.who(told.buyer), beneficiary=hand.who(told.seller), originals=originals,
        number=told.credit_no, place=told.place.upper(),
        goods=_bare(told.goods[0].rsplit(",", 1)[0]).upper(),
        loading_port=told.loading.upper(), discharge_port=told.discharge.upper(),
        consignee="TO ORDER OF SHIPPER", notify=", ".join(told.buyer).upper(),
        clauses="INSTITUTE CARGO CLAUSES (A)" if told.incoterm in {"CIF", "CIP"} else None,
        insured_percent=Decimal(110), origin=told.goods[3], tenor="AT SIGHT",
    )  # fmt: skip


def changed(dossier: Dossier, sheet: Sheet, **values: object) -> Dossier:
    """*dossier* with other values on one of its papers."""
    papers = tuple(
        replace(one, **values) if one.sheet is sheet else one  # type: ignore[arg-type]
        for one in dossier.papers
    )
    return replace(dossier, papers=papers)

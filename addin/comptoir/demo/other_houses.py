"""A second world of invented sales, written without a look at the rules: the held-out proof.

What is so, whatever the papers make of it. `other_hands` writes the papers, `other_slips` spoils
them. By sea, air and road; one article or several; pieces, pairs and bulk; a credit or none.

Sources of the manners: ISBP 745 (abbreviations, misspelling, marks, ranges of ports); the usual
boilerplate of bills of lading, waybills, certificates of origin and customs declarations.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from random import Random

from comptoir.demo.paperwork import box_number
from comptoir.rules.money import Money


@dataclass(frozen=True, slots=True)
class House:
    """A firm: its name as it is registered, and the lines of its address."""

    name: str
    street: str
    town: str
    country: tuple[str, str]
    iso: str


@dataclass(frozen=True, slots=True)
class Article:
    """Goods in both languages, whole and in general terms; *kg* of one unit."""

    en: str
    fr: str
    general: tuple[str, str]
    code: str
    origin: str
    price: str
    kg: str
    unit: str = "PCE"


FRANCE, ITALY = ("France", "France"), ("Italy", "Italie")
SELLERS = (
    House("Fonderies Saint-Éloi SAS", "14 boulevard Gambetta", "59140 Dunkerque", FRANCE, "FR"),
    House("Société Bourbonnaise d'Électricité S.A.", "3 avenue Foch", "03000 Moulins", FRANCE,
          "FR"),
    House("Établissements Kerdraon & Fils SARL", "Zone artisanale de Kergaradec", "29200 Brest",
          FRANCE, "FR"),
    House("Molino International S.p.A.", "Via Emilia 210", "40026 Imola", ITALY, "IT"),
)  # fmt: skip
BUYERS = (
    House("Oriental Manufacturing Company Limited", "12 Nathan Road", "Hong Kong",
          ("Hong Kong", "Hong Kong"), "HK"),
    House("Comptoir Ivoirien d'Import-Export SARL", "Boulevard de Marseille", "Abidjan",
          ("Ivory Coast", "Côte d'Ivoire"), "CI"),
    House("Brothers Mahfouz & Co.", "Avenue Hassan II", "Casablanca", ("Morocco", "Maroc"), "MA"),
    House("Delta Pacific Trading Corporation", "45 Nguyen Hue Street", "Ho Chi Minh City",
          ("Vietnam", "Viêt Nam"), "VN"),
    House("Gulf International Equipment LLC", "P.O. Box 4417", "Dubai",
          ("United Arab Emirates", "Émirats arabes unis"), "AE"),
    House("Hanse Werkzeug GmbH & Co. KG", "Speicherstraße 8", "20457 Hamburg",
          ("Germany", "Allemagne"), "DE"),
    House("Great Lakes Foods, Inc.", "900 Erie Avenue", "Montreal", ("Canada", "Canada"), "CA"),
)  # fmt: skip
WAYS_OUT = {"FR": ("FRLEH", "FRFOS", "FRDKK", "BEANR"), "IT": ("ITGOA", "FRFOS")}
WAYS_IN = {
    "HK": ("HKHKG",), "CI": ("CIABJ",), "MA": ("MACAS",), "VN": ("VNSGN",), "AE": ("AEJEA",),
    "DE": ("DEHAM",), "CA": ("CAMTR",),
}  # fmt: skip
AIRPORTS = {"FR": "FRCDG", "IT": "ITMXP", "HK": "HKHKG", "CI": "CIABJ", "MA": "MACMN",
            "VN": "VNSGN", "AE": "AEDXB", "DE": "DEFRA", "CA": "CAYUL"}  # fmt: skip
PORTS: dict[str, tuple[str, ...]] = {
    "FRLEH": ("Le Havre", "Le Havre, France", "Port of Le Havre", "Le Havre (FR)", "FRLEH",
              "FR LEH", "Port du Havre"),
    "FRFOS": ("Fos-sur-Mer", "Fos sur Mer", "FRFOS", "Port of Fos", "Fos-sur-Mer (France)"),
    "FRDKK": ("Dunkerque", "Dunkirk", "FRDKK", "Port de Dunkerque", "Dunkirk, France"),
    "BEANR": ("Antwerp", "Anvers", "Antwerpen", "BEANR", "Port of Antwerp, Belgium"),
    "ITGOA": ("Genoa", "Gênes", "Genova", "ITGOA", "Port of Genoa (Italy)"),
    "HKHKG": ("Hong Kong", "HKHKG", "Hongkong", "Port of Hong Kong"),
    "CIABJ": ("Abidjan", "CIABJ", "Port d'Abidjan", "Abidjan, Côte d'Ivoire",
              "Abidjan, Ivory Coast"),
    "MACAS": ("Casablanca", "MACAS", "Port of Casablanca, Morocco", "Casablanca (Maroc)"),
    "VNSGN": ("Ho Chi Minh City", "Hô-Chi-Minh-Ville", "VNSGN", "Hochiminh City, Vietnam",
              "Ho Chi Minh port"),
    "AEJEA": ("Jebel Ali", "AEJEA", "Port of Jebel Ali, UAE", "Jebel Ali, Dubai"),
    "DEHAM": ("Hamburg", "Hambourg", "DEHAM", "Port of Hamburg, Germany"),
    "CAMTR": ("Montreal", "Montréal", "CAMTR", "Montreal, Canada", "Montréal (Québec)"),
    "FRCDG": ("Paris CDG", "Paris-Charles de Gaulle", "FRCDG", "CDG", "Roissy-Charles-de-Gaulle"),
    "ITMXP": ("Milan Malpensa", "ITMXP", "Milano Malpensa", "MXP"),
    "MACMN": ("Casablanca Mohammed V", "MACMN", "CMN"),
    "AEDXB": ("Dubai", "AEDXB", "DXB", "Dubaï", "Dubai International Airport"),
    "DEFRA": ("Frankfurt", "Francfort", "DEFRA", "Frankfurt Airport"),
    "CAYUL": ("Montreal-Trudeau", "Montréal-Trudeau", "CAYUL", "YUL"),
}  # fmt: skip
"""Each port and airport, and how it is printed."""
ELSEWHERE = ("FRMRS", "Marseille", "Port of Marseille", "Rotterdam", "NLRTM", "Bremerhaven",
             "Zeebrugge", "Tanger Med", "MATNG", "Dakar", "SNDKR", "Shanghai", "CNSHA", "Busan",
             "Haiphong", "VNHPH", "Jeddah", "Halifax", "Ravenna")  # fmt: skip
"""Ports none of these sales goes through."""
ARTICLES = (
    Article("Cast iron radiator, 4 columns, H 760 mm, black", "Radiateur en fonte, 4 colonnes,"
            " H 760 mm, noir", ("Radiators", "Radiateurs"), "73221100", "FR", "148.30", "31.5"),
    Article("Electric cable, copper, 3 x 2.5 mm2, 100 m", "Câble électrique, cuivre, 3 x 2,5 mm2,"
            " 100 m", ("Electric cables", "Câbles électriques"), "85444991", "FR", "86.4", "14.25"),
    Article("Ball bearing, steel, 25 x 52 x 15 mm", "Roulement à billes, acier, 25 x 52 x 15 mm",
            ("Ball bearings", "Roulements à billes"), "84821010", "IT", "3.125", "0.13"),
    Article("Sardines in olive oil, tin of 115 g", "Sardines à l'huile d'olive, boîte de 115 g",
            ("Canned sardines", "Sardines en conserve"), "16041311", "FR", "1.48", "0.19"),
    Article("Safety shoes, leather, S3, size 43", "Chaussures de sécurité, cuir, S3, taille 43",
            ("Safety shoes", "Chaussures de sécurité"), "64039113", "PT", "38.90", "1.4", "PR"),
    Article("Industrial mixer, stainless steel, 60 L, 400 V", "Pétrin industriel, acier inoxydable,"
            " 60 L, 400 V", ("Industrial mixers", "Pétrins industriels"), "84381010", "IT",
            "2480.00", "187"),
    Article("Durum wheat semolina, extra fine", "Semoule de blé dur, extra fine",
            ("Wheat semolina", "Semoule de blé"), "11031110", "FR", "0.64", "1", "KG"),
    Article("Polypropylene granules, natural, MFI 12", "Granulés de polypropylène, naturel, MFI 12",
            ("Polypropylene", "Polypropylène"), "39021000", "BE", "1.17", "1", "KG"),
)  # fmt: skip
SHIPS = ("CMA CGM Palais Royal", "MSC Isabella", "Hapag Express", "Ever Golden",
         "Al Muraykh", "Saint-Nazaire Trader")  # fmt: skip
PAID = frozenset({"CFR", "CIF", "CIP", "CPT", "DAP", "DPU", "DDP"})
INSURED = frozenset({"CIF", "CIP"})
BY_MODE = {"SEA": ("FOB", "CFR", "CIF", "CIP", "CPT", "FCA", "DAP"),
           "AIR": ("FCA", "CPT", "CIP", "DAP"), "ROAD": ("FCA", "CPT", "CIP", "DAP", "EXW")}
TERMS = (
    ("LC SIGHT", "L/C at sight", "Irrevocable documentary credit at sight",
     "Crédit documentaire irrévocable à vue"),
    ("NET 45", "45 days net", "Net 45 days", "45 jours nets", "45 days from invoice date"),
    ("EOM 60", "60 jours fin de mois", "60 days end of month"),
    ("CAD", "Cash against documents", "Comptant contre documents"),
    ("ADVANCE", "Payment in advance", "Paiement d'avance"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """So much of an article; *sent* of what was ordered."""

    article: Article
    ordered: Decimal
    sent: Decimal

    @property
    def price(self) -> Decimal:
        return Decimal(self.article.price)


@dataclass(frozen=True, slots=True)
class Sale:
    """What is so."""

    seller: House
    buyer: House
    mode: str
    lines: tuple[Line, ...]
    incoterm: str
    place: str
    """A code of `PORTS`, or a town."""
    loading: str
    discharge: str
    boxes: tuple[str, ...]
    seals: tuple[str, ...]
    vessel: str
    currency: str
    day: date
    shipped: date
    presented: date
    expiry: date
    latest: date
    order_no: str
    invoice_no: str
    credit_no: str | None
    terms: tuple[str, ...]
    packages: int
    tolerance: int
    insured_percent: int
    originals: int

    def total(self, *, ordered: bool = False) -> Decimal:
        """What is due for what was sent, or ordered; each line to the cent."""
        parts = [
            Money(one.price * (one.ordered if ordered else one.sent), self.currency).rounded()
            for one in self.lines
        ]
        return sum((one.amount for one in parts), Decimal(0))

    @property
    def net(self) -> Decimal:
        return sum((one.sent * Decimal(one.article.kg) for one in self.lines), Decimal(0)).quantize(
            Decimal("0.01"), ROUND_HALF_UP
        )

    @property
    def gross(self) -> Decimal:
        return (self.net * Decimal("1.062") + self.packages).quantize(
            Decimal("0.01"), ROUND_HALF_UP
        )

    @property
    def m3(self) -> Decimal:
        return (Decimal(self.packages) * Decimal("0.2183")).quantize(
            Decimal("0.001"), ROUND_HALF_UP
        )


def _weekday(day: date) -> date:
    while day.weekday() > 4 or (day.month, day.day) in {(1, 1), (5, 1), (12, 25), (12, 26)}:
        day -= timedelta(days=1)
    return day


def sale(dice: Random) -> Sale:
    """One sale, made up."""
    seller, buyer = dice.choice(SELLERS), dice.choice(BUYERS)
    mode = "ROAD" if buyer.iso == "DE" and dice.random() < 0.6 else (
        "AIR" if dice.random() < 0.2 else "SEA")  # fmt: skip
    credit = mode == "SEA" and dice.random() < 0.55
    lines = _lines(dice, partial=not credit and dice.random() < 0.25)
    loading, discharge = _ways(seller, buyer, mode, dice)
    incoterm = dice.choice(BY_MODE[mode])
    boxes = tuple(box_number(dice) for _ in range(dice.choice((1, 1, 2, 3)) if mode == "SEA" else 0))
    day = date(2026, 1, 6) + timedelta(days=dice.randrange(320))
    shipped = day + timedelta(days=dice.randint(25, 60))
    presented = _weekday(shipped + timedelta(days=dice.choice((4, 9, 15, 21))))
    return Sale(
        seller, buyer, mode, lines, incoterm, _place(incoterm, seller, buyer, loading, discharge),
        loading, discharge, boxes, tuple(f"{dice.choice('CFH')}{dice.randint(10**6, 10**7 - 1)}"
                                         for _ in boxes),
        dice.choice(SHIPS), dice.choice(("EUR", "USD", "GBP")), day, shipped, presented,
        expiry=presented + timedelta(days=dice.choice((0, 2, 6))),
        latest=shipped + timedelta(days=dice.choice((0, 1, 7))),
        order_no=dice.choice((f"4500{dice.randint(10**5, 10**6 - 1)}",
                              f"PO/{dice.randint(1000, 9999)}/26",
                              f"BC-{dice.randint(10**4, 10**5 - 1)}-A")),
        invoice_no=dice.choice((f"F26{dice.randint(1000, 9999)}",
                                f"2026-{dice.randint(100, 999)}/E")),
        credit_no=dice.choice((f"ILC{dice.randint(10**5, 10**6 - 1)}",
                               f"0016-DC-{dice.randint(10**4, 10**5 - 1)}")) if credit else None,
        terms=TERMS[0] if credit else dice.choice(TERMS[1:]),
        packages=dice.randint(3, 260), tolerance=dice.choice((0, 0, 5)),
        insured_percent=dice.choice((110, 110, 120)), originals=dice.choice((2, 3)),
    )  # fmt: skip


def _lines(dice: Random, *, partial: bool) -> tuple[Line, ...]:
    bulk = dice.random() < 0.2
    kind = [one for one in ARTICLES if (one.unit == "KG") is bulk]
    chosen = dice.sample(kind, 1 if bulk else dice.choice((1, 1, 2, 3)))
    made = []
    for one in chosen:
        size = (12_000, 24_500, 48_250) if bulk else (24, 60, 144, 350, 1_250)
        ordered = Decimal(dice.choice(size))
        made.append(Line(one, ordered, ordered / 2 if partial else ordered))
    return tuple(made)


def _ways(seller: House, buyer: House, mode: str, dice: Random) -> tuple[str, str]:
    if mode == "AIR":
        return AIRPORTS[seller.iso], AIRPORTS[buyer.iso]
    if mode == "ROAD":
        return seller.town, buyer.town
    return dice.choice(WAYS_OUT[seller.iso]), dice.choice(WAYS_IN[buyer.iso])


def _place(incoterm: str, seller: House, buyer: House, loading: str, discharge: str) -> str:
    if incoterm in {"FOB", "FAS"}:
        return loading
    if incoterm in {"CFR", "CIF"}:
        return discharge
    town = seller.town if incoterm in {"FCA", "EXW"} else buyer.town
    return " ".join(word for word in town.split() if not word.isdigit())

"""The papers of `other_houses`, each in the manner of whoever writes it.

A forwarder rounds up and abbreviates, a chamber of commerce writes in the other language, a carrier
prints container and seal together, a clerk copies with other dots and dashes. None of it is a
conflict. What a paper may leave out, it sometimes leaves out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal
from random import Random

from comptoir.demo.other_houses import INSURED, PAID, Sale, sale
from comptoir.demo.other_worlds import FIRST, Article, House, World
from comptoir.rules.consistency import Dossier, Paper, Sheet, Terms
from comptoir.rules.money import Money

Facts = dict[str, object]
OPTIONAL = frozenset({
    "order_no", "invoice_no", "net_kg", "gross_kg", "m3", "marks", "goods_code", "origin",
    "loading_port", "discharge_port", "destination", "vessel", "containers", "seals", "edition",
    "terms", "packages", "place", "buyer", "notify",
})  # fmt: skip
"""What a paper may be silent about."""
_DEAL = ("seller", "buyer", "place")
NEEDED = {
    Sheet.OFFER: _DEAL, Sheet.ORDER: _DEAL, Sheet.CONFIRMATION: _DEAL,
    Sheet.INVOICE: ("buyer", "place", "invoice_no"), Sheet.ORIGIN: ("origin", "buyer"),
    Sheet.TRANSPORT: ("loading_port", "discharge_port", "buyer", "notify"),
}  # fmt: skip
"""What a paper is not silent about: it would not do its work."""


def plain(words: str) -> str:
    """Without its accents, as a telex."""
    split = unicodedata.normalize("NFKD", words)
    return "".join(sign for sign in split if not unicodedata.combining(sign)).replace("ß", "ss")


@dataclass(slots=True)
class Writer:
    """Somebody who writes a paper; *french* where they write French."""

    dice: Random
    world: World
    french: bool
    silent: float = 0.15

    def case(self, words: str) -> str:
        way = self.dice.randrange(5)
        if way == 0:
            return words.upper()
        if way == 1:
            return plain(words).upper()
        return plain(words) if way == 2 else words

    def name(self, house: House) -> str:
        name = house.name
        for whole, short in self.world.abbreviated:
            end = r"(?!\w)" if whole[-1].isalnum() else ""
            found = re.search(rf"(?<!\w){re.escape(whole)}{end}", name)
            if found and self.dice.random() < 0.4:
                shorter = self.dice.choice(short)
                name = f"{name[: found.start()]}{shorter}{name[found.end() :]}".strip(" ,")
        return name

    def who(self, house: House, *, whole: bool = False) -> str:
        lines = [self.name(house)]
        if whole or self.dice.random() < 0.7:
            street = house.street
            for long, short in (("Boulevard", "Bd"), ("boulevard", "bd"), ("Avenue", "Av."),
                                ("Street", "St."), ("Road", "Rd")):  # fmt: skip
                if self.dice.random() < 0.5:
                    street = street.replace(long, short)
            lines += [street, house.town]
            if whole or self.dice.random() < 0.5:
                lines.append(house.country[self.french])
        if self.dice.random() < 0.15:
            lines.append(self.dice.choice(("Tel. +33 1 42 00 11 22", "Attn. Purchasing")))
        return self.case(self.dice.choice((", ", "\n", " - ")).join(lines))

    def port(self, code: str) -> str:
        return (
            self.case(self.dice.choice(self.world.ports[code]))
            if code in self.world.ports
            else self.case(code)
        )

    def number(self, text: str, kind: str) -> str:
        words = {
            "order": ("Order {}", "PO No. {}", "Commande n° {}", "Your order {}", "{}"),
            "invoice": ("Invoice {}", "Facture n° {}", "INV. NO. {}", "{} of 12/03/2026", "{}"),
            "credit": ("L/C {}", "LC No. {}", "Documentary credit number {}", "Crédit n° {}", "{}"),
        }[kind]  # fmt: skip
        bare = self.dice.choice((text, text.replace("-", " "), text.replace("/", "-"),
                                 text.lower(), text))  # fmt: skip
        return self.dice.choice(words).format(bare)

    def weight(self, exact: Decimal) -> Decimal:
        """To the gram, to a tenth, to the kilo, to the next half kilo of a waybill."""
        way = self.dice.randrange(6)
        if way == 0:
            return exact.quantize(Decimal(1), ROUND_HALF_UP)
        if way == 1:
            return exact.quantize(Decimal(1), ROUND_CEILING)
        if way == 2:
            return exact.quantize(Decimal("0.1"), ROUND_HALF_UP)
        if way == 3:
            return (exact * 2).quantize(Decimal(1), ROUND_CEILING) / 2
        return exact.quantize(Decimal("0.001")) if way == 4 else exact

    def volume(self, exact: Decimal) -> Decimal:
        ways = (("0.1", ROUND_HALF_UP), ("0.01", ROUND_HALF_UP), ("0.01", ROUND_CEILING),
                ("0.001", ROUND_HALF_UP))  # fmt: skip
        places, way = self.dice.choice(ways)
        return exact.quantize(Decimal(places), way)

    def code(self, code: str) -> str:
        return code[: self.dice.choice((4, 6, 8))]

    def marks(self, told: Sale, *, box: bool = False) -> str:
        if box and told.boxes and self.dice.random() < 0.25:
            # ISBP 745 A35: a container number where the others show the marks.
            return "\n".join(f"{a} / SEAL {b}" for a, b in zip(told.boxes, told.seals, strict=True))
        first = told.buyer.name.split()[0]
        count = self.dice.choice(
            ("1-{}", "1/{}", "Nos. 1-{}", "C/NO. 1-{}", "n° 1 à {}", "1 to {}")
        )
        parts = [first, told.order_no, count.format(told.packages)]
        if self.dice.random() < 0.2:
            parts[0], parts[1] = parts[1], parts[0]
        if self.dice.random() < 0.2:
            parts.append(self.dice.choice(self.world.handling))
        return self.case(self.dice.choice((" / ", "\n", " - ", ", ")).join(parts))

    def goods(self, told: Sale, *, general: bool = False, both: bool = False) -> str:
        lines = [self._article(one.article, general=general, both=both) for one in told.lines]
        text = self.dice.choice(("\n", "; ")).join(lines)
        if general and self.dice.random() < 0.4:
            text = self.dice.choice(self.world.contents).format(told.packages) + text
        if general and self.dice.random() < 0.3:
            text = f"{text}\nHS code {told.lines[0].article.code[:6]}"
        if not both and self.dice.random() < 0.15:
            text = f"{text}\nAs per order {told.order_no}"
        return self.case(text)

    def _article(self, one: Article, *, general: bool, both: bool) -> str:
        if both:
            return f"{one.en} / {one.fr}"
        if general and self.dice.random() < 0.6:
            return one.general[self.french]
        words = one.fr if self.french else one.en
        if self.dice.random() < 0.3:
            words = words.replace(" mm2", "mm²").replace(" mm", "mm").replace(" x ", "x")
        if self.dice.random() < 0.3:
            words = words.replace(" L,", " litres,").replace("stainless steel", "S/S")
        if self.dice.random() < 0.3:
            first, *rest = words.split(", ")
            self.dice.shuffle(rest)
            words = ", ".join([first, *rest])
        return words

    def vessel(self, name: str) -> str:
        return self.case(self.dice.choice(self.world.voyages).format(name))

    def boxes(self, told: Sale) -> str:
        pairs = list(zip(told.boxes, told.seals, strict=True))
        self.dice.shuffle(pairs)
        way = self.dice.choice(("{0} {1}-{2}", "{3} (40'HC)", "1x20'DV {3} / SEAL {4}", "{5}"))
        said = [way.format(box[:4], box[4:10], box[10], box, seal, box.lower())
                for box, seal in pairs]  # fmt: skip
        return self.dice.choice((", ", "\n", "; ", " + ")).join(said)

    def sealed(self, told: Sale) -> str:
        seals = list(told.seals)
        self.dice.shuffle(seals)
        return self.dice.choice((", ", "\n", " / ")).join(
            self.dice.choice((one, f"Seal no. {one}", one.lower())) for one in seals
        )

    def kept(self, facts: Facts, always: Iterable[str] = ()) -> Facts:
        """*facts* without those the writer is silent about."""
        drop = OPTIONAL - set(always)
        return {
            name: value
            for name, value in facts.items()
            if value not in {None, ""} and not (name in drop and self.dice.random() < self.silent)
        }


def clean(dice: Random, world: World = FIRST) -> Dossier:
    """A dossier of *world* whose papers agree."""
    return papers_of(sale(dice, world), dice)


def papers_of(told: Sale, dice: Random) -> Dossier:
    """The papers of a sale."""
    made = [*_contract(told, dice), _invoice(told, dice), _packing(told, dice),
            _transport(told, dice), *_cover(told, dice), *_official(told, dice),
            *_draft(told, dice), *_inspected(told, dice)]  # fmt: skip
    whole = dice.random() < 0.7
    if not whole:
        kept = {Sheet.INVOICE} | ({one.sheet for one in made} if told.credit_no else set())
        made = [one for one in made if one.sheet in kept or dice.random() < 0.8]
    dice.shuffle(made)
    return Dossier(
        tuple(made), credit=_credit(told, dice) if told.credit_no else None,
        tolerance=Decimal(told.tolerance), presented=told.presented, whole=whole,
        sea=told.mode == "SEA",
    )  # fmt: skip


def _writer(told: Sale, dice: Random, *, french: bool | None = None) -> Writer:
    return Writer(dice, told.world, dice.random() < 0.5 if french is None else french)


def _deal(told: Sale, hand: Writer, *, ordered: bool, both: bool = False) -> Facts:
    alone = told.lines[0] if len(told.lines) == 1 else None
    articles = [one.article for one in told.lines]
    quantity = sum((one.ordered if ordered else one.sent for one in told.lines), Decimal(0))
    unit = articles[0].unit if len({one.unit for one in articles}) == 1 else None
    price = alone.price if alone else None
    if unit == "KG" and hand.dice.random() < 0.4:
        quantity, unit = quantity / 1000, "T"
        price = price * 1000 if price is not None else None
    return {
        "seller": hand.who(told.seller), "buyer": hand.who(told.buyer),
        "order_no": hand.number(told.order_no, "order"), "currency": told.currency,
        "amount": told.total(ordered=ordered), "quantity": quantity if unit else None,
        "unit": unit, "unit_price": price, "goods": hand.goods(told, both=both),
        "incoterm": told.incoterm, "place": hand.port(told.place), "edition": "2020",
        "terms": hand.dice.choice(told.terms), "destination": told.buyer.iso,
        "goods_code": hand.code(articles[0].code) if alone else None,
        "origin": articles[0].origin if alone else None,
    }  # fmt: skip


def _contract(told: Sale, dice: Random) -> list[Paper]:
    """Offer and order are our own: they know their articles in both languages."""
    early, hand = timedelta(days=dice.randint(0, 20)), _writer(told, dice)
    made = [
        _paper(Sheet.OFFER, hand, {**_deal(told, hand, ordered=True, both=True), "order_no": None,
                                   "dated": told.day - early,
                                   "valid_until": told.day + timedelta(days=dice.choice((0, 9)))}),
        _paper(Sheet.ORDER, hand, {**_deal(told, hand, ordered=True, both=True),
                                   "dated": told.day}),
        _paper(Sheet.CONFIRMATION, hand := _writer(told, dice),
               {**_deal(told, hand, ordered=True),
                "dated": told.day + timedelta(days=dice.choice((0, 3))),
                "signed": True, "shipped": told.shipped + timedelta(days=dice.choice((0, 5)))}),
    ]  # fmt: skip
    return made[dice.choice((0, 1)) :]


def _paper(sheet: Sheet, hand: Writer, facts: Facts) -> Paper:
    if sheet is not Sheet.INVOICE and hand.dice.random() < hand.silent:
        facts = {**facts, "unit": None, "quantity": None, "unit_price": None}
    return Paper(sheet, **hand.kept(facts, NEEDED.get(sheet, ())))  # type: ignore[arg-type]


def _load(told: Sale, hand: Writer) -> Facts:
    """What the goods weigh and how they are marked."""
    return {
        "packages": told.packages, "net_kg": hand.weight(told.net),
        "gross_kg": hand.weight(told.gross), "m3": hand.volume(told.m3),
    }  # fmt: skip


def _voyage(told: Sale, hand: Writer) -> Facts:
    sea = told.mode == "SEA"
    return {
        "loading_port": hand.port(told.loading), "discharge_port": hand.port(told.discharge),
        "vessel": hand.vessel(told.vessel) if sea else None,
    }  # fmt: skip


def _exact(told: Sale) -> Facts:
    return {"packages": told.packages, "net_kg": told.net, "gross_kg": told.gross, "m3": told.m3}


def _invoice(told: Sale, dice: Random) -> Paper:
    hand = _writer(told, dice, french=False if told.credit_no else None)
    return _paper(
        Sheet.INVOICE, hand,
        {**_deal(told, hand, ordered=False), **_exact(told), **_voyage(told, hand),
         "number": told.invoice_no, "invoice_no": told.invoice_no,
         "dated": told.shipped - timedelta(days=dice.choice((0, 3, 10))),
         "originals": told.originals, "marks": hand.marks(told),
         "credit_no": hand.number(told.credit_no, "credit") if told.credit_no else None,
         "containers": hand.boxes(told)},
    )  # fmt: skip


def _packing(told: Sale, dice: Random) -> Paper:
    hand = _writer(told, dice)
    deal = _deal(told, hand, ordered=False)
    kept = ("seller", "buyer", "order_no", "quantity", "unit", "goods", "goods_code", "origin")
    return _paper(
        Sheet.PACKING_LIST, hand,
        {**{name: deal[name] for name in kept}, **_exact(told), **_voyage(told, hand),
         "invoice_no": hand.number(told.invoice_no, "invoice"), "marks": hand.marks(told),
         "dated": told.shipped - timedelta(days=dice.choice((0, 4))),
         "originals": told.originals + dice.choice((0, 1)), "containers": hand.boxes(told),
         "seals": hand.sealed(told), "vessel": None,
         "credit_no": hand.number(told.credit_no, "credit") if told.credit_no else None},
    )  # fmt: skip


TITLES = {"SEA": "Bill of lading", "AIR": "Air waybill", "ROAD": "CMR"}


def _counted(told: Sale, hand: Writer) -> Facts:
    """The pieces, where a carrier counts them."""
    deal = _deal(told, hand, ordered=False)
    return {"quantity": deal["quantity"], "unit": deal["unit"]} if hand.dice.random() < 0.25 else {}


def _transport(told: Sale, dice: Random) -> Paper:
    hand, sea = _writer(told, dice), told.mode == "SEA"
    order = dice.choice(("TO ORDER", "To the order of shipper", "TO SHIPPER'S ORDER"))
    return _paper(
        Sheet.TRANSPORT, hand,
        {**_load(told, hand), **_voyage(told, hand), **_counted(told, hand),
         "title": TITLES[told.mode],
         "number": f"MEDU{dice.randint(10**6, 10**7)}", "dated": told.shipped,
         "shipped": told.shipped, "originals": 3 if sea else 1, "signed": True,
         "seller": hand.who(told.seller),
         "buyer": order if told.credit_no else hand.who(told.buyer, whole=True),
         "notify": hand.who(told.buyer, whole=True) if told.credit_no
         else dice.choice(("Same as consignee", hand.who(told.buyer))),
         "order_no": hand.number(told.order_no, "order"),
         "credit_no": hand.number(told.credit_no, "credit") if told.credit_no else None,
         "marks": hand.marks(told, box=True), "goods": hand.goods(told, general=True),
         "goods_code": told.lines[0].article.code[:6] if len(told.lines) == 1 else None,
         "destination": told.buyer.iso, "containers": hand.boxes(told) if sea else None,
         "seals": hand.sealed(told) if sea else None,
         "freight": "PREPAID" if told.incoterm in PAID else "COLLECT",
         **({"on_board": True, "clean": True, "on_deck": False, "charter": False,
             "transhipped": False} if sea else {})},
    )  # fmt: skip


def _cover(told: Sale, dice: Random) -> list[Paper]:
    if told.incoterm not in INSURED:
        return []
    hand = _writer(told, dice)
    least = told.total() * told.insured_percent / 100
    made = dice.choice((least.quantize(Decimal("0.01"), ROUND_CEILING),
                        least.quantize(Decimal(1), ROUND_CEILING),
                        (least / 100).quantize(Decimal(1), ROUND_CEILING) * 100))  # fmt: skip
    more = "Institute Cargo Clauses (A), Institute War and Strikes Clauses"
    clauses = dice.choice(("Institute Cargo Clauses (A)", "ICC (A)", "ICC A 1/1/09", more))
    return [
        _paper(
            Sheet.INSURANCE, hand,
            {**_load(told, hand), **_voyage(told, hand), "seller": hand.who(told.seller),
             "dated": told.shipped - timedelta(days=dice.choice((0, 2))), "signed": True,
             "originals": 2, "invoice_no": hand.number(told.invoice_no, "invoice"),
             "credit_no": hand.number(told.credit_no, "credit") if told.credit_no else None,
             "currency": told.currency, "amount": made, "marks": hand.marks(told, box=True),
             "goods": hand.goods(told, general=True), "clauses": hand.case(clauses), "m3": None,
             "to_order": True},
        )
    ]  # fmt: skip


def _official(told: Sale, dice: Random) -> list[Paper]:
    """The chamber's certificate and the customs declaration."""
    chamber, broker = _writer(told, dice), _writer(told, dice)
    kept = ("seller", "buyer", "quantity", "unit", "goods_code", "origin", "destination")
    deal = _deal(told, chamber, ordered=False)
    certificate = _paper(
        Sheet.ORIGIN, chamber,
        {**{name: deal[name] for name in kept}, **_load(told, chamber), "m3": None,
         "vessel": _voyage(told, chamber)["vessel"], "title": "Certificate of origin",
         "dated": min(told.presented, told.shipped + timedelta(days=dice.choice((-2, 0, 3)))),
         "signed": True,
         "originals": 1, "invoice_no": chamber.number(told.invoice_no, "invoice"),
         "credit_no": chamber.number(told.credit_no, "credit") if told.credit_no else None,
         "marks": chamber.marks(told), "goods": chamber.goods(told, general=True)},
    )  # fmt: skip
    deal = _deal(told, broker, ordered=False)
    declared = (*kept, "currency", "amount", "goods", "incoterm", "place")
    declaration = _paper(
        Sheet.DECLARATION, broker,
        {**{name: deal[name] for name in declared}, **_load(told, broker), "m3": None,
         "goods_code": told.lines[0].article.code if len(told.lines) == 1 else None,
         "vessel": _voyage(told, broker)["vessel"], "containers": broker.boxes(told),
         "seals": broker.sealed(told), "marks": broker.marks(told, box=True),
         "dated": told.shipped - timedelta(days=dice.choice((0, 1, 3))),
         "invoice_no": broker.number(told.invoice_no, "invoice")},
    )  # fmt: skip
    return [certificate, declaration]


def _draft(told: Sale, dice: Random) -> list[Paper]:
    if not told.credit_no:
        return []
    hand = _writer(told, dice)
    return [
        _paper(Sheet.DRAFT, hand,
               {"dated": told.presented, "signed": True, "seller": hand.who(told.seller),
                "invoice_no": hand.number(told.invoice_no, "invoice"),
                "credit_no": hand.number(told.credit_no, "credit"), "currency": told.currency,
                "amount": told.total(), "tenor": dice.choice(("AT SIGHT", "Sight", "à vue"))})
    ]  # fmt: skip


def _inspected(told: Sale, dice: Random) -> list[Paper]:
    """The certificate of whoever inspected or weighed the goods, now and then."""
    if dice.random() < 0.7:
        return []
    hand = _writer(told, dice)
    return [
        _paper(Sheet.OTHER, hand,
               {**_load(told, hand), "m3": None, "title": dice.choice(("Inspection certificate",
                                                                     "Certificat de pesage")),
                "dated": told.shipped - timedelta(days=dice.choice((0, 1))), "signed": True,
                "marks": hand.marks(told), "goods": hand.goods(told, general=True),
                "invoice_no": hand.number(told.invoice_no, "invoice"),
                "containers": hand.boxes(told), "seals": hand.sealed(told)})
    ]  # fmt: skip


def _credit(told: Sale, dice: Random) -> Terms:
    """What the bank wrote: capitals, English, no accents."""
    hand = _writer(told, dice, french=False)
    alone = told.lines[0] if len(told.lines) == 1 else None
    sheets = {Sheet.INVOICE: told.originals, Sheet.PACKING_LIST: told.originals,
              Sheet.TRANSPORT: 3, Sheet.ORIGIN: 1}  # fmt: skip
    if told.incoterm in INSURED:
        sheets[Sheet.INSURANCE] = 2
    words = [one.article.en for one in told.lines]
    shorter = [text.rsplit(", ", 1)[0] for text in words]
    about = dice.random() < 0.2
    amount = told.total()
    if about:
        amount = (amount * Decimal(dice.choice(("0.95", "1.04")))).quantize(Decimal("0.01"))
    port = {
        "FR": "ANY FRENCH PORT",
        "IT": "ANY ITALIAN PORT",
        "ES": "ANY SPANISH PORT",
        "PT": "ANY PORTUGUESE PORT",
        "TR": "ANY TURKISH PORT",
    }.get(told.loading[:2])
    return Terms(
        expiry=told.expiry, amount=Money(amount, told.currency), latest_shipment=told.latest,
        period=dice.choice((21, None)), about=about, counted=alone is not None
        and alone.article.unit != "KG", quantity=alone.sent if alone else None,
        unit_price=alone.price if alone and not about else None, incoterm=told.incoterm,
        partial_allowed=dice.random() < 0.3, transhipment_allowed=dice.random() < 0.3,
        freight="PREPAID" if told.incoterm in PAID else "COLLECT",
        applicant=plain(hand.who(told.buyer, whole=True)).upper(),
        beneficiary=plain(hand.who(told.seller, whole=True)).upper(),
        originals={one.value: count for one, count in sheets.items()},
        number=told.credit_no, place=plain(hand.port(told.place)).upper(),
        goods=plain("; ".join(dice.choice((words, shorter)))).upper(),
        loading_port=port if port and dice.random() < 0.3
        else plain(hand.port(told.loading)).upper(),
        discharge_port=plain(hand.port(told.discharge)).upper(),
        consignee=dice.choice(("TO ORDER OF SHIPPER", "TO ORDER", None)),
        notify=plain(hand.who(told.buyer, whole=True)).upper(),
        clauses="INSTITUTE CARGO CLAUSES (A)" if told.incoterm in INSURED else None,
        insured_percent=Decimal(told.insured_percent) if told.insured_percent > 110
        else None,
        origin=alone.article.origin if alone else None, tenor=dice.choice(("SIGHT", "AT SIGHT")),
    )  # fmt: skip

"""Letters about shipments, to forwarders and to those who wait for the goods."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from comptoir.letters.contexts.goods import spaced_code
from comptoir.letters.contexts.letterhead import TOWN_FIRST, country_name, text
from comptoir.letters.contexts.moving import Parcel
from comptoir.letters.contexts.wordings import incoterm_said
from comptoir.letters.gathering.asking import (
    Ask,
    Case,
    day,
    decimal,
    known,
    listed,
    one_of,
    parts,
    whole,
)
from comptoir.letters.gathering.kin import kin
from comptoir.letters.gathering.ports import port_name
from comptoir.records import Row
from comptoir.records.chain import free_until
from comptoir.records.customs_claims import PAPER
from comptoir.records.lists import MODE
from comptoir.rules.days import add_working_days, calendar
from comptoir.rules.documents import paper_name
from comptoir.rules.equipment import box
from comptoir.rules.free_time import UnreadableSlabs, slabs
from comptoir.rules.incoterms import Edition, Incoterm, Leg, cover, payer
from comptoir.rules.money import Money
from comptoir.wording import Said

Facts = dict[str, object]
_ANSWER_DAYS = 3
_AUTHORITY_DAYS = 30
_TRANSPORT = {
    "SEA": "SEA_WAYBILL_OR_BL",
    "AIR": "AWB",
    "ROAD": "CMR",
    "RAIL": "CIM",
    "COURIER": "COURIER_AWB",
    "RIVER": "INLAND_BL",
    "MULTI": "MULTIMODAL_BL",
}
_BANKED = {"LC", "DP", "DA"}
_ORIGINALS = 3


@dataclass(frozen=True, slots=True)
class Consignment:
    """A shipment as letters tell it: *days* by milestone as known now, *done* those that happened.

    *notes* say why a step moved.
    """

    row: Row
    lines: tuple[Row, ...]
    boxes: tuple[Row, ...]
    names: tuple[str, ...]
    codes: tuple[str, ...]
    origins: tuple[str, ...]
    orders: tuple[Row, ...]
    days: dict[str, date]
    done: frozenset[str]
    notes: tuple[str, ...]

    @property
    def ref(self) -> str:
        return str(self.row["ref"])

    @property
    def packages(self) -> int:
        return whole(self.row, "packages") or sum(whole(one, "packages") for one in self.lines)

    @property
    def gross_kg(self) -> Decimal:
        summed = sum((decimal(one, "gross_kg") for one in self.lines), Decimal(0))
        return decimal(self.row, "gross_kg") or summed

    @property
    def m3(self) -> Decimal:
        return decimal(self.row, "m3") or sum((decimal(o, "m3") for o in self.lines), Decimal(0))

    @property
    def sold(self) -> bool:
        return self.row.get("flow") == "EXP"

    @property
    def value(self) -> Money | None:
        """What the goods are worth, where they are all priced in one currency."""
        currencies = {str(one.get("currency")) for one in self.lines if one.get("value")}
        if len(currencies) != 1:
            return None
        amount = sum((decimal(one, "value") for one in self.lines), Decimal(0))
        return Money(amount, currencies.pop()).rounded()

    @property
    def order_refs(self) -> str:
        """The partner's references of its orders, or ours."""
        return ", ".join(text(one, "their_ref") or str(one["ref"]) for one in self.orders)


def consignments(case: Case, order: str = "") -> list[Consignment]:
    """The shipments that an order travels in, in order."""
    ref = order or str(case.row["ref"])
    return [
        consignment(case.ask, case.ask("shipment")[key], case.lang)
        for key in kin("shipment", ref, case.ask)
        if key in case.ask("shipment")
    ]


def consignment(ask: Ask, row: Row, lang: str) -> Consignment:
    """All that is known of a shipment."""
    ref = row["ref"]
    lines = tuple(parts(ask, "shipment_line", "shipment", ref))
    of, products = ask("order_line"), ask("product")
    sold = [of.get(str(one.get("order_line")), {}) for one in lines]
    goods = [products.get(str(one.get("product")), {}) for one in sold]
    steps = parts(ask, "milestone", "shipment", ref)
    found: dict[str, date] = {}
    for step in steps:
        when = day(step, "actual") or day(step, "expected") or day(step, "planned")
        if when:
            found[str(step["kind"])] = when
    codes = (text(line, "goods_code") or text(of_, "goods_code")
             for line, of_ in zip(lines, goods, strict=True))  # fmt: skip
    origins = (text(line, "origin") or text(of_, "origin")
               for line, of_ in zip(lines, goods, strict=True))  # fmt: skip
    orders = dict.fromkeys(str(one["order"]) for one in sold if one)
    return Consignment(
        row=row,
        lines=lines,
        boxes=tuple(parts(ask, "container", "shipment", ref)),
        names=tuple(
            text(of_, f"name_{lang}") or text(line, "description") or text(of_, "name_en")
            for line, of_ in zip(lines, goods, strict=True)
        ),
        codes=tuple(dict.fromkeys(spaced_code(one) for one in codes if one)),
        origins=tuple(dict.fromkeys(country_name(one, lang) for one in origins if one)),
        orders=tuple(ask("order")[one] for one in orders if one in ask("order")),
        days=found,
        done=frozenset(str(one["kind"]) for one in steps if day(one, "actual")),
        notes=tuple(text(one, "note") for one in steps if text(one, "note")),
    )


def of(case: Case) -> Consignment:
    """The shipment a letter is about."""
    return consignment(case.ask, case.row, case.lang)


def incoterm(row: Row) -> str:
    return incoterm_said(row.get("incoterm"), row.get("place"), row.get("edition"))


def ends(case: Case, told: Consignment) -> Facts:
    """Where the goods are loaded and discharged: ports, or towns by road and rail."""
    here, there = _town(case.head.us, case.lang), _town(_partner(case, told), case.lang)
    first, last = (here, there) if told.sold else (there, here)
    return known(
        pol=port_name(text(told.row, "loading_port"), case.lang) or first,
        pod=port_name(text(told.row, "discharge_port"), case.lang) or last,
    )


def _partner(case: Case, told: Consignment) -> Row:
    return case.ask("party").get(text(told.row, "party"), {})


def _town(row: Row, lang: str) -> str:
    order = ("city", "postcode") if row.get("country") in TOWN_FIRST else ("postcode", "city")
    place = " ".join(text(row, one) for one in order if text(row, one))
    land = country_name(text(row, "country"), lang)
    return f"{place} ({land})" if land else place


def vessel(told: Consignment) -> str:
    return " / ".join(one for one in (text(told.row, "vessel"), text(told.row, "voyage")) if one)


def document(told: Consignment) -> str:
    """The kind of transport document a shipment travels under."""
    mode = text(told.row, "mode")
    if mode == "SEA" and told.row.get("payment") in _BANKED:
        return "BL_ORIGINALS"
    return _TRANSPORT.get(mode, "SEA_WAYBILL_OR_BL")


def papers(case: Case, told: Consignment) -> tuple[str, ...]:
    """The papers that go with a shipment: the usual three, then the others that are there."""
    usual = ("INVOICE", "PACKING_LIST", document(told))
    names = [case.words(Said(paper_name(one))) for one in usual]
    names += [
        text(row, "title") or PAPER.words(case.lang)[str(row["paper"])]
        for row in parts(case.ask, "document", "shipment", told.row["ref"])
        if (row.get("received") or row.get("checked") or row.get("sent"))
        and not row.get("waived")
        and str(row["paper"]) in _TRAVELLING
    ]
    return tuple(dict.fromkeys(names))


_TRAVELLING = {
    *_TRANSPORT.values(),
    "BL_ORIGINALS",
    "INVOICE",
    "PACKING_LIST",
    "A_TR",
    "EUR_1",
    "ORIGIN_DECLARATION",
    "STATEMENT_ON_ORIGIN",
    "SUPPLIER_ORIGIN_PROOF",
    "CERTIFICATE_OF_ORIGIN",
    "INSURANCE_CERTIFICATE",
    "PHYTO",
    "ISPM15",
    "CITES",
    "IMO_DGD",
    "IATA_DGD",
    "ADR_DOC",
    "RID_DOC",
    "ADN_DOC",
    "OTHER",
}
"""Papers that go with the goods or to the partner; the others stay in our file."""


def freight_request(case: Case) -> Facts:
    told = of(case)
    here, there = _town(case.head.us, case.lang), _town(_partner(case, told), case.lang)
    ready = told.days.get("READY") or told.days.get("PICKED_UP") or told.days.get("DEPARTED")
    size = case.words(Said("to be confirmed"))
    parcel = Parcel(count=told.packages, kind=case.words(Said("packages")), size=size,
                    gross_kg=told.gross_kg)  # fmt: skip
    dangerous = case.words(Said("yes, see the declaration")) if told.row.get("dangerous") else ""
    return {
        "pickup": here if told.sold else there,
        "delivery": there if told.sold else here,
        "mode": MODE.words(case.lang).get(text(told.row, "mode"), ""),
        "incoterm": incoterm(told.row),
        "stackable": False,
        "dangerous": dangerous,
        "answer_by": add_working_days(case.day, _ANSWER_DAYS, calendar("FR")),
        **known(
            ready=ready,
            goods=listed(told.names, case),
            parcels=(parcel,) if told.packages else (),
            volume_m3=told.m3 or None,
            gross_kg=told.gross_kg or None,
            value=told.value,
        ),
    }


def shipping_instruction(case: Case) -> Facts:
    told, partner = of(case), _partner(case, of(case))
    us = case.head.us
    buyer, seller = (partner, us) if told.sold else (us, partner)
    to_order = told.row.get("payment") == "LC" and text(told.row, "mode") == "SEA"
    bank = case.words(Said("to the order of the issuing bank"))
    name = _called(buyer, case.lang)
    return {
        "shipment_ref": told.ref,
        "shipper": _called(seller, case.lang),
        "consignee": bank if to_order else name,
        "notify": name,
        "marks": " / ".join(
            one for one in (text(buyer, "name"), told.order_refs, f"1-{told.packages}") if one
        ),
        "incoterm": incoterm(told.row),
        "freight": case.words(_freight(told.row)),
        "document_kind": case.words(Said(paper_name(document(told)))),
        "originals": _ORIGINALS if document(told) == "BL_ORIGINALS" else 1,
        "insurance": case.words(_insurance(told)),
        **ends(case, told),
        **_weighed(case, told),
        **_credit(case, told),
    }


def _called(row: Row, lang: str) -> str:
    return f"{text(row, 'name')}, {_town(row, lang)}"


def _weighed(case: Case, told: Consignment) -> Facts:
    return known(
        goods=listed(told.names, case),
        goods_code=", ".join(told.codes),
        packages=told.packages or None,
        gross_kg=told.gross_kg or None,
        volume_m3=told.m3 or None,
        value=told.value,
    )


def _credit(case: Case, told: Consignment) -> Facts:
    """The credit of the shipment's order, where the desk keeps credits."""
    refs = {str(one["ref"]) for one in told.orders}
    credit = next((row for row in case.ask("credit").values() if row.get("order") in refs), {})
    return known(
        credit_ref=text(credit, "number") or text(credit, "ref"),
        latest_shipment=day(credit, "latest_shipment"),
    )


def _freight(row: Row) -> Said:
    """Prepaid where the seller pays the main carriage, else collect."""
    rule = Incoterm[str(row["incoterm"])]
    paid = payer(rule, Leg.MAIN_CARRIAGE).by_seller
    return Said("prepaid") if paid else Said("collect")


def _insurance(told: Consignment) -> Said:
    rule = Incoterm[str(told.row["incoterm"])]
    edition = Edition(int(str(told.row.get("edition") or 2020)))
    clauses = cover(rule, edition)
    if clauses is not None:
        return Said("110 %, Institute Cargo Clauses ({clauses}), by the seller", clauses=clauses)
    if payer(rule, Leg.MAIN_CARRIAGE).by_seller:
        return Said("by the seller, for his own risk")
    return Said("by the buyer")


def booking(case: Case) -> Facts:
    told = of(case)
    sea = text(told.row, "mode") == "SEA"
    sizes = [text(one, "kind") for one in told.boxes]
    boxes = ", ".join(
        f"{sizes.count(one)} × {box(one).name}" for one in dict.fromkeys(sizes) if one
    )
    groupage = case.words(Said("groupage (LCL)") if sea else Said("general cargo"))
    return {
        "shipment_ref": told.ref,
        "vessel": vessel(told) or case.words(Said("next departure")),
        "equipment": boxes or groupage,
        "vgm_cutoff": told.days.get("VGM_CUT_OFF"),
        "cargo_cutoff": told.days.get("CARGO_CUT_OFF"),
        **ends(case, told),
        **known(
            sailing=told.days.get("DEPARTED"),
            goods=listed(told.names, case),
            gross_kg=told.gross_kg or None,
        ),
    }


def shipping_advice(case: Case) -> Facts:
    told = of(case)
    boxes = [", ".join(one for one in (text(b, "number"), text(b, "seal")) if one)
             for b in told.boxes]  # fmt: skip
    forwarder = case.ask("party").get(text(told.row, "forwarder"), {})
    return {
        "order_ref": told.order_refs or told.ref,
        "containers": "; ".join(boxes),
        "documents": papers(case, told),
        **ends(case, told),
        **known(
            transport_doc=text(told.row, "transport_doc"),
            carrier=vessel(told) or text(forwarder, "name"),
            departed=told.days["DEPARTED"] if "DEPARTED" in told.done else None,
            arrives=told.days.get("ARRIVED") or told.days.get("DELIVERED"),
            packages=told.packages or None,
            gross_kg=told.gross_kg or None,
        ),
    }


def arrival_notice(case: Case) -> Facts:
    """The first container not yet taken out, its free time, and an appointment before its end."""
    told = of(case)
    waiting = [one for one in told.boxes if not one.get("taken")] or list(told.boxes)
    which = waiting[0] if waiting else {}
    came = told.days["ARRIVED"] if "ARRIVED" in told.done else None
    arrived = day(which, "discharged") or came
    last = free_until(arrived, told.row.get("free_days"), told.row.get("free_time"),
                      told.row.get("discharge_port"))  # fmt: skip
    wanted = max(case.day, last - timedelta(days=2)) if last else None
    return {
        "hours": case.ours("opening_hours"),
        "demurrage": _a_day(told.row),
        "place": _called(case.head.us if not told.sold else _partner(case, told), case.lang),
        **known(
            transport_doc=text(told.row, "transport_doc"),
            container=text(which, "number"),
            arrived=arrived,
            free_until=last,
            wanted_on=wanted,
        ),
    }


def _a_day(row: Row) -> Money | None:
    """What the first day past free time costs."""
    with suppress(UnreadableSlabs):
        if row.get("slabs"):
            return slabs(text(row, "slabs"), text(row, "slab_currency") or "EUR")[0].per_day
    return None


def pre_alert(case: Case) -> Facts:
    told = of(case)
    which = told.boxes[0] if told.boxes else {}
    notify = _called(_partner(case, told) if told.sold else case.head.us, case.lang)
    return {
        "vessel": vessel(told),
        "container": text(which, "number"),
        "seal": text(which, "seal"),
        "vgm_kg": sum((decimal(one, "vgm_kg") for one in told.boxes), Decimal(0)) or None,
        "documents": papers(case, told),
        "instructions": case.words(Said("deliver to {party}", party=notify)),
        **known(
            transport_doc=text(told.row, "transport_doc"),
            departed=told.days.get("DEPARTED"),
            arrives=told.days.get("ARRIVED") or told.days.get("DELIVERED"),
        ),
    }


def authority(case: Case) -> Facts:
    """A power to fetch the goods of a shipment and to sign for them."""
    told = of(case)
    number = text(told.row, "transport_doc")
    powers = [Said("collect container {number}", number=one["number"]) for one in told.boxes]
    powers += [
        *([] if powers else [Said("collect the goods")]),
        Said("sign the delivery order"),
        Said("note reservations at delivery, and notify us of them the same day"),
    ]
    return {
        "given_to": text(case.head.to, "name"),
        "powers": tuple(case.words(one) for one in powers),
        "starts": case.day,
        "ends": case.day + timedelta(days=_AUTHORITY_DAYS),
        "about": case.words(Said("{paper} {number}", number=number,
                                 paper=Said(paper_name(document(told))))) if number else told.ref,
    }  # fmt: skip


def forwarder(case_ask: Ask, row: Row) -> str:
    """Whom letters about a shipment go to."""
    return text(row, "forwarder") or one_of(case_ask, "FORWARDER")

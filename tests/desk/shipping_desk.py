"""A desk with two containers ordered from Shanghai and a sale to Jeddah, for the shipment tests."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from comptoir.desk import shipping
from comptoir.rules.numbers.declarations import mrn_check_digit
from seated import on

FIRST_17 = "26FR00CD123456789"
MRN = FIRST_17 + mrn_check_digit(FIRST_17)
DEPARTS, ARRIVES = date(2026, 9, 28), date(2026, 11, 2)


def trade(stored):
    """Parties, goods, duty rates, and two orders; the references of the orders."""
    for code, role, name, country in (
        ("QINGHUA", "SUPPLIER", "Qinghua Ceramics", "CN"),
        ("RASHID", "CUSTOMER", "Al Rashid Trading", "SA"),
        ("SEABRIDGE", "FORWARDER", "SeaBridge", "BE"),
        ("RHONEAIR", "FORWARDER", "Rhône Air", "FR"),
        ("FABRE", "BROKER", "Fabre en douane", "FR"),
    ):
        stored("party", {"code": code, "role": role, "name": name, "country": country})
    stored("product", {"sku": "BOL", "name_en": "Porcelain bowl", "goods_code": "69111000",
                       "origin": "CN", "unit": "PCE", "net_kg": Decimal("0.34"),
                       "gross_kg": Decimal("0.45")})  # fmt: skip
    for currency, source, day, value in (
        ("USD", "CUSTOMS", date(2026, 11, 1), "1.16"),
        ("USD", "ECB", date(2026, 9, 1), "1.15"),
        ("XDR", "TYPED", date(2026, 9, 1), "0.833333"),
    ):
        stored("rate", {"currency": currency, "source": source, "day": day,
                        "value": Decimal(value)})  # fmt: skip
    stored("tariff", {"goods_code": "6911", "origin": None, "since": date(2026, 1, 1),
                      "duty": "6 %", "anti_dumping": Decimal("13.1"),
                      "source": "TARIC"})  # fmt: skip
    bought = stored("order", {
        "party": "QINGHUA", "flow": "IMP", "ordered": date(2026, 8, 3), "incoterm": "FOB",
        "place": "Shanghai", "currency": "USD", "mode": "SEA", "status": "CONFIRMED",
    })[0]  # fmt: skip
    line = {"order": bought, "product": "BOL"}
    stored("order_line", {**line, "quantity": Decimal(40000), "price": Decimal("2.35")},
           {**line, "quantity": Decimal(10000), "price": Decimal("2.10")})  # fmt: skip
    sold = stored("order", {
        "party": "RASHID", "flow": "EXP", "ordered": date(2026, 10, 1), "incoterm": "CIP",
        "place": "Jeddah", "currency": "USD", "mode": "AIR", "terms": "LC SIGHT",
        "destination": "SA", "status": "CONFIRMED",
    })[0]  # fmt: skip
    stored("order_line", {"order": sold, "product": "BOL", "quantity": Decimal(500),
                          "price": Decimal(11)})  # fmt: skip
    return bought, sold


def shipped(desk, bought):
    """The whole import order in one shipment of two containers, planned; its reference."""
    with desk(date(2026, 9, 1)).deed("new") as deed:
        ref = shipping.new_shipment(
            deed, [bought], forwarder="SEABRIDGE", loading_port="CNSHA", discharge_port="FRLEH",
            gross_kg=Decimal(22500), m3=Decimal(55), free_days=7, free_time="WORKING",
            slabs="5 x 60; 95", freight=Decimal(4800),
        )  # fmt: skip
        deed.add("container", [
            {"shipment": ref, "number": "CSQU3054383", "kind": "45G1"},
            {"shipment": ref, "number": "MSCU6639870", "kind": "22G1"},
        ])  # fmt: skip
        shipping.plan_milestones(deed, ref, DEPARTS, ARRIVES)
    return ref


@pytest.fixture
def desk(engine, tmp_path):
    return lambda day: on(engine, tmp_path, day)


@pytest.fixture
def orders(stored):
    return trade(stored)


@pytest.fixture
def imported(desk, orders):
    return shipped(desk, orders[0])


def row(desk, record, key):
    return desk.look().rows(record)[key]


def line(book, record, key):
    return next(one for one in book.lines[record] if one["ref"] == key)

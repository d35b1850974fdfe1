"""A desk that sells pumps and bowls abroad, for the tests of invoices, payments and credits."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import partial

import seated

on = partial(seated.on, firm="Vallon & Cie")
"""Somebody at the desk of the firm that sells."""
TOWNS = {"SA": ("Jeddah", None), "DE": ("Köln", "DE89370400440532013000"), "FR": ("Lille", None)}


def partners(stored):
    """Us, a customer outside the Union, one in Germany, one in France; goods; rates."""
    stored("party", {
        "code": "VALLON", "role": "US", "name": "Vallon & Cie SAS", "country": "FR",
        "address": "12 rue des Tonneliers", "postcode": "69003", "city": "Lyon", "language": "fr",
        "vat": "FR40303265045", "registration": "303 265 045", "iban":
        "FR7630006000011234567890189", "bic": "AGRIFRPP",
    })  # fmt: skip
    for code, name, country, terms, vat in (
        ("RASHID", "Al Rashid Trading Co", "SA", "LC SIGHT", None),
        ("KELLER", "Keller Küchen GmbH", "DE", "NET 30", "DE136695976"),
        ("BRUNEL", "Brunel Distribution SARL", "FR", "45 jours fin de mois", "FR83404833048"),
    ):
        town, iban = TOWNS[country]
        stored("party", {"code": code, "role": "CUSTOMER", "name": name, "country": country,
                         "terms": terms, "vat": vat, "language": "en", "city": town,
                         "iban": iban})  # fmt: skip
    stored("product", {
        "sku": "POMPE", "name_en": "Centrifugal pump DN 50", "name_fr": "Pompe centrifuge DN 50",
        "goods_code": "84137051", "origin": "FR", "unit": "PCE", "net_kg": Decimal(18),
        "gross_kg": Decimal("19.5"), "per_package": 4,
    })  # fmt: skip


def sale(stored, party="RASHID", **but):
    """A confirmed sale of 120 pumps at 412.50; its reference."""
    [ref] = stored("order", {
        "party": party, "flow": "EXP", "ordered": date(2026, 9, 1), "incoterm": "CIF",
        "place": "Jeddah", "currency": "EUR", "mode": "SEA", "status": "CONFIRMED",
        "their_ref": "PO-4500", "destination": "SA", "terms": "LC SIGHT",
        "confirmed": date(2026, 9, 3), "committed": date(2026, 10, 20), **but,
    })  # fmt: skip
    stored("order_line", {"order": ref, "product": "POMPE", "quantity": Decimal(120),
                          "price": Decimal("412.50"), "net_kg": Decimal(2160),
                          "gross_kg": Decimal(2340), "packages": 30})  # fmt: skip
    return ref


PAPERS = {
    "PACKING_LIST": {"packages": "30", "gross_kg": "2340", "net_kg": "2160", "dated": "2026-10-18",
                     "marks": "RASHID 1-30", "originals": "2"},
    "TRANSPORT": {"packages": "30", "gross_kg": "2304", "freight": "PREPAID", "on_board": "yes",
                  "marks": "RASHID/1-30", "clean": "yes", "originals": "3", "signed": "yes",
                  "loading_port": "Le Havre", "discharge_port": "Djeddah", "shipped": "2026-10-19",
                  "seller": "VALLON ET CIE", "buyer": "TO ORDER OF SHIPPER",
                  "notify": "AL RASHID TRADING CO, JEDDAH", "goods": "PUMPS"},
    "INSURANCE": {"amount": "54450", "currency": "EUR", "dated": "2026-10-18", "signed": "yes",
                  "clauses": "Institute Cargo Clauses (A)", "to_order": "yes", "originals": "1"},
    "ORIGIN": {"origin": "FR", "goods": "PUMPS", "signed": "yes", "originals": "2",
               "dated": "2026-10-19"},
    "INVOICE": {"originals": "3", "credit_no": "LC-7781/2026"},
    "DRAFT": {"amount": "49500", "currency": "EUR", "tenor": "AT SIGHT", "signed": "yes"},
}  # fmt: skip
"""What each paper of that sale says; the bill of lading has two digits of the weight turned."""

"""The letters of the demonstration: what the firm's papers say of it, and one deal's whole set."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from pathlib import Path

from comptoir.demo.trade import rounded
from comptoir.desk import Desk
from comptoir.desk.deed import Deed
from comptoir.desk.writing import Set, write_set
from comptoir.records import Row

FIRM = """
[firm]
legal_form = "SAS"
capital = "150000"
register_town = "Lyon"
insurance_policy = "AM-2026-771"
opening_hours = "8:00-12:00, 13:30-17:00"
activity.fr = "négoce d'articles de cuisine et de table"
activity.en = "trade in kitchen and table ware"
strengths.fr = "fabrication française, garantie trente ans; livraison en dix jours dès une palette"
strengths.en = "made in France, thirty-year guarantee; delivery in ten days from one pallet"
survey = "vaucanson.example/avis"

[people.Anna]
name = "Anna Mercier"
job = { fr = "Assistante import-export", en = "Import-export assistant" }
phone = "+33 4 72 00 00 01"
email = "anna.mercier@vaucanson.example"

[people.Bilal]
name = "Bilal Haddad"
job = { fr = "Assistant import-export", en = "Import-export assistant" }
phone = "+33 4 72 00 00 02"
email = "bilal.haddad@vaucanson.example"
"""


def introduce(settings: Path) -> None:
    """Add to a desk's settings what its letters say of the firm and of who signs."""
    settings.write_text(settings.read_text("utf-8") + FIRM, "utf-8")


def correspond(deed: Deed) -> None:
    """The bank and EORI of the firm, a supplier's offer above his last price, a credit note."""
    deed.change("party", "MV", {"eori": "FR84213957800017", "bic": "CRHOFRPP",
                                "bank": "Banque du Crédit Rhodanien"})  # fmt: skip
    _dear_offer(deed)
    _credit_note(deed)
    deed.add("mail_rule", [{"sender": "@salons-pro.example", "subject_words": "newsletter",
                            "learnt": deed.today - timedelta(days=30),
                            "note": "Lettre d'information : rien à classer"}])  # fmt: skip
    if not deed.rows("credit"):
        _letter_of_credit(deed)
    if not deed.rows("visit"):
        _call(deed)


def _dear_offer(deed: Deed) -> None:
    products = deed.rows("product")
    [offer] = deed.add("offer", [{
        "party": "WEIHONG", "flow": "IMP", "status": "SENT", "subject": "Inox 2027",
        "offered": deed.today - timedelta(days=6), "valid_until": deed.today + timedelta(days=24),
        "their_ref": "QT-8841", "incoterm": "FOB", "place": "Ningbo", "edition": "2020",
        "mode": "SEA", "currency": "USD", "terms": "DEP 30 BAL", "lead_days": 60, "version": 1,
    }])  # fmt: skip
    last = Decimal(str(products["SAU-SET"]["cost_price"]))
    deed.add("offer_line", [{"offer": offer, "product": "SAU-SET", "quantity": Decimal(480),
                             "unit": "SET", "price": last + Decimal("3.40")}])  # fmt: skip


def _credit_note(deed: Deed) -> None:
    """Two pieces that came chipped, credited on the last sale inside the Union."""
    sales = [row for row in deed.rows("invoice").values()
             if row["kind"] == "SALE" and row.get("vat_case") == "EU_SUPPLY"]  # fmt: skip
    sale = sales[-1]
    lines = [row for row in deed.rows("order_line").values() if row["order"] == sale["order"]]
    line, two = lines[0], Decimal(2)
    off = Decimal(str(line.get("discount") or 0))
    amount = rounded(two * Decimal(str(line["price"])) * (100 - off) / 100, sale["currency"])
    note: Row = {
        "party": sale["party"], "kind": "CREDIT_NOTE", "status": "ISSUED", "order": sale["order"],
        "corrects": sale["ref"], "issued": deed.today, "currency": sale["currency"],
        "net": -amount, "vat": Decimal(0), "vat_case": "EU_SUPPLY", "terms": sale.get("terms"),
        "note": "Deux pièces ébréchées",
    }  # fmt: skip
    [ref] = deed.add("invoice", [note])
    deed.add("invoice_line", [{
        "invoice": ref, "order_line": line["ref"], "product": line["product"], "quantity": two,
        "unit": line["unit"], "price": line["price"], "discount": off,
    }])  # fmt: skip


def _letter_of_credit(deed: Deed) -> None:
    """The credit of the latest sale to America, two of its documents, one change asked."""
    sold = [row for row in deed.rows("order").values()
            if row["party"] == "MARLOWE" and row["status"] in {"SHIPPED", "DELIVERED"}]  # fmt: skip
    order = sold[-1]
    lines = [row for row in deed.rows("order_line").values() if row["order"] == order["ref"]]
    amount = sum((_line_amount(row) for row in lines), Decimal(0))
    [credit] = deed.add("credit", [{
        "party": "MARLOWE", "order": order["ref"], "status": "TO_AMEND", "number": "NY-LC-771204",
        "issued": order["ordered"], "currency": order["currency"],
        "amount": rounded(amount, order["currency"]),
        "expiry": deed.today + timedelta(days=40), "expiry_place": "Lyon",
        "latest_shipment": deed.today + timedelta(days=15), "issuing_bank": "Hudson Trust",
        "advising_bank": "Banque du Crédit Rhodanien",
    }])  # fmt: skip
    deed.add("credit_paper", [
        {"credit": credit, "paper": "INVOICE", "originals": 3, "copies": 2,
         "wording": "SIGNED COMMERCIAL INVOICE IN 3 ORIGINALS"},
        {"credit": credit, "paper": "OTHER", "title": "Beneficiary's certificate", "originals": 1,
         "wording": "BENEFICIARY'S CERTIFICATE STATING THAT ONE SET OF NON-NEGOTIABLE DOCUMENTS"
                    " HAS BEEN SENT TO THE APPLICANT WITHIN 3 DAYS AFTER SHIPMENT"},
    ])  # fmt: skip
    deed.add("amendment", [{
        "credit": credit, "status": "ASKED", "asked": deed.today, "field": "transhipment",
        "old": "NOT ALLOWED", "new": "ALLOWED", "why": "No direct line in December",
    }])  # fmt: skip


def _line_amount(line: Row) -> Decimal:
    off = Decimal(str(line.get("discount") or 0))
    return Decimal(str(line["quantity"])) * Decimal(str(line["price"])) * (100 - off) / 100


def _call(deed: Deed) -> None:
    deed.add("visit", [{
        "party": "WEIHONG", "kind": "CALL", "status": "DONE", "owner": "Anna",
        "day": deed.today - timedelta(days=3), "about": "Retard des sauteuses inox",
        "present": "Anna Mercier, Ling Wei",
        "said": "The press has been repaired\nHalf of the sets are ready",
        "decisions": f"Ship the ready half | Ling Wei | {deed.today + timedelta(days=4):%d/%m/%Y}",
        "next_on": deed.today + timedelta(days=7),
    }])  # fmt: skip


def write_papers(desk: Desk) -> Set:
    """The whole set of papers of the latest sale outside the Union that is shipped and billed."""
    look = desk.look()
    abroad = [
        str(row["order"])
        for row in look.rows("invoice").values()
        if row["kind"] == "SALE" and row.get("vat_case") == "EXPORT" and row.get("order")
    ]
    return write_set(desk, abroad[-1])

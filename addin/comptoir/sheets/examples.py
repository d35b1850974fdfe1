"""What could be typed in a field: the example that the hint of its column shows."""

from __future__ import annotations

from decimal import Decimal

from comptoir.records import RECORDS, Composed, Field, Keying, Link, Plain, Record
from comptoir.records.declared import Numbered, Within
from comptoir.records.kinds import EXAMPLE_DAY, Choice, Code, Day, Flag, Quantity, Text, Whole
from comptoir.sheets.choices import listed
from comptoir.wording import mark, shown, translated

SAMPLES = {
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
        return f"INTAKE {EXAMPLE_DAY.year}"
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

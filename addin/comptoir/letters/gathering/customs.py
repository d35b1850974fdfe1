"""Letters about customs: the mandate to a broker, the proof of exit, papers asked for."""

from __future__ import annotations

from datetime import timedelta

from comptoir.letters.contexts.letterhead import text
from comptoir.letters.contexts.wordings import vat_wording
from comptoir.letters.gathering.asking import Ask, Case, day, known, listed, one_of, parts
from comptoir.letters.gathering.kin import kin
from comptoir.letters.gathering.transport import Consignment, consignments, incoterm, of, papers
from comptoir.records import Row
from comptoir.records.customs_claims import PAPER, PAPER_DUE
from comptoir.rules.clearance import exit_clock
from comptoir.wording import Said

Facts = dict[str, object]
_ANSWER = timedelta(days=10)
_TARIC = 10
_FLOWS = {"fr": ("d'exportation", "d'importation"), "en": ("export", "import")}


def broker(ask: Ask, shipment: object) -> str:
    """Who declares a shipment: its declaration's broker, else the desk's only one."""
    named = [text(row, "broker") for row in parts(ask, "declaration", "shipment", shipment)]
    return next((one for one in named if one), "") or one_of(ask, "BROKER")


def broker_instruction(case: Case) -> Facts:
    told = of(case)
    declared = next(iter(case.parts("declaration", "shipment")), {})
    since = day(declared, "mandated")
    standing = Said("Mandate of {day}.", day=since) if since else Said("Mandate for this shipment.")
    return {
        "shipment_ref": told.ref,
        "flow": _FLOWS[case.lang][0 if told.sold else 1],
        "direct": declared.get("representation") != "INDIRECT",
        "mandate": case.words(standing),
        "incoterm": incoterm(told.row),
        "vat_regime": _vat(case, told),
        "documents": papers(case, told),
        "warnings": tuple(case.words(one) for one in _to_check(case, told)),
        **known(
            goods=listed(told.names, case),
            goods_code=", ".join(told.codes),
            origin=", ".join(told.origins),
            value=told.value,
            packages=told.packages or None,
            gross_kg=told.gross_kg or None,
        ),
    }


def _vat(case: Case, told: Consignment) -> str:
    if told.sold:
        return vat_wording("EXPORT", case.lang)
    return case.words(Said("self-assessed import VAT (CGI art. 1695 II)"))


def _to_check(case: Case, told: Consignment) -> list[Said]:
    """What the broker must look at before he declares."""
    found: list[Said] = []
    short = [code for code in told.codes if len(code.replace(" ", "")) < _TARIC]
    if not told.sold and short:
        found.append(Said("complete the code to ten digits: {codes}", codes=", ".join(short)))
    goods = {text(case.ask("order_line").get(str(one.get("order_line")), {}), "product")
             for one in told.lines}  # fmt: skip
    rows = [case.ask("product").get(sku, {}) for sku in goods]
    if not told.sold and any(row.get("cbam") for row in rows):
        found.append(Said("CBAM goods: the declarant's authorisation is wanted"))
    if any(row.get("eudr") for row in rows):
        found.append(Said("deforestation regulation: due diligence reference wanted"))
    if told.sold and any(row.get("dual_use") for row in rows):
        found.append(Said("dual-use goods: check whether a licence is needed"))
    if told.row.get("dangerous"):
        found.append(Said("dangerous goods: the declaration travels with them"))
    return found


def exit_proof(case: Case) -> Facts:
    """The clock of the proof of exit, from the release."""
    released = day(case.row, "released")
    invoices = kin("invoice", str(case.row["ref"]), case.ask)
    if released is None:
        return known(mrn=text(case.row, "mrn"), invoice=", ".join(invoices),
                     answer_by=case.day + _ANSWER)  # fmt: skip
    clock = {one.code: one.day for one in exit_clock(released)}
    return {
        "released": released,
        "days": (case.day - released).days,
        "first_limit": clock["FOLLOW_UP"],
        "last_limit": clock["VAT_RISK"],
        "answer_by": case.day + _ANSWER,
        **known(mrn=text(case.row, "mrn"), invoice=", ".join(invoices)),
    }


def document_request(case: Case) -> Facts:
    """The first paper that the partner owes us for an order and has not sent."""
    owed = next(iter(_owed(case)), {})
    name = text(owed, "title") or PAPER.words(case.lang).get(text(owed, "paper"), "")
    wanted = text(owed, "due_at")
    needed = day(owed, "due")
    return {
        "order_ref": text(case.row, "their_ref") or str(case.row["ref"]),
        "reason": PAPER_DUE.words(case.lang).get(wanted, ""),
        "needed_by": max(needed, case.day + timedelta(days=3)) if needed else case.day + _ANSWER,
        **known(paper=name),
    }


def _owed(case: Case) -> list[Row]:
    missing = [
        row
        for one in consignments(case)
        for row in parts(case.ask, "document", "shipment", one.row["ref"])
        if not (row.get("received") or row.get("waived"))
    ]
    return sorted(missing, key=lambda row: (row.get("owner") != "PARTNER", str(row.get("due"))))

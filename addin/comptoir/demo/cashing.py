"""What people did with the money of the demonstration: a statement, a dispute, a credit, papers.

Done by the deeds themselves, as an assistant would, in the save that made the demonstration.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from comptoir.desk import crediting, examining, invoicing, statements, writing_off
from comptoir.desk.deed import Deed
from comptoir.records import Row
from comptoir.records.credit_words import said_value
from comptoir.rules.money import Money
from comptoir.sheets.imports.statements import Counted


def cash_up(deed: Deed) -> None:
    """The last statement of the bank, one dispute, the credits of the orders paid by credit."""
    _statement(deed)
    _dispute(deed)
    _write_off(deed)
    _credits(deed)


def _open_sales(deed: Deed) -> list[tuple[str, Row, Money]]:
    """The unpaid sales, the oldest first."""
    left = invoicing.balances(deed)
    rows = deed.rows("invoice")
    return [
        (key, row, left[key]) for key, row in sorted(rows.items())
        if row["kind"] == "SALE" and row["status"] in {"ISSUED", "PART_PAID"} and left[key]
    ]  # fmt: skip


def _statement(deed: Deed) -> None:
    """Five lines: named to the cent, less charges, by name only, the bank's own, of nobody."""
    parties = deed.rows("party")
    lines = []
    for at, (key, row, left) in enumerate(_open_sales(deed)[-3:]):
        name = str(parties[str(row["party"])]["name"])
        text = (f"RGT {key}", f"INV {key}", "NOVEMBER ACCOUNT")[at]
        paid = left - Money(15, left.currency) if at == 1 else left
        if paid.amount > 0:
            lines.append(_line(deed, f"D{at}", paid, text, name.upper()))
    lines.append(_line(deed, "D8", Money(Decimal("18.40"), "EUR"), "FRAIS TENUE DE COMPTE",
                       "BANQUE", out=True))  # fmt: skip
    lines.append(_line(deed, "D9", Money(Decimal("412.07"), "EUR"), "VIREMENT", "INCONNU"))
    statements.take_statement(deed, lines, "releve.xml")


def _line(
    deed: Deed, number: str, amount: Money, text: str, who: str, *, out: bool = False
) -> Counted:  # fmt: skip
    day = deed.today - timedelta(days=1)
    return Counted(number, day, amount.rounded(), out, text, who, None, None)


def _dispute(deed: Deed) -> None:
    late = [
        key for key, row, _ in _open_sales(deed)
        if isinstance(row["due"], date) and row["due"] < deed.today - timedelta(days=20)
    ]  # fmt: skip
    if late:
        invoicing.dispute(deed, late[0], "Trois cartons mouillés, selon le client",
                          deed.today - timedelta(days=4))  # fmt: skip


def _write_off(deed: Deed) -> None:
    """The oldest small debt is given up: the customer was wound up."""
    old = [
        key for key, row, left in _open_sales(deed)
        if isinstance(row["due"], date) and row["due"] < deed.today - timedelta(days=120)
        and row["status"] == "PART_PAID" and left.amount > 0
    ]  # fmt: skip
    if old:
        writing_off.write_off(deed, old[0], deed.today - timedelta(days=38))
        note = "Client en liquidation : certificat d’irrécouvrabilité"
        deed.change("invoice", old[0], {"note": note})


_CERTIFICATE = (
    "BENEFICIARY'S CERTIFICATE CERTIFYING THAT ONE SET OF COPY DOCUMENTS HAS BEEN SENT TO THE"
    " APPLICANT WITHIN 3 DAYS AFTER SHIPMENT"
)


def _credits(deed: Deed) -> None:
    """The latest sales paid by credit: one to check, one whose documents are due at the bank."""
    orders = [
        key for key, row in sorted(deed.rows("order").items())
        if row["flow"] == "EXP" and "LC" in str(row.get("terms")) and row["status"] in
        {"CONFIRMED", "IN_PRODUCTION", "READY", "SHIPPED", "PLACED"}
    ][-2:]  # fmt: skip
    for at, order in enumerate(orders):
        ref = crediting.ask(deed, order)
        sailed = deed.today - timedelta(days=16 if at == 0 else 0)
        deed.change("credit", ref, {
            "status": "ADVISED", "number": f"ILC{4410 + at}/26", "partial": "NOT_ALLOWED",
            "issued": deed.today - timedelta(days=40),
            "latest_shipment": deed.today + timedelta(days=(-10, 6)[at]),
            "expiry": deed.today + timedelta(days=(12, 27)[at]), "freight": "PREPAID",
            "consignee": "TO ORDER OF SHIPPER",
            "issuing_bank": ("Bank of the Two Harbours", "Gulf Merchants Bank")[at],
        })  # fmt: skip
        deed.add("credit_paper", [
            {"credit": ref, "paper": "INVOICE", "originals": 3},
            {"credit": ref, "paper": "PACKING_LIST", "originals": 2},
            {"credit": ref, "paper": "BL_ORIGINALS", "originals": 3},
            {"credit": ref, "paper": "OTHER", "originals": 1, "wording": _CERTIFICATE},
        ])  # fmt: skip
        if at == 1:
            deed.add("amendment", [{
                "credit": ref, "status": "ASKED", "asked": deed.today - timedelta(days=2),
                "field": "partial", "new": said_value("partial", "ALLOWED", deed.lang),
                "old": said_value("partial", "NOT_ALLOWED", deed.lang),
                "why": "Deux fournées, deux départs",
            }])  # fmt: skip
        if at == 0:
            deed.add("amendment", [{
                "credit": ref, "status": "ACCEPTED", "asked": deed.today - timedelta(days=26),
                "received": deed.today - timedelta(days=22), "field": "latest_shipment",
                "old": said_value("expiry", deed.today - timedelta(days=20), deed.lang),
                "new": said_value("expiry", deed.today - timedelta(days=10), deed.lang),
                "why": "Escale annulée par l'armateur",
            }])  # fmt: skip
            crediting.shipped(deed, ref, sailed)
            crediting.move(deed, ref, "CHECKED", deed.today)
            examining.type_paper(deed, order, "TRANSPORT", {
                "freight": "COLLECT", "buyer": "TO ORDER OF SHIPPER", "originals": "2",
                "on_board": "yes", "clean": "yes", "shipped": sailed.isoformat(),
            })  # fmt: skip

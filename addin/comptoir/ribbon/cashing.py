"""Buttons from the shipment to the money: invoice, bank, reminder, papers compared, credit."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from comptoir.desk import Desk, crediting, examining, invoicing, paying, statements
from comptoir.desk.deed import Deed as Work
from comptoir.errors import Refused
from comptoir.records import RECORDS
from comptoir.ribbon.declared import Deed
from comptoir.ribbon.rows import edits_settled, row_under, shown
from comptoir.ribbon.told import Pressed, Told
from comptoir.rules.payment.matching import Proposal
from comptoir.sheets.imports.statements import read_statement
from comptoir.sheets.live.cursor import Place
from comptoir.wording import Said, mark


class NotToInvoice(Refused):
    message = mark(
        "An invoice is made of an order or a shipment, and issued from its draft. Nothing was done."
        " Click on an order, a shipment or a draft, then press the button again."
    )


STATEMENTS = "statements"
"""The folder of a desk in which the bank's files are laid."""


class NoStatement(Refused):
    message = mark(
        "There is no statement in {folder}. Nothing was done. Download the bank's file (CAMT.053 or"
        " CSV) into it, then press the button again."
    )


class NotToBook(Refused):
    message = mark(
        "The cursor is not on a line of the bank's statement, nor on a payment on account."
        " Nothing was done. Click on one, then press the button again."
    )


class NotAnInvoice(Refused):
    message = mark(
        "The cursor is not on an invoice. Nothing was done. Click on one, then press again."
    )


class NotOfADossier(Refused):
    message = mark(
        "The cursor is not on an order or on something of one. Nothing was done."
        " Click on an order, a credit or a paper, then press the button again."
    )


NOT_MET = mark(
    "{ref} cannot be met as it is: {count} {count:amendment|amendments} to ask of the buyer."
)


def invoice(desk: Desk, book: Pressed) -> Told:
    """Draft the invoice of the order or shipment under the cursor; issue the draft under it."""
    place = row_under(book)
    edits_settled(desk, book)
    if place.record == "invoice":
        return _issue(desk, book, place.key)
    with desk.deed("invoice new") as work:
        order, shipment = _deal(work, place)
        made = invoicing.invoice_order(work, order, shipment)
    status = Said("{ref}: {net}, VAT {vat}; a draft until it is issued.",
                  ref=made.ref, net=made.net, vat=made.vat)  # fmt: skip
    lines = [status, *made.remarks, Said("To issue it: press this button on its row.")]
    return shown(desk, book, status, lines)


def _deal(work: Work, place: Place) -> tuple[str, str | None]:
    """The order, and the shipment where the cursor is on one."""
    if place.record == "order":
        return place.key, None
    if place.record == "order_line":
        return str(work.row("order_line", place.key)["order"]), None
    if place.record == "shipment":
        lines = work.rows("order_line")
        orders = {
            str(lines[str(row["order_line"])]["order"])
            for row in work.parts("shipment_line", place.key).values()
            if row.get("order_line")
        }
        if len(orders) == 1:
            return orders.pop(), place.key
    raise NotToInvoice


def _issue(desk: Desk, book: Pressed, ref: str) -> Told:
    with desk.deed("invoice look") as work:
        row = work.row("invoice", ref)
    if row["status"] != "DRAFT":
        raise invoicing.NotADraft(ref=ref)
    if not book.ask(Said("Issue {ref} today? Its number and date are final.", ref=ref)):
        return Told(Said("Nothing was changed."))
    with desk.deed("invoice issue") as work:
        due = invoicing.issue(work, ref, work.today)
    if due is None:
        said = Said("{ref} is issued; it is due once the day is known that its terms count from.",
                    ref=ref)  # fmt: skip
        return shown(desk, book, said)
    return shown(desk, book, Said("{ref} is issued, due on {day}.", ref=ref, day=due))


def take_statements(desk: Desk, book: Pressed) -> Told:
    """Take in the bank's statements that lie in the desk's folder: each line once."""
    edits_settled(desk, book)
    folder = desk.settings.folder / STATEMENTS
    folder.mkdir(exist_ok=True)
    files = sorted(one for one in folder.iterdir() if one.suffix.lower() in {".xml", ".csv"})
    if not files:
        raise NoStatement(folder=folder)
    lines, new = [], 0
    for file in files:
        with desk.deed("bank take") as work:
            taken = statements.take_statement(work, read_statement(file, "EUR"), file.name)
        new += len(taken.new)
        if taken.new:
            lines.append(Said("{file}: {new} new {new:line|lines}, {proposed} with a proposal.",
                              file=file.name, new=len(taken.new),
                              proposed=len(taken.proposed)))  # fmt: skip
    status = Said("{new} new {new:line|lines} on the sheet Bank statement.", new=new)
    return shown(desk, book, status, [status, *lines])


def book_line(desk: Desk, book: Pressed) -> Told:
    """Book the line of the statement, or the payment on account, on what it pays, after asking."""
    place = row_under(book)
    edits_settled(desk, book)
    if place.record == "payment":
        return _allocate(desk, book, place.key)
    if place.record != "bank_entry":
        raise NotToBook
    with desk.deed("bank look") as work:
        found = statements.proposals_for(work, place.key)
        named = work.row("bank_entry", place.key).get("invoice")
    if not found and not named:
        raise statements.NobodyKnown(entry=place.key)
    invoices = found[0].invoices if found else (str(named),)
    why = list(found[0].why) if found else "—"
    if not book.ask(Said("Book {entry} on {invoices}? {why}", entry=place.key,
                         invoices=list(invoices), why=why)):  # fmt: skip
        return Told(Said("Nothing was changed."))
    kept = _charges(book, found)
    with desk.deed("bank book") as work:
        done = statements.book(work, place.key, invoices, charges=kept)
    return _booked(desk, book, place.key, done)


def _charges(book: Pressed, found: Sequence[Proposal]) -> Decimal:
    """What the bank kept on the way, where the assistant says that we bear it; else nothing."""
    short = found[0].short if found else None
    if short is None:
        return Decimal(0)
    asked = Said("{short} is missing. Did the bank keep it as its charges, at our cost?",
                 short=short)  # fmt: skip
    return short.amount if book.ask(asked) else Decimal(0)


def _allocate(desk: Desk, book: Pressed, payment: str) -> Told:
    with desk.deed("payment look") as work:
        row = work.row("payment", payment)
        if row.get("invoice"):
            raise paying.NotOnAccount(payment=payment, invoice=row["invoice"])
        owed = paying.owed_by(work, str(row["party"]), str(row["direction"]))
    refs = [one.invoice for one in owed if one.balance.amount > 0]
    if not refs or not book.ask(Said("Give {payment} to {invoices}, the oldest first?",
                                     payment=payment, invoices=refs[:6])):  # fmt: skip
        return Told(Said("Nothing was changed."))
    with desk.deed("payment allocate") as work:
        done = paying.allocate(work, payment, refs)
    return _booked(desk, book, payment, done)


def _booked(desk: Desk, book: Pressed, key: str, done: paying.Booked) -> Told:
    said = Said("{key} pays {invoices}; {amount} stays on account.", key=key,
                invoices=list(done.standings) or "—", amount=done.on_account)  # fmt: skip
    if done.remarks:
        said = Said("{said} {remarks}", said=said, remarks=done.remarks[0])
    return shown(desk, book, said)


def remind(desk: Desk, book: Pressed) -> Told:
    """Write the next reminder of the invoice under the cursor, with what lateness costs."""
    from comptoir.desk import chasing  # noqa: PLC0415 - Word only where a letter is written

    place = row_under(book)
    edits_settled(desk, book)
    if place.record != "invoice":
        raise NotAnInvoice
    done = chasing.chase(desk, place.key)
    file = done.file.name if done.file else "—"
    status = Said(
        "{ref}: {reminder}. {file}", ref=place.key, reminder=done.reminder.said, file=file
    )
    steps = done.late.workings.steps if done.late else ()
    lines = [
        *(Said("   {amount} {what} {source}", amount=one.value, what=one.what, source=one.source)
          for one in steps),
        *(Said("To check before sending: {remark}", remark=one) for one in done.remarks),
    ]  # fmt: skip
    told = shown(desk, book, status, [status, *lines])
    return Told(told.status, told.lines, done.file)


def compare_papers(desk: Desk, book: Pressed) -> Told:
    """Compare the papers of the dossier under the cursor: what conflicts, and what to do."""
    place = row_under(book)
    edits_settled(desk, book)
    with desk.deed("dossier check") as work:
        order, shipment = _dossier(work, place)
        found = examining.examined(work, order, shipment)
    status = Said(
        "{order}: {papers} {papers:paper|papers} compared, {count} {count:finding|findings}.",
        order=order, papers=len(found.dossier.papers), count=len(found.findings),
    )  # fmt: skip
    return Told(status, [status, *(examining.said_of(one) for one in found.findings)])


def _dossier(work: Work, place: Place) -> tuple[str, str | None]:
    if place.record in {"order", "order_line", "shipment"}:
        return _deal(work, place)
    if place.record in RECORDS and "order" in RECORDS[place.record].by_name:
        row = work.row(place.record, place.key)
        if row.get("order"):
            shipment = row.get("shipment")
            return str(row["order"]), str(shipment) if shipment else None
    raise NotOfADossier


def credit(desk: Desk, book: Pressed) -> Told:
    """On an order, open the file of its credit; on a credit, say if it can be met, and its days."""
    place = row_under(book)
    edits_settled(desk, book)
    if place.record == "order":
        with desk.deed("credit ask") as work:
            ref = crediting.ask(work, place.key)
        return shown(desk, book, Said("{ref} is ready on the sheet Letters of credit.", ref=ref))
    if place.record != "credit":
        raise NotOfADossier
    with desk.deed("credit check") as work:
        found = crediting.check(work, place.key)
        row = work.row("credit", place.key)
    status = Said("{ref} can be met as it is.", ref=place.key)
    if found:
        status = Said(NOT_MET, ref=place.key, count=len(found))
    labels = RECORDS["credit"].by_name
    lines = []
    for one in found:
        old, new = crediting.compared(one)
        field = Said(labels[one.field].label)
        lines.append(Said("{field}: {old} → {new} ({why})", field=field, old=old, new=new,
                          why=one.why))  # fmt: skip
    if last := crediting.last_day(row):
        lines.append(Said("Last day to present: {day}.", day=last.day))
    return shown(desk, book, status, [status, *lines])


DEEDS = (
    Deed(
        "invoice", mark("Invoice"),
        mark("Draft the invoice of the order or shipment; on a draft, issue it."),
        "money_group", invoice,
    ),
    Deed(
        "bank_take", mark("Bank statements"),
        mark("Take in the bank's files laid in the folder statements; each line once."),
        "money_group", take_statements, large=False,
    ),
    Deed(
        "book_line", mark("Book"),
        mark("Book the line of the bank's statement, or the payment on account, on what it pays."),
        "money_group", book_line, large=False,
    ),
    Deed(
        "remind", mark("Remind"),
        mark("Write the next payment reminder, with what lateness costs."),
        "money_group", remind, large=False,
    ),
    Deed(
        "compare_papers", mark("Compare papers"),
        mark("Compare the papers of the dossier before they leave: every conflict, its remedy."),
        "money_group", compare_papers,
    ),
    Deed(
        "credit", mark("Letter of credit"),
        mark("On an order, open its credit; on a credit, say if it can be met and its days."),
        "money_group", credit, large=False,
    ),
)  # fmt: skip
"""The buttons of the money."""

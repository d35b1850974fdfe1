"""``comptoir invoice``, ``payment`` and ``bank``: from the shipment to the money."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import click

from comptoir.cli.place import desk_of
from comptoir.cli.telling import language, tell, tell_json, tell_rows
from comptoir.cli.typed import DAY, civil
from comptoir.desk import collecting, invoicing, paying, statements, writing_off
from comptoir.records.money import INVOICE_KIND, INVOICE_STATUS, MEANS
from comptoir.rules.money import Money
from comptoir.rules.payment.ageing import Age
from comptoir.sheets.imports.statements import read_statement
from comptoir.wording import Said, mark


class Amount(click.ParamType):  # type: ignore[type-arg]
    """A number as it is typed in French or in English."""

    name = "amount"

    def convert(self, value: Any, param: Any, ctx: Any) -> Decimal:
        if isinstance(value, Decimal):
            return value
        try:
            return Decimal(str(value).replace(" ", "").replace(",", "."))
        except InvalidOperation:
            self.fail(f"{value}: write 1234.50", param, ctx)


AMOUNT = Amount()


@click.group()
def invoice() -> None:
    r"""Draft, issue, credit, remind: the invoices of our sales.

    \b
        $ comptoir invoice new EX-2026-0001
        $ comptoir invoice ageing
    """


@invoice.command("new")
@click.argument("order")
@click.option("--shipment", help="Only what travels in this shipment.")
@click.pass_obj
def new(told: dict[str, Any], *, order: str, shipment: str | None) -> None:
    r"""Draft the invoice of what is left to invoice of ORDER.

    \b
        $ comptoir invoice new EX-2026-0001
        $ comptoir invoice new EX-2026-0001 --shipment SH-2026-0001
    """
    with desk_of(told).deed("invoice new") as deed:
        made = invoicing.invoice_order(deed, order, shipment)
    if told["json"]:
        tell_json({"invoice": made.ref, "net": made.net.amount, "vat": made.vat.amount,
                   "currency": made.net.currency, "due": made.due, "remarks": made.remarks},
                  language(told))  # fmt: skip
        return
    tell(Said("{ref}: {net}, VAT {vat}; a draft until it is issued.",
              ref=made.ref, net=made.net, vat=made.vat), told)  # fmt: skip
    for one in made.remarks:
        tell(Said("   {remark}", remark=one), told)


@invoice.command("issue")
@click.argument("ref")
@click.option("--on", "day", type=DAY, help="Date of the invoice; else today.")
@click.pass_obj
def issue(told: dict[str, Any], *, ref: str, day: datetime | None) -> None:
    r"""Issue a draft: its mentions are tried, its due date is worked out.

    \b
        $ comptoir invoice issue FA-2026-0001
        $ comptoir letter commercial_invoice FA-2026-0001
    """
    with desk_of(told).deed("invoice issue") as deed:
        due = invoicing.issue(deed, ref, civil(day) or deed.today)
    if told["json"]:
        tell_json({"invoice": ref, "due": due})
    tell(Said("{ref} is issued, due on {day}.", ref=ref, day=due or "—"), told)


@invoice.command("cancel")
@click.argument("ref")
@click.pass_obj
def cancel(told: dict[str, Any], *, ref: str) -> None:
    r"""Give a draft up: it keeps its number, so that the series has no gap.

    \b
        $ comptoir invoice cancel FA-2026-0002
    """
    with desk_of(told).deed("invoice cancel") as deed:
        invoicing.cancel_draft(deed, ref)
    if told["json"]:
        tell_json({"invoice": ref, "status": "CANCELLED"})
    tell(Said("{ref} is cancelled and keeps its number.", ref=ref), told)


@invoice.command("credit")
@click.argument("ref")
@click.argument("why")
@click.option("--amount", type=AMOUNT, help="Without VAT; else the whole invoice.")
@click.option("--set-off", "off", is_flag=True, help="Set it off against the invoice at once.")
@click.pass_obj
def credit(told: dict[str, Any], *, ref: str, why: str, amount: Decimal | None, off: bool) -> None:
    r"""Make a credit note of the invoice REF, and say WHY.

    \b
        $ comptoir invoice credit FA-2026-0001 "2 bowls broken" --amount 23.80 --set-off
    """
    with desk_of(told).deed("invoice credit") as deed:
        note = invoicing.credit_note(deed, ref, why, amount=amount)
        if off:
            paying.set_off(deed, note, ref)
    if told["json"]:
        tell_json({"credit_note": note, "invoice": ref})
    tell(Said("{note} corrects {ref}.", note=note, ref=ref), told)


@invoice.command("dispute")
@click.argument("ref")
@click.argument("why", required=False)
@click.option("--settled", is_flag=True, help="The dispute is over.")
@click.pass_obj
def dispute(told: dict[str, Any], *, ref: str, why: str | None, settled: bool) -> None:
    r"""Keep that a customer disputes an invoice, and WHY: no reminder leaves meanwhile.

    \b
        $ comptoir invoice dispute FA-2026-0001 "12 bowls missing"
        $ comptoir invoice dispute FA-2026-0001 --settled
    """
    with desk_of(told).deed("invoice dispute") as deed:
        if settled:
            invoicing.settle_dispute(deed, ref)
        else:
            invoicing.dispute(deed, ref, why or "—", deed.today)
        status = str(deed.row("invoice", ref)["status"])
    if told["json"]:
        tell_json({"invoice": ref, "status": status})
    word = Said(INVOICE_STATUS.options[status])
    tell(Said("{ref} is {status}.", ref=ref, status=word), told)


@invoice.command("write-off")
@click.argument("ref")
@click.option("--amount", type=AMOUNT, help="With VAT; else all that is left.")
@click.option("--on", "day", type=DAY, help="Day it was given up; else today.")
@click.option("--take-back", is_flag=True, help="The debt is owed again.")
@click.pass_obj
def write_off(
    told: dict[str, Any], *, ref: str, amount: Decimal | None, day: datetime | None, take_back: bool
) -> None:
    r"""Give up what will never be paid of REF: it leaves what is owed, and is reminded no more.

    \b
        $ comptoir invoice write-off FA-2026-0001
        $ comptoir invoice write-off FA-2026-0001 --amount 150 --on 2026-11-30
        $ comptoir invoice write-off FA-2026-0001 --take-back
    """
    with desk_of(told).deed("invoice write-off") as deed:
        if take_back:
            gone, status = None, writing_off.take_back(deed, ref)
        else:
            gone = writing_off.write_off(deed, ref, civil(day) or deed.today, amount)
            status = gone.status
    if told["json"]:
        tell_json(
            {"invoice": ref, "status": status, "written_off": gone.amount.amount if gone else 0}
        )
    if gone:
        tell(Said("{ref}: {amount} written off.", ref=ref, amount=gone.amount), told)
    if gone and gone.vat:
        tell(Said("Its VAT of {vat} can be claimed back once the debt is lost for good and the"
                  " customer has a corrected duplicate of the invoice (CGI art. 272).",
                  vat=gone.vat), told)  # fmt: skip
    tell(Said("{ref} is {status}.", ref=ref, status=Said(INVOICE_STATUS.options[status])), told)


@invoice.command("remind")
@click.argument("ref")
@click.option("--no-letter", is_flag=True, help="Only keep that it was sent.")
@click.pass_obj
def remind(told: dict[str, Any], *, ref: str, no_letter: bool) -> None:
    r"""Write the reminder that the rule wants next, with the cost of lateness, and keep it.

    \b
        $ comptoir invoice remind FA-2026-0001
    """
    from comptoir.desk import chasing  # noqa: PLC0415 - Word only where a letter is written

    done = chasing.chase(desk_of(told), ref, letter=not no_letter)
    if told["json"]:
        tell_json({"invoice": ref, "reminder": done.reminder.value, "file": done.file,
                   "remarks": done.remarks}, language(told))  # fmt: skip
        return
    said = Said("{ref}: {reminder}. {file}", ref=ref, reminder=done.reminder.said,
                file=done.file or "")  # fmt: skip
    tell(said, told)
    for one in done.remarks:
        tell(Said("To check before sending: {remark}", remark=one), told)


@invoice.command("late")
@click.argument("ref")
@click.option("--on", "day", type=DAY, help="Day to count to; else today.")
@click.pass_obj
def late(told: dict[str, Any], *, ref: str, day: datetime | None) -> None:
    r"""Say what lateness of an invoice costs, half-year by half-year, with its sources.

    \b
        $ comptoir invoice late FA-2026-0001 --on 2026-12-31
    """
    with desk_of(told).deed("invoice late") as deed:
        found = collecting.lateness(deed, ref, civil(day) or deed.today)
    if told["json"]:
        tell_json({"invoice": ref, "days": found.days if found else 0,
                   "interest": found.interest.amount if found else 0,
                   "indemnity": found.indemnity.amount if found else 0})  # fmt: skip
        return
    if found is None:
        tell(Said("{ref} is not late.", ref=ref), told)
        return
    rows = [(one.value, one.what, one.source) for one in found.workings.steps]
    tell_rows((mark("Amount"), mark("Fact"), mark("Source")), rows, language(told), title=ref)
    tell(Said("{days} {days:day|days} late: {interest} of interest and {indemnity}.",
              days=found.days, interest=found.interest, indemnity=found.indemnity),
         told)  # fmt: skip


@invoice.command("ageing")
@click.option("--on", "day", type=DAY, help="Day to count to; else today.")
@click.option("--suppliers", is_flag=True, help="What we owe, instead of what is owed to us.")
@click.pass_obj
def ageing(told: dict[str, Any], *, day: datetime | None, suppliers: bool) -> None:
    r"""Show what is owed, by partner and age, instalment by instalment.

    \b
        $ comptoir invoice ageing
        $ comptoir invoice ageing --on 2026-12-31 --suppliers
    """
    with desk_of(told).deed("invoice ageing") as deed:
        found = collecting.ageing(
            deed, civil(day) or deed.today, "PURCHASE" if suppliers else "SALE"
        )  # fmt: skip
    lang = language(told)
    if told["json"]:
        for one in found:
            tell_json({"party": one.party, "currency": one.currency, "whole": one.whole.amount,
                       **{age.name.lower(): one.sums[age].amount for age in Age},
                       "euros": one.euros.amount.amount if one.euros else None,
                       "rates": list(map(str, one.euros.rates)) if one.euros else []})  # fmt: skip
        return
    heads = (mark("Partner"), mark("Amount"), *(age.value for age in Age), mark("In euros"))
    rows = [
        (one.party, one.whole, *(one.sums[age].amount or None for age in Age),
         one.euros.said if one.euros and one.euros.rates else one.whole)
        for one in found
    ]  # fmt: skip
    tell_rows(heads, rows, lang)


@invoice.command("series")
@click.option("--year", type=int, help="Year of the series; else this one.")
@click.pass_obj
def series(told: dict[str, Any], *, year: int | None) -> None:
    r"""Say how many numbers each series has in a year, and whether one is missing.

    \b
        $ comptoir invoice series --year 2026
    """
    with desk_of(told).deed("invoice series") as deed:
        rows, when = deed.rows("invoice"), year or deed.today.year
    for kind in ("SALE", "CREDIT_NOTE"):
        keys, gaps = invoicing.series(rows, kind, when)
        if told["json"]:
            tell_json({"kind": kind, "year": when, "numbers": len(keys), "missing": gaps})
        word = Said(INVOICE_KIND.options[kind])
        said = Said("{kind}: {count} numbers in {year}, {gaps} missing.", kind=word,
                    count=len(keys), year=str(when), gaps=len(gaps))  # fmt: skip
        tell(said, told)


@click.group()
def payment() -> None:
    r"""Book what is received and paid out, share it among invoices, set off.

    \b
        $ comptoir payment receive KELLER 1500 --invoice FA-2026-0001
    """


@payment.command("receive")
@click.argument("party")
@click.argument("amount", type=AMOUNT)
@click.option("--currency", default="EUR", show_default=True, help="Currency of the payment.")
@click.option("--invoice", "invoices", multiple=True, help="Invoice it pays; else the oldest.")
@click.option("--on", "day", type=DAY, help="Value date; else today.")
@click.option("--means", type=click.Choice(list(MEANS.options)), default="TT", help="How.")
@click.option("--out", is_flag=True, help="Paid to a supplier.")
@click.pass_obj
def receive(
    told: dict[str, Any],
    *,
    party: str,
    amount: Decimal,
    currency: str,
    invoices: tuple[str, ...],
    day: datetime | None,
    means: str,
    out: bool,
) -> None:
    r"""Book an AMOUNT of PARTY: on the invoices named, else on those due first; the rest stays.

    Paid to a supplier, it is refused while nobody has checked the account a second time.

    \b
        $ comptoir payment receive KELLER 1500
        $ comptoir payment receive QINGHUA 900 --currency USD --out
    """
    with desk_of(told).deed("payment receive") as deed:
        done = paying.receive(
            deed, party, Money(amount, currency), civil(day) or deed.today, invoices,
            means=means, direction="OUT" if out else "IN",
        )  # fmt: skip
    _tell_booked(told, done)


def _tell_booked(told: dict[str, Any], done: paying.Booked) -> None:
    if told["json"]:
        tell_json({"payments": done.payments, "on_account": done.on_account.amount,
                   "invoices": done.standings, "remarks": done.remarks},
                  language(told))  # fmt: skip
        return
    for ref, status in done.standings.items():
        word = Said(INVOICE_STATUS.options[status])
        tell(Said("{ref} is {status}.", ref=ref, status=word), told)
    if done.on_account:
        tell(Said("{amount} stays on account.", amount=done.on_account), told)
    for one in done.remarks:
        tell(one, told)


@payment.command("allocate")
@click.argument("ref")
@click.argument("invoices", nargs=-1, required=True)
@click.pass_obj
def allocate(told: dict[str, Any], *, ref: str, invoices: tuple[str, ...]) -> None:
    r"""Give a payment on account to INVOICES, in that order.

    \b
        $ comptoir payment allocate RG-2026-0007 FA-2026-0001 FA-2026-0002
    """
    with desk_of(told).deed("payment allocate") as deed:
        done = paying.allocate(deed, ref, invoices)
    _tell_booked(told, done)


@payment.command("free")
@click.argument("ref")
@click.pass_obj
def free(told: dict[str, Any], *, ref: str) -> None:
    r"""Take a payment off its invoice: it stays, on account.

    \b
        $ comptoir payment free RG-2026-0007
    """
    with desk_of(told).deed("payment free") as deed:
        after = paying.free(deed, ref)
    if told["json"]:
        tell_json({"payment": ref, "invoices": after})
    tell(Said("{ref} is on account.", ref=ref), told)


@payment.command("set-off")
@click.argument("note")
@click.argument("ref")
@click.pass_obj
def set_off(told: dict[str, Any], *, note: str, ref: str) -> None:
    r"""Set the credit note NOTE off against the invoice REF.

    \b
        $ comptoir payment set-off AV-2026-0001 FA-2026-0003
    """
    with desk_of(told).deed("payment set-off") as deed:
        amount = paying.set_off(deed, note, ref)
    if told["json"]:
        tell_json({"credit_note": note, "invoice": ref, "amount": amount.amount})
    tell(Said("{amount} of {note} are set off against {ref}.", amount=amount, note=note, ref=ref),
         told)  # fmt: skip


@click.group()
def bank() -> None:
    r"""Take in the bank's statements, see what each line pays, book it.

    \b
        $ comptoir bank take releve.xml
        $ comptoir bank show
    """


@bank.command("take")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--currency", default="EUR", show_default=True, help="Where the file does not say.")
@click.option("--sure", is_flag=True, help="Book at once what the payer named to the cent.")
@click.pass_obj
def take(told: dict[str, Any], *, file: Path, currency: str, sure: bool) -> None:
    r"""Take in a statement (CAMT.053 or CSV): each line once, with the invoice it may pay.

    \b
        $ comptoir bank take releve-2026-11.xml
        $ comptoir bank take releve.csv --sure
    """
    lines = read_statement(file, currency)
    with desk_of(told).deed("bank take") as deed:
        taken = statements.take_statement(deed, lines, file.name)
        booked = statements.book_sure(deed) if sure else {}
    if told["json"]:
        tell_json({"new": len(taken.new), "known": taken.known, "proposed": len(taken.proposed),
                   "booked": len(booked),
                   "remarks": [said for one in booked.values() for said in one.remarks]},
                  language(told))  # fmt: skip
    tell(Said("{new} new {new:line|lines}, {known} known,"
              " {proposed} with a proposal, {booked} booked.",
              new=len(taken.new), known=taken.known, proposed=len(taken.proposed),
              booked=len(booked)), told)  # fmt: skip
    for said in dict.fromkeys(said for one in booked.values() for said in one.remarks):
        tell(said, told)


@bank.command("show")
@click.pass_obj
def show(told: dict[str, Any]) -> None:
    r"""Show the lines that wait to be booked, and what each may pay.

    \b
        $ comptoir bank show
    """
    with desk_of(told).deed("bank show") as deed:
        waiting = {
            key: row for key, row in deed.rows("bank_entry").items()
            if row["status"] in {"NEW", "PROPOSED"}
        }  # fmt: skip
        found = {key: statements.proposals_for(deed, key) for key in waiting}
    lang = language(told)
    if told["json"]:
        for key, proposals in found.items():
            tell_json({"entry": key, "amount": waiting[key]["amount"],
                       "proposals": [{"invoices": one.invoices, "sure": one.sure,
                                      "score": one.score, "why": one.why}
                                     for one in proposals]}, lang)  # fmt: skip
        return
    rows = [
        (key, row["day"], Money(Decimal(str(row["amount"])), str(row["currency"])), row["who"],
         list(found[key][0].invoices) if found[key] else None,
         list(found[key][0].why) if found[key] else None)
        for key, row in waiting.items()
    ]  # fmt: skip
    heads = (mark("Entry"), mark("Value date"), mark("Amount"), mark("From or to"),
             mark("Invoice"), mark("Why"))  # fmt: skip
    tell_rows(heads, rows, lang)


@bank.command("book")
@click.argument("entry")
@click.argument("invoices", nargs=-1)
@click.option("--party", default="", help="Who it is, where no invoice says.")
@click.option("--charges", type=AMOUNT, default=Decimal(0), help="Kept by banks, at our cost.")
@click.pass_obj
def book(
    told: dict[str, Any], *, entry: str, invoices: tuple[str, ...], party: str, charges: Decimal
) -> None:
    r"""Book a line: on INVOICES, or on those proposed.

    \b
        $ comptoir bank book BQ-2026-0003
        $ comptoir bank book BQ-2026-0004 FA-2026-0007 --charges 15
    """
    with desk_of(told).deed("bank book") as deed:
        done = statements.book(deed, entry, invoices, party=party, charges=charges)
    _tell_booked(told, done)


@bank.command("aside")
@click.argument("entry")
@click.argument("why")
@click.pass_obj
def aside(told: dict[str, Any], *, entry: str, why: str) -> None:
    r"""Set a line aside that is not for the register, and say WHY.

    \b
        $ comptoir bank aside BQ-2026-0005 "charges of the bank"
    """
    with desk_of(told).deed("bank aside") as deed:
        statements.set_aside(deed, entry, why)
    if told["json"]:
        tell_json({"entry": entry, "status": "SET_ASIDE"})
    tell(Said("{entry} is set aside.", entry=entry), told)

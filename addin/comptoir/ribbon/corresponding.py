"""Buttons of the correspondence: the letter of a row, a whole set, any letter by its menu."""

from __future__ import annotations

from collections.abc import Sequence

from comptoir.desk import Desk, collecting, rereading, writing
from comptoir.desk.composing import Wish
from comptoir.errors import Refused
from comptoir.letters.kinds import kind_named
from comptoir.letters.usual import usual
from comptoir.records import RECORDS
from comptoir.ribbon.cashing import remind
from comptoir.ribbon.declared import Deed, Menu
from comptoir.ribbon.rows import edits_settled, row_under, shown
from comptoir.ribbon.told import Act, Pressed, Told
from comptoir.wording import Said, mark


class NoUsualLetter(Refused):
    message = mark(
        "No letter is usually written from the sheet {sheet}. Nothing was done."
        " Choose one from the menus of letters."
    )


def write_usual(desk: Desk, book: Pressed) -> Told:
    """Write the letter that the row under the cursor calls for now."""
    place = row_under(book)
    row = desk.look().rows(place.record)[place.key]
    kind = usual(place.record, row, desk.today().date())
    if kind is None:
        raise NoUsualLetter(sheet=Said(RECORDS[place.record].many))
    if kind in collecting.LETTERS.values():
        return remind(desk, book)  # it is counted, and leaves on its day only
    return _written(desk, book, kind)


def write_of(kind: str) -> Act:
    """The deed of a menu's button: write a letter of that *kind* about the row under the cursor."""
    return lambda desk, book: _written(desk, book, kind)


def _written(desk: Desk, book: Pressed, kind: str) -> Told:
    place = row_under(book)
    edits_settled(desk, book)
    done = writing.write(desk, Wish(kind=kind, ref=place.key, unfinished=True))
    status = Said("{title} is written: {file}", title=done.letter.kind.said(), file=done.file.name)
    told = shown(desk, book, status, _to_look_at([done]))
    return Told(told.status, told.lines, done.file)


def write_set(desk: Desk, book: Pressed) -> Told:
    """Write all papers of the deal under the cursor into its dossier."""
    place = row_under(book)
    edits_settled(desk, book)
    done = writing.write_set(desk, place.key)
    status = Said("{count} papers of {ref} are written.", count=len(done.written), ref=place.key)
    lines = [
        status,
        *(Said("{title}: {file}", title=one.letter.kind.said(), file=one.file.name)
          for one in done.written),
        *(Said("{title}: left out. {why}", title=kind_named(kind).said(), why=why)
          for kind, why in done.left_out),
        *_to_look_at(done.written),
    ]  # fmt: skip
    folder = done.written[0].file.parent if done.written else None
    told = shown(desk, book, status, lines)
    return Told(told.status, told.lines, folder)


def show_stale(desk: Desk, book: Pressed) -> Told:
    """Say which letters the desk's data have overtaken."""
    edits_settled(desk, book)
    with desk.deed("letters read again") as deed:
        found = rereading.read_again(deed, desk.settings)
    if not found:
        return shown(desk, book, Said("Every letter still says what the desk says."))
    status = Said("{count} letters are out of date.", count=len(found))
    return shown(desk, book, status, [status, *map(rereading.told, found)])


def _to_look_at(done: Sequence[writing.Written]) -> list[Said]:
    """What a person must still write or look at before the letters leave."""
    lines = []
    for one in done:
        lines += [Said("To complete in Word: {mark}", mark=each) for each in one.waiting]
        lines += [Said("To check before sending: {remark}", remark=each) for each in one.remarks]
    return list(dict.fromkeys(lines))


_GROUP = "letter_group"
MENUS = (
    Menu("letters_sale", mark("Sale"), mark("Letters of offers, orders and invoices."), _GROUP),
    Menu("letters_purchase", mark("Purchase"), mark("Letters to suppliers."), _GROUP),
    Menu("letters_transport", mark("Transport"),
         mark("Letters to forwarders, carriers and brokers."), _GROUP),
    Menu("letters_money", mark("Payment and credit"),
         mark("Reminders, letters of credit, credit enquiries."), _GROUP),
    Menu("letters_relation", mark("Relation"),
         mark("Prospecting, fairs, prices, reports, claims of customers."), _GROUP),
)  # fmt: skip
_IN_MENU = {
    "letters_sale": (
        "offer", "offer_follow_up", "pro_forma", "order_acknowledgement", "order_answer",
        "delay_notice", "packing_list", "packing_cover", "commercial_invoice", "invoice_cover",
        "credit_note", "shipping_advice",
    ),
    "letters_purchase": (
        "enquiry", "price_request", "counter_offer", "purchase_order",
        "order_confirmation_request", "expediting", "document_request", "supplier_claim",
    ),
    "letters_transport": (
        "freight_request", "booking", "shipping_instruction", "pre_alert", "arrival_notice",
        "authority", "broker_instruction", "exit_proof", "arrival_statement", "reservation",
        "claim", "insurer_notice",
    ),
    "letters_money": (
        "reminder_1", "reminder_2", "final_notice", "credit_request", "credit_amendment",
        "beneficiary_certificate", "remittance", "credit_enquiry",
    ),
    "letters_relation": (
        "prospecting", "fair_invitation", "fair_follow_up", "satisfaction", "complaint_reply",
        "price_change", "unavailability", "account_opening", "report",
    ),
}  # fmt: skip

_ABOUT_THE_ROW = mark("Write this letter about the row under the cursor.")
DEEDS = (
    Deed(
        "letter_usual", mark("Letter of the row"),
        mark("Write the letter that this row calls for now, in the partner's language."),
        _GROUP, write_usual,
    ),
    Deed(
        "letter_set", mark("Set of papers"),
        mark("Write all papers of this deal: invoice, packing list, instructions, cover letter."),
        _GROUP, write_set, large=False,
    ),
    Deed(
        "letter_stale", mark("Letters out of date"),
        mark("Show the letters whose facts have changed since they were written."),
        _GROUP, show_stale, large=False,
    ),
    *(
        Deed(
            f"letter_{one.name}", one.title, _ABOUT_THE_ROW, _GROUP, write_of(one.name),
            large=False, menu=menu.id, picture="letter",
        )
        for menu in MENUS
        for one in map(kind_named, _IN_MENU[menu.id])
    ),
)  # fmt: skip

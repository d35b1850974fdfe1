"""Buttons of buying and selling: offers, consultations, orders, partners, a dossier's life."""

from __future__ import annotations

from comptoir.desk import Desk, chronicle, consulting, offering, ordering, partnering
from comptoir.desk.asking import ask as ask_all
from comptoir.desk.asking import offer_read
from comptoir.desk.deed import Deed as Work
from comptoir.errors import Refused
from comptoir.records import RECORDS
from comptoir.ribbon.declared import Deed
from comptoir.ribbon.rows import edits_settled, row_under, shown
from comptoir.ribbon.told import Pressed, Told
from comptoir.rules.comparison import Ranked
from comptoir.sheets.live.cursor import Place
from comptoir.wording import Said, mark


class NotAnOffer(Refused):
    message = mark(
        "The cursor is not on an offer. Nothing was done."
        " Click on a row of the sheet Offers, then press the button again."
    )


class NotAnEnquiry(Refused):
    message = mark(
        "An offer is made of a mail that asks for one. Nothing was done. Click on a row of the"
        " sheet Mails; or type the offer on the sheet Offers and its goods on Offer lines: a price"
        " left blank is that of the list."
    )


class NoReasonTyped(Refused):
    message = mark(
        "Nobody has said why this supplier is chosen. Nothing was ordered. Type it on the sheet"
        " Consultations, on the row {consultation}, save, then press the button again."
    )


class NotToCopy(Refused):
    message = mark(
        "Only offers and orders are copied. Nothing was done."
        " Click on a row of the sheet Offers or Orders, then press the button again."
    )


class NotAConsultation(Refused):
    message = mark(
        "The cursor is not on a consultation. Nothing was done."
        " Click on a row of the sheet Consultations, then press the button again."
    )


class NoOrderThere(Refused):
    message = mark(
        "The row under the cursor belongs to no order. Nothing was done."
        " Click on an order or on one of its lines, then press the button again."
    )


class NotAChange(Refused):
    message = mark(
        "The cursor is not on a change of an order. Nothing was done."
        " Click on a row of the sheet Changes of orders, then press the button again."
    )


class NoPartnerThere(Refused):
    message = mark(
        "The row under the cursor names no partner. Nothing was done."
        " Click on a row that has one, then press the button again."
    )


def _linked(work: Work, place: Place, record: str) -> str | None:
    """The row of *record* that the row under the cursor is, or names."""
    if place.record == record:
        return place.key
    if place.record in RECORDS:
        links = RECORDS[place.record].links
        row = work.row(place.record, place.key)
        for field, of in links.items():
            if of == record and row.get(field):
                return str(row[field])
    return None


def _offer(work: Work, place: Place) -> str:
    found = _linked(work, place, "offer") if place.record != "order" else None
    if found is None:
        raise NotAnOffer
    return found


def offer_new(desk: Desk, book: Pressed) -> Told:
    """Enter the offer that the mail under the cursor asks for, or that its supplier makes."""
    from comptoir.desk.mailing.room import MailRoom  # noqa: PLC0415 - the same

    place = row_under(book)
    edits_settled(desk, book)
    if place.record != "message":
        raise NotAnEnquiry
    with desk.deed("offer new") as work:
        made = offer_read(work, MailRoom(desk).post().mails, place.key)
        ours = work.row("offer", made.offer)["flow"] == "EXP"
    status = Said("{ref}: an offer of {party}, on the sheet Offers.", ref=made.offer,
                  party=made.party)  # fmt: skip
    then = Said("Complete it with what the mail does not say, then compare the suppliers.")
    if ours:
        status = Said("{ref}: an offer in draft for {party}, on the sheet Offers.",
                      ref=made.offer, party=made.party)  # fmt: skip
        then = Said("Look at its lines and prices, then write it with Letter of the row.")
    lines = [status, *(Said("Read: {words}", words=one) for one in made.words), then]
    return shown(desk, book, status, lines)


def offer_sent(desk: Desk, book: Pressed) -> Told:
    """The offer went out, or the customer was asked again: the next follow-up is planned."""
    place = row_under(book)
    edits_settled(desk, book)
    with desk.deed("offer followed") as work:
        ref = _offer(work, place)
        draft = work.row("offer", ref)["status"] == "DRAFT"
        again = offering.send(work, ref) if draft else offering.follow_up(work, ref)
    if again is None:
        return shown(desk, book, Said("{ref}: no more follow-up is planned.", ref=ref))
    return shown(desk, book, Said("{ref}: ask again on {day}.", ref=ref, day=again))


def offer_won(desk: Desk, book: Pressed) -> Told:
    """Turn the offer under the cursor into an order, after asking.

    A supplier's offer that answers a consultation is chosen: the reason stands on its sheet.
    """
    place = row_under(book)
    edits_settled(desk, book)
    with desk.deed("look") as work:
        ref = _offer(work, place)
        row = work.row("offer", ref)
        asked = str(row["consultation"]) if row.get("consultation") else ""
        why = str(work.row("consultation", asked).get("reason") or "") if asked else ""
    if row["flow"] == "IMP" and asked:
        return _choose(desk, book, ref, asked, why)
    if not book.ask(Said("Turn {ref} into an order?", ref=ref)):
        return Told(Said("Nothing was changed."))
    with desk.deed("offer won") as work:
        order = offering.win(work, ref)
    said = Said("{ref} is won: it is the order {order}.", ref=ref, order=order)
    return shown(desk, book, said)


def _choose(desk: Desk, book: Pressed, offer: str, asked: str, why: str) -> Told:
    """Order from the supplier of *offer*, for the reason typed on the consultation *asked*."""
    if not why:
        raise NoReasonTyped(consultation=asked)
    if not book.ask(Said("Order {offer} for {asked}? {why}", offer=offer, asked=asked, why=why)):
        return Told(Said("Nothing was changed."))
    with desk.deed("consult choose") as work:
        order = consulting.choose(work, asked, offer, why)
    said = Said("{offer} is chosen: it is the order {order}.", offer=offer, order=order)
    return shown(desk, book, said)


def price_ladder(desk: Desk, book: Pressed) -> Told:
    """The price of the offer under the cursor on every rung."""
    place = row_under(book)
    with desk.deed("ladder") as work:
        ref = _offer(work, place)
        found = offering.price_ladder(work, ref)
    lines = [
        Said("{sign} {rule}, {place}: {price}", sign="•" if step.ours else " ",
             rule=step.rung.rule.name, place=step.rung.place.said, price=step.rung.price)
        for step in found.steps
    ]  # fmt: skip
    if found.rate:
        lines.append(Said("At 1 EUR = {rate} {currency} of {day}.", rate=found.rate,
                          currency=found.amount.currency, day=found.rate_day))  # fmt: skip
    return Told(Said("{ref}: {count} prices.", ref=ref, count=len(found.steps)), lines)


def duplicate(desk: Desk, book: Pressed) -> Told:
    """Copy the offer or the order under the cursor, in draft."""
    place = row_under(book)
    edits_settled(desk, book)
    with desk.deed("duplicate") as work:
        if place.record == "offer":
            new = offering.copy(work, place.key)
        elif place.record == "order":
            new = ordering.copy(work, place.key)
        else:
            raise NotToCopy
    return shown(desk, book, Said("{new} is a copy of {ref}, in draft.", new=new, ref=place.key))


def _consultation(work: Work, place: Place) -> str:
    found = _linked(work, place, "consultation")
    if found is None:
        raise NotAConsultation
    return found


def ask_suppliers(desk: Desk, book: Pressed) -> Told:
    """Write the request to every supplier who has not answered; a mail is ready for each."""
    place = row_under(book)
    edits_settled(desk, book)
    with desk.deed("look") as work:
        ref = _consultation(work, place)
    done = ask_all(desk, ref)
    lines = [
        Said("{party}: {file}", party=one.party, file=(one.mail or one.letter or "—"))
        for one in done
    ]
    status = Said("{ref}: {count} suppliers, letters and mails are ready.", ref=ref,
                  count=len(done))  # fmt: skip
    return shown(desk, book, status, lines)


def compare_suppliers(desk: Desk, book: Pressed) -> Told:
    """The offers of the consultation under the cursor, ranked at our door."""
    place = row_under(book)
    with desk.deed("compare") as work:
        ref = _consultation(work, place)
        found = consulting.compare(work, ref)
    lines = [line for one in found for line in _ranked(one)]
    return Told(Said("{ref}: {count} offers compared.", ref=ref, count=len(found)), lines)


def _ranked(one: Ranked) -> list[Said]:
    head = Said("{rank}. {party} {offer}: {landed} landed, goods {goods}", rank=one.rank,
                party=one.bid.party, offer=one.bid.key, landed=one.landed,
                goods=one.headings[0][1])  # fmt: skip
    lines = [head]
    if one.against:
        gaps = [Said("{what} {gap}", what=step.what, gap=step.value) for step in one.against[:-1]]
        lines.append(Said("    against the first: {gaps}", gaps=gaps))
    lines += [Said("    no price for: {leg}", leg=leg.said) for leg in one.missing]
    return lines


def order_life(desk: Desk, book: Pressed) -> Told:
    """All that happened in the dossier of the row under the cursor, the latest first."""
    place = row_under(book)
    with desk.deed("life") as work:
        ref = _linked(work, place, "order")
        if ref is None:
            raise NoOrderThere
        found = chronicle.story(work, ref, desk.zone)
    lines = [
        Said("{sign} {day} {sort} {ref}: {what}", sign=" " if one.done else "○", day=one.day,
             sort=one.sort_said, ref=one.ref, what=one.said)
        for one in reversed(found.events)
    ]  # fmt: skip
    return Told(Said("{ref}: {count} events.", ref=ref, count=len(found.events)), lines)


def agree_change(desk: Desk, book: Pressed) -> Told:
    """Agree the change under the cursor: it is written into the order."""
    return _settle(desk, book, agreed=True)


def refuse_change(desk: Desk, book: Pressed) -> Told:
    """Refuse the change under the cursor: the order stays as it is."""
    return _settle(desk, book, agreed=False)


def _settle(desk: Desk, book: Pressed, *, agreed: bool) -> Told:
    place = row_under(book)
    edits_settled(desk, book)
    if place.record != "order_change":
        raise NotAChange
    with desk.deed("order settle") as work:
        ordering.settle(work, place.key, agreed=agreed)
        order = str(work.row("order_change", place.key)["order"])
        status = ordering.stage_said(str(work.row("order", order)["status"]))
    word = Said("agreed") if agreed else Said("refused")
    said = Said("{change}: {answer}. {order} is {status}.", change=place.key, answer=word,
                order=order, status=status)  # fmt: skip
    return shown(desk, book, said)


def partner_card(desk: Desk, book: Pressed) -> Told:
    """What is to be known of the partner of the row under the cursor, now."""
    place = row_under(book)
    with desk.deed("partner") as work:
        code = _linked(work, place, "party")
        if code is None:
            raise NoPartnerThere
        found = partnering.partner(work, code)
    return Told(Said("{code} is shown.", code=code), partnering.told(found))


DEEDS = (
    Deed(
        "offer_new", mark("New offer"),
        mark("Enter the offer that the mail under the cursor asks for, or that a supplier makes."),
        "trade_group", offer_new, large=False,
    ),
    Deed(
        "offer_sent", mark("Sent or followed up"),
        mark("The offer went out, or the customer was asked again: the next day is planned."),
        "trade_group", offer_sent, large=False,
    ),
    Deed(
        "offer_won", mark("Offer → order"),
        mark("Turn the offer under the cursor, a customer's or a supplier's, into an order."),
        "trade_group", offer_won,
    ),
    Deed(
        "price_ladder", mark("Price ladder"),
        mark("The price of the offer under the cursor under every Incoterm."),
        "trade_group", price_ladder, large=False,
    ),
    Deed(
        "duplicate", mark("Duplicate"),
        mark("Copy the offer or the order under the cursor into a new one, in draft."),
        "trade_group", duplicate, large=False,
    ),
    Deed(
        "ask_suppliers", mark("Ask the suppliers"),
        mark("Write the request of the consultation to each supplier; who was asked is reminded."),
        "trade_group", ask_suppliers, large=False,
    ),
    Deed(
        "compare_suppliers", mark("Compare suppliers"),
        mark("Rank the offers of the consultation at our door: freight and duty included."),
        "trade_group", compare_suppliers,
    ),
    Deed(
        "agree_change", mark("Agree the change"),
        mark("The change under the cursor is agreed: it is written into the order."),
        "trade_group", agree_change, large=False,
    ),
    Deed(
        "refuse_change", mark("Refuse the change"),
        mark("The change under the cursor is refused: the order stays as it is."),
        "trade_group", refuse_change, large=False,
    ),
    Deed(
        "order_life", mark("Life of the dossier"),
        mark("Changes, steps, papers, letters, mails and money of the dossier, by day."),
        "trade_group", order_life,
    ),
    Deed(
        "partner_card", mark("Partner"),
        mark("The partner of the row: open or closed now, holidays, credit, bank details."),
        "trade_group", partner_card, large=False,
    ),
)  # fmt: skip
"""The buttons of buying and selling."""

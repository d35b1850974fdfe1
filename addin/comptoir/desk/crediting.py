"""Letters of credit: taken in from the bank's message, checked, amended, presented, paid.

Source: UCP 600; MT700 as `rules.mt700` reads it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from comptoir.desk.deed import Deed
from comptoir.desk.dossier_papers import who_sells
from comptoir.desk.exchanging import number
from comptoir.desk.invoicing import STANDING, dues_of_credit, line_amount
from comptoir.errors import Refused
from comptoir.records import RECORDS, Row, Unfit
from comptoir.records.credit_words import said_value
from comptoir.records.credits import CREDIT_STATUS, FIXED
from comptoir.rules.consistency.places import same_place
from comptoir.rules.consistency.wares import same_goods
from comptoir.rules.consistency.who import same_name
from comptoir.rules.credit import (
    LastDay,
    Range,
    amount_range,
    examination_ends,
    last_presentation,
)
from comptoir.rules.money import Money, total
from comptoir.rules.mt700 import papers_asked, read_mt700, tags_of
from comptoir.wording import Said, mark

MOVES: Mapping[str, tuple[str, ...]] = {
    "ASKED": ("ADVISED", "CANCELLED"),
    "ADVISED": ("CHECKED", "TO_AMEND", "PRESENTED", "EXPIRED", "CANCELLED"),
    "CHECKED": ("TO_AMEND", "PRESENTED", "EXPIRED", "CANCELLED"),
    "TO_AMEND": ("CHECKED", "ADVISED", "PRESENTED", "EXPIRED", "CANCELLED"),
    "PRESENTED": ("HONOURED", "REFUSED", "PAID"),
    "REFUSED": ("PRESENTED", "HONOURED", "PAID", "EXPIRED"),
    "HONOURED": ("PAID",),
    "PAID": (),
    "EXPIRED": ("TO_AMEND", "CANCELLED"),
    "CANCELLED": (),
}
"""Where a credit can go from where it stands."""
HANDLING = 10
"""Days we need between shipment and presentation: the firm's habit."""


class CannotMove(Refused):
    message = mark(
        "A credit that is {old} cannot become {new}. Nothing was changed. It can become: {allowed}."
    )


class NoSuchField(Refused):
    message = mark("A credit has no field {field}. No amendment was kept. The fields: {known}.")


class Unreadable(Refused):
    message = mark("{new} cannot stand in {field}: {why} No amendment was kept.")


class NotWaiting(Refused):
    message = mark("The amendment {ref} is {status} already. Nothing was changed.")


class TooLate(Refused):
    message = mark(
        "{ref} had to be presented by {last}, not on {day}. Nothing was changed. Ask the buyer for"
        " an amendment, or present on approval: comptoir credit move {ref} PRESENTED --anyway"
    )


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why a credit cannot be met as it is: the field, what it says, what we need, the reason."""

    field: str
    old: str
    new: str
    why: Said


def take_message(deed: Deed, message: str, order: str | None = None, party: str = "") -> str:
    """Take in the bank's message of a credit (MT700): its reference here, with its papers.

    A credit that was asked for that order is completed; else a new one is made.
    """
    told = {name: value for name, value in read_mt700(message).items() if name in _KNOWN}
    if order:
        party = str(deed.row("order", order)["party"])
    told |= {"party": party or _applicant(deed, told), "order": order, "status": "ADVISED"}
    asked = [
        key for key, row in deed.rows("credit").items()
        if order and row.get("order") == order and row["status"] == "ASKED"
    ]  # fmt: skip
    if asked:
        ref = asked[-1]
        deed.change("credit", ref, told)
    else:
        [ref] = deed.add("credit", [told])
    papers = papers_asked(tags_of(message).get("46A", ""))
    deed.add("credit_paper", [
        {"credit": ref, "paper": one.paper, "originals": one.originals,
         "copies": one.copies or None, "wording": one.wording[:2000],
         **({"title": one.wording[:120]} if one.paper == "OTHER" else {})}
        for one in papers
    ])  # fmt: skip
    return ref


_KNOWN = {one.name for one in RECORDS["credit"].kept}


class NoBuyer(Refused):
    message = mark(
        "No partner is named like the applicant: {name}. Nothing was kept. Say which order the"
        " credit pays: comptoir credit take FILE --order EX-2026-0001"
    )


def _applicant(deed: Deed, told: Row) -> str:
    name = str(told.get("applicant") or "")
    for code, row in deed.rows("party").items():
        if name and same_name(name, str(row["name"])):
            return code
    raise NoBuyer(name=" ".join(name.split()) or "—")


def ask(deed: Deed, order: str) -> str:
    """Open the file of a credit to be asked of the buyer of *order*: its reference."""
    row = deed.row("order", order)
    seller, buyer = who_sells(deed, row)
    latest = row.get("committed") or row.get("requested")
    day = latest if isinstance(latest, date) else None
    [ref] = deed.add("credit", [{
        "party": row["party"], "order": order, "status": "ASKED", "currency": row["currency"],
        "amount": _order_amount(deed, order).amount, "applicant": buyer, "beneficiary": seller,
        "incoterm": row.get("incoterm"), "place": row.get("place"), "latest_shipment": day,
        "expiry": day + timedelta(days=21) if day else None, "issued": None,
    }])  # fmt: skip
    return ref


def _order_amount(deed: Deed, order: str) -> Money:
    currency = str(deed.row("order", order)["currency"])
    lines = [row for row in deed.rows("order_line").values() if row["order"] == order]
    return total((line_amount(line, currency) for line in lines), currency).rounded()


def obstacles(deed: Deed, credit: str) -> list[Obstacle]:
    """What makes that the credit cannot be met by its order as it is: to be amended at once."""
    row = deed.row("credit", credit)
    if not row.get("order"):
        return []
    order = deed.row("order", str(row["order"]))
    return [*_money_obstacles(deed, row), *_day_obstacles(row, order),
            *_word_obstacles(deed, row, order)]  # fmt: skip


def _money_obstacles(deed: Deed, row: Row) -> list[Obstacle]:
    asked = _order_amount(deed, str(row["order"]))
    given = Money(number(row["amount"]), str(row["currency"]))
    if given.currency != asked.currency:
        return [Obstacle("currency", given.currency, asked.currency,
                         Said("the order is in {currency}", currency=asked.currency))]  # fmt: skip
    if asked.amount > _range(row).most:
        why = Said("the order of {order} makes {amount}", order=row["order"], amount=asked)
        return [Obstacle("amount", str(given.amount), str(asked.amount), why)]
    return []


def _day_obstacles(row: Row, order: Row) -> list[Obstacle]:
    found = []
    latest, expiry, ready = row.get("latest_shipment"), row.get("expiry"), order.get("committed")
    if isinstance(latest, date) and isinstance(ready, date) and ready > latest:
        why = Said("we promised to ship by {day}", day=ready)
        found.append(Obstacle("latest_shipment", str(latest), str(ready), why))
        latest = ready
    if isinstance(latest, date) and isinstance(expiry, date):
        period = int(str(row.get("period") or 21))
        if (expiry - latest).days < min(period, HANDLING):
            new = latest + timedelta(days=period)
            why = Said("{days} days are needed after shipment to present", days=period)
            found.append(Obstacle("expiry", str(expiry), str(new), why))
    if isinstance(row.get("period"), int) and int(str(row["period"])) < HANDLING:
        why = Said("{days} days are needed after shipment to present", days=HANDLING)
        found.append(Obstacle("period", str(row["period"]), "21", why))
    return found


def _word_obstacles(deed: Deed, row: Row, order: Row) -> list[Obstacle]:
    seller, buyer = who_sells(deed, order)
    found = []
    for field, ours in (("beneficiary", seller), ("applicant", buyer)):
        theirs = row.get(field)
        if theirs and ours and not same_name(str(theirs), ours):
            why = Said("the name is another one")
            found.append(Obstacle(field, str(theirs), ours, why))
    if row.get("incoterm") and row["incoterm"] != order["incoterm"]:
        why = Said("the order says {incoterm}", incoterm=order["incoterm"])
        found.append(Obstacle("incoterm", str(row["incoterm"]), str(order["incoterm"]), why))
    elif row.get("place") and not same_place(str(row["place"]), str(order["place"])):
        why = Said("the order says {incoterm}", incoterm=f"{order['incoterm']} {order['place']}")
        found.append(Obstacle("place", str(row["place"]), str(order["place"]), why))
    goods = _goods(deed, str(row["order"]))
    if row.get("goods") and goods and not same_goods(goods, str(row["goods"])):
        why = Said("the goods of the order are others")
        found.append(Obstacle("goods", str(row["goods"]), goods.splitlines()[0], why))
    return found


def _goods(deed: Deed, order: str) -> str:
    products = deed.rows("product")
    said = []
    for line in deed.rows("order_line").values():
        if line["order"] == order:
            product = products.get(str(line.get("product")), {})
            words = (line.get("description"), product.get("name_en"), product.get("name_fr"))
            said.append(" / ".join(str(one) for one in words if one))
    return "\n".join(said)


def check(deed: Deed, credit: str) -> list[Obstacle]:
    """Look whether the credit can be met; keep that it can, or each amendment that is needed."""
    found = obstacles(deed, credit)
    if not found:
        if deed.row("credit", credit)["status"] in {"ADVISED", "TO_AMEND"}:
            move(deed, credit, "CHECKED", deed.today)
        return found
    waiting = {
        row["field"] for row in deed.rows("amendment").values()
        if row["credit"] == credit and row["status"] in {"ASKED", "RECEIVED"}
    }  # fmt: skip
    for one in found:
        if one.field not in waiting:
            amend(deed, credit, one.field, one.new, one.why.in_(_read_by(deed, credit)))
    return found


def _read_by(deed: Deed, credit: str) -> str:
    """The language in which the buyer reads why we ask for an amendment."""
    buyer = deed.row("party", str(deed.row("credit", credit)["party"]))
    return "fr" if buyer.get("language") == "fr" else "en"


def amend(deed: Deed, credit: str, field: str, new: str, why: str) -> str:
    """Ask for an amendment of *field*: the reference of the amendment."""
    row = deed.row("credit", credit)
    old = row.get(field)
    wanted = amended_value(field, new)
    [ref] = deed.add("amendment", [{
        "credit": credit, "field": field, "old": said_value(field, old, deed.lang)[:400] or None,
        "new": said_value(field, wanted, deed.lang)[:400], "why": why[:400], "asked": deed.today,
        "status": "ASKED",
    }])  # fmt: skip
    waits(deed, credit)
    return ref


def waits(deed: Deed, credit: str) -> None:
    """An amendment of *credit* was asked: until it is advised, the credit is to be amended."""
    if deed.row("credit", credit)["status"] in {"ADVISED", "CHECKED", "EXPIRED"}:
        deed.change("credit", credit, {"status": "TO_AMEND"})


def amended_value(field: str, text: str) -> object:
    """What an amendment writes in a *field* of its credit. Raises `NoSuchField`, `Unreadable`."""
    fields = {one.name: one for one in RECORDS["credit"].kept if one.name not in FIXED}
    if field not in fields:
        raise NoSuchField(field=field, known=", ".join(sorted(fields)))
    value = fields[field].kind.read(text)
    if isinstance(value, Unfit):
        raise Unreadable(field=field, new=text, why=value.said)
    return value


def compared(one: Obstacle) -> tuple[object, object]:
    """What the credit says and what we need, as a sentence in any language shows them."""
    return _shown(one.field, one.old), _shown(one.field, one.new)


def _shown(field: str, text: str) -> object:
    value = RECORDS["credit"].by_name[field].kind.read(text)
    return value if isinstance(value, date) else text


def settle_amendment(deed: Deed, ref: str, *, accepted: bool, day: date) -> str:
    """The bank advised an amendment: accept it, and the credit says so; or refuse it."""
    row = deed.row("amendment", ref)
    if row["status"] in {"ACCEPTED", "REFUSED"}:
        raise NotWaiting(ref=ref, status=row["status"])
    credit = str(row["credit"])
    deed.change("amendment", ref, {
        "status": "ACCEPTED" if accepted else "REFUSED", "received": row.get("received") or day,
    })  # fmt: skip
    answered(deed, ref)
    return credit


def answered(deed: Deed, ref: str) -> None:
    """What the answer to an amendment changes: accepted, the credit says what it says.

    Once none waits any more, the credit is to be checked again.
    """
    row = deed.row("amendment", ref)
    credit = str(row["credit"])
    if row["status"] == "ACCEPTED":
        field = str(row["field"])
        deed.change("credit", credit, {field: amended_value(field, str(row["new"]))})
    waiting = [
        one for one in deed.rows("amendment").values()
        if one["credit"] == credit and one["status"] in {"ASKED", "RECEIVED"}
    ]  # fmt: skip
    if not waiting and deed.row("credit", credit)["status"] == "TO_AMEND":
        deed.change("credit", credit, {"status": "ADVISED"})


def try_move(old: str, to: str) -> None:
    """Raises `CannotMove` where a credit that is *old* cannot become *to*."""
    if to != old and to not in MOVES[old]:
        allowed = [_word(one) for one in MOVES[old]]
        raise CannotMove(old=_word(old), new=_word(to), allowed=allowed or "—")


def move(deed: Deed, credit: str, to: str, day: date, *, anyway: bool = False) -> None:
    """Take a credit where it goes next. Presented late, it is refused unless *anyway*."""
    row = deed.row("credit", credit)
    try_move(str(row["status"]), to)
    values: Row = {"status": to}
    if to == "PRESENTED":
        values["presented"] = day
        last = last_day(row)
        if last and day > last.day and not anyway:
            raise TooLate(ref=credit, last=last.day, day=day)
    deed.change("credit", credit, values)
    dues_of_credit(deed, credit, row)


def paid_up(deed: Deed, invoices: Iterable[str]) -> None:
    """Bring the credits of these invoices in step: paid once all that was drawn of them is."""
    rows = deed.rows("invoice")
    for credit in {str(rows[ref]["credit"]) for ref in invoices if rows[ref].get("credit")}:
        row = deed.row("credit", credit)
        drawn = [one for one in rows.values()
                 if one.get("credit") == credit and one["status"] in STANDING]  # fmt: skip
        paid = all(one["status"] in {"PAID", "WRITTEN_OFF"} for one in drawn)
        if not paid and row["status"] == "PAID":
            deed.change("credit", credit, {"status": "HONOURED"})
        elif drawn and paid and row["status"] in _PRESENTED and _used_up(row, drawn):
            deed.change("credit", credit, {"status": "PAID"})


_PRESENTED = frozenset({"PRESENTED", "REFUSED", "HONOURED"})


def _used_up(row: Row, drawn: Sequence[Row]) -> bool:
    """Whether nothing more will be drawn: by its amount, or since it is drawn at once."""
    if row.get("partial") == "NOT_ALLOWED":
        return True
    if {one["currency"] for one in drawn} != {row["currency"]}:
        return False
    whole = sum((number(one["net"]) + number(one.get("vat")) for one in drawn), Decimal(0))
    return whole >= _range(row).least


def _range(row: Row) -> Range:
    return amount_range(
        Money(number(row["amount"]), str(row["currency"])), about=bool(row.get("about")),
        plus_percent=_maybe(row, "plus"), minus_percent=_maybe(row, "minus"),
    )  # fmt: skip


def shipped(deed: Deed, credit: str, day: date) -> LastDay | None:
    """Keep the day of shipment on the transport document: the last day to present follows."""
    before = deed.row("credit", credit)
    deed.change("credit", credit, {"shipped": day})
    dues_of_credit(deed, credit, before)
    return last_day(deed.row("credit", credit))


def last_day(row: Row) -> LastDay | None:
    """The last day to present and its workings; None while a day is missing."""
    day, expiry, period = row.get("shipped"), row.get("expiry"), row.get("period")
    if not isinstance(day, date) or not isinstance(expiry, date):
        return None
    return last_presentation(day, expiry, period if isinstance(period, int) else None)


def answer_by(row: Row) -> date | None:
    """The day by which the bank must have answered."""
    day = row.get("presented")
    return examination_ends(day) if isinstance(day, date) else None


def _word(status: str) -> Said:
    return Said(CREDIT_STATUS.options[status])


def _maybe(row: Row, name: str) -> Decimal | None:
    return number(row[name]) if row.get(name) is not None else None

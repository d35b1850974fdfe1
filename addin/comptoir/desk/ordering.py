"""Orders led from placing to closing: moves with their conditions, confirmations, changes.

A confirmation that says something else is no confirmation: each difference is kept, with both
values, until a person agrees or refuses it. What is agreed is written into the order, and dated.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from comptoir.desk.deed import Deed
from comptoir.desk.offering import find_product
from comptoir.desk.shipping import left_to_ship, number
from comptoir.errors import Refused
from comptoir.records import RECORDS, Row, Rows, Unfit
from comptoir.records.chain import cancelled_shipments
from comptoir.records.derived import computed
from comptoir.records.trade import ORDER_STATUS
from comptoir.rules.orders import Facts, Stage, allowed, moves, unmet
from comptoir.wording import Said, mark

_OVER = {"PAID", "CLOSED"}
_LEFT = {"DEPARTED", "PICKED_UP", "ARRIVED", "DELIVERED"}


class NoSuchMove(Refused):
    message = mark(
        "{order} is {status} and cannot become {to}. Nothing was saved. It can become: {can}."
    )


class NotReady(Refused):
    message = mark(
        "{order} cannot become {to} yet: {why}. Nothing was saved."
        " Do that first, or give the reason for going on all the same."
    )


class NoReason(Refused):
    message = mark("{order}: say why. Nothing was saved. The reason is kept with the change.")


class Unreadable(Refused):
    message = mark("{what} {value}: {why} Nothing was saved.")


class NotOpenChange(Refused):
    message = mark("{change} is settled already. Nothing was saved. See its history.")


class NotItsLine(Refused):
    message = mark("{line} is not a line of {order}. Nothing was saved. It has: {known}.")


def stage_said(stage: str) -> Said:
    """The word for a status of an order."""
    return Said(ORDER_STATUS.options[stage])


def lines_of(deed: Deed, order: str) -> Rows:
    """The lines of an order."""
    return {k: r for k, r in deed.rows("order_line").items() if r["order"] == order}


def changes_of(deed: Deed, order: str) -> Rows:
    """Every change asked for or found on an order."""
    return {k: r for k, r in deed.rows("order_change").items() if r["order"] == order}


def shipments_of(deed: Deed, order: str) -> list[str]:
    """The shipments that hold goods of *order*, cancelled ones apart."""
    lines = lines_of(deed, order)
    gone = cancelled_shipments(deed.ask("milestone"))
    found = dict.fromkeys(
        str(row["shipment"])
        for row in deed.rows("shipment_line").values()
        if row.get("order_line") in lines and row["shipment"] not in gone
    )
    return list(found)


def facts(deed: Deed, order: str) -> Facts:
    """What is known of *order*, for the conditions of its moves."""
    row, lines = deed.row("order", order), lines_of(deed, order)
    shipments = shipments_of(deed, order)
    departed = any(
        one["shipment"] in shipments and one["kind"] in _LEFT and one.get("actual")
        for one in deed.rows("milestone").values()
    )
    left = left_to_ship(deed, list(lines))
    invoices = _balances(deed, order)
    return Facts(
        has_lines=bool(lines),
        confirmed=_day(row, "confirmed"),
        committed=_day(row, "committed"),
        delivered=_day(row, "delivered"),
        open_changes=sum(one["status"] == "OPEN" for one in changes_of(deed, order).values()),
        shipments=tuple(shipments),
        departed=departed,
        left=any(one.quantity for one in left.values()),
        unsettled=tuple(key for key, balance in invoices.items() if balance),
        uninvoiced=not invoices,
        open_claims=tuple(_claims(deed, order, shipments)),
    )


def _day(row: Row, name: str) -> date | None:
    found = row.get(name)
    return found if isinstance(found, date) else None


def _balances(deed: Deed, order: str) -> dict[str, int]:
    """What is left to pay of each invoice in force of *order*, in ten-thousandths."""
    block = deed.ask("invoice")
    told = block.columns
    balances = computed("invoice", block, deed.ask)["balance"]
    return {
        key: int(str(balance or 0))
        for key, of, status, kind, balance in zip(
            block.keys, told["order"], told["status"], told["kind"], balances, strict=True
        )
        if of == order and status not in {"DRAFT", "CANCELLED"} and kind != "PROFORMA"
    }


def _claims(deed: Deed, order: str, shipments: Sequence[str]) -> Iterator[str]:
    for key, row in deed.rows("claim").items():
        about = row.get("order") == order or row.get("shipment") in shipments
        if about and row["status"] not in _OVER:
            yield key


def move(deed: Deed, order: str, to: Stage, *, despite: str | None = None) -> None:
    """Take *order* to another stage, where its conditions are met.

    *despite* is a reason to go on all the same; it is kept in the note with what was missing.
    """
    row = deed.row("order", order)
    now = Stage(str(row["status"]))
    if not allowed(now, to):
        can = [stage_said(one) for one in moves(now)]
        raise NoSuchMove(order=order, status=stage_said(now), to=stage_said(to), can=can)
    missing = [one.said for one in unmet(to, facts(deed, order))]
    if missing and not despite:
        raise NotReady(order=order, to=stage_said(to), why=missing)
    values: Row = {"status": to.value}
    if missing and despite:
        told = Said("{to} in spite of: {why}. {reason}", to=stage_said(to), why=missing,
                    reason=despite)  # fmt: skip
        values["note"] = noted(row, deed.today, told.in_(deed.lang))
    deed.change("order", order, values)


def noted(row: Row, day: date, text: str) -> str:
    """The note of a row with one dated line more."""
    before = f"{row['note']}\n" if row.get("note") else ""
    return f"{before}{day:%Y-%m-%d} {text}"


def cancel(deed: Deed, order: str, why: str, day: date | None = None) -> None:
    """Cancel *order* where nothing of it travels; open changes fall with it."""
    if not why.strip():
        raise NoReason(order=order)
    on = day or deed.today
    move(deed, order, Stage.CANCELLED)
    deed.change("order", order, {"cancelled": on, "why_cancelled": why})
    for key, row in changes_of(deed, order).items():
        if row["status"] == "OPEN":
            deed.change("order_change", key, {"status": "REFUSED", "settled": on})


@dataclass(frozen=True, slots=True)
class LineSaid:
    """What a confirmation says of one line; what it does not say is as ordered."""

    quantity: Decimal | None = None
    price: Decimal | None = None
    committed: date | None = None
    missing: bool = False


@dataclass(frozen=True, kw_only=True)
class Confirmation:
    """What a confirmation says of an order; what it does not say is as ordered."""

    day: date
    committed: date | None = None
    their_ref: str | None = None
    incoterm: str | None = None
    place: str | None = None
    terms: str | None = None
    currency: str | None = None
    lines: Mapping[str, LineSaid] = field(default_factory=dict)
    added: Sequence[tuple[str, Decimal, Decimal]] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """One point on which the order and its confirmation say two things."""

    what: str
    line: str | None
    ours: str
    theirs: str


def differences(deed: Deed, order: str, said: Confirmation) -> list[Difference]:
    """Every point on which *said* is not what was ordered. Nothing is written."""
    row, lines = deed.row("order", order), lines_of(deed, order)
    for strange in [key for key in said.lines if key not in lines]:
        raise NotItsLine(line=strange, order=order, known=list(lines))
    found = [
        Difference(what, None, _text(row.get(name)), _text(theirs))
        for what, name, theirs in (
            ("INCOTERM", "incoterm", said.incoterm),
            ("PLACE", "place", said.place),
            ("TERMS", "terms", said.terms),
            ("CURRENCY", "currency", said.currency),
            ("COMMITTED", "requested", said.committed),
        )
        if theirs is not None and row.get(name) is not None and _differ(row[name], theirs)
    ]
    for key, line in lines.items():
        found += _line_differences(key, line, said.lines.get(key), said.committed)
    found += [
        Difference("ADDED", None, "", f"{what} | {_text(quantity)} | {_text(price)}")
        for what, quantity, price in said.added
    ]
    return found


def _line_differences(
    key: str, line: Row, said: LineSaid | None, whole: date | None
) -> Iterator[Difference]:
    if said is None:
        return
    if said.missing:
        yield Difference("MISSING", key, _text(line["quantity"]), "0")
        return
    if said.quantity is not None and said.quantity != number(line["quantity"]):
        yield Difference("QUANTITY", key, _text(line["quantity"]), _text(said.quantity))
    if said.price is not None and said.price != number(line["price"]):
        yield Difference("PRICE", key, _text(line["price"]), _text(said.price))
    if said.committed is not None and said.committed != (line.get("committed") or whole):
        ours = line.get("committed") or whole
        yield Difference("LINE_DATE", key, _text(ours), _text(said.committed))


def _differ(ours: object, theirs: object) -> bool:
    if isinstance(ours, str) and isinstance(theirs, str):
        return " ".join(ours.casefold().split()) != " ".join(theirs.casefold().split())
    return ours != theirs


def _text(value: object) -> str:
    """A value as it is kept in a change: digits and ISO days, read back without doubt."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        plain = f"{value:f}"
        return plain.rstrip("0").rstrip(".") if "." in plain else plain
    return value.isoformat() if isinstance(value, date) else str(value)


def confirm(deed: Deed, order: str, said: Confirmation) -> list[str]:
    """Take a confirmation in. The changes to settle; none: the order is confirmed."""
    row = deed.row("order", order)
    found = differences(deed, order, said)
    if said.their_ref and row["flow"] == "IMP":
        deed.change("order", order, {"their_ref": said.their_ref})
    keys = deed.add("order_change", [
        _change_row(order, one, said.day, "CONFIRMATION", said.their_ref) for one in found
    ])  # fmt: skip
    if not any(one.what == "COMMITTED" for one in found) and said.committed:
        deed.change("order", order, {"committed": said.committed})
    if not found:
        _confirmed(deed, order, said.day)
    return keys


def _change_row(
    order: str, one: Difference, day: date, asked_by: str, their_ref: str | None = None
) -> Row:
    row: Row = {
        "order": order, "line": one.line, "what": one.what, "before": one.ours or None,
        "after": one.theirs or None, "asked_by": asked_by, "day": day, "their_ref": their_ref,
    }  # fmt: skip
    return {name: value for name, value in row.items() if value is not None}


def _confirmed(deed: Deed, order: str, day: date) -> None:
    row = deed.row("order", order)
    values: Row = {"confirmed": day}
    if row.get("committed") is None and row.get("requested") is not None:
        values["committed"] = row["requested"]
    deed.change("order", order, values)
    if row["status"] == "PLACED":
        move(deed, order, Stage.CONFIRMED)


_FIELDS = {
    "QUANTITY": ("order_line", "quantity"),
    "MISSING": ("order_line", "quantity"),
    "PRICE": ("order_line", "price"),
    "DISCOUNT": ("order_line", "discount"),
    "DESCRIPTION": ("order_line", "description"),
    "LINE_DATE": ("order_line", "committed"),
    "COMMITTED": ("order", "committed"),
    "INCOTERM": ("order", "incoterm"),
    "PLACE": ("order", "place"),
    "EDITION": ("order", "edition"),
    "TERMS": ("order", "terms"),
    "CURRENCY": ("order", "currency"),
    "MODE": ("order", "mode"),
}
"""Where each sort of change is written once it is agreed."""


def ask_change(
    deed: Deed,
    order: str,
    what: str,
    after: object,
    *,
    line: str | None = None,
    asked_by: str = "PARTNER",
    why: str | None = None,
    day: date | None = None,
    their_ref: str | None = None,
) -> str:
    """A change asked for by the partner or by us: kept, to be agreed or refused. Its number."""
    record, name = _FIELDS[what]
    if record == "order_line" and line not in lines_of(deed, order):
        raise NotItsLine(line=line or "—", order=order, known=list(lines_of(deed, order)))
    now = deed.row(record, line if record == "order_line" and line else order).get(name)
    _read(what, _text(after))
    one = Difference(what, line, _text(now), _text(after))
    row = _change_row(order, one, day or deed.today, asked_by, their_ref)
    if why:
        row["why"] = why
    [key] = deed.add("order_change", [row])
    return key


def _read(what: str, text: str) -> object:
    """The value of a change, typed as the field it goes to."""
    record, name = _FIELDS[what]
    field_ = RECORDS[record].by_name[name]
    value = field_.kind.read(text)
    if isinstance(value, Unfit):
        raise Unreadable(what=Said(field_.label), value=text, why=value.said)
    return value


def settle(deed: Deed, change: str, *, agreed: bool, why: str | None = None) -> None:
    """Agree or refuse a change. What is agreed is written into the order, in the same save.

    Once all that a confirmation said is agreed, the order is confirmed.
    """
    row = deed.row("order_change", change)
    if row["status"] != "OPEN":
        raise NotOpenChange(change=change)
    order = str(row["order"])
    if agreed:
        _write(deed, order, row)
    values: Row = {"status": "AGREED" if agreed else "REFUSED", "settled": deed.today}
    if why:
        values["why"] = f"{row['why']}; {why}" if row.get("why") else why
    deed.change("order_change", change, values)
    if row["asked_by"] == "CONFIRMATION":
        _confirm_when_all_agreed(deed, order, row)


def _write(deed: Deed, order: str, row: Row) -> None:
    what, after = str(row["what"]), str(row.get("after") or "")
    if what == "ADDED":
        _add_line(deed, order, after)
        return
    record, name = _FIELDS[what]
    key = str(row["line"]) if record == "order_line" else order
    deed.change(record, key, {name: _read(what, after)})


def _add_line(deed: Deed, order: str, text: str) -> None:
    what, _, rest = text.partition(" | ")
    quantity, _, price = rest.partition(" | ")
    sku = find_product(deed.rows("product"), what)
    named: Row = {"product": sku} if sku else {"description": what}
    amounts = {"quantity": Decimal(quantity or "0"), "price": Decimal(price or "0")}
    deed.add("order_line", [{"order": order, **named, **amounts}])


def _confirm_when_all_agreed(deed: Deed, order: str, last: Row) -> None:
    """All of one confirmation settled and nothing of it refused: it binds, from its last yes."""
    same = [
        one
        for one in changes_of(deed, order).values()
        if one["asked_by"] == "CONFIRMATION" and one["day"] == last["day"]
    ]
    if all(one["status"] == "AGREED" for one in same) and not deed.row("order", order).get(
        "confirmed"
    ):
        _confirmed(deed, order, deed.today)


def reminded(deed: Deed, order: str, day: date | None = None) -> int:
    """The confirmation was asked for again. How many times so far."""
    row = deed.row("order", order)
    count = int(str(row.get("reminders") or 0)) + 1
    deed.change("order", order, {"reminders": count, "reminded": day or deed.today})
    return count


_COPIED = ("party", "flow", "incoterm", "place", "edition", "currency", "terms", "mode",
           "destination")  # fmt: skip
_LINE_COPIED = (
    "product", "description", "quantity", "unit", "price", "discount", "tolerance", "net_kg",
    "gross_kg", "packages", "goods_code", "origin",
)  # fmt: skip


def copy(deed: Deed, order: str, party: str | None = None) -> str:
    """The same goods and terms in a new order, in draft: no date and no reference is taken over."""
    row = deed.row("order", order)
    fresh: Row = {n: row[n] for n in _COPIED if row.get(n) is not None}
    if party and party != row["party"]:
        fresh |= {"party": party}
        if row["flow"] == "EXP":
            fresh["destination"] = deed.row("party", party)["country"]
    [ref] = deed.add("order", [{**fresh, "ordered": deed.today, "status": "DRAFT",
                                "owner": deed.author.name}])  # fmt: skip
    deed.add("order_line", [
        {"order": ref, **{n: line[n] for n in _LINE_COPIED if line.get(n) is not None}}
        for line in lines_of(deed, order).values()
    ])  # fmt: skip
    return ref


@dataclass(frozen=True, slots=True)
class Part:
    """How far one line of an order is: ordered, in shipments, delivered, left; its next day."""

    line: str
    name: str
    ordered: Decimal
    shipped: Decimal
    delivered: Decimal
    left: Decimal
    next_day: date | None


def parts(deed: Deed, order: str) -> list[Part]:
    """The partial deliveries of *order*, line by line."""
    left = left_to_ship(deed, list(lines_of(deed, order)))
    shipments = shipments_of(deed, order)
    came, next_days = _arrivals(deed, shipments)
    found = []
    for key, line in lines_of(deed, order).items():
        mine = [
            row
            for row in deed.rows("shipment_line").values()
            if row.get("order_line") == key and row["shipment"] in shipments
        ]
        done = sum((number(r["quantity"]) for r in mine if r["shipment"] in came), Decimal(0))
        coming = [next_days[str(r["shipment"])] for r in mine if str(r["shipment"]) in next_days]
        product = deed.rows("product").get(str(line.get("product")), {})
        name = line.get("description") or product.get("name_en") or line.get("product")
        found.append(
            Part(key, str(name or "—"), number(line["quantity"]), left[key].shipped, done,
                 left[key].quantity, min(coming, default=None))
        )  # fmt: skip
    return found


def _arrivals(deed: Deed, shipments: Sequence[str]) -> tuple[set[str], dict[str, date]]:
    """The shipments delivered, and the day each other one is expected."""
    came: set[str] = set()
    days: dict[str, date] = {}
    for row in deed.rows("milestone").values():
        of = str(row["shipment"])
        if of not in shipments or row["kind"] not in {"ARRIVED", "DELIVERED"}:
            continue
        if row["kind"] == "DELIVERED" and row.get("actual"):
            came.add(of)
        day = row.get("actual") or row.get("expected") or row.get("planned")
        if isinstance(day, date):
            days[of] = max(day, days.get(of, day))
    return came, {of: day for of, day in days.items() if of not in came}

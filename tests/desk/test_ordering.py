"""Orders: their moves, their confirmations, their changes, their making."""

from __future__ import annotations

import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from selling_desk import furnished, parts, row

from comptoir.desk import Faulty, ordering, producing, shipping
from comptoir.desk.ordering import Confirmation, LineSaid
from comptoir.rules.orders import Stage
from seated import on

DAY = date(2026, 8, 10)


@pytest.fixture
def here(engine, tmp_path, stored):
    furnished(stored)
    return on(engine, tmp_path, DAY)


@pytest.fixture
def bought(stored, here):
    """Two lines ordered in China, not confirmed yet."""
    [ref] = stored("order", {
        "party": "QINGHUA", "flow": "IMP", "ordered": date(2026, 8, 3), "incoterm": "FOB",
        "place": "Shanghai", "currency": "USD", "terms": "NET 30", "mode": "SEA",
        "status": "PLACED", "requested": date(2026, 10, 12),
    })  # fmt: skip
    line = {"order": ref, "product": "BOL"}
    stored("order_line", {**line, "quantity": Decimal(4000), "price": Decimal("2.35")},
           {**line, "quantity": Decimal(1000), "price": Decimal("2.10")})  # fmt: skip
    return ref


def changes(here, order):
    return parts(here, "order_change", "order", order)


class TestMoves:
    def test_a_move_that_cannot_be_is_refused_with_those_that_can(self, here, bought):
        with (
            here.deed("move") as deed,
            pytest.raises(ordering.NoSuchMove, match="placed and cannot become closed") as refused,
        ):
            ordering.move(deed, bought, Stage.CLOSED)
        assert "draft, confirmed, in production" in str(refused.value)

    def test_conditions_are_all_told_at_once(self, here, bought):
        with here.deed("move") as deed, pytest.raises(ordering.NotReady) as refused:
            ordering.move(deed, bought, Stage.SHIPPED)
        said = str(refused.value)
        assert "not confirmed" in said
        assert "no delivery date is promised" in said
        assert "no shipment of it has left" in said

    def test_going_on_all_the_same_keeps_the_reason(self, here, bought):
        with here.deed("move") as deed:
            ordering.move(deed, bought, Stage.CONFIRMED, despite="Mr Hu said yes on the telephone")
        note = row(here, "order", bought)["note"]
        assert "confirmed in spite of: it is not confirmed" in note
        assert "Mr Hu said yes" in note

    def test_from_placing_to_closing(self, here, bought, stored, engine, tmp_path):
        with here.deed("confirm") as deed:
            assert ordering.confirm(deed, bought, Confirmation(
                day=DAY, committed=date(2026, 10, 12), their_ref="QH-1")) == []  # fmt: skip
        later = on(engine, tmp_path, date(2026, 12, 1))
        with later.deed("ship") as deed:
            shipment = shipping.new_shipment(deed, [bought])
            shipping.reached(deed, shipment, "DEPARTED", date(2026, 10, 14))
            ordering.move(deed, bought, Stage.SHIPPED)
            with pytest.raises(ordering.NotReady, match="day of complete delivery is missing"):
                ordering.move(deed, bought, Stage.DELIVERED)
            shipping.reached(deed, shipment, "DELIVERED", date(2026, 11, 24))
            deed.change("order", bought, {"delivered": date(2026, 11, 24)})
            ordering.move(deed, bought, Stage.DELIVERED)
            with pytest.raises(ordering.NotReady, match="it has no invoice"):
                ordering.move(deed, bought, Stage.CLOSED)
            [invoice] = deed.add("invoice", [{
                "party": "QINGHUA", "kind": "PURCHASE", "order": bought, "status": "ISSUED",
                "issued": date(2026, 10, 14), "currency": "USD", "net": Decimal(11500),
            }])  # fmt: skip
            with pytest.raises(ordering.NotReady, match=f"{invoice} are not paid in full"):
                ordering.move(deed, bought, Stage.CLOSED)
            deed.add("payment", [{
                "party": "QINGHUA", "direction": "OUT", "invoice": invoice, "currency": "USD",
                "day": date(2026, 11, 13), "amount": Decimal(11500),
            }])  # fmt: skip
            ordering.move(deed, bought, Stage.CLOSED)
        assert row(later, "order", bought)["status"] == "CLOSED"

    def test_a_sheet_keeps_to_the_same_moves(self, here, bought, open_book):
        book = open_book(here)
        book.line("order", bought)["status"] = "closed"
        with pytest.raises(Faulty) as refused:
            here.save(book)
        [fault] = refused.value.faults
        assert (fault.where, fault.code) == ("Orders!D6", "MOVE-01")
        book.line("order", bought)["status"] = "confirmed"
        with pytest.raises(Faulty) as refused:
            here.save(book)
        assert {one.code for one in refused.value.faults} == {"MOVE-02"}
        book.line("order", bought).update(confirmed=DAY, committed=date(2026, 10, 12))
        here.save(book)
        assert row(here, "order", bought)["status"] == "CONFIRMED"

    def test_what_other_sheets_say_against_a_move_is_a_warning_there(self, here, bought, open_book):
        book = open_book(here)
        book.line("order", bought).update(
            status="shipped", confirmed=DAY, committed=date(2026, 10, 12)
        )
        done = here.save(book)
        assert [one.code for one in done.warnings] == ["MOVE-03"]
        assert "no shipment of it has left" in done.warnings[0].said.in_("en")


class TestConfirmations:
    SAID = Confirmation(
        day=DAY, committed=date(2026, 10, 26), their_ref="QH-771", terms="net 30",
        lines={"IM-2026-0001/01": LineSaid(price=Decimal("2.41")),
               "IM-2026-0001/02": LineSaid(quantity=Decimal(960))},
    )  # fmt: skip

    def test_every_difference_is_kept_with_both_values(self, here, bought):
        with here.deed("confirm") as deed:
            ordering.confirm(deed, bought, self.SAID)
        found = [(one["what"], one["line"], one["before"], one["after"], one["status"])
                 for one in changes(here, bought).values()]  # fmt: skip
        assert found == [
            ("COMMITTED", None, "2026-10-12", "2026-10-26", "OPEN"),
            ("PRICE", f"{bought}/01", "2.35", "2.41", "OPEN"),
            ("QUANTITY", f"{bought}/02", "1000", "960", "OPEN"),
        ]
        made = row(here, "order", bought)
        assert (made["status"], made["confirmed"], made["their_ref"]) == ("PLACED", None, "QH-771")

    def test_all_agreed_the_order_is_as_confirmed_and_binds(self, here, bought):
        with here.deed("confirm") as deed:
            keys = ordering.confirm(deed, bought, self.SAID)
            for key in keys[:-1]:
                ordering.settle(deed, key, agreed=True)
            assert deed.row("order", bought)["status"] == "PLACED"
            ordering.settle(deed, keys[-1], agreed=True, why="Boxes of 12")
        made, lines = row(here, "order", bought), parts(here, "order_line", "order", bought)
        assert (made["status"], made["confirmed"], made["committed"]) == (
            "CONFIRMED", DAY, date(2026, 10, 26),
        )  # fmt: skip
        assert [(one["quantity"], one["price"]) for one in lines.values()] == [
            (Decimal(4000), Decimal("2.41")), (Decimal(960), Decimal("2.10")),
        ]  # fmt: skip
        last = changes(here, bought)[keys[-1]]
        assert (last["status"], last["settled"], last["why"]) == ("AGREED", DAY, "Boxes of 12")

    def test_one_refused_and_the_order_waits_for_another_confirmation(self, here, bought):
        with here.deed("confirm") as deed:
            keys = ordering.confirm(deed, bought, self.SAID)
            ordering.settle(deed, keys[1], agreed=False, why="The price was agreed")
            for key in (keys[0], keys[2]):
                ordering.settle(deed, key, agreed=True)
            with pytest.raises(ordering.NotOpenChange):
                ordering.settle(deed, keys[1], agreed=True)
        made = row(here, "order", bought)
        assert (made["status"], made["confirmed"]) == ("PLACED", None)
        assert parts(here, "order_line", "order", bought)[f"{bought}/01"]["price"] == Decimal(
            "2.35"
        )

    def test_lines_missing_and_added(self, here, bought):
        said = Confirmation(day=DAY, lines={f"{bought}/02": LineSaid(missing=True)},
                            added=[("COC", Decimal(12), Decimal("55.50"))])  # fmt: skip
        with here.deed("confirm") as deed:
            for key in ordering.confirm(deed, bought, said):
                ordering.settle(deed, key, agreed=True)
        lines = parts(here, "order_line", "order", bought)
        assert lines[f"{bought}/02"]["quantity"] == 0
        assert (lines[f"{bought}/03"]["product"], lines[f"{bought}/03"]["quantity"]) == (
            "COC", Decimal(12),
        )  # fmt: skip

    def test_a_line_of_another_order_is_refused(self, here, bought):
        said = Confirmation(day=DAY, lines={"IM-2026-0009/01": LineSaid(missing=True)})
        with here.deed("confirm") as deed, pytest.raises(ordering.NotItsLine):
            ordering.confirm(deed, bought, said)


class TestChanges:
    def test_a_change_is_dated_and_written_once_it_is_agreed(self, here, bought):
        with here.deed("change") as deed:
            key = ordering.ask_change(
                deed, bought, "QUANTITY", Decimal(4200), line=f"{bought}/01", asked_by="US",
                why="The customer wants more",
            )  # fmt: skip
            assert deed.row("order_line", f"{bought}/01")["quantity"] == Decimal(4000)
            ordering.settle(deed, key, agreed=True)
        one = changes(here, bought)[key]
        assert (one["before"], one["after"], one["day"], one["settled"]) == (
            "4000", "4200", DAY, DAY,
        )  # fmt: skip
        assert parts(here, "order_line", "order", bought)[f"{bought}/01"]["quantity"] == 4200

    def test_what_cannot_be_read_is_refused_at_once(self, here, bought):
        with here.deed("change") as deed, pytest.raises(ordering.Unreadable, match="Incoterm FOC"):
            ordering.ask_change(deed, bought, "INCOTERM", "FOC")

    def test_an_order_of_which_goods_travel_is_not_cancelled(self, here, bought):
        with here.deed("cancel") as deed:
            with pytest.raises(ordering.NoReason):
                ordering.cancel(deed, bought, "")
            shipment = shipping.new_shipment(deed, [bought], quantities={
                f"{bought}/01": Decimal(10)})  # fmt: skip
            with pytest.raises(ordering.NotReady, match=shipment):
                ordering.cancel(deed, bought, "Too late for Christmas")
            shipping.reached(deed, shipment, "CANCELLED", DAY)
            ordering.ask_change(deed, bought, "PLACE", "Ningbo")
            ordering.cancel(deed, bought, "Too late for Christmas")
        made = row(here, "order", bought)
        assert (made["status"], made["cancelled"], made["why_cancelled"]) == (
            "CANCELLED", DAY, "Too late for Christmas",
        )  # fmt: skip
        assert [one["status"] for one in changes(here, bought).values()] == ["REFUSED"]

    def test_a_copy_takes_goods_and_terms_and_no_date(self, here, bought):
        with here.deed("copy") as deed:
            new = ordering.copy(deed, bought)
        made = row(here, "order", new)
        assert (made["status"], made["ordered"], made["requested"], made["their_ref"]) == (
            "DRAFT", DAY, None, None,
        )  # fmt: skip
        assert [one["price"] for one in parts(here, "order_line", "order", new).values()] == [
            Decimal("2.35"), Decimal("2.10"),
        ]  # fmt: skip

    def test_partial_deliveries_line_by_line(self, here, bought, open_book):
        with here.deed("ship") as deed:
            first = shipping.new_shipment(deed, [bought], quantities={
                f"{bought}/01": Decimal(1000)}, departure=date(2026, 8, 1))  # fmt: skip
            shipping.reached(deed, first, "DELIVERED", date(2026, 8, 9))
            second = shipping.new_shipment(deed, [bought], quantities={
                f"{bought}/01": Decimal(2000)})  # fmt: skip
            shipping.expected(deed, second, "ARRIVED", date(2026, 11, 2))
            found = ordering.parts(deed, bought)
        assert [(one.ordered, one.shipped, one.delivered, one.left, one.next_day)
                for one in found] == [
            (Decimal(4000), Decimal(3000), Decimal(1000), Decimal(1000), date(2026, 11, 2)),
            (Decimal(1000), Decimal(0), Decimal(0), Decimal(1000), None),
        ]  # fmt: skip
        book = open_book(here)
        assert book.line("order_line", f"{bought}/01")["left"] == 1000
        assert book.line("order", bought)["progress"] == 61.3  # 7 050 of 11 500 USD


class TestMaking:
    @pytest.fixture
    def confirmed(self, here, bought):
        with here.deed("confirm") as deed:
            ordering.confirm(deed, bought, Confirmation(day=DAY, committed=date(2026, 10, 12)))
            producing.plan_steps(deed, bought)
        return bought

    def test_the_steps_are_planned_back_from_the_day_promised(self, here, confirmed):
        steps = parts(here, "production", "order", confirmed).values()
        assert [(one["step"], one["planned"]) for one in steps] == [
            ("MATERIALS", date(2026, 8, 24)), ("STARTED", date(2026, 8, 31)),
            ("HALFWAY", date(2026, 9, 21)), ("FINISHED", date(2026, 10, 5)),
            ("INSPECTED", date(2026, 10, 8)), ("READY", date(2026, 10, 12)),
        ]  # fmt: skip

    def test_the_order_follows_its_making(self, here, confirmed, engine, tmp_path):
        september = on(engine, tmp_path, date(2026, 9, 14))
        with september.deed("step") as deed:
            producing.done(deed, confirmed, "STARTED", date(2026, 9, 7), "two weeks of rain")
            assert deed.row("order", confirmed)["status"] == "IN_PRODUCTION"
            news = producing.expected(deed, confirmed, "FINISHED", date(2026, 10, 15))
            assert (news.late, news.ready) == (10, date(2026, 10, 22))
            with pytest.raises(producing.StillToCome):
                producing.done(deed, confirmed, "READY", date(2026, 10, 12))
        october = on(engine, tmp_path, date(2026, 10, 23))
        with october.deed("step") as deed:
            producing.done(deed, confirmed, "READY", date(2026, 10, 22))
        assert row(october, "order", confirmed)["status"] == "READY"

    def test_a_sale_is_not_followed_so(self, here, stored):
        [sold] = stored("order", {"party": "KELLER", "flow": "EXP", "ordered": DAY,
                                  "incoterm": "FCA", "place": "Lyon"})  # fmt: skip
        with here.deed("plan") as deed, pytest.raises(producing.NotBought):
            producing.plan_steps(deed, sold)

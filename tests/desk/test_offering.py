"""Offers to customers, from the enquiry to the order or the reason of the loss."""

from __future__ import annotations

import sys
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from selling_desk import furnished, parts, row

from comptoir.desk import offering
from comptoir.desk.offering import Wanted
from comptoir.desk.saving import Faulty
from comptoir.rules.incoterms import Incoterm
from seated import on

DAY = date(2026, 8, 4)


@pytest.fixture
def here(engine, tmp_path, stored):
    furnished(stored)
    return on(engine, tmp_path, DAY)


@pytest.fixture
def offer(here):
    """An offer to New York, with what its way costs."""
    with here.deed("offer new") as deed:
        ref = offering.new_offer(
            deed, "MARLOWE",
            [Wanted("COC", Decimal(200)), Wanted("Bol en porcelaine", Decimal(500))],
            subject="Restock", their_ref="RFQ 88", enquired=date(2026, 8, 3), mode="SEA",
        )  # fmt: skip
        deed.add("offer_cost", [
            {"offer": ref, "leg": "PRE_CARRIAGE", "amount": Decimal(320)},
            {"offer": ref, "leg": "EXPORT_CLEARANCE", "amount": Decimal(65)},
            {"offer": ref, "leg": "ORIGIN_HANDLING", "amount": Decimal(210)},
            {"offer": ref, "leg": "MAIN_CARRIAGE", "amount": Decimal(1150), "currency": "USD"},
            {"offer": ref, "leg": "INSURANCE", "share": Decimal("0.35")},
        ])  # fmt: skip
    return ref


def test_what_is_known_of_the_partner_and_the_articles_is_not_typed_again(here, offer):
    made = row(here, "offer", offer)
    assert (made["incoterm"], made["place"], made["currency"], made["terms"]) == (
        "CIF", "New York", "USD", "LC SIGHT",
    )  # fmt: skip
    assert (made["valid_until"], made["lead_days"]) == (date(2026, 9, 3), 20)
    assert (made["rate"], made["rate_day"]) == (Decimal("1.15"), date(2026, 8, 3))
    lines = list(parts(here, "offer_line", "offer", offer).values())
    assert [(one["product"], one["price"]) for one in lines] == [
        ("COC", Decimal("102.35")), ("BOL", Decimal("12.65")),  # 89 and 11 at 1.15
    ]  # fmt: skip
    assert [one["cost"] for one in lines] == [Decimal(41), Decimal("2.0000")]  # 2.30 USD at 1.15


def test_the_ladder_goes_down_to_the_door_and_up_again(here, offer):
    with here.deed("offer ladder") as deed:
        found = offering.price_ladder(deed, offer)
    by_rule = {step.rung.rule.name: step for step in found.steps}
    assert found.amount.amount == Decimal("26795.00")  # 200 x 102.35 + 500 x 12.65
    # CIF less 0.35 % of 110 %, less 1150 USD and (320 + 65 + 210) EUR at 1.15.
    premium = Decimal("103.16")
    assert found.ex_works.amount == Decimal("26795.00") - premium - 1150 - Decimal("684.25")
    assert by_rule["CIF"].rung.price == found.amount
    assert by_rule["CIF"].ours
    assert by_rule["CFR"].rung.price.amount == found.amount.amount - premium
    assert by_rule["EXW"].rung.price == found.ex_works
    prices = [step.rung.price.amount for step in found.steps if step.rung.rule.name != "FCA"]
    assert prices[:5] == sorted(prices[:5])
    assert (found.rate, found.rate_day) == (Decimal("1.15"), date(2026, 8, 3))


def test_the_margin_is_what_goods_and_way_leave(here, offer, open_book):
    shown = open_book(here).line("offer", offer)
    # 26 795 USD are 23 300 EUR; less the way: 21 615.30 EUR ex works; the goods cost 9 200.
    ex_works = Decimal("23300.00") - Decimal("89.71") - Decimal("1000.00") - Decimal(595)
    wanted = (ex_works - 9200) * 100 / Decimal("23300.00")
    assert shown["amount_eur"] == 23300.0
    assert Decimal(str(shown["margin"])) == wanted.quantize(Decimal("0.01"))


def test_without_costs_of_the_way_there_is_no_ladder(here, offer):
    with here.deed("offer new") as deed:
        bare = offering.new_offer(deed, "KELLER", [Wanted("COC", Decimal(10))])
        with pytest.raises(offering.NoWayCosts):
            offering.price_ladder(deed, bare)


def test_follow_ups_come_by_rule_and_end_with_the_offer(here, engine, tmp_path, offer):
    with here.deed("offer send") as deed:
        first = offering.send(deed, offer)
    assert first == date(2026, 8, 11)
    later = on(engine, tmp_path, date(2026, 8, 12))
    with later.deed("offer follow") as deed:
        second = offering.follow_up(deed, offer, note="Mr Ortiz decides next week")
        third = offering.follow_up(deed, offer, date(2026, 8, 24))
        assert offering.follow_up(deed, offer, date(2026, 9, 2)) is None
    made = row(later, "offer", offer)
    assert (second, third) == (date(2026, 8, 24), date(2026, 8, 31))
    assert (made["follow_ups"], made["followed"], made["follow_up"]) == (3, date(2026, 9, 2), None)
    assert "2026-08-12 Mr Ortiz decides next week" in made["note"]


def test_a_version_replaces_the_one_before_and_nothing_is_lost(here, offer):
    with here.deed("offer revise") as deed:
        second = offering.revise(deed, offer, terms="NET 30")
        with pytest.raises(offering.NotOpen, match="replaced"):
            offering.revise(deed, offer)
        third = offering.revise(deed, second)
    assert [row(here, "offer", one)["version"] for one in (offer, second, third)] == [1, 2, 3]
    assert row(here, "offer", third)["revises"] == second
    assert [row(here, "offer", one)["status"] for one in (offer, second)] == ["REPLACED"] * 2
    assert len(parts(here, "offer_line", "offer", third)) == 2
    assert len(parts(here, "offer_cost", "offer", third)) == 5


def test_another_rule_moves_the_prices_along_the_ladder(here, offer):
    with here.deed("offer under") as deed:
        wanted = offering.price_ladder(deed, offer)
        new = offering.reprice(deed, offer, Incoterm.FOB, "Fos-sur-Mer")
    made = row(here, "offer", new)
    fob = next(step for step in wanted.steps if step.rung.rule is Incoterm.FOB)
    lines = list(parts(here, "offer_line", "offer", new).values())
    total = sum(one["quantity"] * one["price"] for one in lines)
    assert (made["incoterm"], made["place"], made["version"]) == ("FOB", "Fos-sur-Mer", 2)
    assert [one["price"] for one in lines] == list(fob.units.values())
    assert abs(total - fob.rung.price.amount) < Decimal("5.00")  # unit prices have two decimals


def test_won_it_is_an_order_with_nothing_typed_again(here, offer):
    with here.deed("offer send") as deed:
        offering.send(deed, offer)
    with here.deed("offer won") as deed:
        order = offering.win(deed, offer, their_ref="PO 4711", requested=date(2026, 10, 1))
    made, lines = row(here, "order", order), parts(here, "order_line", "order", order)
    assert (order, made["offer"], made["status"]) == ("EX-2026-0001", offer, "PLACED")
    assert (made["their_ref"], made["requested"], made["destination"]) == (
        "PO 4711", date(2026, 10, 1), "US",
    )  # fmt: skip
    assert [one["price"] for one in lines.values()] == [Decimal("102.35"), Decimal("12.65")]
    assert [one["gross_kg"] for one in lines.values()] == [Decimal(1040), Decimal(225)]
    assert row(here, "offer", offer)["status"] == "WON"
    with here.deed("again") as deed, pytest.raises(offering.NotOpen, match="won"):
        offering.win(deed, offer)


def test_lost_it_says_why(here, offer):
    with here.deed("offer lost") as deed:
        with pytest.raises(offering.NoReason, match="PRICE"):
            offering.lose(deed, offer, "")
        offering.lose(deed, offer, "DELAY", "They needed it in September")
    made = row(here, "offer", offer)
    assert (made["status"], made["loss"], made["decided"]) == ("LOST", "DELAY", DAY)


def test_a_copy_goes_to_another_customer_without_their_references(here, offer):
    with here.deed("offer copy") as deed:
        new = offering.copy(deed, offer, "KELLER")
    made = row(here, "offer", new)
    assert (made["party"], made["their_ref"], made["status"], made["version"]) == (
        "KELLER", None, "DRAFT", 1,
    )  # fmt: skip


def test_goods_without_a_price_are_refused_with_the_remedy(here):
    with here.deed("new") as deed:
        with pytest.raises(offering.NoPrice, match="no sale price"):
            offering.new_offer(deed, "KELLER", [Wanted("Spare lids", Decimal(10))])
        ref = offering.new_offer(
            deed, "KELLER", [Wanted("Spare lids", Decimal(10), price=Decimal("7.5"))]
        )
    [line] = parts(here, "offer_line", "offer", ref).values()
    assert (line["description"], line["product"]) == ("Spare lids", None)


class TestTyped:
    """An enquiry typed in the sheets: priced, sent, won as by the commands."""

    @pytest.fixture
    def typed(self, here, open_book):
        book = open_book(here)
        book.add("offer", party="MARLOWE", subject="Restock", enquired=datetime(2026, 8, 3),
                 their_ref="RFQ 88", currency="USD", mode="sea")  # fmt: skip
        [(_, ref)] = here.save(book).new
        book.add("offer_line", offer=ref, product="COC", quantity=200.0)
        book.add("offer_line", offer=ref, product="BOL", quantity=500.0, price=12.5)
        here.save(book)
        return book, ref

    def test_what_is_left_blank_is_what_the_command_would_have_found(self, here, offer, typed):
        _, ref = typed
        names = ("incoterm", "place", "terms", "valid_until", "rate", "rate_day", "offered")
        mine, theirs = row(here, "offer", ref), row(here, "offer", offer)
        assert [mine[name] for name in names] == [theirs[name] for name in names]
        lines = parts(here, "offer_line", "offer", ref).values()
        assert [(one["price"], one["cost"]) for one in lines] == [
            (Decimal("102.35"), Decimal(41)), (Decimal("12.5"), None),
        ]  # fmt: skip

    def test_a_price_that_nobody_knows_is_asked_for_at_its_cell(self, here, typed):
        book, ref = typed
        book.add("offer_line", offer=ref, description="Wicker basket", quantity=5.0)
        with pytest.raises(Faulty) as refused:
            here.save(book)
        assert [one.where for one in refused.value.faults] == ["Offer lines!G8"]

    def test_sent_by_its_state_it_is_followed_up_and_won_it_is_an_order(self, here, typed):
        book, ref = typed
        book.line("offer", ref)["status"] = "sent"
        here.save(book)
        assert row(here, "offer", ref)["follow_up"] == date(2026, 8, 11)
        book.line("offer", ref)["status"] = "won"
        done = here.save(book)
        assert "it is the order EX-2026-0001" in done.told[0].in_("en")
        assert row(here, "order", "EX-2026-0001")["their_ref"] == "RFQ 88"
        assert row(here, "offer", ref)["follow_up"] is None
        lines = parts(here, "order_line", "order", "EX-2026-0001").values()
        assert [one.get("packages") for one in lines] == [None, 42]  # 500 bowls, 12 to a package

    def test_lost_by_its_state_it_is_asked_of_no_more(self, here, typed):
        book, ref = typed
        book.line("offer", ref).update(status="lost", loss="price")
        here.save(book)
        assert row(here, "offer", ref)["decided"] == DAY

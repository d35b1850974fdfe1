from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from comptoir.sheets.imports import To, bring, mapping_of, mapping_text, proposed, read_separated
from comptoir.sheets.imports.refusals import BadMapping, NotForThisFile, NothingKnown

ORDERS = """Order,Customer,Country,Date,Article,Qty,Price,Weight,Mode
A1,Roux,FR,8/20/2024,Pump,2,"1,234.50",12.5,Truck
A1,Roux,FR,8/20/2024,Valve,10,3.25,See A9,Truck
A2,Nord,DE,8/4/2024,Pump,1,1200.00,6,Ship
"""
MAPPING = """
source = "shop"
totals = ["Qty", "Price"]

[[make]]
name = "client"
record = "party"
same = ["Customer"]
[make.fields]
name = "Customer"
country = "Country"
note = { value = "From the shop." }

[[make]]
name = "order"
record = "order"
same = ["Order"]
[make.fields]
party = { to = ["client"] }
their_ref = "Order"
ordered = "Date"
incoterm = { value = "DAP" }
place = { text = "{Customer}, {Country}" }
mode = { from = "Mode", values = { "Truck" = "ROAD", "*" = "" }, notes = ["Ship"] }

[[make]]
name = "line"
record = "order_line"
keep = ["Article"]
[make.fields]
order = { to = "order" }
quantity = "Qty"
price = "Price"
gross_kg = { from = "Weight", notes = ["See *"] }
"""


def brought(text=ORDERS, mapping=MAPPING):
    return bring(read_separated(text.encode(), "shop.csv"), mapping_of(mapping, "shop.toml"))


def test_one_file_makes_parties_orders_and_lines():
    made = brought().made
    assert {name: len(rows) for name, rows in made.items()} == {
        "party": 2,
        "order": 2,
        "order_line": 3,
    }
    roux, order = made["party"][0], made["order"][0]
    assert (roux.values["name"], roux.values["role"], roux.lines) == ("Roux", "CUSTOMER", (2, 3))
    assert order.values["party"] == To("party", roux.fingerprint)
    assert order.values["ordered"] == date(2024, 8, 20)
    assert order.values["place"] == "Roux, FR"
    assert made["order_line"][0].values["price"] == Decimal("1234.50")


def test_text_in_a_number_column_is_kept_in_the_note_and_not_guessed():
    line = brought().made["order_line"][1].values
    assert line["gross_kg"] is None
    assert line["note"] == "Article: Valve\nWeight: See A9"


def test_a_mapped_text_that_is_noted_is_not_lost():
    first, second = brought().made["order"]
    assert (first.values["mode"], first.values["note"]) == ("ROAD", None)
    assert (second.values["mode"], second.values["note"]) == (None, "Mode: Ship")


def test_the_same_file_gives_the_same_fingerprints_and_another_row_another():
    one, two = brought(), brought()
    prints = [made.fingerprint for rows in one.made.values() for made in rows]
    assert prints == [made.fingerprint for rows in two.made.values() for made in rows]
    assert len(set(prints)) == 7
    more = brought(ORDERS + "A3,Roux,FR,8/21/2024,Pump,1,9.00,1,Truck\n")
    assert set(prints) < {made.fingerprint for rows in more.made.values() for made in rows}


def test_two_equal_lines_are_two_lines():
    line = "A1,Roux,FR,8/20/2024,Valve,10,3.25,,Truck\n"
    assert len(brought(ORDERS + line + line).made["order_line"]) == 5


def test_every_fault_of_a_row_is_located_and_the_row_set_aside_whole():
    text = ORDERS + "A3,Roux,Narnia,8/32/2024,Pump,two,9.00,heavy,Truck\n"
    result = brought(text)
    assert (result.rows, result.accepted, len(result.aside)) == (4, 3, 1)
    aside = result.aside[0]
    assert (aside.line, aside.cells["Order"]) == (5, "A3")
    places = {(fault.column, fault.heading, fault.shown) for fault in aside.reasons}
    assert places == {
        ("C", "Country", "Narnia"),
        ("D", "Date", "8/32/2024"),
        ("F", "Qty", "two"),
        ("H", "Weight", "heavy"),
    }
    assert aside.reasons[0].in_("en").startswith("Line 5, column C (Country): Narnia is not a")
    assert aside.reasons[0].in_("fr").startswith("Ligne 5, colonne C (Country) : ")
    assert len(result.made["order"]) == 2


def test_accepted_and_set_aside_are_the_file_to_the_cent():
    total = {one.heading: one for one in brought(ORDERS + "A3,,,x,P,1.5,9.99,,\n").totals}
    price = total["Price"]
    assert (price.of_file, price.accepted, price.aside) == (
        Decimal("2447.74"),
        Decimal("2437.75"),
        Decimal("9.99"),
    )


CELLS = some.sampled_from(["A1", "A2", "Roux", "FR", "8/20/2024", "12", "1.50", "", "x", "=1+1"])


@settings(max_examples=60, deadline=None)
@given(some.lists(some.lists(CELLS, min_size=9, max_size=10), max_size=8))
def test_no_row_is_ever_lost_or_counted_twice(rows):
    text = ORDERS + "".join(",".join(row) + "\n" for row in rows if any(row))
    result = brought(text)
    assert result.accepted + len(result.aside) == result.rows
    for total in result.totals:
        assert total.accepted + total.aside == total.of_file
    aside = {one.line for one in result.aside}
    lines = [line for made in result.made.get("order_line", []) for line in made.lines]
    assert len(lines) == len(set(lines)) == result.accepted
    assert not aside & set(lines)
    made = {one.fingerprint for some_ in result.made.values() for one in some_}
    links = [v for some_ in result.made.values() for one in some_ for v in one.values.values()]
    assert all(link.fingerprint in made for link in links if isinstance(link, To))


def test_lines_that_disagree_about_one_order_are_set_aside_unless_told_how_to_combine():
    text = ORDERS + "A1,Roux,FR,8/22/2024,Pump,1,9.00,1,Truck\n"
    result = brought(text)
    said = result.aside[0].reasons[0].in_("en")
    assert "an earlier line says 20 Aug 2024 and this one 22 Aug 2024 for Order date" in said
    latest = MAPPING.replace('ordered = "Date"', 'ordered = { from = "Date", combine = "latest" }')
    assert brought(text, latest).made["order"][0].values["ordered"] == date(2024, 8, 22)


def test_a_missing_required_value_sets_aside_every_line_of_its_row():
    text = ORDERS.replace("Nord,DE", "Nord,")
    result = brought(text)
    assert [one.line for one in result.aside] == [4]
    assert "Country of the Party is missing" in result.aside[0].reasons[0].in_("en")


def test_a_value_given_on_one_line_only_serves_the_whole_order():
    text = ORDERS.replace("A1,Roux,FR,8/20/2024,Valve", "A1,Roux,FR,,Valve")
    made = brought(text).made["order"][0]
    assert (made.values["ordered"], made.lines) == (date(2024, 8, 20), (2, 3))


def test_a_date_of_two_meanings_is_a_fault_until_the_mapping_says():
    text = ORDERS.replace("8/20/2024", "8/7/2024")
    result = brought(text)
    assert result.accepted == 0
    told = result.aside[0].reasons[0].in_("en")
    assert 'Write "Date" = "d/m/y" or "m/d/y" under [days]' in told
    said = MAPPING.replace("[[make]]", '[days]\nDate = "d/m/y"\n\n[[make]]', 1)
    assert brought(text, said).made["order"][0].values["ordered"] == date(2024, 7, 8)
    forced = brought(ORDERS, said)
    assert "8/20/2024 is not a date written d/m/y" in forced.aside[0].reasons[0].in_("en")


def test_a_number_of_two_meanings_is_a_fault_until_the_mapping_says():
    text = f'{ORDERS.splitlines()[0]}\nA1,Roux,FR,8/20/2024,P,2,"1,234",,Truck\n'
    assert "1234 or as 1.234" in brought(text).aside[0].reasons[0].in_("en")
    said = 'decimal = ","\n' + MAPPING
    assert brought(text, said).made["order_line"][0].values["price"] == Decimal("1.234")


def test_the_earliest_day_known_stands_in_for_one_that_is_missing_and_is_named():
    head, *lines = ORDERS.splitlines()
    dated = [head + ",Sent,Planned"]
    dated += [line + ",7/25/2024,7/30/2024" for line in lines]
    dated[3] = dated[3].replace("8/4/2024", "n/a")
    said = MAPPING.replace(
        'ordered = "Date"',
        'ordered = { from = "Date", notes = "n/a", stand_in = ["Planned", "Sent"] }',
    )
    first, second = brought("\n".join(dated), said).made["order"]
    assert (first.values["ordered"], first.values["note"]) == (date(2024, 8, 20), None)
    assert second.values["ordered"] == date(2024, 7, 25)
    assert second.values["note"].splitlines() == ["Date: n/a", "Order date ← Sent", "Mode: Ship"]


def test_what_a_check_of_the_desk_would_stop_is_set_aside_with_its_reason():
    result = brought(mapping=MAPPING.replace('{ value = "DAP" }', '{ value = "FOB" }'))
    assert [one.line for one in result.aside] == [2, 3]
    assert "FOB" in result.aside[0].reasons[0].in_("en")


def test_what_stands_beyond_the_headings_is_a_fault():
    text = ORDERS + "A3,Roux,FR,8/20/2024,Pump, 2,5,9.00,1,Truck\n"
    assert any(
        "longer than the row of headings" in fault.in_("en")
        for fault in brought(text).aside[0].reasons
    )


def test_formula_text_stays_text():
    text = ORDERS.replace("Valve", "=cmd|' /C calc'!A0")
    assert "=cmd|' /C calc'!A0" in brought(text).made["order_line"][1].values["note"]


def test_the_report_says_what_was_found_taken_and_left():
    text = ORDERS.replace("Mode", "Mode,Colour", 1).replace("Truck", "Truck,red")
    said = [one.in_("en") for one in brought(text).said()]
    assert "Date: dates are m/d/y, as 8/20/2024 proves." in said
    assert "shop.csv: 3 rows, 3 accepted, 0 set aside." in said
    assert "Price: 2,437.75 in the file, 2,437.75 accepted, 0 set aside." in said
    assert "Columns that become nothing: Colour." in said


def test_a_mapping_is_written_as_it_is_read():
    mapping = mapping_of(MAPPING, "shop.toml")
    assert mapping_of(mapping_text(mapping), "again.toml") == mapping


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (('source = "shop"', ""), "source is missing"),
        (('source = "shop"', "source = "), "Invalid value"),
        (('record = "party"', 'record = "ship"'), "client makes ship, which is none of party"),
        (('name = "Customer"', 'nom = "Customer"'), "client has no field nom; it has code"),
        (('quantity = "Qty"', 'amount = "Qty"'), "line has no field amount"),
        (('to = ["client"]', 'to = ["buyer"]'), "order.party cannot lead to buyer"),
        (('to = "order"', 'to = "client"'), "line.order cannot lead to client"),
        (('name = "line"', 'name = "order"'), "order is there twice"),
        (('keep = ["Article"]', 'kept = ["Article"]'), "kept is not known line"),
        (('{ to = "order" }', '{ to = "order", value = "x" }'), "needs one of from, to"),
        (('{ value = "DAP" }', '{ value = "DAP", combine = "mean" }'), "combines by one of same"),
        (('quantity = "Qty"', "quantity = 3"), "neither a heading nor a table"),
        (("[[make]]", '[days]\nDate = "y/m"\n\n[[make]]'), "one of d/m/y, m/d/y"),
        (("totals", 'decimal = "x"\ntotals'), "a point or a comma"),
        (("totals", "days = 3\ntotals"), "days must be a table"),
        (('same = ["Order"]', "same = 3"), "same must be a text or a list"),
        (('same = ["Order"]', 'same = "Order"\nwhen = "x"'), "when must be a table"),
    ],
)
def test_a_wrong_mapping_is_refused_with_what_is_wrong(change, why):
    with pytest.raises(BadMapping) as refused:
        mapping_of(MAPPING.replace(*change, 1), "shop.toml")
    assert why in str(refused.value)


def test_a_mapping_of_another_file_says_which_columns_are_missing():
    with pytest.raises(NotForThisFile, match="does not have: Mode, Weight"):
        brought("Order,Customer,Country,Date,Article,Qty,Price\nA,B,FR,1/2/2024,P,1,2\n")


def test_french_and_english_headings_are_recognised_and_the_rest_goes_to_the_note():
    file = "Nom;Pays;E-mail;Surnom\nVallon;France;anna@vallon.fr;Le Grand\n"
    foreign = read_separated(file.encode(), "tiers.csv")
    result = bring(foreign, proposed(foreign))
    party = result.made["party"][0].values
    assert (party["name"], party["country"], party["email"]) == ("Vallon", "FR", "anna@vallon.fr")
    assert party["note"] == "Surnom: Le Grand"


def test_a_file_of_lines_is_proposed_as_orders_with_their_lines():
    text = (
        "Order,Customer,Order date,Incoterm,Named place,Quantity,Unit price\n"
        "PO1,Roux,2024-02-01,FCA,Lyon,2,5.50\nPO1,Roux,2024-02-01,FCA,Lyon,3,7\n"
    )
    foreign = read_separated(text.encode(), "orders.csv")
    mapping = proposed(foreign)
    assert [(make.name, make.same) for make in mapping.makes] == [
        ("order", ("Order",)),
        ("order_line", ()),
    ]
    result = bring(foreign, mapping_of(mapping_text(mapping), "orders.toml"))
    assert [len(rows) for rows in result.made.values()] == [1, 2]
    order = result.made["order"][0].values
    assert (order["their_ref"], order["party"], order["place"]) == ("PO1", "Roux", "Lyon")


def test_headings_nobody_knows_are_not_guessed():
    foreign = read_separated(b"Foo,Bar\n1,2\n", "x.csv")
    with pytest.raises(NothingKnown, match="Foo, Bar"):
        proposed(foreign)

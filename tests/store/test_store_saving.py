"""What an assistant saves is there whole, and who changed it; what cannot be saved is refused."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from desks import CONTACT, LINE, NOE, ORDER, PARTY, TODAY
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comptoir import store
from comptoir.records import RECORDS
from comptoir.records.kinds import Choice, Day, Flag, Link, Quantity, Whole
from comptoir.store import rows
from comptoir.store.writing import Step, update_rows

RATE, PRODUCT = RECORDS["rate"], RECORDS["product"]


def test_a_row_comes_back_as_it_was_registered(desk):
    acme = {
        "code": "ACME",
        "name": "Acmé – «Łódź» 株式会社",
        "role": "CUSTOMER",
        "country": "DE",
        "credit_limit": Decimal("120000.5"),
        "active": False,
        "note": "=cmd|' /C calc'!A0\n'; DROP TABLE party; --",
        "custom": {"Colour": "blue", "Since": date(2019, 5, 1), "Share": Decimal("0.10"), "N": 3},
    }
    assert desk.register(PARTY, acme) == ["ACME"]
    row = desk.row(PARTY, "ACME")
    assert row.pop(store.VERSION) == 1
    assert {name: value for name, value in row.items() if value is not None} == acme
    assert set(row) == {f.name for f in PARTY.kept} | {store.CUSTOM}


def test_each_record_keeps_each_of_its_fields(desk):
    """Every field of every record, with a value of its kind and links that lead somewhere."""
    keys = {}
    for name, record in RECORDS.items():
        row = {f.name: an_example(f) for f in record.kept if f.name != record.key}
        row |= {link: keys.get(target) for link, target in record.links.items()}
        row |= {record.key: "KEY 1"} if record.keying is None else {}
        (keys[name],) = desk.register(record, row)
        found = desk.row(record, keys[name])
        assert {field: found[field] for field in row} == row, name
        typed = {field: type(value) for field, value in row.items()}
        assert {field: type(found[field]) for field in row} == typed, name


def an_example(field):
    kind = field.kind
    if isinstance(kind, Quantity):
        return Decimal(12345).scaleb(-kind.places)
    if isinstance(kind, Choice):
        return next(iter(kind.options))
    return {Link: None, Whole: 3, Flag: True, Day: date(2026, 2, 28)}.get(type(kind), "Text")


def test_only_what_changed_is_changed(trading):
    assert trading.amend(PARTY, "ACME", 1, terms="NET 30", name="Acme GmbH") == 2
    changes = trading.ask(store.history, "ACME")
    assert [(c.kind, c.field, c.old, c.new) for c in changes if c.version == 2] == [
        ("amended", "terms", None, "NET 30")
    ]
    before = trading.everything()
    assert trading.amend(PARTY, "ACME", 2, terms="NET 30") == 2
    after = trading.everything()
    assert after["changes"] == before["changes"]
    assert after["party"] == before["party"]


def test_the_users_own_columns_are_kept_heading_by_heading(trading):
    trading.amend(PARTY, "ACME", 1, custom={"Colour": "blue", "Rank": 2})
    trading.amend(PARTY, "ACME", 2, custom={"Colour": None, "Fair": "Lyon 2026"})
    assert trading.row(PARTY, "ACME")[store.CUSTOM] == {"Rank": 2, "Fair": "Lyon 2026"}
    changes = [c for c in trading.ask(store.history, "ACME") if c.of_custom and c.version == 3]
    assert {(c.field, c.old, c.new) for c in changes} == {
        ("Colour", "blue", None),
        ("Fair", None, "Lyon 2026"),
    }


def test_the_second_of_two_writers_is_told_who_was_first_and_when(trading):
    trading.amend(PARTY, "ACME", 1, author=NOE, terms="NET 60")
    then = trading.now
    before = trading.everything()
    with pytest.raises(store.Superseded) as refused:
        trading.amend(PARTY, "ACME", 1, terms="NET 30")
    assert refused.value.facts["keys"] == ["ACME"]
    assert refused.value.facts["by"] == "Noé"
    assert refused.value.facts["at"] == then
    assert "Nothing was saved" in str(refused.value)
    assert refused.value.exit_code == 3
    assert trading.everything() == before


def test_one_stale_row_among_many_refuses_them_all(trading):
    trading.amend(PARTY, "NORDIC", 1, terms="NET 60")
    before = trading.everything()
    changes = [
        store.Amendment("ACME", 1, {"terms": "NET 10"}),
        store.Amendment("NORDIC", 1, {"terms": "NET 10"}),
    ]
    with pytest.raises(store.Superseded, match="NORDIC"):
        trading.save(lambda db, save: store.amend(db, save, PARTY, changes))
    assert trading.everything() == before


def test_a_removed_row_is_gone_and_its_remover_named(trading):
    trading.remove(LINE, "EX-2026-0001/02", author=NOE)
    assert set(trading.rows(LINE)) == {"EX-2026-0001/01"}
    for deed in (
        lambda: trading.amend(LINE, "EX-2026-0001/02", 1, quantity=Decimal(3)),
        lambda: trading.remove(LINE, "EX-2026-0001/02"),
    ):
        with pytest.raises(store.Gone) as refused:
            deed()
        assert refused.value.facts["by"] == "Noé"


@pytest.mark.parametrize(
    ("record", "key", "named_by", "refs"),
    [
        (PARTY, "ACME", "Orders", ["EX-2026-0001"]),
        (ORDER, "EX-2026-0001", "Lines", ["EX-2026-0001/01", "EX-2026-0001/02"]),
    ],
)
def test_a_row_that_others_name_cannot_be_removed(trading, record, key, named_by, refs):
    with pytest.raises(store.StillNamed) as refused:
        trading.remove(record, key)
    assert refused.value.facts["named_by"].in_("en") == named_by
    assert refused.value.facts["refs"] == refs


def test_no_row_names_what_is_not_there(trading):
    with pytest.raises(store.Unlinked, match=r"names Party GHOST") as refused:
        trading.register(ORDER, {"party": "GHOST", "flow": "EXP", "ordered": TODAY})
    assert refused.value.facts["missing"] == ["GHOST"]
    with pytest.raises(store.Unlinked, match="Party GHOST"):
        trading.amend(ORDER, "EX-2026-0001", 1, party="GHOST")
    with pytest.raises(store.Unlinked, match="EX-2026-0009"):
        trading.register(LINE, {"order": "EX-2026-0009", "quantity": 1, "price": 1})
    assert trading.register(CONTACT, {"party": "ACME", "surname": "Weiß"}) == ["CT0001"]


def test_what_a_reference_is_made_of_does_not_change(trading):
    rate = {"currency": "USD", "day": TODAY, "source": "ECB", "value": Decimal("1.08765432")}
    assert trading.register(RATE, rate) == ["USD 2026-11-23 ECB"]
    with pytest.raises(store.Fixed, match="Day is part of the reference"):
        trading.amend(RATE, "USD 2026-11-23 ECB", 1, day=date(2026, 11, 24))
    with pytest.raises(store.Fixed):
        trading.amend(LINE, "EX-2026-0001/01", 1, order=None)
    assert trading.amend(RATE, "USD 2026-11-23 ECB", 1, value=Decimal("1.1")) == 2
    assert trading.amend(RATE, "USD 2026-11-23 ECB", 2, day=TODAY, note="checked") == 3
    with pytest.raises(store.Taken, match="USD 2026-11-23 ECB"):
        trading.register(RATE, rate)


def test_a_number_too_large_to_keep_is_refused_by_name(trading):
    with pytest.raises(store.TooLarge, match="Credit limit"):
        trading.amend(PARTY, "ACME", 1, credit_limit=Decimal("1e15"))
    assert trading.amend(PARTY, "ACME", 1, credit_limit=Decimal("922337203685477.5807")) == 2


def test_rows_come_by_key_or_all_in_the_order_a_person_counts(trading):
    line = {"order": "EX-2026-0001", "description": "Bolt", "quantity": 1, "price": 1}
    trading.register(LINE, *[line] * 99)
    keys = list(trading.rows(LINE))
    assert keys[:2] == ["EX-2026-0001/01", "EX-2026-0001/02"]
    assert keys[-3:] == ["EX-2026-0001/99", "EX-2026-0001/100", "EX-2026-0001/101"]
    some = trading.ask(store.current, LINE, ["EX-2026-0001/100", "EX-2026-0001/99", "none"])
    assert list(some) == ["EX-2026-0001/99", "EX-2026-0001/100"]
    assert trading.ask(store.versions, LINE) == dict.fromkeys(keys, 1)


def test_a_block_is_what_current_says_column_by_column(trading):
    trading.register(PRODUCT, {"sku": "V1", "name_en": "Valve", "gross_kg": Decimal("2.5")})
    trading.amend(PRODUCT, "V1", 1, active=True, custom={"Shelf": "A3"})
    for record in RECORDS.values():
        block = trading.ask(store.block, record)
        assert dict(block.rows()) == trading.rows(record)
        assert block.columns[record.key] == block.keys
        assert list(block.columns) == [f.name for f in record.kept]
        assert all(len(column) == len(block.keys) for column in block.columns.values())
    products = trading.ask(store.block, PRODUCT)
    assert products.columns["gross_kg"] == [2500]
    assert products.columns["active"] == [True]
    assert products.columns["active"][0] is True
    assert products.custom == [{"Shelf": "A3"}]
    assert trading.ask(store.block, ORDER).columns["ordered"] == [TODAY]
    assert trading.ask(store.block, RATE).keys == []


@pytest.mark.parametrize("at_once", [1, 2, 3, 7])
def test_a_block_read_in_lots_is_the_same_block(trading, monkeypatch, at_once):
    trading.register(PARTY, *[{"name": f"Party {n}"} for n in range(5)])
    trading.remove(PARTY, "P0002", "P0004")
    whole = trading.ask(store.block, PARTY)
    monkeypatch.setattr(rows, "ARRAY", at_once)
    monkeypatch.setattr(rows, "AT_ONCE", at_once)
    assert trading.ask(store.block, PARTY) == whole
    assert trading.ask(store.block, PARTY, whole.keys) == whole


WORDS = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=12
)
CELLS = st.one_of(
    WORDS, st.booleans(), st.integers(), st.dates(), st.decimals(-9, 9, places=2), st.floats(-9, 9)
)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    note=WORDS,
    own=st.dictionaries(WORDS, CELLS, max_size=3),
    limit=st.decimals(-(10**12), 10**12, places=4),
)
def test_whatever_is_written_is_read_again(desk, note, own, limit):
    with desk.engine.connect() as db, db.begin() as whole:
        save = store.begin_save(db, NOE, desk.now, "hostile")
        row = {"note": note, "credit_limit": limit, "custom": own}
        (key,) = store.register(db, save, PARTY, [row], TODAY)
        found = store.current(db, PARTY)[key]
        assert (found["note"], found["credit_limit"], found["custom"]) == (note, limit, own)
        whole.rollback()


def test_even_where_nobody_looked_first_a_stale_version_writes_nothing(trading):
    """The update itself names the version it saw: no path to the table goes around that."""
    trading.amend(PARTY, "ACME", 1, author=NOE, terms="NET 60")
    step = Step("ACME", 1, {"terms": None}, {"terms": "NET 30"}, {})
    with pytest.raises(store.Superseded, match="Noé"):
        trading.save(lambda db, save: update_rows(db, save, PARTY, [step]))
    assert trading.row(PARTY, "ACME")["terms"] == "NET 60"

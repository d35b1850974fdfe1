"""Partners: known, checked, merged, exchanged as cards, forgotten; and a dossier's life."""

from __future__ import annotations

import csv
import io
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from selling_desk import furnished, parts, row

from comptoir.desk import cards, chronicle, offering, partnering, people
from comptoir.desk.offering import Wanted
from comptoir.desk.partnering import NoAccount, SameParty, SamePerson
from comptoir.store import history, reading
from seated import on

DAY = date(2026, 11, 23)
IBAN, OTHER = "FR7630006000011234567890189", "DE89370400440532013000"


@pytest.fixture
def here(engine, tmp_path, stored):
    furnished(stored)
    return on(engine, tmp_path, DAY)


def told(found):
    return [one.in_("en").replace("\xa0", " ") for one in partnering.told(found)]


class TestKnown:
    def test_an_office_open_at_nine_in_paris_and_its_holidays(self, here):
        with here.deed("card") as deed:
            deed.change("party", "QINGHUA", {"hours": "09:00-18:00", "habits": "Samples first"})
            deed.change("party", "KELLER", {"vat": "DE136695976", "vat_checked": date(2026, 2, 2),
                                            "vat_proof": "WAPI1"})  # fmt: skip
            china, german = (partnering.partner(deed, one) for one in ("QINGHUA", "KELLER"))
        assert china.now.open
        assert "Both open today, by our clock: 09:00-11:00" in told(china)
        assert "Habits: Samples first" in told(china)
        assert "VAT number DE136695976: valid in VIES on 02 Feb 2026, proof WAPI1" in told(german)
        assert [one.day for one in german.closings] == [date(2026, 12, 25), date(2027, 1, 1)]

    def test_exposure_counts_what_is_owed_and_what_is_under_way(self, here, stored, open_book):
        [order] = stored("order", {"party": "MARLOWE", "flow": "EXP", "ordered": DAY,
                                   "incoterm": "CIF", "place": "New York", "currency": "USD",
                                   "status": "CONFIRMED"})  # fmt: skip
        stored("order_line", {"order": order, "product": "COC", "quantity": Decimal(10),
                              "price": Decimal(100)})  # fmt: skip
        invoice = {"party": "MARLOWE", "kind": "SALE", "issued": DAY, "status": "ISSUED"}
        stored("invoice", {**invoice, "net": Decimal(400), "currency": "USD", "order": order},
               {**invoice, "net": Decimal(100), "currency": "EUR"})  # fmt: skip
        with here.deed("limit") as deed:
            deed.change("party", "MARLOWE", {"credit_limit": Decimal(1000)})
        line = open_book(here).line("party", "MARLOWE")
        # 400 invoiced and 600 still to invoice of the order; 100 EUR at 1.16.
        assert (line["exposure"], line["headroom"]) == (1116.0, -116.0)
        due = [one for one in here.due() if one.record == "party"]
        assert [one.what.in_("en") for one in due] == ["Ask for payment before shipping more"]
        assert "beyond the credit limit by 116.00\N{NO-BREAK SPACE}USD" in due[0].why.in_("en")


class TestBank:
    def test_a_second_person_looks_and_a_change_undoes_the_look(
        self, here, engine, tmp_path, open_book
    ):
        noe = on(engine, tmp_path, DAY, name="Noé")
        with here.deed("iban") as deed:
            with pytest.raises(NoAccount):
                partnering.check_bank(deed, "QINGHUA", "called")
            deed.change("party", "QINGHUA", {"iban": IBAN, "bic": "AGRIFRPP"})
        with here.deed("check") as deed, pytest.raises(SamePerson, match="Léa entered"):
            partnering.check_bank(deed, "QINGHUA", "+86 21 5555 0000, Mr Hu")
        assert open_book(here).line("party", "QINGHUA")["bank_state"] == "not checked"
        with noe.deed("check") as deed:
            partnering.check_bank(deed, "QINGHUA", "+86 21 5555 0000, Mr Hu")
            assert not partnering.needs_second_look(deed, "QINGHUA")
        assert open_book(here).line("party", "QINGHUA")["bank_state"] == "checked twice"
        with noe.deed("swindle") as deed:
            deed.change("party", "QINGHUA", {"iban": OTHER})
            assert partnering.needs_second_look(deed, "QINGHUA")
            log = partnering.bank_log(deed, "QINGHUA")
        assert open_book(here).line("party", "QINGHUA")["bank_state"] == "changed since the check"
        assert [(one.by, one.field, one.new) for one in log if one.field == "iban"] == [
            ("Léa", "iban", IBAN), ("Noé", "iban", OTHER),
        ]  # fmt: skip

    def test_before_a_payment_today_asks_for_the_look(self, here, stored):
        stored("invoice", {"party": "QINGHUA", "kind": "PURCHASE", "issued": DAY, "due": DAY,
                           "status": "ISSUED", "net": Decimal(10), "currency": "USD"})  # fmt: skip
        with here.deed("iban") as deed:
            deed.change("party", "QINGHUA", {"iban": IBAN})
        assert "Check the bank details before paying" in [o.what.in_("en") for o in here.due()]
        with here.deed("alone") as deed:
            partnering.check_bank(deed, "QINGHUA", "+86 21 5555 0000", alone=True)
        assert "Check the bank details before paying" not in [o.what.in_("en") for o in here.due()]
        assert row(here, "party", "QINGHUA")["bank_checked_by"] == "Léa, alone"


class TestDoubles:
    def test_found_and_merged_with_everything_and_undone_as_a_whole(self, here, stored):
        stored("party", {"code": "P0009", "role": "CUSTOMER", "name": "KELLER KUECHENWELT",
                         "country": "DE", "phone": "+49 711 123456", "domains": "keller.de",
                         "note": "met at the fair"})  # fmt: skip
        stored("contact", {"party": "P0009", "surname": "Vogel"})
        with here.deed("offer") as deed:
            offer = offering.new_offer(deed, "P0009", [Wanted("COC", Decimal(5))], place="Lyon")
        with here.deed("doubles") as deed:
            [pair] = partnering.find_doubles(deed)
        assert (pair.one, pair.two) == ("KELLER", "P0009")
        with here.deed("merge") as deed:
            done = partnering.merge(deed, "KELLER", "P0009")
            save = deed.number
            with pytest.raises(SameParty):
                partnering.merge(deed, "KELLER", "P0009")
            assert partnering.find_doubles(deed) == []
        assert dict(done.moved) == {"contact": 1, "offer": 1}
        assert row(here, "offer", offer)["party"] == "KELLER"
        kept, gone = row(here, "party", "KELLER"), row(here, "party", "P0009")
        assert (kept["phone"], kept["domains"]) == ("+49 711 123456", "keller.de")
        assert kept["note"] == "P0009: met at the fair"
        assert (gone["active"], gone["merged_into"]) == (False, "KELLER")
        with reading(here.engine) as db:
            assert any(one.new == "KELLER" for one in history(db, offer) if one.field == "party")
        here.undo(save)
        assert row(here, "offer", offer)["party"] == "P0009"
        assert row(here, "party", "P0009")["merged_into"] is None


class TestCards:
    def test_out_and_in_again_nothing_is_doubled(self, here, stored, tmp_path):
        stored("contact", {
            "party": "KELLER", "surname": "Vogel", "first_name": "Kätrin; A.",
            "email": "k.vogel@keller.example", "mobile": "+49 151 5555 0000",
        })  # fmt: skip
        file = tmp_path / "people.vcf"
        with here.deed("out") as deed:
            file.write_text(cards.as_vcards(deed, ["KELLER", "PORTO"]), "utf-8")
        before = len(here.look().rows("party")), len(here.look().rows("contact"))
        with here.deed("in") as deed:
            done = cards.take_cards(deed, file)
        assert (done.parties, done.contacts, done.completed, done.aside) == ((), (), (), ())
        assert (len(here.look().rows("party")), len(here.look().rows("contact"))) == before

    def test_a_stranger_becomes_a_party_and_only_blanks_are_filled(self, here, stored, tmp_path):
        [known] = stored("contact", {"party": "KELLER", "surname": "Vogel", "job": "Head buyer",
                                     "email": "k.vogel@keller.example"})  # fmt: skip
        file = tmp_path / "in.vcf"
        file.write_text(
            "BEGIN:VCARD\nVERSION:3.0\nN:Vogel;Katrin;;;\nFN:Katrin Vogel\nORG:Keller\n"
            "TITLE:Buyer\nEMAIL:K.Vogel@keller.example\nTEL;TYPE=CELL:+49 151 1\nEND:VCARD\n"
            "BEGIN:VCARD\nVERSION:4.0\nN:Osei;Ama;;;\nFN:Ama Osei\nORG:Volta Homes Ltd\n"
            "EMAIL:ama@volta.example\nADR:;;1 Ring Road;Accra;;;Ghana\nEND:VCARD\n"
            "BEGIN:VCARD\nVERSION:3.0\nN:Nobody;;;;\nFN:Nobody\nORG:Nowhere Inc\nEND:VCARD\n",
            "utf-8",
        )
        with here.deed("in") as deed:
            done = cards.take_cards(deed, file, "PROSPECT")
        vogel = row(here, "contact", known)
        assert (vogel["job"], vogel["first_name"]) == ("Head buyer", "Katrin")
        [volta] = done.parties
        made = row(here, "party", volta)
        assert (made["name"], made["country"], made["role"], made["city"]) == (
            "Volta Homes Ltd", "GH", "PROSPECT", "Accra",
        )  # fmt: skip
        assert [name for name, _ in done.aside] == ["Nobody"]

    def test_what_is_no_card_is_refused(self, here, tmp_path):
        file = tmp_path / "odd.vcf"
        file.write_bytes(b"\x00\xffnot a card")
        with here.deed("in") as deed, pytest.raises(cards.NotCards):
            cards.take_cards(deed, file)

    def test_csv_is_read_again_and_no_cell_is_a_formula(self, here):
        with here.deed("note") as deed:
            deed.change("party", "KELLER", {"note": "=HYPERLINK(1)", "phone": "+49 711 123456"})
            text = cards.as_csv(deed, "party")
        lines = list(csv.reader(io.StringIO(text), delimiter=";"))
        assert len({len(line) for line in lines}) == 1
        keller = next(dict(zip(lines[0], line, strict=True)) for line in lines if "KELLER" in line)
        assert keller["Note"] == "'=HYPERLINK(1)"
        assert keller["Role"] == "customer"


class TestPeople:
    @pytest.fixture
    def vogel(self, here, stored):
        [key] = stored("contact", {"party": "KELLER", "surname": "Vogel", "first_name": "Katrin",
                                   "email": "k.vogel@keller.example"})  # fmt: skip
        stored("task", {"what": "Call Katrin Vogel", "due": DAY})
        stored("invoice", {"party": "KELLER", "kind": "SALE", "issued": DAY, "status": "ISSUED",
                           "net": Decimal(1), "currency": "EUR"})  # fmt: skip
        with here.deed("mobile") as deed:
            deed.change("contact", key, {"mobile": "+49 151 1234567"})
        return key

    def test_all_that_is_known_is_given_out(self, here, vogel, tmp_path):
        with here.deed("person") as deed:
            assert people.find_person(deed, "katrin vogel") == [vogel]
            known = people.as_json(people.known_of(deed, vogel, tmp_path / "dossiers"))
        assert known["data"]["email"] == "k.vogel@keller.example"
        assert known["answer_by"] == "2026-12-23"
        assert [one["text"] for one in known["mentions"]] == ["Call Katrin Vogel"]
        assert any(one["after"] == "+49 151 1234567" for one in known["history"])

    def test_erased_with_her_history_but_for_what_the_law_keeps(self, here, vogel):
        with here.deed("erase") as deed:
            done = people.erase(deed, vogel)
            with pytest.raises(people.ErasedAlready):
                people.erase(deed, vogel)
        gone = row(here, "contact", vogel)
        assert (gone["surname"], gone["email"], gone["mobile"], gone["erased"]) == (
            "erased", None, None, DAY,
        )  # fmt: skip
        with reading(here.engine) as db:
            values = {v for one in history(db, vogel) for v in (one.old, one.new)}
        assert not values & {"Vogel", "Katrin", "k.vogel@keller.example", "+49 151 1234567"}
        assert [(one.what.in_("en"), one.until) for one in done.kept] == [
            ("invoices and their payments", date(2036, 12, 31))
        ]
        assert [one.key for one in done.mentions] == ["TA-2026-0001"]


def test_the_life_of_a_dossier_begins_with_its_offer(here, engine, tmp_path):
    with here.deed("offer") as deed:
        offer = offering.new_offer(deed, "KELLER", [Wanted("COC", Decimal(5))])
        offering.send(deed, offer)
    later = on(engine, tmp_path, date(2026, 12, 1))
    with later.deed("won") as deed:
        order = offering.win(deed, offer)
        found = chronicle.story(deed, order)
    assert found.refs == (order, offer)
    first, *_, last = [(one.ref, one.said.in_("en"), one.by) for one in found.events]
    assert first == (offer, "Offer registered", "Léa")
    assert last[0] in {offer, order}
    assert [one.day for one in found.events] == sorted(one.day for one in found.events)
    assert parts(later, "order_line", "order", order)

"""Letters written at the desk: laid in their dossier, remembered, marked when the data move on."""

from __future__ import annotations

import io
import sys
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random

import docx
import pytest

sys.path.insert(0, str(Path(__file__).parent))

from shipping_desk import trade

from comptoir.desk import circular, shipping, writing
from comptoir.desk.composing import Rack, Wish
from comptoir.desk.rereading import difference, read_again
from comptoir.letters import Shelf
from comptoir.letters.gathering import FactsWanted, NobodyToWriteTo, Several, UnreadableFact
from comptoir.letters.gathering.asking import NoFirm, NoRecord, WrongRecord
from comptoir.letters.word import BrokenTemplate
from seated import on

TODAY = date(2026, 11, 23)


@pytest.fixture
def firm(stored):
    stored("party", {"code": "MV", "role": "US", "name": "Maison Vallon", "country": "FR",
                     "city": "Lyon", "postcode": "69002", "address": "1 rue du Port",
                     "eori": "FR84213957800017"})  # fmt: skip


@pytest.fixture
def desk(engine, tmp_path, stored, firm):
    trade(stored)
    return on(engine, tmp_path, TODAY)


@pytest.fixture
def sold(desk, stored):
    """The sale to Jeddah, shipped and invoiced; its reference."""
    [order] = [key for key, row in desk.look().rows("order").items() if row["flow"] == "EXP"]
    with desk.deed("ship it") as deed:
        ref = shipping.new_shipment(
            deed, [order], forwarder="RHONEAIR", loading_port="FRLYS", discharge_port="SAJED",
            packages=20, gross_kg=Decimal(225), m3=Decimal("1.2"),
        )  # fmt: skip
        shipping.plan_milestones(deed, ref, date(2026, 12, 1), date(2026, 12, 4))
    stored("invoice", {"party": "RASHID", "kind": "SALE", "order": order, "issued": TODAY,
                       "due": date(2026, 12, 23), "currency": "USD", "net": Decimal(5500),
                       "vat_case": "EXPORT", "status": "ISSUED"})  # fmt: skip
    return order


def letter(desk, kind, ref, **wish):
    return writing.write(desk, Wish(kind=kind, ref=ref, **wish))


def texts(file):
    book = docx.Document(io.BytesIO(file.read_bytes()))
    cells = [cell.text for table in book.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in book.paragraphs), *cells])


def status(desk):
    return {row["kind"]: row.get("stale") for row in desk.look().rows("letter").values()}


def change(desk, record, key, **values):
    with desk.deed("a change") as deed:
        deed.change(record, key, values)


def test_a_letter_lands_in_its_dossier_under_the_next_number(desk, sold, tmp_path):
    first = letter(desk, "order_acknowledgement", sold)
    second = letter(desk, "pro_forma", sold, lang="fr")
    folder = tmp_path / "dossiers" / sold
    assert [one.name for one in sorted(folder.iterdir())] == [
        "01-2026-11-23-order_acknowledgement-en.docx",
        "02-2026-11-23-pro_forma-fr.docx",
    ]
    assert "Porcelain bowl" in texts(first.file)
    row = desk.look().rows("letter")[second.ref]
    assert (row["about"], row["party"], row["language"]) == (sold, "RASHID", "fr")
    assert row["file"] == f"{sold}/02-2026-11-23-pro_forma-fr.docx"
    assert row["made_of"] == Shelf().digest("pro_forma", "fr")


def test_a_letter_may_be_asked_from_any_record_of_the_deal(desk, sold):
    [shipment] = desk.look().rows("shipment")
    assert letter(desk, "order_answer", shipment).letter.ref == sold
    assert letter(desk, "booking", sold).letter.ref == shipment
    assert letter(desk, "account_opening", sold, told={"activity": "tiles"}).letter.ref == "RASHID"


def test_only_the_papers_whose_facts_changed_are_marked(desk, sold):
    letter(desk, "order_acknowledgement", sold)
    letter(desk, "booking", sold)
    letter(desk, "account_opening", "RASHID", told={"activity": "tiles"})
    change(desk, "order_line", f"{sold}/01", price=Decimal(12))
    assert status(desk) == {
        "order_acknowledgement": "lines, total", "booking": None, "account_opening": None,
    }  # fmt: skip
    change(desk, "shipment", next(iter(desk.look().rows("shipment"))), vessel="SV124")
    assert status(desk)["booking"] == "vessel"
    change(desk, "party", "RASHID", note="Call Noura")
    assert status(desk)["account_opening"] is None
    change(desk, "party", "RASHID", city="Jeddah", address="King Road")
    assert status(desk)["account_opening"] == "to"
    change(desk, "order_line", f"{sold}/01", price=Decimal(11))
    assert status(desk)["order_acknowledgement"] == "to"


def test_today_asks_to_write_a_stale_paper_again(desk, sold):
    letter(desk, "order_acknowledgement", sold)
    change(desk, "order", sold, their_ref="PO 77")
    [due] = [one for one in desk.due() if one.record == "letter"]
    assert str(due.what) == f"Write again: Order acknowledgement of {sold}"
    assert str(due.why) == "changed since: party_ref, references, your_ref"


CHANGES = (
    ("order", "their_ref", "PO {}"), ("order", "place", "Town {}"), ("order", "note", "n {}"),
    ("order_line", "description", "Goods {}"), ("product", "name_en", "Bowl {}"),
    ("product", "name_fr", "Bol {}"), ("party", "city", "City {}"), ("party", "note", "n {}"),
    ("shipment", "vessel", "V {}"), ("shipment", "booking", "BK{}"),
    ("milestone", "note", "n {}"), ("invoice", "note", "n {}"), ("document", "title", "P {}"),
)  # fmt: skip
ADDED = (
    ("contact", {"party": "RASHID", "surname": "Al {}", "main": True}),
    ("contact", {"party": "QINGHUA", "surname": "Hu {}"}),
    ("party", {"code": "B{}", "role": "BROKER", "name": "Broker {}", "country": "FR"}),
    ("party", {"code": "P{}", "role": "CUSTOMER", "name": "Other {}", "country": "BE"}),
    ("event", {"name": "Fair {}", "starts": TODAY, "ends": TODAY, "country": "DE", "stand": "A1",
               "status": "BOOKED"}),
    ("task", {"what": "Do {}", "party": "RASHID"}),
)  # fmt: skip


@pytest.mark.parametrize("seed", range(2))
def test_what_a_save_marks_is_what_reading_every_letter_would_mark(desk, sold, seed):
    """Only letters that rest on a touched row are read again; no other could have changed."""
    [shipment] = desk.look().rows("shipment")
    with desk.deed("papers") as deed:
        deed.add("document", [{"shipment": shipment, "paper": "INSURANCE_CERTIFICATE"}])
    for kind in ("order_acknowledgement", "pro_forma", "packing_list", "order_answer", "booking",
                 "commercial_invoice", "invoice_cover", "shipping_instruction", "prospecting",
                 "broker_instruction", "freight_request"):  # fmt: skip
        told = {"strengths": "ten days", "products": "bowls"} if kind == "prospecting" else {}
        letter(desk, kind, "RASHID" if told else sold, told=told)
    dice = Random(seed)
    for at in range(12):
        with desk.deed("a change") as deed:
            if dice.random() < 0.35:
                record, row = dice.choice(ADDED)
                new = {k: v.format(at) if isinstance(v, str) else v for k, v in row.items()}
                deed.add(record, [new])
            else:
                record, name, text = dice.choice(CHANGES)
                key = dice.choice(sorted(deed.rows(record)))
                deed.change(record, key, {name: text.format(at)})
        marked = {key: row.get("stale") or "" for key, row in desk.look().rows("letter").items()}
        with desk.deed("look") as deed:
            rack = Rack(deed.db)
            whole = {key: difference(row, desk.settings, rack, "en")
                     for key, row in rack("letter").items()}  # fmt: skip
        assert marked == whole, (record, at)


def test_days_passing_and_other_deals_make_no_letter_stale(desk, sold, engine, tmp_path):
    letter(desk, "order_acknowledgement", sold)
    letter(desk, "commercial_invoice", sold)
    later = on(engine, tmp_path, date(2027, 2, 1), lang="fr")
    with later.deed("look") as deed:
        assert read_again(deed, later.settings) == []


def test_an_undone_change_makes_the_letter_true_again(desk, sold):
    letter(desk, "order_acknowledgement", sold)
    change(desk, "order", sold, their_ref="PO 77")
    assert status(desk)["order_acknowledgement"] == "party_ref, references, your_ref"
    last = max(one.id for one in desk.look().saves(5))
    desk.undo(last)
    assert status(desk)["order_acknowledgement"] is None


def test_written_again_it_takes_the_place_of_the_old_one(desk, sold):
    old = letter(desk, "order_acknowledgement", sold)
    change(desk, "order", sold, their_ref="PO 77")
    new = writing.write_again(desk, old.ref)
    rows = desk.look().rows("letter")
    assert (rows[old.ref]["replaced_by"], rows[new.ref]["stale"]) == (new.ref, None)
    change(desk, "order", sold, their_ref="PO 78")
    rows = desk.look().rows("letter")
    assert rows[old.ref]["stale"] == "party_ref, references, your_ref"
    assert rows[new.ref]["stale"] == "party_ref, references, your_ref"


def test_a_sent_letter_is_history_and_a_sent_invoice_is_not(desk, sold):
    cover, bill = (letter(desk, kind, sold) for kind in ("invoice_cover", "commercial_invoice"))
    for one in (cover, bill):
        change(desk, "letter", one.ref, sent=TODAY)
    change(desk, "order", sold, their_ref="PO 77")
    assert status(desk)["invoice_cover"] is None
    assert status(desk)["commercial_invoice"] == "party_ref"


def test_the_whole_set_in_one_command(desk, sold, tmp_path):
    done = writing.write_set(desk, sold)
    assert [one.letter.kind.name for one in done.written] == [
        "commercial_invoice", "packing_list", "shipping_instruction", "broker_instruction",
        "invoice_cover",
    ]  # fmt: skip
    assert not done.left_out
    assert {one.file.parent for one in done.written} == {tmp_path / "dossiers" / sold}
    cover = texts(done.written[-1].file)
    assert "Commercial invoice, Packing list, Shipping instruction" in cover
    assert set(status(desk).values()) == {None}


def test_a_set_tells_what_it_leaves_out_and_why(desk, sold, stored):
    [bill] = desk.look().rows("invoice")
    change(desk, "invoice", bill, net=Decimal(5400))
    done = writing.write_set(desk, sold)
    assert [kind for kind, _ in done.left_out] == ["commercial_invoice"]
    assert "add up to" in str(done.left_out[0][1])


def test_the_papers_of_a_shipment_are_ticked_off(desk, sold):
    [shipment] = desk.look().rows("shipment")
    with desk.deed("list") as deed:
        [paper] = deed.add("document", [{"shipment": shipment, "paper": "INVOICE"}])
    written = letter(desk, "commercial_invoice", sold)
    row = desk.look().rows("document")[paper]
    assert (row["received"], row["file"]) == (TODAY, f"{sold}/{written.file.name}")


def test_what_no_record_says_is_asked_for_or_marked(desk, sold):
    with pytest.raises(FactsWanted) as wanted:
        letter(desk, "delay_notice", sold)
    assert wanted.value.names == ["promised", "new_day", "cause"]
    half = letter(desk, "delay_notice", sold, unfinished=True, told={"cause": "kiln breakdown"})
    assert half.waiting == ("[to complete: what was promised]", "[to complete: the new day]")
    assert "[to complete: the new day]" in texts(half.file)
    told = {"cause": "kiln\nbreakdown", "promised": "1/12/2026", "new_day": "12 Dec 2026"}
    whole = letter(desk, "delay_notice", sold, told=told)
    assert not whole.waiting
    assert "12 December 2026" in texts(whole.file)
    assert desk.look().rows("letter")[whole.ref]["told"].startswith("cause=kiln⏎breakdown")
    change(desk, "order_line", f"{sold}/01", quantity=Decimal(1))
    assert status(desk)["delay_notice"] is None


def test_facts_of_every_type_are_read_as_they_are_typed(desk, stored, sold):
    [offer] = stored("offer", {
        "party": "QINGHUA", "flow": "IMP", "offered": TODAY, "incoterm": "FOB",
        "place": "Shanghai", "currency": "USD", "status": "SENT",
    })  # fmt: skip
    points = "Price | USD 2.40 | USD 2.35 | from 20,000; Payment | 30 % | at sight"
    told = texts(letter(desk, "counter_offer", offer, told={"points": points}).file)
    assert "USD 2.35\nfrom 20,000" in told
    with pytest.raises(UnreadableFact, match="between bars"):
        letter(desk, "counter_offer", offer, told={"points": "Price | USD 2.40"})
    prices = {"reason": "Energy.", "prices": "BOL | Bowl | 11 EUR | EUR 12,10 | 10"}
    assert "€12.10" in texts(letter(desk, "price_change", "RASHID", told=prices).file)


@pytest.mark.parametrize(
    ("kind", "error"),
    [("purchase_order", WrongRecord), ("remittance", NobodyToWriteTo), ("claim", NoRecord)],
)
def test_an_impossible_letter_is_refused_and_nothing_is_left(desk, sold, tmp_path, kind, error):
    with pytest.raises(error):
        letter(desk, kind, sold)
    assert not (tmp_path / "dossiers").exists()
    assert desk.look().rows("letter") == {}


def test_two_shipments_want_the_one_that_is_meant(desk, sold):
    [first] = desk.look().rows("shipment")
    with desk.deed("ship the rest") as deed:
        lines = [row for row in deed.rows("shipment_line").values() if row["shipment"] == first]
        second = deed.add("shipment", [{"party": "RASHID", "incoterm": "CIP", "mode": "AIR",
                                        "flow": "EXP"}])[0]  # fmt: skip
        deed.add("shipment_line", [{"shipment": second, "order_line": lines[0]["order_line"],
                                    "quantity": Decimal(1)}])  # fmt: skip
    with pytest.raises(Several, match=f"{first}, {second}"):
        letter(desk, "booking", sold)


def test_without_our_own_company_no_letter(engine, tmp_path, stored):
    trade(stored)
    desk = on(engine, tmp_path, TODAY)
    with pytest.raises(NoFirm):
        letter(desk, "account_opening", "RASHID")


def test_a_template_of_the_desk_wins_and_its_faults_stop_all(desk, sold, tmp_path):
    own = tmp_path / "templates" / "en"
    own.mkdir(parents=True)
    book = docx.Document()
    book.add_paragraph("Our own words to {{ to.name }}")
    book.save(own / "booking.docx")
    assert texts(letter(desk, "booking", sold).file) == "Our own words to Rhône Air"
    book.add_paragraph("{{ to.nmae }}")
    book.save(own / "account_opening.docx")
    sending = circular.Sending(kind="account_opening", told={"activity": "tiles"})
    done = circular.write_circular(desk, sending, circular.Choice(roles=["CUSTOMER"]))
    assert [code for code, _ in done.left_out] == ["RASHID"]
    book.add_paragraph("{% if %}")
    book.save(own / "account_opening.docx")
    with pytest.raises(BrokenTemplate):
        circular.write_circular(desk, sending, circular.Choice(roles=["CUSTOMER"]))


def test_a_circular_goes_to_those_who_fit_and_did_not_say_no(desk, stored, tmp_path):
    for code, country, language in (("SIDERIS", "GR", "en"), ("COSTA", "PT", "fr"),
                                    ("NONO", "GR", "en"), ("FAR", "JP", "en")):  # fmt: skip
        stored("party", {"code": code, "role": "PROSPECT", "name": f"={code}", "country": country,
                         "language": language})  # fmt: skip
    said = {"party": "NONO", "answer": "OPPOSED", "day": date(2026, 5, 2), "scope": "LETTER"}
    stored("permission", {**said, "answer": "CONSENT", "day": date(2026, 1, 2)}, said,
           {**said, "party": "FAR", "scope": "MAIL"})  # fmt: skip
    told = {"products.fr": "bols", "products.en": "bowls", "strengths": "ten days; a guarantee",
            "reason.fr": "Nous vous écrivons.", "reason.en": "We write."}  # fmt: skip
    steps = []
    done = circular.write_circular(
        desk, circular.Sending(kind="prospecting", told=told),
        circular.Choice(roles=["PROSPECT"], countries=["GR", "PT"]), tell=steps.append,
    )  # fmt: skip
    assert [code for code, _ in done.written] == ["COSTA", "SIDERIS"]
    assert len(steps) == 3
    assert {code: str(why) for code, why in done.left_out} == {
        "NONO": "said no to letters on 02 May 2026"
    }
    french, english = (texts(one.file) for _, one in done.written)
    assert "Nous vous écrivons." in french
    assert "We write." in english
    assert circular.as_csv(done, "en").splitlines()[1].startswith("COSTA;written;fr;01-")
    with pytest.raises(circular.NotForMany):
        circular.write_circular(desk, circular.Sending(kind="booking"), circular.Choice())
    with pytest.raises(circular.NobodyChosen):
        circular.write_circular(desk, circular.Sending(kind="prospecting"),
                                circular.Choice(countries=["XX"]))  # fmt: skip


def test_the_writers_own_particulars_and_our_mentions_come_from_the_settings(desk, sold):
    told = replace(
        desk.settings, lang="fr",
        firm={"legal_form": "SAS", "capital": "150000", "register_town": "Lyon"},
        people={"Léa": {"name": "Léa Roux", "job": {"fr": "Assistante", "en": "Assistant"}}},
    )  # fmt: skip
    seat = replace(desk, settings=told)
    written = letter(seat, "order_acknowledgement", sold)
    said = texts(written.file)
    assert "Léa Roux\nAssistant" in said
    assert status(seat) == {"order_acknowledgement": None}

"""From a fair to an order: leads, a campaign, replies in the mailbox, what each lead has cost."""
# ruff: noqa: E501 - a row to the line reads best

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date
from decimal import Decimal
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest

from comptoir import settings, store
from comptoir.desk import campaigning, fairs, prospecting
from comptoir.desk.deed import Unfit
from comptoir.desk.figures import desk_figures
from comptoir.desk.mailing.mailboxes import Box, write_box
from comptoir.desk.mailing.room import MailRoom
from comptoir.desk.refreshing_figures import build_figures
from comptoir.desk.showing import Reading
from comptoir.desk.today import today
from comptoir.kpis.periods import read_period
from comptoir.sheets.closed.reading import read_sheet

D = Decimal
FIRM = {"code": "MV", "role": "US", "name": "Maison Essai", "country": "FR", "city": "Lyon",
        "postcode": "69002", "address": "12 quai Neuf", "zone": "Europe/Paris",
        "email": "anna@essai.example", "language": "fr"}  # fmt: skip
FAIR = {"name": "Ambiente 2027", "starts": date(2027, 2, 5), "ends": date(2027, 2, 9),
        "country": "DE", "town": "Frankfurt", "stand": "3.1 B42", "budget": D(6000)}  # fmt: skip


@pytest.fixture
def here(lea, stored, tmp_path):
    """Léa at a desk with a firm, a customer, and a mailbox in a folder, after the fair."""
    stored("party", FIRM, {"code": "KELLER", "name": "Keller Küchenwelt GmbH", "country": "DE",
                           "role": "CUSTOMER", "email": "info@keller.example"})  # fmt: skip
    (tmp_path / "mailbox" / "inbox").mkdir(parents=True)
    settings.write(tmp_path, name="Maison Essai", lang="en")
    write_box(settings.read(tmp_path, env={}), Box("box", address="anna@essai.example"))
    return replace(lea, settings=settings.read(tmp_path, env={}))


@pytest.fixture
def fair(stored):
    [event] = stored("event", FAIR)
    stored("event_cost", {"event": event, "kind": "STAND", "planned": D(4000), "spent": D(4100),
                          "day": date(2026, 11, 16)},
           {"event": event, "kind": "TRAVEL", "planned": D(1000), "spent": D(1100),
            "day": date(2026, 11, 20)})  # fmt: skip
    return event


def rows(desk, record):
    return desk.look().rows(record)


def by_party(desk, record):
    return {row["party"]: row for row in rows(desk, record).values()}


def deliver(folder, number, sender, subject, text):
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, "anna@essai.example", subject
    mail["Date"] = f"Mon, 23 Nov 2026 09:{number:02d}:00 +0000"
    mail["Message-ID"] = f"<r{number}@{sender.rpartition('@')[2]}>"
    mail.set_content(text)
    file = folder / "mailbox" / "inbox" / f"{number:03d}.eml"
    file.write_bytes(mail.as_bytes())
    os.utime(file, (1_700_000_000, 1_700_000_000))


def test_forty_leads_two_orders_and_what_a_lead_has_cost(here, fair, stored, tmp_path):
    """The whole road: the fair, its leads, the campaign, the replies, the orders, the figures."""
    with here.deed("fair") as deed:
        for number in range(40):
            met = fairs.take_lead(deed, fair, {
                "name": f"Kaufhaus {number:02d} GmbH", "email": f"buyer@kaufhaus{number:02d}.example",
                "language": "en" if number % 4 else "fr", "need": "casseroles",
            })  # fmt: skip
            assert met.known is None
        again = fairs.take_lead(deed, fair, {"name": "KELLER KUCHENWELT", "country": "DE"})
        assert (again.party, str(again.known)) == ("KELLER", "same name in the same country")
    leads = by_party(here, "prospect")
    assert len(leads) == 41
    parties = [code for code in leads if code != "KELLER"]
    first, second, third, fourth, fifth = parties[:5]
    stored("permission", {"party": fifth, "answer": "OPPOSED", "day": date(2026, 11, 1),
                          "how": "FAIR"})  # fmt: skip
    [campaign] = stored("campaign", {
        "name": "After Ambiente", "letter": "fair_follow_up", "event": fair, "channel": "MAIL",
        "products_en": "our price list by the pallet", "products_fr": "notre tarif par palette",
        "proposal_en": "two samples on their way", "proposal_fr": "l'envoi de deux échantillons",
        "cost": D(0),
    })  # fmt: skip
    with here.deed("choose") as deed:
        chosen = campaigning.choose(deed, campaign)
    assert (len(chosen.letters), [party for party, _ in chosen.left_out]) == (40, [fifth])

    drafted = campaigning.draft(here, campaign)
    assert len(drafted.files) == 40
    look_at_a_draft(here, drafted, first)
    with here.deed("sent") as deed:
        assert campaigning.sent(deed, campaign) == 40
    take_the_replies(here, campaign, (first, second, third, fourth), tmp_path)
    take_the_orders(here, fair, stored, first, second)
    look_at_the_figures(here, tmp_path)


def look_at_a_draft(here, drafted, first):
    letters = by_party(here, "approach")
    mail = message_from_bytes(dict(drafted.files)[key_of(here, first)].read_bytes(),
                              policy=policy.default)  # fmt: skip
    assert mail["To"] == leads_mail(here, first)
    assert mail["Message-ID"] == letters[first]["message"]
    assert "STOP" in mail["List-Unsubscribe"]
    body = mail.get_body().get_content()
    assert "notre tarif par palette" in body, "in the reader's language"
    assert "Répondez STOP" in body
    assert next(one.get_filename() for one in mail.iter_attachments()).endswith("-fr.docx")


def take_the_replies(here, campaign, parties, tmp_path):
    first, second, third, fourth = parties
    words = ((first, "Danke", "We are interested: send us two samples and a price list."),
             (second, "RE: Ambiente", "Please find attached our purchase order."),
             (third, "STOP", "Please remove me, no more letters."),
             (fourth, "Automatic reply", "I am out of office until Monday."))  # fmt: skip
    for number, (party, subject, text) in enumerate(words, 1):
        deliver(tmp_path, number, leads_mail(here, party), subject, text)
    deliver(tmp_path, 9, "somebody@else.example", "Hello", "Buy our carpets.")
    MailRoom(here).sync()
    with here.deed("replies") as deed:
        replies = campaigning.take_replies(deed)
        assert campaigning.take_replies(deed) == [], "each once"
    assert {one.says for one in replies} == {"INTERESTED", "ORDERED", "REFUSED", "AWAY"}
    letters = by_party(here, "approach")
    assert [letters[party]["status"] for party in (first, second, third, fourth)] == [
        "INTERESTED", "INTERESTED", "REFUSED", "SENT",
    ]  # fmt: skip
    leads = by_party(here, "prospect")
    assert (leads[first]["stage"], leads[third]["stage"]) == ("INTERESTED", "LOST")
    assert leads[first]["next_step"] == f"Answer their reply to {campaign}"
    refused = [row for row in rows(here, "permission").values() if row["party"] == third]
    assert (refused[0]["answer"], refused[0]["how"]) == ("OPPOSED", "REPLY")


def take_the_orders(here, fair, stored, first, second):
    for party in (first, second):
        [order] = stored("order", {"party": party, "flow": "EXP", "ordered": date(2026, 11, 23),
                                   "incoterm": "FCA", "place": "Lyon", "status": "PLACED"})  # fmt: skip
        stored("order_line", {"order": order, "quantity": D(10), "price": D(50)})
    with here.deed("orders") as deed:
        assert len(prospecting.follow_orders(deed)) == 2
        assert prospecting.follow_orders(deed) == []
        result = fairs.fair_result(deed, fair)
        assert prospecting.score_leads(deed) == 38, "neither won nor lost: 41 less 2 and 1"
    assert (result.leads, result.won, result.lead_cost) == (41, 2, D("126.83"))
    assert by_party(here, "approach")[first]["status"] == "ORDERED"
    assert rows(here, "party")[first]["role"] == "CUSTOMER"


def look_at_the_figures(here, tmp_path):
    with store.reading(here.engine) as db:
        found = desk_figures(db, date(2026, 11, 23), read_period("2026-11"))
    assert round(found["LEAD_COST"].value, 2) == round(D(5200) / 41, 2)
    assert round(float(found["LEAD_CONVERSION"].value), 2) == round(200 / 41, 2)
    assert float(found["REPLY_RATE"].value) == 7.5
    build_figures(here, tmp_path / "kpi.xlsx", lang="en", text="2026-11")
    shown = read_sheet(tmp_path / "kpi.xlsx", "Development") or []
    [line] = [row for row in shown if row and "Cost per lead (EUR)" in row]
    assert any(isinstance(cell, float) and round(cell, 2) == 126.83 for cell in line)


def key_of(desk, party):
    return next(key for key, row in rows(desk, "approach").items() if row["party"] == party)


def leads_mail(desk, party):
    return rows(desk, "party")[party]["email"]


class TestWhoMayBeWrittenTo:
    @pytest.fixture
    def campaign(self, here, stored):
        stored("party", *({"code": code, "name": code, "country": country, "role": "PROSPECT",
                           "language": lang, "email": mail}
                          for code, country, lang, mail in (
                              ("A", "DE", "en", "a@a.example"), ("B", "AT", "en", None),
                              ("C", "FR", "fr", "c@c.example"), ("E", "DE", "en", "e@e.example"))))  # fmt: skip
        return stored("campaign", {"name": "Spring", "countries": "DE, AT",
                                   "products_en": "casseroles", "products_fr": "cocottes",
                                   "strengths_en": "made in France\nten days",
                                   "strengths_fr": "fait en France", "reason_en": "Hello",
                                   "reason_fr": "Bonjour"})[0]  # fmt: skip

    def test_the_segment_holds_and_each_one_left_out_has_its_reason(self, here, campaign, stored):
        stored("permission", {"email": "E@e.example", "answer": "OPPOSED", "scope": "MAIL",
                              "day": date(2026, 1, 5), "how": "REPLY"})  # fmt: skip
        with here.deed("choose") as deed:
            chosen = campaigning.choose(deed, campaign)
            told = {party: str(why) for party, why in chosen.left_out}
            assert told == {
                "B": "no e-mail address is known",
                "E": "E@e.example said no on 05 Jan 2026",
            }
            with pytest.raises(campaigning.NobodyToWriteTo):
                campaigning.choose(deed, campaign)

    def test_a_refusal_between_choice_and_draft_is_respected(self, here, campaign, stored):
        with here.deed("choose") as deed:
            campaigning.choose(deed, campaign)
        stored("permission", {"party": "A", "answer": "OPPOSED", "day": date(2026, 11, 22),
                              "how": "PHONE"})  # fmt: skip
        drafted = campaigning.draft(here, campaign)
        assert "A" in dict(drafted.left_out)
        assert by_party(here, "approach")["A"]["status"] == "EXCLUDED"

    def test_by_letter_each_gets_a_word_file_in_the_language(self, here, campaign):
        with here.deed("letter") as deed:
            deed.change("campaign", campaign, {"channel": "LETTER", "countries": None})
            campaigning.choose(deed, campaign)
        drafted = campaigning.draft(here, campaign)
        assert drafted.left_out == ()
        assert {path.suffix for _, path in drafted.files} == {".docx"}
        assert sorted(path.stem.rpartition("-")[2] for _, path in drafted.files) == [
            "en", "en", "en", "fr",
        ]  # fmt: skip

    def test_a_closed_campaign_goes_no_further(self, here, campaign):
        with here.deed("close") as deed:
            deed.change("campaign", campaign, {"status": "CLOSED"})
            with pytest.raises(campaigning.NotUnderWay, match="is closed"):
                campaigning.choose(deed, campaign)

    def test_a_fair_letter_wants_its_fair(self, here, campaign):
        with here.deed("fair") as deed, pytest.raises(Unfit, match="needs the fair"):
            deed.change("campaign", campaign, {"letter": "fair_invitation"})


def test_a_list_comes_in_without_doubles(here, tmp_path):
    file = tmp_path / "list.csv"
    file.write_text(
        "Company;Country;E-mail;Surname;Civility;Need;Language\n"
        "Fratelli Rossi S.p.A.;Italy;info@rossi.example;Rossi;Mr;pans;English\n"
        "Rossi Fratelli;IT;anna@rossi.example;;;;\n"
        "KELLER KÜCHENWELT;DE;;;;;\n"
        "Nowhere Ltd;;x@nowhere.example;;;;\n"
        "Bad mail;FR;not-a-mail;;;;\n"
        ";;;;;;\n"
    )
    with here.deed("list") as deed:
        taken = prospecting.take_list(deed, file)
        assert len(taken.new) == 1
        told = [(one.line, str(one.why)) for one in taken.aside]
    assert told[0] == (3, f"known as {taken.new[0]}: same mail domain")
    assert told[1] == (4, "known as KELLER: same name in the same country")
    assert told[2] == (5, "the country is missing")
    assert "not-a-mail is not an e-mail address" in told[3][1]
    contact = next(iter(by_party(here, "contact").values()))
    assert (contact["surname"], contact["party"]) == ("Rossi", taken.new[0])
    (tmp_path / "odd.csv").write_text("x;y\n1;2\n")
    with here.deed("list") as deed, pytest.raises(prospecting.NoNames):
        prospecting.take_list(deed, tmp_path / "odd.csv")


class TestFairs:
    def test_the_tasks_of_a_fair_are_counted_back(self, here, stored):
        swiss = {**FAIR, "name": "Ornaris", "country": "CH"}
        near, far = stored("event", FAIR, swiss)
        with here.deed("plan") as deed:
            assert len(fairs.plan_fair(deed, near)) == 9, "no carnet inside the Union"
            assert len(fairs.plan_fair(deed, far)) == 10
            assert fairs.plan_fair(deed, far) == []
            tasks = {row["what"]: row["due"] for row in deed.rows("task").values()}
        assert tasks["Ornaris: Have the ATA carnet issued by the chamber of commerce"] == date(
            2027, 1, 15
        )
        assert tasks["Ambiente 2027: Book the stand and the hotel"] == date(2026, 11, 23)

    def test_the_carnet_list_adds_up_and_says_what_is_not_back(self, here, stored):
        [event] = stored("event", {**FAIR, "country": "CH", "carnet": "FR 1",
                                   "starts": date(2026, 11, 10), "ends": date(2026, 11, 12),
                                   "carnet_until": date(2026, 11, 30)})  # fmt: skip
        stored("carnet_item", {"event": event, "description": "Casserole", "pieces": 4,
                               "value": D(356), "kg": D(18), "back": 4},
               {"event": event, "description": "Board", "pieces": 2, "value": D(43), "back": 1})  # fmt: skip
        with here.deed("list") as deed:
            found = fairs.carnet_list(deed, event)
        assert (found.pieces, found.kg, found.values) == (6, D(18), (("EUR", D(399)),))
        assert found.missing == (f"{event}/A02",)
        with store.reading(here.engine) as db:
            dues = {str(due.what): due for due in today(Reading(db, {}), date(2026, 11, 23))}
        assert dues["Bring the samples back, close the ATA carnet"].day == date(2026, 11, 30)

    def test_leads_without_news_stand_on_today(self, here, stored):
        [event] = stored(
            "event", {**FAIR, "starts": date(2026, 11, 10), "ends": date(2026, 11, 12)}
        )
        with here.deed("lead") as deed:
            fairs.take_lead(deed, event, {"name": "Neu GmbH", "country": "DE"})
        with store.reading(here.engine) as db:
            dues = {str(due.what): due for due in today(Reading(db, {}), date(2026, 11, 23))}
        assert dues["Write to the leads of the fair"].day == date(2026, 11, 17)

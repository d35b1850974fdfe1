# ruff: noqa: E501 - sentences of mails are clearer unbroken
"""Nobody is fooled: what is told, why, and what to do; and what is no danger is left in peace."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comptoir.mail.extract import Extracted
from comptoir.mail.lookalikes import distance, folded_name, likeness
from comptoir.mail.message import Address
from comptoir.mail.parse import parse
from comptoir.mail.parties import Parties, Party
from comptoir.mail.risk import Desk, Level, ibans_in, risks

FR = "FR1420041010050500013M02606"
DE = "DE89370400440532013000"
ACME = Party("P1", "Acme Valves", frozenset({"li@acme-valves.example"}), frozenset({"acme-valves.example"}),
             frozenset({"FR14 2004 1010 0505 0001 3M02 606"}), frozenset({"PSSTFRPPXXX"}), "+33 4 72 00 11 22")  # fmt: skip
NEWCOMER = Party("P2", "Zeta", domains=frozenset({"zeta-trading.example"}))
DESK = Desk(frozenset({"comptoir.example"}), frozenset({"Claire Martin"}))


def mail(text="Bonjour", sender="Li <li@acme-valves.example>", subject="Hello", extra=""):
    head = f"From: {sender}\nSubject: {subject}\nMessage-ID: <x@y>\n{extra}"
    return parse(f"{head}Content-Type: text/plain; charset=utf-8\n\n{text}".encode())


def found(message, texts=()):
    return risks(message, [ACME, NEWCOMER], DESK, texts)


def codes(message, texts=()):
    return [one.code for one in found(message, texts)]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (f"Please pay to {DE}.", "BANK-OTHER"),
        ("IBAN DE89 3704 0044 0532 0130 00", "BANK-OTHER"),
        ("IBAN: de89-3704-0044-0532-0130-00", "BANK-OTHER"),
        ("SWIFT: DEUTDEFF", "BANK-OTHER"),
        ("Account number: 987654321012", "BANK-OTHER"),
        ("Our bank details have changed.", "BANK-CHANGE"),
        ("Please note our new bank account details below", "BANK-CHANGE"),
        ("Nos coordonnées bancaires ont changé.", "BANK-CHANGE"),
        ("Voici nos nouvelles coordonnées bancaires", "BANK-CHANGE"),
        ("Bitte beachten Sie unsere neue Bankverbindung", "BANK-CHANGE"),
        ("Nuevos datos bancarios", "BANK-CHANGE"),
    ],
)
def test_bank_details_that_are_not_the_party_s_are_an_alarm(text, code):
    (one,) = found(mail(text))
    assert (one.code, one.level) == (code, Level.ALARM)
    assert "+33 4 72 00 11 22" in one.next_step.in_("fr")
    assert "Call Acme Valves" in one.next_step.in_("en")


def test_the_party_s_own_account_is_no_risk():
    assert codes(mail(f"IBAN {FR}, BIC: PSSTFRPP, account no: 20041010050500013")) == []
    assert codes(mail("Payment will be made on 5 May to your account as usual.")) == []


def test_an_account_in_an_attachment_counts_and_names_the_file():
    (one,) = found(mail(), [Extracted("Invoice.pdf", f"Pay to IBAN {DE}")])
    assert (one.code, one.words) == ("BANK-OTHER", "Invoice.pdf")


def test_the_known_account_of_another_party_is_not_his():
    zeta = Party("P2", "Zeta", domains=frozenset({"zeta.example"}), ibans=frozenset({DE}))
    (one,) = risks(mail(f"IBAN {DE}"), [ACME, zeta], DESK)
    assert one.code == "BANK-OTHER"
    assert risks(mail(f"IBAN {DE}", "x@carrier.example"), [ACME, zeta], DESK) == ()


def test_every_account_is_told_also_in_a_made_up_thread():
    other = "NL91ABNA0417164300"
    message = mail(f"see below\n\nOn Monday, Li wrote:\n> pay to {DE}\n> or {other}")
    assert [one.said.facts["number"] for one in found(message)] == [DE, other]


def test_our_own_account_and_what_we_write_ourselves_are_no_risk():
    ours = Desk(DESK.domains, DESK.people, frozenset({DE}))
    assert risks(mail(f"We paid to your account {DE}."), [ACME], ours) == ()
    assert risks(mail(f"Our IBAN is {FR}", "me@comptoir.example"), [NEWCOMER], DESK) == ()


def test_an_account_from_a_stranger_names_him():
    (one,) = found(mail(f"IBAN {DE}", "Karl <karl@somewhere.example>"))
    assert one.said.in_("en") == f"{DE} is an account of Karl we have never paid to."


def test_a_first_account_of_a_partner_is_told_too():
    (one,) = found(mail(f"IBAN {DE}", "x@zeta-trading.example"))
    assert one.code == "BANK-NEW"


def test_ibans_are_found_whatever_stands_beside_them():
    text = f"pay {FR} BIC PSSTFRPP; {DE[:4]} {DE[4:8]} {DE[8:]} Commerzbank. FR1420041010050500013M02607"
    assert list(ibans_in(text)) == [FR, DE]


@pytest.mark.parametrize(
    ("domain", "words"),
    [
        ("acme-valves.co", "another ending"),
        ("acrne-valves.example", "looks like"),
        ("acme-va1ves.example", "looks like"),
        ("acmevalves.example", "looks like"),
        ("аcme-valves.example", "looks like"),
        ("xn--cme-valves-q5h.example", "looks like"),
        ("acme-valvse.example", "letter or two"),
        ("acme-valve.example", "letter or two"),
        ("acme-valves-payments.example", "word added"),
        ("acme-valves.example.secure-mail.example", "somebody else"),
        ("acme-valves.login.example", "somebody else"),
    ],
)
def test_domains_that_look_alike(domain, words):
    if domain.startswith("xn--"):
        domain = "xn--" + "аcme-valves".encode("punycode").decode() + ".example"
    said = likeness(domain, "acme-valves.example")
    assert said
    assert words in said.in_("en")
    raw = f"From: Li <li@{domain}>\nMessage-ID: <x@y>\n\nhello".encode()
    assert "DOMAIN" in codes(parse(raw))


@pytest.mark.parametrize(
    "domain",
    [
        "acme-valves.example",
        "mail.acme-valves.example",
        "zeta-trading.example",
        "comptoir.example",
        "gmail.com",
        "apple.example",
        "valves.example",
        "ponant.example",
    ],
)
def test_domains_that_do_not(domain):
    assert "DOMAIN" not in codes(mail(sender=f"x@{domain}"))


@given(st.text("abcdeé-", max_size=9), st.text("abcdeé-", max_size=9))
def test_distance_is_a_distance(a, b):
    assert distance(a, b, 9) == distance(b, a, 9)
    assert (distance(a, b) == 0) == (a == b)


@pytest.mark.parametrize(
    ("sender", "extra", "expected"),
    [
        ("Li <li@acme-valves.example>", "Reply-To: li.acme@gmail.com\n", ["REPLY-TO"]),
        ("Li <li@acme-valves.example>", "Reply-To: orders@acme-valves.example\n", []),
        ("Li <li@acme-valves.example>", "Reply-To: li@mail.acme-valves.example\n", []),
        ("News <n@mailer.example>", "Reply-To: n@news-mailer.example\n", ["REPLY-TO"]),
        ("Claire Martin <boss77@gmail.com>", "", ["NAME"]),
        ("CLAIRE MARTÍN <c.martin@evil.example>", "", ["NAME"]),
        ("Claire Martin <claire@comptoir.example>", "", []),
        ("Acme Valves <acme@outlook.com>", "", ["NAME"]),
        ('"li@acme-valves.example" <x@evil.example>', "", ["NAME"]),
        ('"li@acme-valves.example" <li@acme-valves.example>', "", []),
    ],
)  # fmt: skip
def test_who_it_says_it_is(sender, extra, expected):
    assert codes(mail(sender=sender, extra=extra)) == expected


@pytest.mark.parametrize(
    ("recorded", "expected"),
    [
        ("spf=pass smtp.mailfrom=acme-valves.example; dkim=pass; dmarc=pass", []),
        (
            "spf=pass smtp.mailfrom=evil.example; dkim=none; dmarc=fail header.from=acme-valves.example",
            ["FORGED"],
        ),
        ("spf=fail; dkim=none; dmarc=none", ["UNPROVEN"]),
        ("spf=softfail; dkim=pass", []),
        ("spf=softfail; dkim=permerror; dmarc=pass", []),
        ("spf=pass; dkim=fail; dkim=pass; dmarc=pass", []),
        ("spf=none; dkim=none; dmarc=none", []),
        ("spf=pass; dkim=none; compauth=fail reason=001", ["FORGED"]),
    ],
)
def test_what_the_receiving_server_recorded(recorded, expected):
    assert codes(mail(extra=f"Authentication-Results: mx; {recorded}\n")) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("URGENT: please make the payment today.", ["PRESSURE"]),
        ("Merci d'effectuer le virement immédiatement, je suis en réunion.", ["PRESSURE"]),
        ("Bitte überweisen Sie sofort.", ["PRESSURE"]),
        ("Urgent: please send the packing list.", []),
        ("Payment terms: 30 days net.", []),
    ],
)
def test_pressure_with_payment(text, expected):
    assert codes(mail(text)) == expected


def test_dangerous_files_are_told():
    raw = (
        b"From: li@acme-valves.example\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
        b"--b\r\nContent-Disposition: attachment; filename=Invoice.pdf.exe\r\n\r\nx\r\n"
        b"--b\r\nContent-Disposition: attachment; filename=List.xlsm\r\n\r\nx\r\n--b--\r\n"
    )
    got = [(one.code, one.level) for one in found(parse(raw))]
    assert got == [
        ("FILE-DOUBLE_EXTENSION", Level.ALARM),
        ("FILE-PROGRAM", Level.ALARM),
        ("FILE-MACRO", Level.WARNING),
    ]


def test_a_whole_fraud_is_told_worst_first_in_both_languages():
    message = mail(
        f"URGENT: our bank details have changed, please pay to {DE} today.",
        "Acme Valves <billing@acme-va1ves.example>",
        extra="Reply-To: acme.valves@gmail.com\nAuthentication-Results: mx; spf=pass; dkim=none; dmarc=none\n",
    )
    got = found(message)
    assert [one.code for one in got] == [
        "BANK-CHANGE",
        "BANK-OTHER",
        "DOMAIN",
        "NAME",
        "REPLY-TO",
        "PRESSURE",
    ]
    for one in got:
        for language in ("fr", "en"):
            assert one.said.in_(language)
            assert one.next_step.in_(language)


NAMES = ("acme", "zeta", "acrne", "nordwind")


@given(
    st.lists(st.tuples(st.sampled_from(NAMES), st.booleans()), max_size=5),
    st.sampled_from([*NAMES, "acne", "mail.acme", "gmail"]),
    st.sampled_from(["Acme", "Nordwind Holding", "", "Zeta"]),
)
def test_partners_are_looked_up_as_if_each_were_asked_in_turn(known, domain, name):
    every = [
        Party(f"P{n}", one.title(), frozenset({f"a@{one}.example"}),
              frozenset({f"{one}.example"} if wide else ()))
        for n, (one, wide) in enumerate(known)
    ]  # fmt: skip
    sender = Address(name, f"a@{domain}.example")
    parties = Parties(every)
    assert parties.of(sender) == next((p for p in every if p.writes_from(sender)), None)
    alike = (p for p in every if any(likeness(sender.domain, one) for one in p.domains))
    assert parties.resembled(sender.domain) == next(alike, None)
    shown = folded_name(name)
    held = (p for p in every if len(folded_name(p.name)) > 5 and folded_name(p.name) in shown)
    assert parties.in_name(shown) == next(held, None)


def test_an_ordinary_mail_of_a_partner_is_left_in_peace():
    text = "Dear Claire,\nthe goods are ready, invoice FA-2026-0012 attached, payment at 30 days as agreed.\nBest regards,\nLi"
    assert codes(mail(text)) == []
    assert codes(mail("Please pay within 30 days.", "x@unknown-company.example")) == []


@given(st.text(max_size=400))
def test_any_mail_is_judged(text):
    for one in found(mail(text.replace("\x00", ""))):
        assert one.next_step.in_("fr")

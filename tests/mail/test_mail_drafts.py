# ruff: noqa: E501 - wire texts are clearer unbroken
"""An answer stands in its thread, quotes what it answers, and comes back whole."""

from __future__ import annotations

import pytest

from comptoir.mail.drafts import File, answer_to, composed, missing_from
from comptoir.mail.message import Address
from comptoir.mail.papers import paper_of
from comptoir.mail.parse import parse
from comptoir.mail.source import draft_id, stamped
from comptoir.rules.documents import paper_codes

US = Address("Le bureau", "desk@comptoir.example")
LI = Address("Wei, Li", "li@acme.example")
ASKED = parse(
    b'From: "Wei, Li" <li@acme.example>\nSubject: Offer for valves\nMessage-ID: <q2@acme.example>\n'
    b"References: <q1@acme.example>\nDate: Mon, 23 Nov 2026 09:00:00 +0100\n\nCan you quote?\nThanks"
)


def test_an_answer_stands_in_the_thread_and_quotes():
    files = [File("Offre été.pdf", "application/pdf", b"%PDF-1.7")]
    made = parse(
        composed(US, [LI], "", "Voici notre offre – à bientôt.", files=files, answering=ASKED)
    )
    assert made.subject == "RE: Offer for valves"
    assert made.in_reply_to == ("q2@acme.example",)
    assert made.references == ("q1@acme.example", "q2@acme.example")
    assert str(made.to[0]) == "Wei, Li <li@acme.example>"
    assert made.text == "Voici notre offre – à bientôt."
    assert made.quoted.splitlines() == [
        "Le 23/11/2026, Wei, Li <li@acme.example> a écrit :", "> Can you quote?", "> Thanks",
    ]  # fmt: skip
    assert [(a.name, a.data) for a in made.attachments] == [("Offre été.pdf", b"%PDF-1.7")]


def test_in_english_where_the_partner_reads_english():
    made = parse(composed(US, [LI], "Our offer", "Hello", answering=ASKED, lang="en"))
    assert made.subject == "Our offer"
    assert made.quoted.startswith("On 23 Nov 2026, Wei, Li <li@acme.example> wrote:")


def test_an_answer_to_an_answer_says_re_once():
    again = parse(b"From: li@acme.example\nSubject: AW: Offer\nMessage-ID: <a@b>\n\nx")
    assert parse(composed(US, [LI], "", "x", answering=again)).subject == "AW: Offer"


def test_nothing_from_outside_becomes_a_header():
    evil = parse(
        b"From: li@acme.example\nMessage-ID: <a@b>\nSubject: =?utf-8?Q?x=0D=0ABcc:_e@evil.example?=\n\nx"
    )
    made = composed(
        US, [Address("Li\r\nBcc: e@evil.example", "li@acme.example")], "", "x", answering=evil
    )
    assert b"\nBcc:" not in made
    assert parse(made).to[0].email == "li@acme.example"


def test_an_answer_goes_to_the_sender_even_if_he_asks_for_a_stranger():
    head = "From: li@acme.example\nReply-To: {}\n\nx"
    assert (
        answer_to(parse(head.format("orders@acme.example").encode())).email == "orders@acme.example"
    )
    assert answer_to(parse(head.format("li.acme@gmail.com").encode())).email == "li@acme.example"


def test_a_draft_has_one_identity_for_each_key():
    mime = composed(US, [LI], "Offre", "Bonjour")
    once = stamped(mime, "EX-2026-0001/L3")
    assert parse(once).id == draft_id(mime, "EX-2026-0001/L3")
    assert stamped(once, "EX-2026-0001/L3") == once
    assert parse(stamped(once, "other")).id != parse(once).id
    assert parse(once).text == "Bonjour"


def test_what_a_mailbox_did_not_keep_is_named():
    files = [File("Offre.pdf", "application/pdf", b"%PDF-1.7"), File("a.txt", "text/plain", b"a\n")]
    sent = stamped(composed(US, [LI], "Offre", "Bonjour", files=files), "k")
    assert missing_from(sent, sent) == ""
    bare = stamped(composed(US, [LI], "Offre", "Bonjour", files=files[1:]), "k")
    assert missing_from(sent, bare) == "Offre.pdf"
    assert missing_from(sent, stamped(sent, "other")) == "Message-ID"


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("scan001.pdf", "COMMERCIAL INVOICE No FA-12", "INVOICE"),
        ("Facture_FA-2026-0012.pdf", "", "INVOICE"),
        ("Packing-list.xlsx", "", "PACKING_LIST"),
        ("PL_and_invoice.pdf", "PACKING LIST to invoice 12", "INVOICE"),
        ("x.pdf", "PACKING LIST\nInvoice no. 12", "PACKING_LIST"),
        ("BL MEDU1234567.pdf", "", "SEA_WAYBILL_OR_BL"),
        ("AWB 057-12345675.pdf", "", "AWB"),
        ("DHL waybill.pdf", "", "COURIER_AWB"),
        ("lettre.pdf", "LETTRE DE VOITURE INTERNATIONALE (CMR)", "CMR"),
        ("Certificat d'origine.pdf", "", "CERTIFICATE_OF_ORIGIN"),
        ("doc.pdf", "Insurance certificate for invoice 12", "INSURANCE_CERTIFICATE"),
        ("EUR.1.pdf", "", "EUR_1"),
        ("VGM MSCU1234566.pdf", "", "VGM"),
        ("ECS sortie 26FR.pdf", "", "EXIT_PROOF"),
        ("BAE.pdf", "", "RELEASE_NOTE"),
        ("photo.jpg", "", None),
        ("table.xlsx", "blue tables", None),
    ],
)  # fmt: skip
def test_attachments_are_known_as_papers_of_the_checklist(name, text, code):
    found = paper_of(name, text)
    assert (found.code if found else None) == code
    if found:
        assert found.code in paper_codes()
        assert found.said.in_("fr")


@pytest.mark.parametrize(
    "name", ["Draft BL MEDU123.pdf", "proforma invoice.pdf", "Facture pro-forma.pdf"]
)
def test_a_draft_is_not_the_paper(name):
    assert paper_of(name).draft

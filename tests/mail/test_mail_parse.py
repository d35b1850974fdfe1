"""Mails as they come: broken, foreign, hostile. Each gives a message; what is wrong is told."""

# ruff: noqa: E501 - tables of cases and wire texts are clearer unbroken

from __future__ import annotations

import base64
import hashlib
import io
import struct
import sys
import time
import zipfile
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import docx
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from comptoir.mail.attachments import attachment, harmless_name, marks_of
from comptoir.mail.bodies import layers, sanitised, split, text_of
from comptoir.mail.charsets import decoded, header_text
from comptoir.mail.extract import extracted
from comptoir.mail.message import Mark
from comptoir.mail.parse import parse
from comptoir.mail.rtf import decompressed, rtf_text

sys.path.insert(0, str(Path(__file__).parent))
import outlook_files

HARD = Path(__file__).parents[2] / ".." / "shared" / "data" / "mails-hard"
HARD_MAILS = sorted(HARD.glob("*.eml")) if HARD.is_dir() else []
needs_hard_mails = pytest.mark.skipif(not HARD_MAILS, reason="../shared/data/mails-hard is missing")


def codes(message):
    return {fault.code for fault in message.faults}


def mail(text="Hello", **headers):
    made = EmailMessage()
    for name, value in headers.items():
        made[name.replace("_", "-")] = value
    made.set_content(text)
    return made


# ---------------------------------------------------------------- the corpus


@needs_hard_mails
@pytest.mark.parametrize("path", HARD_MAILS, ids=lambda p: p.stem)
def test_a_hard_mail_is_read(path):
    message = parse(path.read_bytes())
    assert message.id
    assert len(message.fingerprint) == 12
    whole = repr(message)
    whole.encode("utf-8")  # no lone surrogate reaches the database
    assert "\x00" not in message.text + message.subject + message.html
    for file in message.attachments:
        assert file.name == harmless_name(file.sent_as, file.type)


@needs_hard_mails
def test_the_corpus_has_all_its_mails():
    assert len(HARD_MAILS) == 103


@needs_hard_mails
@pytest.mark.parametrize(
    ("name", "subject", "text", "files"),
    [
        ("multi_charset__japanese_shift_jis", "test", "このメールはテスト用のメールです。", []),
        ("multi_charset__japanese_attachment", "testing", "", ["てすと.txt"]),
        ("multi_charset__japanese_iso_2022", "まみむめも", "すみません", []),
        ("attachment_emails__attachment_nonascii_filename", "testing", "first part", ["ciële.txt"]),
        ("attachment_emails__attachment_with_quoted_filename", "Eelanalüüsi päring", "", ["Eelanalüüsi päring.jpg"]),
        ("plain_emails__raw_email_with_partially_quoted_subject", 'Re: Test: "漢字" mid "漢字" tail', "", []),
        ("mime_emails__raw_email_with_nested_attachment", "Testing attachments", "", ["truncated.png", "smime.p7s"]),
        ("rfc6532__utf8_headers", "Säying Hello", "", []),
    ],
)  # fmt: skip
def test_what_a_hard_mail_says(name, subject, text, files):
    message = parse((HARD / f"{name}.eml").read_bytes())
    assert message.subject == subject
    assert text in message.text
    assert [file.name for file in message.attachments] == files


@needs_hard_mails
def test_a_bounce_carries_the_mail_it_is_about():
    message = parse((HARD / "multipart_report_emails__multi_address_bounce1.eml").read_bytes())
    assert message.automatic
    assert [inner.subject for inner in message.forwarded] == ["Test of bounce email"]


# ---------------------------------------------------------------- any input


@given(st.binary(max_size=3000))
def test_any_bytes_give_a_message(data):
    message = parse(data)
    message.text.encode("utf-8")
    message.subject.encode("utf-8")


HEADERS = st.sampled_from(
    ["From", "To", "Subject", "Date", "Message-ID", "References", "Content-Type", "Received",
     "Content-Transfer-Encoding", "Content-Disposition", "Authentication-Results", "Reply-To"]
)  # fmt: skip
VALUES = st.one_of(
    st.binary(max_size=60),
    st.sampled_from(
        [b'multipart/mixed; boundary="b"', b"message/rfc822", b"text/html; charset=nonsense",
         b"base64", b"x-uuencode", b"quoted-printable", b'attachment; filename="=?x?B?!?="',
         b"attachment; filename*=utf-8''%ff%00.exe", b"application/ms-tnef", b"=?utf-8?B?w6k=?=",
         b"text/plain; charset*=utf-8''%00", b'"a, b" <x@y.example>', b"undisclosed:;"]
    ),
)  # fmt: skip


@given(
    st.lists(st.tuples(HEADERS, VALUES), max_size=12),
    st.binary(max_size=200),
    st.sampled_from([b"\n", b"\r\n", b"\r"]),
)
def test_any_headers_give_a_message(headers, body, end):
    head = end.join(name.encode() + b": " + value for name, value in headers)
    part = b"--b" + end + b"Content-Type: text/plain" + end + end + body + end
    for data in (head + end + end + body, head + end + end + part + part + b"--b--"):
        message = parse(data)
        repr(message).encode("utf-8")
        assert all("/" not in a.name and "\\" not in a.name for a in message.attachments)


@given(st.binary(max_size=600), st.integers(0, 5000), st.binary(min_size=1, max_size=4))
def test_a_damaged_outlook_file_gives_a_message(tail, at, patch):
    whole = bytearray(outlook_message())
    whole[at % len(whole) : at % len(whole) + len(patch)] = patch
    parse(bytes(whole) + tail)
    parse(bytes(whole[: at % len(whole)]))
    winmail = bytearray(outlook_files.tnef(body=b"hello", files=[("a.pdf", b"%PDF")]))
    winmail[at % len(winmail) : at % len(winmail) + len(patch)] = patch
    parse(bytes(winmail) + tail)


@given(st.text(max_size=400))
def test_splitting_loses_no_line(text):
    parts = split(text)
    wanted = sorted(
        line for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n") if line
    )
    got = [*parts.own.split("\n"), *parts.quoted.split("\n"), *parts.signature.split("\n")]
    assert sorted(line for line in got if line) == wanted


@given(st.lists(st.sampled_from(
    ["> ", ">> ", "On 3 May 2026, Li wrote:\n", "From: x\nSent: y\n", "a", "b\n", "\n", "EX-1 "]
), max_size=40).map("".join))  # fmt: skip
def test_parting_a_quotation_loses_no_word(text):
    found = layers(text)
    words = [word for layer in found for word in layer.replace(">", " ").split()]
    assert words == text.replace(">", " ").split()


@pytest.mark.parametrize(
    ("quoted", "bodies"),
    [
        ("On 3 May 2026, Li wrote:\n> Fine?\n> > As before.", ["Fine?", "As before."]),
        ("-----Original Message-----\nFrom: a\nSent: b\n\nOne\n\nFrom: c\nSent: d\n\nTwo",
         ["One", "Two"]),
        ("Le mar. 3 mai 2026 à 9 h, Li\n<li@x.example> a écrit :\n> Un\n> > Deux", ["Un", "Deux"]),
        ("", []),
    ],
)  # fmt: skip
def test_the_nearest_mail_of_a_quotation_comes_first(quoted, bodies):
    assert [layer.strip().splitlines()[-1] for layer in layers(quoted)] == bodies


@given(st.text(max_size=300))
def test_a_name_made_harmless_stays_as_it_is(name):
    once = harmless_name(name, "")
    assert once
    assert len(once) <= 140
    assert once[0] not in "=+-@"
    assert not set('<>:"/\\|?*\x00') & set(once)
    assert harmless_name(once, "").removesuffix(".blocked") == once.removesuffix(".blocked")


# ---------------------------------------------------------------- what is said, by whom, when


def test_who_when_and_in_which_thread():
    made = mail(
        From='"Wei, Li (Acme)" <Li.Wei@ACME.example>',
        Sender="mailer@acme.example",
        Reply_To="orders@acme.example",
        To="Bureau <desk@comptoir.example>, b@c.example",
        Date="Mon, 23 Nov 2026 17:00:00 +0800",
        Message_ID="<x1@acme.example>",
        In_Reply_To="<o2@comptoir.example>",
        References="<o1@comptoir.example> <o2@comptoir.example>",
        Subject="Re: commande n° 12 confirmée",
        Received="from a by b; Mon, 23 Nov 2026 10:00:05 +0100",
    )
    message = parse(made.as_bytes())
    assert message.id == "x1@acme.example"
    assert not message.id_made
    assert str(message.from_) == "Wei, Li (Acme) <li.wei@acme.example>"
    assert message.sender.email == "mailer@acme.example"
    assert [a.email for a in message.reply_to] == ["orders@acme.example"]
    assert [a.email for a in message.to] == ["desk@comptoir.example", "b@c.example"]
    assert message.sent == datetime(2026, 11, 23, 9, tzinfo=UTC)
    assert message.received == datetime(2026, 11, 23, 9, 0, 5, tzinfo=UTC)
    assert message.answers == ("o2@comptoir.example", "o1@comptoir.example")
    assert message.subject == "Re: commande n° 12 confirmée"
    assert message.text == "Hello"
    assert message.faults == ()


def test_a_mail_without_message_id_gets_the_same_one_each_time():
    data = mail("No id here", Subject="x", From="a@b.example").as_bytes()
    first, again = parse(data), parse(data)
    assert first.id_made
    assert first.id.startswith("noid-")
    assert first.identity == again.identity
    assert "no-id" in codes(first)
    assert parse(data.replace(b"No id", b"An id")).identity != first.identity


def test_two_mails_under_one_message_id_are_two():
    """A fraud that reuses the Message-ID of a known mail is not taken for it."""
    head = {"Message_ID": "<same@a.example>", "From": "a@a.example", "Subject": "IBAN"}
    one, two = (parse(mail(text, **head).as_bytes()) for text in ("FR76 1", "FR76 2"))
    assert one.id == two.id
    assert one.identity != two.identity


def test_one_mail_seen_through_two_sources_is_one():
    """Servers change transfer encodings, boundaries and add headers on the way."""
    made = mail(
        "Prêt à partir.\n",
        Message_ID="<s@a.example>",
        From="a@a.example",
        Subject="été",
        Date="Mon, 23 Nov 2026 09:00:00 +0100",
    )
    seen = made.as_bytes()
    made.replace_header("Content-Transfer-Encoding", "base64")
    made.set_payload(base64.encodebytes("Prêt à partir.\r\n".encode()).decode())
    made["X-MS-Exchange-Organization-SCL"] = "1"
    assert b"base64" in made.as_bytes()
    assert parse(made.as_bytes()).identity == parse(seen).identity


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("=?ISO-8859-1?Q?caf=E9_?= =?ISO-8859-1?Q?cr=E8me?=", "café crème"),
        ("=?windows-1252?Q?=80_5?=", "€ 5"),
        ("=?iso-8859-1?Q?=93quoted=94?=", "“quoted”"),
        ("=?utf-8?B?5paH?= plain =?gb2312?B?zsQ=?=", "文 plain 文"),
        ("=?x-unknown?Q?abc?=", "abc"),
        ("=?utf-8?B?w?= tail", "tail"),
        ("a\r\n b", "a b"),
        ("=?utf-8?Q?=F0=9F=98?= =?utf-8?Q?=80?=", "😀"),
        ("no =? word ?=", "no =? word ?="),
        ("\x00\x07bell", "bell"),
    ],
)
def test_header_words(raw, text):
    assert header_text(raw) == text


def test_a_wrong_charset_is_noted_and_read_all_the_same():
    assert decoded("été".encode(), "us-ascii") == ("été", False)
    assert decoded("été".encode("cp1252"), "utf-8") == ("été", True)
    assert decoded("été".encode(), "nonsense-9") == ("été", True)
    assert decoded(b'\x1b$B$"\x1b(B', "iso-2022-jp") == ("あ", False)
    assert decoded("Łódź".encode("cp1250"), "windows-1250") == ("Łódź", False)
    data = b"Content-Type: text/plain; charset=klingon\n\ncaf\xe9"
    assert parse(data).text == "café"
    assert "charset" in codes(parse(data))


@pytest.mark.parametrize(
    ("text", "own", "quoted", "signature"),
    [
        ("Yes.\n\nOn Mon, 3 May 2026 at 10:00, Li <li@a.example> wrote:\n> ok?", "Yes.",
         "On Mon, 3 May 2026 at 10:00, Li <li@a.example> wrote:\n> ok?", ""),
        ("Oui.\n\nLe lun. 3 mai 2026 à 10:00, Li\n<li@a.example> a écrit :\n> ok ?", "Oui.",
         "Le lun. 3 mai 2026 à 10:00, Li\n<li@a.example> a écrit :\n> ok ?", ""),
        ("Ja.\n-----Ursprüngliche Nachricht-----\nVon: x", "Ja.", "-----Ursprüngliche Nachricht-----\nVon: x", ""),
        ("Bonjour\n\nDe : Li\nEnvoyé : lundi\nÀ : nous\nObjet : x\n\ntexte", "Bonjour",
         "De : Li\nEnvoyé : lundi\nÀ : nous\nObjet : x\n\ntexte", ""),
        ("Done.\n-- \nLi Wei\n+86 21", "Done.", "", "-- \nLi Wei\n+86 21"),
        ("Fait.\n\nCordialement,\nAnne Roux\nAcme SA", "Fait.", "", "Cordialement,\nAnne Roux\nAcme SA"),
        ("From: here we ship.\nNothing else.", "From: here we ship.\nNothing else.", "", ""),
        ("> When?\nTomorrow.\n> Where?\nLyon.", "Tomorrow.\nLyon.", "> When?\n> Where?", ""),
        ("On balance we wrote: nothing special\nand more", "On balance we wrote: nothing special\nand more", "", ""),
    ],
)  # fmt: skip
def test_own_words_quotes_and_signatures_are_set_apart(text, own, quoted, signature):
    parts = split(text)
    assert (parts.own, parts.quoted, parts.signature) == (own, quoted, signature)


def test_an_html_mail_is_read_as_text_and_its_quote_set_apart():
    made = EmailMessage()
    made.set_content(
        "<html><head><style>p{}</style><title>t</title></head><body><p>ETA is <b>12&nbsp;May</b>.</p>"
        "<table><tr><td>PO</td><td>4500</td></tr></table>"
        "<div>On 1 May, Us wrote:<blockquote><p>When?</p></blockquote></div></body></html>",
        subtype="html",
    )
    message = parse(made.as_bytes())
    assert message.text == "ETA is 12 May.\n\nPO\t4500"
    assert message.quoted == "On 1 May, Us wrote:\n> When?"
    assert "<style" not in message.html


@pytest.mark.parametrize(
    "hostile",
    [
        '<img src="http://t.example/p.gif">',
        '<img src="//t.example/p.gif">',
        '<img src=" https://t.example/p.gif" srcset="https://t.example/q.gif 2x">',
        '<img src="data:image/svg+xml;base64,PHN2Zz4=">',
        '<div style="background:url(http://t.example/x)">x</div>',
        '<table background="http://t.example/x"><tr><td>x</td></tr></table>',
        '<link rel="stylesheet" href="http://t.example/x.css">',
        '<iframe src="http://t.example"></iframe>',
        '<video poster="http://t.example/x"></video>',
        '<svg><image href="http://t.example/x"/></svg>',
        '<script>fetch("http://t.example")</script>',
        "<style>@import url(http://t.example/x)</style>",
        '<a href="javascript:x()" ping="http://t.example">x</a>',
        '<form action="http://t.example"><input type="image" src="http://t.example/x"></form>',
        '<meta http-equiv="refresh" content="0;url=http://t.example">',
        '<body background="http://t.example/x" onload="x()">',
        '<img src="cid:ok"onerror="x()">',
    ],
)
def test_nothing_is_loaded_and_nothing_runs(hostile):
    clean = sanitised(hostile)
    assert "t.example" not in clean
    assert "javascript" not in clean
    assert "onerror" not in clean
    assert "onload" not in clean


def test_pictures_of_the_mail_itself_and_links_stay():
    assert sanitised('<img src="cid:logo@x" alt="Logo">') == '<img src="cid:logo@x" alt="Logo">'
    link = sanitised('<a href="https://acme.example/po">PO</a>')
    assert 'href="https://acme.example/po"' in link
    assert "noreferrer" in link


def test_text_of_deep_html_is_found():
    clean = sanitised("<div>" * 20_000 + "deep" + "</div>" * 20_000)
    assert text_of(clean).endswith("deep")


def test_what_the_receiving_server_recorded():
    ours = (
        "mx.comptoir.example; spf=pass smtp.mailfrom=acme.example;"
        " dkim=fail header.d=acme.example; dmarc=fail header.from=acme.example"
    )
    forged = "mx.comptoir.example; dmarc=pass header.from=acme.example"
    data = f"Authentication-Results: {ours}\r\nAuthentication-Results: {forged}\r\n\r\nx".encode()
    assert [(v.method, v.result, v.domain) for v in parse(data).verdicts] == [
        ("spf", "pass", "acme.example"),
        ("dkim", "fail", "acme.example"),
        ("dmarc", "fail", "acme.example"),
    ]
    exchange = (
        b"Authentication-Results: spf=fail (sender IP is 1.2.3.4)\r\n smtp.mailfrom=a.example;"
        b" dkim=none (x (nested) y);dmarc=fail action=none header.from=a.example;"
        b"compauth=fail reason=001\r\n\r\nx"
    )
    assert [v.result for v in parse(exchange).verdicts] == ["fail", "none", "fail", "fail"]
    foreign = b"Authentication-Results: mx.evil.example; dmarc=pass header.from=a.example\r\n\r\nx"
    assert parse(foreign, receivers=["mx.comptoir.example"]).verdicts == ()


# ---------------------------------------------------------------- files


def test_attachments_keep_their_bytes_and_lose_their_tricks():
    made = mail("See file.")
    for data, kind, sent_as, options in (
        (b"%PDF-1.7 x", "application/pdf", "../../x/Rechnung Ü.pdf", {}),
        (b"MZ" + b"\0" * 100, "application/octet-stream", "Invoice.pdf.exe", {}),
        (b"\x89PNG", "image/png", "logo.png", {"disposition": "inline", "cid": "<l@x>"}),
    ):
        main, _, sub = kind.partition("/")
        made.add_attachment(data, maintype=main, subtype=sub, filename=sent_as, **options)
    pdf, program, logo = parse(made.as_bytes()).attachments
    assert (pdf.name, pdf.type, pdf.data) == ("Rechnung Ü.pdf", "application/pdf", b"%PDF-1.7 x")
    assert pdf.sha256 == hashlib.sha256(pdf.data).hexdigest()
    assert not pdf.marks
    assert program.name == "Invoice.pdf.exe.blocked"
    assert set(program.marks) == {Mark.PROGRAM, Mark.DOUBLE_EXTENSION}
    assert (logo.inline, logo.content_id) == (True, "l@x")


@pytest.mark.parametrize(
    ("sent_as", "name"),
    [
        ("invoice.pdf", "invoice.pdf"),
        ("..\\..\\..\\autoexec.bat", "autoexec.bat.blocked"),
        ("/etc/passwd", "passwd"),
        ("C:\\temp\\x.pdf", "x.pdf"),
        ("a:b.pdf", "a_b.pdf"),
        ("nul", "_nul"),
        ("COM1.xlsx", "_COM1.xlsx"),
        ("x.pdf. . .", "x.pdf"),
        ("invoice\u202efdp.exe", "invoicefdp.exe.blocked"),
        ('=HYPERLINK("http://t.example")', "_HYPERLINK(_http___t.example_)"),
        ("+cmd", "_cmd"),
        ("", "attachment.pdf"),
        ("\x00\x01", "attachment.pdf"),
        ("n" * 500 + ".pdf", "n" * 116 + ".pdf"),
        ("%2e%2e%2fx.pdf", "_2e_2e_2fx.pdf"),
        ("Facture n°12 – été.pdf", "Facture n°12 – été.pdf"),
    ],
)
def test_names_are_harmless(sent_as, name):
    assert harmless_name(sent_as, "application/pdf") == name


def ooxml(*members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name in members:
            package.writestr(name, "x")
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "marks"),
    [
        ("a.docx", ooxml("word/document.xml"), set()),
        ("a.docx", ooxml("word/document.xml", "word/vbaProject.bin"), {Mark.MACRO}),
        ("a.docm", b"", {Mark.MACRO}),
        ("a.pdf", b"MZ" + b"\0" * 99, {Mark.PROGRAM, Mark.DISGUISED}),
        ("a.pdf", b"<html>", {Mark.DISGUISED}),
        ("a.doc.js", b"", {Mark.PROGRAM, Mark.DOUBLE_EXTENSION}),
        ("a\u202egpj.exe", b"", {Mark.PROGRAM, Mark.HIDDEN_DIRECTION}),
        ("v1.2.pdf", b"%PDF", set()),
        (
            "a.xls",
            outlook_files.compound({"_VBA_PROJECT_CUR": {"VBA": {"dir": b"x"}}}),
            {Mark.MACRO},
        ),
    ],
)
def test_dangers_are_marked(name, data, marks):
    assert set(marks_of(name, data)) == marks


def test_text_of_word_excel_and_pdf_attachments(tmp_path):
    word = docx.Document()
    word.add_paragraph("Order EX-2026-0001")
    word.add_table(1, 2).rows[0].cells[1].text = "MSCU1234566"
    word.save(tmp_path / "a.docx")
    book = openpyxl.Workbook()
    book.active.append(["PO", 4500123456, 1.5])
    book.save(tmp_path / "a.xlsx")
    (tmp_path / "a.pdf").write_bytes(pdf("B/L MEDU1234567 / IM-2026-0007"))
    read = {
        path.suffix: extracted(attachment(path.name, "", path.read_bytes()))
        for path in tmp_path.iterdir()
    }
    assert "Order EX-2026-0001" in read[".docx"].text
    assert "MSCU1234566" in read[".docx"].text
    assert read[".xlsx"].text == "PO\t4500123456\t1.5"
    assert "MEDU1234567 / IM-2026-0007" in read[".pdf"].text
    assert not any(one.faults for one in read.values())


def pdf(line: str) -> bytes:
    """The smallest PDF with one line of text."""
    stream = f"BT /F1 12 Tf 40 700 Td ({line}) Tj ET".encode()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return (
        out
        + b"xref\n0 6\n0000000000 65535 f \n%strailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF"
        % (table, len(out))
    )


@pytest.mark.parametrize("name", ["a.pdf", "a.docx", "a.xlsx", "a.xls"])
@pytest.mark.parametrize(
    "data", [b"", b"%PDF-1.4 broken", b"PK\x03\x04broken", b"\xd0\xcf\x11\xe0" * 40]
)
def test_a_damaged_attachment_gives_a_fault(name, data):
    got = extracted(attachment(name, "", data))
    assert got.text == ""
    assert [fault.code for fault in got.faults] == ["unread"]
    assert name in str(got.faults[0].said)


def test_a_zip_bomb_is_not_unpacked():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b"0" * 30_000_000)
    got = extracted(attachment("a.docx", "", out.getvalue()))
    assert [fault.code for fault in got.faults] == ["big"]


# ---------------------------------------------------------------- Outlook


def outlook_message():
    inner = outlook_files.storage(24, {0x0037: "Inner order", 0x1000: "See IM-2026-0003"})
    return outlook_files.compound(
        outlook_files.storage(
            32,
            {
                0x0037: "Offre n° 7 – été", 0x0C1A: "Anne Roux", 0x5D01: "Anne@ACME.example",
                0x1000: "Bonjour\r\n\r\nLe prix est joint.", 0x1035: "<m1@acme.example>",
                0x1042: "<q1@comptoir.example>",
            },
            fixed={0x0039: datetime(2026, 11, 23, 8, 30, tzinfo=UTC)},
            **{
                "__recip_version1.0_#00000000": outlook_files.recipient("Le bureau", "desk@comptoir.example"),
                "__recip_version1.0_#00000001": outlook_files.recipient("Copie", "cc@comptoir.example", 2),
                "__attach_version1.0_#00000000": outlook_files.storage(
                    8, {0x3707: "Offre été.pdf", 0x370E: "application/pdf"}, binaries={0x3701: b"%PDF" + b"x" * 9000}
                ),
                "__attach_version1.0_#00000001": outlook_files.storage(
                    8, {0x3001: "Inner order"}, **{"__substg1.0_3701000D": inner}
                ),
            },
        )
    )  # fmt: skip


def test_an_outlook_file_reads_like_a_mail():
    message = parse(outlook_message())
    assert message.subject == "Offre n° 7 – été"
    assert str(message.from_) == "Anne Roux <anne@acme.example>"
    assert [a.email for a in message.to] == ["desk@comptoir.example"]
    assert [a.email for a in message.cc] == ["cc@comptoir.example"]
    assert message.sent == datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
    assert message.id == "m1@acme.example"
    assert message.in_reply_to == ("q1@comptoir.example",)
    assert message.text == "Bonjour\n\nLe prix est joint."
    assert [(a.name, a.size) for a in message.attachments] == [("Offre été.pdf", 9004)]
    assert [m.subject for m in message.forwarded] == ["Inner order"]
    assert message.faults == ()


def test_an_outlook_file_that_kept_its_internet_headers_uses_them():
    kept = "From: Li <li@acme.example>\r\nMessage-ID: <h@acme.example>\r\nDate: Mon, 23 Nov 2026 09:00:00 +0100\r\nAuthentication-Results: mx; dmarc=fail header.from=acme.example\r\n"
    tree = outlook_files.storage(
        32, {0x007D: kept, 0x0037: "S"}, ansi={0x1000: b"caf\xe9"}, fixed={0x3FFD: 1252}
    )
    message = parse(outlook_files.compound(tree))
    assert message.id == "h@acme.example"
    assert message.from_.email == "li@acme.example"
    assert message.verdicts[0].result == "fail"
    assert message.text == "café"


def test_a_mail_forwarded_as_outlook_file_is_read_inside():
    made = mail("See attached.")
    made.add_attachment(
        outlook_message(), maintype="application", subtype="vnd.ms-outlook", filename="Offre.msg"
    )
    message = parse(made.as_bytes())
    assert [m.subject for m in message.forwarded] == ["Offre n° 7 – été"]
    assert [a.name for a in message.attachments] == ["Offre.msg"]


def test_winmail_dat_is_opened():
    made = mail("")
    data = outlook_files.tnef(
        body=b"Bonjour caf\xe9", files=[("Packing list.pdf", b"%PDF-1.4"), ("b.exe", b"MZ")]
    )
    made.add_attachment(data, maintype="application", subtype="ms-tnef", filename="winmail.dat")
    message = parse(made.as_bytes())
    assert message.text == "Bonjour café"
    assert [a.name for a in message.attachments] == ["Packing list.pdf", "b.exe.blocked"]
    assert message.attachments[0].data == b"%PDF-1.4"
    assert parse(data).text == "Bonjour café"


def test_a_broken_winmail_dat_is_kept_and_told():
    made = mail("Text")
    made.add_attachment(
        b"\x78\x9f\x3e\x22\x01", maintype="application", subtype="ms-tnef", filename="winmail.dat"
    )
    message = parse(made.as_bytes())
    assert message.text == "Text"
    assert len(message.attachments) + len(codes(message) & {"winmail"}) >= 1


RTF_SAMPLE = bytes.fromhex(
    "2d0000002b0000004c5a4675f1c5c7a703000a00726370673132354232 0af32068 656c 09 00 20 62 77 05 b0 6c 64 7d 0a 80 0f a0".replace(
        " ", ""
    )
)


def test_compressed_rich_text():
    """The example of [MS-OXRTFCP] section 4.1."""
    assert decompressed(RTF_SAMPLE) == b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"
    assert rtf_text(decompressed(RTF_SAMPLE)) == "hello world"
    message = parse(outlook_files.tnef(rtf=RTF_SAMPLE))
    assert message.text == "hello world"


def test_rich_text_in_other_alphabets():
    html = rb"{\rtf1\ansi\fromhtml1 {\*\htmltag64 <p>}\htmlrtf {\htmlrtf0 Bonjour \u233?l\'e9phant{\*\htmltag72 </p>}}"
    assert rtf_text(html) == "Bonjour éléphant"
    assert rtf_text(rb"{\rtf1\ansicpg1251{\fonttbl{\f0 Arial;}}\'cf\'f0}") == "Пр"
    with pytest.raises(ValueError, match=r"^$"):
        decompressed(b"nothing")


# ---------------------------------------------------------------- hostile size and shape


def nested(levels):
    data = b"Subject: innermost\r\n\r\ncore"
    for _ in range(levels):
        data = b"Content-Type: message/rfc822\r\nSubject: outer\r\n\r\n" + data
    return data


@pytest.mark.parametrize("levels", [3, 30, 3000])
def test_mails_nested_in_mails_are_read_to_a_depth(levels):
    message = parse(nested(levels))
    depth = 0
    while message.forwarded:
        message, depth = message.forwarded[0], depth + 1
    assert depth == min(levels, depth)
    assert depth <= 13
    if levels == 3:
        assert (depth, message.text) == (3, "core")


@pytest.mark.parametrize(
    "hostile",
    [
        b"".join(b'Content-Type: multipart/mixed; boundary="%d"\r\n\r\n--%d\r\n' % (n, n) for n in range(5000)),
        b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n' + b"--b\r\n\r\nx\r\n" * 50_000,
        b"Subject: " + b"=?utf-8?B?w6k=?= " * 50_000 + b"\r\n\r\nx",
        b"To: " + b"a@b.example, " * 100_000 + b"\r\n\r\nx",
        b"To: " + b"(" * 100_000 + b"\r\n\r\nx",
        b'From: "' + b"\\" * 200_000 + b"\r\n\r\nx",
        b"References: " + b"<" * 100_000 + b"\r\n\r\nx",
        b"X: y\r\n" * 100_000 + b"\r\nx",
        b"Content-Type: text/html\r\n\r\n" + b"<blockquote>" * 100_000,
        b"Content-Type: text/html\r\n\r\n" + b"<" * 1_000_000,
        b"\r\n\r\n" + b"On " * 300_000,
        b"\r\n\r\n" + b"> \n" * 200_000,
        b"Authentication-Results: " + b"(" * 100_000 + b";" * 100_000 + b"\r\n\r\nx",
        b"\x78\x9f\x3e\x22\x01\x00" + struct.pack("<BHHI", 1, 0x9004, 6, 4) + b"\xff" * 6 + b"\0" * 100_000,
        b"\x78\x9f\x3e\x22\x01\x00" + b"\0" * 2_000_000,
        b"\0" * 1_000_000,
        b"".join(b'Content-Type: multipart/mixed; boundary="%d"\r\n\r\n--%d\r\n' % (n, n) for n in range(300))
        + b"--x\r\n" * 300_000,
    ],
    ids=range(17),
)  # fmt: skip
def test_a_bomb_takes_no_time(hostile):
    start = time.process_time()
    parse(hostile)
    assert time.process_time() - start < 5


def test_a_mail_of_100_megabytes_is_cut_and_told():
    start = time.process_time()
    head = b"Subject: big\r\nContent-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    message = parse(head + b"QUFB" * 25_000_000)
    assert message.subject == "big"
    assert "big" in codes(message)
    assert time.process_time() - start < 20


def test_every_fault_says_what_to_expect():
    message = parse(b"Content-Type: text/plain; charset=klingon\r\n\r\ncaf\xe9")
    assert codes(message) == {"charset", "date", "no-id"}
    assert all(str(fault.said).endswith(".") for fault in message.faults)

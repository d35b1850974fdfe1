"""Bank statements and the ECB's history: read whole, or refused with the reason."""

from __future__ import annotations

import zipfile
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comptoir.errors import Refused
from comptoir.rules.money import Money
from comptoir.sheets.imports.ecb import NotTheHistory, read_ecb
from comptoir.sheets.imports.statements import (
    NotAStatement,
    Unbalanced,
    Unread,
    read_camt,
    read_statement,
)

ENTRY = """
  <Ntry><Amt Ccy="EUR">{amount}</Amt><CdtDbtInd>{sign}</CdtDbtInd><Sts>{status}</Sts>
   <BookgDt><Dt>2026-11-20</Dt></BookgDt><ValDt><Dt>2026-11-21</Dt></ValDt>
   <AcctSvcrRef>{ref}</AcctSvcrRef>
   <NtryDtls><TxDtls><Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs>
    <RltdPties><Dbtr><Nm>{who}</Nm></Dbtr>
     <DbtrAcct><Id><IBAN>DE89370400440532013000</IBAN></Id></DbtrAcct>
     <Cdtr><Nm>Vallon</Nm></Cdtr></RltdPties>
    <RmtInf><Ustrd>{text}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>"""
STATEMENT = """<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt>
 <GrpHdr><MsgId>1</MsgId><CreDtTm>2026-11-21T06:00:00</CreDtTm></GrpHdr>
 <Stmt><Id>1</Id><Acct><Id><IBAN>FR7630006000011234567890189</IBAN></Id></Acct>
  <Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">{opening}</Amt>
   <CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-11-20</Dt></Dt></Bal>
  <Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">{closing}</Amt>
   <CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-11-21</Dt></Dt></Bal>{entries}
 </Stmt></BkToCstmrStmt></Document>"""


def entry(amount="950.00", sign="CRDT", text="FA-2026-0042", **but):
    told = {"status": "BOOK", "ref": "R1", "who": "KELLER KÜCHEN GMBH", **but}
    return ENTRY.format(amount=amount, sign=sign, text=text, **told)


def camt(*entries, opening="100.00", closing="1050.00"):
    return STATEMENT.format(opening=opening, closing=closing, entries="".join(entries)).encode()


def test_a_camt_gives_who_paid_what_for_what():
    [line] = read_camt(camt(entry()), "x.xml")
    assert (line.amount, line.day, line.out) == (Money(Decimal("950.00"), "EUR"),
                                                 date(2026, 11, 21), False)  # fmt: skip
    assert (line.who, line.text, line.iban) == (
        "KELLER KÜCHEN GMBH", "FA-2026-0042 FA-2026-0042", "DE89370400440532013000")  # fmt: skip
    assert line.account == "FR7630006000011234567890189"


def test_what_is_not_booked_yet_is_left_and_what_is_paid_out_goes_out():
    lines = read_camt(
        camt(entry(status="PDNG"), entry("40.50", "DBIT", "RENT", ref="R2"), closing="59.50"), "x"
    )
    assert [(one.out, one.amount.amount) for one in lines] == [(True, Decimal("40.50"))]


def test_entries_that_do_not_make_the_balances_are_refused():
    with pytest.raises(Unbalanced, match="949"):
        read_camt(camt(entry(), closing="1049.00"), "x.xml")


@pytest.mark.parametrize(
    "raw",
    [b"", b"<a/>", b"not xml", b"<Document xmlns='urn:x'/>",
     b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", camt(entry(amount="many"))],
)  # fmt: skip
def test_what_is_no_statement_is_refused_with_a_sentence(raw):
    with pytest.raises(NotAStatement, match=r"x\.xml is no bank statement"):
        read_camt(raw, "x.xml")


@given(st.binary(max_size=200))
def test_no_bytes_break_the_reader(raw):
    with pytest.raises(Refused):
        read_camt(raw, "x.xml")


def test_two_equal_lines_are_two_lines_and_the_same_file_gives_the_same_numbers():
    raw = camt(entry(ref=""), entry(ref=""), closing="2000.00")
    first, second = (one.bank_id for one in read_camt(raw, "x.xml"))
    assert first != second
    assert [one.bank_id for one in read_camt(raw, "y.xml")] == [first, second]


def written(tmp_path, text, name="releve.csv", encoding="cp1252"):
    path = tmp_path / name
    path.write_bytes(text.encode(encoding))
    return path


def test_a_french_bank_s_list_with_debit_and_credit_is_read(tmp_path):
    path = written(tmp_path, "Date opération;Date valeur;Libellé;Débit;Crédit\n"
                   "20/11/2026;21/11/2026;VIR KELLER FA-2026-0042;;1 950,00\n"
                   "20/11/2026;20/11/2026;FRAIS;-12,30;\n")  # fmt: skip
    paid, fee = read_statement(path)
    assert (paid.day, paid.amount.amount, paid.out) == (date(2026, 11, 21), 1950, False)
    assert (fee.amount.amount, fee.out, fee.text) == (Decimal("12.30"), True, "FRAIS")


def test_an_english_list_with_signed_amounts_is_read(tmp_path):
    path = written(tmp_path, "Date,Description,Counterparty,Amount,Currency\n"
                   "2026-11-20,INV 42,Hallett Ltd,-12.50,GBP\n")  # fmt: skip
    [line] = read_statement(path)
    assert (line.out, line.amount, line.who) == (
        True,
        Money(Decimal("12.50"), "GBP"),
        "Hallett Ltd",
    )


def test_a_list_half_readable_is_not_read_at_all(tmp_path):
    path = written(tmp_path, "Date;Montant;Libellé\n20/11/2026;12,00;a\nhier;3,00;b\n")
    with pytest.raises(Unread, match="Line 3: hier is no day"):
        read_statement(path)
    with pytest.raises(NotAStatement):
        read_statement(written(tmp_path, "Nom;Ville\nA;Lyon\n"))


HISTORY = "Date,USD,JPY,CYP,\n2026-11-18,1.16,179.5,N/A,\n2026-10-21,1.15,N/A,N/A,\n"


def test_the_ecb_s_history_is_read_from_its_csv_or_its_zip(tmp_path):
    plain = written(tmp_path, HISTORY, "eurofxref-hist.csv", "utf-8")
    found = read_ecb(plain)
    assert [(one.quote, str(one.value), one.day.isoformat()) for one in found] == [
        ("USD", "1.16", "2026-11-18"), ("JPY", "179.5", "2026-11-18"),
        ("USD", "1.15", "2026-10-21"),
    ]  # fmt: skip
    packed = tmp_path / "eurofxref-hist.zip"
    with zipfile.ZipFile(packed, "w") as out:
        out.write(plain, "eurofxref-hist.csv")
    assert read_ecb(packed, ("USD",), date(2026, 11, 1)) == found[:1]


def test_another_file_is_not_the_history(tmp_path):
    with pytest.raises(NotTheHistory):
        read_ecb(written(tmp_path, "Ref;Price\nA;1\n", "a.csv"))
    with pytest.raises(NotTheHistory):
        read_ecb(written(tmp_path, "PK rubbish", "a.zip"))

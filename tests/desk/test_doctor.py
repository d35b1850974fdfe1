"""The doctor's checks, each on facts that are well and on facts that are not."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from catalogues import ADDIN, sentences
from comptoir.desk.doctor import (
    ERROR,
    EXAMINATIONS,
    OK,
    SIGNS,
    WARNING,
    AddInFile,
    ExcelFacts,
    Facts,
    MacFacts,
    examined,
)
from comptoir.desk.doctor.excel import CHILD_PROCESSES, UNKNOWN_PROGRAMS, WIN32_CALLS
from comptoir.wording import Said, translated

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
ADDIN_FILE = AddInFile(r"C:\XLSTART\comptoir.xlam", comptoir="1.0", xlwings="0.37.8")
PYTHON = r"C:\py\pythonw.exe"
EXCEL = ExcelFacts(
    version="16.0",
    bits=64,
    python=PYTHON,
    libraries=("xlwings32-0.37.8.dll", "xlwings64-0.37.8.dll"),
    addin=ADDIN_FILE,
    settings={"INTERPRETER_WIN": PYTHON, "DEBUG UDFS": "True"},
    at_logon=f'"{PYTHON}" -P -m comptoir.cli.serving',
    server="1.0",
    longest_path=120,
)
MAC = MacFacts(
    replace(ADDIN_FILE, path="/Startup/comptoir.xlam"),
    ("xlwings-0.37.8.applescript",),
    {"INTERPRETER_MAC": "/venv/bin/python"},
)
WELL = Facts(
    python=(3, 12), system="Windows", version="1.0", xlwings="0.37.8", now=NOW,
    office="/usr/bin/soffice", office_version="24.8", keyring="Windows", scheduled=True,
    desk=r"C:\desk", database="sqlite:///desk.db", last_save=NOW - timedelta(hours=1),
    free_bytes=50_000_000_000, last_backup=NOW - timedelta(days=1), mailbox="anna@example.com",
    excel=EXCEL, mac=MAC,
)  # fmt: skip
"""A computer that is Windows and Mac at once, and ails nowhere."""

NO_EXCEL, NO_DESK = replace(EXCEL, version=None), replace(WELL, desk=None)


def computer(**changed):
    return replace(WELL, **changed)


def excel(**changed):
    return replace(WELL, excel=replace(EXCEL, **changed))


def file(**changed):
    return excel(addin=replace(ADDIN_FILE, **changed))


def mac(**changed):
    return replace(WELL, mac=replace(MAC, **changed))


def policy(**told):
    return excel(policies={name.replace("_", " "): value for name, value in told.items()})


AILMENTS = [
    ("PY-01", computer(python=(3, 10)), ERROR, "Install Python 3.11"),
    ("PY-02", computer(missing_packages=("lxml", "pandas")), ERROR, "Missing: lxml, pandas."),
    ("PY-03", computer(unfit_packages=("xlwings 0.20",)), WARNING, "uv tool install comptoir"),
    ("PY-04", computer(command_found=False), WARNING, "uv tool update-shell"),
    ("TERM-01", computer(encoding="cp1252"), WARNING, "cp1252 only"),
    ("TERM-01", computer(encoding="?"), WARNING, "PYTHONUTF8=1"),
    ("CLOCK-01", computer(has_zones=False), ERROR, "pip install tzdata"),
    ("CLOCK-01", computer(last_save=NOW + timedelta(minutes=6)), ERROR, "The clock is behind"),
    ("DISK-01", computer(free_bytes=499_000_000), WARNING, "Only 499 MB left"),
    ("LO-01", computer(office=None), WARNING, "No LibreOffice found"),
    ("LO-01", computer(office_version="7.3.7"), WARNING, "7.3.7 is too old"),
    ("LO-02", computer(calc_missing="No uno."), WARNING, "Calc cannot be driven: No uno."),
    ("KEY-01", computer(keyring=None), WARNING, "No keyring"),
    ("DESK-01", NO_DESK, WARNING, "comptoir init my-desk"),
    ("DESK-01", computer(desk_fault=Said("Correct the file.")), ERROR, "Correct the file."),
    ("DB-01", computer(database_fault=Said("It is gone.")), ERROR, "It is gone."),
    ("DB-02", computer(remote_database=True), WARNING, "Use PostgreSQL for a team"),
    ("DESK-02", computer(unwritable=("workbooks",)), ERROR, "Cannot write in workbooks"),
    ("DESK-03", computer(synced_folder="OneDrive"), WARNING, "The desk lies in OneDrive"),
    ("BACK-01", computer(last_backup=None), WARNING, "comptoir backup"),
    ("BACK-01", computer(last_backup=NOW - timedelta(days=7, hours=1)), WARNING, "of 16 Nov 2026"),
    ("BOOK-01", computer(stale_locks=("~$register.xlsx",)), WARNING, "delete the lock file"),
    ("TPL-01", computer(bad_templates=("fr/offer.docx",)), ERROR, "save it as .docx"),
    ("MAIL-01", computer(mailbox=None), WARNING, "No mailbox is set"),
    ("MAIL-01", computer(mail_fault=Said("Correct the box.")), ERROR, "Correct the box."),
    ("MAIL-02", computer(secrets_missing=("contact",)), ERROR, "no password for contact"),
    ("SCH-01", computer(scheduled=False), WARNING, "comptoir schedule install"),
    ("XL-01", computer(excel=NO_EXCEL), WARNING, "No Excel found"),
    ("XL-01", excel(version="15.0.4"), ERROR, "Install Excel 2016"),
    ("XL-02", excel(bits=32, libraries=("xlwings64-0.37.8.dll",)), ERROR, "Python of 32 bits"),
    ("XL-02", excel(libraries=("xlwings64-0.30.0.dll",)), ERROR, "xlwings64-0.37.8.dll is not"),
    ("XL-03", excel(com=False), ERROR, "pip install --force-reinstall pywin32"),
    ("XL-04", excel(python=r"C:\U\Microsoft\WindowsApps\python.exe"), ERROR, "Microsoft Store"),
    ("XL-05", excel(addin=None, settings=None), WARNING, "comptoir addin install"),
    ("XL-05", excel(addin=None), ERROR, "perhaps an anti-virus took it"),
    ("XL-06", file(faults=("package: zip-damaged",)), ERROR, "comptoir addin repair"),
    ("XL-07", file(comptoir="0.9"), ERROR, "of Comptoir 0.9, the program 1.0"),
    ("XL-08", file(xlwings="0.36.0"), ERROR, "holds xlwings 0.36.0, Python has 0.37.8"),
    ("XL-09", file(blocked=True), ERROR, "marked"),
    ("XL-10", excel(copies=(r"C:\AddIns\comptoir.xlam",)), WARNING, r"delete C:\AddIns\comptoir"),
    ("XL-11", excel(disabled=True), ERROR, "Disabled Items"),
    ("XL-12", policy(VBAWarnings=4, AllLocationsDisabled=1), ERROR, "to sign comptoir.xlam"),
    ("XL-12", policy(VBAWarnings=3, allow_user_locations=0), ERROR, "to trust its folder"),
    ("XL-13", policy(AllLocationsDisabled=1), WARNING, "clear Disable all Trusted Locations"),
    (
        "XL-13",
        excel(policies={"allow user locations": 0}, forced=frozenset({"allow user locations"})),
        WARNING,
        "Your administrator has switched trusted folders off",
    ),
    ("XL-14", policy(DisableAllAddins=1), ERROR, "Disable all Application Add-ins"),
    ("XL-14", policy(RequireAddinSig=1), ERROR, "only signed add-ins"),
    (
        "XL-15",
        excel(rules={CHILD_PROCESSES: 1}, settings={"INTERPRETER_WIN": PYTHON}),
        ERROR,
        "comptoir addin repair --server logon",
    ),
    (
        "XL-15",
        excel(rules={CHILD_PROCESSES: 6}, settings={"DEBUG UDFS": "False"}),
        ERROR,
        "lets Excel start no program",
    ),
    ("XL-16", excel(rules={WIN32_CALLS: 1}), ERROR, "exclude comptoir.xlam from this rule"),
    ("XL-16", excel(rules={UNKNOWN_PROGRAMS: 1}), WARNING, "rarely seen"),
    ("XL-17", excel(settings={}), ERROR, "is not told where Python is"),
    ("XL-17", excel(interpreter_found=False), ERROR, rf"looks for Python at {PYTHON}"),
    ("XL-18", excel(at_logon=None), ERROR, "not started when you log on"),
    ("XL-19", excel(server=None), ERROR, "no button and no function answers"),
    ("XL-19", excel(server="0.9"), WARNING, "still of Comptoir 0.9"),
    ("XL-20", excel(long_paths=False, longest_path=260), WARNING, "260 characters"),
    ("MAC-01", mac(addin=None), WARNING, "comptoir addin install"),
    ("MAC-01", mac(addin=replace(ADDIN_FILE, xlwings="0.1")), ERROR, "comptoir addin repair"),
    ("MAC-02", mac(scripts=("xlwings-0.1.applescript",)), ERROR, "its script is missing"),
    ("MAC-03", mac(interpreter_found=False), ERROR, "looks for Python at /venv/bin/python"),
    ("MAC-03", mac(settings=None), ERROR, "where it is not"),
]
ALSO_WELL = [
    ("XL-12", policy(VBAWarnings=4), "macros are off, but may run in trusted folders"),
    ("XL-15", excel(rules={CHILD_PROCESSES: 1}), "need not: Python waits for it"),
    ("XL-15", excel(rules={CHILD_PROCESSES: 2}), "Excel may start programs"),
    ("XL-18", excel(settings={"INTERPRETER_WIN": PYTHON}), "Excel starts Python itself"),
    ("XL-20", excel(longest_path=400), "short enough"),
    ("XL-20", excel(long_paths=False, longest_path=259), "short enough"),
    ("CLOCK-01", computer(last_save=NOW + timedelta(minutes=5)), "in step with the desk"),
    ("BACK-01", computer(last_backup=NOW - timedelta(days=7)), "last one 16 Nov 2026"),
    ("DISK-01", computer(free_bytes=500_000_000), "0 GB free"),
    ("LO-01", computer(office_version="7.4.0.1"), "7.4.0.1"),
    ("XL-02", excel(bits=None), "xlwings64-0.37.8.dll is there"),
]
DOES_NOT_APPLY = [
    *((code, computer(mailbox=None)) for code in ("MAIL-02", "SCH-01")),
    *((code, NO_DESK) for code in (
        "DESK-02", "DESK-03", "BACK-01", "BOOK-01", "TPL-01", "MAIL-01",
    )),
    ("DB-01", computer(database=None)),
    ("DB-02", computer(database=None)),
    ("DISK-01", computer(free_bytes=None)),
    ("LO-02", computer(office=None)),
    ("SCH-01", computer(scheduled=None)),
    ("XL-01", computer(excel=None)),
    *((one.code, computer(excel=NO_EXCEL)) for one in EXAMINATIONS if one.code[:3] == "XL-"
      if one.code != "XL-01"),
    *((code, excel(addin=None)) for code in (
        "XL-06", "XL-07", "XL-08", "XL-09", "XL-17", "XL-18", "XL-19",
    )),
    ("XL-19", excel(settings={"INTERPRETER_WIN": PYTHON})),
    *((code, computer(mac=None)) for code in ("MAC-01", "MAC-02", "MAC-03")),
    *((code, mac(addin=None)) for code in ("MAC-02", "MAC-03")),
]  # fmt: skip


def found(facts):
    return {one.code: one for one in examined(facts)}


def test_there_are_more_than_forty_checks_and_no_code_comes_twice():
    codes = [one.code for one in EXAMINATIONS]
    assert len(codes) >= 40
    assert len(set(codes)) == len(codes)


def test_where_all_is_well_every_check_says_so():
    assert {one.code: one.state for one in examined(WELL)} == {one.code: OK for one in EXAMINATIONS}


@pytest.mark.parametrize(("code", "facts", "state", "words"), AILMENTS)
def test_an_ailment_is_seen_and_has_its_remedy(code, facts, state, words):
    one = found(facts)[code]
    assert one.state == state
    assert words in one.said.in_("en")
    assert one.said.in_("fr") != one.said.in_("en") or "Correct" in words or "gone" in words


@pytest.mark.parametrize(("code", "facts", "words"), ALSO_WELL)
def test_at_the_edge_it_is_well(code, facts, words):
    assert found(facts)[code].state == OK
    assert words in found(facts)[code].said.in_("en")


@pytest.mark.parametrize(("code", "facts"), DOES_NOT_APPLY)
def test_what_does_not_apply_is_not_said(code, facts):
    assert code not in found(facts)


def test_every_check_fails_for_some_facts():
    assert {code for code, *_ in AILMENTS} == {one.code for one in EXAMINATIONS}


def test_every_sentence_of_the_doctor_is_heard_in_these_tests():
    files = sorted((ADDIN / "desk" / "doctor").glob("*.py"))
    heard = {one.said.text for _, facts, *_ in (*AILMENTS, *ALSO_WELL) for one in examined(facts)}
    heard |= {one.what for one in EXAMINATIONS}
    assert set(sentences(files)) - heard == set()


def test_every_fact_is_asked_for_by_some_check():
    """A fact that no check reads is gathered for nothing."""
    code = "".join(path.read_text() for path in Path(ADDIN / "desk" / "doctor").glob("*.py"))
    for kind, name in ((Facts, "facts"), (ExcelFacts, "excel"), (AddInFile, "addin")):
        for one in fields(kind):
            assert f"{name}.{one.name}" in code or one.name in {"system", "path"}, one.name


def test_what_is_looked_at_has_a_name_in_both_languages():
    for one in EXAMINATIONS:
        assert translated(one.what, "fr")
    assert set(SIGNS) == {OK, WARNING, ERROR}

"""Checks of the computer: Python, its parts, the clock, LibreOffice, the keyring."""

from __future__ import annotations

import re
from datetime import timedelta

from comptoir.desk.doctor.diagnosis import ERROR, OK, WARNING, Examination, Finding
from comptoir.desk.doctor.facts import OLDEST_PYTHON, Facts
from comptoir.wording import Said, mark

MEGABYTE = 1_000_000
LEAST_FREE = 500 * MEGABYTE
OLDEST_OFFICE = (7, 4)
CLOCK_MARGIN = timedelta(minutes=5)


def _python(facts: Facts) -> Finding:
    version = ".".join(map(str, facts.python))
    if facts.python < OLDEST_PYTHON:
        return ERROR, Said(
            "Python {version} is too old. Install Python 3.11 or newer.", version=version
        )
    return OK, Said("Python {version}", version=version)


def _packages(facts: Facts) -> Finding:
    if facts.missing_packages:
        return ERROR, Said(
            "Missing: {names}. Install Comptoir again: pip install --force-reinstall comptoir",
            names=facts.missing_packages,
        )
    return OK, Said("all there")


def _versions(facts: Facts) -> Finding:
    if facts.unfit_packages:
        return WARNING, Said(
            "Not of a version Comptoir was tried with: {names}. Put Comptoir in an environment of"
            " its own: uv tool install comptoir",
            names=facts.unfit_packages,
        )
    return OK, Said("as Comptoir needs them")


def _command(facts: Facts) -> Finding:
    if not facts.command_found:
        return WARNING, Said(
            "The command comptoir is not found from a new terminal. Add the folder of its"
            " programs to PATH: uv tool update-shell, or pipx ensurepath."
        )
    return OK, Said("found")


def _encoding(facts: Facts) -> Finding:
    try:
        "é € ✓".encode(facts.encoding)
    except (UnicodeEncodeError, LookupError):
        return WARNING, Said(
            "This terminal shows {encoding} only: accents and signs may be wrong."
            " Set PYTHONUTF8=1, or use a terminal with UTF-8.",
            encoding=facts.encoding,
        )
    return OK, Said("{encoding}", encoding=facts.encoding)


def _clock(facts: Facts) -> Finding:
    if not facts.has_zones:
        return ERROR, Said(
            "The time zones are missing: deadlines cannot be told. Install them: pip install tzdata"
        )
    if facts.now and facts.last_save and facts.last_save - facts.now > CLOCK_MARGIN:
        return ERROR, Said(
            "The clock is behind: the desk was saved on {save}, here it is {now}."
            " Set the clock of this computer by the network.",
            save=facts.last_save,
            now=facts.now,
        )
    return OK, Said("in step with the desk")


def _space(facts: Facts) -> Finding:
    if facts.free_bytes is None:
        return None
    if facts.free_bytes < LEAST_FREE:
        free = facts.free_bytes // MEGABYTE
        return WARNING, Said("Only {free} MB left on the disk. Free some space.", free=free)
    return OK, Said("{free} GB free", free=facts.free_bytes // (1000 * MEGABYTE))


def _office(facts: Facts) -> Finding:
    if facts.office is None:
        return WARNING, Said(
            "No LibreOffice found: PDF letters and Calc buttons need it. Install LibreOffice 7.4"
            " or newer."
        )
    version = facts.office_version or ""
    numbers = tuple(map(int, re.findall(r"\d+", version)[:2]))
    if numbers and numbers < OLDEST_OFFICE:
        return WARNING, Said(
            "LibreOffice {version} is too old. Install LibreOffice 7.4 or newer.", version=version
        )
    return OK, Said("{path} {version}", path=facts.office, version=version)


def _calc(facts: Facts) -> Finding:
    if facts.office is None:
        return None
    if facts.calc_missing:
        return WARNING, Said(
            "Calc cannot be driven: {why} Closed workbooks can still be saved and refreshed.",
            why=facts.calc_missing,
        )
    return OK, Said("can be driven")


def _keyring(facts: Facts) -> Finding:
    if facts.keyring is None:
        return WARNING, Said(
            "No keyring to keep passwords in: mail cannot be synced. On Linux, install"
            " gnome-keyring or kwallet."
        )
    return OK, Said("{name}", name=facts.keyring)


EXAMINATIONS = (
    Examination("PY-01", mark("Python"), _python),
    Examination("PY-02", mark("Parts of the program"), _packages),
    Examination("PY-03", mark("Versions of the parts"), _versions),
    Examination("PY-04", mark("The command comptoir"), _command),
    Examination("TERM-01", mark("Accents"), _encoding),
    Examination("CLOCK-01", mark("Clock"), _clock),
    Examination("DISK-01", mark("Disk"), _space),
    Examination("LO-01", mark("LibreOffice"), _office),
    Examination("LO-02", mark("Calc"), _calc),
    Examination("KEY-01", mark("Keyring"), _keyring),
)

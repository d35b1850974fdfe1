"""Checks of Excel on a Mac, where the buttons work by AppleScript and the functions do not."""

from __future__ import annotations

from comptoir.desk.doctor.diagnosis import ERROR, OK, WARNING, Examination, Finding
from comptoir.desk.doctor.facts import Facts
from comptoir.wording import Said, mark


def _addin(facts: Facts) -> Finding:
    if facts.mac is None:
        return None
    addin = facts.mac.addin
    if addin is None:
        return WARNING, Said("The add-in is not installed. Install it with: comptoir addin install")
    if (addin.comptoir, addin.xlwings) != (facts.version, facts.xlwings):
        return ERROR, Said(
            "The add-in is of Comptoir {theirs}, the program {ours}."
            " Close Excel, then: comptoir addin repair",
            theirs=addin.comptoir,
            ours=facts.version,
        )
    return OK, Said("{path}", path=addin.path)


def _script(facts: Facts) -> Finding:
    if facts.mac is None or facts.mac.addin is None:
        return None
    if f"xlwings-{facts.xlwings}.applescript" not in facts.mac.scripts:
        return ERROR, Said(
            "Excel may not start Python: its script is missing. Put it there with:"
            " comptoir addin repair"
        )
    return OK, Said("the script is there")


def _settings(facts: Facts) -> Finding:
    if facts.mac is None or facts.mac.addin is None:
        return None
    path = (facts.mac.settings or {}).get("INTERPRETER_MAC")
    if not path or not facts.mac.interpreter_found:
        return ERROR, Said(
            "The add-in looks for Python at {path}, where it is not."
            " Tell it where it is with: comptoir addin repair",
            path=path,
        )
    return OK, Said("{path}", path=path)


EXAMINATIONS = (
    Examination("MAC-01", mark("Add-in"), _addin),
    Examination("MAC-02", mark("Script of Excel"), _script),
    Examination("MAC-03", mark("Settings of the add-in"), _settings),
)

"""The facts of Excel on a Mac."""

from __future__ import annotations

from comptoir.desk.doctor.facts import MacFacts
from comptoir.desk.fitting import Computer
from comptoir.desk.gathering.excels import installed


def mac(computer: Computer) -> MacFacts:
    """What the doctor asks about Excel on a Mac."""
    settings = computer.settings if computer.settings_now else None
    python = (settings or {}).get("INTERPRETER_MAC", "")
    folder = computer.place(computer.home.home) / "Library/Application Scripts/com.microsoft.Excel"
    return MacFacts(
        addin=installed(computer),
        scripts=tuple(sorted(one.name for one in folder.glob("xlwings-*.applescript"))),
        settings=settings,
        interpreter_found=bool(python) and computer.place(python).is_file(),
    )

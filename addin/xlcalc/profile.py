"""The office's own settings: a profile for an office that a program drives.

Locking is off: a killed office leaves ``.~lock`` files, and the next headless load then returns
nothing, without a word. A *settled* profile (one that has seen a window) starts in 0.1 s instead
of 1.3 s; `settled` makes one, to be copied for each office.
"""

from __future__ import annotations

from pathlib import Path
from xml.sax.saxutils import escape

SETTINGS: dict[tuple[str, str], str] = {
    ("Office.Common/Misc", "UseLocking"): "false",
    ("Office.Common/Misc", "UseDocumentSystemFileLocking"): "false",
    ("Office.Common/Misc", "FirstRun"): "false",
    ("Office.Common/Misc", "ShowTipOfTheDay"): "false",
    ("Office.Common/Security/Scripting", "MacroSecurityLevel"): "0",
    ("Office.Common/Save/Document", "WarnAlienFormat"): "false",
    ("Office.Common/Save/Document", "CreateBackup"): "false",
    ("Office.Recovery/AutoSave", "Enabled"): "false",
    ("Office.Recovery/RecoveryInfo", "Enabled"): "false",
    ("Setup/Office", "ooSetupInstCompleted"): "true",
}

_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<oor:items xmlns:oor="http://openoffice.org/2001/registry"'
    ' xmlns:xs="http://www.w3.org/2001/XMLSchema"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\n'
)


def settings_text(locale: str | None = None) -> str:
    """Return the settings file; *locale* ('fr-FR') is how dates and numbers are written."""
    settings = dict(SETTINGS)
    if locale:
        settings["Setup/L10N", "ooSetupSystemLocale"] = locale
    items = "".join(
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{escape(value)}</value></prop></item>\n"
        for (path, name), value in settings.items()
    )
    return _HEAD + items + "</oor:items>\n"


def write(folder: Path, locale: str | None = None) -> Path:
    """Write a new profile into *folder* unless there is one already."""
    settings = folder / "user" / "registrymodifications.xcu"
    if not settings.exists():
        settings.parent.mkdir(parents=True, exist_ok=True)
        settings.write_text(settings_text(locale), encoding="utf-8")
    return folder

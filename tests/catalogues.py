"""Keep the French catalogues in step with the English sentences in the code.

    python tests/catalogues.py [ROOM]   # add new sentences, drop dead ones, compile

The help of the commands counts too: each paragraph of a docstring, each option.
Each room of the house has its own ``locale/fr/<room>.po``, so that two people can
translate at once; all are compiled into one ``comptoir.mo``, which is committed
because users install from a wheel. ``tests/test_catalogues.py`` fails when a sentence has no
French, when its facts differ, or when the compiled file is stale.
"""

from __future__ import annotations

import importlib
import io
import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ADDIN = Path(__file__).parents[1] / "addin" / "comptoir"
sys.path.insert(0, str(ADDIN.parent))
FRENCH = ADDIN / "locale" / "fr"
COMPILED = FRENCH / "LC_MESSAGES" / "comptoir.mo"
KEYWORDS = {"mark": None, "Said": None}
EPOCH = datetime(2026, 1, 1, tzinfo=UTC)


def rooms() -> dict[str, list[Path]]:
    """The Python files of each room: a package or a module at the top of the house."""
    found: dict[str, list[Path]] = {}
    for path in sorted(ADDIN.rglob("*.py")):
        room = path.relative_to(ADDIN).parts[0].removesuffix(".py")
        if room not in {"locale", "__init__"}:
            found.setdefault(room, []).append(path)
    return found


def sentences(paths: list[Path]) -> dict[str, str]:
    """English sentences marked in *paths*, each with the file that says it first."""
    said: dict[str, str] = {}
    for path in paths:
        for _line, text, _comments, _context in extract_from_file(
            "python", path, keywords=KEYWORDS
        ):
            if isinstance(text, str) and text:
                said.setdefault(text, path.relative_to(ADDIN).as_posix())
    return said


def said_in(room: str, paths: list[Path]) -> dict[str, str]:
    """All that *room* says: what its code marks and, for the commands, their help."""
    said = sentences(paths)
    if room == "cli":
        said |= {text: "cli/__init__.py" for text in helped() if text not in said}
    return said


def helped() -> list[str]:
    """What the help of the commands says."""
    cli = importlib.import_module("comptoir.cli")
    manual = importlib.import_module("comptoir.cli.manual")
    commands = {name: cli.loaded(name) for name in cli.COMMANDS}
    return list(manual.sentences({"comptoir": cli.main, **commands}))


def translations(room: str) -> Catalog:
    path = FRENCH / f"{room}.po"
    if not path.exists():
        return Catalog(locale="fr")
    with path.open("rb") as po:
        return read_po(po, locale="fr")


def refreshed(room: str, said: dict[str, str]) -> Catalog:
    """The room's catalogue with exactly the sentences *said*, known French kept."""
    known = translations(room)
    fresh = Catalog(locale="fr", project="Comptoir", charset="utf-8", fuzzy=False)
    for text in sorted(said):
        old = known.get(text)
        fresh.add(text, str(old.string) if old else "", locations=[(said[text], None)])
    return fresh


def compiled() -> bytes:
    """Every room's French in one catalogue, as gettext reads it."""
    together = Catalog(locale="fr", charset="utf-8", creation_date=EPOCH, revision_date=EPOCH)
    for room in rooms():
        for message in translations(room):
            if message.id and message.string:
                together.add(message.id, message.string)
    for one, many in importlib.import_module("comptoir.cli.click_says").ONE_OR_MANY:
        if one in together and many in together:
            french = [together[one].string, *[together[many].string] * (together.num_plurals - 1)]
            together.delete(one)
            together.add((one, many), french)
    out = io.BytesIO()
    write_mo(out, together)
    return out.getvalue()


def update(only: list[str]) -> int:
    """Rewrite the .po files (of the rooms *only*, or all) and the .mo; count missing French."""
    FRENCH.mkdir(parents=True, exist_ok=True)
    missing = 0
    for room, paths in rooms().items():
        if only and room not in only:
            continue
        said = said_in(room, paths)
        path = FRENCH / f"{room}.po"
        if not said:
            path.unlink(missing_ok=True)
            continue
        catalog = refreshed(room, said)
        for message in catalog:
            if message.id and not message.string:
                missing += 1
                print(f"no French: {path.name}: {message.id}")
        out = io.BytesIO()
        write_po(out, catalog, width=100, omit_header=True, sort_output=True)
        if not path.exists() or path.read_bytes() != out.getvalue():
            path.write_bytes(out.getvalue())
    COMPILED.parent.mkdir(parents=True, exist_ok=True)
    COMPILED.write_bytes(compiled())
    return missing


if __name__ == "__main__":
    sys.exit(1 if update(sys.argv[1:]) else 0)

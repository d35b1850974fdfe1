"""Finding a record by what a person typed: its key, or the name it is known by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

from comptoir.records import RECORDS, Unfit
from comptoir.records.kinds import folded
from comptoir.records.stored import Stored
from comptoir.wording import Said, mark

UNKNOWN = mark(
    "There is no {record} {text}. Check the spelling, or enter it first on the sheet {sheet}."
)
AMBIGUOUS = mark("{text} names several: {keys}. Enter the code of the one meant.")


@dataclass(slots=True)
class Known:
    """The keys of one record, and the names they are known by."""

    keys: dict[str, str] = field(default_factory=dict)
    called: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def add(self, key: str, *names: object) -> None:
        self.keys[folded(key)] = key
        for name in names:
            if name:
                self.called[folded(str(name))].add(key)


@dataclass(slots=True)
class Names:
    """Resolves links in one save, new records of the same save included."""

    ask: Callable[[str], Stored]
    known: dict[str, Known] = field(default_factory=dict)

    def of(self, record: str) -> Known:
        """What is known of *record*, read from the store the first time."""
        if record not in self.known:
            block, found = self.ask(record), Known()
            called = [block.columns[name] for name in RECORDS[record].called]
            for at, key in enumerate(block.keys):
                found.add(key, *(column[at] for column in called))
            self.known[record] = found
        return self.known[record]

    def resolve(self, record: str, text: str) -> str | Unfit:
        """The key of the *record* that *text* names, or why there is none."""
        found, word = self.of(record), folded(text)
        if key := found.keys.get(word):
            return key
        keys = sorted(found.called.get(word, ()))
        if len(keys) == 1:
            return keys[0]
        if keys:
            return Unfit(Said(AMBIGUOUS, text=text, keys=keys))
        noun = RECORDS[record]
        said = Said(UNKNOWN, record=Said(noun.one), text=text[:60], sheet=Said(noun.many))
        return Unfit(said)

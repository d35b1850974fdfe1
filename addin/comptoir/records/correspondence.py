"""The letters we wrote: where each lies, what it was made from, whether it still says the truth."""

from __future__ import annotations

from collections.abc import Callable

from comptoir.records.declared import Field, Numbered, Record, Tone
from comptoir.records.kinds import Choice, Code, Day, Link, Text
from comptoir.records.lists import LANGUAGE
from comptoir.records.stored import Stored
from comptoir.wording import mark

LETTER_STATUS = Choice(
    {
        "WRITTEN": mark("written"),
        "SENT": mark("sent"),
        "STALE": mark("out of date"),
        "REPLACED": mark("replaced"),
    },
    wide=13,
)

# fmt: off
LETTER = Record(
    name="letter",
    one=mark("Letter"),
    many=mark("Letters"),
    workbook="register",
    purpose=mark("Every letter we wrote, with its file; those whose facts have changed since."),
    keying=Numbered({"": "CO"}, dated="day"),
    anchor="title",
    status="status",
    tones={
        "WRITTEN": Tone.OPEN,
        "SENT": Tone.DONE,
        "STALE": Tone.LATE,
        "REPLACED": Tone.CLOSED,
    },
    fields=(
        Field("ref", mark("Letter number"), Code(), editable=False,
              help=mark("Given when the letter is written.")),
        Field("title", mark("What it is"), Text(longest=120, wide=36), editable=False,
              help=mark("The sort of letter, in its own language.")),
        Field("about", mark("Record"), Code(longest=60), wide=16, editable=False,
              help=mark("Reference of the record it is written from.")),
        Field("party", mark("Partner"), Link("party"), editable=False,
              help=mark("Whom it is for.")),
        Field("status", mark("Status"), LETTER_STATUS, computed=True, editable=False,
              help=mark("Written, sent, out of date, or replaced by a later one.")),
        Field("day", mark("Date"), Day(), required=True, editable=False,
              help=mark("Date on the letter.")),
        Field("sent", mark("Sent on"), Day(), help=mark("Day it left.")),
        Field("stale", mark("What changed since"), Text(longest=1000, wide=30), editable=False,
              help=mark("The blanks of the letter that the desk would fill otherwise today.")),
        Field("language", mark("Language"), LANGUAGE, editable=False,
              help=mark("Language of the letter.")),
        Field("file", mark("File"), Text(longest=300, wide=40), editable=False,
              help=mark("Its place in the dossiers.")),
        Field("pdf", mark("PDF"), Text(longest=300, wide=30), editable=False,
              help=mark("The PDF made of it.")),
        Field("kind", mark("Template"), Code(longest=40, capitals=False), wide=22, editable=False,
              help=mark("Name of its template.")),
        Field("asked", mark("Asked from"), Code(longest=60), wide=16, editable=False,
              help=mark("The record it was asked from.")),
        Field("addressee", mark("Other addressee"), Code(longest=12), editable=False,
              help=mark("Where it goes to another than the record says.")),
        Field("by", mark("Signed by"), Text(longest=60, wide=14), editable=False,
              help=mark("Who signs it.")),
        Field("told", mark("Facts told"), Text(longest=4000, lines=True, wide=30), editable=False,
              help=mark("What its writer added to what the records say.")),
        Field("data", mark("Mark of its data"), Text(longest=4000, wide=16), editable=False,
              help=mark("A print of each blank's content, by which a change is found.")),
        Field("made_of", mark("Mark of its template"), Text(longest=64, wide=16), editable=False,
              help=mark("A print of the template's file (SHA-256).")),
        Field("replaced_by", mark("Replaced by"), Code(longest=20), editable=False,
              help=mark("The later letter of the same sort about the same record.")),
        Field("note", mark("Note"), Text(lines=True, wide=40),
              help=mark("What a colleague should know.")),
    ),
)
# fmt: on


def letter_status(sent: object, stale: object, replaced_by: object) -> str:
    """Where a letter stands.

    >>> letter_status(None, "total", None), letter_status(None, None, None)
    ('STALE', 'WRITTEN')
    """
    if replaced_by:
        return "REPLACED"
    if stale:
        return "STALE"
    return "SENT" if sent else "WRITTEN"


def letter_columns(rows: Stored, _ask: Callable[[str], object]) -> dict[str, list[object]]:
    """The status of each letter."""
    told = rows.columns
    facts = zip(told["sent"], told["stale"], told["replaced_by"], strict=True)
    return {"status": [letter_status(*one) for one in facts]}

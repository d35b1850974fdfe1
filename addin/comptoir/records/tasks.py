"""What must be done, by whom and when, whoever noticed it."""

from __future__ import annotations

from comptoir.records.declared import Field, Numbered, Record, Tone
from comptoir.records.kinds import Choice, Code, Day, Link, Text
from comptoir.wording import mark

TASK_STATUS = Choice(
    {
        "OPEN": mark("to do"),
        "WAITING": mark("waiting"),
        "DONE": mark("done"),
        "DROPPED": mark("dropped"),
    },
    wide=10,
)
# fmt: off
TASK = Record(
    name="task",
    one=mark("Task"),
    many=mark("Tasks"),
    workbook="register",
    purpose=mark("Follow-ups and to-do's, each with its record, its date and who does it."),
    keying=Numbered({"": "TA"}),
    anchor="what",
    status="status",
    tones={"OPEN": Tone.OPEN, "WAITING": Tone.DUE, "DONE": Tone.DONE, "DROPPED": Tone.CLOSED},
    fields=(
        Field("ref", mark("Task"), Code(), editable=False,
              help=mark("Given when the line is saved.")),
        Field("what", mark("What to do"), Text(longest=300, wide=52), required=True,
              help=mark("A verb first: Ask for the confirmation.")),
        Field("status", mark("Status"), TASK_STATUS, required=True, initial="OPEN",
              help=mark("To do, waiting, done or dropped.")),
        Field("due", mark("Due date"), Day(), help=mark("When it must be done.")),
        Field("owner", mark("Who"), Text(longest=60, wide=14), help=mark("Colleague in charge.")),
        Field("about", mark("Record"), Code(longest=60), wide=16,
              help=mark("Reference of the order, offer or invoice it is about.")),
        Field("party", mark("Partner"), Link("party"),
              help=mark("Code of the party; its name is understood too.")),
        Field("done_on", mark("Done on"), Day(), help=mark("Day it was done.")),
        Field("note", mark("Note"), Text(lines=True, wide=40),
              help=mark("What a colleague should know.")),
    ),
)
# fmt: on

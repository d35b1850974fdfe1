"""Keeping customers and buying better: visits, opinions, ideas, suppliers' marks, trade terms."""
# ruff: noqa: E501 - a field to the line reads as the table it is

from __future__ import annotations

import re

from comptoir.records.declared import Composed, Field, Numbered, Plain, Record, Tone
from comptoir.records.kinds import Checked, Choice, Code, Day, Link, Quantity, Text, Whole, amount
from comptoir.wording import Said, mark

VISIT_KIND = Choice(
    {
        "VISIT": mark("visit"),
        "MEETING": mark("appointment at a fair"),
        "CALL": mark("telephone call"),
        "VIDEO": mark("video call"),
    },
    wide=18,
)
VISIT_STATUS = Choice(
    {"PLANNED": mark("planned"), "DONE": mark("held"), "CANCELLED": mark("cancelled")}, wide=11
)
SURVEY_STATUS = Choice(
    {
        "SENT": mark("question sent"),
        "ANSWERED": mark("answered"),
        "SILENT": mark("no answer"),
        "SETTLED": mark("settled"),
    },
    wide=11,
)
IDEA_KIND = Choice(
    {
        "QUIET": mark("customer gone quiet"),
        "TOGETHER": mark("bought together"),
        "PRICE": mark("price"),
        "VOLUME": mark("volume"),
        "GROUPING": mark("grouped transport"),
        "REORDER": mark("order again"),
        "COVER": mark("currency cover"),
    },
    wide=20,
)
IDEA_STATUS = Choice(
    {
        "OPEN": mark("to look at"),
        "IN_HAND": mark("in hand"),
        "DONE": mark("done"),
        "DROPPED": mark("dropped"),
    },
    wide=11,
)
GRADE = Choice({"A": "A", "B": "B", "C": "C", "D": "D"}, wide=8)
TERM_FIELD = Choice(
    {
        "TRADE": mark("selling"),
        "BUYING": mark("buying"),
        "INCOTERMS": mark("Incoterms"),
        "SEA": mark("sea"),
        "AIR": mark("air"),
        "LAND": mark("road and rail"),
        "FREIGHT": mark("transport"),
        "PACKING": mark("packing"),
        "CUSTOMS": mark("customs"),
        "PAPERS": mark("documents"),
        "PAYMENT": mark("payment"),
        "CREDIT": mark("letters of credit"),
        "INSURANCE": mark("insurance"),
        "CLAIMS": mark("claims"),
        "LAW": mark("law"),
        "MARKET": mark("marketing"),
        "FIGURES": mark("figures"),
        "OFFICE": mark("office"),
    },
    wide=16,
)


def _clock(text: str) -> str | Said:
    found = re.fullmatch(r"(\d{1,2})\s*[:h.]\s*(\d{2})?", text.strip().lower())
    hours, minutes = (int(found[1]), int(found[2] or 0)) if found else (24, 0)
    if hours > 23 or minutes > 59:  # noqa: PLR2004 - a clock
        return Said("it must look like 14:30")
    return f"{hours:02}:{minutes:02}"


CLOCK = Checked(_clock, mark("a time of day"), "14:30", wide=8)
MARK_OF_FIVE = Whole(minimum=1, maximum=5)
SHARE = Quantity(places=1, form="0.0")

# fmt: off
VISIT = Record(
    name="visit",
    one=mark("Visit or call"),
    many=mark("Visits"),
    workbook="growth",
    purpose=mark("Visits, calls and appointments: when here and there, what was said and decided."),
    keying=Numbered({"": "VI"}, dated="day"),
    anchor="party",
    status="status",
    tones={"PLANNED": Tone.OPEN, "DONE": Tone.DONE, "CANCELLED": Tone.CLOSED},
    fields=(
        Field("ref", mark("Visit no."), Code(), editable=False,
              help=mark("Given when the line is saved.")),
        Field("party", mark("Partner"), Link("party"), required=True,
              help=mark("Code of the party; its name is understood too.")),
        Field("kind", mark("Kind"), VISIT_KIND, required=True, initial="CALL",
              help=mark("Visit, appointment, telephone or video call.")),
        Field("status", mark("Status"), VISIT_STATUS, required=True, initial="PLANNED",
              help=mark("Planned, held or cancelled.")),
        Field("day", mark("Date"), Day(), required=True, help=mark("Day, by our calendar.")),
        Field("time", mark("Our time"), CLOCK, help=mark("By our clock, such as 14:30.")),
        Field("their_time", mark("Their time"), Text(longest=40, wide=16), editable=False,
              help=mark("By the partner's clock; with the day where it is another.")),
        Field("minutes", mark("Minutes"), Whole(minimum=5, maximum=1440), initial=30,
              help=mark("How long it lasts.")),
        Field("contact", mark("Contact"), Link("contact"), help=mark("Whom we meet.")),
        Field("about", mark("Subject"), Text(longest=200, wide=30), required=True,
              help=mark("What is to be talked of.")),
        Field("place", mark("Place"), Text(longest=120, wide=20), help=mark("Address, or how to dial in.")),
        Field("event", mark("Event"), Link("event"),
              help=mark("Number of the fair; its name is understood too.")),
        Field("trip", mark("Trip"), Text(longest=60, wide=16),
              help=mark("One name for all visits of one journey.")),
        Field("travel", mark("Travel"), Text(longest=300, lines=True, wide=28),
              help=mark("Train or flight, hotel, what to bring.")),
        Field("present", mark("Present"), Text(longest=300, wide=24),
              help=mark("Who was there, parted by commas.")),
        Field("said", mark("What was said"), Text(longest=2000, lines=True, wide=40),
              help=mark("One point to the line; it goes into the report.")),
        Field("decisions", mark("Decisions"), Text(longest=2000, lines=True, wide=40),
              help=mark("One to the line: what | who | 31/12/2026.")),
        Field("next_on", mark("Next talk"), Day(), help=mark("When to talk again.")),
        Field("reported", mark("Report of"), Day(), editable=False,
              help=mark("Day the report was written.")),
        Field("owner", mark("Who"), Text(longest=60, wide=14), help=mark("Colleague in charge.")),
        Field("note", mark("Note"), Text(lines=True, wide=40),
              help=mark("What a colleague should know.")),
    ),
)

SURVEY = Record(
    name="survey",
    one=mark("Customer's opinion"),
    many=mark("Satisfaction"),
    workbook="growth",
    purpose=mark("What customers think of a delivered order: asked by letter, answered in marks."),
    keying=Numbered({"": "SV"}, dated="sent"),
    anchor="party",
    status="status",
    tones={"SENT": Tone.OPEN, "ANSWERED": Tone.DUE, "SILENT": Tone.CLOSED, "SETTLED": Tone.DONE},
    fields=(
        Field("ref", mark("Survey no."), Code(), editable=False,
              help=mark("Given when the line is saved.")),
        Field("party", mark("Partner"), Link("party"), required=True,
              help=mark("Code of the party; its name is understood too.")),
        Field("order", mark("Order"), Link("order"), help=mark("Reference of the order.")),
        Field("status", mark("Status"), SURVEY_STATUS, required=True, initial="SENT",
              help=mark("Asked, answered, no answer, or settled after a low mark.")),
        Field("sent", mark("Asked on"), Day(), required=True, help=mark("Day of our letter.")),
        Field("answered", mark("Answered on"), Day(), help=mark("Day of their answer.")),
        Field("recommend", mark("Would recommend (0-10)"), Whole(minimum=0, maximum=10),
              help=mark("From 0 (certainly not) to 10 (certainly).")),
        Field("delivery", mark("Delivery (1-5)"), MARK_OF_FIVE, help=mark("From 1 (bad) to 5 (very good).")),
        Field("quality", mark("Quality (1-5)"), MARK_OF_FIVE, help=mark("From 1 (bad) to 5 (very good).")),
        Field("service", mark("Service (1-5)"), MARK_OF_FIVE, help=mark("From 1 (bad) to 5 (very good).")),
        Field("words", mark("Their words"), Text(longest=1000, lines=True, wide=40),
              help=mark("What they wrote besides.")),
        Field("note", mark("Note"), Text(lines=True, wide=40),
              help=mark("What we did about it.")),
    ),
)

IDEA = Record(
    name="idea",
    one=mark("Idea"),
    many=mark("Ideas"),
    workbook="growth",
    purpose=mark("What the figures suggest for selling more and buying better, with the workings."),
    keying=Composed(("kind", "about")),
    anchor="about",
    status="status",
    tones={"OPEN": Tone.DUE, "IN_HAND": Tone.OPEN, "DONE": Tone.DONE, "DROPPED": Tone.CLOSED},
    fields=(
        Field("ref", mark("Idea no."), Code(longest=80), editable=False,
              help=mark("Given when the line is saved.")),
        Field("kind", mark("Kind"), IDEA_KIND, required=True, help=mark("What kind of idea it is.")),
        Field("about", mark("Concerns"), Code(longest=60), required=True, wide=20,
              help=mark("Code of the customer, article, port or currency it is about.")),
        Field("status", mark("Status"), IDEA_STATUS, required=True, initial="OPEN",
              help=mark("To look at, in hand, done or dropped: yours to say.")),
        Field("what", mark("What to do"), Text(longest=300, wide=44), editable=False,
              help=mark("What the figures suggest.")),
        Field("by", mark("Best by"), Day(), editable=False, help=mark("When it would be too late.")),
        Field("value", mark("Worth (EUR)"), amount(), editable=False,
              help=mark("What it could bring or save, where that can be told.")),
        Field("why", mark("Workings"), Text(longest=2000, lines=True, wide=50), editable=False,
              help=mark("The figures behind it, line by line.")),
        Field("seen", mark("Figures of"), Day(), editable=False,
              help=mark("Last day on which the figures said so.")),
        Field("owner", mark("Who"), Text(longest=60, wide=14), help=mark("Colleague in charge.")),
        Field("note", mark("Note"), Text(lines=True, wide=40),
              help=mark("What a colleague should know.")),
    ),
)

SCORECARD = Record(
    name="scorecard",
    one=mark("Supplier's mark"),
    many=mark("Suppliers"),
    workbook="growth",
    purpose=mark("Each supplier's year: on time, quality, prices, answers; a grade with its reasons."),
    keying=Composed(("party", "year")),
    anchor="party",
    fields=(
        Field("ref", mark("Mark no."), Code(longest=40), editable=False,
              help=mark("Given when the line is saved.")),
        Field("party", mark("Partner"), Link("party"), required=True,
              help=mark("Code of the party; its name is understood too.")),
        Field("year", mark("Year"), Whole(minimum=1990, maximum=2100), required=True,
              help=mark("Calendar year of the order dates.")),
        Field("grade", mark("Grade"), GRADE, editable=False,
              help=mark("A from 85 points, B from 70, C from 50, D below.")),
        Field("points", mark("Points"), Whole(maximum=100), editable=False, help=mark("From 0 to 100.")),
        Field("lines", mark("Lines received"), Whole(), editable=False,
              help=mark("Purchase lines received or due in the year.")),
        Field("bought", mark("Bought (EUR)"), amount(), editable=False, help=mark("Of the orders of the year.")),
        Field("on_time", mark("On time (%)"), SHARE, editable=False,
              help=mark("Lines received by the day they confirmed.")),
        Field("late_days", mark("Days late"), SHARE, editable=False,
              help=mark("Mean of the lines that came late.")),
        Field("confirm_days", mark("Days to confirm"), SHARE, editable=False,
              help=mark("Mean from our order to their confirmation.")),
        Field("lead_days", mark("Lead time (days)"), SHARE, editable=False,
              help=mark("Mean from order to receipt.")),
        Field("claims", mark("Claims"), Whole(), editable=False,
              help=mark("Claims for quality or quantity in the year.")),
        Field("quality", mark("Quality (%)"), SHARE, editable=False,
              help=mark("Lines without a claim.")),
        Field("price_change", mark("Price change (%)"), SHARE, editable=False,
              help=mark("Of the same articles against the year before, weighted by what was bought.")),
        Field("ours", mark("Our mark (0-10)"), Whole(minimum=0, maximum=10),
              help=mark("Your own view; it does not change the points.")),
        Field("why", mark("Workings"), Text(longest=1000, lines=True, wide=44), editable=False,
              help=mark("How the points came about.")),
        Field("figures_on", mark("Figures of"), Day(), editable=False,
              help=mark("Day the figures were worked out.")),
        Field("note", mark("Note"), Text(lines=True, wide=40),
              help=mark("What a colleague should know.")),
    ),
)

TERM = Record(
    name="term",
    one=mark("Trade term"),
    many=mark("Glossary"),
    workbook="growth",
    purpose=mark("Trade terms in French and English with their meaning; add your own below."),
    keying=Plain("TM"),
    anchor="en",
    called=("fr", "en"),
    fields=(
        Field("code", mark("Term no."), Code(longest=12), editable=False,
              help=mark("Given when the line is saved.")),
        Field("fr", mark("French"), Text(longest=120, wide=26), required=True,
              help=mark("The term in French.")),
        Field("en", mark("English"), Text(longest=120, wide=26), required=True,
              help=mark("The term in English.")),
        Field("field", mark("Field"), TERM_FIELD, required=True, initial="TRADE",
              help=mark("The part of the trade it belongs to.")),
        Field("meaning_fr", mark("Meaning (French)"), Text(longest=500, lines=True, wide=50),
              help=mark("What it means in our trade, in French.")),
        Field("meaning_en", mark("Meaning (English)"), Text(longest=500, lines=True, wide=50),
              help=mark("What it means in our trade, in English.")),
        Field("note", mark("Note"), Text(lines=True, wide=40),
              help=mark("What a colleague should know.")),
    ),
)
# fmt: on

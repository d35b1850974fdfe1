"""What came by mail: the mails, their files, where they are filed and why, the news read in them.

Mails are told apart by what they are, not by where they lie: one mail in two folders, or in two
mailboxes, is one row. What the mailboxes themselves say stands in the store beside these.
"""

from __future__ import annotations

from comptoir.records.customs_claims import PAPER
from comptoir.records.declared import Field, Plain, Record, Tone, Within
from comptoir.records.kinds import Choice, Code, Day, Flag, Link, Quantity, Text, Whole
from comptoir.wording import mark

MAIL_STATUS = Choice(
    {
        "TO_CONFIRM": mark("to confirm"),
        "FILED": mark("filed"),
        "ASIDE": mark("set aside"),
    },
    wide=12,
)
WAY = Choice({"IN": mark("came in"), "OUT": mark("went out")}, wide=10)
RISK = Choice(
    {
        "NONE": mark("nothing"),
        "WARNING": mark("be careful"),
        "ALARM": mark("stop and check"),
    },
    wide=15,
)
FILING_STATE = Choice(
    {"PROPOSED": mark("proposed"), "FILED": mark("filed"), "REFUSED": mark("refused")}, wide=11
)
NEWS = Choice(
    {
        "NEW_ETA": mark("new ETA"),
        "CONFIRMED": mark("order confirmed for"),
        "TRACKING": mark("tracking number"),
        "MRN": mark("customs MRN"),
        "ARRIVAL": mark("arrival notice"),
        "CLAIM": mark("claim or damage"),
    },
    wide=20,
)
ANSWER = Choice({"WAITING": mark("waiting"), "YES": mark("accept"), "NO": mark("refuse")}, wide=10)

# fmt: off
MESSAGE = Record(
    name="message",
    one=mark("Mail"),
    many=mark("Mails"),
    workbook="register",
    purpose=mark("Mails that wait or came lately: the dossier of each, and what to beware of."),
    keying=Plain("ML"),
    anchor="subject",
    status="status",
    tones={"TO_CONFIRM": Tone.DUE, "FILED": Tone.DONE, "ASIDE": Tone.CLOSED},
    fields=(
        Field("ref", mark("Mail no."), Code(), editable=False,
              help=mark("Given when the mail comes in.")),
        Field("received", mark("Received on"), Day(), editable=False,
              help=mark("Day it came, or was sent.")),
        Field("subject", mark("Subject"), Text(longest=300, wide=36), editable=False,
              help=mark("As the sender wrote it.")),
        Field("status", mark("Status"), MAIL_STATUS, required=True, initial="TO_CONFIRM",
              help=mark("Set aside what is not about a dossier.")),
        Field("dossier", mark("Dossier"), Text(longest=200, wide=16),
              help=mark("Order or offer it is about; several are parted by commas.")),
        Field("proposed", mark("Proposed dossier"), Text(longest=200, wide=16), editable=False,
              help=mark("Copy it to the left, or press File as proposed.")),
        Field("risk", mark("Risk"), RISK, editable=False, initial="NONE",
              tones={"WARNING": Tone.DUE, "ALARM": Tone.LATE},
              help=mark("Whether the mail may be a fraud.")),
        Field("checked", mark("Checked on"), Day(),
              help=mark("Day you made sure of a risky mail, by telephone.")),
        Field("sender", mark("From"), Text(longest=200, wide=28), editable=False,
              help=mark("Address of the sender.")),
        Field("party", mark("Partner"), Link("party"), editable=False,
              help=mark("The partner it comes from or goes to.")),
        Field("way", mark("Direction"), WAY, editable=False, initial="IN",
              help=mark("Whether it came in or went out.")),
        Field("recipients", mark("To"), Text(longest=400, wide=30), editable=False,
              help=mark("Addresses it went to.")),
        Field("time", mark("Time"), Text(longest=5, wide=8), editable=False,
              help=mark("Of the day, here.")),
        Field("excerpt", mark("Beginning"), Text(longest=400, wide=44), editable=False,
              help=mark("First words, without what is quoted.")),
        Field("files", mark("Files"), Text(longest=600, lines=True, wide=28), editable=False,
              help=mark("Names of the files that came with it.")),
        Field("why", mark("Why this dossier"), Text(longest=1000, lines=True, wide=44),
              editable=False, help=mark("What the proposal rests on.")),
        Field("warning", mark("Why it is risky"), Text(longest=2000, lines=True, wide=44),
              editable=False, help=mark("What is wrong, and the safe next step.")),
        Field("answered", mark("Answered on"), Day(), editable=False,
              help=mark("Day an answer of ours went out.")),
        Field("note", mark("Note"), Text(lines=True, wide=40),
              help=mark("What a colleague should know.")),
    ),
)

ATTACHMENT = Record(
    name="attachment",
    one=mark("File of a mail"),
    many=mark("Files of mails"),
    workbook="",
    purpose=mark("Files that came with mails: what they are, where they lie."),
    keying=Within("message", "A"),
    parent="message",
    anchor="message",
    fields=(
        Field("ref", mark("File no."), Code(), editable=False,
              help=mark("Given when the mail comes in.")),
        Field("message", mark("Mail"), Link("message"), required=True,
              help=mark("Mail it came with.")),
        Field("name", mark("Name"), Text(longest=200, wide=30), required=True, editable=False,
              help=mark("Harmless name.")),
        Field("sent_as", mark("Sent as"), Text(longest=500, wide=30), editable=False,
              help=mark("Name the sender gave it.")),
        Field("type", mark("Type"), Text(longest=100, wide=18), editable=False,
              help=mark("Media type.")),
        Field("size", mark("Size (bytes)"), Whole(), editable=False, help=mark("Of the file.")),
        Field("sha256", mark("Fingerprint"), Text(longest=64, wide=20), editable=False,
              help=mark("SHA-256 of its content.")),
        Field("paper", mark("Document"), PAPER, editable=False,
              help=mark("Which paper of the checklist it is.")),
        Field("draft", mark("Draft only"), Flag(), editable=False,
              help=mark("Yes for a draft or a pro-forma: it ticks nothing.")),
        Field("dangers", mark("Dangers"), Text(longest=200, wide=24), editable=False,
              help=mark("Codes of what is dangerous about it.")),
        Field("file", mark("File"), Text(longest=300, wide=26), editable=False,
              help=mark("Its place in the dossier.")),
    ),
)

FILING = Record(
    name="filing",
    one=mark("Filing"),
    many=mark("Filings"),
    workbook="",
    purpose=mark("Which dossiers each mail was thought to be about, why, and what was decided."),
    keying=Within("message", "F"),
    parent="message",
    anchor="message",
    status="state",
    tones={"PROPOSED": Tone.DUE, "FILED": Tone.DONE, "REFUSED": Tone.CLOSED},
    fields=(
        Field("ref", mark("Filing no."), Code(), editable=False,
              help=mark("Given when the mail comes in.")),
        Field("message", mark("Mail"), Link("message"), required=True, help=mark("Mail filed.")),
        Field("dossier", mark("Dossier"), Text(longest=60, wide=16), required=True, editable=False,
              help=mark("Order or offer it may be about.")),
        Field("score", mark("Likely (%)"), Quantity(places=1, form="0.0"), editable=False,
              help=mark("How likely, from 0 to 100.")),
        Field("reasons", mark("Why"), Text(longest=1000, lines=True, wide=44), editable=False,
              help=mark("What the guess rests on.")),
        Field("state", mark("State"), FILING_STATE, initial="PROPOSED", editable=False,
              help=mark("Proposed, filed or refused.")),
        Field("by", mark("Decided by"), Text(longest=80, wide=16), editable=False,
              help=mark("Comptoir, or the colleague who confirmed.")),
    ),
)

NEWS_ITEM = Record(
    name="news",
    one=mark("News"),
    many=mark("News from mails"),
    workbook="register",
    purpose=mark("Facts read in mails. Accept them to have them written, or refuse them."),
    keying=Plain("NW"),
    parent="message",
    anchor="fact",
    status="answer",
    tones={"WAITING": Tone.DUE, "YES": Tone.DONE, "NO": Tone.CLOSED},
    fields=(
        Field("ref", mark("News no."), Code(), editable=False,
              help=mark("Given when the mail comes in.")),
        Field("fact", mark("News of"), NEWS, required=True, editable=False,
              help=mark("What the mail lets us know.")),
        Field("day", mark("Day read"), Day(),
              help=mark("Correct it here if it was read wrongly, then accept.")),
        Field("number", mark("Number read"), Code(longest=60), wide=20,
              help=mark("Correct it here if it was read wrongly, then accept.")),
        Field("answer", mark("Your answer"), ANSWER, required=True, initial="WAITING",
              help=mark("Accept writes it to the record named; nothing is written before.")),
        Field("target", mark("Record"), Code(longest=60), wide=16,
              help=mark("Order or shipment it will be written to.")),
        Field("passage", mark("Words read"), Text(longest=300, wide=50), editable=False,
              help=mark("What the mail says.")),
        Field("place", mark("Read in"), Text(longest=200, wide=18), editable=False,
              help=mark("Subject, text, or the file it stands in.")),
        Field("other_day", mark("Other reading"), Day(), editable=False,
              help=mark("The same figures, day and month exchanged.")),
        Field("message", mark("Mail"), Link("message"), required=True, editable=False,
              help=mark("Mail it was read in.")),
        Field("became", mark("What became of it"), Text(longest=300, wide=40), editable=False,
              help=mark("What was written, and where.")),
        Field("note", mark("Note"), Text(lines=True, wide=40),
              help=mark("What a colleague should know.")),
    ),
)

MAIL_RULE = Record(
    name="mail_rule",
    one=mark("Mail rule"),
    many=mark("Mail rules"),
    workbook="register",
    purpose=mark("What corrections taught: mails of this sender, with these words, go there."),
    keying=Plain("RU"),
    anchor="sender",
    fields=(
        Field("ref", mark("Mail rule"), Code(), editable=False,
              help=mark("Given when the line is saved.")),
        Field("sender", mark("Sender"), Text(longest=200, wide=30), required=True,
              help=mark("An address; or @ and a domain, for all who write from there.")),
        Field("subject_words", mark("Words in the subject"), Text(longest=200, wide=36),
              help=mark("All of them must stand in it; blank: any subject.")),
        Field("dossier", mark("Dossier"), Text(longest=60, wide=16),
              help=mark("Where such mails go. Blank: they are set aside.")),
        Field("active", mark("Active"), Flag(), initial=True,
              help=mark("No to forget the rule, and keep it for memory.")),
        Field("learnt", mark("Learnt on"), Day(), editable=False,
              help=mark("Day of the correction it comes from.")),
        Field("message", mark("Learnt from"), Link("message"), editable=False,
              help=mark("Mail that was corrected.")),
        Field("note", mark("Note"), Text(lines=True, wide=40),
              help=mark("What a colleague should know.")),
    ),
)
# fmt: on

"""Whom the firm deals with: parties and their contacts."""

from __future__ import annotations

from comptoir.records.declared import Field, Plain, Record
from comptoir.records.kinds import Checked, Choice, Code, Day, Flag, Link, Text, amount
from comptoir.records.lists import (
    BIC,
    COUNTRY,
    CURRENCY,
    EDITION,
    EMAIL,
    EORI,
    IBAN,
    INCOTERM,
    LANGUAGE,
    PHONE,
    VAT,
    ZONE,
)
from comptoir.rules.days import UnknownCalendar, calendar
from comptoir.rules.hours import UnreadableHours, written
from comptoir.wording import Said, mark


def hours_read(text: str) -> str | Said:
    """Opening hours set out, or why they cannot be read."""
    try:
        return written(text)
    except UnreadableHours:
        return Said("write the opening and the closing of each stretch")


def calendar_read(text: str) -> str | Said:
    """The code of a calendar, or why there is none."""
    code = text.upper()
    try:
        calendar(code)
    except UnknownCalendar:
        return Said("write a country, such as CN, or a part of one, such as FR-57")
    return code


HOURS = Checked(hours_read, mark("office hours"), "09:00-12:30 14:00-18:00", wide=24)
CALENDAR = Checked(calendar_read, mark("a calendar"), "FR-57", wide=10)
BANK_STATE = Choice(
    {
        "CHECKED": mark("checked twice"),
        "CHANGED": mark("changed since the check"),
        "UNCHECKED": mark("not checked"),
    },
    wide=20,
)

ROLE = Choice(
    {
        "US": mark("our company"),
        "CUSTOMER": mark("customer"),
        "SUPPLIER": mark("supplier"),
        "PROSPECT": mark("prospect"),
        "FORWARDER": mark("forwarder"),
        "CARRIER": mark("carrier"),
        "BROKER": mark("customs broker"),
        "BANK": mark("bank"),
        "INSURER": mark("insurer"),
        "OTHER": mark("other"),
    },
    wide=16,
)
CIVILITY = Choice({"MR": mark("Mr"), "MS": mark("Ms")}, wide=9)

# fmt: off
PARTY = Record(
    name="party",
    one=mark("Party"),
    many=mark("Parties"),
    workbook="register",
    purpose=mark("Everyone the firm deals with: one line each, found everywhere by its code."),
    keying=Plain("P"),
    typed_key=True,
    anchor="name",
    called=("name",),
    fields=(
        Field("code", mark("Code"), Code(longest=12), also=(mark("Party code"),),
              help=mark("Short code of the party. Left blank, the next number is given.")),
        Field("name", mark("Name"), Text(longest=120, wide=30), required=True,
              also=(mark("Company"), mark("Party name")),
              help=mark("Legal name, as it must stand on papers.")),
        Field("role", mark("Role"), ROLE, required=True, initial="CUSTOMER",
              help=mark("What the party is to us.")),
        Field("country", mark("Country"), COUNTRY, required=True,
              help=mark("Country code of two letters; its name is understood too.")),
        Field("language", mark("Language"), LANGUAGE, initial="en",
              help=mark("Language of our letters and mails to this party.")),
        Field("zone", mark("Time zone"), ZONE, wide=18,
              help=mark("Where their office clock is, for calls.")),
        Field("hours", mark("Office hours"), HOURS,
              help=mark("By their own clock. Left blank: 09:00 to 18:00.")),
        Field("calendar", mark("Calendar"), CALENDAR,
              help=mark("Whose holidays they keep, where it is not their country's.")),
        Field("habits", mark("Habits"), Text(longest=600, lines=True, wide=30),
              help=mark("How they like to work: whom to call, when they close, what they expect.")),
        Field("address", mark("Address"), Text(longest=400, lines=True, wide=34),
              help=mark("Street and number, as on an envelope.")),
        Field("postcode", mark("Postcode"), Text(longest=16, wide=10), help=mark("Postal code.")),
        Field("city", mark("City"), Text(longest=60, wide=18), help=mark("Town.")),
        Field("email", mark("E-mail"), EMAIL, help=mark("General address for orders and papers.")),
        Field("domains", mark("Mail domains"), Text(longest=200, wide=22),
              help=mark("Domains they write from, parted by commas: mails from them are theirs.")),
        Field("phone", mark("Telephone"), PHONE,
              help=mark("Known number: the one to call before believing a change of bank.")),
        Field("vat", mark("VAT number"), VAT,
              help=mark("Needed on invoices inside the Union; checked by its digits.")),
        Field("vat_checked", mark("VAT checked on"), Day(),
              help=mark("Day the number was found valid in VIES.")),
        Field("vat_proof", mark("VIES proof"), Text(longest=60, wide=18),
              help=mark("Consultation number that VIES gave: the proof that it was checked.")),
        Field("eori", mark("EORI"), EORI,
              help=mark("Number of economic operators for customs in the Union.")),
        Field("registration", mark("Company number"), Text(longest=40, wide=18),
              help=mark("SIREN, company house or trade register number.")),
        Field("currency", mark("Currency"), CURRENCY, initial="EUR",
              help=mark("Usual currency of their orders.")),
        Field("terms", mark("Payment terms"), Text(longest=60, wide=18),
              help=mark("Usual terms, such as NET 30, EOM 45 A, LC SIGHT.")),
        Field("incoterm", mark("Incoterm"), INCOTERM, help=mark("Usual Incoterm of their orders.")),
        Field("edition", mark("Incoterm edition"), EDITION, initial="2020",
              help=mark("Edition of the Incoterms agreed with them.")),
        Field("place", mark("Usual place"), Text(longest=80, wide=20),
              help=mark("Usual named place of the Incoterm.")),
        Field("credit_limit", mark("Credit limit"), amount(),
              help=mark("How much they may owe us at most, in their currency.")),
        Field("exposure", mark("Exposure"), amount(), computed=True, editable=False,
              help=mark("What they owe us, with orders under way, in their currency.")),
        Field("headroom", mark("Credit left"), amount(), computed=True, editable=False,
              help=mark("Credit limit less the exposure.")),
        Field("iban", mark("IBAN"), IBAN,
              help=mark("Bank account. Never change it from a mail: call the known number first.")),
        Field("bic", mark("BIC"), BIC, help=mark("Bank identifier of 8 or 11 characters.")),
        Field("bank", mark("Bank"), Text(longest=80, wide=22), help=mark("Name of the bank.")),
        Field("bank_state", mark("Bank details"), BANK_STATE, computed=True, editable=False,
              help=mark("Whether a second person has checked them as they are now.")),
        Field("bank_checked", mark("Bank checked on"), Day(), editable=False,
              help=mark("Day of the second look.")),
        Field("bank_checked_by", mark("Bank checked by"), Text(longest=60, wide=16), editable=False,
              help=mark("Who looked a second time.")),
        Field("bank_checked_how", mark("Bank checked how"), Text(longest=200, wide=24),
              editable=False, help=mark("Which number was called, and who answered.")),
        Field("bank_seen", mark("Account checked"), Text(longest=60, wide=20), editable=False,
              help=mark("The account that was checked; another one is not.")),
        Field("active", mark("Active"), Flag(), initial=True,
              help=mark("No when we no longer deal with them; their past stays.")),
        Field("merged_into", mark("Merged into"), Link("party"), editable=False,
              help=mark("The party that took over this double.")),
        Field("note", mark("Note"), Text(lines=True, wide=40),
              help=mark("Habits, doors, what a colleague should know.")),
    ),
)

CONTACT = Record(
    name="contact",
    one=mark("Contact"),
    many=mark("Contacts"),
    workbook="register",
    purpose=mark("People at our partners: whom to write to, in which language."),
    keying=Plain("CT"),
    parent="party",
    anchor="surname",
    fields=(
        Field("code", mark("Contact no."), Code(longest=12), editable=False,
              help=mark("Given when the line is saved.")),
        Field("party", mark("Party"), Link("party"), required=True,
              help=mark("Code of the party; its name is understood too.")),
        Field("surname", mark("Surname"), Text(longest=60, wide=18), required=True,
              help=mark("Family name.")),
        Field("first_name", mark("First name"), Text(longest=60, wide=16),
              help=mark("Given name.")),
        Field("civility", mark("Civility"), CIVILITY, help=mark("How a letter begins.")),
        Field("job", mark("Position"), Text(longest=80, wide=22), help=mark("What they do there.")),
        Field("email", mark("E-mail"), EMAIL, help=mark("Personal address.")),
        Field("phone", mark("Telephone"), PHONE, help=mark("Direct line.")),
        Field("mobile", mark("Mobile"), PHONE, help=mark("Mobile telephone.")),
        Field("language", mark("Language"), LANGUAGE,
              help=mark("Where it differs from the party's.")),
        Field("main", mark("Main contact"), Flag(),
              help=mark("Yes for the one who gets letters without a name.")),
        Field("erased", mark("Erased on"), Day(), editable=False,
              help=mark("Day the personal data were erased at their wish.")),
        Field("note", mark("Note"), Text(lines=True, wide=40),
              help=mark("What a colleague should know.")),
    ),
)
# fmt: on

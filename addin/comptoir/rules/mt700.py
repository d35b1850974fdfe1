r"""Reads a letter of credit as banks send it: the tags of a SWIFT MT700, and what they mean.

What a field says in words stays in its words; what the words decide (partial shipments, the
papers asked and how many) is read where it can be, and left blank where it cannot.

Sources
    SWIFT, category 7, MT700 issue of a documentary credit (tags 20 to 78).

>>> told = read_mt700(":20:LC-7781\n:32B:EUR49500,00\n:31D:261130LYON\n:43P:NOT ALLOWED\n")
>>> told["number"], told["amount"], str(told["expiry"]), told["partial"]
('LC-7781', Decimal('49500.00'), '2026-11-30', 'NOT_ALLOWED')
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from comptoir.errors import Refused
from comptoir.wording import mark

_TAG = re.compile(
    r"^[ \t]*:?(\d{2}[A-Z]?)\s*:[ \t]*(?:(?!//)[A-Z][A-Za-z ,./()]*:[ \t]*\n)?", re.MULTILINE
)
_DAY = re.compile(r"(\d{2})(\d{2})(\d{2})")
_WORDS = {
    "ONE": 1, "TWO": 2, "THREE": 3, "FOUR": 4, "FIVE": 5, "SIX": 6,
    "DUPLICATE": 2, "TRIPLICATE": 3, "QUADRUPLICATE": 4, "FULL SET": 3,
}  # fmt: skip


class NotACredit(Refused, ValueError):
    """A text in which the tags of a credit are not found."""

    message = mark(
        "This text is not the message of a letter of credit: {missing} not found in it. Nothing was"
        " kept. Copy the whole message of the bank, from :20: on."
    )


@dataclass(frozen=True, slots=True)
class Asked:
    """A paper that the credit asks: its kind, how many, and the words it is asked in."""

    paper: str
    originals: int
    copies: int
    wording: str


def read_mt700(text: str) -> dict[str, object]:
    r"""The fields of the message, by the names the desk gives them. Raises `NotACredit`.

    >>> told = read_mt700(":20:A-1\n:31D:261215\n:32B:USD1000,50\n:48:21/DAYS\n")
    >>> told["amount"], told["currency"], told["period"]
    (Decimal('1000.50'), 'USD', 21)
    """
    tags = tags_of(text)
    missing = [f":{tag}:" for tag in ("20", "31D", "32B") if tag not in tags]
    if missing:
        raise NotACredit(missing=missing)
    found: dict[str, object] = {}
    for tag, read in _FIELDS.items():
        if tag in tags:
            found |= {name: value for name, value in read(tags[tag]).items() if value is not None}
    return found


def tags_of(text: str) -> dict[str, str]:
    r"""Each tag of the message and its text; of a tag given twice, the first.

    >>> tags_of(":20:LC-1\n:50:AL RASHID\nJEDDAH\n:59:VALLON\n")["50"]
    'AL RASHID\nJEDDAH'
    """
    marks = list(_TAG.finditer(text))
    found: dict[str, str] = {}
    for at, one in enumerate(marks):
        end = marks[at + 1].start() if at + 1 < len(marks) else len(text)
        found.setdefault(one[1], text[one.end() : end].strip().removesuffix("-}").strip())
    return found


def papers_asked(wording: str) -> list[Asked]:
    r"""The papers of field 46A, one to the paragraph that begins with a plus, a dash or a number.

    >>> for one in papers_asked("+SIGNED COMMERCIAL INVOICE IN 3 ORIGINALS\n+PACKING LIST"):
    ...     print(one.paper, one.originals)
    INVOICE 3
    PACKING_LIST 1
    """
    parts = re.split(r"^\s*(?:\+|-|\d{1,2}[.)\-/])\s*", wording, flags=re.MULTILINE)
    return [_asked(" ".join(part.split())) for part in parts if part.strip()]


def _asked(wording: str) -> Asked:
    upper = wording.upper()
    paper = next((code for code, sign in _PAPERS if re.search(sign, upper)), "OTHER")
    originals = _count(upper, r"ORIGINALS?") or _count(upper, r"(?:FOLD|COPIES INCL)") or next(
        (number for word, number in _WORDS.items() if (word in upper and " " in word)
         or re.search(rf"\bIN {word}\b", upper)), 1)  # fmt: skip
    return Asked(paper, originals, _count(upper, r"COP(?:Y|IES)") or 0, wording)


def _count(text: str, what: str) -> int | None:
    found = re.search(rf"\b(\d+|{'|'.join(_WORDS)})\b[^.;]{{0,12}}?\s*{what}", text)
    if not found:
        return None
    return int(found[1]) if found[1].isdigit() else _WORDS[found[1]]


_PAPERS = (
    ("INSURANCE_CERTIFICATE", r"INSURANCE"),
    ("CERTIFICATE_OF_ORIGIN", r"CERTIFICATE OF ORIGIN|CERTIFICAT D.ORIGINE"),
    ("BL_ORIGINALS", r"BILLS? OF LADING|\bB/?L\b|CONNAISSEMENT"),
    ("AWB", r"AIR ?WAY ?BILL|\bAWB\b|LTA\b"),
    ("CMR", r"\bCMR\b|ROAD CONSIGNMENT"),
    ("PACKING_LIST", r"PACKING LIST|LISTE DE COLISAGE"),
    ("INVOICE", r"INVOICE|FACTURE"),
)


def _text(name: str) -> Callable[[str], dict[str, object]]:
    return lambda text: {name: text or None}


def _day(text: str) -> date | None:
    found = _DAY.match(text)
    try:
        return date(2000 + int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None


def _on(name: str) -> Callable[[str], dict[str, object]]:
    return lambda text: {name: _day(text)}


def _expiry(text: str) -> dict[str, object]:
    return {"expiry": _day(text), "expiry_place": text[6:].strip() or None}


def _amount(text: str) -> dict[str, object]:
    found = re.match(r"([A-Z]{3})\s*([\d.,]+)", text)
    if not found:
        raise NotACredit(missing=[":32B:"])
    digits = found[2].replace(".", "") if "," in found[2] else found[2]
    try:
        return {"currency": found[1], "amount": Decimal(digits.replace(",", ".").rstrip("."))}
    except InvalidOperation:
        raise NotACredit(missing=[":32B:"]) from None


def _tolerance(text: str) -> dict[str, object]:
    found = re.match(r"(\d+)\s*/\s*(\d+)", text)
    return {"plus": Decimal(found[1]), "minus": Decimal(found[2])} if found else {}


def _allowed(name: str) -> Callable[[str], dict[str, object]]:
    def read(text: str) -> dict[str, object]:
        upper = text.upper()
        if "NOT ALLOWED" in upper or "PROHIBITED" in upper or "FORBIDDEN" in upper:
            return {name: "NOT_ALLOWED"}
        return {name: "CONDITIONAL" if "CONDITION" in upper else "ALLOWED"}

    return read


def _available(text: str) -> dict[str, object]:
    upper = text.upper()
    ways = (
        ("NEGOTIATION", "NEGOTIATION"), ("ACCEPTANCE", "ACCEPTANCE"), ("DEF PAYMENT", "DEFERRED"),
        ("DEFERRED", "DEFERRED"), ("PAYMENT", "SIGHT"),
    )  # fmt: skip
    by = next((code for word, code in ways if f"BY {word}" in upper), None)
    return {"available_with": text.split("\n", 1)[0][:80] or None, "available_by": by}


def _period(text: str) -> dict[str, object]:
    found = re.match(r"\D*(\d{1,3})", text)
    return {"period": int(found[1])} if found else {}


def _form(text: str) -> dict[str, object]:
    upper = text.upper()
    if "STANDBY" in upper:
        return {"form": "STANDBY"}
    return {"form": "TRANSFERABLE" if "TRANSFERABLE" in upper else "IRREVOCABLE"}


def _confirmed(text: str) -> dict[str, object]:
    code = text.upper().replace(" ", "_").split("\n")[0]
    return {"confirmation": code if code in {"CONFIRM", "MAY_ADD", "WITHOUT"} else None}


_INCOTERM = re.compile(
    r"\b(EXW|FCA|FAS|FOB|CPT|CFR|CIP|CIF|DAP|DPU|DDP)\b[ :]+([A-Z][A-Z' -]{2,40})"
)


def _goods(text: str) -> dict[str, object]:
    """The goods in their words without the line of the Incoterm, and the Incoterm they end with."""
    found = _INCOTERM.search(text.upper())
    if not found:
        return {"goods": text}
    place = re.split(r"\bINCOTERMS\b|\bAS PER\b|\d", found[2])[0].strip(" ,-")
    bare = "\n".join(line for line in text.splitlines() if not _INCOTERM.search(line.upper()))
    return {"goods": bare.strip(" +\n") or text, "incoterm": found[1], "place": place}


def _documents(text: str) -> dict[str, object]:
    """What the papers asked decide: the freight, the consignee, the percent to insure."""
    upper = " ".join(text.upper().split())
    freight = "COLLECT" if "FREIGHT COLLECT" in upper else (
        "PREPAID" if "FREIGHT PREPAID" in upper else None)  # fmt: skip
    made = re.search(r"(?:MADE OUT|CONSIGNED) (TO (?:THE )?ORDER(?: OF [A-Z .]+?)?)"
                     r"(?= AND| ENDORSED| BLANK| MARKED| NOTIFY|,|\.|$)", upper)  # fmt: skip
    notify = re.search(
        r"NOTIFY(?:ING)? (?:PARTY )?(?!APPLICANT)([A-Z].{3,120}?)(?=\.|;|\+|$)", upper
    )
    percent = re.search(r"(\d{3}) ?(?:PCT|PERCENT|%)", upper)
    return {
        "freight": freight,
        "consignee": made[1].strip() if made else None,
        "notify": notify[1].strip() if notify else None,
        "insured_percent": Decimal(percent[1]) if percent else None,
    }


_FIELDS: dict[str, Callable[[str], dict[str, object]]] = {
    "20": _text("number"), "31C": _on("issued"), "40A": _form, "40E": _text("rules"),
    "31D": _expiry, "50": _text("applicant"), "59": _text("beneficiary"),
    "52A": _text("issuing_bank"), "52D": _text("issuing_bank"), "57A": _text("advising_bank"),
    "57D": _text("advising_bank"), "32B": _amount, "39A": _tolerance, "41A": _available,
    "41D": _available, "42C": _text("drafts"), "43P": _allowed("partial"),
    "43T": _allowed("transhipment"), "44A": _text("receipt_place"), "44E": _text("loading_port"),
    "44F": _text("discharge_port"), "44B": _text("delivery_place"), "44C": _on("latest_shipment"),
    "45A": _goods, "46A": _documents, "47A": _text("conditions"), "71D": _text("charges"),
    "71B": _text("charges"), "48": _period, "49": _confirmed,
}  # fmt: skip
"""How each tag is read."""

"""A mail room for tests: an import by sea and an export, and a folder in which mails arrive."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date
from decimal import Decimal
from email.message import EmailMessage

import keyring.errors
import pytest

from comptoir import settings
from comptoir.desk.mailing.mailboxes import Box, write_box
from comptoir.desk.mailing.room import MailRoom

PARTIES = (
    {"code": "US", "name": "Maison Essai", "role": "US", "country": "FR",
     "email": "anna@essai.example", "iban": "FR1420041010050500013M02606"},
    {"code": "LI", "name": "Li Valves", "role": "SUPPLIER", "country": "CN", "language": "en",
     "email": "sales@li-valves.example", "phone": "+86 574 1234 5678"},
    {"code": "KEL", "name": "Keller", "role": "CUSTOMER", "country": "DE", "language": "fr",
     "email": "einkauf@keller.example"},
    {"code": "SEA", "name": "SeaBridge", "role": "FORWARDER", "country": "BE",
     "email": "ops@seabridge.example"},
)  # fmt: skip
ORDER = {"incoterm": "FCA", "place": "Lyon", "ordered": date(2026, 11, 2), "status": "PLACED"}


class Ring:
    """A keyring in memory, as small as that of Windows."""

    def __init__(self):
        self.kept = {}
        self.locked = False

    def _open(self):
        if self.locked:
            raise keyring.errors.KeyringLocked

    def get_password(self, service, username):
        self._open()
        return self.kept.get((service, username))

    def set_password(self, service, username, password):
        self._open()
        assert len(password.encode("utf-16-le")) <= 2560
        self.kept[service, username] = password

    def delete_password(self, service, username):
        del self.kept[service, username]


def mail(number, sender, subject, text="Bonjour", files=(), to="anna@essai.example", **headers):
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = sender, to, subject
    made["Date"] = f"Mon, 23 Nov 2026 08:{number:02d}:00 +0000"
    made["Message-ID"] = f"<m{number}@{sender.rpartition('@')[2].strip('>')}>"
    for name, value in headers.items():
        made[name.replace("_", "-")] = value
    made.set_content(text)
    for name, data in files:
        made.add_attachment(data, maintype="application", subtype="pdf", filename=name)
    return made.as_bytes()


@pytest.fixture
def business(stored):
    """An import by sea from Li, an export to Keller."""
    stored("party", *PARTIES)
    stored("order", {**ORDER, "party": "LI", "flow": "IMP", "their_ref": "PI-48213"},
           {**ORDER, "party": "KEL", "flow": "EXP", "their_ref": "4500771204"})  # fmt: skip
    stored("order_line", {"order": "IM-2026-0001", "description": "Valves",
                          "quantity": Decimal(10), "price": Decimal(5)})  # fmt: skip
    stored("shipment", {"party": "LI", "flow": "IMP", "mode": "SEA", "forwarder": "SEA",
                        "incoterm": "FCA", "transport_doc": "SBLU5157625",
                        "opened": date(2026, 11, 3)})  # fmt: skip
    stored("shipment_line", {"shipment": "SH-2026-0001", "order_line": "IM-2026-0001/01",
                             "quantity": Decimal(10)})  # fmt: skip
    stored("milestone", {"shipment": "SH-2026-0001", "kind": "DEPARTED",
                         "actual": date(2026, 11, 10)},
           {"shipment": "SH-2026-0001", "kind": "ARRIVED",
            "planned": date(2026, 12, 5)})  # fmt: skip
    stored("document",
           {"shipment": "SH-2026-0001", "paper": "PACKING_LIST", "owner": "PARTNER"},
           {"shipment": "SH-2026-0001", "paper": "SEA_WAYBILL_OR_BL", "owner": "CARRIER"},
           {"shipment": "SH-2026-0001", "paper": "INVOICE", "owner": "PARTNER"})  # fmt: skip
    stored("declaration", {"shipment": "SH-2026-0001", "procedure": "IMPORT",
                           "status": "LODGED"})  # fmt: skip


@pytest.fixture
def room(business, lea, tmp_path):
    """Léa's mail room, whose mailbox is a folder."""
    (tmp_path / "mailbox").mkdir()
    settings.write(tmp_path, name="Maison Essai", lang="en")
    write_box(settings.read(tmp_path, env={}), Box("box", address="anna@essai.example"))
    return sitting(lea, tmp_path)


def sitting(desk, folder):
    return MailRoom(replace(desk, settings=settings.read(folder, env={})), Ring())


@pytest.fixture
def deliver(tmp_path):
    """Put mails in the mailbox, as old as a day."""

    def put(*mails, folder="inbox"):
        place = tmp_path / "mailbox" / folder
        place.mkdir(exist_ok=True)
        for raw in mails:
            file = place / f"{len(list(place.iterdir())):03d}.eml"
            file.write_bytes(raw)
            os.utime(file, (1_700_000_000, 1_700_000_000))

    return put


def row(room, record, key):
    return room.desk.look().rows(record)[key]


FRAUD = ("Dear Anna, our bank details have changed. Pay urgently to"
         " LT121000011101001000. Do not call.")  # fmt: skip

# ruff: noqa: N802, N815, E501 - names of the protocols; wire texts are clearer unbroken
"""A mailbox in memory, and two servers on the loopback that show it: EWS and Microsoft Graph.

The EWS double validates every request and every answer against Microsoft's schemas
(``../shared/data/ews-xsd``). The Graph double refuses a fifth request at once, tells updates in part,
lets old links die and forgets places (410). Both speak TLS under a certificate authority of their
own, and misbehave as asked: ``faults`` holds what to do to the next requests.
"""

from __future__ import annotations

import base64
import gzip
import json
import re
import socket
import ssl
import threading
import time
import uuid
from collections import Counter, deque
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email import policy
from email.parser import BytesParser
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

import spnego
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from lxml import etree

XSD = Path(__file__).parents[2] / ".." / "shared" / "data" / "ews-xsd"


# ------------------------------------------------------------------ the mailbox


@dataclass
class Item:
    native: str
    folder: str
    mime: bytes
    message_id: str
    subject: str
    sender: str
    received: datetime
    is_read: bool = False
    version: int = 0


class Mailbox:
    """Folders with a log of what happened in each, from which both protocols tell changes."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self.items: dict[str, Item] = {}
        self.log: dict[str, list[tuple[int, str, str]]] = {}
        self.below: dict[str, list[tuple[str, str]]] = {}  # id and name of the folders in a folder
        self.clock = 0

    def _note(self, folder: str, kind: str, native: str) -> None:
        self.clock += 1
        self.log.setdefault(folder, []).append((self.clock, kind, native))

    def deliver(self, mime: bytes, folder: str = "inbox") -> str:
        head = BytesParser().parsebytes(mime, headersonly=True)
        native = base64.b64encode(uuid.uuid4().bytes * 2).decode()
        with self.lock:
            self.items[native] = Item(
                native, folder, mime,
                (head["message-id"] or "").strip(), head["subject"] or "",
                re.sub(r".*<|>.*", "", head["from"] or ""),
                datetime(2026, 11, 23, tzinfo=UTC) + timedelta(minutes=self.clock),
            )  # fmt: skip
            self._note(folder, "create", native)
        return native

    def delete(self, native: str) -> None:
        with self.lock:
            item = self.items.pop(native)
            self._note(item.folder, "delete", native)

    def move(self, native: str, folder: str, *, keeps_id: bool) -> None:
        with self.lock:
            item = self.items.pop(native)
            self._note(item.folder, "delete", native)
            item.folder = folder
            if not keeps_id:
                item.native = base64.b64encode(uuid.uuid4().bytes * 2).decode()
            self.items[item.native] = item
            self._note(folder, "create", item.native)

    def read(self, native: str) -> None:
        with self.lock:
            item = self.items[native]
            item.is_read, item.version = True, item.version + 1
            self._note(item.folder, "read", native)

    def changes(
        self, folder: str, since: int, most: int, floor: int
    ) -> tuple[list[tuple[str, str]], int, bool]:
        """At most so many (kind, native) after *since*, the new place, and whether there is more.

        What was deleted before the enumeration began (at *floor*) is not told: nobody asked.
        """
        with self.lock:
            log = [entry for entry in self.log.get(folder, []) if entry[0] > since]
            kinds: dict[str, str] = {}
            last, used = since, 0
            for clock, kind, native in log:
                if len(kinds) >= most and native not in kinds:
                    break
                last, used = clock, used + 1
                before = kinds.pop(native, None)
                kinds[native] = "create" if before == "create" and kind == "read" else kind
            told = [
                (kind, native) for native, kind in kinds.items() if self._true(folder, kind, native)
            ]
            gone = {n: clock for clock, kind, n in log if kind == "delete"}
            told = [one for one in told if one[0] != "delete" or gone[one[1]] > floor]
            return told, last, used < len(log)

    def _true(self, folder: str, kind: str, native: str) -> bool:
        here = native in self.items and self.items[native].folder == folder
        return kind == "delete" or here

    def natives(self, folder: str) -> list[str]:
        return [item.native for item in self.items.values() if item.folder == folder]


# ------------------------------------------------------------------ TLS


class Authority:
    """A certificate authority of our own, and a certificate for the loopback."""

    def __init__(self, directory: Path) -> None:
        now = datetime(2026, 1, 1, tzinfo=UTC)
        key, name = ec.generate_private_key(ec.SECP256R1()), _name("Comptoir test authority")
        root = self._signed(name, name, key, key, now, ca=True)
        server_key = ec.generate_private_key(ec.SECP256R1())
        server = self._signed(_name("localhost"), name, server_key, key, now, ca=False)
        self.file = directory / "authority.pem"
        self.file.write_bytes(root.public_bytes(serialization.Encoding.PEM))
        chain = directory / "server.pem"
        chain.write_bytes(
            server_key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
            + server.public_bytes(serialization.Encoding.PEM)
        )
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(chain)

    @staticmethod
    def _signed(subject, issuer, key, signer, start, *, ca):
        names = x509.SubjectAlternativeName(
            [x509.DNSName("localhost"), x509.IPAddress(ip_address("127.0.0.1"))]
        )
        usage = x509.KeyUsage(
            digital_signature=True, key_cert_sign=ca, crl_sign=ca, content_commitment=False,
            key_encipherment=False, data_encipherment=False, key_agreement=False,
            encipher_only=False, decipher_only=False,
        )  # fmt: skip
        return (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(issuer)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(start - timedelta(days=3650))
            .not_valid_after(start + timedelta(days=3650))
            .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
            .add_extension(names, critical=False)
            .add_extension(usage, critical=True)
            .add_extension(
                x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False
            )
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()),
                critical=False,
            )
            .sign(signer, hashes.SHA256())
        )


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


# ------------------------------------------------------------------ a server that misbehaves


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def __init__(self, handler, authority: Authority, mailbox: Mailbox) -> None:
        super().__init__(("127.0.0.1", 0), handler)
        self.socket = authority.context.wrap_socket(
            self.socket, server_side=True, do_handshake_on_connect=False
        )
        self.mailbox = mailbox
        self.faults: deque[str] = deque()
        self.counts: Counter[str] = Counter()
        self.violations: list[str] = []
        self.reorder = False
        self.base = f"https://localhost:{self.server_address[1]}"
        self.thread = threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True)
        self.thread.start()

    def stop(self) -> None:
        self.shutdown()
        self.server_close()
        self.thread.join()

    def handle_error(self, request, client_address):
        """A client that hangs up in the middle is part of the game."""


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1

    def log_message(self, *_):
        pass

    def body(self) -> bytes:
        return self.rfile.read(int(self.headers.get("Content-Length") or 0))

    gzips = False

    def packed(self, kind, data):
        """The bytes that travel, and the headers that say so."""
        if self.gzips and "gzip" in self.headers.get("Accept-Encoding", ""):
            return gzip.compress(data, 1), {"Content-Encoding": "gzip"}
        return data, {}

    def answer(self, status, kind, data):
        data, headers = self.packed(kind, data)
        self.send(status, kind, data, headers)

    def send(self, status, kind, data, headers=(), *, claim=None):
        self.send_response(status)
        for name, value in dict(headers).items():
            self.send_header(name, value)
        if kind:
            self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data) if claim is None else claim))
        self.end_headers()
        self.wfile.write(data)
        if claim is not None:
            self.close_connection = True

    def reset(self) -> None:
        self.close_connection = True
        self.wfile.flush()
        with suppress(OSError):
            self.connection.shutdown(socket.SHUT_RDWR)

    def misbehave(self, answer) -> bool:
        """Do what the next fault says; *answer* makes the true answer (status, kind, bytes)."""
        server = self.server
        if not server.faults:
            return False
        fault = server.faults.popleft()
        server.counts[f"fault:{fault}"] += 1
        if fault == "429":
            self.send(429, "text/plain", b"slow down", {"Retry-After": "7"})
        elif fault == "503":
            self.send(503, "text/plain", b"later", {"Retry-After": "3"})
        elif fault == "502":
            self.send(502, "text/plain", b"bad gateway")
        elif fault == "html":
            self.send(
                200, "text/html", b"<html><body>Please log in to the hotel network</body></html>"
            )
        elif fault == "reset":
            self.reset()
        elif fault == "reset after":
            answer()
            self.reset()
        elif fault in {"cut", "cut short"}:
            status, kind, data = answer()
            data, headers = self.packed(kind, data)
            half = data[: len(data) * 9 // 10]
            self.send(
                status, kind, half, headers, claim=len(data) if fault == "cut short" else None
            )
        else:
            return self.misbehave_in_own_way(fault)
        return True

    def misbehave_in_own_way(self, fault: str) -> bool:
        raise NotImplementedError(fault)


# ------------------------------------------------------------------ EWS

S = "http://schemas.xmlsoap.org/soap/envelope/"
M = "http://schemas.microsoft.com/exchange/services/2006/messages"
T = "http://schemas.microsoft.com/exchange/services/2006/types"
E = "http://schemas.microsoft.com/exchange/services/2006/errors"
FIELDS = {
    "item:MimeContent": "MimeContent",
    "item:Subject": "Subject",
    "item:DateTimeReceived": "DateTimeReceived",
    "message:From": "From",
    "message:InternetMessageId": "InternetMessageId",
    "message:IsRead": "IsRead",
}
ORDER = [
    "MimeContent",
    "ItemId",
    "Subject",
    "DateTimeReceived",
    "From",
    "InternetMessageId",
    "IsRead",
]


def t(tag):
    return f"{{{T}}}{tag}"


def m(tag):
    return f"{{{M}}}{tag}"


def add(parent, tag, text=None, **attributes):
    child = etree.SubElement(parent, tag, attributes)
    child.text = text
    return child


class SoapFault(Exception):
    def __init__(self, code: str, back_off: int | None = None) -> None:
        super().__init__(code)
        self.code, self.back_off = code, back_off


class EwsDouble(Server):
    def __init__(
        self, authority: Authority, mailbox: Mailbox, *, user="desk", password="secret"
    ) -> None:
        self.messages = etree.XMLSchema(etree.parse(XSD / "messages.xsd"))
        self.types = etree.XMLSchema(etree.parse(XSD / "types.xsd"))
        self.user, self.password, self.token, self.scheme = user, password, "", "basic"
        self.epoch = 1
        self.duplicates = False
        self.impersonated: set[str] = set()
        self.mailboxes: set[str] = set()
        super().__init__(EwsHandler, authority, mailbox)
        self.endpoint = f"{self.base}/EWS/Exchange.asmx"


class EwsHandler(Handler):
    def do_POST(self):
        raw = self.body()
        self.server.counts["requests"] += 1
        if not self.signed_in():
            return
        if self.misbehave(lambda: self.answered(raw)):
            return
        self.send(*self.answered(raw))

    def signed_in(self) -> bool:
        server, given = self.server, self.headers.get("Authorization", "")
        if server.scheme == "ntlm":
            return self.ntlm(given)
        wanted = f"Bearer {server.token}"
        if server.scheme == "basic":
            wanted = (
                "Basic " + base64.b64encode(f"{server.user}:{server.password}".encode()).decode()
            )
        if given == wanted:
            return True
        server.counts["401"] += 1
        asks = "Bearer" if server.scheme == "oauth" else 'Basic realm="EWS"'
        self.send(401, None, b"", {"WWW-Authenticate": asks})
        return False

    def ntlm(self, given: str) -> bool:
        """Both legs of the handshake; the proof itself is checked by pyspnego."""
        if getattr(self, "proven", False):
            return True
        asks = "NTLM"
        if given.startswith("NTLM "):
            if not hasattr(self, "context"):
                self.context = spnego.server(protocol="ntlm")
            try:
                reply = self.context.step(base64.b64decode(given[5:]))
            except spnego.exceptions.SpnegoError:
                reply = None
                del self.context
            if reply is None and getattr(self, "context", None) and self.context.complete:
                self.proven = True
                return True
            if reply:
                asks = "NTLM " + base64.b64encode(reply).decode()
        self.server.counts["401"] += 1
        self.send(401, None, b"", {"WWW-Authenticate": asks})
        return False

    def misbehave_in_own_way(self, fault: str) -> bool:
        if fault == "busy":
            self.send(*self.fault(SoapFault("ErrorServerBusy", 5000)))
        elif fault == "forget":
            self.server.epoch += 1
            return False
        elif fault == "duplicate":
            self.server.duplicates = True
            return False
        elif fault == "reorder":
            self.server.reorder = True
            return False
        else:
            raise NotImplementedError(fault)
        return True

    def answered(self, raw: bytes) -> tuple[int, str, bytes]:
        try:
            return 200, "text/xml; charset=utf-8", envelope(self.operation(raw))
        except SoapFault as fault:
            return self.fault(fault)

    def fault(self, fault: SoapFault) -> tuple[int, str, bytes]:
        whole = etree.Element(f"{{{S}}}Fault", nsmap={"s": S})
        add(whole, "faultcode", f"a:{fault.code}")
        add(whole, "faultstring", fault.code)
        detail = add(whole, "detail")
        add(detail, f"{{{E}}}ResponseCode", fault.code)
        add(detail, f"{{{E}}}Message", fault.code)
        if fault.back_off:
            add(
                add(detail, t("MessageXml")),
                t("Value"),
                str(fault.back_off),
                Name="BackOffMilliseconds",
            )
        return 500, "text/xml; charset=utf-8", envelope(whole)

    def operation(self, raw: bytes):
        server = self.server
        root = etree.fromstring(raw)
        body = root.find(f"{{{S}}}Body")[0]
        name = etree.QName(body).localname
        server.counts[name] += 1
        for header in root.find(f"{{{S}}}Header"):
            self.check(server.types, header, f"{name} header")
        self.check(server.messages, body, f"{name} request")
        for element in root.iter(t("PrimarySmtpAddress")):
            server.impersonated.add(element.text)
        for element in root.iter(t("EmailAddress")):
            server.mailboxes.add(element.text)
        with server.mailbox.lock:
            answer = getattr(self, name)(body)
        self.check(server.messages, answer, f"{name} answer")
        return answer

    def check(self, schema, element, what: str) -> None:
        if not schema.validate(etree.ElementTree(element)):
            self.server.violations.append(f"{what}: {schema.error_log.last_error.message}")
            raise SoapFault("ErrorSchemaValidation")

    # -------------------------------------------------------------- operations

    def SyncFolderItems(self, body):
        server = self.server
        folder = body.find(m("SyncFolderId"))[0].get("Id")
        state, since = body.findtext(m("SyncState")), 0
        floor = server.mailbox.clock
        whole, message = self.response("SyncFolderItems")
        if state:
            epoch, of, at, floor_then = base64.b64decode(state).decode().split("|")
            if int(epoch) != server.epoch or of != folder:
                return self.failed(
                    "SyncFolderItems",
                    "ErrorInvalidSyncStateData",
                    SyncState="",
                    IncludesLastItemInRange="true",
                )
            since, floor = int(at), int(floor_then)
        most = int(body.findtext(m("MaxChangesReturned")))
        if server.duplicates:
            server.duplicates, since = False, max(0, since - 3)
        changes, last, more = server.mailbox.changes(folder, since, most, floor)
        if server.reorder:
            server.reorder = False
            changes.reverse()
        place = base64.b64encode(f"{server.epoch}|{folder}|{last}|{floor}".encode()).decode()
        add(message, m("SyncState"), place)
        add(message, m("IncludesLastItemInRange"), "false" if more else "true")
        told = add(message, m("Changes"))
        for kind, native in changes:
            if kind == "delete":
                add(add(told, t("Delete")), t("ItemId"), Id=native, ChangeKey="AQAAAA==")
            elif kind == "read":
                change = add(told, t("ReadFlagChange"))
                self.item_id(change, server.mailbox.items[native])
                add(change, t("IsRead"), "true")
            else:
                change = add(told, t("Create"))
                change.append(self.item(server.mailbox.items[native], body.find(m("ItemShape"))))
        return whole

    def GetItem(self, body):
        whole = etree.Element(m("GetItemResponse"), nsmap={"m": M, "t": T})
        messages = add(whole, m("ResponseMessages"))
        for wanted in body.find(m("ItemIds")):
            item = self.server.mailbox.items.get(wanted.get("Id"))
            if item is None:
                message = self.error(messages, "GetItem", "ErrorItemNotFound")
                add(message, m("Items"))
            else:
                message = self.success(messages, "GetItem")
                add(message, m("Items")).append(self.item(item, body.find(m("ItemShape"))))
        return whole

    def FindItem(self, body):
        whole = etree.Element(m("FindItemResponse"), nsmap={"m": M, "t": T})
        messages = add(whole, m("ResponseMessages"))
        wanted = body.find(f".//{t('Constant')}").get("Value")
        for folder in body.find(m("ParentFolderIds")):
            found = [
                item for item in self.server.mailbox.items.values()
                if item.folder == folder.get("Id") and item.message_id == wanted
            ]  # fmt: skip
            root = add(
                self.success(messages, "FindItem"), m("RootFolder"), IndexedPagingOffset=str(len(found)),
                TotalItemsInView=str(len(found)), IncludesLastItemInRange="true",
            )  # fmt: skip
            items = add(root, t("Items"))
            for item in found:
                items.append(self.item(item, body.find(m("ItemShape"))))
        return whole

    def FindFolder(self, body):
        whole = etree.Element(m("FindFolderResponse"), nsmap={"m": M, "t": T})
        messages = add(whole, m("ResponseMessages"))
        assert body.get("Traversal") == "Deep"
        for parent in body.find(m("ParentFolderIds")):
            left, found = [parent.get("Id")], []
            while left:
                children = self.server.mailbox.below.get(left.pop(0), [])
                found += children
                left += [native for native, _ in children]
            root = add(
                self.success(messages, "FindFolder"), m("RootFolder"), IndexedPagingOffset=str(len(found)),
                TotalItemsInView=str(len(found)), IncludesLastItemInRange="true",
            )  # fmt: skip
            folders = add(root, t("Folders"))
            for native, name in found:
                folder = add(folders, t("Folder"))
                add(folder, t("FolderId"), Id=native, ChangeKey="AQAAAA==")
                add(folder, t("DisplayName"), name)
        return whole

    def CreateItem(self, body):
        whole, message = self.response("CreateItem")
        assert body.get("MessageDisposition") == "SaveOnly"  # never sends
        folder = body.find(m("SavedItemFolderId"))[0].get("Id")
        items = add(message, m("Items"))
        for given in body.find(m("Items")):
            mime = base64.b64decode(given.findtext(t("MimeContent")))
            native = self.server.mailbox.deliver(mime, folder)
            self.item_id(add(items, t("Message")), self.server.mailbox.items[native])
        return whole

    # -------------------------------------------------------------- pieces

    def response(self, operation):
        whole = etree.Element(m(f"{operation}Response"), nsmap={"m": M, "t": T})
        return whole, self.success(add(whole, m("ResponseMessages")), operation)

    def success(self, messages, operation):
        message = add(messages, m(f"{operation}ResponseMessage"), ResponseClass="Success")
        add(message, m("ResponseCode"), "NoError")
        return message

    def error(self, messages, operation, code):
        message = add(messages, m(f"{operation}ResponseMessage"), ResponseClass="Error")
        add(message, m("MessageText"), code)
        add(message, m("ResponseCode"), code)
        add(message, m("DescriptiveLinkKey"), "0")
        return message

    def failed(self, operation, code, **tail):
        whole = etree.Element(m(f"{operation}Response"), nsmap={"m": M, "t": T})
        message = self.error(add(whole, m("ResponseMessages")), operation, code)
        for tag, text in tail.items():
            add(message, m(tag), text)
        return whole

    def item_id(self, parent, item):
        add(
            parent,
            t("ItemId"),
            Id=item.native,
            ChangeKey=base64.b64encode(b"%08d" % item.version).decode(),
        )

    def item(self, item, shape):
        wanted = {FIELDS[uri.get("FieldURI")] for uri in shape.iter(t("FieldURI"))} | {"ItemId"}
        whole = etree.Element(t("Message"), nsmap={"t": T})
        for name in (name for name in ORDER if name in wanted):
            if name == "ItemId":
                self.item_id(whole, item)
            elif name == "MimeContent":
                add(whole, t(name), base64.b64encode(item.mime).decode(), CharacterSet="UTF-8")
            elif name == "From":
                box = add(add(whole, t("From")), t("Mailbox"))
                add(box, t("EmailAddress"), item.sender or "unknown@nowhere.example")
            else:
                text = {
                    "Subject": item.subject,
                    "DateTimeReceived": f"{item.received:%Y-%m-%dT%H:%M:%SZ}",
                    "InternetMessageId": item.message_id,
                    "IsRead": "true" if item.is_read else "false",
                }[name]
                add(whole, t(name), text)
        return whole


def envelope(body) -> bytes:
    whole = etree.Element(f"{{{S}}}Envelope", nsmap={"s": S})
    add(whole, f"{{{S}}}Body").append(body)
    return etree.tostring(whole, xml_declaration=True, encoding="utf-8")


# ------------------------------------------------------------------ Graph


class GraphDouble(Server):
    MOST_AT_ONCE = 4

    def __init__(self, authority: Authority, mailbox: Mailbox) -> None:
        self.tokens = {"good"}
        self.epoch = 1
        self.issued: Counter[str] = Counter()  # links given out for each folder
        self.duplicates = False
        self.active, self.most_active, self.hold = 0, 0, 0.0
        self.gate = threading.Lock()
        self.sessions: dict[str, tuple[str, str, bytearray]] = {}
        self.mailbox_names: set[str] = set()
        self.device_polls, self.scope = 0, ""
        self.grants: list[str] = []
        super().__init__(GraphHandler, authority, mailbox)
        self.graph = f"{self.base}/v1.0"

    def bearer(self, anew: bool = False) -> str:
        return "good"


class Refusal(Exception):
    def __init__(self, status: int, code: str) -> None:
        super().__init__(code)
        self.status, self.code = status, code


class GraphHandler(Handler):
    gzips = True

    def do_GET(self):
        server = self.server
        server.counts["requests"] += 1
        raw = self.body()
        with server.gate:
            server.active += 1
            server.most_active = max(server.most_active, server.active)
            too_many = server.active > server.MOST_AT_ONCE
        try:
            if server.hold:
                time.sleep(server.hold)
            if too_many:
                server.counts["too many at once"] += 1
                self.send(
                    429,
                    "application/json",
                    b'{"error":{"code":"ApplicationThrottled"}}',
                    {"Retry-After": "1"},
                )
            elif urlsplit(self.path).path.startswith("/tenant/") or not self.misbehave(
                lambda: self.answered(raw)
            ):
                self.answer(*self.answered(raw))
        finally:
            with server.gate:
                server.active -= 1

    do_POST = do_PUT = do_GET

    def misbehave_in_own_way(self, fault: str) -> bool:
        if fault == "forget":
            self.server.epoch += 1
        elif fault == "duplicate":
            self.server.duplicates = True
        elif fault == "reorder":
            self.server.reorder = True
        elif fault == "expire":
            self.send(401, "application/json", b'{"error":{"code":"InvalidAuthenticationToken"}}')
            return True
        else:
            raise NotImplementedError(fault)
        return False

    def answered(self, raw: bytes) -> tuple[int, str, bytes]:
        try:
            with self.server.mailbox.lock:
                answer = self.route(raw)
        except Refusal as refusal:
            code = {"error": {"code": refusal.code, "message": refusal.code}}
            return refusal.status, "application/json", json.dumps(code).encode()
        if isinstance(answer, bytes):
            return 200, "text/plain", answer
        status, value = answer
        return status, "application/json; charset=utf-8", json.dumps(value).encode()

    def route(self, raw: bytes):
        url = urlsplit(self.path)
        path, query = url.path, dict(parse_qsl(url.query))
        if path.startswith("/tenant/"):
            return self.sign_in(path, raw)
        if path.startswith("/upload/"):
            return self.upload(path, raw)
        if self.headers.get("Authorization", "").removeprefix("Bearer ") not in self.server.tokens:
            self.server.counts["401"] += 1
            raise Refusal(401, "InvalidAuthenticationToken")
        if 'IdType="ImmutableId"' not in self.headers.get("Prefer", ""):
            self.server.violations.append(f"{path} without immutable ids")
        found = re.fullmatch(r"/v1\.0/(?:me|users/([^/]+))/(.*)", path)
        if not found:
            raise Refusal(404, "ResourceNotFound")
        self.server.mailbox_names.add(unquote(found[1] or "me"))
        return self.mail(found[2], query, raw)

    def mail(self, path: str, query: dict[str, str], raw: bytes):  # noqa: C901, PLR0911 - one to the path
        box = self.server.mailbox
        if delta := re.fullmatch(r"mailFolders/([^/]+)/messages/delta", path):
            return self.delta(unquote(delta[1]), query)
        if parent := re.fullmatch(r"mailFolders/([^/]+)/childFolders", path):
            children = box.below.get(unquote(parent[1]), [])
            values = [
                {"id": n, "displayName": name, "childFolderCount": len(box.below.get(n, []))}
                for n, name in children
            ]
            return 200, {"value": values}
        if path == "mailFolders/deleteditems":
            return 200, {"id": "folder-deleteditems"}
        if path == "messages" and self.command == "POST":
            assert self.headers["Content-Type"] == "text/plain"
            if len(raw) > 4_000_000:
                raise Refusal(413, "ErrorMessageSizeExceeded")
            native = box.deliver(base64.b64decode(raw), "drafts")
            return 201, self.message(box.items[native])
        if path == "messages":
            wanted = re.fullmatch(r"internetMessageId eq '(.*)'", query["$filter"])[1]
            found = [self.message(item) for item in box.items.values() if item.message_id == wanted]
            return 200, {"value": found}
        one = re.fullmatch(r"messages/([^/]+)(/.*)?", path)
        item = box.items.get(unquote(one[1])) if one else None
        if item is None:
            raise Refusal(404, "ErrorItemNotFound")
        if one[2] == "/$value":
            return item.mime
        if one[2] == "/attachments":
            given = json.loads(raw)
            data = base64.b64decode(given["contentBytes"])
            if len(data) > 3_145_611:
                raise Refusal(413, "ErrorMessageSizeExceeded")
            self.attach(item, given["name"], data)
            self.server.counts["attached"] += 1
            return 201, {"id": "a"}
        if one[2] == "/attachments/createUploadSession":
            given = json.loads(raw)["AttachmentItem"]
            if given["size"] < 2_097_152:
                raise Refusal(400, "ErrorAttachmentSizeShouldNotBeLessThanMinimumSize")
            place = f"/upload/{uuid.uuid4().hex}"
            self.server.sessions[place] = (item.native, given["name"], bytearray())
            return 201, {"uploadUrl": self.server.base + place}
        raise Refusal(404, "ResourceNotFound")

    def delta(self, folder: str, query: dict[str, str]):
        server = self.server
        most = int(re.search(r"maxpagesize=(\d+)", self.headers["Prefer"])[1])
        token = query.get("$skiptoken") or query.get("$deltatoken")
        since, floor = 0, server.mailbox.clock
        if token:
            try:
                epoch, of, at, number, floor_then = (
                    base64.urlsafe_b64decode(token).decode().split("|")
                )
            except ValueError:
                raise Refusal(400, "ErrorInvalidUrlQuery") from None
            if int(epoch) != server.epoch or of != folder:
                raise Refusal(410, "SyncStateNotFound")
            if "$skiptoken" in query and int(number) < server.issued[folder] - 5:
                raise Refusal(410, "SyncStateNotFound")  # old links die
            since, floor = int(at), int(floor_then)
        start = since
        if server.duplicates and token:
            server.duplicates, start = False, max(0, since - 3)
        changes, last, more = server.mailbox.changes(folder, start, most, floor)
        if server.reorder:
            server.reorder = False
            changes.reverse()
        server.issued[folder] += 1
        token = base64.urlsafe_b64encode(
            f"{server.epoch}|{folder}|{last}|{server.issued[folder]}|{floor}".encode()
        ).decode()
        values = []
        for kind, native in changes:
            if kind == "delete":
                values.append({"@removed": {"reason": "deleted"}, "id": native})
                continue
            whole = self.message(server.mailbox.items[native])
            if kind == "read":  # an update tells what changed, whatever was selected
                whole = {k: whole[k] for k in ("id", "isRead", "parentFolderId")}
            values.append(whole)
        kind, name = (
            ("$skiptoken", "@odata.nextLink") if more else ("$deltatoken", "@odata.deltaLink")
        )
        link = f"{server.base}{urlsplit(self.path).path}?{kind}={token}"
        return 200, {"value": values, name: link}

    def message(self, item: Item) -> dict:
        return {
            "id": item.native,
            "internetMessageId": item.message_id,
            "subject": item.subject,
            "from": {"emailAddress": {"name": "", "address": item.sender}},
            "receivedDateTime": f"{item.received:%Y-%m-%dT%H:%M:%SZ}",
            "isRead": item.is_read,
            "parentFolderId": f"folder-{item.folder}",
        }

    def attach(self, item: Item, name: str, data: bytes) -> None:
        made = BytesParser(policy=policy.SMTP).parsebytes(item.mime)
        made.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
        item.mime = made.as_bytes()

    def upload(self, path: str, raw: bytes):
        if "Authorization" in self.headers:
            self.server.violations.append("a token sent to the upload address")
        native, name, held = self.server.sessions[path]
        start, end, total = map(
            int, re.fullmatch(r"bytes (\d+)-(\d+)/(\d+)", self.headers["Content-Range"]).groups()
        )
        if start != len(held) or end - start + 1 != len(raw) or len(raw) > 4 * 1024 * 1024:
            raise Refusal(416, "InvalidRange")
        held += raw
        if len(held) == total:
            self.attach(self.server.mailbox.items[native], name, bytes(held))
            return 201, {}
        return 200, {"nextExpectedRanges": [str(len(held))]}

    # -------------------------------------------------------------- signing in

    def sign_in(self, path: str, raw: bytes):
        server, place = self.server, f"{self.server.base}/tenant"
        if "openid-configuration" in path:
            return 200, {
                "issuer": f"{place}/v2.0",
                "token_endpoint": f"{place}/oauth2/v2.0/token",
                "authorization_endpoint": f"{place}/oauth2/v2.0/authorize",
                "device_authorization_endpoint": f"{place}/oauth2/v2.0/devicecode",
            }
        if path.endswith("/devicecode"):
            server.scope = dict(parse_qsl(raw.decode()))["scope"]
            return 200, {
                "device_code": "DC", "user_code": "ABCD", "verification_uri": "https://microsoft.com/devicelogin",
                "expires_in": 900, "interval": 1, "message": "Enter ABCD on the page",
            }  # fmt: skip
        form = dict(parse_qsl(raw.decode()))
        server.grants.append(
            form["grant_type"] + (" by certificate" if "client_assertion" in form else "")
        )
        if form.get("client_secret") == "wrong":
            return 401, {
                "error": "invalid_client", "error_codes": [7000215],
                "error_description": "AADSTS7000215: Invalid client secret provided: wrong",
            }  # fmt: skip
        if form["grant_type"].endswith("device_code"):
            server.device_polls += 1
            if server.device_polls == 1:
                return 400, {"error": "authorization_pending", "error_description": "AADSTS70016"}
        token = uuid.uuid4().hex
        server.tokens.add(token)
        answer = {"token_type": "Bearer", "expires_in": 3600, "access_token": token}
        if form["grant_type"] != "client_credentials":
            claims = {"aud": form["client_id"], "iss": "x", "sub": "s", "oid": "u", "tid": "t",
                      "preferred_username": "desk@comptoir.example", "exp": int(time.time()) + 3600, "iat": int(time.time())}  # fmt: skip
            answer |= {
                "refresh_token": f"R{token}", "scope": form.get("scope", server.scope), "client_info": _b64({"uid": "u", "utid": "t"}),
                "id_token": f"{_b64({'alg': 'none'})}.{_b64(claims)}.",
            }  # fmt: skip
        return 200, answer


def _b64(value: dict) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")

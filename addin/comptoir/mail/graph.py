"""A mailbox on Microsoft 365, by Microsoft Graph over plain httpx.

One's own mailbox or a shared one, with a delegated or an application's token (see ``signin``).
Changes come by ``delta``, folder by folder, under immutable ids; an update may tell one property
only. Never more than four requests at once, as the service asks; waits as long as it says.

Source
    Microsoft Learn: "message: delta", "Outlook immutable identifiers", "Microsoft Graph
    service-specific throttling limits" (Outlook: 4 concurrent, 10,000 requests in 10 minutes),
    "Attach large files to Outlook messages".
"""

from __future__ import annotations

import base64
import email.message
import gzip
import hashlib
import json
import re
import ssl
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields, replace
from datetime import datetime
from email import policy
from email.parser import BytesParser
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from itertools import islice
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any
from urllib.parse import quote

import httpx

from comptoir.mail.drafts import lost_files, missing_from
from comptoir.mail.parse import file_name
from comptoir.mail.source import (
    Batch,
    Broken,
    Busy,
    Forgotten,
    Found,
    Gone,
    Interrupted,
    MailFolder,
    NotAllowed,
    NotKept,
    Page,
    Patience,
    SignInRefused,
    draft_id,
    paged,
    stamped,
)

GRAPH = "https://graph.microsoft.com/v1.0"
PAGE = 100
AT_ONCE = 4
_SELECT = "id,internetMessageId,subject,from,receivedDateTime,isRead,parentFolderId"
_WHOLE_DRAFT = 2_500_000  # bytes of MIME that go in one request (4 MB once in base64)
_APART = 500_000  # a file from this size on is taken out of a draft that is too big
_SESSION_FROM = 3_000_000  # an upload session is refused far below, one request just above
_JSON = {"Content-Type": "application/json"}
_CHUNK = 320 * 1024 * 10
_MOST_FOLDERS = 500
_SURE = 3  # a mail that seems cut is taken for what it is when it came so often
_BOUNDARY = re.compile(
    rb"^content-type:\s*multipart/[^\n]*(?:\n[ \t][^\n]*)*?boundary=(?:\"([^\"\n]+)\"|([^;\s]+))",
    re.IGNORECASE | re.MULTILINE,
)
_TIMEOUT = httpx.Timeout(60.0, connect=15.0)


class _Rejected(Exception):
    """The request itself was refused: trying again would not help."""


class GraphSource:
    """The folders of *mailbox* (an address, or "me") on Microsoft 365.

    *token* gives an access token; called with True, a new one. *since* bounds the first sync,
    and every later start after a lost place. *authority* is a file of the certificates to
    trust, for a proxy of the company's own.
    """

    def __init__(
        self,
        mailbox: str,
        token: Callable[[bool], str],
        *,
        since: datetime | None = None,
        folders: tuple[str, ...] = ("inbox", "sentitems"),
        base: str = GRAPH,
        authority: Path | None = None,
        patience: Patience | None = None,
        page: int = PAGE,
    ) -> None:
        self.mailbox = mailbox
        self.token = token
        self.since = since
        self.folders = folders
        self.base = base
        self.patience = patience or Patience()
        self.page = page
        context = ssl.create_default_context(cafile=str(authority) if authority else None)
        self._client = httpx.Client(verify=context, timeout=_TIMEOUT, follow_redirects=False)
        self._at_once = BoundedSemaphore(AT_ONCE)
        self._user = "me" if mailbox == "me" else f"users/{quote(mailbox)}"

    @property
    def name(self) -> str:
        """The address of the mailbox."""
        return self.mailbox

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    # -------------------------------------------------------------- asking

    def _send(
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str],
        content: bytes | None,
        anew: bool,
    ) -> httpx.Response:
        sent = {"Prefer": f'IdType="ImmutableId", odata.maxpagesize={self.page}', **headers}
        if not url.startswith(self.base):  # an upload session has its own address and no token
            sent = dict(headers)
        else:
            sent["Accept-Encoding"] = "gzip"
            sent["Authorization"] = f"Bearer {self.token(anew)}"
        try:
            with (
                self._at_once,
                self._client.stream(method, url, headers=sent, content=content) as answer,
            ):
                return _unpacked(answer, b"".join(answer.iter_raw()))
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise Broken(type(error).__name__) from None

    def _once(
        self, method: str, url: str, headers: Mapping[str, str], content: bytes | None
    ) -> Any:
        answer = self._send(method, url, headers=headers, content=content, anew=False)
        if answer.status_code == HTTPStatus.UNAUTHORIZED:
            answer = self._send(method, url, headers=headers, content=content, anew=True)
        return _answer(answer, self.mailbox)

    def _asked(self, url: str) -> Any:
        """What Graph answers at *url*, with patience."""
        try:
            return self.patience.run(self.mailbox, lambda: self._once("GET", url, {}, None))
        except _Rejected as rejected:
            raise Interrupted(mailbox=self.mailbox, what=str(rejected)) from None

    def _url(self, path: str) -> str:
        return f"{self.base}/{self._user}/{path}"

    def mail_folders(self) -> list[MailFolder]:
        """Inbox, Sent, and every folder below them."""
        found = [MailFolder("inbox", "inbox"), MailFolder("sentitems", "sentitems")]
        left = ["inbox", "sentitems"]
        while left and len(found) < _MOST_FOLDERS:
            url = f"{self._url(f'mailFolders/{_quoted(left.pop(0))}/childFolders')}?$top=100"
            while url:
                answer = self._asked(url)
                for one in answer.get("value", ()):
                    found.append(MailFolder(str(one["id"]), str(one["displayName"])))
                    if one.get("childFolderCount"):
                        left.append(str(one["id"]))
                url = str(answer.get("@odata.nextLink", ""))
                if not url.startswith(f"{self.base}/"):
                    break
        return found

    # -------------------------------------------------------------- changes

    def changes(self, cursor: str | None) -> Iterator[Page]:
        """Pages of changes after *cursor*, folder by folder."""
        owner = f"graph:{self.mailbox.lower()}"
        yield from paged(self.name, self.folders, cursor, self._batch, owner=owner)

    def _batch(self, folder: str, at: str | None) -> Batch:
        if at is not None and not at.startswith(f"{self.base}/"):
            raise Forgotten  # never follow a link to somewhere else with our token
        url = at or self._first(folder)
        try:
            return self.patience.run(
                self.mailbox, lambda: _batch_of(self._once("GET", url, {}, None))
            )
        except _Rejected as rejected:
            if at is not None:
                raise Forgotten from None
            raise Interrupted(mailbox=self.mailbox, what=str(rejected)) from None

    def _first(self, folder: str) -> str:
        url = f"{self._url(f'mailFolders/{_quoted(folder)}/messages/delta')}?$select={_SELECT}"
        if self.since is not None:
            url += f"&$filter=receivedDateTime ge {self.since:%Y-%m-%dT%H:%M:%SZ}"
        return url

    # -------------------------------------------------------------- content

    def fetch(self, native: str) -> bytes:
        """The MIME of the mail. Raises Gone."""
        url = self._url(f"messages/{_quoted(native)}/$value")
        seen: Counter[bytes] = Counter()

        def once() -> bytes:
            found = self._once("GET", url, {}, None)
            if not isinstance(found, bytes):
                raise Broken("an answer without its parts")
            seen[found] += 1
            if not ends_whole(found) and seen[found] < min(_SURE, self.patience.tries):
                raise Broken("a mail that is cut")
            return found

        try:
            return self.patience.run(self.mailbox, once)
        except _Rejected as rejected:
            raise Interrupted(mailbox=self.mailbox, what=str(rejected)) from None

    def fetched(self, natives: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """The MIME of several mails, four at a time."""

        def one(native: str) -> tuple[str, bytes | None]:
            try:
                return native, self.fetch(native)
            except Gone:
                return native, None

        left = iter(natives)
        with ThreadPoolExecutor(AT_ONCE) as pool:
            while some := list(islice(left, AT_ONCE * 5)):
                for native, mime in pool.map(one, some):
                    if mime is not None:
                        yield native, mime

    # -------------------------------------------------------------- drafts

    def put_draft(self, mime: bytes, key: str) -> str:
        """Put the draft for *key* in Drafts unless it is there or was sent; read it back."""
        whole = stamped(mime, key)
        small, apart = _taken_apart(whole)
        native = self.patience.run(self.mailbox, lambda: self._created(small, draft_id(mime, key)))
        if apart:
            self.patience.run(self.mailbox, lambda: self._completed(native, whole, apart))
        if lost := missing_from(whole, self.fetch(native)):
            raise NotKept(mailbox=self.mailbox, what=lost)
        return native

    def _completed(self, native: str, whole: bytes, apart: Mapping[str, tuple[str, str]]) -> None:
        """Attach what is missing; one try, for what is there is looked at before each."""
        for file in lost_files(whole, self.fetch(native)):
            if file.sha256 in apart:
                name, kind = apart[file.sha256]
                attach = self._attach if file.size < _SESSION_FROM else self._upload
                attach(native, name, kind, file.data)

    def _attach(self, native: str, name: str, kind: str, data: bytes) -> None:
        """Attach a file in one request."""
        item = {
            "@odata.type": "#microsoft.graph.fileAttachment",
            "name": name,
            "contentType": kind,
            "contentBytes": base64.b64encode(data).decode("ascii"),
        }
        url = self._url(f"messages/{_quoted(native)}/attachments")
        self._once("POST", url, _JSON, json.dumps(item).encode())

    def _created(self, mime: bytes, message_id: str) -> str:
        """The id of the draft under *message_id*; one try, for the search comes before each."""
        query = f"$filter=internetMessageId eq '<{message_id}>'&$select=id,parentFolderId"
        known = self._once("GET", self._url(f"messages?{query}"), {}, None)
        bin_ = self._once("GET", self._url("mailFolders/deleteditems?$select=id"), {}, None)
        try:
            here = [one["id"] for one in known["value"] if one["parentFolderId"] != bin_["id"]]
            if here:
                return str(here[0])
            headers = {"Content-Type": "text/plain"}
            made = self._once("POST", self._url("messages"), headers, base64.b64encode(mime))
            return str(made["id"])
        except (KeyError, TypeError):
            raise Broken("an answer without its parts") from None

    def _upload(self, native: str, name: str, kind: str, data: bytes) -> None:
        """Attach a big file, piece by piece."""
        item = {"attachmentType": "file", "name": name, "size": len(data), "contentType": kind}
        url = self._url(f"messages/{_quoted(native)}/attachments/createUploadSession")
        content = json.dumps({"AttachmentItem": item}).encode()
        session = self._once("POST", url, _JSON, content)
        for start in range(0, len(data), _CHUNK):
            piece = data[start : start + _CHUNK]
            place = f"bytes {start}-{start + len(piece) - 1}/{len(data)}"
            headers = {"Content-Range": place, "Content-Type": "application/octet-stream"}
            self._once("PUT", str(session["uploadUrl"]), headers, piece)


def ends_whole(mime: bytes) -> bool:
    r"""Whether *mime* ends as a whole mail does: its last boundary, or the end of a line.

    JSON cannot be cut unseen, nor gzip; a mail in plain text can.

    >>> ends_whole(b"Subject: x\r\n\r\nText\r\n"), ends_whole(b"Subject: x\r\n\r\nTe")
    (True, False)
    """
    head, gap, body = mime.replace(b"\r\n", b"\n").partition(b"\n\n")
    boundary = _BOUNDARY.search(head)
    if boundary:
        return body.rstrip().endswith(b"--" + (boundary[1] or boundary[2]) + b"--")
    return bool(gap) and (not body or body.endswith(b"\n"))


def _unpacked(answer: httpx.Response, raw: bytes) -> httpx.Response:
    """The answer read whole: unlike a stream, a whole gzip tells when its end is missing."""
    headers = answer.headers.copy()
    if headers.pop("Content-Encoding", "identity") == "gzip" and raw:
        try:
            raw = gzip.decompress(raw)
        except (EOFError, OSError, zlib.error):
            raise Broken("an answer that is cut") from None
    headers.pop("Content-Length", None)
    return httpx.Response(answer.status_code, headers=headers, content=raw, request=answer.request)


def _answer(answer: httpx.Response, mailbox: str) -> Any:
    """The content of a good answer. Raises what a bad one means."""
    status = answer.status_code
    if status in {HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE}:
        raise Busy(_seconds(answer))
    if status == HTTPStatus.UNAUTHORIZED:
        raise SignInRefused(mailbox=mailbox, what="HTTP 401")
    if status == HTTPStatus.FORBIDDEN:
        raise NotAllowed(mailbox=mailbox, what="HTTP 403")
    if status == HTTPStatus.GONE:
        raise Forgotten
    if status == HTTPStatus.NOT_FOUND and not answer.url.path.endswith("/delta"):
        raise Gone(mailbox=mailbox)
    if answer.is_client_error:
        raise _Rejected(f"HTTP {status}")
    if not answer.is_success:
        raise Broken(f"HTTP {status}")
    return _content(answer)


def _content(answer: httpx.Response) -> Any:
    kind = answer.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if kind == "text/html":
        raise Broken("a web page")
    if kind == "application/json":
        try:
            return answer.json()
        except ValueError:
            raise Broken("an answer that is cut") from None
    return answer.content


def _seconds(answer: httpx.Response) -> float | None:
    """Retry-After: seconds, or a date compared with the server's own clock."""
    said = answer.headers.get("Retry-After", "")
    if said.strip().isdigit():
        return float(said)
    try:
        at, now = (parsedate_to_datetime(x) for x in (said, answer.headers.get("Date", "")))
        return max(0.0, (at - now).total_seconds())
    except (ValueError, TypeError):
        return None


def _batch_of(answer: Any) -> Batch:
    """The page in *answer*. The last word on an item counts."""
    found: dict[str, Found] = {}
    removed: dict[str, None] = {}
    try:
        link = answer.get("@odata.nextLink") or answer["@odata.deltaLink"]
        for item in answer["value"]:
            native = item["id"]
            if "@removed" in item:
                removed[native] = None
                found.pop(native, None)
            else:
                found[native] = _merged(found.get(native), _found(item))
                removed.pop(native, None)
    except (KeyError, TypeError, AttributeError, ValueError):
        raise Broken("an answer without its parts") from None
    more = "@odata.nextLink" in answer
    return Batch(tuple(found.values()), tuple(removed), str(link), more)


def _merged(before: Found | None, after: Found) -> Found:
    if before is None:
        return after
    said = {f.name: v for f in fields(after) if (v := getattr(after, f.name)) is not None}
    return replace(before, **said)


def _found(item: Mapping[str, Any]) -> Found:
    """What the item tells: an update may tell one property only."""
    sender = ((item.get("from") or {}).get("emailAddress") or {}).get("address")
    received = item.get("receivedDateTime")
    return Found(
        native=item["id"],
        message_id=item.get("internetMessageId"),
        subject=item.get("subject"),
        from_email=sender.lower() if sender else None,
        received=datetime.fromisoformat(received) if received else None,
        is_read=item.get("isRead"),
    )


def _taken_apart(mime: bytes) -> tuple[bytes, dict[str, tuple[str, str]]]:
    """A draft that fits one request, and name and type, by SHA-256, of the files to add to it."""
    if len(mime) <= _WHOLE_DRAFT:
        return mime, {}
    whole = BytesParser(policy=policy.compat32).parsebytes(mime)
    parts = whole.get_payload()
    if not isinstance(parts, list):
        return mime, {}
    kept, apart = [], {}
    for part in parts:
        if not isinstance(part, email.message.Message):
            continue
        data = part.get_payload(decode=True)
        if isinstance(data, bytes) and len(data) >= _APART and file_name(part):
            digest = hashlib.sha256(data).hexdigest()
            apart[digest] = (file_name(part), part.get_content_type())
        else:
            kept.append(part)
    whole.set_payload(kept)  # type: ignore[arg-type] # a list of parts is what it takes
    small = whole.as_bytes(policy=policy.compat32.clone(linesep="\r\n", max_line_length=None))
    return small, apart


def _quoted(native: str) -> str:
    """An id as one step of a path: ids may hold slashes, and a 404 would look like "gone"."""
    return quote(native, safe="")

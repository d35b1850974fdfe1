"""exchangelib, held to what we need of it: one page, one request, one try.

The library retries by itself, walks answers byte by byte, takes half an answer for a whole one
and logs whole mails on surprises. Here an answer that is cut, foreign or a refusal is an
exception before it is parsed; a request goes out once, in one version of the protocol; waiting
is the caller's.

Sources
    exchangelib 5.6 (``HTTP_ADAPTER_CLS`` is its hook); [MS-OXWSSYNC], [MS-OXWSCORE].
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from typing import Any, ClassVar
from urllib.parse import urlsplit

import requests
import requests.adapters
from exchangelib import (
    BASIC,
    DELEGATE,
    GSSAPI,
    IMPERSONATION,
    NTLM,
    OAUTH2,
    UTC,
    Account,
    Build,
    Configuration,
    Credentials,
    FailFast,
    Message,
    OAuth2AuthorizationCodeCredentials,
    Version,
)
from exchangelib.errors import (
    ErrorAccessDenied,
    ErrorInvalidSyncStateData,
    ErrorItemNotFound,
    ErrorNonExistentMailbox,
    ErrorServerBusy,
    EWSError,
    UnauthorizedError,
)
from exchangelib.fields import FieldPath
from exchangelib.items import SAVE_ONLY, SEND_TO_NONE, SHALLOW
from exchangelib.properties import DistinguishedFolderId, FolderId, ItemId, Mailbox
from exchangelib.protocol import BaseProtocol, CachingProtocol
from exchangelib.services import CreateItem, FindFolder, FindItem, GetItem, SyncFolderItems
from exchangelib.util import TNS, create_element
from oauthlib.oauth2 import OAuth2Error, OAuth2Token  # type: ignore[import-untyped] # has no stubs

from comptoir.mail.source import Broken, Busy, Forgotten

__all__ = ["Denied", "Refusal", "Wire"]

_ENVELOPE_END = re.compile(rb"</(?:[\w.-]+:)?Envelope>\s*$")
_BUFFER = 65_536
_MOST_FOLDERS = 500
_DISTINGUISHED = frozenset(("inbox", "sentitems", "drafts", "deleteditems", "junkemail"))

for _noisy in ("exchangelib.util", "exchangelib.util.xml", "exchangelib.protocol"):
    logging.getLogger(_noisy).setLevel(logging.CRITICAL)  # they log whole mails and headers


class Refusal(Exception):
    """The user or the password was refused."""


class Denied(Exception):
    """Signed in, but not allowed in."""


class _Answered(requests.exceptions.ConnectionError):
    """An answer that is not one: the library must not see it."""

    def __init__(self, reason: Exception) -> None:
        super().__init__(type(reason).__name__)
        self.reason = reason


def _seconds(header: str | None) -> float | None:
    return float(header) if header and header.strip().isdigit() else None


def _not_an_answer(response: requests.Response) -> Exception | None:
    status = response.status_code
    if status == requests.codes.ok:
        whole = _ENVELOPE_END.search(response.content[-100:])
        return None if whole else Broken("an answer that is cut or from something else")
    if status in {requests.codes.too_many_requests, requests.codes.service_unavailable}:
        return Busy(_seconds(response.headers.get("Retry-After")))
    if status == requests.codes.forbidden:
        return Denied("HTTP 403")
    if status == requests.codes.unauthorized:
        return None
    if status == requests.codes.server_error and _ENVELOPE_END.search(response.content[-100:]):
        return None
    return Broken(f"HTTP {status}")


class _Response(requests.Response):
    """Read in blocks: the library would ask for one byte at a time."""

    def iter_content(self, chunk_size: int | None = _BUFFER, decode_unicode: Any = False) -> Any:  # noqa: FBT002 - requests' signature
        return super().iter_content(max(chunk_size or 0, _BUFFER), decode_unicode=decode_unicode)


class _Adapter(requests.adapters.HTTPAdapter):
    """Lets only whole SOAP answers through; trusts the authority given for a host."""

    authorities: ClassVar[dict[str, str]] = {}

    @classmethod
    def trust(cls, host: str, authority: str | None) -> None:
        """Trust the certificates in the file *authority* for *host*; None: the usual ones."""
        cls.authorities.pop(host, None)
        if authority:
            cls.authorities[host] = authority

    def send(
        self, request: requests.PreparedRequest, *args: Any, **options: Any
    ) -> requests.Response:
        host = urlsplit(request.url or "").netloc
        if host in self.authorities:
            options["verify"] = self.authorities[str(host)]
        response = super().send(request, *args, **options)
        response.__class__ = _Response
        if not options.get("stream") and (reason := _not_an_answer(response)):
            response.close()
            raise _Answered(reason)
        return response


BaseProtocol.HTTP_ADAPTER_CLS = _Adapter
BaseProtocol.USERAGENT = "Comptoir"


class _OneVersion:
    """A service that asks once, not again in every older version of the protocol."""

    def _api_versions_to_try(self) -> tuple[str, ...]:
        return (self._version_hint.api_version,)  # type: ignore[attr-defined] # the library's own


class _Sync(_OneVersion, SyncFolderItems):  # type: ignore[misc] # exchangelib is untyped
    pass


class _Get(_OneVersion, GetItem):  # type: ignore[misc] # as above
    pass


class _Create(_OneVersion, CreateItem):  # type: ignore[misc] # as above
    pass


class _Find(_OneVersion, FindItem):  # type: ignore[misc] # as above
    pass


class _FindFolder(_OneVersion, FindFolder):  # type: ignore[misc] # as above
    def _elem_to_obj(self, elem: Any) -> tuple[str, str]:
        return elem.find(f"{{{TNS}}}FolderId").get("Id"), elem.findtext(
            f"{{{TNS}}}DisplayName"
        ) or ""

    def below(self, folders: list[Any]) -> list[tuple[str, str]]:
        """Id and name of every folder below *folders*; ``call`` wants them fetched first."""
        return list(
            self._elems_to_objs(
                self._paged_call(
                    payload_func=self.get_payload,
                    max_items=_MOST_FOLDERS,
                    folders=folders,
                    additional_fields=None,
                    restriction=None,
                    shape="Default",
                    depth="Deep",
                    page_size=self.page_size,
                    offset=0,
                )
            )
        )


class _HasMessageId:
    """The restriction "Internet Message-ID is"."""

    def __init__(self, value: str) -> None:
        self.value = value

    def to_xml(self, version: Any) -> Any:  # noqa: ARG002 - the library's signature
        whole = create_element("m:Restriction")
        equal = create_element("t:IsEqualTo")
        equal.append(create_element("t:FieldURI", attrs={"FieldURI": "message:InternetMessageId"}))
        constant = create_element("t:FieldURIOrConstant")
        constant.append(create_element("t:Constant", attrs={"Value": self.value}))
        equal.append(constant)
        whole.append(equal)
        return whole


def _paths(*names: str) -> set[Any]:
    return {FieldPath(field=Message.get_field_by_fieldname(name)) for name in names}


_HEADERS = _paths("subject", "author", "message_id", "datetime_received", "is_read")
_MIME = _paths("mime_content")


class Wire:
    """One mailbox on one server, as requests. Raises Busy, Broken, Forgotten, Refusal, Denied."""

    def __init__(
        self, mailbox: str, *, endpoint: str | None, kind: str, user: str, secret: str,
        impersonate: bool, authority: str | None,
    ) -> None:  # fmt: skip
        kinds = {"basic": BASIC, "ntlm": NTLM, "kerberos": GSSAPI, "oauth": OAUTH2}
        credentials = None
        if kind == "oauth":
            token = OAuth2Token({"access_token": secret, "token_type": "Bearer"})
            credentials = OAuth2AuthorizationCodeCredentials(access_token=token)
        elif kind != "kerberos":
            credentials = Credentials(user, secret)
        if endpoint:
            _Adapter.trust(urlsplit(endpoint).netloc, authority)
        config = Configuration(
            service_endpoint=endpoint,
            credentials=credentials,
            auth_type=kinds[kind],
            version=Version(Build(15, 1), api_version="Exchange2016"),
            retry_policy=FailFast(),
            max_connections=1,
        )
        CachingProtocol.clear_cache()  # it is keyed without the settings that matter
        self.account = self._asked(
            lambda: Account(
                mailbox,
                config=config,
                autodiscover=endpoint is None,
                access_type=IMPERSONATION if impersonate else DELEGATE,
                default_timezone=UTC,
            )
        )
        self.box = Mailbox(email_address=mailbox)

    @property
    def endpoint(self) -> str:
        """The address of the service."""
        return str(self.account.protocol.service_endpoint)

    def close(self) -> None:
        """Close the connection."""
        self.account.protocol.close()

    def _folder(self, name: str) -> Any:
        if name in _DISTINGUISHED:
            return DistinguishedFolderId(id=name, mailbox=self.box)
        return FolderId(id=name)

    def folders_below(self, *names: str) -> list[tuple[str, str]]:
        """Id and name of the folders below *names*, at any depth."""
        service = _FindFolder(account=self.account)
        found = self._asked(lambda: service.below([self._folder(name) for name in names]))
        for one in found:
            if isinstance(one, Exception):
                raise _meaning(one)
        return [(str(native), str(name)) for native, name in found]

    @staticmethod
    def _asked(call: Any) -> Any:
        try:
            return call()
        except (EWSError, requests.exceptions.RequestException, OAuth2Error) as error:
            raise _meaning(error) from None

    def sync(self, folder: str, state: str | None, page: int) -> tuple[list[Any], str, bool]:
        """Changes as (kind, item), the new state, and whether there is more."""
        service = _Sync(account=self.account)
        changes = self._asked(
            lambda: list(
                service.call(
                    folder=self._folder(folder),
                    shape="IdOnly",
                    additional_fields=_HEADERS,
                    sync_state=state,
                    ignore=None,
                    max_changes_returned=page,
                    sync_scope="NormalItems",
                )
            )
        )
        for change in changes:
            if isinstance(change, Exception):
                raise _meaning(change)
        if not service.sync_state:
            raise Broken("an answer without its place")
        return changes, service.sync_state, not service.includes_last_item_in_range

    def mime(self, natives: list[str]) -> Iterator[tuple[str, bytes]]:
        """The MIME of those of *natives* that exist."""
        items = [ItemId(id=native) for native in natives]
        found = self._asked(
            lambda: list(
                _Get(account=self.account).call(
                    items=items, additional_fields=_MIME, shape="IdOnly"
                )
            )
        )
        for native, item in zip(natives, found, strict=True):
            if isinstance(item, ErrorItemNotFound):
                continue
            if isinstance(item, Exception):
                raise _meaning(item)
            yield native, bytes(item.mime_content or b"")

    def find(self, message_id: str, folders: tuple[str, ...]) -> list[str]:
        """Native ids of the items under *message_id* in *folders*."""
        service = _Find(account=self.account)
        found = self._asked(
            lambda: list(
                service.call(
                    folders=[self._folder(name) for name in folders],
                    additional_fields=_paths("message_id"),
                    restriction=_HasMessageId(message_id),
                    order_fields=None,
                    shape="IdOnly",
                    query_string=None,
                    depth=SHALLOW,
                    calendar_view=None,
                    max_items=None,
                    offset=0,
                )
            )
        )
        for item in found:
            if isinstance(item, Exception):
                raise _meaning(item)
        return [item.id for item in found if item.message_id == message_id]

    def create(self, mime: bytes) -> str:
        """Save *mime* in Drafts; its native id."""
        service = _Create(account=self.account)
        payload = service.get_payload(
            items=[Message(account=self.account, mime_content=mime)],
            folder=self._folder("drafts"),
            message_disposition=SAVE_ONLY,
            send_meeting_invitations=SEND_TO_NONE,
        )
        made = self._asked(
            lambda: list(service._elems_to_objs(service._get_elements(payload)))  # noqa: SLF001 - its call() wants a folder fetched first
        )
        if len(made) != 1 or isinstance(made[0], Exception):
            raise _meaning(made[0]) if made else Broken("no answer to the draft")
        return str(made[0].id)


def _meaning(error: BaseException) -> Exception:
    """What *error* means to the one who waits."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, _Answered):
            return cause.reason
        cause = cause.__cause__ or cause.__context__
    if isinstance(error, ErrorServerBusy):
        return Busy(error.back_off)
    for kinds, meant in _MEANINGS:
        if isinstance(error, kinds):
            return meant(type(error).__name__)
    return Broken(type(error).__name__)


_MEANINGS: tuple[tuple[tuple[type[BaseException], ...], type[Exception]], ...] = (
    ((UnauthorizedError, OAuth2Error), Refusal),
    ((ErrorAccessDenied, ErrorNonExistentMailbox), Denied),
    ((ErrorInvalidSyncStateData,), Forgotten),
)

"""Signing in to Microsoft 365 by msal: device code, client secret or certificate.

Delegated (device code): the assistant's own rights. Application (secret, certificate): the rights
an administrator gave to Comptoir; restrict them to the mailboxes needed ("RBAC for
Applications"). Reading and drafts need Mail.ReadWrite; Mail.Send is never asked for.

The tokens msal keeps are text; the caller keeps that text in the keyring.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

from comptoir.mail.source import SignInRefused

AUTHORITY = "https://login.microsoftonline.com"
_DELEGATED = ("Mail.ReadWrite", "Mail.ReadWrite.Shared")
_APPLICATION = ("https://graph.microsoft.com/.default",)


@dataclass(frozen=True, slots=True)
class DeviceCode:
    """The assistant enters a code on a web page once; *show* tells her where and which."""

    show: Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Secret:
    """The application's secret."""

    secret: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Certificate:
    """The application's certificate: its thumbprint, and its private key as PEM."""

    thumbprint: str
    private_key: str = field(repr=False)


Proof: TypeAlias = DeviceCode | Secret | Certificate


class Microsoft365:
    """Access tokens for an application registered in a tenant.

    *kept* is the text of the token cache as last given to *keep*; *authority_file* is a file of
    certificates to trust. An instance is a token giver: called with True, it gives a new one.
    """

    def __init__(
        self,
        client_id: str,
        tenant: str,
        proof: Proof,
        *,
        kept: str = "",
        keep: Callable[[str], None] | None = None,
        authority: str = AUTHORITY,
        authority_file: Path | None = None,
        scopes: tuple[str, ...] | None = None,
    ) -> None:
        import msal  # noqa: PLC0415 - 0.2 s that the other sources do not need
        import requests  # noqa: PLC0415 - as above

        self.proof = proof
        self.keep = keep
        self.user = f"{client_id} ({tenant})"
        self.cache = msal.SerializableTokenCache()
        if kept:
            self.cache.deserialize(kept)
        session = requests.Session()
        if authority_file:
            session.verify = str(authority_file)
            session.trust_env = False
        known = authority == AUTHORITY
        options: dict[str, Any] = {
            "authority": f"{authority}/{tenant}",
            "token_cache": self.cache,
            "http_client": session,
            "validate_authority": known,
            "instance_discovery": None if known else False,
        }
        if isinstance(proof, DeviceCode):
            self.app = msal.PublicClientApplication(client_id, **options)
            self.scopes = list(scopes or _DELEGATED)
        else:
            self.app = msal.ConfidentialClientApplication(
                client_id, client_credential=_credential(proof), **options
            )
            self.scopes = list(scopes or _APPLICATION)

    def __call__(self, anew: bool = False) -> str:  # noqa: FBT001, FBT002 - the shape of a token giver
        """An access token. Raises SignInRefused."""
        found = (
            self._by_device(anew=anew)
            if isinstance(self.proof, DeviceCode)
            else self._by_app(anew=anew)
        )
        if self.keep is not None and self.cache.has_state_changed:
            self.keep(self.cache.serialize())
            self.cache.has_state_changed = False
        if "access_token" not in found:
            raise SignInRefused(mailbox=self.user, what=_reason(found))
        return str(found["access_token"])

    def _by_app(self, *, anew: bool) -> Mapping[str, Any]:
        if anew:
            self.app.remove_tokens_for_client()
        found: Mapping[str, Any] = self.app.acquire_token_for_client(scopes=self.scopes)
        return found

    def _by_device(self, *, anew: bool) -> Mapping[str, Any]:
        for account in self.app.get_accounts():
            found: Mapping[str, Any] | None = self.app.acquire_token_silent(
                self.scopes, account=account, force_refresh=anew
            )
            if found:
                return found
        assert isinstance(self.proof, DeviceCode)
        flow = self.app.initiate_device_flow(scopes=self.scopes)
        if "user_code" not in flow:
            return dict(flow)
        self.proof.show(str(flow["message"]))
        answer: Mapping[str, Any] = self.app.acquire_token_by_device_flow(flow)
        return answer


def _credential(proof: Secret | Certificate) -> str | dict[str, str]:
    if isinstance(proof, Secret):
        return proof.secret
    return {"thumbprint": proof.thumbprint, "private_key": proof.private_key}


def _reason(answer: Mapping[str, Any]) -> str:
    """The number of the refusal, without the text: that may quote what was sent."""
    codes = answer.get("error_codes") or []
    number = f"AADSTS{codes[0]}" if codes else str(answer.get("error_description", ""))[:12]
    return f"{answer.get('error', '')} {number}".strip()

"""Mails of suppliers and customers, synced and filed."""

from __future__ import annotations

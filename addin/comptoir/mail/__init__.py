"""Mails of suppliers and customers: read, synced, filed on their dossier, and judged for risk."""

from __future__ import annotations

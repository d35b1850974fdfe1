"""The revisions, oldest first. None imports another."""

from __future__ import annotations

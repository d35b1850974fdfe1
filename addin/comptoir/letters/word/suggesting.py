"""What a person meant who wrote almost the right name.

>>> nearest("adress", ["name", "address", "amount"])
'address'
"""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches


def nearest(name: str, known: Sequence[str]) -> str:
    """The known name closest to *name*; empty where none is close."""
    lower = {one.lower(): one for one in known}
    close = get_close_matches(name.lower(), list(lower), n=1, cutoff=0.6)
    if close:
        return lower[close[0]]
    parts = [one for one in known if name.lower() in one.lower().split("_")]
    return parts[0] if parts else ""

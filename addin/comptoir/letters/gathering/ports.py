"""Ports and airports that our letters name, by their UN/LOCODE.

Source: UNECE, UN/LOCODE code list (`rules.ports`). A place that is not there is shown by its code.
"""

from __future__ import annotations

from comptoir.rules.ports import name_of


def port_name(code: str, lang: str) -> str:
    """The port or airport with its code, as on a booking.

    >>> port_name("ITGOA", "fr"), port_name("XXABC", "en"), port_name("", "fr")
    ('Gênes (ITGOA)', 'XXABC', '')
    """
    name = name_of(code, lang)
    return f"{name} ({code})" if name else code

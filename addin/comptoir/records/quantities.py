"""Quantities of the trade that several records share: counts, prices, shares, volumes, rates."""

from __future__ import annotations

from decimal import Decimal

from comptoir.records.kinds import Quantity

PERCENT = Quantity(places=2, minimum=Decimal(0), maximum=Decimal(100), form="0.0")
COUNT = Quantity(places=3, minimum=Decimal(0))
PRICE = Quantity(places=4, minimum=Decimal(0), form="# ##0.00##")
VOLUME = Quantity(places=3, minimum=Decimal(0), form="# ##0.00")
EXCHANGE = Quantity(places=8, minimum=Decimal("0.00000001"), form="0.0000####")
GAIN = Quantity(places=2, form="0.0")
"""A share of a hundred that may fall below nought: a margin."""
SMALL_SHARE = Quantity(places=4, minimum=Decimal(0), maximum=Decimal(1000), form="0.0###")
"""A share of a hundred that may be small, such as an insurance premium of 0.35."""

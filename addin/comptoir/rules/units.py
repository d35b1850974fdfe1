"""The same goods in another unit: tonnes and kilograms, boxes and pieces, pieces and kilograms.

Two offers are compared in one unit. What cannot be converted is said, never guessed.

Sources
    UN/ECE recommendation 20 (units of measure). Pieces to a box and kilograms to a piece are
    the article's own (its sheet).

>>> one_in("T", "KG"), one_in("BOX", "PCE", per_package=12)
(Decimal('1000'), Decimal('12'))
>>> print(price_in(Decimal("2100"), "T", "KG"))
2.1
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from comptoir.errors import Refused
from comptoir.wording import mark

_SAME = {"KG": ("mass", 1), "T": ("mass", 1000)}
_PACKED = {"BOX", "PACK"}
_SINGLE = {"PCE", "SET", "PR"}
_ONE = Fraction(1)


class NotTheSameUnit(Refused, ValueError):
    message = mark(
        "A quantity in {given} cannot be put in {wanted}. Nothing was compared."
        " Enter the price in {wanted}, or the net weight or the units per package of the article."
    )


def one_in(
    given: str, wanted: str, *, per_package: int | None = None, net_kg: Decimal | None = None
) -> Decimal:
    """How many of the unit *wanted* one unit *given* is. Raises `NotTheSameUnit`.

    *per_package*: units in a box of the article; *net_kg*: net weight of one unit.

    >>> one_in("PCE", "KG", net_kg=Decimal("0.34"))
    Decimal('0.34')
    """
    ratio = _ratio(given, wanted, per_package, net_kg)
    return Decimal(ratio.numerator) / ratio.denominator


def _ratio(given: str, wanted: str, per_package: int | None, net_kg: Decimal | None) -> Fraction:
    if given == wanted:
        return _ONE
    if given in _SAME and wanted in _SAME:
        return Fraction(_SAME[given][1], _SAME[wanted][1])
    first = _in_singles(given, per_package, net_kg)
    second = _in_singles(wanted, per_package, net_kg)
    if first is None or second is None:
        raise NotTheSameUnit(given=given, wanted=wanted)
    return first / second


def _in_singles(unit: str, per_package: int | None, net_kg: Decimal | None) -> Fraction | None:
    """How many single articles one *unit* is; None where the article does not say."""
    if unit in _SINGLE:
        return _ONE
    if unit in _PACKED:
        return Fraction(per_package) if per_package else None
    if unit in _SAME and net_kg:
        return _SAME[unit][1] / Fraction(net_kg)
    return None


def price_in(
    price: Decimal,
    given: str,
    wanted: str,
    *,
    per_package: int | None = None,
    net_kg: Decimal | None = None,
) -> Decimal:
    """A *price* per unit *given*, as it is per unit *wanted*.

    >>> print(price_in(Decimal("28.20"), "BOX", "PCE", per_package=12))
    2.35
    """
    ratio = _ratio(given, wanted, per_package, net_kg)
    return price * ratio.denominator / ratio.numerator

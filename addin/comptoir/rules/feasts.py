"""The names of public holidays in French, where the library of holidays has them in English only.

A name that is not here stays in English: it is the name of a feast, not a figure.

Sources
    The `holidays` library, for the English names. The French ones are ours.
"""

from __future__ import annotations

import re

from comptoir.wording import Said, mark, translated

FEASTS = (
    mark("29 of Lunar New Year"),
    mark("All Saints' Day"),
    mark("All Souls' Day"),
    mark("Ascension Day"),
    mark("Ashura"),
    mark("Assumption Day"),
    mark("August Bank Holiday"),
    mark("Autumnal Equinox Day"),
    mark("Boxing Day"),
    mark("Bridge Public Holiday"),
    mark("Buddha Purnima"),
    mark("Buddha's Birthday"),
    mark("Canada Day"),
    mark("Carnival"),
    mark("Carnival Monday"),
    mark("Carnival Tuesday"),
    mark("Children's Day"),
    mark("Chinese New Year"),
    mark("Chinese New Year (Spring Festival)"),
    mark("Chinese New Year's Eve"),
    mark("Christmas"),
    mark("Christmas Day"),
    mark("Christmas Eve"),
    mark("Columbus Day"),
    mark("Coming of Age Day"),
    mark("Commemoration of Atatürk, Youth and Sports Day"),
    mark("Constitution Day"),
    mark("Corpus Christi"),
    mark("Culture Day"),
    mark("Day After Christmas"),
    mark("Day of Arafah"),
    mark("Day of Portugal, Camões, and the Portuguese Communities"),
    mark("Democracy and National Unity Day"),
    mark("Diwali"),
    mark("Dr. B. R. Ambedkar's Birthday"),
    mark("Dragon Boat Festival"),
    mark("Dussehra"),
    mark("Easter"),
    mark("Easter Monday"),
    mark("Easter Sunday"),
    mark("Eid al-Adha"),
    mark("Eid al-Adha Holiday"),
    mark("Eid al-Fitr"),
    mark("Eid al-Fitr Holiday"),
    mark("Emperor's Birthday"),
    mark("Epiphany"),
    mark("Epiphany Eve"),
    mark("Evacuation Day"),
    mark("Family Day"),
    mark("Father's Day"),
    mark("Fifth Day of Lunar New Year"),
    mark("Foundation Day"),
    mark("Founding Day Holiday"),
    mark("Fourth Day of Lunar New Year"),
    mark("Freedom Day"),
    mark("German Unity Day"),
    mark("Good Friday"),
    mark("Greenery Day"),
    mark("Guru Nanak's Birthday"),
    mark("Hangeul Day"),
    mark("Holi"),
    mark("Holy Saturday"),
    mark("Hung Kings' Commemoration Day"),
    mark("Immaculate Conception"),
    mark("Independence Day"),
    mark("Independence Movement Day"),
    mark("International Labor Day"),
    mark("International Women's Day"),
    mark("International Workers' Day"),
    mark("Islamic New Year"),
    mark("Isra' and Mi'raj"),
    mark("Janmashtami (Vaishnava)"),
    mark("June Bank Holiday"),
    mark("Juneteenth National Independence Day"),
    mark("King's Day"),
    mark("Kings' Day"),
    mark("Labor Day"),
    mark("Labor Thanksgiving Day"),
    mark("Labor and Solidarity Day"),
    mark("Labour Day"),
    mark("Liberation Day"),
    mark("Liberation Day/Reunification Day"),
    mark("Lunar New Year"),
    mark("Lunar New Year's Eve"),
    mark("Maha Shivaratri"),
    mark("Mahatma Gandhi's Birthday"),
    mark("Mahavira's Birthday"),
    mark("Marine Day"),
    mark("Martin Luther King Jr. Day"),
    mark("Martyrs' Day"),
    mark("Maundy Thursday"),
    mark("Mawlid"),
    mark("May Day"),
    mark("Memorial Day"),
    mark("Mid-Autumn Festival"),
    mark("Midsummer Day"),
    mark("Midsummer Eve"),
    mark("Mother's Day"),
    mark("Mountain Day"),
    mark("National Day"),
    mark("National Day Holiday"),
    mark("National Day of the Third of May"),
    mark("National Foundation Day"),
    mark("National Holiday"),
    mark("National Independence Day"),
    mark("National Sovereignty and Children's Day"),
    mark("New Year's Day"),
    mark("New Year's Eve"),
    mark("October Bank Holiday"),
    mark("Pentecost"),
    mark("Pentecost Monday"),
    mark("Prophet's Birthday"),
    mark("Ram Navami"),
    mark("Reformation Day"),
    mark("Republic Day"),
    mark("Respect for the Aged Day"),
    mark("Restoration of Independence Day"),
    mark("Revolution and Youth Day"),
    mark("Saint Brigid's Day"),
    mark("Saint Patrick's Day"),
    mark("Saint Peter and Saint Paul's Day"),
    mark("Saint Stephen's Day"),
    mark("Second Day of Christmas"),
    mark("Second Day of Lunar New Year"),
    mark("Showa Day"),
    mark("Sports Day"),
    mark("Spring Bank Holiday"),
    mark("Statehood Day"),
    mark("Substitute Holiday"),
    mark("Summer Bank Holiday"),
    mark("Thanksgiving"),
    mark("Thanksgiving Day"),
    mark("Third Day of Lunar New Year"),
    mark("Tomb-Sweeping Day"),
    mark("Vernal Equinox Day"),
    mark("Vesak Day"),
    mark("Veterans Day"),
    mark("Victory Day"),
    mark("Vietnam Cultural Day"),
    mark("Washington's Birthday"),
    mark("Women's Day"),
    mark("Worker's Day"),
    mark("Workers' Day"),
    mark("Youth Day"),
)
"""Feasts of the countries one trades with, as the library names them."""
_OBSERVED, _ESTIMATED, _BOTH = (
    mark("{feast} (observed)"),
    mark("{feast} (estimated)"),
    mark("{feast} (observed, estimated)"),
)
_REMARKS = {
    " (observed)": _OBSERVED, " (estimated)": _ESTIMATED, " (observed, estimated)": _BOTH,
}  # fmt: skip
_EXCHANGED = re.compile(r"Day off \(substituted from (\d\d)/(\d\d)/(\d{4})\)")


def feast_in_french(name: str) -> str:
    """The French name of a holiday that the library names in English; several are parted by ``;``.

    >>> feast_in_french("Eid al-Fitr (estimated); Independence Day")
    'Aïd el-Fitr (estimé) ; Jour de l’Indépendance'
    >>> feast_in_french("Day off (substituted from 02/14/2026)")
    'Jour chômé en échange du 14/02/2026'
    """
    return " ; ".join(_one(part) for part in name.split("; "))


def _one(name: str) -> str:
    if exchanged := _EXCHANGED.fullmatch(name):
        month, day, year = exchanged.groups()
        return Said("Day off in exchange for {day}", day=f"{day}/{month}/{year}").in_("fr")
    for ending, remark in _REMARKS.items():
        if name.endswith(ending):
            feast = translated(name.removesuffix(ending), "fr")
            return translated(remark, "fr").format(feast=feast)
    return translated(name, "fr")

"""What is bought and sold."""

from __future__ import annotations

from decimal import Decimal

from comptoir.records.declared import Field, Plain, Record
from comptoir.records.kinds import Choice, Code, Flag, Link, Quantity, Text, Whole, amount
from comptoir.records.lists import COUNTRY, CURRENCY, GOODS_CODE
from comptoir.wording import mark

POSITIVE = Decimal("0.001")
UNIT = Choice(
    {
        "PCE": mark("piece"),
        "SET": mark("set"),
        "PR": mark("pair"),
        "KG": mark("kilogram"),
        "T": mark("tonne"),
        "M": mark("metre"),
        "M2": mark("square metre"),
        "M3": mark("cubic metre"),
        "L": mark("litre"),
        "BOX": mark("box"),
        "PACK": mark("pack"),
        "ROLL": mark("roll"),
        "PAL": mark("pallet"),
        "SERV": mark("service"),
    },
    wide=11,
)


def weight() -> Quantity:
    """Kilograms, to the gram; never below zero."""
    return Quantity(places=3, minimum=Decimal(0), form="# ##0.0")


# fmt: off
PRODUCT = Record(
    name="product",
    one=mark("Product"),
    many=mark("Products"),
    workbook="register",
    purpose=mark("What we buy and sell, with what customs and carriers need to know of it."),
    keying=Plain("A"),
    typed_key=True,
    anchor="name_fr",
    called=("name_fr", "name_en"),
    fields=(
        Field("sku", mark("Article"), Code(longest=40), also=(mark("SKU"), mark("Item no.")),
              help=mark("Article code. Left blank, the next number is given.")),
        Field("name_fr", mark("Description (French)"), Text(longest=250, wide=34),
              help=mark("Wording on French papers.")),
        Field("name_en", mark("Description (English)"), Text(longest=250, wide=34), required=True,
              also=(mark("Item description"),), help=mark("Wording on English papers.")),
        Field("family", mark("Family"), Text(longest=60, wide=16), also=(mark("Product group"),),
              help=mark("Group used in figures.")),
        Field("goods_code", mark("HS code"), GOODS_CODE, also=(mark("CN code"), mark("TARIC")),
              help=mark("Customs tariff code: 6, 8 or 10 digits.")),
        Field("origin", mark("Origin"), COUNTRY,
              help=mark("Country of origin for customs, not where it was bought.")),
        Field("unit", mark("Unit"), UNIT, required=True, initial="PCE",
              help=mark("Unit of prices and quantities.")),
        Field("net_kg", mark("Net weight (kg)"), weight(), help=mark("Of one unit.")),
        Field("gross_kg", mark("Gross weight (kg)"), weight(),
              help=mark("Of one unit with its packing.")),
        Field("length_cm", mark("Length (cm)"), Quantity(places=1, minimum=Decimal(0)),
              help=mark("Of one packed unit.")),
        Field("width_cm", mark("Width (cm)"), Quantity(places=1, minimum=Decimal(0)),
              help=mark("Of one packed unit.")),
        Field("height_cm", mark("Height (cm)"), Quantity(places=1, minimum=Decimal(0)),
              help=mark("Of one packed unit.")),
        Field("per_package", mark("Units per package"), Whole(minimum=1),
              help=mark("How many units travel in one package.")),
        Field("sale_price", mark("Sale price"), amount(), help=mark("List price of one unit.")),
        Field("sale_currency", mark("Sale currency"), CURRENCY, initial="EUR",
              help=mark("Currency of the sale price.")),
        Field("cost_price", mark("Purchase price"), amount(),
              help=mark("Last known price of one unit.")),
        Field("cost_currency", mark("Purchase currency"), CURRENCY, initial="EUR",
              help=mark("Currency of the purchase price.")),
        Field("supplier", mark("Usual supplier"), Link("party"),
              help=mark("Code of the party; its name is understood too.")),
        Field("lead_days", mark("Lead time (days)"), Whole(),
              help=mark("Days from our order to goods ready.")),
        Field("dangerous", mark("Dangerous goods"), Flag(),
              help=mark("Yes: a dangerous goods declaration goes with them.")),
        Field("dual_use", mark("Dual use"), Flag(),
              help=mark("Yes: export may need a licence (Reg. (EU) 2021/821).")),
        Field("cbam", mark("CBAM goods"), Flag(),
              help=mark("Yes: subject to the carbon border adjustment at import.")),
        Field("eudr", mark("EUDR goods"), Flag(),
              help=mark("Yes: subject to the deforestation regulation.")),
        Field("active", mark("Active"), Flag(), initial=True,
              help=mark("No when no longer bought or sold; its past stays.")),
        Field("note", mark("Note"), Text(lines=True, wide=40),
              help=mark("What a colleague should know.")),
    ),
)
# fmt: on

"""A desk that sells and buys: partners, articles, rates and duties, for the tests of both."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

PARTIES = (
    {"code": "US", "role": "US", "name": "Maison Essai", "country": "FR", "city": "Lyon",
     "language": "fr", "email": "bureau@essai.example"},
    {"code": "MARLOWE", "role": "CUSTOMER", "name": "Marlowe Kitchen Supply", "country": "US",
     "city": "Newark", "currency": "USD", "incoterm": "CIF", "place": "New York",
     "terms": "LC SIGHT", "email": "buying@marlowe.example", "zone": "America/New_York"},
    {"code": "KELLER", "role": "CUSTOMER", "name": "Keller Küchenwelt", "country": "DE",
     "city": "Stuttgart", "currency": "EUR", "incoterm": "FCA", "place": "Lyon",
     "terms": "NET 30", "email": "einkauf@keller.example", "zone": "Europe/Berlin"},
    {"code": "QINGHUA", "role": "SUPPLIER", "name": "Qinghua Ceramics", "country": "CN",
     "city": "Jingdezhen", "currency": "USD", "language": "en", "zone": "Asia/Shanghai",
     "email": "export@qinghua.example"},
    {"code": "MEHTA", "role": "SUPPLIER", "name": "Mehta Ceramics", "country": "IN",
     "city": "Moradabad", "currency": "USD", "language": "en", "email": "exports@mehta.example"},
    {"code": "PORTO", "role": "SUPPLIER", "name": "Louças do Porto", "country": "PT",
     "city": "Porto", "currency": "EUR", "language": "fr", "email": "vendas@loucas.example"},
    {"code": "SEABRIDGE", "role": "FORWARDER", "name": "SeaBridge", "country": "BE"},
    {"code": "FABRE", "role": "BROKER", "name": "Fabre en douane", "country": "FR"},
)  # fmt: skip
PRODUCTS = (
    {"sku": "BOL", "name_en": "Porcelain bowl", "name_fr": "Bol en porcelaine",
     "goods_code": "69111000", "origin": "CN", "unit": "PCE", "net_kg": Decimal("0.34"),
     "gross_kg": Decimal("0.45"), "per_package": 12, "sale_price": Decimal(11),
     "cost_price": Decimal("2.30"), "cost_currency": "USD", "lead_days": 20},
    {"sku": "COC", "name_en": "Cast-iron casserole", "name_fr": "Cocotte en fonte",
     "goods_code": "73239200", "origin": "FR", "unit": "PCE", "net_kg": Decimal("4.6"),
     "gross_kg": Decimal("5.2"), "sale_price": Decimal(89), "cost_price": Decimal(41),
     "cost_currency": "EUR", "lead_days": 15},
)  # fmt: skip


def furnished(stored):
    """Put the partners, articles, rates and duty rates in the store."""
    stored("party", *PARTIES)
    stored("product", *PRODUCTS)
    stored("rate", *(
        {"currency": currency, "source": source, "day": day, "value": Decimal(value)}
        for currency, source, day, value in (
            ("USD", "ECB", date(2026, 8, 3), "1.15"), ("USD", "CUSTOMS", date(2026, 11, 1), "1.16"),
        )
    ))  # fmt: skip
    stored("tariff",
           {"goods_code": "6911", "since": date(2026, 1, 1), "duty": "6 %", "source": "TARIC"},
           {"goods_code": "6911", "origin": "CN", "since": date(2026, 1, 1), "duty": "6 %",
            "anti_dumping": Decimal("13.1"), "source": "TARIC"})  # fmt: skip


def row(desk, record, key):
    return desk.look().rows(record)[key]


def parts(desk, record, field, ref):
    return {k: r for k, r in desk.look().rows(record).items() if r[field] == ref}

"""What people did with the offers, suppliers and orders of the demonstration, by the deeds.

Costs of the way and follow-ups of the offers under way, a consultation decided and one open,
a confirmation that differs, purchases followed in their making, partners known and a double.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from comptoir.desk import consulting, offering, ordering, partnering, producing
from comptoir.desk.consulting import Answer
from comptoir.desk.deed import Deed
from comptoir.desk.offering import Wanted
from comptoir.records import Row
from comptoir.rules.orders import Stage

HOURS: dict[str, Row] = {
    "KELLER": {"hours": "08:00-12:00 13:00-16:30", "vat_checked": 20, "vat_proof": "WAPIA-K1",
               "habits": "Répond le jour même ; jamais d'appel le vendredi après-midi"},
    "BRAGHIN": {"hours": "09:00-13:00 14:30-18:30", "vat_checked": 400, "vat_proof": "WAPIA-B7",
                "habits": "Ferme trois semaines en août"},
    "MARLOWE": {"hours": "08:30-17:00", "habits": "Wants the tracking number in every mail"},
    "OKADA": {"hours": "09:00-17:30", "habits": "Formal letters; cards exchanged with both hands"},
    "ALRASHID": {"hours": "08:00-12:00 16:00-20:00", "habits": "Office open on Sundays"},
    "WEIHONG": {"hours": "08:30-12:00 13:30-17:30",
                "habits": "Factory closed three weeks around the Chinese New Year"},
    "JINGDE": {"hours": "09:00-17:00", "habits": "Samples first, always"},
}  # fmt: skip
WAY = (
    ("PRE_CARRIAGE", 260), ("EXPORT_CLEARANCE", 65), ("ORIGIN_HANDLING", 190),
    ("MAIN_CARRIAGE", 980), ("DESTINATION_HANDLING", 240), ("ON_CARRIAGE", 310),
)  # fmt: skip


def sell(deed: Deed) -> None:
    """All of it, in the save that made the demonstration."""
    _partners(deed)
    _offers(deed)
    _decided(deed)
    _open(deed)
    _confirmation(deed)
    _making(deed)


def _partners(deed: Deed) -> None:
    for code, known in HOURS.items():
        back = known.get("vat_checked")
        told = {**known}
        if isinstance(back, int):
            told["vat_checked"] = deed.today - timedelta(days=back)
        deed.change("party", code, told)
    for code in ("WISLA", "VANDAM"):
        partnering.check_bank(deed, code, "Numéro du contrat, comptabilité", alone=True)
    deed.add("party", [{
        "name": "KELLER KUECHENWELT", "country": "DE", "role": "PROSPECT", "city": "Stuttgart",
        "email": "info@keller-kuechen.example", "note": "Carte reçue au salon Maison & Objet",
    }])  # fmt: skip


def _offers(deed: Deed) -> None:
    """What the way costs, and the follow-ups of the offers sent in the last weeks."""
    sent = [
        (row["offered"], key)
        for key, row in deed.rows("offer").items()
        if row["status"] == "SENT" and row["flow"] == "EXP" and isinstance(row["offered"], date)
    ]
    for at, (offered, key) in enumerate(sorted(sent)):
        assert isinstance(offered, date)
        row = deed.row("offer", key)
        rate = offering.at_rate(deed, str(row["currency"]))
        values: Row = {"enquired": offered - timedelta(days=1 + at % 4)}
        if rate:
            values |= {"rate": rate.value, "rate_day": rate.day}
        deed.change("offer", key, values)
        deed.add("offer_cost", [
            {"offer": key, "leg": leg, "amount": Decimal(amount + 15 * at)} for leg, amount in WAY
        ] + [{"offer": key, "leg": "INSURANCE", "share": Decimal("0.35")}])  # fmt: skip
        _cost_of_goods(deed, key)
        if at % 3 == 0 and (deed.today - offered).days > 12:
            offering.follow_up(deed, key, offered + timedelta(days=10), "Décision attendue")
    if sent:
        offering.revise(deed, max(sent)[1], terms="NET 30")


def _cost_of_goods(deed: Deed, offer: str) -> None:
    products = deed.rows("product")
    changes = {}
    for key, line in deed.rows("offer_line").items():
        product = products.get(str(line.get("product")), {})
        if line["offer"] == offer and product.get("cost_price") is not None:
            cost = Decimal(str(product["cost_price"]))
            if product.get("cost_currency") == "USD":
                rate = offering.at_rate(deed, "USD")
                assert rate is not None
                cost = (cost / rate.value).quantize(Decimal("0.0001"))
            changes[key] = {"cost": cost}
    deed.change_all("offer_line", changes)


def _asked(deed: Deed, subject: str, what: str, count: int, back: int) -> str:
    day = deed.today - timedelta(days=back)
    ref = consulting.new_consultation(
        deed, subject, [Wanted(what, Decimal(count))], ["JINGDE", "WEIHONG", "MEHTA"],
        incoterm="FOB", place="Ningbo", currency="USD", mode="SEA", delivered_to="Lyon",
        asked=day, answer_by=day + timedelta(days=10), deliver_by=day + timedelta(days=150),
        certificates="REACH, food contact", terms="NET 30",
    )  # fmt: skip
    consulting.sent(deed, ref, list(consulting.asked_of(deed, ref)), day)
    return ref


def _answer(sku: str, price: str, rule: str, place: str, lead: int, back: int, day: date,
            **more: object) -> Answer:  # fmt: skip
    costs = {"DESTINATION_HANDLING": (Decimal(310), "EUR"), "ON_CARRIAGE": (Decimal(390), "EUR")}
    if rule == "FOB":
        costs["MAIN_CARRIAGE"] = (Decimal(1850), "USD")
    return Answer(
        prices={sku: Decimal(price)}, currency="USD", incoterm=rule, place=place, costs=costs,
        lead_days=lead, transit_days=38, offered=day - timedelta(days=back),
        valid_until=day - timedelta(days=back) + timedelta(days=60), **more,  # type: ignore[arg-type]
    )  # fmt: skip


def _decided(deed: Deed) -> None:
    """Teapots: the cheapest price was not the cheapest at our door."""
    ref = _asked(deed, "Théières en porcelaine", "CER-THE", 2400, 40)
    today = deed.today
    offers = {
        "JINGDE": _answer("CER-THE", "8.70", "FOB", "Shanghai", 60, 33, today, terms="NET 30",
                          insurance=Decimal("0.35"), their_ref="QH-0712"),
        "WEIHONG": _answer("CER-THE", "8.55", "FOB", "Ningbo", 75, 31, today,
                           terms="30 % ADV + 70 % SHIPMENT", insurance=Decimal("0.35")),
        "MEHTA": _answer("CER-THE", "8.95", "CIF", "Fos-sur-Mer", 50, 32, today,
                         terms="LC SIGHT", their_ref="MB/881", origin="IN"),
    }  # fmt: skip
    keys = {party: consulting.take_answer(deed, ref, party, one) for party, one in offers.items()}
    best = consulting.compare(deed, ref)[0]
    order = consulting.choose(deed, ref, keys[best.bid.party], "Le moins cher rendu, et à temps")
    promised = deed.today + timedelta(days=30)
    said = ordering.Confirmation(day=deed.today, committed=promised)
    for change in ordering.confirm(deed, order, said):
        ordering.settle(deed, change, agreed=True, why="Plus tôt que demandé")
    producing.plan_steps(deed, order)


def _open(deed: Deed) -> None:
    """Bowls: two answers are there, the third supplier must be reminded."""
    ref = _asked(deed, "Bols bleu et blanc pour Noël", "CER-BOL", 6000, 12)
    for party, one in (
        ("JINGDE", _answer("CER-BOL", "2.31", "FOB", "Shanghai", 60, 4, deed.today,
                           terms="NET 30", insurance=Decimal("0.35"))),
        ("MEHTA", _answer("CER-BOL", "2.44", "CIF", "Fos-sur-Mer", 45, 3, deed.today,
                          terms="LC SIGHT", origin="IN")),
    ):  # fmt: skip
        consulting.take_answer(deed, ref, party, one)


def _confirmation(deed: Deed) -> None:
    """A purchase repeated: the supplier confirmed another price and a later day."""
    bought = [key for key, row in deed.rows("order").items()
              if row["flow"] == "IMP" and row["party"] == "WEIHONG"]  # fmt: skip
    if not bought:
        return
    order = ordering.copy(deed, bought[-1])
    wanted = deed.today + timedelta(days=80)
    ordered = deed.today - timedelta(days=6)
    deed.change("order", order, {"ordered": ordered, "requested": wanted})
    ordering.move(deed, order, Stage.PLACED)
    line = next(iter(ordering.lines_of(deed, order)))
    price = Decimal(str(deed.row("order_line", line)["price"]))
    ordering.confirm(deed, order, ordering.Confirmation(
        day=deed.today - timedelta(days=1), committed=wanted + timedelta(days=9),
        their_ref="PI-20418", lines={line: ordering.LineSaid(price=price + Decimal("0.85"))},
    ))  # fmt: skip


def _making(deed: Deed) -> None:
    """Purchases in production: followed to where they are."""
    for key, row in list(deed.rows("order").items()):
        if row["flow"] != "IMP" or row["status"] not in {"CONFIRMED", "IN_PRODUCTION", "READY"}:
            continue
        producing.plan_steps(deed, key)
        for step, one in producing.steps_of(deed, key).items():
            planned = one.get("planned")
            late = isinstance(planned, date) and planned <= deed.today - timedelta(days=3)
            if late and (row["status"] != "CONFIRMED" or one["step"] in {"DEPOSIT", "MATERIALS"}):
                deed.change("production", step, {"actual": planned})

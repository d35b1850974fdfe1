"""How the invented firm grows: fairs and what they cost, leads, a campaign, visits, the watch.

Every firm, source and figure is made up. Done by the deeds themselves where a deed exists.
"""

# ruff: noqa: E501 - a firm to the line reads best

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from comptoir.demo.markets import write_sheets
from comptoir.desk import countries, fairs, ideas, prospecting, suppliers, visiting, watching
from comptoir.desk.deed import Deed
from comptoir.desk.glossary import bring_printed
from comptoir.records import Row

FAIR_LEADS = (
    ("Kaufhaus Mitte GmbH", "DE", "Berlin", "en", "Lehmann", "cocottes à induction", 24000),
    ("Tafel & Tuch OHG", "DE", "Köln", "en", "Brandt", "gamme olivier", 9000),
    ("Casa Bella S.r.l.", "IT", "Milano", "en", "Ferri", "service de table", 15000),
    ("Svensk Kök AB", "SE", "Malmö", "en", "Lind", "poêles cuivre", 6000),
    ("Mesa Viva S.A.", "ES", "Valencia", "en", "Soler", "cocottes", 12000),
    ("Table d'Anvers BV", "BE", "Antwerpen", "fr", "Peeters", "verres soufflés", 7000),
    ("Alpenküche AG", "CH", "Zürich", "en", "Meier", "cocottes haut de gamme", 30000),
    ("Gastro Wien GmbH", "AT", "Wien", "en", "Huber", "gamme hôtelière", 18000),
    ("Kopenhagen Bord ApS", "DK", "København", "en", "Holm", "planches olivier", 4000),
    ("Dukat Stolowy Sp. z o.o.", "PL", "Warszawa", "en", "Nowak", "porcelaine", 5000),
    ("Porto Mesa Lda", "PT", "Porto", "fr", "Costa", "cocottes", 8000),
    ("Dublin Table Ltd", "IE", "Dublin", "en", "Byrne", "moulins à poivre", 3000),
)  # fmt: skip
LISTED = (
    ("Comptoir du Maghreb SARL", "MA", "Casablanca", "fr"),
    ("Dakar Vaisselle", "SN", "Dakar", "fr"),
    ("Nordic Home AS", "NO", "Oslo", "en"),
    ("Helsinki Keittiö Oy", "FI", "Helsinki", "en"),
)
COSTS = (
    ("STAND", "Stand de 18 m², montage compris", 6200, 6350),
    ("FREIGHT", "Transport des échantillons, aller et retour", 900, 980),
    ("TRAVEL", "Trains et taxis, deux personnes", 800, 720),
    ("HOTEL", "Cinq nuits, deux personnes", 1500, 1610),
    ("PRINT", "Dépliants en deux langues", 600, 540),
)
NEWS = (
    ("Droit antidumping envisagé sur les ustensiles en acier émaillé de Chine",
     "La Commission ouvre une enquête sur le SH 7323 ; un droit de 13 % est évoqué pour juillet.",
     "KEPT", "Nos cocottes émaillées de Ningbo seraient concernées : chiffrer avec le Vietnam."),
    ("L'Allemagne importe davantage d'ustensiles de cuisine",
     "Les importations de casseroles ont augmenté de 9 % en un an, selon les douanes.",
     "KEPT", "Confirme l'intérêt du salon de Francfort ; viser les grands magasins."),
    ("Grève annoncée dans les ports chinois de Ningbo et Shanghai",
     "Des retards d'une semaine sont attendus sur les départs de conteneurs.", "NEW", None),
    ("Le bois d'olivier de Tunisie reconnu par une indication géographique",
     "Les planches et ustensiles porteront un nouveau marquage d'origine.", "NEW", None),
    ("Japan: tableware imports up as retailers restock",
     "Porcelain and glass tableware lead the growth, say importers.", "NEW", None),
)  # fmt: skip
MARKETS = (
    ("DE", 2023, "WORLD", 700, 180), ("DE", 2024, "WORLD", 720, 181),
    ("DE", 2025, "WORLD", 792, 190), ("DE", 2024, "CN", 300, 90), ("DE", 2025, "CN", 330, 97),
    ("DE", 2025, "IT", 96, 11), ("DE", 2025, "FR", 60, 9), ("DE", 2024, "FR", 52, 8),
    ("DE", 2025, "TR", 48, 10),
)  # fmt: skip


def grow(deed: Deed) -> None:
    """All that the firm did to grow."""
    past, coming = _fairs(deed)
    _leads(deed, past)
    _campaign(deed, past)
    _visits(deed, coming)
    _opinions(deed)
    _watch(deed)
    countries.open_sheets(deed)
    countries.refresh_sheets(deed)
    write_sheets(deed)
    prospecting.score_leads(deed)
    suppliers.refresh_scorecards(deed, deed.today.year)
    ideas.refresh_ideas(deed)
    bring_printed(deed)


def _fairs(deed: Deed) -> tuple[str, str]:
    day, own = deed.today, "Anna"
    starts, next_one = day - timedelta(days=24), day + timedelta(days=74)
    past, coming = deed.add("event", [
        {"name": "Tafelkultur Köln", "kind": "FAIR", "status": "DONE", "starts": starts,
         "ends": starts + timedelta(days=4), "town": "Köln", "country": "DE", "stand": "4.2 C18",
         "budget": Decimal(10000), "goal": 15, "owner": own},
        {"name": "Zürcher Tischmesse", "kind": "FAIR", "status": "BOOKED", "starts": next_one,
         "ends": next_one + timedelta(days=3), "town": "Zürich", "country": "CH", "stand": "B 07",
         "budget": Decimal(7000), "goal": 10, "owner": "Bilal", "carnet": "FR 2026 00412",
         "carnet_until": day + timedelta(days=300)},
    ])  # fmt: skip
    deed.add("event_cost", [
        *({"event": past, "kind": kind, "what": what, "planned": Decimal(planned),
           "spent": Decimal(spent), "day": starts - timedelta(days=10)}
          for kind, what, planned, spent in COSTS),
        {"event": coming, "kind": "STAND", "what": "Stand de 12 m²", "planned": Decimal(4300)},
    ])  # fmt: skip
    deed.add("carnet_item", [
        {"event": coming, "description": "Cocotte en fonte émaillée 24 cm, marque MV",
         "pieces": 4, "kg": Decimal("20.8"), "value": Decimal(356), "origin": "FR"},
        {"event": coming, "description": "Planche en bois d'olivier 40 cm", "pieces": 6,
         "kg": Decimal("9.6"), "value": Decimal(129), "origin": "TN"},
        {"event": coming, "description": "Présentoir pliant en acier", "pieces": 1,
         "kg": Decimal(14), "value": Decimal(240), "origin": "FR", "serial": "MV-P1"},
    ])  # fmt: skip
    fairs.plan_fair(deed, coming)
    return past, coming


def _leads(deed: Deed, fair: str) -> None:
    met = deed.row("event", fair)["starts"]
    assert isinstance(met, date)
    for at, (name, country, city, lang, person, need, worth) in enumerate(FAIR_LEADS):
        mail = f"einkauf@{_domain(name)}"
        fairs.take_lead(deed, fair, {
            "name": name, "country": country, "city": city, "language": lang, "surname": person,
            "email": mail, "need": need, "potential": Decimal(worth),
            "next_step": "Envoyer le tarif par palette",
            "next_on": deed.today + timedelta(days=at % 9 - 1),
        })  # fmt: skip
    deed.change_all("prospect", {key: {"obtained": met + timedelta(days=1)}
                                 for key in deed.rows("prospect")})  # fmt: skip
    for name, country, city, lang in LISTED:
        prospecting.add_lead(deed, {"name": name, "country": country, "city": city,
                                    "language": lang, "email": f"info@{_domain(name)}"},
                             origin="LIST")  # fmt: skip
    listed = [key for key, row in deed.rows("prospect").items() if row.get("origin") == "LIST"]
    deed.change_all("prospect", {key: {"obtained": deed.today - timedelta(days=50 + 40 * at)}
                                 for at, key in enumerate(listed)})  # fmt: skip


def _domain(name: str) -> str:
    from comptoir.rules.prospecting import firm_words  # noqa: PLC0415 - for invented addresses

    return f"{firm_words(name).replace(' ', '-')}.example".encode("ascii", "ignore").decode()


def _campaign(deed: Deed, fair: str) -> None:
    """The follow-up of the fair, sent two weeks ago; what they answer lies in the mailbox."""
    left = deed.today - timedelta(days=14)
    [campaign] = deed.add("campaign", [{
        "name": "Suivi de Tafelkultur", "status": "LAUNCHED", "channel": "MAIL",
        "letter": "fair_follow_up", "event": fair, "starts": left, "role": "PROSPECT",
        "products_fr": "notre tarif par palette et la nouvelle gamme olivier",
        "products_en": "our price list by the pallet and the new olive range",
        "proposal_fr": "l'envoi de deux échantillons", "proposal_en": "two samples on their way",
    }])  # fmt: skip
    leads = {str(row["party"]): key for key, row in deed.rows("prospect").items()
             if row.get("event") == fair}  # fmt: skip
    rows: list[Row] = []
    for code in leads:
        party = deed.row("party", code)
        rows.append({"campaign": campaign, "party": code, "status": "SENT", "drafted": left,
                     "language": party["language"], "email": party["email"],
                     "sent": left})  # fmt: skip
    deed.add("approach", rows)
    deed.change_all("prospect", {
        key: {"stage": "CONTACTED", "last_contact": left} for key in leads.values()
    })  # fmt: skip
    prospecting.note_answer(deed, "CONSENT", party="KELLER", email=None, how="FAIR",
                            evidence="Formulaire du salon, signé")  # fmt: skip


def _visits(deed: Deed, coming: str) -> None:
    day = deed.today
    deed.add("visit", [
        {"party": "HALLETT", "kind": "CALL", "day": day, "time": "10:30", "owner": "Anna",
         "about": "Échantillons de printemps"},
        {"party": "MARLOWE", "kind": "VIDEO", "day": day + timedelta(days=1), "time": "15:30",
         "about": "Spring range, prices in USD", "owner": "Bilal"},
        {"party": "OKADA", "kind": "CALL", "day": day + timedelta(days=2), "time": "09:00",
         "about": "Crédit documentaire de décembre", "owner": "Anna"},
        {"party": "KELLER", "kind": "VISIT", "day": day + timedelta(days=15), "time": "10:00",
         "about": "Tarif 2027", "place": "Stuttgart", "trip": "Allemagne, décembre",
         "travel": "Train de 6 h 04, hôtel réservé", "owner": "Anna"},
        {"party": "WEIHONG", "kind": "VIDEO", "day": day - timedelta(days=4), "status": "DONE",
         "time": "09:30", "about": "Retard de production", "owner": "Bilal",
         "present": "Bilal, Li Wei", "said": "Le four est réparé.\nLa moitié est prête.",
         "decisions": f"Expédier la moitié prête | Li Wei | {day + timedelta(days=6):%d/%m/%Y}",
         "next_on": day + timedelta(days=7)},
        {"party": "BRAGHIN", "kind": "MEETING", "event": coming, "time": "11:00",
         "day": day + timedelta(days=75), "about": "Gamme hôtelière", "place": "Stand B 07"},
    ])  # fmt: skip
    visiting.set_their_times(deed)


def _opinions(deed: Deed) -> None:
    """Five customers were asked; four answered, one of them unhappy."""
    sold = [
        (key, row)
        for key, row in deed.rows("order").items()
        if row["flow"] == "EXP" and isinstance(row.get("delivered"), date)
    ][-5:]
    marks = ((10, 5, 5, 5), (9, 4, 5, 5), (5, 2, 4, 4), (8, 4, 4, 5))
    rows: list[Row] = []
    for at, (key, row) in enumerate(sold):
        asked = deed.today - timedelta(days=30 - at)
        told: Row = {"party": row["party"], "order": key, "sent": asked}
        if at < len(marks):
            recommend, delivery, quality, served = marks[at]
            told |= {"status": "ANSWERED", "answered": asked + timedelta(days=6),
                     "recommend": recommend, "delivery": delivery, "quality": quality,
                     "service": served}  # fmt: skip
            if recommend < 7:
                told["words"] = "Livraison en retard et deux cartons écrasés."
        rows.append(told)
    deed.add("survey", rows)


def _watch(deed: Deed) -> None:
    deed.add("watch_topic", [
        {"name": "Droits sur les ustensiles", "words_fr": "antidumping, droit de douane*",
         "words_en": "anti-dumping, tariff*", "goods_codes": "7323, 6911", "countries": "CN, VN, TR",
         "weight": 9, "kind": "REGULATION", "never": "football"},
        {"name": "Marché allemand", "words_fr": "ustensile*, casserole*, cocotte*",
         "words_en": "cookware, tableware", "countries": "DE", "weight": 7, "kind": "MARKET"},
        {"name": "Transport d'Asie", "words_fr": "port*, conteneur*, grève*, fret",
         "words_en": "port strike, container*, freight rate*", "countries": "CN, VN, IN",
         "weight": 6, "kind": "LOGISTICS"},
        {"name": "Nos bois et grès", "words_fr": "olivier, porcelaine, grès",
         "words_en": "olive wood, porcelain", "weight": 5, "kind": "MARKET"},
    ])  # fmt: skip
    herald, _letter = deed.add("watch_source", [
        {"name": "Le Courrier des échanges", "kind": "FEED", "language": "fr", "every_days": 1,
         "address": "https://courrier-echanges.example/rss", "collected": deed.today, "active": False,
         "note": "Source inventée : remplacez-la par la vôtre."},
        {"name": "Trade Weekly", "kind": "NEWSLETTER", "language": "en", "every_days": 7,
         "address": "@tradeweekly.example", "collected": deed.today - timedelta(days=3)},
    ])  # fmt: skip
    first = deed.today.replace(day=1)
    deed.add("watch_note", [
        {"title": title, "summary": text, "source": herald, "meaning": meaning, "status": status,
         "found": max(first, deed.today - timedelta(days=2 * at)), "published": max(
             first, deed.today - timedelta(days=2 * at))}
        for at, (title, text, status, meaning) in enumerate(NEWS)
    ])  # fmt: skip
    watching.score_typed(deed)
    deed.add("market_figure", [
        {"source": "COMTRADE", "year": year, "reporter": market, "flow": "IMPORT",
         "goods_code": "732392", "partner": partner, "value": Decimal(value) * 10_000,
         "currency": "USD", "kg": Decimal(kg) * 10_000,
         "note": "inventé pour la démonstration"}
        for market, year, partner, value, kg in MARKETS
    ])  # fmt: skip

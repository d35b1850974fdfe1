"""The market watch: feeds of every kind read over HTTP, notes kept, the note of the month."""

from __future__ import annotations

import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import docx
import pytest

sys.path.insert(0, str(Path(__file__).parent))

from comptoir import store
from comptoir.desk import countries, watching
from comptoir.desk.market_note import NothingKept, read_markets, write_market_note
from comptoir.desk.showing import Reading
from comptoir.desk.statistics import take_statistics
from comptoir.desk.today import today
from comptoir.news.fetching import Limits, NoAnswer, State, fetched
from comptoir.news.statistics import NotStatistics
from comptoir.records.market_shares import market_columns, our_sales
from feeds import serving
from seated import on

MONDAY = date(2026, 11, 23)
COMTRADE = """refYear,reporterISO,flowCode,partnerISO,cmdCode,primaryValue,netWgt
2023,DEU,M,W00,7323,700000000,180000000
2024,DEU,M,W00,7323,720000000,181000000
2025,DEU,M,W00,7323,792000000,190000000
2024,DEU,M,CHN,7323,300000000,90000000
2025,DEU,M,CHN,7323,330000000,97000000
2025,DEU,M,FRA,7323,60000000,9000000
2025,DEU,Q,FRA,7323,1,1
2025,DEU,M,FRA,7323,n/a,1
"""
EUROSTAT = """reporter,partner,product,flow,indicators,TIME_PERIOD,OBS_VALUE
FR,WORLD,6911,1,VALUE_IN_EUROS,2025,150000000
FR,WORLD,6911,1,QUANTITY_IN_100KG,2025,400000
FR,CN,6911,1,VALUE_IN_EUROS,2025,90000000
"""


@pytest.fixture
def here(engine, tmp_path):
    return on(engine, tmp_path, MONDAY)


@pytest.fixture
def firm(stored):
    stored("party", {"code": "MV", "role": "US", "name": "Maison Essai", "country": "FR",
                     "zone": "Europe/Paris", "city": "Lyon", "language": "fr"},
           {"code": "KELLER", "name": "Keller", "country": "DE", "zone": "Europe/Berlin"},
           {"code": "OKADA", "name": "Okada", "country": "JP", "zone": "Asia/Tokyo"})  # fmt: skip
    stored("watch_topic",
           {"name": "Cookware duties", "words_en": "anti-dumping, tariff", "weight": 8,
            "words_fr": "antidumping", "goods_codes": "7323", "countries": "CN, VN",
            "never": "football", "kind": "REGULATION"},
           {"name": "Cookware in Germany", "words_fr": "ustensile*, casserole*",
            "words_en": "cookware", "countries": "DE", "weight": 6, "kind": "MARKET"})  # fmt: skip


def sources(stored, root, *pages):
    return stored("watch_source", *(
        {"name": page.strip("/"), "kind": "FEED", "address": f"{root}{page}"} for page in pages
    ))  # fmt: skip


def rows(desk, record):
    return desk.look().rows(record)


class TestThreeFeeds:
    """One good feed beside one broken, one huge, one hostile: the good one suffers nothing."""

    @pytest.fixture
    def collected(self, here, firm, stored):
        with serving() as (root, asked):
            sources(stored, root, "/broken", "/huge", "/hostile", "/bomb", "/gone", "/good")
            found = {one.name: one for one in watching.collect(here)}
            yield found, asked, here

    def test_each_source_tells_its_trouble_and_what_matters_is_noted(self, collected):
        self.troubles(collected)
        self.reasons(collected)
        self.only_words(collected)

    def troubles(self, collected):
        found, _asked, here = collected
        told = {row["name"]: row for row in rows(here, "watch_source").values()}
        assert "declares entities" in told["bomb"]["trouble"]
        assert "HTTP 500" in told["gone"]["trouble"]
        assert "beginning was taken" in told["huge"]["trouble"]
        assert told["good"]["trouble"] is None
        assert (told["gone"]["failures"], told["good"]["failures"]) == (1, 0)
        assert told["good"]["collected"] == MONDAY
        assert found["huge"].seen == 300

    def reasons(self, collected):
        found, _asked, here = collected
        notes = rows(here, "watch_note")
        good = [notes[key] for key in found["good"].new]
        assert [note["title"][:20] for note in good] == [
            "Brussels considers a", "L'Allemagne importe ",
        ]  # fmt: skip
        duty, germany = good
        assert duty["topics"] == "Cookware duties, Cookware in Germany"
        assert duty["countries"] == "CN"
        assert "+64 Cookware duties: anti-dumping, 7323, CN" in duty["why"]
        assert duty["summary"] == "Heading 7323 is concerned: 13 % from July."
        assert (duty["kind"], germany["kind"]) == ("REGULATION", "MARKET")
        assert germany["countries"] == "DE"

    def only_words(self, collected):
        found, _asked, here = collected
        notes = rows(here, "watch_note")
        first, second = (notes[key] for key in found["hostile"].new)
        assert first["title"].startswith("=HYPERLINK")
        assert "<" not in first["summary"]
        assert "\u202e" not in first["summary"]
        assert "{{ 7*7 }}" in first["summary"]
        assert (first["link"], second["link"]) == (None, None)
        assert len(second["title"]) <= 280

    def nothing_comes_twice(self, collected, engine, tmp_path):
        _found, asked, here = collected
        before = len(rows(here, "watch_note"))
        later = on(engine, tmp_path, date(2026, 11, 24))
        again = {one.name: one for one in watching.collect(later)}
        assert len(rows(here, "watch_note")) == before
        assert again["good"].seen == 0, "not modified since"
        asked.clear()
        assert watching.collect(later), "those that failed are asked again"
        assert "/good" not in asked

    def test_the_note_of_the_month_is_written_from_what_was_kept(self, collected, engine, tmp_path):
        self.nothing_comes_twice(collected, engine, tmp_path)
        found, _asked, here = collected
        duty, germany = found["good"].new
        file = tmp_path / "comtrade.csv"
        file.write_text(COMTRADE)
        with here.deed("keep") as deed:
            watching.decide(deed, [duty], "KEPT", "Our casseroles are concerned from July.")
            watching.decide(deed, [germany, found["hostile"].new[0]], "KEPT")
            take_statistics(deed, file)
        for lang, words in (
            ("en", ("November 2026", "Our casseroles are concerned", "Germany: imports of HS 7323",
                    "+10.0 % in a year", "UN Comtrade, 2023–2025", "good, http://", "{{ 7*7 }}")),
            ("fr", ("Novembre 2026", "Allemagne : importations du SH 7323", "+10,0 % en un an",
                    "Pour nous")),
        ):  # fmt: skip
            written = write_market_note(here, date(2026, 11, 1), lang=lang)
            text = _text(docx.Document(str(written.file)))
            for word in words:
                assert word in text, word
            assert len(docx.Document(str(written.file)).inline_shapes) == 3
        assert rows(here, "watch_note")[duty]["status"] == "USED"


def _text(book):
    lines = [one.text for one in book.paragraphs]
    cells = [cell.text for table in book.tables for row in table.rows for cell in row.cells]
    return "\n".join([*lines, *cells])


def test_a_note_of_nothing_is_refused(here, firm):
    with pytest.raises(NothingKept, match="November 2026"):
        write_market_note(here, date(2026, 11, 1))


class TestTheNetwork:
    def test_limits_hold(self):
        with serving() as (root, _asked):
            answer = fetched(f"{root}/huge", limits=Limits(size=100_000))
            assert (len(answer.data), answer.cut) == (100_000, True)
            with pytest.raises(NoAnswer, match="TooManyRedirects"):
                fetched(f"{root}/turning")
            clock = iter(range(0, 1000, 100))
            with pytest.raises(NoAnswer, match="not done in 30 s"):
                fetched(f"{root}/huge", clock=lambda: next(clock))
            assert fetched(f"{root}/good", State(etag='"1"')).unchanged

    @pytest.mark.parametrize("address", ["file:///etc/passwd", "ftp://a.example", "http://", "x"])
    def test_only_the_web_is_read(self, address):
        with pytest.raises(NoAnswer):
            fetched(address)


def test_newsletters_and_files_are_sources_too(here, firm, stored, tmp_path):
    stored("message",
           {"subject": "Anti-dumping: the week", "sender": "week@trade.example", "way": "IN",
            "received": date(2026, 11, 20), "excerpt": "Cookware from Vietnam"},
           {"subject": "Anti-dumping for you", "sender": "x@elsewhere.example", "way": "IN",
            "received": date(2026, 11, 20)})  # fmt: skip
    (tmp_path / "report.txt").write_text("Cookware tariff report\nDuties on 7323 from China.")
    stored("watch_source", {"name": "Week", "kind": "NEWSLETTER", "address": "@trade.example"},
           {"name": "Report", "kind": "FILE", "address": "report.txt"},
           {"name": "Lost", "kind": "FILE", "address": "lost.txt"},
           {"name": "Ours", "kind": "TYPED"})  # fmt: skip
    found = {one.name: one for one in watching.collect(here)}
    titles = {row["title"] for row in rows(here, "watch_note").values()}
    assert titles == {"Anti-dumping: the week", "Cookware tariff report"}
    assert found["Lost"].trouble is not None


def test_notes_typed_by_people_get_their_points(here, firm, stored):
    [key] = stored("watch_note", {"title": "Talk of a tariff in Vietnam", "found": MONDAY})
    with here.deed("score") as deed:
        assert watching.score_typed(deed) == 1
        assert watching.score_typed(deed) == 0
    assert rows(here, "watch_note")[key]["score"] == 56


def test_statistics_are_taken_once_and_brought_up_to_date(here, tmp_path):
    file = tmp_path / "c.csv"
    file.write_text(COMTRADE)
    with here.deed("statistics") as deed:
        taken = take_statistics(deed, file)
        assert (taken.new, taken.changed, len(taken.skipped)) == (6, 0, 2)
        file.write_text(COMTRADE.replace("792000000", "800000000"))
        taken = take_statistics(deed, file)
        assert (taken.new, taken.changed, taken.same) == (0, 1, 5)
        (tmp_path / "e.csv").write_text(EUROSTAT)
        assert take_statistics(deed, tmp_path / "e.csv").new == 2
        [germany, france] = read_markets(deed.rows("market_figure"))
    assert (germany.read.sizes[-1], germany.read.last_growth) == (
        Decimal(800_000_000),
        Decimal("11.1"),
    )
    assert [one.partner for one in germany.read.suppliers] == ["CN", "FR"]
    assert (france.currency, france.read.price_kg) == ("EUR", Decimal("3.75"))
    (tmp_path / "x.csv").write_text("a,b\n1,2\n")
    with here.deed("statistics") as deed, pytest.raises(NotStatistics):
        take_statistics(deed, tmp_path / "x.csv")


def test_our_own_share_of_a_market_is_told_with_its_workings(here, firm, stored, tmp_path):
    file = tmp_path / "c.csv"
    file.write_text(COMTRADE)
    [order] = stored("order", {"party": "OKADA", "flow": "EXP", "ordered": date(2025, 3, 3),
                               "incoterm": "CIF", "place": "Hamburg", "currency": "EUR",
                               "destination": "DE", "status": "DELIVERED",
                               "delivered": date(2025, 5, 2)})  # fmt: skip
    lines = [("73239200", 100, 396), ("82119100", 9, 9)]
    for code, count, price in lines:
        stored("order_line", {"order": order, "quantity": Decimal(count), "price": Decimal(price),
                              "goods_code": code})  # fmt: skip
    with here.deed("statistics") as deed:
        take_statistics(deed, file)
        [market] = read_markets(deed.rows("market_figure"))
        assert "USD" in str(market.own(our_sales(deed.ask)).why)
    stored("rate", {"currency": "USD", "source": "ECB", "day": date(2025, 2, 1),
                    "value": Decimal("1.00")}, {"currency": "USD", "source": "ECB",
                    "day": date(2025, 8, 1), "value": Decimal("1.20")})  # fmt: skip
    with here.deed("share") as deed:
        own = market.own(our_sales(deed.ask))
        assert (own.sales, own.percent) == (Decimal(43_560), Decimal("0.006"))  # 39,600 at 1.10
        assert own.works.to_confirm
        shown = market_columns(deed.ask("market_figure"), deed.ask)
    assert sorted(one for one in shown["ours"] if one is not None) == [0, 0, 435_600_000]
    written = write_market_note(here, date(2026, 11, 1), lang="en")
    text = " ".join(one.text for one in docx.Document(str(written.file)).paragraphs)
    assert "We sold 43,560 USD of it in 2025, 0.006 % of the market." in text


def test_country_sheets_know_the_calendar_and_our_figures(here, firm, stored):
    [order] = stored("order", {"party": "OKADA", "flow": "EXP", "ordered": date(2026, 10, 1),
                               "incoterm": "CIF", "place": "Yokohama", "currency": "JPY",
                               "destination": "JP", "status": "PLACED"})  # fmt: skip
    stored("order_line", {"order": order, "quantity": Decimal(100), "price": Decimal(1650)})
    stored("rate", {"currency": "JPY", "source": "ECB", "day": date(2026, 9, 1),
                    "value": Decimal(165)})  # fmt: skip
    with here.deed("countries") as deed:
        assert countries.open_sheets(deed) == ["DE", "JP"]
        assert countries.open_sheets(deed) == []
        countries.refresh_sheets(deed)
    japan = rows(here, "country_sheet")["JP"]
    assert (japan["currency"], japan["weekend"]) == ("JPY", "Saturday, Sunday")
    assert japan["holidays"].splitlines()[0].startswith("23 Nov 2026")
    assert (japan["turnover"], japan["customers"]) == (Decimal(1000), 1)
    assert japan["shared"] == "09:00-10:00"


def test_what_is_to_be_read_stands_on_today(here, firm, stored):
    stored("watch_source", {"name": "Herald", "kind": "FEED", "address": "http://h.example",
                            "failures": 3, "trouble": "HTTP 500."})  # fmt: skip
    stored("watch_note", {"title": "A tariff", "found": MONDAY, "score": 70})
    with store.reading(here.engine) as db:
        said = [str(due.what) for due in today(Reading(db, {}), MONDAY)]
    assert "Read the news and keep what matters" in said
    assert "Mend a source of the watch" in said

"""The monthly market note: what was kept of the news, and the markets in figures, in Word."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from comptoir.desk import Desk
from comptoir.desk.composing import Composed, Wish, writer
from comptoir.desk.deed import Deed
from comptoir.desk.writing import Written, writing
from comptoir.errors import Refused
from comptoir.letters import charts
from comptoir.letters.contexts.letterhead import Heading, country_name
from comptoir.letters.contexts.watching import (
    MarketNote,
    MarketTold,
    NoteTold,
    SupplierTold,
    TopicTold,
)
from comptoir.letters.letter import context
from comptoir.letters.word import Picture
from comptoir.records import Row, Rows
from comptoir.records.market_shares import OurSales, our_sales
from comptoir.records.watching import STATISTICS
from comptoir.rules.days import month_end
from comptoir.rules.markets import Counted, MarketRead, OwnShare, Supplier, read_market
from comptoir.rules.watching import listed
from comptoir.wording import Said, figures, mark, shown

NOTHING_SOLD = mark("We sold nothing of it there in that year.")
_MILLION = Decimal(1_000_000)
_MOST_CHARTED = 8


class NothingKept(Refused):
    message = mark(
        "No watch note of {month} is kept, and no market has figures. No note was written."
        " Keep some on the sheet Watch notes: column Status."
    )


class NoFirm(Refused):
    message = mark(
        "No party of this desk is our own company. No note was written."
        " Give one the role: our company."
    )


def write_market_note(desk: Desk, month: date, *, lang: str | None = None) -> Written:
    """Write the note of *month* into ``dossiers/``; the notes it tells are marked as used."""
    tongue = lang or desk.lang
    with writing(desk, "market note") as pen:
        deed = pen.deed
        told = market_note(deed, month, tongue)
        us = next((row for row in deed.rows("party").values() if row.get("role") == "US"), None)
        if us is None:
            raise NoFirm
        reference = f"WN-{month:%Y-%m}"
        signs = writer(desk.settings, desk.author.name, tongue)
        head = Heading(lang=tongue, day=deed.today, us=us, to=us, our_ref=reference, writer=signs)
        letter = context("market_note", head, told)
        wish = Wish(kind="market_note", ref=reference, lang=tongue)
        written = pen.lay(wish, Composed(letter, reference, str(us["code"]), ()))
        kept = {key: {"status": "USED"} for key, row in notes_of(deed, month).items()
                if row["status"] == "KEPT"}  # fmt: skip
        deed.change_all("watch_note", kept)
    return written


def notes_of(deed: Deed, month: date) -> Rows:
    """The notes found in *month* that were kept, used ones included, the weightiest first."""
    found = {
        key: row
        for key, row in deed.rows("watch_note").items()
        if row["status"] in {"KEPT", "USED"} and _within(row.get("found"), month)
    }
    return dict(sorted(found.items(), key=lambda one: (-_points(one[1]), one[0])))


def _within(day: object, month: date) -> bool:
    return isinstance(day, date) and month.replace(day=1) <= day <= month_end(month)


def _points(row: Row) -> int:
    return int(str(row.get("score") or 0))


def market_note(deed: Deed, month: date, lang: str) -> MarketNote:
    """What the note of *month* says. Raises `NothingKept`."""
    period = _month_named(month, lang)
    kept, sources = notes_of(deed, month), deed.rows("watch_source")
    found = read_markets(deed.rows("market_figure"))
    sales = our_sales(deed.ask)
    markets = tuple(_market(one, one.own(sales), lang) for one in found)
    if not kept and not markets:
        raise NothingKept(month=period)
    seen = sum(_within(row.get("found"), month) for row in deed.rows("watch_note").values())
    summary = Said(
        "News found in the month: {seen}; kept: {kept}, on topics: {topics}. Markets in figures:"
        " {markets}.",
        kept=len(kept), seen=seen, topics=len(_by_topic(kept)), markets=len(markets),
    )  # fmt: skip
    topics = tuple(
        TopicTold(name=name, notes=tuple(_told(key, row, sources, lang) for key, row in rows))
        for name, rows in _by_topic(kept).items()
    )
    return MarketNote(
        period=period,
        summary=summary.in_(lang),
        topics=topics,
        markets=markets,
        sources=tuple(_sources(kept, sources, markets, lang)),
        chart=_by_topic_chart(topics, lang),
    )


def _month_named(month: date, lang: str) -> str:
    from babel.dates import format_date  # noqa: PLC0415 - only where a note is written

    return str(format_date(month, "MMMM y", locale=lang))


def _by_topic(kept: Rows) -> dict[str, list[tuple[str, Row]]]:
    """Notes by the first topic each met, which weighs most in it; the fullest topic first."""
    found: dict[str, list[tuple[str, Row]]] = defaultdict(list)
    for key, row in kept.items():
        names = listed(row.get("topics"))
        found[names[0] if names else "—"].append((key, row))
    return dict(sorted(found.items(), key=lambda one: (-len(one[1]), one[0])))


def _told(key: str, row: Row, sources: Rows, lang: str) -> NoteTold:
    source = sources.get(str(row.get("source") or ""), {})
    day = row.get("published") or row.get("found")
    return NoteTold(
        ref=key,
        title=str(row["title"]),
        source=str(source.get("name") or Said("our own note").in_(lang)),
        published=day if isinstance(day, date) else None,
        summary=_shortened(str(row.get("summary") or "")),
        meaning=str(row.get("meaning") or ""),
        link=str(row.get("link") or ""),
    )


def _shortened(text: str, most: int = 320) -> str:
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0] + "…"


def _by_topic_chart(topics: tuple[TopicTold, ...], lang: str) -> Picture | None:
    if len(topics) < 2:  # noqa: PLR2004 - one bar says nothing
        return None
    values = [charts.Bar(one.name[:40], Decimal(len(one.notes)), str(len(one.notes)))
              for one in topics[:_MOST_CHARTED]]  # fmt: skip
    return charts.bars(Said("News kept by topic").in_(lang), values)


def _sources(
    kept: Rows, sources: Rows, markets: tuple[MarketTold, ...], lang: str
) -> Iterator[str]:
    used = dict.fromkeys(str(row["source"]) for row in kept.values() if row.get("source"))
    for code in used:
        row = sources[code]
        address = f", {row['address']}" if row.get("address") else ""
        last = row.get("collected")
        day = f" ({shown(last, lang)})" if last else ""
        yield f"{row['name']}{address}{day}"
    yield from dict.fromkeys(one.source for one in markets)


@dataclass(frozen=True, slots=True)
class Market:
    """What the figures say of one market: whose, of which goods, in which direction."""

    reporter: str
    flow: str
    goods_code: str
    source: str
    currency: str
    read: MarketRead

    def own(self, sales: OurSales) -> OwnShare:
        """Our share of it in its last year."""
        last, size = self.read.years[-1], self.read.sizes[-1]
        return sales.share(self.reporter, self.flow, self.goods_code, last, size, self.currency)


def read_markets(rows: Rows) -> list[Market]:
    """Every market that has figures, the largest first."""
    grouped: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in rows.values():
        if row.get("value") is not None:
            key = (row["reporter"], row["flow"], row["goods_code"], row["source"], row["currency"])
            grouped[tuple(map(str, key))].append(row)
    found = [
        Market(*_named(key), currency=key[4], read=read_market(map(_counted, own)))
        for key, own in grouped.items()
    ]
    return sorted(found, key=lambda one: (-one.read.sizes[-1], one.reporter, one.goods_code))


def _named(key: tuple[str, ...]) -> tuple[str, str, str, str]:
    reporter, flow, goods_code, source, _currency = key
    return reporter, flow, goods_code, source


def _counted(row: Mapping[str, object]) -> Counted:
    kg = row.get("kg")
    return Counted(
        int(str(row["year"])),
        str(row["partner"]),
        Decimal(str(row["value"])),
        Decimal(str(kg)) if kg is not None else None,
    )


def _market(one: Market, own: OwnShare, lang: str) -> MarketTold:
    read, place = one.read, country_name(one.reporter, lang)
    name = Said("{place}: imports of HS {code}", place=place, code=one.goods_code)
    if one.flow == "EXPORT":
        name = Said("{place}: exports of HS {code}", place=place, code=one.goods_code)
    return MarketTold(
        name=name.in_(lang),
        said=f"{_market_said(one, lang).in_(lang)} {_own_said(one, own, lang).in_(lang)}",
        suppliers=tuple(_supplier(each, lang, one.currency) for each in read.suppliers),
        source=_source_named(one, lang),
        sizes=_sizes(one, lang),
        shares=_shares(one, lang),
    )


def _source_named(one: Market, lang: str) -> str:
    years = f"{one.read.years[0]}–{one.read.years[-1]}"
    return f"{Said(STATISTICS.options[one.source]).in_(lang)}, {years}"


def _millions(value: Decimal, lang: str) -> str:
    return figures(value / _MILLION, 1, lang)


def _signed(value: Decimal | None, lang: str) -> str:
    if value is None:
        return "–"
    return f"{'+' if value > 0 else ''}{figures(value, 1, lang)} %"


def _market_said(one: Market, lang: str) -> Said:
    read = one.read
    facts = {
        "size": _millions(read.sizes[-1], lang), "currency": one.currency, "year": read.years[-1],
        "growth": _signed(read.last_growth, lang), "mean": _signed(read.mean_growth, lang),
        "first": read.years[0],
        "price": figures(read.price_kg, 2, lang) if read.price_kg is not None else "–",
        "change": _signed(read.price_change, lang),
    }  # fmt: skip
    if len(read.years) == 1:
        return Said(
            "{size} million {currency} in {year}, at {price} {currency} a kilogram.", **facts
        )
    return Said(
        "{size} million {currency} in {year}: {growth} in a year, {mean} a year since {first}."
        " A kilogram costs {price} {currency} ({change}).",
        **facts,
    )


def _own_said(one: Market, own: OwnShare, lang: str) -> Said:
    """Our own share in a sentence; its reason where it cannot be told."""
    if own.percent is None or own.sales is None:
        return own.why or Said(NOTHING_SOLD)
    if not own.sales:
        return Said(NOTHING_SOLD)
    return Said(
        "We sold {sales} {currency} of it in {year}, {share} of the market.",
        sales=figures(own.sales, 0, lang), currency=one.currency, year=one.read.years[-1],
        share=f"{figures(own.percent, 3, lang)} %",
    )  # fmt: skip


def _supplier(one: Supplier, lang: str, currency: str) -> SupplierTold:
    return SupplierTold(
        name=country_name(one.partner, lang),
        value=f"{_millions(one.value, lang)} M {currency}",
        share="–" if one.share is None else f"{figures(one.share, 1, lang)} %",
        growth=_signed(one.growth, lang),
        price="–" if one.price_kg is None else figures(one.price_kg, 2, lang),
    )


def _sizes(one: Market, lang: str) -> Picture | None:
    if len(one.read.years) < 2:  # noqa: PLR2004 - one column says nothing
        return None
    values = [charts.Bar(str(year), size, _millions(size, lang))
              for year, size in zip(one.read.years, one.read.sizes, strict=True)]  # fmt: skip
    title = Said("Size of the market, million {currency}", currency=one.currency)
    return charts.columns(title.in_(lang), values[-_MOST_CHARTED:])


def _shares(one: Market, lang: str) -> Picture | None:
    told = [each for each in one.read.suppliers if each.share is not None]
    if not told:
        return None
    leader = told[0]
    title = Said("{name} supplies {share} of it", name=country_name(leader.partner, lang),
                 share=f"{figures(leader.share or Decimal(0), 1, lang)} %")  # fmt: skip
    values = [
        charts.Bar(
            country_name(each.partner, lang),
            each.share or Decimal(0),
            f"{figures(each.share or Decimal(0), 1, lang)} %",
        )
        for each in told
    ]
    return charts.bars(title.in_(lang), values)

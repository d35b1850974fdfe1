"""``comptoir kpi``: the figures of a period; and the workbook that shows them."""
# ruff: noqa: E501 - a cell, a field or a column to the line reads as the table it is

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from comptoir import store
from comptoir.cli.place import desk_of
from comptoir.cli.telling import language, tell, tell_json, tell_rows
from comptoir.wording import LANGUAGES, Said, figures, mark


@click.command()
@click.argument("codes", nargs=-1)
@click.option("--period", "text", help="Such as 2026-10, 2026-Q3, 2026; else the last whole month.")
@click.option("--currency", default="EUR", show_default=True, help="Currency of the amounts.")
@click.option("--country", help="Only this country, by its code or name.")
@click.option("--party", help="Only this partner, by its code or name.")
@click.option("--mode", help="Only this mode of transport, such as SEA.")
@click.pass_obj
def kpi(
    told: dict[str, Any], *, codes: tuple[str, ...], text: str | None, currency: str,
    country: str | None, party: str | None, mode: str | None,
) -> None:  # fmt: skip
    r"""Work out the figures of a period, all or those named by their CODES.

    \b
        $ comptoir kpi --period 2026-10
        $ comptoir kpi OTIF DSO --period 2026-Q3 --json
    """
    from comptoir.desk.figures import desk_figures, read_choice  # noqa: PLC0415 - pandas, half a second
    from comptoir.kpis.declared import DECIMALS  # noqa: PLC0415 - the same
    from comptoir.kpis.periods import last_whole_month, read_period  # noqa: PLC0415 - the same

    here, lang = desk_of(told), language(told)
    today = here.today().date()
    period = read_period(text) if text else last_whole_month(today)
    with store.reading(here.engine) as db:
        kept = read_choice(db, {"country": country, "party": party, "mode": mode})
        found = desk_figures(db, today, period, currency=currency.upper(), choice=kept, codes=codes)
    if told["json"]:
        for code, one in found.items():
            row = {"code": code, "period": period.name, "name": Said(one.definition.name),
                   "value": one.shown, "unit": one.definition.unit.value, "why": one.why}  # fmt: skip
            tell_json(row, lang)
        return
    rows = [
        (code, Said(one.definition.name),
         "" if one.shown is None
         else figures(one.shown, DECIMALS[one.definition.unit], lang),
         one.why or Said(one.definition.formula))
        for code, one in found.items()
    ]  # fmt: skip
    heads = (mark("Code"), mark("KPI"), mark("Value"), mark("Why or how"))
    tell_rows(heads, rows, lang, title=period.name)
    tell(Said("{count} {count:figure|figures} of {period}, in {currency}.", count=len(found), period=period.name,
              currency=currency.upper()), told)  # fmt: skip


@click.command()
@click.option("--period", "text", help="Such as 2026-10, 2026-Q3, 2026; else the last whole month.")
@click.option("--in", "lang", type=click.Choice(LANGUAGES), help="Language of the page.")
@click.option("--out", type=click.Path(path_type=Path), help="File to write.")
@click.option("--pdf", is_flag=True, help="A PDF as well, by LibreOffice.")
@click.pass_obj
def summary(
    told: dict[str, Any], *, text: str | None, lang: str | None, out: Path | None, pdf: bool
) -> None:
    r"""Write the manager's page of figures in Word.

    \b
        $ comptoir summary --period 2026-10
        $ comptoir summary --in en --pdf
    """
    from comptoir.desk import reporting_figures as pages  # noqa: PLC0415 - pandas, half a second
    from comptoir.kpis.periods import last_whole_month, read_period  # noqa: PLC0415 - the same

    here = desk_of(told)
    period = read_period(text) if text else last_whole_month(here.today().date())
    page = pages.summary(here, period, lang)
    _written(told, pages.write(here, page, f"summary {period.name}", out, pdf=pdf))


@click.command()
@click.argument("party")
@click.option(
    "--period", "text", help="The twelve months to its end; else to the last whole month."
)
@click.option("--in", "lang", type=click.Choice(LANGUAGES), help="Language of the page.")
@click.option("--out", type=click.Path(path_type=Path), help="File to write.")
@click.option("--pdf", is_flag=True, help="A PDF as well, by LibreOffice.")
@click.pass_obj
def scorecard(
    told: dict[str, Any], *, party: str, text: str | None, lang: str | None, out: Path | None,
    pdf: bool,
) -> None:  # fmt: skip
    r"""Write the scorecard of a customer, supplier or forwarder, PARTY by its code, in Word.

    \b
        $ comptoir scorecard WEIHONG
        $ comptoir scorecard KELLER --period 2026-10 --in en --pdf
    """
    from comptoir.desk import reporting_figures as pages  # noqa: PLC0415 - pandas, half a second
    from comptoir.kpis.periods import read_period  # noqa: PLC0415 - the same

    here, code = desk_of(told), party.upper()
    page = pages.scorecard(here, code, read_period(text) if text else None, lang)
    _written(told, pages.write(here, page, f"scorecard {code}", out, pdf=pdf))


def _written(told: dict[str, Any], files: list[Path]) -> None:
    if told["json"]:
        tell_json({"files": files})
    for file in files:
        tell(Said("{file} is written.", file=file), told)

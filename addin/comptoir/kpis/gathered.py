"""Every table of facts, made of the desk's rows."""

from __future__ import annotations

from comptoir.kpis import facts_ahead, facts_chain, facts_growth, facts_markets, facts_trade
from comptoir.kpis.exchange import EUR, exchange
from comptoir.kpis.facts import Ask, Facts, Sources


def facts(ask: Ask, today: int, currency: str = EUR) -> Facts:
    """Every table of facts of the desk's rows."""
    parties = ask("party")
    ours = parties["country"][parties["role"] == "US"].tolist()
    told = Sources(ask, exchange(ask("rate"), currency), today, str(ours[0]) if ours else "FR")
    made = {
        "lines": facts_trade.lines(told),
        "offers": facts_trade.offers(told),
    }
    made["invoices"] = facts_trade.invoices(told)
    made["payments"] = facts_trade.payments(told, made["invoices"])
    made["shipments"] = facts_chain.shipments(told)
    made["declarations"] = facts_chain.declarations(told, made["shipments"])
    made["papers"] = facts_chain.papers(told, made["shipments"])
    made["claims"] = facts_chain.claims(told, made["shipments"])
    made["credits"] = facts_chain.letters_of_credit(told)
    made["cash"] = facts_ahead.cash(told, made["invoices"])
    made["work"] = facts_ahead.work(told, made)
    made["mails"] = facts_ahead.mails(told)
    made["leads"] = facts_growth.leads(told)
    made["outlay"] = facts_growth.outlay(told)
    made["letters"] = facts_growth.letters(told)
    made["opinions"] = facts_growth.opinions(told)
    made["markets"] = facts_markets.markets(told, made["lines"])
    names = dict(zip(parties["code"].tolist(), parties["name"].tolist(), strict=True))
    return Facts(made, today, currency, names)

"""Every figure, by family, as the trade reference defines it (section 8).

Where the desk's records cannot tell what a definition needs, the formula says what is taken.
"""
# ruff: noqa: E501 - one figure to the line reads as the table it is

from __future__ import annotations

from comptoir.kpis.declared import (
    PERIOD,
    UNRECORDED,
    UP_TO_END,
    YEAR_BEFORE,
    Breakdown,
    Definition,
    Family,
    Span,
    Sum,
    Unit,
)
from comptoir.records.figures import FIGURES
from comptoir.wording import mark


def _line(column: str, day: str, span: Span = PERIOD) -> Sum:
    return Sum("lines", column, day, span)


def _invoice(column: str, day: str = "issued", span: Span = PERIOD) -> Sum:
    return Sum("invoices", column, day, span)


def _shipment(column: str, day: str = "came", span: Span = PERIOD) -> Sum:
    return Sum("shipments", column, day, span)


def _made(
    code: str,
    formula: str,
    unit: Unit,
    over: tuple[Sum, ...],
    under: tuple[Sum, ...] = (),
    better: str = "up",
    factor: int = 1,
    usual: str = "",
    *,
    by_days: bool = False,
) -> Definition:
    return Definition(
        code, FIGURES[code], formula, unit, over, under, better, factor, usual, by_days=by_days
    )


def _total(code: str, formula: str, unit: Unit, *over: Sum, better: str = "up") -> Definition:
    return Definition(code, FIGURES[code], formula, unit, over, better=better, empty=UNRECORDED)


def _share(
    code: str, formula: str, over: Sum, under: Sum, usual: str = "", better: str = "up"
) -> Definition:
    return _made(code, formula, Unit.PERCENT, (over,), (under,), better, 100, usual)


def _mean(
    code: str,
    formula: str,
    over: Sum,
    under: Sum,
    unit: Unit = Unit.DAYS,
    usual: str = "",
    better: str = "down",
) -> Definition:
    return _made(code, formula, unit, (over,), (under,), better, 1, usual)


_RECEIVED = _shipment("bought_quantity", "delivered")
_REJECTED = Sum("claims", "rejected", "came")
_OWED = (
    _invoice("taxed", span=UP_TO_END),
    Sum("payments", "received", "day", UP_TO_END).less(),
    _invoice("lost_taxed", "lost_on", UP_TO_END).less(),
)


def _special(
    code: str,
    formula: str,
    unit: Unit,
    special: str,
    shows: str,
    usual: str = "",
    better: str = "up",
) -> Definition:
    return Definition(
        code, FIGURES[code], formula, unit, better=better, special=special, shows=shows, usual=usual
    )


_AGE = {
    "NOT_DUE": Span("today", 0, None), "DUE_30": Span("today", -30, "today", -1),
    "DUE_60": Span("today", -60, "today", -31), "DUE_90": Span("today", -90, "today", -61),
    "DUE_OVER": Span(None, 0, "today", -91), "PAST": Span(None, 0, "today", -1), "ALL": Span(None, 0, None),
}  # fmt: skip

# fmt: off
_SALES = (
    _total("INTAKE", mark("Sum of the order lines sold in the period, excluding VAT, by order date."), Unit.MONEY, _line("sold", "ordered")),
    _total("TURNOVER", mark("Sum of invoices less credit notes, excluding VAT, by invoice date."), Unit.MONEY, _invoice("sales")),
    _total("BACKLOG", mark("Lines sold up to the end of the period, less those delivered by then."), Unit.MONEY, _line("sold", "ordered", UP_TO_END), _line("sold", "delivered", UP_TO_END).less()),
    _mean("BOOK_TO_BILL", mark("Order intake divided by turnover."), _line("sold", "ordered"), _invoice("sales"), Unit.RATIO, "1", "up"),
    _share("CONVERSION", mark("Offers won divided by offers decided (won and lost), among those of the period."), Sum("offers", "won", "offered"), Sum("offers", "decided", "offered"), "30"),
    _share("CONVERSION_VALUE", mark("Value of offers won divided by value of offers decided, among those of the period."), Sum("offers", "won_value", "offered"), Sum("offers", "decided_value", "offered"), "30"),
    _mean("REPLY_DAYS", mark("Mean days from the customer's enquiry to our offer, of the offers of the period whose enquiry is known."), Sum("offers", "reply", "offered"), Sum("offers", "replied", "offered"), usual="2"),
    _share("FOLLOWED_UP", mark("Offers of the period followed up at least once divided by those without an answer after 7 days, today."), Sum("offers", "chased", "offered"), Sum("offers", "old", "offered"), "90"),
    _total("OPEN_OFFERS", mark("Value of the offers of the period that are still undecided."), Unit.MONEY, Sum("offers", "open_value", "offered")),
    _share("EXPIRED_OFFERS", mark("Offers that expired undecided divided by offers sent in the period."), Sum("offers", "expired", "offered"), Sum("offers", "sent", "offered"), "20", "down"),
    _mean("ORDER_VALUE", mark("Order intake divided by the number of sales orders of the period."), _line("sold", "ordered"), _line("orders", "ordered"), Unit.MONEY, "", "up"),
    _total("MARGIN", mark("Sales less cost of goods, on the lines sold whose article has a purchase price."), Unit.MONEY, _line("costed", "ordered"), _line("cost", "ordered").less()),
    _made("MARGIN_RATE", mark("Gross margin divided by sales, on the lines whose article has a purchase price."), Unit.PERCENT, (_line("costed", "ordered"), _line("cost", "ordered").less()), (_line("costed", "ordered"),), "up", 100, "30"),
    _made("MARKUP", mark("Gross margin divided by cost: never to be mixed up with the margin rate."), Unit.PERCENT, (_line("costed", "ordered"), _line("cost", "ordered").less()), (_line("cost", "ordered"),), "up", 100),
    _made("ORDER_MARGIN", mark("Gross margin divided by the number of sales orders of the period."), Unit.MONEY, (_line("costed", "ordered"), _line("cost", "ordered").less()), (_line("orders", "ordered"),)),
    _share("EXPORT_SHARE", mark("Turnover delivered outside the firm's country divided by all turnover."), _invoice("exported"), _invoice("sales")),
    _share("EU_SHARE", mark("Turnover delivered in the other countries of the Union divided by turnover delivered outside the firm's country."), _invoice("union"), _invoice("exported"), better=""),
    _made("GROWTH", mark("Turnover less that of the same months a year before, divided by the latter."), Unit.PERCENT, (_invoice("sales"), _invoice("sales", span=YEAR_BEFORE).less()), (_invoice("sales", span=YEAR_BEFORE),), "up", 100, "5"),
    _special("CAGR", mark("Turnover of the 12 months to the end of the period divided by that of the 12 months three years before, to the power of one third, less 1."), Unit.PERCENT, "cagr", "invoices", "5"),
    _made("CREDIT_NOTES", mark("Credit notes divided by turnover before credit notes."), Unit.PERCENT, (_invoice("credited"),), (_invoice("sales"), _invoice("credited")), "down", 100, "1"),
    _special("RETENTION", mark("Customers invoiced in the 12 months to the end of the period and in the 12 before, divided by those of the 12 before."), Unit.PERCENT, "retention", "invoices", "80"),
    _special("CHURN", mark("100 % less customer retention."), Unit.PERCENT, "churn", "invoices", "20", "down"),
    _special("NEW_CUSTOMERS", mark("Customers first invoiced in the 12 months to the end of the period divided by customers invoiced in them."), Unit.PERCENT, "new_customers", "invoices", "10"),
    _special("TOP_FIVE", mark("Turnover of the five largest customers of the period divided by all turnover."), Unit.PERCENT, "top_five", "invoices", "60", "down"),
    _special("HHI", mark("Sum of the squares of the customers' shares of turnover in percent; 10,000 is a single customer."), Unit.INDEX, "hhi", "invoices", "1500", "down"),
)
_EXPORT = (
    _share("OTD", mark("Sales lines delivered by their last promised day divided by lines due in the period. Lines due later than today wait."), _line("out_on_time", "due"), _line("out_due", "due"), "95"),
    _share("OTD_ASKED", mark("Sales lines delivered by the day the customer asked for divided by lines asked for in the period."), _line("out_as_asked", "asked"), _line("out_asked", "asked"), "90"),
    _share("IN_FULL", mark("Sales lines delivered with at least the quantity ordered divided by lines due in the period."), _line("out_full", "due"), _line("out_due", "due"), "97"),
    _share("OTIF", mark("Sales lines both on time and in full divided by lines due: not the product of the two rates."), _line("otif", "due"), _line("out_due", "due"), "93"),
    _share("PERFECT", mark("Lines on time and in full whose order has no claim and no credit note and whose papers are right, divided by lines due."), _line("perfect", "due"), _line("out_due", "due"), "90"),
    _total("LATE_LINES", mark("Sales lines whose promised day is past and that are not delivered, today."), Unit.COUNT, _line("out_late", "due", _AGE["PAST"]), better="down"),
    _mean("LEAD_OUT", mark("Mean days from order to delivery, of the sales lines delivered in the period."), _line("out_days", "delivered"), _line("out_done", "delivered"), usual="30"),
    _mean("TO_INVOICE", mark("Mean days from order to invoice, of the sales invoices of the period that name their order."), _invoice("billing"), _invoice("billed"), usual="30"),
    _special("LEAD_OUT_MEDIAN", mark("Half of the sales lines delivered in the period took no longer."), Unit.DAYS, "median:lines.out_days.out_done.delivered", "lines", "28", "down"),
    _special("LEAD_OUT_P90", mark("Nine in ten of the sales lines delivered in the period took no longer."), Unit.DAYS, "p90:lines.out_days.out_done.delivered", "lines", "45", "down"),
)
_PURCHASING = (
    _total("BOUGHT", mark("Sum of the order lines bought in the period, excluding VAT, by order date."), Unit.MONEY, _line("bought", "ordered"), better=""),
    _total("OPEN_PURCHASES", mark("Lines bought up to the end of the period, less those received by then."), Unit.MONEY, _line("bought", "ordered", UP_TO_END), _line("bought", "delivered", UP_TO_END).less(), better=""),
    _share("SUPPLIER_OTD", mark("Purchase lines received by their confirmed day divided by lines due in the period."), _line("in_on_time", "due"), _line("in_due", "due"), "90"),
    _total("LATE_PURCHASES", mark("Purchase lines whose confirmed day is past and that are not received, today."), Unit.COUNT, _line("in_late", "due", _AGE["PAST"]), better="down"),
    _made("SUPPLIER_QUALITY", mark("1 less the quantity rejected divided by the quantity received: claims on suppliers against the import shipments delivered in the period, by the day the goods came; quantities are added whatever their unit, and count as rejected whatever the supplier answers."), Unit.PERCENT, (_RECEIVED, _REJECTED.less()), (_RECEIVED,), "up", 100, "99.5"),
    _made("SUPPLIER_PPM", mark("Quantity rejected by claims on suppliers divided by the quantity of the import shipments delivered in the period, times a million; quantities are added whatever their unit, and count as rejected whatever the supplier answers."), Unit.INDEX, (_REJECTED,), (_RECEIVED,), "down", 1_000_000, "5000"),
    _share("UNCONFIRMED", mark("Purchase lines ordered in the period whose order is not confirmed divided by purchase lines."), _line("unconfirmed", "ordered"), _line("in_lines", "ordered"), "5", "down"),
    _mean("LEAD_IN", mark("Mean days from order to receipt, of the purchase lines received in the period."), _line("in_days", "delivered"), _line("in_done", "delivered"), usual="70"),
    _special("LEAD_IN_MEDIAN", mark("Half of the purchase lines received in the period took no longer."), Unit.DAYS, "median:lines.in_days.in_done.delivered", "lines", "65", "down"),
    _special("LEAD_IN_P90", mark("Nine in ten of the purchase lines received in the period took no longer."), Unit.DAYS, "p90:lines.in_days.in_done.delivered", "lines", "95", "down"),
    _mean("LANDED", mark("Landed cost divided by the value of the goods, of the shipments opened in the period that were estimated."), _shipment("landed", "opened"), _shipment("goods", "opened"), Unit.RATIO, "1.2"),
)
_CASH = (
    _total("RECEIVABLES", mark("Invoiced with VAT up to the end of the period, less what was received and written off by then."), Unit.MONEY, *_OWED, better="down"),
    _made("DSO", mark("Receivables divided by sales with VAT of the period, by the days of the period."), Unit.DAYS, _OWED, (_invoice("taxed"),), "down", 1, "45", by_days=True),
    _special("DSO_COUNT_BACK", mark("Whole recent months of sales are taken off the receivables and their days counted, then the share of the next month."), Unit.DAYS, "dso_count_back", "invoices", "45", "down"),
    _total("NOT_DUE", mark("Open amount of sales invoices due today or later."), Unit.MONEY, _invoice("owed_us", "due", _AGE["NOT_DUE"]), better=""),
    _total("DUE_30", mark("Open amount of sales invoices due 1 to 30 days ago, today."), Unit.MONEY, _invoice("owed_us", "due", _AGE["DUE_30"]), better="down"),
    _total("DUE_60", mark("Open amount of sales invoices due 31 to 60 days ago, today."), Unit.MONEY, _invoice("owed_us", "due", _AGE["DUE_60"]), better="down"),
    _total("DUE_90", mark("Open amount of sales invoices due 61 to 90 days ago, today."), Unit.MONEY, _invoice("owed_us", "due", _AGE["DUE_90"]), better="down"),
    _total("DUE_OVER", mark("Open amount of sales invoices due over 90 days ago, today."), Unit.MONEY, _invoice("owed_us", "due", _AGE["DUE_OVER"]), better="down"),
    _share("OVERDUE", mark("Open amount past due divided by the open amount, today."), _invoice("owed_us", "due", _AGE["PAST"]), _invoice("owed_us", "due", _AGE["ALL"]), "15", "down"),
    _mean("DAYS_LATE", mark("Amount by days late divided by amount, of the sales invoices fully paid in the period; early counts as 0."), _invoice("late_amount", "paid"), _invoice("settled", "paid"), usual="5"),
    _total("WRITTEN_OFF", mark("Sales invoices written off in the period, excluding VAT, by the day they were given up."), Unit.MONEY, _invoice("lost", "lost_on"), better="down"),
    _share("BAD_DEBTS", mark("Sales invoices written off in the period divided by turnover, both excluding VAT."), _invoice("lost", "lost_on"), _invoice("sales"), "0.5", "down"),
    _total("CASH_IN_30", mark("Open amount of sales invoices expected from today to 30 days, each customer as late as usual."), Unit.MONEY, Sum("cash", "to_come", "expected", Span("today", 0, "today", 30))),
    _total("CASH_OUT_30", mark("Open amount of purchase invoices due up to 30 days from today."), Unit.MONEY, Sum("cash", "to_pay", "expected", Span("today", 0, "today", 30)), better=""),
    _total("CHASE", mark("Open amount of sales invoices that are late beyond the customer's habit, today."), Unit.MONEY, Sum("cash", "chase", "due", _AGE["ALL"]), better="down"),
    _share("FIRST_PASS", mark("Letters of credit whose documents the bank accepted divided by those it decided on, of those presented in the period, as they stand."), Sum("credits", "clean", "presented"), Sum("credits", "decided", "presented"), "90"),
    _total("PAYABLES", mark("Open amount of purchase invoices, today."), Unit.MONEY, _invoice("we_owe", "due", _AGE["ALL"]), better=""),
)
_TRANSPORT = (
    _share("ARRIVALS", mark("Shipments that arrived by the day first planned divided by shipments arrived in the period that had one."), _shipment("in_time"), _shipment("judged"), "85"),
    _mean("BEHIND", mark("Mean of actual less planned arrival in days; above 0 is late."), _shipment("behind"), _shipment("judged"), usual="1"),
    _mean("TRANSIT", mark("Mean days from departure to arrival, of the shipments arrived in the period."), _shipment("transit"), _shipment("transits")),
    _mean("TO_RELEASE", mark("Mean days from arrival to release by customs, of the imports arrived in the period."), _shipment("clearing"), _shipment("clearings"), usual="2"),
    _mean("TO_DOOR", mark("Mean days from release to delivery, of the imports arrived in the period."), _shipment("inland"), _shipment("inlands"), usual="2"),
    _mean("CLEARANCE", mark("Mean days from acceptance to release, of the declarations released in the period."), Sum("declarations", "days", "released"), Sum("declarations", "timed", "released"), usual="1"),
    _share("SAME_DAY", mark("Declarations released the day they were accepted divided by declarations released in the period."), Sum("declarations", "same_day", "released"), Sum("declarations", "timed", "released"), "60"),
    _share("NEXT_DAY", mark("Declarations released at most a day after acceptance divided by declarations released in the period."), Sum("declarations", "next_day", "released"), Sum("declarations", "timed", "released"), "90"),
    _share("DUTY", mark("Duty divided by customs value, of the declarations released in the period."), Sum("declarations", "duty", "released"), Sum("declarations", "value", "released"), "", "down"),
    _total("EXIT_PROOFS", mark("Exports released over 90 days ago whose exit is not proved, today."), Unit.COUNT, Sum("declarations", "no_exit", "released", Span(None, 0, "today", -91)), better="down"),
    _total("FREIGHT", mark("Freight of the shipments opened in the period, without the other costs of transport."), Unit.MONEY, _shipment("freight", "opened"), better=""),
    _mean("COST_KG", mark("Freight divided by chargeable weight, of the shipments departed in the period."), _shipment("kg_costs", "left"), _shipment("kg", "left"), Unit.RATE),
    _mean("COST_M3", mark("Freight divided by volume, of the shipments departed in the period."), _shipment("m3_costs", "left"), _shipment("m3", "left"), Unit.RATE),
    _mean("COST_TEU", mark("Freight divided by twenty-foot equivalents, of the shipments in containers departed in the period."), _shipment("box_costs", "left"), _shipment("teu", "left"), Unit.RATE),
    _share("TRANSPORT_SHARE", mark("Costs of export shipments divided by the value of their goods, by departure."), _shipment("export_costs", "left"), _shipment("export_value", "left"), "10", "down"),
    _total("EVENTS_7", mark("Cut-offs, departures, arrivals, deliveries, papers, claims and offers whose day is from today to seven days."), Unit.COUNT, Sum("work", "events", "day", Span("today", 0, "today", 7)), better=""),
    _share("PAPERS_RIGHT", mark("Papers received in the period without anything wrong in them divided by papers received."), Sum("papers", "right", "received"), Sum("papers", "came", "received"), "95"),
    _share("PAPERS_IN_TIME", mark("Papers received by their day divided by papers due in the period, up to today."), Sum("papers", "in_time", "due"), Sum("papers", "owed", "due"), "90"),
)
_CLAIMS = (
    _share("CLAIM_RATE", mark("Claims opened in the period divided by shipments opened in it."), Sum("claims", "claims", "opened"), _shipment("shipments", "opened"), "2", "down"),
    _share("CLAIM_VALUE", mark("Losses of the claims opened in the period divided by the value of the goods shipped."), Sum("claims", "loss", "opened"), _shipment("value", "opened"), "0.5", "down"),
    _share("RECOVERY", mark("Amount recovered divided by amount claimed, of the claims of the period that are closed."), Sum("claims", "recovered", "opened"), Sum("claims", "claimed", "opened"), "70"),
    _share("SUPPLIER_CLAIMS", mark("Claims on suppliers divided by claims opened in the period."), Sum("claims", "supplier", "opened"), Sum("claims", "claims", "opened"), "", "down"),
    _total("CLAIM_COUNT", mark("Claims opened in the period."), Unit.COUNT, Sum("claims", "claims", "opened"), better="down"),
    _total("OPEN_CLAIMS", mark("Claims opened up to the end of the period that are not settled, today."), Unit.COUNT, Sum("claims", "open", "opened", UP_TO_END), better="down"),
    _total("CLAIM_DEADLINES", mark("Claims not yet notified whose last day is past or within 30 days."), Unit.COUNT, Sum("claims", "waiting", "deadline", Span(None, 0, "today", 30)), better="down"),
)
_MAIL = (
    _total("MAILS_IN", mark("Mails that came in the period, but those set aside."), Unit.COUNT, Sum("mails", "came", "received"), better=""),
    _total("MAILS_OUT", mark("Mails that went out in the period."), Unit.COUNT, Sum("mails", "went", "received"), better=""),
    _share("FILED", mark("Mails filed on a dossier divided by mails received in the period, but those set aside."), Sum("mails", "filed", "received"), Sum("mails", "came", "received"), "95"),
    _share("ANSWERED", mark("Mails of partners that were answered divided by mails of partners received in the period."), Sum("mails", "answered", "received"), Sum("mails", "asked", "received"), "80"),
    _mean("ANSWER_DAYS", mark("Mean days from a partner's mail to our answer, of the mails of the period that were answered."), Sum("mails", "answer_days", "received"), Sum("mails", "answered", "received"), usual="1"),
    _total("TO_FILE", mark("Mails not yet filed, up to today."), Unit.COUNT, Sum("mails", "waiting", "received", Span(None, 0, "today", 0)), better="down"),
    _total("RISKY", mark("Mails that may be a fraud and that nobody has made sure of, up to today."), Unit.COUNT, Sum("mails", "unchecked", "received", Span(None, 0, "today", 0)), better="down"),
)
_GROWTH = (
    _total("LEADS", mark("Prospects that we came to know in the period."), Unit.COUNT, Sum("leads", "leads", "obtained")),
    _total("OUTLAY", mark("What fairs and campaigns cost in the period, by the day of each cost."), Unit.MONEY, Sum("outlay", "spent", "day"), better=""),
    _mean("LEAD_COST", mark("What fairs and campaigns cost in the period divided by the leads of the period."), Sum("outlay", "spent", "day"), Sum("leads", "leads", "obtained"), Unit.MONEY, "150"),
    _share("LEAD_CONVERSION", mark("Leads of the period that have ordered since divided by leads of the period."), Sum("leads", "won", "obtained"), Sum("leads", "leads", "obtained"), "5"),
    _mean("ORDER_COST", mark("What fairs and campaigns cost in the period divided by the leads of the period that have ordered since."), Sum("outlay", "spent", "day"), Sum("leads", "won", "obtained"), Unit.MONEY),
    _total("LETTERS", mark("Letters and mails of campaigns that left in the period."), Unit.COUNT, Sum("letters", "letters", "sent"), better=""),
    _share("REPLY_RATE", mark("Letters of campaigns that were answered divided by those that left in the period."), Sum("letters", "replies", "sent"), Sum("letters", "letters", "sent"), "10"),
    _share("REFUSAL_RATE", mark("Letters of campaigns answered by a refusal divided by those that left in the period."), Sum("letters", "refusals", "sent"), Sum("letters", "letters", "sent"), "2", "down"),
    _made("NPS", mark("Share of answers of 9 or 10 less share of answers of 0 to 6, of the surveys answered in the period."), Unit.INDEX, (Sum("opinions", "promoters", "answered"), Sum("opinions", "detractors", "answered").less()), (Sum("opinions", "answers", "answered"),), "up", 100, "40"),
    _special("MARKET_SHARE", mark("Our sales divided by what the statistics say was imported, of the latest year told that ended by the end of the period: same countries, same customs codes."), Unit.PERCENT, "market_share", "markets"),
)
# fmt: on

FAMILIES: dict[Family, tuple[Definition, ...]] = {
    Family.SALES: _SALES,
    Family.EXPORT: _EXPORT,
    Family.PURCHASING: _PURCHASING,
    Family.CASH: _CASH,
    Family.TRANSPORT: _TRANSPORT,
    Family.CLAIMS: _CLAIMS,
    Family.MAIL: _MAIL,
    Family.GROWTH: _GROWTH,
}
DEFINITIONS: dict[str, Definition] = {
    one.code: one for family in FAMILIES.values() for one in family
}
"""Every figure by its code."""

BREAKDOWNS: dict[Family, tuple[Breakdown, ...]] = {
    Family.SALES: (
        Breakdown("TURNOVER", "country", mark("Turnover by country")),
        Breakdown("TURNOVER", "party", mark("Turnover by customer")),
        Breakdown("INTAKE", "product", mark("Order intake by article")),
        Breakdown("MARGIN_RATE", "party", mark("Margin rate by customer")),
    ),
    Family.EXPORT: (
        Breakdown("OTIF", "mode", mark("On time in full by mode")),
        Breakdown("OTIF", "country", mark("On time in full by country")),
        Breakdown("LEAD_OUT", "mode", mark("Export lead time by mode")),
        Breakdown("OTIF", "party", mark("On time in full by customer")),
        Breakdown("TO_INVOICE", "party", mark("Order to invoice by customer")),
    ),
    Family.PURCHASING: (
        Breakdown("BOUGHT", "party", mark("Purchases by supplier")),
        Breakdown("SUPPLIER_OTD", "party", mark("On time by supplier")),
        Breakdown("LEAD_IN", "country", mark("Import lead time by country")),
        Breakdown("BOUGHT", "product", mark("Purchases by article")),
        Breakdown("SUPPLIER_OTD", "mode", mark("Suppliers on time by mode")),
    ),
    Family.CASH: (
        Breakdown("CHASE", "party", mark("To chase by customer")),
        Breakdown("CASH_IN_30", "party", mark("To come in 30 days by customer")),
        Breakdown("DAYS_LATE", "party", mark("Days late by customer")),
    ),
    Family.TRANSPORT: (
        Breakdown("ARRIVALS", "forwarder", mark("Arrivals on time by forwarder")),
        Breakdown("BEHIND", "mode", mark("Days behind plan by mode")),
        Breakdown("COST_KG", "mode", mark("Freight per chargeable kg by mode")),
        Breakdown("FREIGHT", "mode", mark("Freight by mode")),
        Breakdown("TRANSPORT_SHARE", "country", mark("Transport cost of sales by country")),
    ),
    Family.CLAIMS: (
        Breakdown("CLAIM_VALUE", "mode", mark("Claim value by mode")),
        Breakdown("CLAIM_RATE", "country", mark("Claim rate by country")),
        Breakdown("CLAIM_COUNT", "party", mark("Claims by the party they are against")),
    ),
    Family.MAIL: (
        Breakdown("MAILS_IN", "party", mark("Mails received by partner")),
        Breakdown("ANSWER_DAYS", "party", mark("Days to answer by partner")),
        Breakdown("MAILS_IN", "country", mark("Mails received by country")),
    ),
    Family.GROWTH: (
        Breakdown("LEADS", "origin", mark("Leads by origin")),
        Breakdown("LEADS", "country", mark("Leads by country")),
        Breakdown("REPLY_RATE", "campaign", mark("Reply rate by campaign")),
    ),
}

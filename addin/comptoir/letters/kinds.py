"""The letters there are: each with its titles, its record, its values, its obligatory mentions.

Source: the trade reference 9.1 (L01 to L45) and 9.4.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from comptoir.errors import Refused
from comptoir.letters.contexts import (
    banking,
    buying,
    claims,
    clearing,
    dunning,
    goods,
    house,
    moving,
    selling,
    watching,
)
from comptoir.letters.word.suggesting import nearest
from comptoir.wording import Said, mark


class NoSuchLetter(Refused):
    message = mark(
        "There is no letter named {given}. Nothing was written. Do you mean {close}?"
        " All are listed by: comptoir letters."
    )


@dataclass(frozen=True, slots=True)
class Kind:
    """One sort of letter.

    *name* is its template's file and its name on the command line; *code* its number in the trade
    reference; *about* the record it is written from; *shows* the type of its own values; *must*
    the blanks that its template may not lack, by law or by sense.
    """

    name: str
    code: str
    title: str
    about: str
    shows: type[Any]
    must: tuple[str, ...] = ()

    def said(self) -> Said:
        """Its title as a sentence."""
        return Said(self.title)


_FIRM = ("firm.mentions", "to.block", "our_ref")
_INVOICE = (
    *_FIRM, "firm.numbers", "to.numbers", "day", "lines", "lines.name", "lines.quantity",
    "lines.price", "lines.amount", "net", "grand_total", "vat_wording", "vat_rate", "due",
    "penalties", "incoterm",
)  # fmt: skip
_ORDER = ("to.block", "lines", "lines.name", "lines.quantity", "lines.price", "total", "incoterm")

# fmt: off
KINDS: tuple[Kind, ...] = (
    Kind("price_request", "L01", mark("Request for quotation"), "party", buying.PriceRequest,
         ("wanted", "incoterm", "currency", "answer_by")),
    Kind("enquiry", "L02", mark("Enquiry"), "party", buying.Enquiry),
    Kind("offer", "L03", mark("Quotation"), "offer", goods.Goods,
         (*_ORDER, "valid_until", "terms", "our_ref")),
    Kind("pro_forma", "L04", mark("Pro-forma invoice"), "order", goods.Billed,
         ("to.block", "lines", "total", "incoterm", "net_kg", "gross_kg", "firm.iban", "origins")),
    Kind("offer_follow_up", "L05", mark("Offer follow-up"), "offer", selling.OfferFollowUp,
         ("offer_ref",)),
    Kind("counter_offer", "L06", mark("Counter-offer"), "offer", buying.CounterOffer,
         ("offer_ref", "points")),
    Kind("purchase_order", "L07", mark("Purchase order"), "order", goods.Goods,
         (*_ORDER, "our_ref", "terms", "requested")),
    Kind("order_acknowledgement", "L08", mark("Order acknowledgement"), "order", goods.Goods,
         (*_ORDER, "party_ref", "committed", "terms")),
    Kind("order_answer", "L09", mark("Order confirmation or refusal"), "order",
         selling.OrderAnswer, ("order_ref",)),
    Kind("credit_request", "L10", mark("Letter of credit request"), "order",
         banking.CreditRequest, ("amount", "expiry", "latest_shipment", "documents")),
    Kind("credit_amendment", "L11", mark("Letter of credit amendment request"), "credit",
         banking.CreditAmendment, ("credit_ref", "changes")),
    Kind("delay_notice", "L12", mark("Delay notice"), "order", selling.DelayNotice,
         ("order_ref", "new_day")),
    Kind("expediting", "L13", mark("Expediting letter"), "order", buying.Expediting,
         ("order_ref", "answer_by")),
    Kind("order_confirmation_request", "L13", mark("Request to confirm an order"), "order",
         buying.Expediting, ("order_ref", "answer_by")),
    Kind("freight_request", "L14", mark("Freight quotation request"), "shipment",
         moving.FreightRequest, ("parcels", "incoterm", "pickup", "delivery", "ready")),
    Kind("shipping_instruction", "L15", mark("Shipping instruction"), "shipment",
         moving.ShippingInstruction,
         ("consignee", "notify", "goods_code", "freight", "document_kind", "value")),
    Kind("booking", "L16", mark("Booking request"), "shipment", moving.Booking,
         ("pol", "pod", "sailing", "vgm_cutoff")),
    Kind("broker_instruction", "L17", mark("Customs broker instruction"), "shipment",
         clearing.BrokerInstruction,
         ("mandate", "goods_code", "origin", "value", "firm.eori")),
    Kind("document_request", "L18", mark("Document request"), "order", buying.DocumentRequest,
         ("paper", "needed_by")),
    Kind("shipping_advice", "L19", mark("Shipping advice"), "shipment", moving.ShippingAdvice,
         ("transport_doc", "departed", "arrives", "packages")),
    Kind("invoice_cover", "L20", mark("Invoice cover letter"), "invoice", selling.InvoiceCover,
         ("invoice", "amount", "due")),
    Kind("commercial_invoice", "", mark("Commercial invoice"), "invoice", goods.Billed, _INVOICE),
    Kind("packing_cover", "L21", mark("Packing list cover letter"), "order",
         selling.PackingCover, ("packages", "gross_kg")),
    Kind("packing_list", "", mark("Packing list"), "order", goods.Goods,
         ("to.block", "lines", "lines.quantity", "net_kg", "gross_kg", "packages")),
    Kind("arrival_notice", "L22", mark("Arrival notice and delivery appointment"), "shipment",
         moving.ArrivalNotice, ("container", "free_until")),
    Kind("pre_alert", "L23", mark("Pre-alert"), "shipment", moving.PreAlert,
         ("transport_doc", "vgm_kg")),
    Kind("reminder_1", "L24", mark("Payment reminder 1"), "invoice", dunning.Dunning,
         ("invoice", "balance", "due")),
    Kind("reminder_2", "L25", mark("Payment reminder 2"), "invoice", dunning.Dunning,
         ("invoice", "balance", "due", "owed")),
    Kind("final_notice", "L26", mark("Final notice"), "invoice", dunning.Dunning,
         ("invoice", "balance", "due", "owed", "indemnity", "pay_by", "rate")),
    Kind("reservation", "L27", mark("Reservations to the carrier"), "claim", claims.Reservation,
         ("transport_doc", "received", "basis", "finding", "packages_harmed", "kg_harmed")),
    Kind("claim", "L27", mark("Claim against the carrier"), "claim", claims.Claim,
         ("transport_doc", "received", "claimed", "amounts", "answer_by")),
    Kind("insurer_notice", "L28", mark("Notice to forwarder and insurer"), "claim",
         moving.InsurerNotice, ("policy", "estimate", "transport_doc")),
    Kind("supplier_claim", "L29", mark("Claim to a supplier"), "claim", buying.SupplierClaim,
         ("order_ref", "finding", "remedy", "answer_by")),
    Kind("complaint_reply", "L30", mark("Reply to a complaint"), "claim",
         selling.ComplaintReply, ("complaint_ref", "finding", "remedy")),
    Kind("credit_note", "L31", mark("Credit note"), "invoice", goods.Billed,
         (*_FIRM, "firm.numbers", "to.numbers", "lines", "net", "grand_total", "corrects")),
    Kind("exit_proof", "L32", mark("Exit proof request"), "declaration", clearing.ExitProof,
         ("mrn", "released", "last_limit")),
    Kind("arrival_statement", "L33", mark("Intra-Union arrival statement request"), "invoice",
         clearing.ArrivalStatement, ("invoice", "buyer_vat", "arrived", "place")),
    Kind("beneficiary_certificate", "L34", mark("Beneficiary's certificate"), "credit",
         banking.BeneficiaryCertificate, ("credit_ref", "wording")),
    Kind("remittance", "L35", mark("Document presentation or collection"), "order",
         banking.Remittance, ("amount", "documents", "rules")),
    Kind("prospecting", "L36", mark("Prospecting letter"), "party", selling.Prospecting),
    Kind("fair_invitation", "L37", mark("Trade-fair invitation"), "party",
         selling.FairInvitation, ("stand",)),
    Kind("fair_follow_up", "L38", mark("Trade-fair follow-up"), "party", selling.FairFollowUp),
    Kind("satisfaction", "L39", mark("Thanks and satisfaction survey"), "order",
         selling.Satisfaction),
    Kind("price_change", "L40", mark("Price change notice"), "party", selling.PriceChange,
         ("effective", "prices")),
    Kind("unavailability", "L41", mark("Notice of closing or unavailability"), "party",
         selling.Unavailability, ("starts",)),
    Kind("credit_enquiry", "L42", mark("Credit enquiry"), "party", selling.CreditEnquiry),
    Kind("account_opening", "L43", mark("Account opening"), "party", selling.AccountOpening,
         ("firm.numbers",)),
    Kind("report", "L44", mark("Meeting or call report"), "visit", house.Report,
         ("decisions", "held")),
    Kind("authority", "L45", mark("Letter of authority or indemnity"), "shipment",
         clearing.Authority, ("given_to", "powers", "ends")),
    Kind("market_note", "", mark("Market note"), "party", watching.MarketNote,
         ("period", "topics", "sources")),
)
# fmt: on
_BY_NAME = {kind.name: kind for kind in KINDS}


def kinds() -> tuple[Kind, ...]:
    """Every sort of letter, in the order of the trade reference."""
    return KINDS


def kind_named(name: str) -> Kind:
    """The sort of letter of that *name*. Raises `NoSuchLetter`."""
    if name not in _BY_NAME:
        close = nearest(name, list(_BY_NAME)) or KINDS[0].name
        raise NoSuchLetter(given=name, close=close)
    return _BY_NAME[name]

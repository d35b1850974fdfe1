"""An invented letter of each kind, to look at a template before it is used.

Every name and number is made up; the day is always 23 November 2026.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from comptoir.letters import charts
from comptoir.letters.contexts import (
    banking,
    buying,
    claims,
    clearing,
    house,
    moving,
    selling,
    watching,
)
from comptoir.letters.contexts.letterhead import Heading, Writer
from comptoir.letters.gathering import Asked, from_rows, heading
from comptoir.letters.kinds import kind_named
from comptoir.letters.letter import Letter, context
from comptoir.records import Row, Rows
from comptoir.rules.claims import Harm, Regime
from comptoir.rules.money import Money

DAY = date(2026, 11, 23)
LEGAL = {"legal_form": "SAS", "capital": "150000", "register_town": "Lyon"}
_WRITER = {
    "fr": Writer("Anna Mercier", "Assistante import-export", "+33 4 72 00 00 01",
                 "anna.mercier@vaucanson.example"),
    "en": Writer("Anna Mercier", "Import-export assistant", "+33 4 72 00 00 01",
                 "anna.mercier@vaucanson.example"),
}  # fmt: skip


def _kept(*rows: Row) -> Rows:
    return {str(row.get("ref") or row.get("code") or row.get("sku")): row for row in rows}


_DESK: dict[str, Rows] = {
    "party": _kept(
        {"code": "MV", "role": "US", "name": "Maison Vaucanson", "country": "FR", "city": "Lyon",
         "postcode": "69002", "address": "12 quai des Orfèvres-Vieux", "vat": "FR08842139578",
         "email": "contact@vaucanson.example", "phone": "+33 4 72 00 00 00",
         "eori": "FR84213957800017", "iban": "FR3830003012340002098765400", "bic": "SOGEFRPP",
         "bank": "Banque du Crédit Rhodanien", "language": "fr"},
        {"code": "DIALLO", "role": "CUSTOMER", "name": "Établissements Diallo & Frères",
         "country": "SN", "city": "Dakar", "postcode": "11500", "address": "45 rue Vincens",
         "language": "fr"},
        {"code": "KELLER", "role": "CUSTOMER", "name": "Keller Küchenwelt GmbH", "country": "DE",
         "city": "Stuttgart", "postcode": "70174", "address": "Lange Straße 41", "language": "en",
         "vat": "DE264857316"},
        {"code": "WEIHONG", "role": "SUPPLIER", "name": "Ningbo Weihong Metalware Co., Ltd",
         "country": "CN", "city": "Ningbo", "postcode": "315000",
         "address": "88 Tongtu Road, Jiangbei", "language": "en"},
        {"code": "RHONEFRET", "role": "FORWARDER", "name": "Rhône Fret International",
         "country": "FR", "city": "Saint-Priest", "postcode": "69800",
         "address": "ZI Mi-Plaine, rue Ampère", "language": "fr"},
    ),
    "contact": _kept(
        {"code": "CT1", "party": "KELLER", "civility": "MS", "first_name": "Petra",
         "surname": "Lindner", "main": True},
        {"code": "CT2", "party": "DIALLO", "civility": "MR", "first_name": "Ousmane",
         "surname": "Diallo", "main": True},
    ),
    "product": _kept(
        {"sku": "COC-24", "name_fr": "Cocotte en fonte émaillée 24 cm", "per_package": 4,
         "name_en": "Enamelled cast-iron casserole 24 cm", "goods_code": "73239200",
         "origin": "FR", "unit": "PCE", "net_kg": Decimal("4.6"), "gross_kg": Decimal("5.2")},
        {"sku": "COC-28", "name_fr": "Cocotte en fonte émaillée 28 cm", "per_package": 4,
         "name_en": "Enamelled cast-iron casserole 28 cm", "goods_code": "73239200",
         "origin": "FR", "unit": "PCE", "net_kg": Decimal("6.1"), "gross_kg": Decimal("6.9")},
        {"sku": "PLA-OLV", "name_fr": "Planche en bois d'olivier 40 cm", "per_package": 12,
         "name_en": "Olive-wood board 40 cm", "goods_code": "44191100",
         "origin": "TN", "unit": "PCE", "net_kg": Decimal("1.4"), "gross_kg": Decimal("1.6")},
    ),
    "payment": _kept(
        {"ref": "PA-1", "invoice": "FA-2026-0112", "direction": "IN", "currency": "EUR",
         "amount": Decimal("4000.00"), "day": date(2026, 10, 12)},
    ),
}  # fmt: skip

_TERMS = {"currency": "EUR", "edition": "2020", "terms": "NET 30", "mode": "ROAD"}
_BOUGHT = (("COC-24", 48, "89", 0), ("COC-28", 24, "118", 5), ("PLA-OLV", 96, "21.50", 0))


def _add_lines(record: str, ref: str) -> Rows:
    return _kept(*(
        {"ref": f"{ref}/{at:02}", record: ref, "product": sku, "quantity": Decimal(quantity),
         "unit": "PCE", "price": Decimal(price), "discount": Decimal(off)}
        for at, (sku, quantity, price, off) in enumerate(_BOUGHT, 1)
    ))  # fmt: skip


def _desk(party: str) -> dict[str, Rows]:
    """A small desk whose deals are all with *party*."""
    order: Row = {
        "ref": "EX-2026-0141", "party": party, "their_ref": "PO-77120",
        "flow": "IMP" if party == "WEIHONG" else "EXP",
        "ordered": date(2026, 11, 2), "requested": date(2026, 11, 30),
        "committed": date(2026, 12, 4), "incoterm": "FCA", "place": "Lyon", "destination": "DE",
        **_TERMS,
    }  # fmt: skip
    offer: Row = {
        "ref": "OF-2026-0042", "party": party, "flow": "EXP", "subject": "Christmas range",
        "their_ref": "RFQ 311",
        "offered": date(2026, 11, 6), "valid_until": date(2026, 12, 6), "lead_days": 20,
        "incoterm": "DAP", "place": "Stuttgart", **_TERMS,
    }  # fmt: skip
    bill: Row = {
        "party": party, "order": "EX-2026-0141", "currency": "EUR", "terms": "NET 30",
        "net": Decimal("9026.40"), "vat": Decimal(0),
        "vat_case": "EU_SUPPLY" if party == "KELLER" else "EXPORT",
        "issued": date(2026, 9, 18), "due": date(2026, 10, 18), "status": "PART_PAID",
        "their_ref": None,
    }  # fmt: skip
    credit = {**bill, "ref": "FA-2026-0119", "kind": "CREDIT_NOTE", "their_ref": "FA-2026-0112",
              "net": Decimal("9026.40"), "note": "PO-77120"}  # fmt: skip
    return {
        **_DESK,
        "order": _kept(order),
        "offer": _kept(offer),
        "order_line": _add_lines("order", "EX-2026-0141"),
        "offer_line": _add_lines("offer", "OF-2026-0042"),
        "invoice": _kept({**bill, "ref": "FA-2026-0112", "kind": "SALE"}, credit),
    }


_REFS = {"order": "EX-2026-0141", "offer": "OF-2026-0042", "invoice": "FA-2026-0112"}
_BOUGHT_FROM = {"purchase_order", "order_confirmation_request", "expediting"}


def sample(kind: str, lang: str) -> Letter:
    """An invented letter of a kind, in *lang*."""
    sort = kind_named(kind)
    told = _told(lang)
    if kind not in told:
        party = "WEIHONG" if kind in _BOUGHT_FROM else {"fr": "DIALLO", "en": "KELLER"}[lang]
        rows = _desk(party)
        ref = "FA-2026-0119" if kind == "credit_note" else _REFS[sort.about]
        asked = Asked(writer=_WRITER[lang], day=DAY, lang=lang, firm=LEGAL)
        found = from_rows(kind, ref, asked, lambda record: rows.get(record, {}))
        return context(kind, found.heading, found.told)
    return context(kind, _head(kind, lang), told[kind])


def _head(kind: str, lang: str) -> Heading:
    about = kind_named(kind).about
    customer = {"fr": "DIALLO", "en": "KELLER"}[lang]
    party = {"shipment": "RHONEFRET", "claim": "RHONEFRET", "declaration": "RHONEFRET"}.get(
        about, customer
    )
    asked = Asked(writer=_WRITER[lang], day=DAY, lang=lang, firm=LEGAL)
    refs = {"shipment": "SH-2026-0031", "claim": "CL-2026-0007"}
    ref = refs.get(about, "EX-2026-0141")
    return heading(ref, party, "", asked, lambda record: _DESK.get(record, {}))


def _carried(lang: str) -> dict[str, object]:
    fr = lang == "fr"
    return {
        "transport_doc": "CMR 4471902", "loaded": "Lyon (FR)", "delivered_at": "Stuttgart (DE)",
        "received": date(2026, 11, 19), "regime": Regime.CMR, "harm": Harm.HIDDEN, "packages": 18,
        "packages_harmed": 3, "kg_harmed": Decimal("62.4"), "registered": "RR 123 456 785 FR",
        "goods": "Cocottes en fonte émaillée" if fr else "Enamelled cast-iron casseroles",
        "finding": "Trois colis écrasés sous un film intact ; douze cocottes ébréchées, constatées"
                   " au déballage le 20 novembre 2026, photographies à l'appui." if fr else
                   "Three packages crushed under an intact film; twelve casseroles chipped,"
                    " found on"
                   " unpacking on 20 November 2026, with photographs.",
    }  # fmt: skip


def _claim(lang: str) -> object:
    fr = lang == "fr"
    amounts = (
        claims.Reckoned("12 cocottes COC-24 à 89,00 €" if fr else "12 casseroles COC-24 at €89.00",
                        Money("1068.00", "EUR")),
        claims.Reckoned("Frais de tri et de réexpédition" if fr else "Sorting and return costs",
                        Money("146.50", "EUR")),
    )  # fmt: skip
    return claims.ClaimFacts(
        **_carried(lang),  # type: ignore[arg-type]
        reserved=date(2026, 11, 21), amounts=amounts, answer_by=date(2026, 12, 23),
    )  # fmt: skip


def _eur(digits: str) -> Money:
    return Money(digits, "EUR")


def _told(lang: str) -> dict[str, object]:
    """What each letter says that no record holds."""

    def say(french: str, english: str) -> str:
        return french if lang == "fr" else english

    goods = say("cocottes en fonte émaillée", "enamelled cast-iron casseroles")
    papers = (
        say("facture commerciale", "commercial invoice"),
        say("liste de colisage", "packing list"),
        say("connaissement, jeu complet", "bill of lading, full set"),
    )
    december = date(2026, 12, 15)
    return {
        "price_request": buying.PriceRequest(
            subject=say("couvercles en acier inoxydable", "stainless steel lids"),
            wanted=(buying.Wanted(what=say("Couvercle 24 cm", "Lid 24 cm"), quantity=Decimal(2400),
                                  unit=say("pièces", "pieces"), requirement="AISI 304, 0,8 mm"),
                    buying.Wanted(what=say("Couvercle 28 cm", "Lid 28 cm"), quantity=Decimal(1200),
                                  unit=say("pièces", "pieces"))),
            incoterm="FCA Ningbo (Incoterms® 2020)", currency="USD",
            terms=say("30 jours date de facture", "30 days from invoice"),
            valid_until=date(2027, 2, 28), answer_by=december, delivery_by=date(2027, 3, 31),
            samples=say("deux de chaque, sans frais", "two of each, free of charge"),
            certificates=("REACH", "LFGB", "ISO 9001")),
        "enquiry": buying.Enquiry(
            products=say("planches et saladiers en bois d'olivier", "olive-wood boards and bowls"),
            market=say("détaillants d'Europe de l'Ouest", "retailers in Western Europe"),
            volumes=say("5 000 pièces par an", "5,000 pieces a year"), answer_by=december),
        "counter_offer": buying.CounterOffer(
            offer_ref="QT-8841", offered=date(2026, 11, 12), answer_by=date(2026, 12, 4),
            points=(buying.Point(what=say("Prix COC-24", "Price COC-24"), offered="USD 14.20",
                                 proposed="USD 13.60",
                                 condition=say("à partir de 2 000 pièces", "from 2,000 pieces")),
                    buying.Point(what=say("Paiement", "Payment"),
                                 offered=say("30 % d'avance", "30 % in advance"),
                                 proposed=say("crédit documentaire à vue",
                                 "letter of credit at sight")))),
        "order_answer": selling.OrderAnswer(
            order_ref="PO-77120", ordered=date(2026, 11, 16), accepted=False,
            reason=say("la cocotte 28 cm n'est plus fabriquée en bleu.",
                       "the 28 cm casserole is no longer made in blue."),
            alternative=say("la même en gris, au même prix, livrable le 15 janvier 2027.",
                            "the same in grey, at the same price, delivery on 15 January 2027.")),
        "credit_request": banking.CreditRequest(
            order_ref="EX-2026-0141", amount=Money("48500.00", "USD"), tolerance="+/- 5 %",
            available=say("à vue, chez la banque notificatrice",
            "at sight, with the advising bank"),
            expiry=date(2027, 2, 20), expiry_place="Lyon", latest_shipment=date(2027, 1, 30),
            presentation_days=21, pol="Fos-sur-Mer", pod="Dakar", partial=say("autorisées",
            "allowed"),
            transhipment=say("autorisé", "allowed"), goods=goods,
            incoterm="CIF Dakar (Incoterms® 2020)", documents=papers,
            confirmation=say("demandée", "requested")),
        "credit_amendment": banking.CreditAmendment(
            credit_ref="LC-DKR-44871", order_ref="EX-2026-0141", needed_by=date(2026, 12, 10),
            changes=(banking.Amended(field="44C", old="30/12/2026", new="30/01/2027",
                                     reason=say("délai de fabrication", "production time")),
                     banking.Amended(field="43T", old=say("interdit", "not allowed"),
                                     new=say("autorisé", "allowed"),
                                     reason=say("pas de ligne directe", "no direct line")))),
        "delay_notice": selling.DelayNotice(
            order_ref="PO-77120", goods=goods, promised=date(2026, 12, 4), new_day=december,
            cause=say("panne du four d'émaillage, réparée le 20 novembre",
                      "enamelling kiln breakdown, repaired on 20 November"),
            offered=say("expédition express à nos frais", "express shipment at our cost")),
        "freight_request": moving.FreightRequest(
            pickup="Lyon 2e (69002)", delivery="Dakar (SN)", ready=date(2026, 12, 4),
            mode=say("maritime", "sea"), incoterm="CIF Dakar (Incoterms® 2020)", goods=goods,
            parcels=(moving.Parcel(count=6, kind=say("palettes", "pallets"), size="120 × 80 × 145",
                                   gross_kg=Decimal("1860.0")),),
            volume_m3=Decimal("8.352"), gross_kg=Decimal("1860.0"), value=_eur("21400.00"),
            stackable=False, answer_by=date(2026, 11, 27)),
        "shipping_instruction": moving.ShippingInstruction(
            shipment_ref="SH-2026-0031", shipper="Maison Vaucanson, Lyon",
            consignee=say("à l'ordre de la banque émettrice", "to the order of the issuing bank"),
            notify="Établissements Diallo & Frères, Dakar", pol="Fos-sur-Mer", pod="Dakar",
            goods=goods, goods_code="7323 92 00", marks="DIALLO / PO-77120 / 1-18", packages=18,
            gross_kg=Decimal("1860.0"), volume_m3=Decimal("8.352"), value=_eur("21400.00"),
            incoterm="CIF Dakar (Incoterms® 2020)", freight=say("payé d'avance", "prepaid"),
            document_kind=say("connaissement net à bord", "clean on board bill of lading"),
            originals=3, insurance=say("110 %, clauses A, par nos soins",
            "110 %, clauses A, by us"),
            credit_ref="LC-DKR-44871", latest_shipment=date(2027, 1, 30)),
        "booking": moving.Booking(
            shipment_ref="SH-2026-0031", pol="Fos-sur-Mer", pod="Dakar", vessel="MSC ALINA / 648S",
            sailing=date(2026, 12, 12), cargo_cutoff=date(2026, 12, 9),
            vgm_cutoff=date(2026, 12, 10), equipment="1 × 20' DV", goods=goods,
            gross_kg=Decimal("1860.0")),
        "broker_instruction": clearing.BrokerInstruction(
            shipment_ref="SH-2026-0031", flow=say("d'exportation", "export"), direct=True,
            mandate=say("Mandat permanent du 2 janvier 2026.",
            "Standing mandate of 2 January 2026."),
            goods=goods, goods_code="7323 92 00", origin="France", value=_eur("21400.00"),
            incoterm="CIF Dakar (Incoterms® 2020)", packages=18, gross_kg=Decimal("1860.0"),
            vat_regime=say("exonération, article 262 I du CGI", "exempt, article 262 I CGI"),
            documents=papers[:2],
            warnings=(say("vérifier le code à dix chiffres", "check the ten-digit code"),)),
        "document_request": buying.DocumentRequest(
            paper=say("Certificat d'origine", "Certificate of origin"), order_ref="IM-2026-0038",
            wording=say("Origine : République populaire de Chine",
                        "Origin: People's Republic of China"),
            needed_by=date(2026, 12, 4), reason=say("dédouanement", "customs clearance"), copies=2),
        "shipping_advice": moving.ShippingAdvice(
            order_ref="PO-77120", transport_doc="B/L MEDU4471902", carrier="MSC",
            departed=date(2026, 11, 21), arrives=date(2026, 12, 3), pol="Fos-sur-Mer", pod="Dakar",
            packages=18, gross_kg=Decimal("1860.0"), containers="MSCU 6639870, 418822",
            documents=papers, tracking="msc.example/track/MEDU4471902"),
        "packing_cover": selling.PackingCover(
            order_ref="PO-77120", packages=18, net_kg=Decimal("1640.0"),
            gross_kg=Decimal("1860.0"), volume_m3=Decimal("8.352"),
            marks="DIALLO / PO-77120 / 1-18"),
        "arrival_notice": moving.ArrivalNotice(
            transport_doc="B/L NGB772211", container="MSCU 6639870", arrived=date(2026, 11, 20),
            free_until=date(2026, 11, 27), wanted_on=date(2026, 11, 25),
            place=say("entrepôt de Corbas", "Corbas warehouse"), hours="8:00-12:00, 13:30-17:00",
            demurrage=_eur("85.00")),
        "pre_alert": moving.PreAlert(
            transport_doc="B/L MEDU4471902", vessel="MSC ALINA / 648S",
            departed=date(2026, 11, 21), arrives=date(2026, 12, 3), container="MSCU 6639870",
            seal="418822", vgm_kg=Decimal(4210), vgm_method=say("méthode 1", "method 1"),
            documents=papers, instructions=say("livrer au notifié", "deliver to the notify party")),
        "insurer_notice": moving.InsurerNotice(
            claim_ref="CL-2026-0007", policy="AM-2026-771", transport_doc="CMR 4471902",
            carrier="Rhône Fret International", received=date(2026, 11, 19), goods=goods,
            harm=say("trois colis écrasés, douze cocottes ébréchées",
                     "three packages crushed, twelve casseroles chipped"),
            estimate=_eur("1214.50"), place="Stuttgart", survey_by=date(2026, 12, 1),
            claimed_on=date(2026, 11, 23)),
        "supplier_claim": buying.SupplierClaim(
            order_ref="IM-2026-0038", received=date(2026, 11, 12), found=date(2026, 11, 17),
            goods=say("couvercles 24 cm", "24 cm lids"), lot="W-2610", quantity=Decimal(180),
            unit=say("pièces", "pieces"),
            finding=say("bords coupants, diamètre 23,4 cm au lieu de 24,0",
                        "sharp edges, diameter 23.4 cm instead of 24.0"),
            evidence=(say("photographies", "photographs"), say("rapport de contrôle",
            "test report")),
            remedy=say("remplacement avant le 20 décembre 2026", "replacement by 20 December 2026"),
            law=say("Convention de Vienne (CVIM)", "CISG"), last_day=date(2028, 11, 12),
            basis="CISG art. 39", answer_by=date(2026, 12, 2)),
        "complaint_reply": selling.ComplaintReply(
            complaint_ref="RC-118", received=date(2026, 11, 18), order_ref="PO-77120", goods=goods,
            finding=say("Deux cocottes portent un éclat d'émail dû à un calage insuffisant.",
                        "Two casseroles have chipped enamel due to insufficient packing."),
            accepted=True, remedy=say("l'échange des deux pièces à nos frais",
                                      "to exchange both pieces at our cost"),
            remedy_by=date(2026, 12, 2),
            prevention=say("le calage a été doublé depuis le 19 novembre.",
                           "the packing has been doubled since 19 November.")),
        "exit_proof": clearing.ExitProof(
            mrn="26FR00012345678901", invoice="FA-2026-0087", released=date(2026, 8, 25), days=90,
            first_limit=date(2026, 11, 23), last_limit=date(2027, 1, 22), answer_by=december),
        "arrival_statement": clearing.ArrivalStatement(
            invoice="FA-2026-0112", amount=_eur("9026.40"), goods=goods, arrived=date(2026, 11, 19),
            place="Stuttgart (DE)", buyer_vat="DE264857316", due_by=date(2026, 12, 10),
            basis=say("règlement (UE) n° 282/2011, article 45 bis",
                      "Regulation (EU) No 282/2011, article 45a")),
        "beneficiary_certificate": banking.BeneficiaryCertificate(
            credit_ref="LC-DKR-44871", issued_on=date(2026, 10, 30),
            issuing_bank="Banque de l'Atlantique, Dakar", invoice="FA-2026-0112",
            wording="WE CERTIFY THAT ONE SET OF NON-NEGOTIABLE DOCUMENTS HAS BEEN SENT TO THE"
                    " APPLICANT BY COURIER WITHIN 3 DAYS AFTER SHIPMENT."),
        "remittance": banking.Remittance(
            credit_ref="LC-DKR-44871", drawee="Banque de l'Atlantique, Dakar",
            amount=Money("48500.00", "USD"), tenor=say("à vue", "at sight"), rules="UCP 600",
            charges=say("à la charge du donneur d'ordre hors de France",
                        "for the applicant outside France"),
            documents=(banking.Presented(paper=papers[0], originals=3, copies=2),
                       banking.Presented(paper=papers[2], originals=3, copies=0)),
            instructions=(say("vérifier avant envoi", "check before forwarding"),
                          say("envoi par courrier express", "send by courier")),
            last_day=date(2026, 12, 12)),
        "prospecting": selling.Prospecting(
            reason=say("Vos boutiques de Stuttgart proposent de belles tables ; nos cocottes y"
                       " auraient leur place.",
                       "Your Stuttgart shops lay fine tables; our casseroles would be at"
                       " home there."),
            products=goods,
            strengths=(say("fabrication française, garantie trente ans",
                           "made in France, thirty-year guarantee"),
                       say("livraison en dix jours, à partir d'une palette",
                           "delivery in ten days, from one pallet")),
            customers=say("Nous servons déjà quarante maisons en Europe.",
                           "We already serve forty houses in Europe."),
            proposal=say("Puis-je vous adresser deux modèles d'essai cette semaine ?",
                         "May I send you two samples this week?")),
        "fair_invitation": selling.FairInvitation(
            fair="Ambiente", town="Frankfurt", starts=date(2027, 2, 5), ends=date(2027, 2, 9),
            stand="3.1 B42", novelty=say("la gamme olivier", "the olive range"),
            slot=say("le samedi matin", "on Saturday morning")),
        "fair_follow_up": selling.FairFollowUp(
            fair="Sirha Lyon", met=date(2026, 11, 17),
            talked_of=say("la gamme hôtelière", "the hotel range"),
            promised=say("notre tarif par palette est joint.", "our price per pallet is enclosed."),
            next_step=say("l'envoi de deux échantillons.", "two samples on their way."),
            call_on=date(2026, 12, 1)),
        "satisfaction": selling.Satisfaction(
            order_ref="PO-77120", delivered=date(2026, 11, 19), survey="vaucanson.example/avis",
            questions=(say("Le délai vous a-t-il convenu ?", "Did the date suit you?"),
                       say("L'emballage était-il intact ?", "Was the packing intact?"),
                       say("Nous recommanderiez-vous ?", "Would you recommend us?")),
            answer_by=december),
        "price_change": selling.PriceChange(
            effective=date(2027, 1, 1), orders_until=date(2026, 12, 18),
            reason=say("La fonte et l'énergie ont augmenté de 9 % en un an.",
                       "Cast iron and energy have risen by 9 % in a year."),
            prices=(selling.NewPrice(sku="COC-24", name=goods, old=_eur("89.00"), new=_eur("92.50"),
                                     change=Decimal("3.93")),)),
        "unavailability": selling.Unavailability(
            what=say("fermeture annuelle de nos bureaux", "annual closing of our offices"),
            starts=date(2026, 12, 24), ends=date(2027, 1, 3),
            replacement=say("permanence téléphonique chaque matin", "telephone duty each morning"),
            contact="Anna Mercier, +33 4 72 00 00 01", last_orders=date(2026, 12, 16)),
        "credit_enquiry": selling.CreditEnquiry(
            firm_asked_about="Sideris Trofima A.E.", limit=_eur("25000"),
            questions=(say("Depuis quand la connaissez-vous ?", "How long have you known them?"),
                       say("Paie-t-elle à l'échéance ?", "Do they pay when due?"),
                       say("Ce crédit vous paraît-il prudent ?",
                       "Do you think this credit prudent?")),
            answer_by=december),
        "account_opening": selling.AccountOpening(
            activity=say("négoce d'articles de table", "trade in table ware"),
            wanted=(say("extrait d'immatriculation", "certificate of incorporation"),
                    say("numéro de TVA et EORI", "VAT and EORI numbers")),
            terms=say("30 jours date de facture", "30 days from invoice"), answer_by=december),
        "report": house.Report(
            kind=say("réunion téléphonique", "telephone meeting"), held=date(2026, 11, 20),
            place="Lyon – Ningbo", present=("Anna Mercier", "Li Wei"),
            about=say("retard de la commande IM-2026-0038", "delay of order IM-2026-0038"),
            said=(say("Le four a été réparé.", "The kiln has been repaired."),
                  say("La moitié des pièces est prête.", "Half of the pieces are ready.")),
            decisions=(house.Decision(what=say("Expédier la moitié prête", "Ship the ready half"),
                                      who="Li Wei", by=date(2026, 11, 27)),),
            next_on=date(2026, 11, 30)),
        "authority": clearing.Authority(
            given_to="Rhône Fret International",
            powers=(say("retirer le conteneur MSCU 6639870", "collect container MSCU 6639870"),
                    say("signer le bon à délivrer", "sign the delivery order")),
            about=say("le connaissement NGB772211", "bill of lading NGB772211"),
            starts=date(2026, 11, 23), ends=date(2026, 12, 31)),
        "market_note": _market_note(lang),
        "reservation": claims.Carriage(**_carried(lang)),  # type: ignore[arg-type]
        "claim": _claim(lang),
    }  # fmt: skip


def _market_note(lang: str) -> watching.MarketNote:
    def say(french: str, english: str) -> str:
        return french if lang == "fr" else english

    kept = watching.NoteTold(
        ref="WN-2026-0007", source="Trade Herald", published=date(2026, 11, 12),
        title=say("Un droit de 13 % envisagé sur l'acier émaillé",
                  "A duty of 13 % considered for enamelled steel"),
        summary=say("La Commission ouvre une enquête antidumping.",
                    "The Commission opens an anti-dumping investigation."),
        meaning=say("Nos cocottes émaillées seraient concernées dès juillet.",
                    "Our enamelled casseroles would be concerned from July."),
        link="https://example.com/steel",
    )  # fmt: skip
    china = watching.SupplierTold(
        name=say("Chine", "China"), value="310", share="41,3 %", growth="+8,2 %", price="4,10"
    )
    market = watching.MarketTold(
        name=say("Allemagne, SH 7323", "Germany, HS 7323"), suppliers=(china,),
        source="UN Comtrade",
        said=say("Les importations ont atteint 750 millions.", "Imports reached 750 million."),
        sizes=charts.columns("2023-2025", [charts.Bar("2025", Decimal(750), "750")]),
    )  # fmt: skip
    return watching.MarketNote(
        period=say("novembre 2026", "November 2026"), markets=(market,),
        summary=say("Une nouvelle retenue sur douze trouvées.", "One item kept of twelve found."),
        topics=(watching.TopicTold(name=say("Acier émaillé", "Enamelled steel"), notes=(kept,)),),
        sources=("Trade Herald", "UN Comtrade"),
        chart=charts.bars(say("Nouvelles par sujet", "News by topic"),
                          [charts.Bar(say("Acier émaillé", "Enamelled steel"), Decimal(1), "1")]),
    )  # fmt: skip

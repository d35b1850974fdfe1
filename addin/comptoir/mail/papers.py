r"""Which paper of the order an attachment is, from its heading or its name.

The codes are those of ``rules.documents``, so that a mail can tick the checklist. A draft or
a proforma is told apart: it ticks nothing.

>>> paper_of("scan.pdf", "COMMERCIAL INVOICE\nNo. 12").code
'INVOICE'
>>> paper_of("Draft BL MEDU123.pdf").draft
True
>>> paper_of("photo.jpg") is None
True
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from comptoir.wording import Said, mark

_HEADING = 600  # characters of the text in which a paper says what it is

# In this order: what is more particular comes first.
_PAPERS = {
    "INSURANCE_CERTIFICATE": (
        *(r"insurance (?:certificate|policy)", r"certificat d.assurance", r"police d.assurance"),
        r"versicherungs(?:zertifikat|police)",
    ),
    "CERTIFICATE_OF_ORIGIN": (
        *(r"certificate of origin", r"certificat d.origine", r"ursprungszeugnis"),
        r"certificado de origen",
    ),
    "EUR_1": (r"\beur[. ]?1\b",),
    "A_TR": (r"\ba\.? ?tr\.? (?:movement )?certificat",),
    "STATEMENT_ON_ORIGIN": (r"statement on origin", r"attestation d.origine"),
    "PHYTO": (r"phytosanitary", r"phytosanitaire"),
    "IATA_DGD": (r"shipper.?s declaration for dangerous goods",),
    "IMO_DGD": (
        *(r"dangerous goods (?:form|declaration|note)", r"\bimo dgd"),
        r"déclaration (?:de )?marchandises dangereuses",
    ),
    "VGM": (r"\bvgm\b", r"verified gross mass"),
    "EXIT_PROOF": (
        *(r"certification de sortie", r"exit (?:certification|notification|confirmation)"),
        *(r"preuve de sortie", r"ausgangsvermerk", r"\becs sortie"),
    ),
    "EAD_MRN": (
        *(r"export accompanying document", r"document d.accompagnement (?:d.)?export"),
        *(r"ausfuhrbegleitdokument", r"\bead\b"),
    ),
    "IMPORT_DECLARATION": (
        *(r"import declaration", r"déclaration (?:d.)?importation", r"einfuhrabgabenbescheid"),
    ),
    "RELEASE_NOTE": (r"bon à enlever", r"\bbae\b", r"customs release"),
    "LC_COPY": (
        *(r"documentary credit", r"letter of credit", r"crédit documentaire", r"akkreditiv"),
        r"\bmt ?700\b",
    ),
    "BILL_OF_EXCHANGE": (r"bill of exchange", r"lettre de change"),
    "COURIER_AWB": (r"(?:courier|express|dhl|fedex|ups|tnt) waybill",),
    "AWB": (
        *(r"air ?waybill", r"\b[mh]?awb\b", r"lettre de transport aérien", r"\blta\b"),
        r"luftfrachtbrief",
    ),
    "CMR": (r"\bcmr\b", r"lettre de voiture internationale", r"internationaler frachtbrief"),
    "CIM": (r"\bcim\b",),
    "MULTIMODAL_BL": (r"(?:multimodal|combined) transport (?:document|bill)",),
    "SEA_WAYBILL_OR_BL": (
        *(r"bills? of lading", r"sea ?waybill", r"\b[mh]?b/?l\b", r"connaissement"),
        r"konnossement",
    ),
    "PACKING_LIST": (
        *(r"packing ?(?:list|note)", r"(?:liste|note) de colisage", r"packliste"),
        *(r"lista de empaque", r"\bp/l\b"),
    ),
    "INVOICE": (r"invoice", r"\bfacture\b", r"rechnung", r"\bfactura\b", r"\bfattura\b"),
}
_FOUND = tuple((code, re.compile("|".join(ways), re.IGNORECASE)) for code, ways in _PAPERS.items())
_DRAFT = re.compile(
    r"\b(?:draft|pro[- ]?forma|projet|entwurf|borrador|specimen|not valid)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Recognised:
    """The paper *code*, why we think so, and whether it is only a draft."""

    code: str
    draft: bool
    said: Said


def paper_of(name: str, text: str = "") -> Recognised | None:
    """What paper the file *name* with *text* is; None where nothing says so."""
    heading = re.sub(r"\s+", " ", text[:_HEADING])
    readable = re.sub(r"[_\-.]+", " ", name.rpartition(".")[0] or name)
    looked = (
        (readable, mark("The name of the file says “{words}”.")),
        (heading, mark("It is headed “{words}”.")),
    )
    for where, sentence in looked:
        met = [
            (hit.start(), -len(hit[0]), code, hit[0])
            for code, pattern in _FOUND
            if (hit := pattern.search(where))
        ]
        if met:
            _, _, code, words = min(met)
            draft = bool(_DRAFT.search(readable) or _DRAFT.search(heading[:200]))
            return Recognised(code, draft, Said(sentence, words=words))
    return None

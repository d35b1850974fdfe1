"""What the invented firm wrote on its country sheets: agreements, papers, payment, risk.

Papers and proofs of origin follow the trade reference, sections 4.1 to 4.4 and 5; payment and risk
are the firm's own view, made up. Nobody has confirmed them: each sheet says so.
"""

# ruff: noqa: E501 - a country to the line reads best

from __future__ import annotations

from comptoir.desk.deed import Deed

TO_CONFIRM = "à confirmer"
SOURCE = "Règles de contrôle des pièces de Comptoir (Incoterms, origine, douane) ; avis de la maison : à confirmer auprès de la douane et de l'assureur-crédit"
_UNION = "Marché unique : ni droits ni déclaration en douane ; les preuves de TVA en tiennent lieu"
_UNION_PAPERS = "Numéro de TVA contrôlé dans VIES avant de facturer\nDeux preuves de transport de sources différentes (règl. 282/2011, art. 45 bis)\nÉtat récapitulatif TVA\nEMEBI si la maison est dans l'enquête"
_OUT = "Facture commerciale, liste de colisage\nDéclaration d'exportation (MRN), preuve de sortie\nNIMP 15 pour tout emballage en bois"
_REX = "attestation d'origine sur facture ; numéro REX exigé au-delà de 6 000 EUR"
_EUR1 = "EUR.1 au-delà de 6 000 EUR, sinon déclaration d'origine sur facture (ou exportateur agréé) ; règles d'origine PEM selon le partenaire"
_IN = "À l'import : ENS (transporteur), déclaration d'importation, mainlevée\nFacture et liste de colisage du fournisseur"

FACTS: dict[str, tuple[str, str, str, str, str]] = {
    "DE": (_UNION, _UNION_PAPERS, "Virement à 30 jours", "LOW", "Grands magasins en restructuration : suivre les plafonds"),
    "IT": (_UNION, _UNION_PAPERS, "Virement, fin de mois 45 jours ; retards fréquents", "MEDIUM", "Délais de paiement longs : relancer tôt"),
    "ES": (_UNION, _UNION_PAPERS, "Virement à 60 jours", "MEDIUM", "Deux factures en retard : pas de nouvel encours sans acompte"),
    "GB": (f"Accord de commerce UE–Royaume-Uni : {_REX}", _OUT, "Virement à 45 jours, en livres : couvrir le change", "LOW", "Preuve de sortie souvent tardive : relancer le représentant en douane"),
    "US": ("Pas d'accord préférentiel : droits pleins à l'arrivée", f"{_OUT}\nConnaissement original si crédit documentaire\nValeur en douane sur base FOB", "Crédit documentaire à vue", "MEDIUM", "Droits d'entrée changeants : les revoir avant chaque offre"),
    "JP": (f"Accord de partenariat économique UE–Japon : {_REX}", f"{_OUT}\nDocuments exacts au mot près du crédit documentaire", "Crédit documentaire, 60 jours de B/L, en yens", "LOW", "Change du yen : le risque est le cours, non le client"),
    "CA": (f"AECG (CETA) : {_REX}", f"{_OUT}\nValeur en douane sur base FOB\nÉtiquettes en français et en anglais", "Virement à 60 jours, en dollars canadiens", "LOW", "Plafond de crédit dépassé : demander un paiement"),
    "SN": ("Origine non préférentielle : certificat d'origine UE visé par la chambre ; préférence éventuelle à vérifier", f"{_OUT}\nCertificat d'origine UE\nConnaissement original, certificat d'assurance (CIF)\nCopie et contrôle du crédit documentaire", "Crédit documentaire à vue, confirmé", "HIGH", "Encours ancien impayé : rien sans crédit confirmé"),
    "TN": (f"Accord d'association UE–Tunisie : {_EUR1}", f"{_OUT}\nConnaissement original (remise documentaire)\nOrdre d'encaissement (RUU 522)", "Remise documentaire contre paiement", "MEDIUM", "Transferts de devises lents"),
    "SA": ("Pas d'accord préférentiel ; certificat d'origine UE demandé", f"{_OUT}\nCertificat d'origine UE\nCertificat de conformité (SABER) avant expédition\nConnaissement original, assurance (CIP)", "Crédit documentaire à vue", "MEDIUM", "Bureaux fermés vendredi et samedi : compter les délais du crédit"),
    "CH": (f"Accord UE–Suisse : {_EUR1}", f"{_OUT}\nCarnet ATA pour les échantillons de salon", "Virement à 30 jours", "LOW", "Aucun à ce jour"),
    "CN": ("Pas de préférence à l'import dans l'UE ; droits antidumping possibles selon le producteur", f"{_IN}\nContrôle MACF selon le code ; pesée VGM (au vendeur en FOB)\nEngagement d'antidumping ou code additionnel TARIC", "Acompte 30 %, solde avant départ", "MEDIUM", "Retards de production ; enquête antidumping sur l'acier émaillé"),
    "TR": ("Union douanière UE–Turquie : A.TR (libre pratique, non l'origine)", f"{_IN}\nA.TR visé ; la Turquie demande souvent un certificat d'origine en plus", "Virement à 30 jours, en euros", "MEDIUM", "Coordonnées bancaires à contrôler deux fois"),
}  # fmt: skip


def write_sheets(deed: Deed) -> None:
    """Fill the sheets of the main countries; what the firm does not trade with has none."""
    have = deed.rows("country_sheet")
    named = ("agreement", "papers", "paying", "risk", "risk_note")
    wanted = {}
    for country, facts in FACTS.items():
        if country in have:
            row: dict[str, object] = dict(zip(named, facts, strict=True))
            row["agreement"] = f"{row['agreement']} ({TO_CONFIRM})"
            row["papers"] = f"{row['papers']}\n({TO_CONFIRM})"
            wanted[country] = {**row, "source": SOURCE}
    deed.change_all("country_sheet", wanted)

"""What the partners of the invented firm write, by occasion and language.

Facts stand in braces. A subject and a text to each; the words are those of the trade.
"""

from __future__ import annotations

Texts = dict[str, dict[str, tuple[str, str]]]

TEXTS: Texts = {
    "order": {
        "fr": (
            "Commande {theirs}",
            (
                "Bonjour,\n\nVeuillez trouver ci-joint notre commande {theirs}"
                " pour livraison à {place}.\nMerci de nous en accuser réception."
            ),
        ),
        "en": (
            "Purchase order {theirs}",
            (
                "Dear all,\n\nPlease find attached our purchase order"
                " {theirs}, to be delivered to {place}.\nPlease acknowledge receipt."
            ),
        ),
        "de": (
            "Bestellung {theirs}",
            (
                "Guten Tag,\n\nanbei erhalten Sie unsere Bestellung {theirs}."
                "\nBitte bestätigen Sie uns den Eingang."
            ),
        ),
        "it": (
            "Ordine {theirs}",
            "Buongiorno,\n\nin allegato il nostro ordine {theirs}.\nAttendiamo la vostra conferma.",
        ),
        "es": (
            "Pedido {theirs}",
            "Buenos días:\n\nAdjuntamos nuestro pedido {theirs}.\nRogamos acusen recibo.",
        ),
        "pt": (
            "Encomenda {theirs}",
            (
                "Bom dia,\n\nSegue em anexo a nossa encomenda {theirs}."
                "\nAgradecemos a vossa confirmação."
            ),
        ),
    },
    "acknowledged": {
        "fr": (
            "RE: Commande {theirs} / {ref}",
            (
                "Bonjour,\n\nNous avons bien reçu votre commande"
                " {theirs}, que nous suivons sous la référence {ref}.\n\nCordialement,\nAnna"
            ),
        ),
        "en": (
            "RE: Purchase order {theirs} / {ref}",
            (
                "Dear {name},\n\nThank you for your order"
                " {theirs}, which we follow under our reference {ref}.\n\nKind regards,\nAnna"
            ),
        ),
    },
    "when": {
        "fr": (
            "RE: Commande {theirs}",
            (
                "Bonjour Anna,\n\nOù en est notre commande ? Nos magasins"
                " la réclament.\n\nMerci d'avance"
            ),
        ),
        "en": (
            "RE: Purchase order {theirs}",
            (
                "Hello Anna,\n\nCould you let us know when the goods"
                " will leave your warehouse?\n\nBest regards"
            ),
        ),
        "de": (
            "AW: Bestellung {theirs}",
            "Hallo Anna,\n\nwann können wir mit der Ware rechnen?\n\nMit freundlichen Grüßen",
        ),
        "it": ("R: Ordine {theirs}", "Ciao Anna,\n\nquando partirà la merce?\n\nCordiali saluti"),
        "es": ("RE: Pedido {theirs}", "Hola Anna:\n\n¿Cuándo saldrá la mercancía?\n\nSaludos"),
        "pt": ("RE: Encomenda {theirs}", "Olá Anna,\n\nQuando sai a mercadoria?\n\nCumprimentos"),
    },
    "confirmed": {
        "fr": (
            "Confirmation de commande {ref}",
            (
                "Bonjour,\n\nNous confirmons votre commande {ref}."
                " La marchandise sera disponible le {day}.\n\nCordialement"
            ),
        ),
        "en": (
            "Order confirmation {ref}",
            (
                "Dear Anna,\n\nThank you for your order {ref}. We confirm"
                " delivery on {day}.\n\nBest regards"
            ),
        ),
    },
    "invoice": {
        "fr": (
            "Facture et liste de colisage {ref}",
            (
                "Bonjour,\n\nVous trouverez ci-joint la facture"
                " {theirs} et la liste de colisage de votre commande {ref}."
            ),
        ),
        "en": (
            "Invoice and packing list for your order {ref}",
            (
                "Dear Anna,\n\nPlease find attached"
                " the commercial invoice {theirs} and the packing list for {ref}.\n\nBest regards"
            ),
        ),
    },
    "departed": {
        "fr": (
            "Départ effectué – {numbers}",
            (
                "Bonjour,\n\nL'envoi {numbers} a quitté {port} comme"
                " prévu. Le document de transport est joint.\n\nBien à vous"
            ),
        ),
        "en": (
            "Shipped on board: {numbers}",
            (
                "Dear customer,\n\nYour shipment {numbers} has sailed"
                " from {port} as planned. The transport document is attached.\n\nKind regards"
            ),
        ),
    },
    "new_eta": {
        "fr": (
            "Retard navire – {numbers}",
            (
                "Bonjour,\n\nLe navire a pris du retard à l'escale."
                " La nouvelle ETA est le {day} au lieu du {before}.\nRéférence : {numbers}."
            ),
        ),
        "en": (
            "Delay notice {numbers}",
            (
                "Dear customer,\n\nPlease note that due to port congestion"
                " the new ETA is {day} instead of {before}.\nOur reference: {numbers}."
            ),
        ),
    },
    "arrival": {
        "fr": (
            "Avis d'arrivée {numbers}",
            (
                "Bonjour,\n\nVeuillez trouver l'avis d'arrivée de l'envoi"
                " {numbers}, attendu le {day}. Merci de nous transmettre vos instructions."
            ),
        ),
        "en": (
            "Arrival notice {numbers}",
            (
                "Dear customer,\n\nPlease find attached the arrival notice"
                " for {numbers}. ETA {day}. Kindly send your delivery instructions."
            ),
        ),
    },
    "consignment_note": {
        "fr": (
            "Lettre de voiture {numbers}",
            "Bonjour,\n\nCi-joint la lettre de voiture émargée de l'envoi {numbers}.",
        ),
    },
    "exit": {
        "fr": (
            "Sortie certifiée MRN {numbers}",
            (
                "Bonjour,\n\nVous trouverez la certification de"
                " sortie ECS de la déclaration {numbers}.\n\nOdile Fabre"
            ),
        ),
    },
    "claim": {
        "fr": (
            "Réserves sur la livraison {theirs}",
            (
                "Bonjour Anna,\n\nÀ l'ouverture, trois cartons"
                " de la commande {theirs} sont endommagés. Nous émettons des réserves."
                " Photos jointes."
            ),
        ),
        "en": (
            "Damaged goods, order {theirs}",
            (
                "Dear Anna,\n\nOn unpacking, four casseroles of order"
                " {theirs} were found damaged. Please advise. Photos attached."
            ),
        ),
        "de": (
            "Reklamation Bestellung {theirs}",
            (
                "Guten Tag,\n\nmehrere Stücke der Bestellung"
                " {theirs} kamen beschädigt an. Fotos anbei."
            ),
        ),
        "it": (
            "Reclamo ordine {theirs}",
            (
                "Buongiorno,\n\nalcuni pezzi dell'ordine {theirs} sono"
                " arrivati danneggiati. Foto in allegato."
            ),
        ),
    },
    "two_orders": {
        "fr": (
            "Vos commandes {first} et {second}",
            (
                "Bonjour,\n\nPouvez-vous grouper les commandes"
                " {first} et {second} en un seul enlèvement ?"
            ),
        ),
        "en": (
            "Orders {first} and {second}",
            "Dear Anna,\n\nCould you ship orders {first} and {second} together?",
        ),
    },
    "wrong_subject": {
        "fr": (
            "RE: Commande {first}",
            (
                "Bonjour,\n\nAu sujet de la commande {second} : merci de"
                " doubler les quantités de torchons."
            ),
        ),
        "en": (
            "RE: Purchase order {first}",
            (
                "Hello Anna,\n\nThis is about order {second}: please"
                " double the quantity of tea towels."
            ),
        ),
    },
    "credit": {
        "fr": (
            "Crédit documentaire, commande {ref}",
            (
                "Madame,\n\nNous vous notifions l'ouverture du"
                " crédit documentaire relatif à votre commande {ref}. Copie jointe."
            ),
        ),
    },
    "forwarded": {
        "fr": ("TR: {subject}", "Anna,\n\nReçu à mon adresse, c'est pour toi.\n\nBilal"),
    },
    "enquiry": {
        "fr": (
            "Demande de tarif",
            (
                "Bonjour,\n\nNous ouvrons une boutique de cuisine à Namur et"
                " souhaitons recevoir votre catalogue et vos conditions."
            ),
        ),
        "en": (
            "Price enquiry",
            (
                "Dear Sirs,\n\nWe are a kitchenware retailer in Dublin. Please send"
                " us your catalogue and export prices for cast-iron cookware."
            ),
        ),
        "es": (
            "Solicitud de catálogo",
            "Buenos días:\n\nSomos una tienda de menaje en Bilbao. ¿Podrían enviarnos su catálogo?",
        ),
    },
    "out_of_office": {
        "fr": (
            "Réponse automatique : Commande {theirs}",
            "Je suis absent jusqu'au {day}. En cas d'urgence, appelez le standard.",
        ),
        "en": ("Automatic reply: Purchase order {theirs}", "I am out of the office until {day}."),
    },
}

NEWSLETTERS = (
    (
        "news@salon-arts-table.example",
        "Salon Arts de la Table : votre badge",
        "Le salon ouvre en janvier. Réservez votre badge dès maintenant.",
    ),
    (
        "lettre@lemoci-demo.example",
        "La lettre de l'export",
        "Cette semaine : CBAM, taux de fret, nouveautés Incoterms.",
    ),
    ("promo@boxfret.example", "Freight rates are dropping!", "Book your FCL now and save 12 %."),
    ("info@webinar-douane.example", "Webinaire : ICS2, êtes-vous prêts ?", "Inscription gratuite."),
    ("digest@tradewatch.example", "Trade digest", "Tariffs, ports and exchange rates this week."),
)
SPAM = (
    (
        "winner@lotto-intl.example",
        "CONGRATULATIONS you won 2.500.000 EUR",
        "Claim your prize now by sending your bank details.",
    ),
    (
        "seo@rank-first.example",
        "Your website is not on page 1",
        "We can bring you 10,000 visitors.",
    ),
    (
        "dr.smith@trustfund.example",
        "Confidential business proposal",
        (
            "I need your assistance to"
            " transfer a sum of USD 18.5 million. This is confidential and urgent."
        ),
    ),
    (
        "sales@cheap-pallets.example",
        "Euro pallets best price",
        "Good day, we produce EPAL pallets.",
    ),
    ("billing@micros0ft-support.example", "Your mailbox is full", "Verify your password today."),
)

REPLIES = (
    (0, "RE: {subject}", (
        "Dear Anna,\n\nThank you for your mail. We are interested in the casseroles for induction:"
        " please send us your price list by the pallet and two samples.\n\nLehmann")),
    (1, "RE: {subject}", (
        "Dear Anna,\n\nThank you, a fine range. Not this season, our shelves are full: come back"
        " to us in spring.\n\nBrandt")),
    (4, "STOP", "Please unsubscribe our address from your mails.\n\nSoler"),
    (5, "Réponse automatique : {subject}", (
        "Bonjour,\n\nJe suis absent du bureau et de retour lundi. Vos messages ne sont pas"
        " transmis.\n\nPeeters")),
    (6, "RE: {subject}", (
        "Dear Anna,\n\nOur customers ask for heavy casseroles. Could we fix an appointment in"
        " Zurich, at your stand?\n\nMeier")),
)  # fmt: skip
"""Answers to the follow-up of the fair: whose, by place among the letters, and their words."""
BOUNCED_AT = 8
"""The letter that could not be delivered, by place."""

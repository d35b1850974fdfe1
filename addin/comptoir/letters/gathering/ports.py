"""Ports and airports that our letters name, by their UN/LOCODE.

Source: UNECE, UN/LOCODE code list. A place that is not here is shown by its code.
"""

from __future__ import annotations

_NAMES = {
    "AEJEA": "Jebel Ali",
    "BEANR": "Antwerp",
    "BRSSZ": "Santos",
    "CAMTR": "Montréal",
    "CAYUL": "Montréal-Trudeau",
    "CIABJ": "Abidjan",
    "CMDLA": "Douala",
    "CNNGB": "Ningbo",
    "CNPVG": "Shanghai Pudong",
    "CNSHA": "Shanghai",
    "CNSZX": "Shenzhen",
    "CNTAO": "Qingdao",
    "CNYTN": "Yantian",
    "DEHAM": "Hamburg",
    "EGPSD": "Port Said",
    "ESBCN": "Barcelona",
    "ESVLC": "Valencia",
    "FRCDG": "Paris-Charles-de-Gaulle",
    "FRFOS": "Fos-sur-Mer",
    "FRLEH": "Le Havre",
    "FRLYS": "Lyon-Saint-Exupéry",
    "FRMRS": "Marseille",
    "GBBRS": "Bristol",
    "GBFXT": "Felixstowe",
    "GBLGP": "London Gateway",
    "GBSOU": "Southampton",
    "HKHKG": "Hong Kong",
    "INBOM": "Mumbai",
    "INNSA": "Nhava Sheva",
    "ITGOA": "Genoa",
    "JPNRT": "Tokyo Narita",
    "JPYOK": "Yokohama",
    "KRPUS": "Busan",
    "MAAGA": "Agadir",
    "MACAS": "Casablanca",
    "MATNG": "Tanger Med",
    "NLRTM": "Rotterdam",
    "SAJED": "Jeddah",
    "SGSIN": "Singapore",
    "SNDKR": "Dakar",
    "SNDSS": "Dakar Blaise-Diagne",
    "TNRDS": "Radès",
    "TNTUN": "Tunis-Carthage",
    "TRGZT": "Gaziantep",
    "TRIST": "Istanbul",
    "TRMER": "Mersin",
    "USEWR": "Newark",
    "USLAX": "Los Angeles",
    "USNYC": "New York",
    "USSAV": "Savannah",
    "VNSGN": "Ho Chi Minh City",
    "ZADUR": "Durban",
}
_FRENCH = {
    "BEANR": "Anvers",
    "DEHAM": "Hambourg",
    "EGPSD": "Port-Saïd",
    "ESBCN": "Barcelone",
    "ESVLC": "Valence",
    "ITGOA": "Gênes",
    "SAJED": "Djeddah",
    "SGSIN": "Singapour",
    "VNSGN": "Hô-Chi-Minh-Ville",
}


def port_name(code: str, lang: str) -> str:
    """The port or airport with its code, as on a booking.

    >>> port_name("ITGOA", "fr"), port_name("XXABC", "en"), port_name("", "fr")
    ('Gênes (ITGOA)', 'XXABC', '')
    """
    name = (_FRENCH.get(code) if lang == "fr" else None) or _NAMES.get(code)
    return f"{name} ({code})" if name else code

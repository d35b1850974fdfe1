"""Two vocabularies of the second world: `MENDED` the rules were mended on, `UNSEEN` they were not.

Firms, articles, ports as they are printed, ships, and the words of boilerplate. `UNSEEN` was
written at the same time and run only when the mending was over.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class House:
    """A firm: its name as it is registered, and the lines of its address."""

    name: str
    street: str
    town: str
    country: tuple[str, str]
    iso: str


@dataclass(frozen=True, slots=True)
class Article:
    """Goods in both languages, whole and in general terms; *kg* of one unit."""

    en: str
    fr: str
    general: tuple[str, str]
    code: str
    origin: str
    price: str
    kg: str
    unit: str = "PCE"


@dataclass(frozen=True, slots=True)
class World:
    """What sales are made up from; ports with every way they are printed."""

    sellers: tuple[House, ...]
    buyers: tuple[House, ...]
    ways_out: dict[str, tuple[str, ...]]
    ways_in: dict[str, tuple[str, ...]]
    airports: dict[str, str]
    ports: dict[str, tuple[str, ...]]
    elsewhere: tuple[str, ...]
    """Ports none of its sales goes through."""
    articles: tuple[Article, ...]
    ships: tuple[str, ...]
    other_ships: tuple[str, ...]
    other_goods: tuple[str, ...]
    abbreviated: tuple[tuple[str, tuple[str, ...]], ...]
    """How a name is abbreviated: ISBP 745 A1 and A2 and the usage of letterheads."""
    contents: tuple[str, ...]
    """What stands before the goods on a transport document: {} packages."""
    handling: tuple[str, ...]
    """What stands beside the marks."""
    voyages: tuple[str, ...]
    """How a ship's name is printed: {}."""


FRANCE, ITALY = ("France", "France"), ("Italy", "Italie")
# fmt: off
MENDED = World(
    sellers=(
        House("Fonderies Saint-Éloi SAS", "14 boulevard Gambetta", "59140 Dunkerque", FRANCE, "FR"),
        House("Société Bourbonnaise d'Électricité S.A.", "3 avenue Foch", "03000 Moulins", FRANCE,
              "FR"),
        House("Établissements Kerdraon & Fils SARL", "Zone artisanale de Kergaradec", "29200 Brest",
              FRANCE, "FR"),
        House("Molino International S.p.A.", "Via Emilia 210", "40026 Imola", ITALY, "IT"),
    ),
    buyers=(
        House("Oriental Manufacturing Company Limited", "12 Nathan Road", "Hong Kong",
              ("Hong Kong", "Hong Kong"), "HK"),
        House("Comptoir Ivoirien d'Import-Export SARL", "Boulevard de Marseille", "Abidjan",
              ("Ivory Coast", "Côte d'Ivoire"), "CI"),
        House("Brothers Mahfouz & Co.", "Avenue Hassan II", "Casablanca", ("Morocco", "Maroc"), "MA"),
        House("Delta Pacific Trading Corporation", "45 Nguyen Hue Street", "Ho Chi Minh City",
              ("Vietnam", "Viêt Nam"), "VN"),
        House("Gulf International Equipment LLC", "P.O. Box 4417", "Dubai",
              ("United Arab Emirates", "Émirats arabes unis"), "AE"),
        House("Hanse Werkzeug GmbH & Co. KG", "Speicherstraße 8", "20457 Hamburg",
              ("Germany", "Allemagne"), "DE"),
        House("Great Lakes Foods, Inc.", "900 Erie Avenue", "Montreal", ("Canada", "Canada"), "CA"),
    ),
    ways_out={"FR": ("FRLEH", "FRFOS", "FRDKK", "BEANR"), "IT": ("ITGOA", "FRFOS")},
    ways_in={
        "HK": ("HKHKG",), "CI": ("CIABJ",), "MA": ("MACAS",), "VN": ("VNSGN",), "AE": ("AEJEA",),
        "DE": ("DEHAM",), "CA": ("CAMTR",),
    },
    airports={"FR": "FRCDG", "IT": "ITMXP", "HK": "HKHKG", "CI": "CIABJ", "MA": "MACMN",
                "VN": "VNSGN", "AE": "AEDXB", "DE": "DEFRA", "CA": "CAYUL"},
    ports={
        "FRLEH": ("Le Havre", "Le Havre, France", "Port of Le Havre", "Le Havre (FR)", "FRLEH",
                  "FR LEH", "Port du Havre"),
        "FRFOS": ("Fos-sur-Mer", "Fos sur Mer", "FRFOS", "Port of Fos", "Fos-sur-Mer (France)"),
        "FRDKK": ("Dunkerque", "Dunkirk", "FRDKK", "Port de Dunkerque", "Dunkirk, France"),
        "BEANR": ("Antwerp", "Anvers", "Antwerpen", "BEANR", "Port of Antwerp, Belgium"),
        "ITGOA": ("Genoa", "Gênes", "Genova", "ITGOA", "Port of Genoa (Italy)"),
        "HKHKG": ("Hong Kong", "HKHKG", "Hongkong", "Port of Hong Kong"),
        "CIABJ": ("Abidjan", "CIABJ", "Port d'Abidjan", "Abidjan, Côte d'Ivoire",
                  "Abidjan, Ivory Coast"),
        "MACAS": ("Casablanca", "MACAS", "Port of Casablanca, Morocco", "Casablanca (Maroc)"),
        "VNSGN": ("Ho Chi Minh City", "Hô-Chi-Minh-Ville", "VNSGN", "Hochiminh City, Vietnam",
                  "Ho Chi Minh port"),
        "AEJEA": ("Jebel Ali", "AEJEA", "Port of Jebel Ali, UAE", "Jebel Ali, Dubai"),
        "DEHAM": ("Hamburg", "Hambourg", "DEHAM", "Port of Hamburg, Germany"),
        "CAMTR": ("Montreal", "Montréal", "CAMTR", "Montreal, Canada", "Montréal (Québec)"),
        "FRCDG": ("Paris CDG", "Paris-Charles de Gaulle", "FRCDG", "CDG", "Roissy-Charles-de-Gaulle"),
        "ITMXP": ("Milan Malpensa", "ITMXP", "Milano Malpensa", "MXP"),
        "MACMN": ("Casablanca Mohammed V", "MACMN", "CMN"),
        "AEDXB": ("Dubai", "AEDXB", "DXB", "Dubaï", "Dubai International Airport"),
        "DEFRA": ("Frankfurt", "Francfort", "DEFRA", "Frankfurt Airport"),
        "CAYUL": ("Montreal-Trudeau", "Montréal-Trudeau", "CAYUL", "YUL"),
    },
    elsewhere=("FRMRS", "Marseille", "Port of Marseille", "Rotterdam", "NLRTM", "Bremerhaven",
                 "Zeebrugge", "Tanger Med", "MATNG", "Dakar", "SNDKR", "Shanghai", "CNSHA", "Busan",
                 "Haiphong", "VNHPH", "Jeddah", "Halifax", "Ravenna"),
    articles=(
        Article("Cast iron radiator, 4 columns, H 760 mm, black", "Radiateur en fonte, 4 colonnes,"
                " H 760 mm, noir", ("Radiators", "Radiateurs"), "73221100", "FR", "148.30", "31.5"),
        Article("Electric cable, copper, 3 x 2.5 mm2, 100 m", "Câble électrique, cuivre, 3 x 2,5 mm2,"
                " 100 m", ("Electric cables", "Câbles électriques"), "85444991", "FR", "86.4", "14.25"),
        Article("Ball bearing, steel, 25 x 52 x 15 mm", "Roulement à billes, acier, 25 x 52 x 15 mm",
                ("Ball bearings", "Roulements à billes"), "84821010", "IT", "3.125", "0.13"),
        Article("Sardines in olive oil, tin of 115 g", "Sardines à l'huile d'olive, boîte de 115 g",
                ("Canned sardines", "Sardines en conserve"), "16041311", "FR", "1.48", "0.19"),
        Article("Safety shoes, leather, S3, size 43", "Chaussures de sécurité, cuir, S3, taille 43",
                ("Safety shoes", "Chaussures de sécurité"), "64039113", "PT", "38.90", "1.4", "PR"),
        Article("Industrial mixer, stainless steel, 60 L, 400 V", "Pétrin industriel, acier inoxydable,"
                " 60 L, 400 V", ("Industrial mixers", "Pétrins industriels"), "84381010", "IT",
                "2480.00", "187"),
        Article("Durum wheat semolina, extra fine", "Semoule de blé dur, extra fine",
                ("Wheat semolina", "Semoule de blé"), "11031110", "FR", "0.64", "1", "KG"),
        Article("Polypropylene granules, natural, MFI 12", "Granulés de polypropylène, naturel, MFI 12",
                ("Polypropylene", "Polypropylène"), "39021000", "BE", "1.17", "1", "KG"),
    ),
    ships=("CMA CGM Palais Royal", "MSC Isabella", "Hapag Express", "Ever Golden",
             "Al Muraykh", "Saint-Nazaire Trader"),
    other_ships=("CMA CGM Marco Polo", "MSC Oscar", "Maersk Eindhoven"),
    other_goods=("Laboratory glassware, borosilicate", "Tondeuse à gazon, moteur thermique",
                 "Hydraulic hoses, 2 wire"),
    abbreviated=(
        ("Société", ("Sté", "Ste", "SOCIETE")), ("Établissements", ("Ets", "Éts", "Etablissements")),
        ("International", ("Intl", "Int'l")), ("Manufacturing", ("Mfg", "Mfg.")),
        ("Company Limited", ("Co., Ltd", "Co. Ltd.", "Company Ltd")), ("Corporation", ("Corp.",)),
        ("Brothers", ("Bros", "Bros.")), ("Saint-", ("St-", "Saint ", "St ")), ("& Co.", ("and Co",)),
        ("Import-Export", ("Import Export", "Import & Export")), ("& Fils", ("et Fils",)),
        ("SARL", ("S.A.R.L.", "Sarl", "")), ("SAS", ("S.A.S.", "")), ("S.p.A.", ("SpA", "SPA")),
        ("GmbH & Co. KG", ("GmbH & Co KG", "GmbH und Co. KG")), (", Inc.", (" Inc", " Incorporated")),
    ),
    contents=("{} cartons said to contain ",),
    handling=("FRAGILE", "KEEP DRY", "Made in EU", "HANDLE WITH CARE"),
    voyages=("{}", "M/V {}", "MV {}", "M.V. {}", "{} V.026W", "{} / 0FM3ZW1MA", "m/s {} voy. 411S"),
)
SPAIN, NETHERLANDS = ("Spain", "Espagne"), ("Netherlands", "Pays-Bas")
UNSEEN = World(
    sellers=(
        House("Laiteries Réunies du Perche SA", "2 place de l'Église", "61400 Mortagne", FRANCE, "FR"),
        House("Groupe Industriel Vauban & Associés SAS", "Rue des Frères-Lumière", "59000 Lille",
              FRANCE, "FR"),
        House("Talleres Mecánicos del Turia S.L.", "Calle Colón 14", "46004 Valencia", SPAIN, "ES"),
        House("Van der Meulen Trading B.V.", "Waalhaven 88", "3089 Rotterdam", NETHERLANDS, "NL"),
        House("Coopérative Agricole Sainte-Odile", "9 route du Vin", "67140 Barr", FRANCE, "FR"),
    ),
    buyers=(
        House("Kinshasa General Supplies SPRL", "Avenue du Port 17", "Mombasa", ("Kenya", "Kenya"),
              "KE"),
        House("Nippon Precision Instruments K.K.", "3-2-1 Minato Mirai", "Yokohama",
              ("Japan", "Japon"), "JP"),
        House("Compagnie Tunisienne d'Équipement SUARL", "Rue de Marseille", "Radès",
              ("Tunisia", "Tunisie"), "TN"),
        House("Andean Hardware Distributors S.A.", "Av. Argentina 2085", "Callao",
              ("Peru", "Pérou"), "PE"),
        House("Baltic Engineering Sp. z o.o.", "ul. Morska 12", "Gdynia", ("Poland", "Pologne"),
              "PL"),
        House("St. Lawrence Industries Ltd", "400 Water Street", "New York",
              ("United States", "États-Unis"), "US"),
    ),
    ways_out={"FR": ("FRMRS", "FRLRH", "FRLEH"), "ES": ("ESVLC", "ESBCN"), "NL": ("NLRTM",)},
    ways_in={"KE": ("KEMBA",), "JP": ("JPYOK",), "TN": ("TNRDS",), "PE": ("PECLL",),
             "PL": ("PLGDY",), "US": ("USNYC",)},
    airports={"FR": "FRLYS", "ES": "ESMAD", "NL": "NLAMS", "KE": "KENBO", "JP": "JPNRT",
              "TN": "TNTUN", "PE": "PELIM", "PL": "PLWAW", "US": "USJFK"},
    ports={
        "FRMRS": ("Marseille", "Marseilles", "FRMRS", "Port of Marseille, France", "FR MRS"),
        "FRLRH": ("La Rochelle", "La Rochelle-Pallice", "FRLRH", "Port de La Rochelle"),
        "FRLEH": ("Le Havre", "Havre", "FRLEH", "Le Havre Port 2000", "Le Havre, Seine-Maritime"),
        "ESVLC": ("Valencia", "Valence", "ESVLC", "Port of Valencia, Spain"),
        "ESBCN": ("Barcelona", "Barcelone", "ESBCN", "Barcelona (Espagne)"),
        "NLRTM": ("Rotterdam", "NLRTM", "Rotterdam, Maasvlakte", "Port of Rotterdam NL"),
        "KEMBA": ("Mombasa", "KEMBA", "Mombassa, Kenya", "Port of Mombasa"),
        "JPYOK": ("Yokohama", "JPYOK", "Yokohama, Japan", "Port de Yokohama (Japon)"),
        "TNRDS": ("Radès", "Rades", "TNRDS", "Port of Rades, Tunisia"),
        "PECLL": ("Callao", "PECLL", "El Callao, Peru", "Port of Callao"),
        "PLGDY": ("Gdynia", "PLGDY", "Port of Gdynia, Poland"),
        "USNYC": ("New York", "USNYC", "New York, NY", "Port of New York, USA"),
        "FRLYS": ("Lyon-Saint-Exupéry", "LYS", "FRLYS", "Lyon St Exupery"),
        "ESMAD": ("Madrid", "ESMAD", "MAD", "Madrid-Barajas"),
        "NLAMS": ("Amsterdam", "NLAMS", "AMS", "Amsterdam Schiphol"),
        "KENBO": ("Nairobi", "KENBO", "NBO", "Nairobi Jomo Kenyatta"),
        "JPNRT": ("Tokyo Narita", "JPNRT", "NRT", "Narita"),
        "TNTUN": ("Tunis", "TNTUN", "TUN", "Tunis-Carthage"),
        "PELIM": ("Lima", "PELIM", "LIM"),
        "PLWAW": ("Warsaw", "Varsovie", "PLWAW", "WAW"),
        "USJFK": ("New York JFK", "USJFK", "JFK", "John F. Kennedy Airport"),
    },
    elsewhere=("FRDKK", "Dunkirk", "Bordeaux", "Algeciras", "ESALG", "Antwerp", "BEANR", "Tema",
               "Dar es Salaam", "Kobe", "JPUKB", "Bizerte", "Valparaiso", "Gdansk", "PLGDN",
               "Baltimore", "Savannah"),
    articles=(
        Article("Emmental cheese, grated, bag of 1 kg", "Emmental râpé, sachet de 1 kg",
                ("Cheese", "Fromage"), "04069013", "FR", "7.15", "1.02"),
        Article("Hydraulic press, 160 t, 2 columns", "Presse hydraulique, 160 t, 2 colonnes",
                ("Hydraulic presses", "Presses hydrauliques"), "84629110", "FR", "38450.00", "6120"),
        Article("Ceramic floor tile, 60 x 60 cm, grey", "Carreau de sol en céramique, 60 x 60 cm,"
                " gris", ("Floor tiles", "Carreaux"), "69072100", "ES", "4.36", "8.2"),
        Article("Tulip bulbs, size 12/14, red", "Bulbes de tulipe, calibre 12/14, rouge",
                ("Tulip bulbs", "Bulbes"), "06011030", "NL", "0.115", "0.035"),
        Article("Riesling white wine, 75 cl, vintage 2024", "Vin blanc Riesling, 75 cl, millésime"
                " 2024", ("Wine", "Vins"), "22042138", "FR", "6.80", "1.35"),
        Article("Rubber gloves, nitrile, size 9", "Gants en caoutchouc, nitrile, taille 9",
                ("Rubber gloves", "Gants"), "40151900", "MY", "1.27", "0.12", "PR"),
        Article("Malting barley, crop 2025", "Orge de brasserie, récolte 2025",
                ("Barley", "Orge"), "10039000", "FR", "0.271", "1", "KG"),
        Article("Urea, granular, 46 % N", "Urée granulée, 46 % N", ("Urea", "Urée"), "31021010",
                "NL", "0.418", "1", "KG"),
    ),
    ships=("Cosco Shipping Andes", "Hyundai Courage", "Grande Abidjan", "ONE Columba",
           "Santa Rosa Express"),
    other_ships=("Zim Sammy Ofer", "Yang Ming Wreath", "Grimaldi Lagos"),
    other_goods=("Office furniture, oak veneer", "Pneus agraires 18.4 R38", "Printed circuit boards"),
    abbreviated=(
        ("Industriel", ("Indust.", "Ind.")), ("Industries", ("Inds", "Ind.")),
        ("Compagnie", ("Cie", "Cie.")), ("Coopérative", ("Coop.", "Coop")),
        ("Sainte-", ("Ste-", "Sainte ", "Ste ")), ("St.", ("Saint", "St")), ("SA", ("S.A.", "")),
        ("Groupe", ("Grp.", "Gpe")), ("& Associés", ("et Associés",)), ("B.V.", ("BV",)),
        ("Distributors", ("Distrib.",)), ("Engineering", ("Eng.", "Engg")),
        ("General", ("Gen.", "Gral.")), ("S.L.", ("SL", "Sociedad Limitada")),
        ("K.K.", ("KK", "")), ("Sp. z o.o.", ("SP ZOO", "Sp.z o.o.")), ("Ltd", ("Limited", "LTD.")),
    ),
    contents=("{} packages STC ", "{} colis contenant ", "One lot of {} pallets: ",
              "Shipper's load and count: {} boxes "),
    handling=("THIS SIDE UP", "Do not stack", "HAUT - BAS", "Net weight 25 kg"),
    voyages=("{}", "mv {}", "Navire {}", "{} voyage 118N", "{} (or substitute)", "Vessel: {}"),
)
# fmt: on

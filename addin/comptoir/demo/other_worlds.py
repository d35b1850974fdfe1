"""Three vocabularies of invented sales, on which the rules were mended one after another.

Firms, articles, ports as they are printed, ships, and the words of boilerplate. `FIRST` was used
while mending. `SECOND` was run once on the mended rules, then mended on too. `THIRD` was written
before `SECOND` was looked into, and run when the mending was over; what it showed was mended by
principle. What the rules are worth on papers nobody thought of is what they were worth on it then.
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
FIRST = World(
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
SECOND = World(
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
TURKEY, PORTUGAL = ("Turkey", "Turquie"), ("Portugal", "Portugal")
THIRD = World(
    sellers=(
        House("Biscuiterie Traditionnelle de Pont-Aven SARL", "Zone Industrielle de Kergazuel",
              "29930 Pont-Aven", FRANCE, "FR"),
        House("Ateliers Mécaniques Lorrains SAS", "47 avenue du Général-Leclerc", "54000 Nancy",
              FRANCE, "FR"),
        House("Anadolu Tekstil Sanayi ve Ticaret A.Ş.", "Organize Sanayi 4. Cadde", "Gaziantep",
              TURKEY, "TR"),
        House("Cortiças do Alentejo Lda", "Rua da Fonte 31", "7000 Évora", PORTUGAL, "PT"),
        House("Laboratoires Pharmaceutiques Ferrand & Cie", "1 place Bellecour", "69002 Lyon",
              FRANCE, "FR"),
    ),
    buyers=(
        House("Nile Valley Agricultural Development Co. S.A.E.", "26 July Street", "Alexandria",
              ("Egypt", "Égypte"), "EG"),
        House("Société Générale de Négoce du Bénin SA", "Boulevard Saint-Michel", "Cotonou",
              ("Benin", "Bénin"), "BJ"),
        House("Hanil Electronic Materials Co., Ltd", "120 Haeundae-ro", "Busan",
              ("South Korea", "Corée du Sud"), "KR"),
        House("Australian Kitchenware Wholesalers Pty Ltd", "15 Harbour Esplanade", "Melbourne",
              ("Australia", "Australie"), "AU"),
        House("Bharat Precision Tools Private Limited", "MIDC Andheri East", "Mumbai",
              ("India", "Inde"), "IN"),
        House("Czech Glass & Crystal s.r.o.", "Skalní 9", "Praha", ("Czechia", "Tchéquie"), "CZ"),
    ),
    ways_out={"FR": ("FRBES", "FRSNR", "FRFOS", "FRURO"), "TR": ("TRMER", "TRIZM"),
              "PT": ("PTLIS", "PTSIE")},
    ways_in={"EG": ("EGALY", "EGPSD"), "BJ": ("BJCOO",), "KR": ("KRPUS",), "AU": ("AUMEL",),
             "IN": ("INNSA",), "CZ": ("DEHAM",)},
    airports={"FR": "FRCDG", "TR": "TRIST", "PT": "PTLIS", "EG": "EGCAI", "BJ": "BJCOO",
              "KR": "KRICN", "AU": "AUMEL", "IN": "INBOM", "CZ": "CZPRG"},
    ports={
        "FRBES": ("Brest", "FRBES", "Port de Brest", "Brest (Finistère)"),
        "FRSNR": ("Saint-Nazaire", "St-Nazaire", "FRSNR", "St. Nazaire, France"),
        "FRFOS": ("Fos-sur-Mer", "Fos s/ Mer", "FRFOS", "FOS SUR MER / FRANCE"),
        "FRURO": ("Rouen", "FRURO", "Port of Rouen", "Rouen - France"),
        "TRMER": ("Mersin", "TRMER", "Mersin, Turkey", "Mersin Limani"),
        "TRIZM": ("Izmir", "İzmir", "TRIZM", "Smyrne", "Port of Izmir"),
        "PTLIS": ("Lisbon", "Lisbonne", "Lisboa", "PTLIS", "Lisbon, Portugal"),
        "PTSIE": ("Sines", "PTSIE", "Port of Sines", "Sines Container Terminal XXI"),
        "EGALY": ("Alexandria", "Alexandrie", "EGALY", "Alexandria Old Port", "Alexandria, Egypt"),
        "EGPSD": ("Port Said", "Port-Saïd", "EGPSD", "Port Said West", "PORT SAID (EG)"),
        "BJCOO": ("Cotonou", "BJCOO", "Port Autonome de Cotonou", "Cotonou, Benin"),
        "KRPUS": ("Busan", "Pusan", "KRPUS", "Busan New Port", "Port of Busan, Korea"),
        "AUMEL": ("Melbourne", "AUMEL", "MEL", "Melbourne, Victoria", "Port of Melbourne"),
        "INNSA": ("Nhava Sheva", "JNPT", "INNSA", "Nhava Sheva (Mumbai)", "Jawaharlal Nehru Port"),
        "DEHAM": ("Hamburg", "Hambourg", "DEHAM", "Hamburg Altenwerder", "DE HAM"),
        "FRCDG": ("Paris CDG", "FRCDG", "Aéroport de Roissy", "Paris Charles de Gaulle Airport"),
        "TRIST": ("Istanbul", "TRIST", "IST", "Istanbul Airport"),
        "EGCAI": ("Cairo", "Le Caire", "EGCAI", "CAI", "Cairo Airport"),
        "KRICN": ("Seoul Incheon", "KRICN", "ICN", "Incheon International Airport"),
        "INBOM": ("Mumbai", "Bombay", "INBOM", "BOM"),
        "CZPRG": ("Prague", "CZPRG", "PRG", "Prague Ruzyne"),
    },
    elsewhere=("Lorient", "FRLRT", "La Rochelle", "Nantes", "Bordeaux", "Leixoes", "PTLEI",
               "Damietta", "EGDAM", "Lomé", "Lagos", "Incheon Port", "Ulsan", "Sydney", "AUSYD",
               "Chennai", "INMAA", "Bremerhaven", "Iskenderun"),
    articles=(
        Article("Butter biscuits, tin of 200 g, pure butter", "Biscuits au beurre, boîte de 200 g,"
                " pur beurre", ("Biscuits", "Biscuits"), "19053119", "FR", "3.42", "0.29"),
        Article("Gear reducer, ratio 1:28, 5.5 kW", "Réducteur à engrenages, rapport 1:28, 5,5 kW",
                ("Gear reducers", "Réducteurs"), "84834025", "FR", "915.00", "64"),
        Article("Bed sheet, cotton percale, 240 x 300 cm, white", "Drap de lit, percale de coton,"
                " 240 x 300 cm, blanc", ("Bed linen", "Linge de lit"), "63023100", "TR", "14.70",
                "1.1"),
        Article("Natural cork stopper, 24 x 45 mm, grade A", "Bouchon en liège naturel, 24 x 45 mm,"
                " qualité A", ("Cork stoppers", "Bouchons de liège"), "45031010", "PT", "0.185",
                "0.0038"),
        Article("Paracetamol tablets, 500 mg, box of 16", "Comprimés de paracétamol, 500 mg, boîte"
                " de 16", ("Medicaments", "Médicaments"), "30049000", "FR", "0.92", "0.02"),
        Article("Work gloves, goatskin, size 10", "Gants de travail, peau de chèvre, taille 10",
                ("Work gloves", "Gants de travail"), "42032910", "PT", "4.05", "0.14", "PR"),
        Article("Wheat flour type 55, bulk", "Farine de blé type 55, vrac", ("Wheat flour",
                "Farine de blé"), "11010015", "FR", "0.395", "1", "KG"),
        Article("Soda ash, dense, 99.2 %", "Carbonate de soude dense, 99,2 %", ("Soda ash",
                "Carbonate de soude"), "28362000", "FR", "0.287", "1", "KG"),
    ),
    ships=("APL Fullerton", "Maersk Elba", "CMA CGM Rivoli", "Wan Hai 517", "Nordic Hanne",
           "Evergreen Unity"),
    other_ships=("Hapag Lloyd Tokyo Bay", "COSCO Pride", "Seago Felixstowe"),
    other_goods=("Leather handbags, calfskin", "Robinetterie sanitaire chromée",
                 "Solar panels, monocrystalline"),
    abbreviated=(
        ("Traditionnelle", ("Trad.", "Tradit.")), ("Ateliers", ("Atel.", "Ateliers")),
        ("Mécaniques", ("Méca.", "Mec.")), ("Laboratoires", ("Labo.", "Labs", "Lab.")),
        ("Pharmaceutiques", ("Pharma.", "Pharm.")), ("Sanayi ve Ticaret", ("San. ve Tic.",)),
        ("A.Ş.", ("A.S.", "AS")), ("Development", ("Dev.", "Devt.")), ("S.A.E.", ("SAE", "")),
        ("Agricultural", ("Agric.", "Agri.")), ("Société Générale", ("Sté Générale", "Sté Gle")),
        ("Electronic", ("Electr.",)), ("Materials", ("Mat.",)), ("Wholesalers", ("Whsle.",)),
        ("Private Limited", ("Pvt. Ltd.", "Pvt Ltd", "(P) Ltd")), ("Pty Ltd", ("Pty. Limited",)),
        ("Precision", ("Prec.",)), ("s.r.o.", ("sro", "S.R.O.")), ("Lda", ("LDA.", "Limitada")),
        ("Australian", ("Aust.",)), ("& Cie", ("et Cie", "et Compagnie")),
    ),
    contents=("{} ctns s.t.c. ", "{} packages containing ", "{} colis S.T.C. ", "Said to contain: ",
              "{} drums of "),
    handling=("HANDLE WITH CARE", "Gross weight 31.5 kg", "KEEP COOL", "Craint l'humidité"),
    voyages=("{}", 'M/V "{}"', "{} VOY 0042E", "MS {}", "{} - voyage 12W", "SS {}"),
)
# fmt: on

"""English and other Latin-script names."""

GIVEN = (
    "Alice", "Amir", "Anna", "Ben", "Carla", "Chloe", "Daniel", "Diego", "Elena", "Emma", "Felix", "Fiona", "George",
    "Grace", "Hannah", "Hugo", "Irene", "Isaac", "Jack", "Julia", "Karl", "Laura", "Leo", "Lucy", "Marco", "Maria",
    "Martin", "Nadia", "Nina", "Noah", "Olga", "Oscar", "Paul", "Priya", "Rachel", "Robert", "Sara", "Sofia", "Thomas",
    "Victor",
)  # fmt: skip
FAMILY = (
    "Abbott", "Alvarez", "Archer", "Becker", "Bennett", "Brandt", "Carter", "Castell", "Cole", "Dawson", "Dubois",
    "Ellis", "Fischer", "Fletcher", "Garcia", "Grant", "Hale", "Hoffmann", "Iverson", "Jensen", "Keller", "Lambert",
    "Lindgren", "Marsh", "Mason", "Moreau", "Nolan", "Novak", "Okafor", "Osborne", "Patel", "Quinn", "Reyes", "Romano",
    "Shah", "Silva", "Turner", "Vogel", "Walsh", "Wright",
)  # fmt: skip
FIRST = (
    "Alder", "Ash", "Birk", "Brack", "Cald", "Cinder", "Corm", "Dray", "Dun", "Elder", "Fen", "Gale", "Garn", "Hart",
    "Hazel", "Hollow", "Iron", "Kest", "Lark", "Lind", "Marl", "Mistle", "Nether", "Oaken", "Pell", "Quarr", "Raven",
    "Rook", "Sable", "Skell", "Stag", "Thorn", "Tarn", "Under", "Vell", "Wend", "Whin", "Wick", "Yarrow", "Zeld",
)  # fmt: skip
SECOND = (
    "bourne", "bridge", "burn", "combe", "croft", "dale", "dell", "fell", "field", "ford", "garth", "gate", "grove",
    "haven", "holm", "holt", "hurst", "lea", "march", "mere", "moor", "port", "reach", "ridge", "shaw", "stead",
    "stow", "vale", "water", "worth", "beck", "brook", "cliff", "crest", "down", "edge", "fold", "glen", "heath",
    "hythe", "keld", "knoll", "ley", "mead", "mouth", "ness", "pike", "rigg", "scar", "side", "stone", "thwaite",
    "ton", "well", "wold", "yard",
)  # fmt: skip
TRADES = {
    "Logistics": ("Freight", "Logistics", "Haulage", "Forwarding"),
    "E-commerce": ("Online", "Marketplace", "Direct"),
    "Retail": ("Stores", "Retail", "Outfitters"),
    "Manufacturing": ("Industries", "Works", "Components"),
    "Food & Beverage": ("Foods", "Kitchens", "Brewing"),
    "Healthcare": ("Health", "Clinics", "Medical"),
    "Software": ("Software", "Systems", "Labs"),
    "Financial Services": ("Capital", "Insurance", "Leasing"),
    "Education": ("Academy", "Learning", "Schools"),
    "Public Sector": ("Port Authority", "Council Services", "Transit Board"),
    "Construction": ("Construction", "Builders", "Civil"),
    "Media": ("Media", "Press", "Studios"),
}
COUNTRIES = {
    "US": ("{name} Inc.", "{name} LLC", "{name} Corp."),
    "GB": ("{name} Ltd", "{name} plc"),
    "DE": ("{name} GmbH", "{name} AG"),
    "CA": ("{name} Inc.", "{name} Ltd."),
    "AU": ("{name} Pty Ltd",),
    "IE": ("{name} Limited",),
    "NL": ("{name} B.V.",),
}
CITIES = {
    "US": ("Chicago", "Dallas", "Denver", "Memphis", "Newark", "Portland"),
    "GB": ("Birmingham", "Bristol", "Leeds", "London", "Manchester"),
    "DE": ("Berlin", "Bremen", "Hamburg", "München"),
    "CA": ("Calgary", "Montréal", "Toronto"),
    "AU": ("Brisbane", "Melbourne", "Sydney"),
    "IE": ("Cork", "Dublin"),
    "NL": ("Rotterdam", "Utrecht"),
}
TITLES = {
    "user": ("Logistics Coordinator", "Shipping Clerk", "Customer Service Specialist", "Warehouse Supervisor"),
    "influencer": ("Operations Manager", "Procurement Manager", "Supply Chain Analyst", "E-commerce Manager"),
    "decision_maker": ("Director of Operations", "VP Supply Chain", "Head of Logistics", "VP Operations"),
    "it_expert": ("IT Manager", "Integration Engineer", "Enterprise Architect", "Systems Administrator"),
    "economic_buyer": ("Chief Financial Officer", "Finance Director", "VP Finance"),
    "executive_sponsor": ("Chief Executive Officer", "Chief Operating Officer", "Managing Director"),
}
COMPANY = "{first}{second} {trade}"

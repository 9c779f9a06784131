"""ISO 3166-1: the two- and three-letter codes of countries, and names that registers do not list."""

ALPHA_3 = dict(
    pair.split(":")
    for pair in ["AD:AND", "AE:ARE", "AF:AFG", "AG:ATG", "AI:AIA", "AL:ALB", "AM:ARM", "AO:AGO", "AQ:ATA", "AR:ARG", "AS:ASM", "AT:AUT", "AU:AUS", "AW:ABW", "AX:ALA", "AZ:AZE", "BA:BIH", "BB:BRB", "BD:BGD", "BE:BEL", "BF:BFA", "BG:BGR", "BH:BHR", "BI:BDI", "BJ:BEN", "BL:BLM", "BM:BMU", "BN:BRN", "BO:BOL", "BQ:BES", "BR:BRA", "BS:BHS", "BT:BTN", "BV:BVT", "BW:BWA", "BY:BLR", "BZ:BLZ", "CA:CAN", "CC:CCK", "CD:COD", "CF:CAF", "CG:COG", "CH:CHE", "CI:CIV", "CK:COK", "CL:CHL", "CM:CMR", "CN:CHN", "CO:COL", "CR:CRI", "CU:CUB", "CV:CPV", "CW:CUW", "CX:CXR", "CY:CYP", "CZ:CZE", "DE:DEU", "DJ:DJI", "DK:DNK", "DM:DMA", "DO:DOM", "DZ:DZA", "EC:ECU", "EE:EST", "EG:EGY", "EH:ESH", "ER:ERI", "ES:ESP", "ET:ETH", "FI:FIN", "FJ:FJI", "FK:FLK", "FM:FSM", "FO:FRO", "FR:FRA", "GA:GAB", "GB:GBR", "GD:GRD", "GE:GEO", "GF:GUF", "GG:GGY", "GH:GHA", "GI:GIB", "GL:GRL", "GM:GMB", "GN:GIN", "GP:GLP", "GQ:GNQ", "GR:GRC", "GS:SGS", "GT:GTM", "GU:GUM", "GW:GNB", "GY:GUY", "HK:HKG", "HM:HMD", "HN:HND", "HR:HRV", "HT:HTI", "HU:HUN", "ID:IDN", "IE:IRL", "IL:ISR", "IM:IMN", "IN:IND", "IO:IOT", "IQ:IRQ", "IR:IRN", "IS:ISL", "IT:ITA", "JE:JEY", "JM:JAM", "JO:JOR", "JP:JPN", "KE:KEN", "KG:KGZ", "KH:KHM", "KI:KIR", "KM:COM", "KN:KNA", "KP:PRK", "KR:KOR", "KW:KWT", "KY:CYM", "KZ:KAZ", "LA:LAO", "LB:LBN", "LC:LCA", "LI:LIE", "LK:LKA", "LR:LBR", "LS:LSO", "LT:LTU", "LU:LUX", "LV:LVA", "LY:LBY", "MA:MAR", "MC:MCO", "MD:MDA", "ME:MNE", "MF:MAF", "MG:MDG", "MH:MHL", "MK:MKD", "ML:MLI", "MM:MMR", "MN:MNG", "MO:MAC", "MP:MNP", "MQ:MTQ", "MR:MRT", "MS:MSR", "MT:MLT", "MU:MUS", "MV:MDV", "MW:MWI", "MX:MEX", "MY:MYS", "MZ:MOZ", "NA:NAM", "NC:NCL", "NE:NER", "NF:NFK", "NG:NGA", "NI:NIC", "NL:NLD", "NO:NOR", "NP:NPL", "NR:NRU", "NU:NIU", "NZ:NZL", "OM:OMN", "PA:PAN", "PE:PER", "PF:PYF", "PG:PNG", "PH:PHL", "PK:PAK", "PL:POL", "PM:SPM", "PN:PCN", "PR:PRI", "PS:PSE", "PT:PRT", "PW:PLW", "PY:PRY", "QA:QAT", "RE:REU", "RO:ROU", "RS:SRB", "RU:RUS", "RW:RWA", "SA:SAU", "SB:SLB", "SC:SYC", "SD:SDN", "SE:SWE", "SG:SGP", "SH:SHN", "SI:SVN", "SJ:SJM", "SK:SVK", "SL:SLE", "SM:SMR", "SN:SEN", "SO:SOM", "SR:SUR", "SS:SSD", "ST:STP", "SV:SLV", "SX:SXM", "SY:SYR", "SZ:SWZ", "TC:TCA", "TD:TCD", "TF:ATF", "TG:TGO", "TH:THA", "TJ:TJK", "TK:TKL", "TL:TLS", "TM:TKM", "TN:TUN", "TO:TON", "TR:TUR", "TT:TTO", "TV:TUV", "TW:TWN", "TZ:TZA", "UA:UKR", "UG:UGA", "UM:UMI", "US:USA", "UY:URY", "UZ:UZB", "VA:VAT", "VC:VCT", "VE:VEN", "VG:VGB", "VI:VIR", "VN:VNM", "VU:VUT", "WF:WLF", "WS:WSM", "XK:XKX", "YE:YEM", "YT:MYT", "ZA:ZAF", "ZM:ZMB", "ZW:ZWE"]
)

OTHER_NAMES = {
    "America": "US", "United States of America": "US", "The United States": "US", "U.S.": "US", "U.S.A.": "US",
    "Great Britain": "GB", "Britain": "GB", "England": "GB", "Scotland": "GB", "Wales": "GB", "Northern Ireland": "GB",
    "UK": "GB", "U.K.": "GB", "Korea": "KR", "South Korea": "KR", "Republic of Korea": "KR", "Korea, Republic of": "KR",
    "Korea, South": "KR", "North Korea": "KP", "Korea, North": "KP", "Russian Federation": "RU", "Czech Republic": "CZ",
    "Holland": "NL", "The Netherlands": "NL", "Viet Nam": "VN", "Iran, Islamic Republic of": "IR", "Islamic Republic of Iran": "IR",
    "Persia": "IR", "Syrian Arab Republic": "SY", "UAE": "AE", "U.A.E.": "AE", "Emirates": "AE", "KSA": "SA",
    "Kingdom of Saudi Arabia": "SA", "Taiwan, Province of China": "TW", "Macao": "MO", "Macau": "MO", "Hong Kong": "HK",
    "Hong Kong SAR": "HK", "People's Republic of China": "CN", "PR China": "CN", "PRC": "CN", "Mainland China": "CN",
    "Moldova, Republic of": "MD", "Bolivia, Plurinational State of": "BO", "Venezuela, Bolivarian Republic of": "VE",
    "Tanzania, United Republic of": "TZ", "Lao People's Democratic Republic": "LA", "Brunei Darussalam": "BN",
    "Ivory Coast": "CI", "Cape Verde": "CV", "Swaziland": "SZ", "Burma": "MM", "Turkey": "TR", "Macedonia": "MK",
    "Republic of Ireland": "IE", "Eire": "IE", "Palestine": "PS", "Palestinian Territory": "PS", "State of Palestine": "PS",
    "Congo": "CG", "DR Congo": "CD", "DRC": "CD", "Deutschland": "DE", "España": "ES", "Italia": "IT", "Brasil": "BR",
    "Österreich": "AT", "Schweiz": "CH", "Suisse": "CH", "Svizzera": "CH", "Polska": "PL", "Sverige": "SE", "Norge": "NO",
    "Danmark": "DK", "Suomi": "FI", "Türkiye": "TR", "Россия": "RU", "日本": "JP", "México": "MX", "Nederland": "NL", "België": "BE",
    "إيران": "IR", "أمريكا": "US", "امریکا": "US", "آمریکا": "US", "امارات": "AE", "الامارات": "AE", "السعودية": "SA", "عربستان": "SA",
    "انگلیس": "GB", "英国": "GB", "美国": "US", "阿联酋": "AE", "韩国": "KR", "台湾": "TW", "香港": "HK", "澳门": "MO", "俄罗斯": "RU",
}  # fmt: skip

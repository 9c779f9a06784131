"""What a column can be for finding duplicates: its normal form, how alike two of it are, and what brings rows together.

Everything is an expression of SQL, so that a million rows are read, brought together and weighed without leaving the
engine. In `levels`, `l` and `r` are the two rows; a level is the first condition that holds, from the strongest on.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

_STREET_WORDS = (
    "street|st|str|avenue|ave|av|boulevard|blvd|bl|road|rd|drive|dr|lane|ln|place|pl|court|ct|square|sq|highway|hwy|"
    "parkway|pkwy|north|south|east|west|n|s|e|w|suite|ste|floor|fl|apt|unit|strasse|rue|calle|via|de|la|du"
)


def one_spaced(text: str) -> str:
    """Words of letters and digits with single spaces between them, as SQL; of what is in small letters."""
    # Most texts are so already: to see that is several times quicker than to replace.
    replaced = f"trim(regexp_replace({text}, '[^\\p{{L}}\\p{{N}}]+', ' ', 'g'))"
    return f"if(regexp_full_match({text}, '[a-z0-9]+(?: [a-z0-9]+)*'), {text}, {replaced})"


_PLAIN = one_spaced("lower(strip_accents(\0))").replace("{", "{{").replace("}", "}}").replace("\0", "{0}")
_HOST = "regexp_extract(lower({0}), '^(?:[a-z]+://)?(?:www[0-9]?\\.)?([^/?#:@\\s]+\\.[a-z0-9-]{{2,}})', 1)"
# Most domains are written plainly, and need not be taken apart: to match is several times quicker than to extract.
_DOMAIN = (
    "case when regexp_full_match(lower({0}), '[^/?#:@\\s]+\\.[a-z0-9-]{{2,}}') "
    f"and not starts_with(lower({{0}}), 'www') then lower({{0}}) else {_HOST} end"
)
_DIGITS = "regexp_replace({0}, '[^0-9]', '', 'g')"


@dataclass(frozen=True)
class Role:
    """What a column is taken for.

    words    headers that say so
    plain    its normal form, of the column `{0}`; null and "" are unknown
    levels   conditions on the normal forms `{0}` of both rows, the strongest first; the first one is equality
    chance   how often the levels hold between different ones, as far as we know tables; few rows know it less well
    differs  the largest share of rows of the same thing that can say something else altogether: a person keeps the
             name, and has another mail address at home
    repeats  roles that its weaker levels say again: namesakes have the same mail address before the @, and so where
             both names are known that says nothing new
    crossed  the role that it is confused with: its second level is that both values stand in each other's place
    """

    words: str
    plain: str
    levels: tuple[str, ...]
    chance: tuple[float, ...]
    differs: float
    repeats: tuple[str, ...] = ()
    crossed: str = ""


_NAME_LEVELS = (
    "l.{0} = r.{0}",
    "jaro_winkler_similarity(l.{0}, r.{0}) >= 0.94",
    # One name holds all words of the other: "Hillcrest" and "Hillcrest Stores North".
    "len(l.{0}_words) > 0 and len(r.{0}_words) > 0 and "
    "(list_has_all(l.{0}_words, r.{0}_words) or list_has_all(r.{0}_words, l.{0}_words))",
    "jaro_winkler_similarity(l.{0}, r.{0}) >= 0.86",
    "list_has_any(l.{0}_words, r.{0}_words)",
)
_NAME_CHANCE = (1e-4, 2e-4, 2e-4, 2e-3, 0.03)
_EQUAL = ("l.{0} = r.{0}",)
_SORTED = f"array_to_string(list_sort(string_split({_PLAIN}, ' ')), ' ')"
_STREET = f"trim(regexp_replace(regexp_replace({_PLAIN}, '\\b(?:{_STREET_WORDS})\\b', ' ', 'g'), ' +', ' ', 'g'))"
_ADDRESS_LEVELS = (
    *_EQUAL,
    "l.{0}_number = r.{0}_number and (list_has_any(l.{0}_words, r.{0}_words) or l.{0}[1:8] = r.{0}[1:8])",
    "jaro_winkler_similarity(l.{0}, r.{0}) >= 0.9 and "
    "(l.{0}_number = r.{0}_number or l.{0}_number = '' or r.{0}_number = '')",
    "list_has_any(l.{0}_words, r.{0}_words)",
)
_TOGETHER = f"replace({_PLAIN}, ' ', '')"
_CROSSED = "jaro_winkler_similarity(l.{0}, r.{1}) >= 0.92 and jaro_winkler_similarity(l.{1}, r.{0}) >= 0.92"
_GIVEN_NAME_LEVELS = (
    *_EQUAL,
    _CROSSED,
    "jaro_winkler_similarity(l.{0}, r.{0}) >= 0.92",
    # "J." and "Joan", "Jo" and "Joan": the one begins the other.
    "jaro_winkler_similarity(l.{0}, r.{0}) >= 0.8 or starts_with(l.{0}, r.{0}) or starts_with(r.{0}, l.{0})",
)
_FAMILY_NAME_LEVELS = (
    *_EQUAL,
    _CROSSED,
    "jaro_winkler_similarity(l.{0}, r.{0}) >= 0.92",
    "jaro_winkler_similarity(l.{0}, r.{0}) >= 0.8",
)
_DATE_FORMS = "'%Y-%m-%d', '%Y%m%d', '%Y/%m/%d', '%d.%m.%Y', '%m/%d/%Y', '%d/%m/%Y', '%d-%m-%Y', '%d %b %Y', '%d %B %Y'"
_DATE = (
    f"coalesce(strftime(try_strptime(regexp_extract(trim({{0}}), '^[^T:]*[^T:\\s0-9]*[0-9]{{{{1,4}}}}(?:[T ]|$)'), "
    f"[{_DATE_FORMS}]), '%Y%m%d'), {_DIGITS})"
)
_DATE_LEVELS = (
    *_EQUAL,
    # A slip of one digit, two digits in each other's place, day and month in each other's place.
    "damerau_levenshtein(l.{0}, r.{0}) <= 1 or "
    "(l.{0}[1:4] = r.{0}[1:4] and l.{0}[5:6] = r.{0}[7:8] and l.{0}[7:8] = r.{0}[5:6])",
    # Of year, month and day one is another.
    "(l.{0}[1:4] = r.{0}[1:4])::int + (l.{0}[5:6] = r.{0}[5:6])::int + (l.{0}[7:8] = r.{0}[7:8])::int = 2",
)
_NUMBER_LEVELS = (*_EQUAL, "length(l.{0}) >= 5 and damerau_levenshtein(l.{0}, r.{0}) <= 1")
ROLES: Mapping[str, Role] = {
    "name": Role(
        """name, company, company name, account name, account, organization, organisation, site name, legal name,
        business name, customer name, client name, supplier name, vendor name, customer, client, supplier,
        vendor, firma, firmenname, name der firma, name des unternehmens, unternehmen, unternehmensname,
        firmenbezeichnung, kunde, kundenname, lieferant, empresa, nombre de la empresa, nombre empresa,
        nombre del cliente, razón social, compañía, cliente, proveedor, société, entreprise, nom de la
        société, nom de l entreprise, nom entreprise, nom du client, raison sociale, fournisseur, azienda,
        ditta, ragione sociale, denominazione, nome azienda, الشركة, اسم الشركة, شركة, المؤسسة, اسم المؤسسة,
        المنشأة, اسم المنشأة, العميل, اسم العميل, شرکت, نام شرکت, نام سازمان, سازمان, موسسه, نام موسسه,
        مشتری, نام مشتری, 公司, 公司名, 公司名称, 企业, 企业名称, 单位, 单位名称, 客户, 客户名称, 机构名称, 供应商""",
        "{0}",
        _NAME_LEVELS,
        _NAME_CHANCE,
        0.1,
    ),
    "person": Role(
        """full name, contact name, person name, contact, person, ansprechpartner, kontakt, vollständiger name,
        nom complet, nom et prénom, nom prénom, nom, contacto, nombre completo, nombre y apellidos, nome completo,
        nome e cognome, nominativo, نام, نام و نام خانوادگی, نام کامل, الاسم, الاسم الكامل, 姓名, 名字, 联系人""",
        _SORTED,
        _NAME_LEVELS,
        _NAME_CHANCE,
        0.03,
    ),
    "first_name": Role(
        """first name, given name, forename, fname, name first, vorname, prénom, nombre, nombres, nombre de pila, nome,
        имя, نام کوچک, الاسم الاول, الاسم الشخصي, 名""",
        _TOGETHER,
        _GIVEN_NAME_LEVELS,
        (5e-3, 1e-4, 5e-3, 0.03),
        0.1,
        crossed="last_name",
    ),
    "last_name": Role(
        """last name, surname, family name, lname, name last, nachname, familienname, nom de famille, apellido,
        apellidos, primer apellido, cognome, фамилия, نام خانوادگی, اسم العائلة, اللقب, 姓, 姓氏""",
        _TOGETHER,
        _FAMILY_NAME_LEVELS,
        (1e-3, 1e-4, 2e-3, 0.03),
        0.1,
        crossed="first_name",
    ),
    "birth_date": Role(
        """date of birth, birth date, birthday, dob, born, born on, geburtsdatum, date de naissance,
        fecha de nacimiento, data di nascita, дата рождения, تاریخ تولد, تاريخ الميلاد, 出生日期, 生日""",
        _DATE,
        _DATE_LEVELS,
        (5e-5, 5e-4, 5e-3),
        0.1,
    ),
    "id_number": Role(
        """ssn, social security number, soc sec id, social security id, national id, identity number, passport number,
        tax id, tax number, tin, ein, vat, vat number, vat id, ust id, ustidnr, registration number, company number,
        duns, duns number, siren, siret, nif, cif, steuernummer, codice fiscale, partita iva, инн, کد ملی, شناسه ملی,
        رقم الهوية, 身份证号, 统一社会信用代码""",
        f"upper({_TOGETHER})",
        _NUMBER_LEVELS,
        (1e-6, 1e-5),
        0.2,
    ),
    "domain": Role(
        """domain, website, web site, url, web, homepage, company domain, website url, webseite,
        internetseite, internet, site web, site internet, site, sitio web, página web, web, sito, sito web, pagina web,
        وب سایت, وبسایت, تارنما, دامنه, الموقع الالكتروني, موقع الويب, الموقع, النطاق, 网址, 网站, 官网, 域名""",
        _DOMAIN,
        _EQUAL,
        (1e-4,),
        0.3,
    ),
    "email": Role(
        """email, e mail, email address, mail, e mail adresse, mailadresse, courriel, adresse e mail, adresse mail,
        adresse électronique, correo, correo electrónico, posta elettronica, indirizzo email, ایمیل, پست الکترونیکی,
        پست الکترونیک, البريد الالكتروني, البريد, ايميل, 邮箱, 电子邮箱, 电子邮件, 邮件""",
        "lower(trim({0}))",
        (*_EQUAL, "split_part(l.{0}, '@', 1) = split_part(r.{0}, '@', 1)"),
        (2e-5, 2e-3),
        0.6,
        repeats=("person", "last_name"),
    ),
    "phone": Role(
        """phone, telephone, phone number, telephone number, tel, mobile, mobile phone, cell, cell phone, telefon,
        telefonnummer, rufnummer, handy, mobil, téléphone, numéro de téléphone, portable, tél, teléfono, móvil, celular,
        telefono, cellulare, تلفن, شماره تلفن, تلفن همراه, موبایل, هاتف, الهاتف, رقم الهاتف, الجوال, جوال, 电话,
        电话号码, 联系电话, 手机, 手机号""",
        f"case when length({_DIGITS}) >= 6 then right({_DIGITS}, 7) end",
        _EQUAL,
        (1e-4,),
        0.5,
    ),
    "address": Role(
        """address, addr, street, street address, address line, billing street, mailing street, strasse, straße,
        anschrift, rue, adresse, adresse postale, dirección, domicilio, calle, indirizzo, via, آدرس, نشانی, العنوان,
        عنوان, الشارع, 地址, 详细地址, 通讯地址""",
        _STREET,
        _ADDRESS_LEVELS,
        (1e-4, 5e-4, 5e-4, 0.03),
        0.3,
    ),
    "postal_code": Role(
        """zip, zip code, postal code, postcode, post code, plz, postleitzahl, cp, code postal, código postal, cap,
        codice postale, billing postal code, mailing postal code, کد پستی, کدپستی, الرمز البريدي, 邮编, 邮政编码""",
        f"upper(regexp_replace({_PLAIN}, ' ', '', 'g'))",
        (*_EQUAL, "l.{0}[1:3] = r.{0}[1:3]"),
        (5e-3, 0.05),
        0.3,
    ),
    "city": Role(
        """city, town, suburb, locality, billing city, mailing city, ville, stadt, ort, ciudad, localidad, población,
        municipio, ort, wohnort, gemeinde, commune, localité, comune, località, città, شهر, المدينة, مدينة,
        城市, 市, 所在城市""",
        _PLAIN,
        (*_EQUAL, "jaro_winkler_similarity(l.{0}, r.{0}) >= 0.92"),
        (0.03, 0.005),
        0.4,
    ),
    "state": Role(
        """state, province, region, county, billing state, mailing state, bundesland, provincia, регион, استان, الولاية,
        المحافظة, 省""",
        _PLAIN,
        _EQUAL,
        (0.1,),
        0.3,
    ),
    "country": Role(
        "country, billing country, mailing country, pays, land, país, paese, کشور, الدولة, البلد, دولة, 国家",
        _PLAIN,
        _EQUAL,
        (0.2,),
        0.1,
    ),
}
# Columns of which nobody knows what they mean: how much their agreement says, the pairs themselves tell (`others.py`).
OTHER = "other"
OTHERS = tuple(f"{OTHER}_{k}" for k in range(1, 9))
_OTHER = Role(
    "",
    _PLAIN,
    (*_EQUAL, "jaro_winkler_similarity(l.{0}, r.{0}) >= 0.92", "list_has_any(l.{0}_words, r.{0}_words)"),
    (0.02, 0.01, 0.02),
    1.0,
)
# Of these the words are kept beside the whole.
WITH_WORDS = frozenset({"name", "person", "address", *OTHERS})
# What says who a person is; all else says where they are, and their colleagues share it.
WHO = frozenset({"person", "first_name", "last_name", "birth_date", "id_number", "email"})
# Whoever shares one of these mostly shares others: an address lies in one city, and a building has one switchboard.
PLACE = frozenset({"phone", "address", "postal_code", "city", "state"})


def plain(role: str, column: str) -> str:
    """The normal form of a column, as SQL; null where nothing is known."""
    return f"nullif({_role(role).plain.format(column)}, '')"


def roles_of_who(known: Collection[str]) -> frozenset[str]:
    """Which of the known roles say who a row is, beside others that say where; none where rows are not people."""
    return WHO & set(known) if {"person", "last_name"} & set(known) else frozenset()


def levels(role: str, known: Collection[str] = ()) -> tuple[str, ...]:
    """The conditions of a role, where these roles are known."""
    meant = _role(role)
    crossed = meant.crossed
    first, *weaker = (condition.format(role, crossed) for condition in meant.levels)
    if crossed and crossed not in known:
        weaker[0] = "false"
    for again in set(meant.repeats) & set(known):
        weaker = [f"(l.{again} is null or r.{again} is null) and {condition}" for condition in weaker]
    return (first, *weaker)


def _role(role: str) -> Role:
    return _OTHER if role in OTHERS else ROLES[role]

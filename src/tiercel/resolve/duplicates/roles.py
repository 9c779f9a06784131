"""What a column can be for finding duplicates: its normal form, how alike two of it are, and what brings rows together.

Everything is an expression of SQL, so that a million rows are read, brought together and weighed without leaving the
engine. In `levels`, `l` and `r` are the two rows; a level is the first condition that holds, from the strongest on.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from tiercel.core.errors import DataError
from tiercel.core.nearest import nearest
from tiercel.normal.text import compared

_STREET_WORDS = (
    "street|st|str|avenue|ave|av|boulevard|blvd|bl|road|rd|drive|dr|lane|ln|place|pl|court|ct|square|sq|highway|hwy|"
    "parkway|pkwy|north|south|east|west|n|s|e|w|suite|ste|floor|fl|apt|unit|strasse|rue|calle|via|de|la|du"
)
_PLAIN = "trim(regexp_replace(lower(strip_accents({0})), '[^\\p{{L}}\\p{{N}}]+', ' ', 'g'))"
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
    repeats  a role that its weaker levels say again: namesakes have the same mail address before the @, and so where
             both names are known that says nothing new
    """

    words: str
    plain: str
    levels: tuple[str, ...]
    chance: tuple[float, ...]
    differs: float
    repeats: str = ""


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
ROLES: Mapping[str, Role] = {
    "name": Role(
        """name, company, company name, account name, account, organization, organisation, site name, legal name,
        business name, firma, empresa, société, azienda, الشركة, اسم الشركة, شرکت,
        نام شرکت, 公司, 公司名称, 客户名称""",
        "{0}",
        _NAME_LEVELS,
        _NAME_CHANCE,
        0.1,
    ),
    "person": Role(
        "full name, contact name, contact, person, نام, الاسم, 姓名", _SORTED, _NAME_LEVELS, _NAME_CHANCE, 0.03
    ),
    "domain": Role(
        "domain, website, web site, url, web, homepage, company domain, website url, وب سایت, 网址, 网站",
        _DOMAIN,
        _EQUAL,
        (1e-4,),
        0.3,
    ),
    "email": Role(
        "email, e mail, email address, mail, ایمیل, البريد الالكتروني, 邮箱",
        "lower(trim({0}))",
        (*_EQUAL, "split_part(l.{0}, '@', 1) = split_part(r.{0}, '@', 1)"),
        (2e-5, 2e-3),
        0.6,
        repeats="person",
    ),
    "phone": Role(
        "phone, telephone, phone number, tel, mobile, telefon, téléphone, تلفن, هاتف, 电话",
        f"case when length({_DIGITS}) >= 6 then right({_DIGITS}, 7) end",
        _EQUAL,
        (1e-4,),
        0.5,
    ),
    "address": Role(
        """address, street, street address, billing street, adresse, dirección, indirizzo, آدرس, العنوان, 地址""",
        _STREET,
        _ADDRESS_LEVELS,
        (1e-4, 5e-4, 5e-4, 0.03),
        0.3,
    ),
    "postal_code": Role(
        "zip, zip code, postal code, postcode, plz, cp, cap, billing postal code, کد پستی, الرمز البريدي, 邮编",
        f"upper(regexp_replace({_PLAIN}, ' ', '', 'g'))",
        (*_EQUAL, "l.{0}[1:3] = r.{0}[1:3]"),
        (5e-3, 0.05),
        0.3,
    ),
    "city": Role(
        "city, town, billing city, ville, stadt, ort, ciudad, città, شهر, المدينة, 城市",
        _PLAIN,
        (*_EQUAL, "jaro_winkler_similarity(l.{0}, r.{0}) >= 0.92"),
        (0.03, 0.005),
        0.4,
    ),
    "country": Role(
        "country, billing country, pays, land, país, paese, کشور, الدولة, 国家", _PLAIN, _EQUAL, (0.2,), 0.1
    ),
}
# Of these the words are kept beside the whole.
WITH_WORDS = frozenset({"name", "person", "address"})
# What says who a person is; all else says where they are, and their colleagues share it.
WHO = frozenset({"person", "email"})


def plain(role: str, column: str) -> str:
    """The normal form of a column, as SQL; null where nothing is known."""
    return f"nullif({ROLES[role].plain.format(column)}, '')"


def roles_of_who(known: Collection[str]) -> frozenset[str]:
    """Which of the known roles say who a row is, beside others that say where; none where rows are not people."""
    return WHO & set(known) if "person" in known else frozenset()


def levels(role: str, known: Collection[str] = ()) -> tuple[str, ...]:
    """The conditions of a role, where these roles are known."""
    first, *weaker = (condition.format(role) for condition in ROLES[role].levels)
    again = ROLES[role].repeats
    if again in known:
        weaker = [f"(l.{again} is null or r.{again} is null) and {condition}" for condition in weaker]
    return (first, *weaker)


def read_roles(asked: Sequence[str], columns: Sequence[str]) -> dict[str, str]:
    """Role -> column: what the caller says as "role=Column", else what the headers say.

    raises   DataError for a role or a column that is not there, and where nothing tells rows apart
    """
    found = dict(_read_pair(pair, columns) for pair in asked) if asked else _by_headers(columns)
    if not set(found) & {"name", "person", "email", "domain", "phone"}:
        raise DataError(
            f"No column says who a row is. Name one: --column name=COLUMN. Roles: {', '.join(ROLES)}. "
            f"Columns: {', '.join(columns)}."
        )
    return found


def _read_pair(pair: str, columns: Sequence[str]) -> tuple[str, str]:
    role, equals, column = pair.partition("=")
    role = role.strip()
    if not equals or role not in ROLES:
        raise DataError(f"--column '{pair}' is not role=Column.{nearest(role, ROLES)} Roles: {', '.join(ROLES)}.")
    if column not in columns:
        raise DataError(f"There is no column '{column}'.{nearest(column, columns)} Columns: {', '.join(columns)}.")
    return role, column


def _by_headers(columns: Sequence[str]) -> dict[str, str]:
    found = {}
    for role, meant in ROLES.items():
        words = [compared(word) for word in meant.words.split(",")]
        fits = [(words.index(compared(column)), column) for column in columns if compared(column) in words]
        if fits:
            found[role] = min(fits)[1]
    return found

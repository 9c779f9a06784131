"""How the texts of a column become values: a quick way in SQL for what is plainly written, a long way for the rest."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, tzinfo
from decimal import Decimal
from typing import Any

import pyarrow as pa

from tiercel.collect.kinds import header_key
from tiercel.collect.outcomes import outcome_of_stage, outcome_word
from tiercel.core.errors import DataError
from tiercel.normal.countries import parse_country
from tiercel.normal.currencies import CODES, currency_named
from tiercel.normal.dates import parse_date, parse_instant
from tiercel.normal.domains import parse_domain
from tiercel.normal.emails import parse_email
from tiercel.normal.flags import parse_flag
from tiercel.normal.free_mail import FREE_MAIL
from tiercel.normal.languages import parse_language
from tiercel.normal.money import parse_money
from tiercel.normal.numbers import parse_number
from tiercel.normal.phones import parse_phone
from tiercel.normal.text import compared, plain_digits, tidy
from tiercel.tables.column import Type

Parsed = tuple[Any, str]  # the value or None, and what is wrong with it or ""

MISSING = frozenset({"", "-", "--", "—", "–", "n/a", "na", "n.a.", "#n/a", "null", "(null)", "none", "nan", "nil", "\\n", "(blank)", "(no value)", "?", "#ref!", "#value!", "#name?"})  # fmt: skip
SAID_MISSING = ("-", "--", "—", "n/a", "N/A", "#N/A", "NULL", "null", "\\N", "(blank)", "(No value)", "NaN")
_DIRT = r"[\x00-\x1f\x7f]|\s\s|[\x{80}-\x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}\x{feff}]"
_DAY = r"(?:1[5-9]|2[01])\d\d-\d\d-\d\d"
_TIME = r"[ T]\d\d?:\d\d:\d\d(?:\.\d{1,6})?"


@dataclass(frozen=True)
class Reading:
    """How the texts of one column are to be understood.

    decimal    the mark for decimals
    day_first  what 03/04/2016 means
    zone       whose time a moment without a zone is
    currency   the workspace's
    percent    whether plain numbers are percents
    domains    whether mail providers' domains are refused
    words      the source's word, as names are compared -> ours
    """

    decimal: str = "."
    day_first: bool = False
    zone: tzinfo = UTC
    currency: str = "USD"
    percent: bool = False
    commas_split: bool = False
    words: dict[str, str] | None = None


@dataclass(frozen=True)
class Conversion:
    """sql    the DuckDB type of the value
    arrow  the same for Arrow
    quick  an SQL expression over {v}, {tidy} (the same, tidied) and {extra}; NULL where the long way is needed
    long   (text, extra, reading) -> value and problem; None where the quick way is enough for everything
    """

    sql: str
    arrow: pa.DataType
    quick: str
    long: Callable[[str, str, Reading], Parsed] | None = None


def conversion_of(kind: Type, reading: Reading) -> Conversion:
    if kind is Type.CATEGORY and reading.words:
        return Conversion("VARCHAR", pa.string(), "NULL::VARCHAR", _category)
    if kind is Type.INSTANT and reading.zone is not UTC:
        return Conversion("TIMESTAMP", pa.timestamp("us"), "NULL::TIMESTAMP", _instant)
    return CONVERSIONS[kind]


def tidied(value: str) -> str:
    """SQL for `normal.text.tidy` on a value that is trimmed already."""
    long = rf"trim(regexp_replace(regexp_replace({value}, '[\x00-\x08\x0e-\x1f\x7f\x{{80}}-\x{{9f}}]', '', 'g'), '[\s\x{{a0}}\x{{1680}}\x{{2000}}-\x{{200a}}\x{{2028}}\x{{2029}}\x{{202f}}\x{{205f}}\x{{3000}}\x{{feff}}]+', ' ', 'g'))"
    return f"CASE WHEN regexp_matches({value}, '{_DIRT}') THEN nullif({long}, '') ELSE {value} END"


COMPARED = Conversion(
    "VARCHAR",
    pa.string(),
    "CASE WHEN regexp_full_match({v}, '[ -~]*') THEN trim(regexp_replace(lower({v}), '[^a-z0-9]+', ' ', 'g')) END",
    lambda text, extra, reading: (compared(text), ""),
)


def _reads(parse: Callable[[str, str, Reading], Any]) -> Callable[[str, str, Reading], Parsed]:
    """A parser that raises, as one that answers with the problem."""

    def read(text: str, extra: str, reading: Reading) -> Parsed:
        if text.casefold() in MISSING:
            return None, ""
        try:
            return parse(text, extra, reading), ""
        except DataError as error:
            return None, str(error)

    return read


def _several(split: re.Pattern[str], parse: Callable[[str, str], str]) -> Callable[[str, str, Reading], Parsed]:
    """A parser of lists: what can be read is kept, what cannot is said."""

    def read(text: str, extra: str, reading: Reading) -> Parsed:
        found: dict[str, None] = {}
        problems: list[str] = []
        for piece in _pieces(text, split):
            try:
                found[parse(piece, extra)] = None
            except DataError as error:
                problems.append(str(error))
        return list(found) or None, " ".join(problems[:3])

    return read


def _pieces(text: str, split: re.Pattern[str]) -> Iterable[str]:
    if text.startswith("[") and text.endswith("]"):
        text = re.sub(r"[\[\]\"]", "", text).replace(",", ";")
    return (piece.strip() for piece in split.split(text) if piece.strip().casefold() not in MISSING)


def _whole(text: str, extra: str, reading: Reading) -> int:
    number = parse_number(text, reading.decimal)
    if number != number.to_integral_value():
        raise DataError(f"'{text[:60]}' is not a whole number. Write it as 1234.")
    if abs(number) >= 2**63:
        raise DataError(f"'{text[:60]}' is too large to be true. Correct it.")
    return int(number)


def _year(text: str, extra: str, reading: Reading) -> int:
    bare = plain_digits(text).strip()
    if re.fullmatch(r"\d{3,4}(?:\.0+)?", bare):
        year = int(float(bare))
        # Persian years: no firm that is written with four digits and still sells was founded in the fourteenth century.
        year += 621 if 1300 <= year <= 1420 else 0
    else:
        year = parse_date(text, reading.day_first, reading.zone).year
    if not 800 <= year <= 2100:
        raise DataError(f"'{text[:60]}' is not a year. Write it as 1998.")
    return year


def _share(text: str, extra: str, reading: Reading) -> float:
    bare = plain_digits(text).strip()
    percent = bare.endswith("%") or reading.percent
    number = parse_number(bare.rstrip("% "), reading.decimal)
    return float(number / Decimal(100) if percent else number)


def _money(text: str, extra: str, reading: Reading) -> dict[str, Any]:
    currency = extra or reading.currency
    if currency not in CODES:
        raise DataError(f"'{currency[:20]}' is not a currency, and so '{text[:40]}' cannot be kept. Write its ISO code, as EUR.")
    money = parse_money(text, currency, reading.decimal)
    return {"minor": money.minor, "currency": money.currency}


def _instant(text: str, extra: str, reading: Reading) -> Parsed:
    read = _reads(lambda t, e, r: parse_instant(t, r.day_first, r.zone).replace(tzinfo=None))
    return read(text, extra, reading)


def _currency(text: str, extra: str, reading: Reading) -> str:
    found = currency_named(text, reading.currency)
    if not found:
        raise DataError(f"'{text[:20]}' is not a currency. Write its ISO code, as EUR.")
    return found


def _domain(text: str, extra: str) -> str:
    domain = parse_domain(text)
    if domain in FREE_MAIL:
        raise DataError(f"'{domain}' gives mailboxes to anyone and is no account's own domain. Leave it out.")
    return domain


def _outcome(text: str, extra: str, reading: Reading) -> str:
    found = outcome_word(text)
    if not found:
        raise DataError(f"'{text[:60]}' is neither won, lost nor open. Write one of these.")
    return found


def _category(text: str, extra: str, reading: Reading) -> Parsed:
    if text.casefold() in MISSING:
        return None, ""
    word = tidy(text)
    words = reading.words or {}
    return words.get(word) or words.get(compared(word)) or word, ""


_LIST = re.compile(r"[;\n|]+")
_LIST_OR_COMMA = re.compile(r"[;\n|,،、]+")
_ADDRESSES = re.compile(r"[;,|\s،]+(?![^<]*>)")
_HOSTS = re.compile(r"[;,|\s]+")
_PHONES = re.compile(r"[;|\n]+|, ")
_NAMED_ADDRESS = re.compile(r"^[^;,|]*<[^<>]+>$")


def _emails(text: str, extra: str, reading: Reading) -> Parsed:
    whole = re.compile(r"[;|\n]+") if _NAMED_ADDRESS.match(text) else _ADDRESSES
    return _several(whole, lambda piece, _: parse_email(piece))(text, extra, reading)


def _texts(text: str, extra: str, reading: Reading) -> Parsed:
    split = _LIST_OR_COMMA if reading.commas_split else _LIST
    words = reading.words or {}
    return _several(split, lambda piece, _: words.get(tidy(piece)) or tidy(piece))(text, extra, reading)


_SAID = ", ".join("'" + word.replace("'", "''") + "'" for word in SAID_MISSING)
_TEXTS = pa.list_(pa.string())

CONVERSIONS: dict[Type, Conversion] = {
    Type.TEXT: Conversion("VARCHAR", pa.string(), "{tidy}"),
    Type.REFERENCE: Conversion(
        "VARCHAR", pa.string(), r"CASE WHEN regexp_full_match({v}, '\d+(;\d+)+') THEN split_part({v}, ';', 1) ELSE {tidy} END"
    ),
    Type.CATEGORY: Conversion("VARCHAR", pa.string(), "CASE WHEN {v} NOT IN (" + _SAID + ") THEN {tidy} END"),
    Type.TEXTS: Conversion("VARCHAR[]", _TEXTS, "NULL::VARCHAR[]", _texts),
    Type.INTEGER: Conversion("BIGINT", pa.int64(), r"CASE WHEN regexp_full_match({v}, '-?\d{1,18}') THEN TRY_CAST({v} AS BIGINT) END", _reads(_whole)),
    Type.NUMBER: Conversion(
        "DOUBLE", pa.float64(), r"CASE WHEN regexp_full_match({v}, '-?\d{1,15}(\.\d{1,2})?') THEN TRY_CAST({v} AS DOUBLE) END",
        _reads(lambda text, extra, reading: float(parse_number(text, reading.decimal))),
    ),
    Type.MONEY: Conversion(
        "STRUCT(minor BIGINT, currency VARCHAR)",
        pa.struct([("minor", pa.int64()), ("currency", pa.string())]),
        r"CASE WHEN {two_decimals} AND regexp_full_match({v}, '-?\d{1,15}(\.\d{1,2})?') "
        r"THEN {'minor': CAST(CAST({v} AS DECIMAL(18, 2)) * 100 AS BIGINT), 'currency': {extra}} END",
        _reads(_money),
    ),
    Type.SHARE: Conversion("DOUBLE", pa.float64(), "NULL::DOUBLE", _reads(_share)),
    Type.YEAR: Conversion("BIGINT", pa.int64(), r"CASE WHEN regexp_full_match({v}, '(1[5-9]|20)\d\d') THEN CAST({v} AS BIGINT) END", _reads(_year)),
    Type.DATE: Conversion(
        "DATE", pa.date32(), "CASE WHEN regexp_full_match({v}, '" + _DAY + "(" + _TIME + ")?') THEN TRY_CAST(left({v}, 10) AS DATE) END",
        _reads(lambda text, extra, reading: parse_date(text, reading.day_first, reading.zone)),
    ),
    Type.INSTANT: Conversion("TIMESTAMP", pa.timestamp("us"), "CASE WHEN regexp_full_match({v}, '" + _DAY + _TIME + "Z?') THEN TRY_CAST(rtrim({v}, 'Z') AS TIMESTAMP) END", _instant),
    Type.FLAG: Conversion("BOOLEAN", pa.bool_(), "NULL::BOOLEAN", _reads(lambda text, extra, reading: parse_flag(text))),
    Type.COUNTRY: Conversion("VARCHAR", pa.string(), "NULL::VARCHAR", _reads(lambda text, extra, reading: parse_country(text))),
    Type.LANGUAGE: Conversion("VARCHAR", pa.string(), "NULL::VARCHAR", _reads(lambda text, extra, reading: parse_language(text))),
    Type.EMAILS: Conversion(
        "VARCHAR[]", _TEXTS,
        r"CASE WHEN regexp_full_match({v}, '[A-Za-z0-9_+-]+(\.[A-Za-z0-9_+-]+)*@([A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,24}') AND length({v}) < 64 THEN [lower({v})] END",
        _emails,
    ),
    Type.PHONES: Conversion(
        "VARCHAR[]", _TEXTS,
        r"CASE WHEN regexp_full_match(regexp_replace({v}, '[ ().\-/]', '', 'g'), '\+(1\d{10}|[2-9]\d{9,13})') AND NOT contains({v}, '(0)') "
        r"THEN [regexp_replace({v}, '[ ().\-/]', '', 'g')] END",
        _several(_PHONES, parse_phone),
    ),
    Type.DOMAINS: Conversion("VARCHAR[]", _TEXTS, "{plain_domain}", _several(_HOSTS, _domain)),
}  # fmt: skip

CURRENCY = Conversion("VARCHAR", pa.string(), "NULL::VARCHAR", _reads(_currency))
OUTCOME = Conversion("VARCHAR", pa.string(), "NULL::VARCHAR", _reads(_outcome))
OUTCOME_OF_STAGE = Conversion("VARCHAR", pa.string(), "NULL::VARCHAR", lambda text, extra, reading: (outcome_of_stage(text), ""))
IS_STAGE_FIELD = Conversion(
    "BOOLEAN", pa.bool_(), "NULL::BOOLEAN", lambda text, extra, reading: (header_key(text) in ("stage name", "stagename", "stage"), "")
)

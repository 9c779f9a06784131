"""How the texts of a column become values: a quick way in SQL for what is plainly written, a long way for the rest."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC

import pyarrow as pa

from tiercel.collect.columns import parsers
from tiercel.collect.columns.parsers import Parser, Reading
from tiercel.collect.rows.staging_file import text
from tiercel.normal.flags import NO, YES
from tiercel.tables.column import Type

SAID_MISSING = ("-", "--", "—", "n/a", "N/A", "#N/A", "NULL", "null", "\\N", "(blank)", "(No value)", "NaN")

# What `normal.text.tidy` removes, and what it makes one space, as DuckDB's regular expressions write it.
_CONTROLS = r"[\x00-\x08\x0e-\x1f\x7f\x{80}-\x{9f}]"
_SPACES = r"\s\x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}\x{feff}"
_DIRT = rf"[\x00-\x1f\x7f]|\s\s|[\x{{80}}-\x{{9f}}]|[^ \S]|[{_SPACES.removeprefix(chr(92) + 's')}]"

_DAY = r"(?:1[5-9]|2[01])\d\d-\d\d-\d\d"
_TIME = r"[ T]\d\d?:\d\d:\d\d(?:\.\d{1,6})?"
_ADDRESS = r"[A-Za-z0-9_+-]+(\.[A-Za-z0-9_+-]+)*@([A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,24}"
_BARE_PHONE = r"regexp_replace({v}, '[ ().\-/]', '', 'g')"


@dataclass(frozen=True)
class Conversion:
    """How one type of values is read.

    sql    the DuckDB type of the value
    arrow  the same for Arrow
    quick  an SQL expression over {v}, {tidy} (the same, tidied) and {extra}; NULL where the long way is needed
    long   the parser of a cell; None where the quick way is enough for everything
    """

    sql: str
    arrow: pa.DataType
    quick: str
    long: Parser | None = None


def conversion_of(kind: Type, reading: Reading) -> Conversion:
    if kind is Type.CATEGORY and reading.words:
        return only_by(parsers.category)
    if kind is Type.INSTANT and reading.zone is not UTC:
        return Conversion("TIMESTAMP", pa.timestamp("us"), "NULL::TIMESTAMP", parsers.instant)
    return CONVERSIONS[kind]


def only_by(parser: Parser, sql: str = "VARCHAR", arrow: pa.DataType = pa.string()) -> Conversion:  # noqa: B008
    """A conversion without a quick way, for columns that repeat few values."""
    return Conversion(sql, arrow, f"NULL::{sql}", parser)


def tidied(value: str) -> str:
    """SQL for `normal.text.tidy` on a value that is trimmed already."""
    bare = f"regexp_replace({value}, '{_CONTROLS}', '', 'g')"
    long = f"nullif(trim(regexp_replace({bare}, '[{_SPACES}]+', ' ', 'g')), '')"
    return f"CASE WHEN regexp_matches({value}, '{_DIRT}') THEN {long} ELSE {value} END"


def _plain(pattern: str, value: str) -> str:
    return f"CASE WHEN regexp_full_match({{v}}, '{pattern}') THEN {value} END"


def _either(words: Iterable[str]) -> str:
    return "|".join(word.replace(".", "[.]") for word in sorted(words))


def _listed(words: Iterable[str]) -> str:
    return ", ".join(text(word) for word in words)


_TEXTS = pa.list_(pa.string())
_MONEY = pa.struct([("minor", pa.int64()), ("currency", pa.string())])

CONVERSIONS: dict[Type, Conversion] = {
    Type.TEXT: Conversion("VARCHAR", pa.string(), "{tidy}"),
    Type.REFERENCE: Conversion(
        "VARCHAR",
        pa.string(),
        # Some exports list several ids; the first is the main one.
        r"CASE WHEN contains({v}, ';') AND regexp_full_match({v}, '\d+(;\d+)+') "
        r"THEN split_part({v}, ';', 1) ELSE {tidy} END",
    ),
    Type.CATEGORY: Conversion(
        "VARCHAR", pa.string(), f"CASE WHEN {{v}} NOT IN ({_listed(SAID_MISSING)}) THEN {{tidy}} END"
    ),
    Type.TEXTS: only_by(parsers.texts, "VARCHAR[]", _TEXTS),
    Type.INTEGER: Conversion("BIGINT", pa.int64(), _plain(r"-?\d{1,18}", "TRY_CAST({v} AS BIGINT)"), parsers.whole),
    Type.NUMBER: Conversion(
        "DOUBLE", pa.float64(), _plain(r"-?\d{1,15}(\.\d{1,2})?", "TRY_CAST({v} AS DOUBLE)"), parsers.number
    ),
    Type.MONEY: Conversion(
        "STRUCT(minor BIGINT, currency VARCHAR)",
        _MONEY,
        r"CASE WHEN {two_decimals} AND regexp_full_match({v}, '-?\d{1,15}(\.\d{1,2})?') "
        r"THEN {'minor': CAST(CAST({v} AS DECIMAL(18, 2)) * 100 AS BIGINT), 'currency': {extra}} END",
        parsers.money,
    ),
    Type.SHARE: only_by(parsers.share, "DOUBLE", pa.float64()),
    Type.YEAR: Conversion("BIGINT", pa.int64(), _plain(r"(1[5-9]|20)\d\d", "CAST({v} AS BIGINT)"), parsers.year),
    Type.DATE: Conversion(
        "DATE", pa.date32(), _plain(f"{_DAY}({_TIME})?", "TRY_CAST(left({v}, 10) AS DATE)"), parsers.day
    ),
    Type.INSTANT: Conversion(
        "TIMESTAMP",
        pa.timestamp("us"),
        _plain(f"{_DAY}{_TIME}Z?", "TRY_CAST(rtrim({v}, 'Z') AS TIMESTAMP)"),
        parsers.instant,
    ),
    Type.FLAG: Conversion(
        "BOOLEAN",
        pa.bool_(),
        # One expression for all the words: each costs the database a vector, and there may be hundreds of columns.
        f"CASE WHEN regexp_full_match({{v}}, '(?i){_either(YES)}') THEN TRUE "
        f"WHEN regexp_full_match({{v}}, '(?i){_either(NO)}') THEN FALSE END",
        parsers.flag,
    ),
    Type.COUNTRY: only_by(parsers.country),
    Type.LANGUAGE: only_by(parsers.language),
    Type.EMAILS: Conversion(
        "VARCHAR[]", _TEXTS, _plain(_ADDRESS, "CASE WHEN length({v}) < 64 THEN [lower({v})] END"), parsers.emails
    ),
    Type.PHONES: Conversion(
        "VARCHAR[]",
        _TEXTS,
        f"CASE WHEN starts_with({{v}}, '+') AND NOT contains({{v}}, '(0)') "
        rf"AND regexp_full_match({_BARE_PHONE}, '\+(1\d{{10}}|[2-9]\d{{9,13}})') THEN [{_BARE_PHONE}] END",
        parsers.phones,
    ),
    Type.DOMAINS: Conversion("VARCHAR[]", _TEXTS, "{plain_domain}", parsers.domains),
}

COMPARED = Conversion(
    "VARCHAR",
    pa.string(),
    "CASE WHEN regexp_full_match({v}, '[ -~]*') THEN trim(regexp_replace(lower({v}), '[^a-z0-9]+', ' ', 'g')) END",
    parsers.key_of,
)
CURRENCY = only_by(parsers.currency)
OUTCOME = only_by(parsers.outcome)
OUTCOME_OF_STAGE = only_by(parsers.outcome_by_stage)
ACTIVITY = only_by(parsers.activity)
CHANNEL = only_by(parsers.channel)
CHANNEL_BY_TYPE = only_by(parsers.channel_by_type)
DIRECTION = only_by(parsers.direction)
DIRECTION_BY_TYPE = only_by(parsers.direction_by_type)
IS_DONE = only_by(parsers.is_done, "BOOLEAN", pa.bool_())
HOST_OF_MAIL = only_by(parsers.host_of_mail)
IS_STAGE_FIELD = only_by(parsers.is_stage_field, "BOOLEAN", pa.bool_())

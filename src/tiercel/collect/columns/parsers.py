"""Parsers of one cell: the value, and what is wrong with it in words that say what to do."""

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from decimal import Decimal
from typing import Any

from tiercel.collect.columns import activities
from tiercel.collect.columns.kinds import header_key
from tiercel.collect.columns.outcomes import outcome_of_stage, outcome_word
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

Parsed = tuple[Any, str]  # the value or None, and what is wrong with it or ""

MISSING = frozenset(
    [
        "",
        "?",
        "(no value)",
        "-",
        "--",
        "—",
        "–",
        "n/a",
        "na",
        "n.a.",
        "#n/a",
        "null",
        "(null)",
        "none",
        "nan",
        "nil",
        "\\n",
        "(blank)",
    ]
)


@dataclass(frozen=True)
class Reading:
    """How the texts of one column are to be understood.

    decimal       the mark for decimals
    day_first     what 03/04/2016 means
    zone          whose time a moment without a zone is
    currency      the workspace's
    percent       whether plain numbers are percents
    commas_split  whether a comma parts the items of a list
    words         the source's word, as it is or as names are compared -> ours
    """

    decimal: str = "."
    day_first: bool = False
    zone: tzinfo = UTC
    currency: str = "USD"
    percent: bool = False
    commas_split: bool = False
    words: dict[str, str] | None = None


Parser = Callable[[str, str, Reading], Parsed]


def _reads(parse: Callable[[str, str, Reading], Any]) -> Parser:
    """A parser that answers with the problem, from one that raises it."""

    def read(text: str, extra: str, reading: Reading) -> Parsed:
        if text.casefold() in MISSING:
            return None, ""
        try:
            return parse(text, extra, reading), ""
        except DataError as error:
            return None, str(error)

    return read


def _several(split: re.Pattern[str], parse: Callable[[str, str], str]) -> Parser:
    """A parser of lists: what can be read is kept, what cannot is said."""

    def read(text: str, extra: str, _: Reading) -> Parsed:
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
    pieces = _json_texts(text) if text.startswith("[") else None
    return (piece.strip() for piece in pieces or split.split(text) if piece.strip().casefold() not in MISSING)


def _json_texts(text: str) -> list[str] | None:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return [str(item) for item in found if item is not None] if isinstance(found, list) else None


def _whole(text: str, _: str, reading: Reading) -> int:
    found = parse_number(text, reading.decimal)
    if found != found.to_integral_value():
        # 1,200 people are no one and a fifth, whatever the mark of the amounts beside them.
        found = parse_number(text, "." if reading.decimal == "," else ",")
    if found != found.to_integral_value():
        raise DataError(f"'{text[:60]}' is not a whole number. Write it as 1234.")
    if abs(found) >= 2**63:
        raise DataError(f"'{text[:60]}' is too large to be true. Correct it.")
    return int(found)


def _year(text: str, _: str, reading: Reading) -> int:
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


def _share(text: str, _: str, reading: Reading) -> float:
    bare = plain_digits(text).strip()
    percent = bare.endswith("%") or reading.percent
    number = parse_number(bare.rstrip("% "), reading.decimal)
    return float(number / Decimal(100) if percent else number)


def _money(text: str, extra: str, reading: Reading) -> dict[str, Any]:
    currency = extra or reading.currency
    if currency not in CODES:
        raise DataError(
            f"'{currency[:20]}' is not a currency, and so '{text[:40]}' cannot be kept. Write its ISO code, as EUR."
        )
    money = parse_money(text, currency, reading.decimal)
    return {"minor": money.minor, "currency": money.currency}


def _instant(text: str, _: str, reading: Reading) -> datetime:
    return parse_instant(text, reading.day_first, reading.zone).replace(tzinfo=None)


def _currency(text: str, _: str, reading: Reading) -> str:
    found = currency_named(text, reading.currency)
    if not found:
        raise DataError(f"'{text[:20]}' is not a currency. Write its ISO code, as EUR.")
    return found


def _domain(text: str, _: str) -> str:
    domain = parse_domain(text)
    if domain in FREE_MAIL:
        raise DataError(f"'{domain}' gives mailboxes to anyone and is no account's own domain. Leave it out.")
    return domain


def _outcome(text: str, _: str, __: Reading) -> str:
    found = outcome_word(text)
    if not found:
        raise DataError(f"'{text[:60]}' is neither won, lost nor open. Write one of these.")
    return found


def _category(text: str, _: str, reading: Reading) -> Parsed:
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


def _date(text: str, _: str, reading: Reading) -> date:
    return parse_date(text, reading.day_first, reading.zone)


def _country(text: str, _: str, reading: Reading) -> str:
    words = reading.words or {}
    return parse_country(words.get(tidy(text), text))


def country(text: str, extra: str, reading: Reading) -> Parsed:
    if text.upper() == "NA":
        return None, "'NA' may be Namibia, or nothing. Write Namibia, or leave the cell empty."
    return _known_country(text, extra, reading)


def key_of(text: str, _: str, __: Reading) -> Parsed:
    return compared(text), ""


def outcome_by_stage(text: str, _: str, __: Reading) -> Parsed:
    return outcome_of_stage(text), ""


def is_stage_field(text: str, _: str, __: Reading) -> Parsed:
    return header_key(text) in ("stage name", "stagename", "stage"), ""


def host_of_mail(text: str, _: str, __: Reading) -> Parsed:
    """The domain of a mail address that is an account's own; what is none says nothing."""
    try:
        return _domain(parse_email(text).partition("@")[2], ""), ""
    except DataError:
        return None, ""


def is_done(text: str, extra: str, reading: Reading) -> Parsed:
    found = activities.is_done(text)
    return (found, "") if found is not None else flag(text, extra, reading)


def _by_words(means: Callable[[str], str]) -> Parser:
    """What a person corrected goes first, then what the words of all systems mean."""

    def read(text: str, extra: str, reading: Reading) -> Parsed:
        found = _category(text, extra, reading)[0]
        return (means(found) or None if found else None), ""

    return read


activity = _by_words(activities.type_of)
channel = _by_words(lambda word: activities.channel_of(word) or word)
channel_by_type = _by_words(activities.channel_of_type)
direction = _by_words(lambda word: activities.direction_of(word) or word)
direction_by_type = _by_words(activities.direction_of_type)
whole = _reads(_whole)
number = _reads(lambda text, _, reading: float(parse_number(text, reading.decimal)))
money = _reads(_money)
share = _reads(_share)
year = _reads(_year)
day = _reads(_date)
instant = _reads(_instant)
flag = _reads(lambda text, _, __: parse_flag(text))
_known_country = _reads(_country)
language = _reads(lambda text, _, __: parse_language(text))
currency = _reads(_currency)
outcome = _reads(_outcome)
category = _category
emails = _emails
texts = _texts
phones = _several(_PHONES, parse_phone)
domains = _several(_HOSTS, _domain)

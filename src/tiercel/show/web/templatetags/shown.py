"""How values are shown to people: numbers, shares, money and dates as the language of the page writes them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from html import escape
from typing import Any
from urllib.parse import urlsplit

from babel import Locale
from babel.dates import format_timedelta
from babel.numbers import format_compact_currency, format_compact_decimal, get_currency_precision, get_currency_symbol
from django import template
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language_bidi, gettext, ngettext

from tiercel.core.clock import utc_now
from tiercel.flow.accounts.account_values import Shown, Value
from tiercel.flow.accounts.asked import SCORES
from tiercel.normal.text import isolated
from tiercel.show.web import days
from tiercel.show.web.language import babel_locale, numbering
from tiercel.show.web.numerals import OWN_DIGITS, written
from tiercel.show.web.templatetags.signs import comma
from tiercel.tables.column import Type

register = template.Library()

NOTHING = "–"
NO_BREAK = "\u00a0"
MANY = 10_000


@register.filter("digits")
def in_digits(text: str) -> str:
    """The text with the digits of this page."""
    return text.translate(OWN_DIGITS.get(numbering(), {}))


def _apart(text: str) -> str:
    """A number with its sign, kept from the sentence around it, which may run the other way.

    Arabic digits carry their signs from the right, all others from the left.
    """
    return f"\u2067{text}\u2069" if numbering() == "arab" else f"\u2066{text}\u2069"


@register.filter
def number(value: float | None, decimals: int = 0) -> str:
    """As 1,234 or ۱٬۲۳۴."""
    if value is None:
        return NOTHING
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    text = written(value, pattern, babel_locale(), numbering())
    # A sign that stands free would move to the other side of its number in a sentence from the right.
    return _apart(text) if text.startswith("-") else text


@register.filter
def tiny(value: float) -> str:
    """A probability; below a thousandth it says only that."""
    return f"< {number(0.001, 3)}" if value < 0.001 else f"= {number(value, 3)}"


@register.filter
def counted(value: int) -> str:
    """A count of rows that was not taken further than 10,000."""
    return gettext("more than %(count)s") % {"count": number(MANY)} if value > MANY else number(value)


def said_accounts(count: int) -> str:
    """As "1,234 accounts"; a count was not taken further than 10,000."""
    return ngettext("%(shown)s account", "%(shown)s accounts", count) % {"shown": counted(count)}


def said_people(count: int) -> str:
    """As "1,234 people"."""
    return ngettext("%(shown)s person", "%(shown)s people", count) % {"shown": counted(count)}


def said_deals(count: int) -> str:
    """As "1,234 deals"."""
    return ngettext("%(shown)s deal", "%(shown)s deals", count) % {"shown": counted(count)}


@register.simple_tag
def person_fact(fact: Any) -> str | SafeString:
    """A fact of a contact, by what its column is."""
    if fact.name == "country":
        return country(fact.value)
    if fact.name == "created_on":
        return day(fact.value)
    if fact.name == "language":
        return str(Locale.parse(babel_locale()).languages.get(fact.value.casefold().replace("-", "_"), fact.value))
    if fact.name == "phones":
        return format_html_join(comma(), '<bdi dir="ltr">{}</bdi>', ((each,) for each in fact.value))
    return _listed(fact.value) if isinstance(fact.value, list) else _text(fact.value)


@register.filter
def short(value: float | None) -> str:
    """As 1.2M, for tiles."""
    if value is None:
        return NOTHING
    return in_digits(
        format_compact_decimal(
            value, locale=babel_locale(), numbering_system=numbering(), fraction_digits=1 if abs(value) >= 1000 else 0
        )
    )


@register.filter
def signed(value: float | None, decimals: int = 0) -> str:
    if value is None:
        return NOTHING
    rounded = round(value, decimals)
    sign = "+" if rounded > 0 else "−" if rounded < 0 else ""
    return _apart(f"{sign}{number(abs(rounded), decimals)}")


@register.filter
def share(value: float | None, decimals: int = 0) -> str:
    """A share of 0.5 as 50%."""
    if value is None:
        return NOTHING
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "") + "%"
    text = written(value, pattern, babel_locale(), numbering())
    # Babel keeps the European sign beside the digits of Arabic and Persian.
    return _apart(text if numbering() == "latn" else text.replace("%", "٪"))


@register.filter
def money(minor: int | None, currency: str) -> str:
    """Minor units and a currency as people write the amount; whole units from a hundred upward."""
    if minor is None or not currency:
        return NOTHING
    places = _places(currency)
    amount = Decimal(minor).scaleb(-places)
    digits = places if abs(amount) < 100 and amount != amount.to_integral() else 0
    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    # The place of the sign belongs to the language.
    if get_language_bidi():
        return _from_the_right(written(round(amount, digits), pattern, babel_locale(), numbering()), currency)
    return f"\u2068{written(round(amount, digits), f'¤{pattern}', babel_locale(), numbering(), currency)}\u2069"


def _from_the_right(figure: str, currency: str, power: str = "") -> str:
    """The figure, its power (as "thousand"), and at its left the currency: each with a direction of its own.

    They are one word: no line ends between them.
    """
    words = [_apart(figure), power, f"\u2068{_symbol(currency, babel_locale())}\u2069"]
    return f"\u2067{NO_BREAK.join(filter(None, words))}\u2069"


@register.filter
def amount(value: Decimal | None, currency: str) -> str:
    """An amount in units."""
    return NOTHING if value is None else money(int(value.scaleb(_places(currency))), currency)


@register.filter
def day(value: date | None) -> str:
    if value is None or value == "":
        return NOTHING
    return in_digits(days.written(_local(value)))


@register.filter
def moment(value: datetime | None) -> str:
    if value is None:
        return NOTHING
    return in_digits(days.written_moment(timezone.localtime(value)))


@register.filter
def ago(value: datetime | None) -> str:
    """As "3 hours ago"."""
    if value is None:
        return NOTHING
    return in_digits(format_timedelta(value - utc_now(), add_direction=True, locale=babel_locale()))


register.filter("isolated", isolated)


@register.filter
def item(mapping: dict[Any, Any], key: Any) -> Any:
    return mapping.get(key, "")


@register.simple_tag(takes_context=True)
def with_query(context: template.Context, **changes: Any) -> str:
    """This page's address with some of its choices changed; None takes one away."""
    query = context["request"].GET.copy()
    for name, value in changes.items():
        query.pop(name, None)
        if value not in (None, ""):
            query[name] = value
    return f"?{query.urlencode()}"


@lru_cache(maxsize=500)
def _places(currency: str) -> int:
    return get_currency_precision(currency)


@lru_cache(maxsize=500)
def _symbol(currency: str, locale: str) -> str:
    return str(get_currency_symbol(currency, locale))


def _local(value: date) -> date:
    if isinstance(value, datetime):
        return timezone.localtime(value).date() if value.tzinfo == UTC else value.date()
    return value


@register.filter
def shown(value: Value) -> str | SafeString:
    """A value of a record, by its type; what people wrote keeps its own direction."""
    if value.value is None:
        return NOTHING
    show = BY_TYPE.get(value.type)
    return (
        show(value.value)
        if show
        else money(value.value, value.currency)
        if value.type is Type.MONEY
        else _text(value.value)
    )


@register.filter
def coded(text: str) -> SafeString:
    """A text of the API's description: what stands between backticks is written as code."""
    parts = text.split("`")
    return format_html_join(
        "", "{}", ((format_html("<code>{}</code>", each) if n % 2 else each,) for n, each in enumerate(parts))
    )


@register.filter
def country(code: str) -> str:
    return _country(code, babel_locale()) if code else NOTHING


@lru_cache(maxsize=2000)
def _country(code: str, locale: str) -> str:
    return str(Locale.parse(locale).territories.get(code, code))


@register.filter
def plain(value: float) -> str:
    """A number as HTML attributes and addresses want it, whatever the language."""
    return f"{value:g}"


@register.filter
def falling(name: str) -> str:
    """The order with the largest first, or, of names, the usual one."""
    return name if name == "name" else "-" + name


@register.filter
def page_address(request: HttpRequest) -> str:
    """The path of the page that is on the screen, also where only a part of it is asked for."""
    parts = urlsplit(request.headers.get("HX-Current-URL", ""))
    return f"{parts.path}?{parts.query}" if parts.path else request.get_full_path()


@register.filter
def duration(seconds: int) -> str:
    return in_digits(format_timedelta(timedelta(seconds=seconds), locale=babel_locale()))


NUMBERS = (Type.INTEGER, Type.NUMBER, Type.MONEY, Type.SHARE, Type.YEAR)
UNBROKEN = (Type.DATE, Type.INSTANT, Type.FLAG)


@register.filter
def column_css(column: Shown) -> str:
    """How a column is set: numbers at the end, days and badges never broken, texts cut where they are long."""
    if column.name in ("tier", "deals") or column.type in UNBROKEN:
        return "keep"
    return "num" if column.type in NUMBERS else "text"


@register.filter
def cells(row: Any, columns: tuple[Shown, ...]) -> list[tuple[Shown, Value | None]]:
    """The columns of a list beside the row's values; those of the score have none of their own."""
    values = iter(row.values)
    return [(column, None if column.name in SCORES else next(values)) for column in columns]


def _text(value: Any) -> SafeString:
    return SafeString(f"<bdi>{escape(str(value))}</bdi>")


def _listed(values: list[str]) -> SafeString:
    return format_html_join(comma(), "<bdi>{}</bdi>", ((value,) for value in values))


def _flag(value: bool) -> str:
    return gettext("yes") if value else gettext("no")


def _day_text(value: Any) -> str:
    return day(date.fromisoformat(value) if isinstance(value, str) else value)


BY_TYPE: dict[Type, Any] = {
    Type.INTEGER: number,
    Type.NUMBER: lambda value: number(value, 0 if float(value).is_integer() else 2),
    Type.SHARE: lambda value: share(value, 1),
    Type.YEAR: lambda value: in_digits(str(value)),
    Type.DATE: _day_text,
    Type.INSTANT: moment,
    Type.FLAG: _flag,
    Type.COUNTRY: country,
    Type.TEXTS: _listed,
    Type.DOMAINS: _listed,
    Type.EMAILS: _listed,
    Type.PHONES: _listed,
}


@register.filter
def brief(value: float, currency: str) -> str:
    """An amount in units of a currency, short: for the ends of an interval beside the amount itself."""
    # Where a language has no short form below ten thousand, as Chinese, the number comes back as it is.
    rounded = Decimal(f"{value:.3g}")
    shortened = int(rounded) if abs(rounded) >= 100 else rounded
    if get_language_bidi():
        figure, _space, power = short(float(rounded)).replace(" ", NO_BREAK).partition(NO_BREAK)
        return _from_the_right(figure, currency, power)
    text = format_compact_currency(
        shortened, currency, locale=babel_locale(), fraction_digits=1, numbering_system=numbering()
    )
    return f"\u2068{in_digits(text).replace(' ', NO_BREAK)}\u2069"


@register.filter
def units(value: float, currency: str) -> str:
    """An amount in whole units of a currency, as statistics have it."""
    return money(round(value * 10 ** _places(currency)), currency)

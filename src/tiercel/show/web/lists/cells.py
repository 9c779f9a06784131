"""Values as cells of a list: one dense line, with the whole text at hand where it may be cut."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from html import escape
from typing import Any

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from tiercel.flow.accounts.account_values import Value
from tiercel.normal.text import isolated
from tiercel.show.web.language import numbering
from tiercel.show.web.lists.table import Cell
from tiercel.show.web.templatetags import shown, signs
from tiercel.show.web.templatetags.named import state_name

NOTHING = Cell(mark_safe(f'<span class="nothing">{shown.NOTHING}</span>'))  # noqa: S308 - a dash of our own


def named(href: str, name: str, under: str = "") -> Cell:
    """The name of a row as the way to its page, with a second line below."""
    below = f'<span class="under"><bdi>{escape(under)}</bdi></span>' if under else ""
    return Cell(
        _link(href, name or shown.NOTHING, below), f"{isolated(name)} · {isolated(under)}" if under else isolated(name)
    )


def account_link(key: int | None, name: str) -> Cell:
    return NOTHING if key is None else Cell(_link(reverse("account", args=[key]), name), isolated(name))


def _link(href: str, name: str, below: str = "") -> SafeString:
    return SafeString(f'<a href="{escape(href)}"><bdi>{escape(name)}</bdi></a>{below}')


def text(value: str) -> Cell:
    return Cell(SafeString(f"<bdi>{escape(value)}</bdi>"), isolated(value)) if value else NOTHING


def stacked(value: str, under: str) -> Cell:
    """A value with a second line below."""
    below = f'<span class="under"><bdi>{escape(under)}</bdi></span>'
    return Cell(SafeString(f"<bdi>{escape(value)}</bdi>{below}"), f"{isolated(value)} · {isolated(under)}")


def left_to_right(value: str) -> Cell:
    """Phone numbers and the like, which are written from the left in every language."""
    return Cell(SafeString(f'<bdi dir="ltr">{escape(value)}</bdi>')) if value else NOTHING


def value(found: Value | None) -> Cell:
    """A value of a record, by its type."""
    if found is None or found.value is None:
        return NOTHING
    html = shown.shown(found)
    return Cell(
        html,
        signs.comma().join(isolated(str(one)) for one in found.value)
        if isinstance(found.value, list)
        else _plain(found, html),
    )


def _plain(found: Value, html: str) -> str:
    return isolated(found.value) if isinstance(found.value, str) and isinstance(html, SafeString) else ""


def country(code: str) -> Cell:
    said = shown.country(code)
    return Cell(said, said) if code else NOTHING


def money(minor: int | None, currency: str) -> Cell:
    return NOTHING if minor is None else Cell(shown.money(minor, currency))


def amount(units: Decimal | None, currency: str) -> Cell:
    return NOTHING if units is None else Cell(shown.amount(units, currency))


def number(found: float | None) -> Cell:
    return NOTHING if found is None else Cell(shown.number(found))


def day(found: date | None) -> Cell:
    return NOTHING if found is None else Cell(shown.day(found))


def ago(found: datetime | None) -> Cell:
    return NOTHING if found is None else Cell(shown.ago(found), shown.moment(found))


def badge(state: str) -> Cell:
    return Cell(_badge(state, state_name(state))) if state else NOTHING


def tier(number_of: int | None, state: str) -> Cell:
    """The tier, and whether sales has accepted the account in it."""
    return _tier(number_of, state, get_language() or "", numbering()) if number_of else NOTHING


@lru_cache(maxsize=500)
def _tier(number_of: int, state: str, _language: str, _numbering: str) -> Cell:
    return Cell(format_html("{} {}", tier_mark(number_of).html, _badge(state, state_name(state))))


def tier_mark(number_of: int) -> Cell:
    return Cell(format_html('<span class="tier tier-{}">{}</span>', number_of, shown.number(number_of)))


def chance(share: float | None, low: float | None, high: float | None) -> Cell:
    """The chance to win, with its interval below where that is known."""
    if share is None:
        return NOTHING
    low, high = (None if each is None else round(each * 100) for each in (low, high))
    return _chance(round(share * 100), low, high, get_language() or "", numbering())


@lru_cache(maxsize=20_000)
def _chance(share: int, low: int | None, high: int | None, _language: str, _numbering: str) -> Cell:
    """In hundredths, of which there are few: a list says the same ones again and again."""
    said = [shown.NOTHING if each is None else shown.share(each / 100) for each in (share, low, high)]
    if low is None:
        return Cell(format_html("{}{}", signs.meter(share / 100), said[0]))
    between = f"{said[1]} – {said[2]}"
    html = f'{signs.meter(share / 100)}{escape(said[0])}<span class="under">{escape(between)}</span>'
    return Cell(SafeString(html), gettext("between %(between)s, 19 times of 20") % {"between": between})


def deals(won: int, lost: int, open_: int) -> Cell:
    return _deals(won, lost, open_, get_language() or "", numbering()) if won or lost or open_ else NOTHING


@lru_cache(maxsize=5000)
def _deals(won: int, lost: int, open_: int, _language: str, _numbering: str) -> Cell:
    counts = (
        ("won", won, gettext("%(n)s won")),
        ("lost", lost, gettext("%(n)s lost")),
        ("open", open_, gettext("%(n)s open")),
    )
    found = [(_badge(state, said % {"n": shown.number(count)}),) for state, count, said in counts if count]
    return Cell(format_html_join(" ", "{}", found))


def _badge(state: str, said: Any) -> SafeString:
    return format_html('<span class="badge badge-{}">{}</span>', state, said)

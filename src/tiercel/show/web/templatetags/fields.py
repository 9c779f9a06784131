"""Fields of forms that depend on how the reader writes: days, and the choice of how to read."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from tiercel.core.errors import DataError
from tiercel.flow.keep_preferences import preferences_of
from tiercel.show.web import days, sentences
from tiercel.show.web.language import CALENDARS, DIGITS, JALALI, OWN_NAMES, calendar, chosen
from tiercel.show.web.templatetags.shown import in_digits
from tiercel.show.web.words import CALENDAR_CHOICES, DIGIT_CHOICES, THEMES

register = template.Library()
EXAMPLE = date(2026, 11, 26)


@register.inclusion_tag("web/components/day_field.html")
def day_field(name: str, value: date | None = None, id: str = "", css: str = "") -> dict[str, Any]:  # noqa: A002 - as HTML says
    """A field for a day: the browser's own where the page counts as browsers do, else a text that is read back.

    name    of the field; what it sends is read with `days.read_day`
    value   the day that it holds
    """
    return {
        "name": name,
        "id": id or name,
        "css": css,
        "value": value,
        "typed": in_digits(days.numeric(value)) if value else "",
        "example": in_digits(days.numeric(EXAMPLE)),
        "is_typed": calendar() == JALALI,
        **reading(value),
    }


def reading(value: date | None) -> dict[str, str]:
    """A day as it was understood, in both calendars."""
    if value is None:
        return {"said": "", "other": ""}
    return {"said": in_digits(days.written(value)), "other": in_digits(days.other_calendar(value))}


def read(text: str) -> dict[str, str]:
    """What was typed, as it was understood; or `error`, what is wrong with it."""
    try:
        return reading(days.read_day(text)) if text.strip() else reading(None)
    except DataError as wrong:
        return {"error": str(wrong)}


@register.filter
def said(sentence: str) -> str | SafeString:
    """A reason that a stage wrote, in the language of the page; one that nobody knows as the English that it is."""
    here = sentences.said(sentence) if chosen() != "en" else sentence
    return here or format_html('<span lang="en" dir="auto">{}</span>', sentence)


@register.filter
def told_note(note: str) -> str:
    """What the report of an import adds, in the language of the page."""
    return sentences.told_note(note)


@register.inclusion_tag("web/you/preferences.html", takes_context=True)
def preferences_section(context: template.Context, *, alone: bool = False) -> dict[str, Any]:
    """The form in which somebody chooses how to read: the same on every page; `alone` where the page is headed so."""
    given = preferences_of(context["request"].user)
    language = chosen()
    return {
        "alone": alone,
        "given": given,
        "language": given.language,
        "languages": OWN_NAMES,
        "calendars": _choices(CALENDAR_CHOICES, CALENDARS.get(language, ())),
        "digit_kinds": _choices(DIGIT_CHOICES, DIGITS.get(language, ()), language),
        "themes": THEMES,
        "theme": context.get("theme", "auto"),
        "csrf_token": context.get("csrf_token"),
        "next": context["request"].get_full_path(),
        "today": timezone.localdate(),
    }


def _choices(words: Any, usable: tuple[str, ...], language: str = "") -> list[tuple[str, str]]:
    """The choices that this language has, with their names; none where it has only one way."""
    return [(kind, str(words.get((language, kind)) or words.get(kind))) for kind in usable] if len(usable) > 1 else []

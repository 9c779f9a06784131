"""What is wrong with a field, said at the field: for the eye, for whoever hears the page, and with the cursor there."""

from __future__ import annotations

from typing import Any

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from tiercel.show.web.templatetags.signs import icon

register = template.Library()


@register.simple_tag(takes_context=True)
def invalid(
    context: Context,
    field: str,
    *,
    of: str = "error",
    help: str = "",  # noqa: A002 - the words of templates are not names of Python
    place: str = "",
    first: bool = False,
    group: bool = False,
) -> SafeString:
    """The attributes of a field, inside its tag.

    of      the name of the error in the page
    help    the id of what explains the field
    place   tells fields of one name on the same page apart
    first   the cursor stands here where nothing is wrong
    group   they belong to several boxes, none of which is the one
    """
    if not _is_about(context, field, of):
        described = format_html('aria-describedby="{}"', help) if help else SafeString()
        begins = SafeString(" autofocus") if first and not context.get(of) else SafeString()
        return described + begins
    told = format_html('aria-describedby="{}"', f"{_id(field, place)} {help}".strip())
    if group:
        return format_html('{} tabindex="-1" autofocus', told)
    return format_html('aria-invalid="true" {} autofocus', told)


@register.simple_tag(takes_context=True)
def wrong(context: Context, field: str, *, of: str = "error", place: str = "") -> SafeString:
    """The message, below the field; nothing where it is about another."""
    if not _is_about(context, field, of):
        return SafeString()
    return format_html('<div class="wrong" id="{}">{} {}</div>', _id(field, place), icon("alert-triangle"), context[of])


@register.inclusion_tag("web/components/error_note.html", takes_context=True)
def error_note(context: Context, *, of: str = "error", at: str = "") -> dict[str, Any]:
    """What went wrong with a form, above it; nothing where one of its fields says it, and holds the cursor.

    of   the name of the error in the page
    at   the fields that say what is wrong with them by `wrong`; one that is left out is rather said here than nowhere
    """
    error: Any = context.get(of)
    return {"error": "" if error and getattr(error, "field", "") in at.split() else error}


def _is_about(context: Context, field: str, of: str) -> bool:
    error: Any = context.get(of)
    return bool(error) and getattr(error, "field", "") == field


def _id(field: str, place: str) -> str:
    return f"{field}-{place}-wrong" if place else f"{field}-wrong"

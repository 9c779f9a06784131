"""What stands between words and beside them: the stops and brackets of a language, icons, and a share as a bar."""

from __future__ import annotations

from functools import lru_cache

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from tiercel.show.web.language import babel_locale

register = template.Library()


@register.simple_tag
def comma(between: str = "members") -> str:
    """What stands between the members of a list, or two "clauses": each script has its own, Chinese one for each."""
    chinese = "、" if between == "members" else "，"
    return {"ar": "، ", "fa": "، ", "zh_Hans": chinese}.get(babel_locale(), ", ")


@register.simple_tag
def colon() -> str:
    """What stands between a name and what is said of it: Chinese writes its own, and no space behind it."""
    return "：" if babel_locale() == "zh_Hans" else ": "


@register.simple_tag
def opening() -> str:
    """Before what is added in brackets, with the space that stands before it."""
    return "（" if babel_locale() == "zh_Hans" else " ("


@register.simple_tag
def closing() -> str:
    return "）" if babel_locale() == "zh_Hans" else ")"


@register.simple_tag
def icon(name: str, css: str = "") -> SafeString:
    """A picture beside words, which those who cannot see it need not hear."""
    return _icon(name, css, static("vendor/tabler-icons-3.51.0/sprite.svg"))


@lru_cache(maxsize=500)
def _icon(name: str, css: str, sprite: str) -> SafeString:
    return format_html('<svg class="icon {}" aria-hidden="true"><use href="{}#{}"></use></svg>', css, sprite, name)


@register.simple_tag
def meter(value: float) -> SafeString:
    """A share as a bar; the number stands beside it."""
    return _meter(round(100 * min(max(value, 0), 1), 1))


@lru_cache(maxsize=1001)
def _meter(percent: float) -> SafeString:
    return format_html(
        '<svg class="meter" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="ground" width="100" height="10"></rect><rect class="fill" width="{}" height="10"></rect></svg>',
        percent,
    )

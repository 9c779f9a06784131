"""What surrounds every page: the ways through the product, where one is, the language, light or dark."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language_bidi

from tiercel.flow.keep_users import may
from tiercel.show.web.addresses import declared
from tiercel.show.web.language import OWN_NAMES, browsers_locale, chosen
from tiercel.show.web.places import Section, Way

THEMES = ("auto", "light", "dark")
MANY = 99


@dataclass(frozen=True)
class WayShown:
    """A way as the navigation shows it; `waiting` things are there for this user, 0 for no badge."""

    way: Way
    is_here: bool
    waiting: int

    @property
    def is_many(self) -> bool:
        return self.waiting > MANY


@cache
def ways() -> tuple[Way, ...]:
    return tuple(sorted(declared(Way, "WAY", "WAYS"), key=lambda way: way.order))


@cache
def sections() -> tuple[Section, ...]:
    return tuple(sorted(declared(Section, "SECTION", "SECTIONS"), key=lambda section: section.order))


def shell(request: HttpRequest) -> dict[str, Any]:
    """What base.html needs of every request."""
    theme = request.COOKIES.get("theme", "auto")
    code = chosen()
    user = getattr(request, "user", None)
    name = _name(request)
    way = _way_of(name)
    return {
        "ways": cache(lambda: _shown_to(user, way)),
        "way": way,
        "here": way.name if way else name,
        "is_top": way is None or name == way.name or any(name == section.name for section in sections()),
        "sections": SimpleLazyObject(lambda: [each for each in sections() if user and may(user, each.least)]),
        "section": _section_of(name),
        "theme": theme if theme in THEMES else "auto",
        "side": "narrow" if request.COOKIES.get("side") == "narrow" else "wide",
        "lang": "zh-Hans" if code == "zh" else code,
        "language": code,
        "browsers_locale": browsers_locale(),
        "languages": OWN_NAMES,
        "currency": settings.WORKSPACE.currency,
        "is_rtl": get_language_bidi(),
        "is_member": may(user, "member") if user else False,
        "is_manager": may(user, "manager") if user else False,
        "is_owner": may(user, "owner") if user else False,
    }


def _name(request: HttpRequest) -> str:
    return (request.resolver_match.url_name if request.resolver_match else "") or ""


def _way_of(name: str) -> Way | None:
    """The way that an address belongs to: its own, one of its places, or what begins with one of these."""
    return next((way for way in ways() if any(_is_in(name, place) for place in (way.name, *way.places))), None)


def _is_in(name: str, place: str) -> bool:
    return name == place or name.startswith(f"{place}-")


def _section_of(name: str) -> str:
    return next((each.name for each in sections() if name in (each.name, *each.places)), "")


def _shown_to(user: Any, here: Way | None) -> tuple[WayShown, ...]:
    if user is None or not user.is_authenticated:
        return ()
    open_ones = [way for way in ways() if may(user, way.least)]
    return tuple(WayShown(way, way == here, way.badge(user) if way.badge else 0) for way in open_ones)

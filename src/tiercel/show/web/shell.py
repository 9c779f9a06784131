"""What surrounds every page: the ways through the product, the language, light or dark."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext_lazy as _

from tiercel.flow.keep_users import may
from tiercel.show.web.language import OWN_NAMES, browsers_locale, chosen

THEMES = ("auto", "light", "dark")


@dataclass(frozen=True)
class Way:
    """One entry of the navigation; `places` are the addresses at which it is the current one."""

    name: str
    label: Promise
    icon: str
    places: tuple[str, ...]


WAYS = (
    Way("home", _("Home"), "home", ("home",)),
    Way("data", _("Data"), "database", ("data", "import", "rejects")),
    Way("profile", _("Profile"), "focus-2", ("profile",)),
    Way("accounts", _("Accounts"), "building", ("account",)),
    Way("targets", _("Targets"), "target-arrow", ("targets",)),
)


def shell(request: HttpRequest) -> dict[str, Any]:
    """What base.html needs of every request."""
    theme = request.COOKIES.get("theme", "auto")
    code = chosen()
    return {
        "ways": WAYS,
        "here": _here(request),
        "theme": theme if theme in THEMES else "auto",
        "lang": "zh-Hans" if code == "zh" else code,
        "language": code,
        "browsers_locale": browsers_locale(),
        "languages": OWN_NAMES,
        "currency": settings.WORKSPACE.currency,
        "is_rtl": get_language_bidi(),
        "is_member": may(request.user, "member") if hasattr(request, "user") else False,
        "is_manager": may(request.user, "manager") if hasattr(request, "user") else False,
        "is_owner": may(request.user, "owner") if hasattr(request, "user") else False,
    }


def _here(request: HttpRequest) -> str:
    """Which way of the navigation this page belongs to, by the first word of its address's name."""
    name = (request.resolver_match.url_name if request.resolver_match else "") or ""
    return next((way.name for way in WAYS if name.split("-")[0] in (way.name, *way.places)), name)

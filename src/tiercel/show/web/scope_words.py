"""What a key may do, in words: each scope of the API by what it is on, and by what is done with it."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tiercel.show.web.acts import SUBJECTS
from tiercel.show.web.words import Words, word

# Where a scope is about more than one kind of row, or is called otherwise than what it is on.
ON: Words = {
    **SUBJECTS,
    "collecting": gettext_lazy("Keys of sites, apps and mail providers"),
    "data": gettext_lazy("What the workspace holds"),
    "duplicates": gettext_lazy("Duplicates"),
    "home": gettext_lazy("Today"),
    "imports": gettext_lazy("Imports"),
    "keys": gettext_lazy("Keys"),
    "parents": gettext_lazy("Parents of accounts"),
    "preferences": gettext_lazy("Language, calendar and digits"),
    "profile": gettext_lazy("Ideal customer profile"),
    "search": gettext_lazy("Search"),
    "strategy": gettext_lazy("Strategy documents"),
    "views": gettext_lazy("Views"),
}


def scope_name(scope: str) -> str:
    """As "Accounts: see" for accounts:read."""
    on, _colon, does = scope.partition(":")
    patterns = {"read": _("{on}: see"), "write": _("{on}: change"), "propose": _("{on}: propose and ask")}
    return patterns.get(does, "{on}").format(on=word(ON, on))

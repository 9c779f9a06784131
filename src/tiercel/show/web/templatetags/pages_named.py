"""Which page helps next: flows name the command of a shell, and who reads a page is led to a page instead."""

from __future__ import annotations

import re

from django import template
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy

register = template.Library()
# What a command begins with, and where pages do the same: the longer beginning stands first.
PAGES: dict[str, tuple[str, Promise]] = {
    "accounts list": ("accounts", gettext_lazy("Accounts")),
    "connect add": ("data-connectors", gettext_lazy("Connectors")),
    "duplicates list": ("duplicates", gettext_lazy("Duplicates")),
    "icp learn": ("profile", gettext_lazy("Profile")),
    "import": ("data", gettext_lazy("Data")),
    "match list": ("unmatched", gettext_lazy("Who works where?")),
    "match run": ("unmatched", gettext_lazy("Who works where?")),
    "parents list": ("parents", gettext_lazy("Parents of accounts")),
    "refresh": ("profile", gettext_lazy("Profile")),
    "targets propose": ("targets-proposal", gettext_lazy("Propose targets")),
}
_COMMAND = re.compile(rf"`?\btiercel ({'|'.join(PAGES)})\b(?: (?:--[a-z-]+|[A-Z]{{2,}}))*`?")


@register.filter
def to_pages(sentence: object) -> SafeString:
    """The sentence with links in the place of commands that have a page; others stay.

    >>> to_pages("There is no profile yet (tiercel log verify).")
    'There is no profile yet (tiercel log verify).'
    """
    # What is escaped stays so (`str` of a SafeString is itself): only links are added.
    return mark_safe(_COMMAND.sub(_link, conditional_escape(str(sentence))))  # noqa: S308


def _link(found: re.Match[str]) -> str:
    name, label = PAGES[found[1]]
    return format_html('<a href="{}">{}</a>', reverse(name), label)

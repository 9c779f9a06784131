"""One search over everything: accounts, contacts, deals, pages, strategy documents, and what one can do."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from tiercel.flow.keep_users import may
from tiercel.flow.search.search import Found, search
from tiercel.flow.strategy.see_documents import kinds
from tiercel.normal.text import compared
from tiercel.records.models import User
from tiercel.show.web.access import READER, Address, Asked
from tiercel.show.web.addresses import declared
from tiercel.show.web.places import Action
from tiercel.show.web.shell import sections, ways
from tiercel.show.web.words import DOCUMENTS, word

MOST_PLACES, ON_THE_PAGE, LONGEST = 5, 30, 200


@dataclass(frozen=True)
class Place:
    """A page, a document or something to do, with the words by which it is found."""

    kind: str
    label: str
    href: str
    icon: str
    words: str = ""
    is_offered: bool = False


@dataclass(frozen=True)
class Searched:
    """What was asked for, and all that was found of it."""

    asked: str = ""
    places: tuple[Place, ...] = ()
    found: Found = field(default_factory=Found)

    @property
    def count(self) -> int:
        return len(self.places) + sum(len(group.hits) for group in self.found.groups)


def page(request: Asked) -> HttpResponse:
    """The results as a page of links, which needs no script."""
    return render(request, "web/search/page.html", {"search": _search(request, ON_THE_PAGE)})


def offers(request: Asked) -> HttpResponse:
    """The results as the options under the search box."""
    return render(request, "web/search/offers.html", {"search": _search(request, 5)})


def _search(request: Asked, most: int) -> Searched:
    asked = " ".join(request.GET.get("q", "")[:LONGEST].replace("\x00", "").split())
    if not asked:
        return Searched(places=tuple(place for place in _places(request.user) if place.is_offered))
    wanted = compared(asked).split()
    places = [place for place in _places(request.user) if wanted and _is_meant(place, wanted)]
    found = search(asked, request.user, most)
    # What is only almost called so gives way to a page or an action that is meant.
    return Searched(asked, tuple(places[:MOST_PLACES]), replace(found, groups=()) if places and found.alike else found)


def _is_meant(place: Place, wanted: list[str]) -> bool:
    """Whether each word that was typed begins one of the place's words, or, in a script without spaces, is in it."""
    words = compared(f"{place.label} {place.words}").split()
    return all(any(word.startswith(each) or (not each.isascii() and each in word) for word in words) for each in wanted)


def _places(user: User) -> list[Place]:
    """Everything that this user may open or do, actions first."""
    found = [
        Place("action", str(each.label), _href(each.name, each.query), each.icon, str(each.words), not each.asked)
        for each in declared(Action, "ACTION", "ACTIONS")
        if may(user, each.least)
    ]
    found += [Place("page", str(way.label), reverse(way.name), way.icon) for way in ways() if may(user, way.least)]
    for section in sections():
        if may(user, section.least):
            found.append(Place("page", str(section.label), reverse(section.name), "settings", _("Settings")))
    for kind in kinds():
        found.append(
            Place("document", word(DOCUMENTS, kind), reverse("settings-document", args=[kind]), "file-text", kind)
        )
    return found


def _href(name: str, query: str) -> str:
    return f"{reverse(name)}?{query}" if query else reverse(name)


ADDRESSES = (
    Address("search", "search", page, READER),
    Address("search/offers", "search-offers", offers, READER),
)

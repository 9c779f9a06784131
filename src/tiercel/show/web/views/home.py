"""Today: what waits for this person, or, in a new workspace, the way to a signed-off list; and the rows behind it."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy

from tiercel.flow.today.see_rows import see_rows
from tiercel.flow.today.see_today import Card, see_today
from tiercel.show.web.access import READER, Address, Asked
from tiercel.show.web.figure_words import WORDS, formula
from tiercel.show.web.places import Way


@dataclass(frozen=True)
class Shown:
    """A number with its words, and where one does something about it ("" where that is its rows)."""

    card: Card
    label: str
    formula: str
    advice: str
    act: str


def home(request: Asked) -> HttpResponse:
    today = see_today(request.user)
    shown = {
        "today": today,
        "home": today.home,
        "to_do": [_shown(card) for card in today.to_do],
        "held": [_shown(card) for card in today.held],
    }
    return render(request, "web/today/page.html", shown)


def rows(request: Asked, name: str) -> HttpResponse:
    """The rows behind a number."""
    page = see_rows(name, request.user, after=request.GET.get("after", ""), before=request.GET.get("before", ""))
    if page is None:
        raise Http404
    words = WORDS[name]
    shown = {
        "page": page,
        "label": words.label,
        "formula": formula(name),
        "advice": words.advice,
        "when_none": words.when_none,
    }
    return render(request, "web/today/rows.html", shown)


def _shown(card: Card) -> Shown:
    words = WORDS[card.figure]
    return Shown(card, str(words.label), formula(card.figure), str(words.advice), _act(card.figure))


def _act(figure: str) -> str:
    """Where the number is brought down: on a phone's own page where there is one."""
    if figure != "waiting_targets":
        return ""
    try:
        return reverse("sign-off")
    except NoReverseMatch:
        return reverse("targets") + "?state=proposed"


WAY = Way("home", gettext_lazy("Today"), "home", 10, places=("today",), thumb=True)
ADDRESSES = (
    Address("", "home", home, READER),
    Address("today/<str:name>", "today-rows", rows, READER),
)

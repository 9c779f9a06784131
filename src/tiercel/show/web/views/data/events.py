"""What people did at our sites, as it arrived: how much, from where, and what could not be taken."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy

from tiercel.core.clock import utc_now
from tiercel.flow.events.see_events import DAYS, see_events
from tiercel.flow.keep_users import may
from tiercel.show.web.access import MANAGER, READER, Address, Asked
from tiercel.show.web.places import Action


def events(request: Asked) -> HttpResponse:
    page = see_events(request.user, utc_now())
    shown = {"page": page, "days": DAYS, "begin": _begin() if may(request.user, MANAGER) else ""}
    return render(request, "web/data/events.html", shown)


def _begin() -> str:
    """Where a site gets its write key."""
    try:
        return reverse("settings-collecting")
    except NoReverseMatch:
        return reverse("data")


ACTIONS = (
    Action(
        gettext_lazy("See what visitors did"),
        "data-events",
        "world",
        words=gettext_lazy("events web visits touches bots"),
    ),
)
ADDRESSES = (Address("data/events", "data-events", events, READER),)

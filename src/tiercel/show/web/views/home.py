"""Today: what waits for this person, or, in a new workspace, the way to a signed-off list."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy

from tiercel.flow.see_home import see_home
from tiercel.show.web.access import READER, Address, Asked
from tiercel.show.web.places import Way


def home(request: Asked) -> HttpResponse:
    return render(request, "web/home.html", {"home": see_home()})


WAY = Way("home", gettext_lazy("Today"), "home", 10, thumb=True)
ADDRESSES = (Address("", "home", home, READER),)

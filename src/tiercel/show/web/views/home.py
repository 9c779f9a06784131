"""Home: where the workspace stands, and what to do next."""

from django.http import HttpResponse
from django.shortcuts import render

from tiercel.flow.see_home import see_home
from tiercel.show.web.access import READER, Address, Asked


def home(request: Asked) -> HttpResponse:
    return render(request, "web/home.html", {"home": see_home()})


ADDRESSES = (Address("", "home", home, READER),)

"""Pages that are being built."""

from django.http import HttpResponse
from django.shortcuts import render

from tiercel.show.web.access import Asked


def soon(request: Asked, **_: str) -> HttpResponse:
    return render(request, "web/soon.html")

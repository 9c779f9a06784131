"""The address of a row that was merged leads on to the one that stands for it, and says so."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _


def to_the_current(request: HttpRequest, name: str, row: int) -> HttpResponse:
    """Lead to the page of another row, with all that the address said beside the key."""
    messages.info(request, _("What you opened was merged into this one. Everything of it is here."))
    query = request.GET.urlencode()
    return redirect(reverse(name, args=[row]) + (f"?{query}" if query else ""))

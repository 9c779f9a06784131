"""Who may open which page: four roles, each of which may all that the next may."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse

from tiercel.flow.keep_users import may
from tiercel.records.models import User

View = Callable[..., HttpResponseBase]
ANYONE, READER, MEMBER, MANAGER, OWNER = "anyone", "reader", "member", "manager", "owner"


@dataclass(frozen=True)
class Address:
    """One address: its path as Django writes it, its name, what answers, and the least role that may open it."""

    path: str
    name: str
    view: View
    least: str


class Asked(HttpRequest):
    """A request of somebody who is signed in; views behind `guarded` get only these."""

    user: User


def guarded(view: View, least: str) -> View:
    """The view for those of at least this role: others are asked to sign in, or told that they may not."""
    if least == ANYONE:
        return view

    @wraps(view)
    def only_if_allowed(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return _to_sign_in(request)
        if not may(request.user, least):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return only_if_allowed


def _to_sign_in(request: HttpRequest) -> HttpResponseBase:
    sign_in = reverse("sign-in")
    if "HX-Request" not in request.headers:
        return redirect_to_login(request.get_full_path(), sign_in)
    # A part of a page cannot hold the sign-in form: the whole page goes there.
    return HttpResponse(status=204, headers={"HX-Redirect": sign_in})

"""Who may open which page: four roles, each of which may all that the next may."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from tiercel.flow.keep_users import may
from tiercel.flow.users.second_factors import must_be_set_up
from tiercel.records.models import User

View = Callable[..., HttpResponseBase]
ANYONE, READER, MEMBER, MANAGER, OWNER = "anyone", "reader", "member", "manager", "owner"


@dataclass(frozen=True)
class Address:
    """One address: its path as Django writes it, its name, what answers, and the least role that may open it.

    acts   it only does something: by POST alone, and who merely looks at it is refused before the view is asked
    """

    path: str
    name: str
    view: View
    least: str
    acts: bool = False


class Asked(HttpRequest):
    """A request of somebody who is signed in; views behind `guarded` get only these."""

    user: User


def guarded(address: Address) -> View:
    """The view for those of at least its role: others are asked to sign in, or told that they may not."""
    view, least = require_POST(address.view) if address.acts else address.view, address.least
    if least == ANYONE:
        return view

    @wraps(view)
    def only_if_allowed(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return _to_sign_in(request)
        if not may(request.user, least):
            raise PermissionDenied
        if not getattr(view, "opens_without_second_factor", False) and must_be_set_up(request.user):
            return _to(request, reverse("you-second-factor"))
        return view(request, *args, **kwargs)

    return only_if_allowed


def _to_sign_in(request: HttpRequest) -> HttpResponseBase:
    sign_in = reverse("sign-in")
    return _to(request, redirect_to_login(request.get_full_path(), sign_in).url, part=sign_in)


def _to(request: HttpRequest, address: str, part: str = "") -> HttpResponseBase:
    """Lead on; a part of a page cannot hold a form for the whole of it, so the whole page goes there."""
    if "HX-Request" not in request.headers:
        return redirect(address)
    return HttpResponse(status=204, headers={"HX-Redirect": part or address})


def without_second_factor(view: View) -> View:
    """A view that opens also to who has yet to set up the second factor that the workspace requires."""
    view.opens_without_second_factor = True  # type: ignore[attr-defined]
    return view

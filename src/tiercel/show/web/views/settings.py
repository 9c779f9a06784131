"""Settings: who may sign in, and the strategy documents as text."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tiercel.core.errors import TiercelError
from tiercel.flow import keep_users
from tiercel.normal.text import isolated
from tiercel.show.web.access import OWNER, READER, Address, Asked
from tiercel.show.web.places import Action, Section, Way
from tiercel.show.web.shell import sections


def settings(request: Asked) -> HttpResponse:
    """The first section that this user may open."""
    return redirect(next(each.name for each in sections() if keep_users.may(request.user, each.least)))


def users(request: Asked) -> HttpResponse:
    """The users, and the form for one more."""
    given = request.POST
    if request.method != "POST":
        return _users_page(request, "")
    try:
        keep_users.must_be_equal(given.get("password", ""), given.get("again", ""))
        keep_users.add_user(
            given.get("name", ""),
            given.get("role", ""),
            email=given.get("email", ""),
            person=given.get("person", ""),
            password=given.get("password", ""),
            by=request.user,
        )
    except TiercelError as wrong:
        return _users_page(request, str(wrong))
    messages.success(
        request, _("%(name)s may sign in now. Tell the password in person.") % {"name": isolated(given["name"])}
    )
    return redirect("settings-users")


def user(request: Asked, user_id: int) -> HttpResponse:
    """Change one user: another role, shut out or let in again, or a new password."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    given = request.POST

    def change() -> None:
        if given.get("password"):
            keep_users.must_be_equal(given["password"], given.get("again", ""))
            keep_users.set_password(user_id, given["password"], request.user)
        else:
            keep_users.change_user(
                user_id, role=given.get("role", ""), is_active=given.get("active") == "yes", by=request.user
            )

    said(request, change, _("Saved."))
    return redirect("settings-users")


def said(request: Asked, act: Callable[[], object], done: str) -> bool:
    """Do something, and say that it is done, or what stood in its way."""
    try:
        act()
    except TiercelError as wrong:
        messages.error(request, str(wrong))
        return False
    messages.success(request, done)
    return True


def _users_page(request: Asked, error: str) -> HttpResponse:
    shown = {
        "users": keep_users.list_users(),
        "people": keep_users.people_without_user(),
        "roles": [str(role) for role in keep_users.ROLES],
        "given": request.POST,
        "error": error,
    }
    return render(request, "web/settings/users.html", shown, status=422 if error else 200)


WAY = Way("settings", gettext_lazy("Settings"), "settings", 120, places=("password",))
SECTION = Section("settings-users", gettext_lazy("Users"), 20, OWNER, places=("settings-user",))
ACTIONS = (
    Action(gettext_lazy("Add a user"), "settings-users", "users", OWNER, words=gettext_lazy("invite role sign in")),
    Action(gettext_lazy("Change the password"), "password", "key"),
)
ADDRESSES = (
    Address("settings", "settings", settings, READER),
    Address("settings/users", "settings-users", users, OWNER),
    Address("settings/users/<int:user_id>", "settings-user", user, OWNER),
)

"""Settings: who may sign in, and the strategy documents as text."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings as workspace
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tiercel.core.errors import TiercelError
from tiercel.flow import keep_users
from tiercel.flow.send_mail import can_mail
from tiercel.flow.users import invitations, second_factors, sessions
from tiercel.normal.text import isolated
from tiercel.show.web.access import OWNER, READER, Address, Asked
from tiercel.show.web.places import Action, Section, Way
from tiercel.show.web.shell import sections


def settings(request: Asked) -> HttpResponse:
    """The first section that this user may open."""
    return redirect(next(each.name for each in sections() if keep_users.may(request.user, each.least)))


def users(request: Asked) -> HttpResponse:
    """The users, who was invited, and the forms for one more."""
    given = request.POST
    if request.method != "POST":
        return _users_page(request)
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
        return _users_page(request, wrong)
    messages.success(
        request, _("%(name)s may sign in now. Tell the password in person.") % {"name": isolated(given["name"])}
    )
    return redirect("settings-users")


def invite(request: Asked) -> HttpResponse:
    """Ask somebody in by mail; where none can be sent, the page shows the link, this once."""
    given = request.POST
    return _invited(
        request,
        lambda: invitations.invite(
            given.get("email", ""), given.get("role", ""), given.get("person", ""), by=request.user
        ),
    )


def invitation(request: Asked, invitation_id: int) -> HttpResponse:
    """Send an invitation again, or take it back."""
    if request.POST.get("act") == "again":
        return _invited(request, lambda: invitations.invite_again(invitation_id, request.user))
    said(request, lambda: invitations.take_back(invitation_id, request.user), _("The invitation is taken back."))
    return redirect("settings-users")


def user(request: Asked, user_id: int) -> HttpResponse:
    """Change one user: another role, person or mail address, shut out or let in again, or a new password."""
    given = request.POST

    def change() -> None:
        if given.get("password"):
            keep_users.must_be_equal(given["password"], given.get("again", ""))
            keep_users.set_password(user_id, given["password"], request.user)
        else:
            keep_users.change_user(
                user_id,
                role=given.get("role", ""),
                is_active=given.get("active") == "yes",
                by=request.user,
                person=given.get("person"),
                email=given.get("email"),
            )

    return _changed(request, change, _("Saved."))


def end_sessions(request: Asked, user_id: int) -> HttpResponse:
    return _changed(request, lambda: sessions.end_sessions_of(user_id, request.user), _("Signed out everywhere."))


def take_second_factor(request: Asked, user_id: int) -> HttpResponse:
    done = _("The second factor is taken away: the password alone lets them in.")
    return _changed(request, lambda: second_factors.take_away(user_id, request.user), done)


def _changed(request: Asked, change: Callable[[], object], done: str) -> HttpResponse:
    said(request, change, done)
    return redirect("settings-users")


def _invited(request: Asked, act: Callable[[], invitations.Invited]) -> HttpResponse:
    try:
        invited = act()
    except TiercelError as wrong:
        return _users_page(request, invite_error=wrong)
    if invited.was_mailed:
        messages.success(request, _("The invitation is on its way to %(email)s.") % {"email": invited.email})
        return redirect("settings-users")
    # Shown in this answer alone, and kept nowhere.
    return _users_page(request, invited=invited)


def said(request: Asked, act: Callable[[], object], done: str) -> bool:
    """Do something, and say that it is done, or what stood in its way."""
    try:
        act()
    except TiercelError as wrong:
        messages.error(request, str(wrong))
        return False
    messages.success(request, done)
    return True


def _users_page(
    request: Asked,
    error: str | TiercelError = "",
    invite_error: str | TiercelError = "",
    invited: invitations.Invited | None = None,
) -> HttpResponse:
    text = request.GET.get("q", "").strip()[:200]
    shown = {
        "users": keep_users.list_users(text),
        "text": text,
        "invitations": invitations.list_invitations(),
        "invited": invited,
        "can_mail": can_mail(),
        "people": keep_users.people_without_user(),
        "roles": [str(role) for role in keep_users.ROLES],
        "accounts_seen": workspace.WORKSPACE.accounts_seen,
        "given": {} if invited else request.POST,
        "error": error,
        "invite_error": invite_error,
    }
    return render(request, "web/settings/users.html", shown, status=422 if error or invite_error else 200)


WAY = Way("settings", gettext_lazy("Settings"), "settings", 120, places=("password",))
SECTION = Section("settings-users", gettext_lazy("Users"), 20, OWNER, places=("settings-user", "settings-invite"))
ACTIONS = (
    Action(gettext_lazy("Add a user"), "settings-users", "users", OWNER, words=gettext_lazy("invite role sign in")),
    Action(gettext_lazy("Change the password"), "password", "key"),
)
ADDRESSES = (
    Address("settings", "settings", settings, READER),
    Address("settings/users", "settings-users", users, OWNER),
    Address("settings/users/invite", "settings-invite", invite, OWNER, acts=True),
    Address("settings/users/invitations/<int:invitation_id>", "settings-invitation", invitation, OWNER, acts=True),
    Address("settings/users/<int:user_id>", "settings-user", user, OWNER, acts=True),
    Address("settings/users/<int:user_id>/sessions", "settings-user-sessions", end_sessions, OWNER, acts=True),
    Address(
        "settings/users/<int:user_id>/second-factor",
        "settings-user-second-factor",
        take_second_factor,
        OWNER,
        acts=True,
    ),
)

"""Who may sign in: users, those who were invited, and ending what is open in somebody's name."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from tiercel.flow import keep_users
from tiercel.flow.keep_users import UserRow
from tiercel.flow.users import invitations, second_factors, sessions
from tiercel.flow.users.invitations import InvitationRow, Invited
from tiercel.show.api.forms import Answer, Given, Key, Text, Word, form_of
from tiercel.show.api.operation import Operation
from tiercel.show.api.problems import NotThereError
from tiercel.show.web.access import OWNER, Asked

RoleName = Literal["owner", "manager", "member", "reader"]
UserForm = form_of(UserRow, "User")
InvitationForm = form_of(InvitationRow, "Invitation")
InvitedForm = form_of(Invited)


class Users(Answer):
    """Who may sign in."""

    rows: list[UserForm]  # type: ignore[valid-type]


class Invitations(Answer):
    """Who was invited and has not come yet."""

    rows: list[InvitationForm]  # type: ignore[valid-type]


class NewUser(Given):
    """One more user."""

    name: Word = Field(min_length=1)
    role: RoleName = "member"
    email: Text = ""
    person: Text = Field("", description="The name of who of the team it is, as in the CRM.")
    password: Text = Field(min_length=10)


class UserChange(Given):
    """What a user may from now on."""

    role: RoleName
    is_active: bool = Field(description="Whether they may sign in, and their keys work.")


class Invite(Given):
    """Somebody to ask in."""

    email: Text = Field(min_length=3)
    role: RoleName = "member"
    person: Text = Field("", description="The name of who of the team it is, as in the CRM.")


class Ended(Answer):
    """How many browsers were signed out."""

    sessions: int


def users(request: Asked) -> dict[str, Any]:  # noqa: ARG001 - every view is handed its request
    """Who may sign in, and as what."""
    return {"rows": keep_users.list_users()}


def add_user(request: Asked, given: NewUser) -> UserRow:
    """Let somebody sign in."""
    user = keep_users.add_user(
        given.name, given.role, email=given.email, person=given.person, password=given.password, by=request.user
    )
    return _user(user.pk)


def change_user(request: Asked, user_id: Key, given: UserChange) -> UserRow:
    """Give a user another role, shut them out, or let them in again."""
    _user(user_id)
    keep_users.change_user(user_id, role=given.role, is_active=given.is_active, by=request.user)
    return _user(user_id)


def end_sessions(request: Asked, user_id: Key) -> dict[str, int]:
    """Sign somebody out of every browser; the keys of programs go on."""
    _user(user_id)
    return {"sessions": sessions.end_sessions_of(user_id, request.user)}


def take_second_factor(request: Asked, user_id: Key) -> UserRow:
    """Help somebody who lost the phone and the recovery codes: the password alone lets them in again."""
    _user(user_id)
    second_factors.take_away(user_id, request.user)
    return _user(user_id)


def waiting(request: Asked) -> dict[str, Any]:  # noqa: ARG001 - every view is handed its request
    """Who was invited and has not come yet, the newest first."""
    return {"rows": invitations.list_invitations()}


def invite(request: Asked, given: Invite) -> Invited:
    """Ask somebody in by mail; where no mail can go, the answer has the link to hand over."""
    return invitations.invite(given.email, given.role, given.person, request.user)


def invite_again(request: Asked, invitation_id: Key) -> Invited:
    """A new link for who was invited; the older one no longer opens."""
    _is_waiting(invitation_id)
    return invitations.invite_again(invitation_id, request.user)


def take_invitation_back(request: Asked, invitation_id: Key) -> None:
    """Take an invitation back: its link no longer opens."""
    _is_waiting(invitation_id)
    invitations.take_back(invitation_id, request.user)


def _user(user_id: int) -> UserRow:
    found = next((row for row in keep_users.list_users() if row.id == user_id), None)
    if found is None:
        raise NotThereError
    return found


def _is_waiting(invitation_id: int) -> None:
    if all(row.id != invitation_id for row in invitations.list_invitations()):
        raise NotThereError


READ, WRITE = "users:read", "users:write"
OPERATIONS = (
    Operation("GET", "/users", "list_users", users, OWNER, READ, Users),
    Operation("POST", "/users", "add_user", add_user, OWNER, WRITE, UserForm, status=201),
    Operation("PATCH", "/users/{user_id}", "change_user", change_user, OWNER, WRITE, UserForm),
    Operation("POST", "/users/{user_id}/sign-out", "sign_user_out", end_sessions, OWNER, WRITE, Ended),
    Operation(
        "DELETE", "/users/{user_id}/second-factor", "take_second_factor", take_second_factor, OWNER, WRITE, UserForm
    ),
    Operation("GET", "/invitations", "list_invitations", waiting, OWNER, READ, Invitations),
    Operation(
        "POST", "/invitations", "invite", invite, OWNER, WRITE, InvitedForm, status=201,
        example={"email": "fay@example.com", "role": "member"},
    ),
    Operation("POST", "/invitations/{invitation_id}/again", "invite_again", invite_again, OWNER, WRITE, InvitedForm),
    Operation(
        "DELETE", "/invitations/{invitation_id}", "take_invitation_back", take_invitation_back, OWNER, WRITE, None,
        status=204,
    ),
)  # fmt: skip

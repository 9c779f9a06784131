"""Asking somebody in by mail: a link that opens once, within a week, and makes its receiver a user."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tiercel.core.clock import utc_now
from tiercel.core.errors import DataError, DeliveryError
from tiercel.flow import send_mail, trail
from tiercel.flow.keep_users import check_email, make_user, one_at_a_time, owner_only, person_named, role_named
from tiercel.records.models import Invitation, User
from tiercel.records.models.users import Role

DAYS = 7


@dataclass(frozen=True)
class Invited:
    """What came of an invitation: whether the mail left; where not, the link to hand over and why."""

    email: str
    was_mailed: bool
    link: str
    why_not: str = ""


@dataclass(frozen=True)
class InvitationRow:
    id: int
    email: str
    role: str
    person: str
    made_at: datetime
    expires_at: datetime
    is_over: bool


def invite(email: str, role: str, person: str, by: User | None) -> Invited:
    """Ask somebody in; who was asked before and has not come yet is asked anew, and the older link no longer opens.

    person   the name of who of the team it is, "" for nobody of them
    raises   DataError where the address belongs to a user already
    """
    owner_only(by)
    email = email.strip()
    if not email:
        raise DataError(_("A mail address is needed."), field="email")
    with transaction.atomic():
        one_at_a_time()
        check_email(email)
        _waiting().filter(email__iexact=email).update(ended_at=utc_now())
        token = secrets.token_urlsafe(32)
        made = Invitation.objects.create(
            email=email,
            role=role_named(role),
            person=person_named(person),
            token_hash=hashed(token),
            made_at=utc_now(),
            made_by=by,
            expires_at=utc_now() + timedelta(days=DAYS),
        )
        trail.note("invitations.made", by, subject="invitations", row=made.pk, role=role)
    return _sent(made, token, by)


def invite_again(invitation_id: int, by: User) -> Invited:
    """A new link for the same person; the week begins anew."""
    owner_only(by)
    token = secrets.token_urlsafe(32)
    with transaction.atomic():
        invitation = _waiting_one(invitation_id)
        invitation.token_hash = hashed(token)
        invitation.expires_at = utc_now() + timedelta(days=DAYS)
        invitation.save(update_fields=["token_hash", "expires_at"])
        trail.note("invitations.renewed", by, subject="invitations", row=invitation.pk)
    return _sent(invitation, token, by)


def take_back(invitation_id: int, by: User) -> None:
    owner_only(by)
    with transaction.atomic():
        invitation = _waiting_one(invitation_id)
        invitation.ended_at = utc_now()
        invitation.save(update_fields=["ended_at"])
        trail.note("invitations.taken_back", by, subject="invitations", row=invitation.pk)


def list_invitations() -> tuple[InvitationRow, ...]:
    """Who was asked and has not come yet, the newest first; those whose week is over stay until they are taken back."""
    now = utc_now()
    return tuple(
        InvitationRow(
            id=each.pk,
            email=each.email,
            role=each.role,
            person=str(each.person or ""),
            made_at=each.made_at,
            expires_at=each.expires_at,
            is_over=each.expires_at <= now,
        )
        for each in _waiting().select_related("person").order_by("-pk")[:500]
    )


def hashed(token: str) -> str:
    """What is kept of a link's secret. It is 32 random bytes, so a plain hash cannot be guessed backward."""
    return hashlib.sha256(token.encode()).hexdigest()


def opened_by(token_hash: str) -> Invitation | None:
    """The invitation that a link opens; None where it opens nothing (any more)."""
    return _waiting().filter(token_hash=token_hash, expires_at__gt=utc_now()).first()


def accept(token_hash: str, name: str, password: str) -> User:
    """Come in by a link, with a name and password of one's own choice; raises DataError where it opens nothing."""
    with transaction.atomic():
        one_at_a_time()
        invitation = opened_by(token_hash)
        if invitation is None:
            raise DataError(_("This invitation no longer opens. Ask an owner of the workspace for a new one."))
        user = make_user(name, invitation.email, Role(invitation.role), invitation.person, password)
        _used(invitation, user, "link")
        return user


def accept_known(email: str, name: str) -> User | None:
    """Come in as the person whose mail address an identity provider vouches for; None where nobody invited them."""
    with transaction.atomic():
        one_at_a_time()
        invitation = _waiting().filter(email__iexact=email, expires_at__gt=utc_now()).first()
        if invitation is None:
            return None
        user = make_user(name, invitation.email, Role(invitation.role), invitation.person)
        _used(invitation, user, "sso")
        return user


def _used(invitation: Invitation, user: User, way: str) -> None:
    invitation.used_at, invitation.user = utc_now(), user
    invitation.save(update_fields=["used_at", "user"])
    trail.note(
        "users.joined", user, subject="users", row=user.pk, role=invitation.role, invitation=invitation.pk, way=way
    )


def _waiting() -> QuerySet[Invitation]:
    return Invitation.objects.filter(Q(used_at__isnull=True), Q(ended_at__isnull=True))


def _waiting_one(invitation_id: int) -> Invitation:
    found = _waiting().select_for_update().filter(pk=invitation_id).first()
    if found is None:
        raise DataError(_("This invitation is over: somebody came in by it, or it was taken back."))
    return found


def _sent(invitation: Invitation, token: str, by: User | None) -> Invited:
    link = send_mail.link_to(f"/invitation/{token}")
    name = by.username if by else _("The keeper of the workspace")
    text = _(
        "{name} invites you to Tiercel, where your team decides which accounts it works on.\n\n"
        "Open this link to choose your name and password:\n{link}\n\n"
        "It opens once, until {day}. If you did not expect it, leave it: nothing happens then."
    ).format(name=name, link=link, day=date_format(invitation.expires_at.date()))
    try:
        send_mail.send(invitation.email, _("You are invited to Tiercel"), text)
    except DeliveryError as error:
        return Invited(email=invitation.email, was_mailed=False, link=link, why_not=str(error))
    return Invited(email=invitation.email, was_mailed=True, link="")

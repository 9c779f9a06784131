"""What people change about themselves: their name, and the mail address once they have shown that it is theirs."""

from __future__ import annotations

from datetime import datetime

from django.core import signing
from django.db import transaction
from django.utils.translation import gettext as _

from tiercel.core.errors import DataError
from tiercel.flow import keep_users, send_mail, trail
from tiercel.flow.api.keep_keys import revoke_own_keys
from tiercel.flow.keep_users import check_email, check_name, cleaned_name, may, one_at_a_time
from tiercel.records.models import User
from tiercel.records.models.users import Role

SALT = "tiercel.own_account.mail"
LINK_HOLDS_SECONDS = 24 * 3600


def proves(user: User, password: str) -> None:
    """Ask for the password again before what a stranger at an open screen must not do; raises DataError.

    Who has none (single sign-on, the demo) has nothing to type.
    """
    if user.has_usable_password() and not user.check_password(password):
        raise DataError(_("The password is not right. Type it again."), field="password")


def change_name(user: User, name: str) -> None:
    """Take another name to sign in with."""
    name = cleaned_name(name)
    if name == user.username:
        return
    with transaction.atomic():
        one_at_a_time()
        if name.casefold() != user.username.casefold():
            check_name(name)
        user.username = name
        user.save(update_fields=["username"])
        trail.note("users.renamed", user, subject="users", row=user.pk)


def change_password(user: User, old: str, new: str, now: datetime, *, ends_keys: bool) -> int:
    """Another password, proved by the old one; how many keys of the API ended with it.

    ends_keys   end the user's keys too: for who thinks that somebody else knew the password. Programs that run by them
                stop, and so it is asked for, and never done unasked.
    raises      DataError, and nothing has changed
    """
    with transaction.atomic():
        keep_users.change_password(user, old, new)
        return revoke_own_keys(user, now) if ends_keys else 0


def change_mail(user: User, email: str) -> bool:
    """Take another mail address; says whether it holds now, or once the link that was mailed to it is opened.

    Links that let people in are mailed there, and identity providers are believed by it: so only owners, who may do
    everything, take one without showing that it is theirs, and only where no mail can be sent.
    """
    email = email.strip()
    if not email:
        raise DataError(_("A mail address is needed."), field="email")
    if email.casefold() != user.email.casefold():
        check_email(email)
    if send_mail.can_mail():
        _mail_link(user, email)
        return False
    if not may(user, Role.OWNER):
        raise DataError(_("No mail can be sent from here to check the address. Ask an owner to change it."))
    _take(user, email)
    return True


def confirm_mail(user: User, token: str) -> str:
    """Take the address to which this link was mailed; raises DataError where it opens nothing (any more)."""
    try:
        asked = signing.loads(token, salt=SALT, max_age=LINK_HOLDS_SECONDS)
    except signing.BadSignature:
        asked = {}
    # The address of before is signed with it: a link does not bring an address back that was changed since.
    if not isinstance(asked, dict) or asked.get("user") != user.pk or asked.get("old") != user.email:
        raise DataError(_("This link no longer opens, or it was meant for another user. Ask for a new one."))
    _take(user, asked["email"])
    return str(asked["email"])


def _mail_link(user: User, email: str) -> None:
    token = signing.dumps({"user": user.pk, "email": email, "old": user.email}, salt=SALT)
    text = _(
        "{name} wants to be reached at this address on Tiercel.\n\n"
        "If that is you, sign in and open this link:\n{link}\n\n"
        "It opens within a day. If it is not you, leave it: nothing happens then."
    ).format(name=user.username, link=send_mail.link_to(f"/you/mail/{token}"))
    send_mail.send(email, _("Is this your mail address?"), text)


def _take(user: User, email: str) -> None:
    with transaction.atomic():
        one_at_a_time()
        if email.casefold() != user.email.casefold():
            check_email(email)
        user.email = email
        user.save(update_fields=["email"])
        trail.note("users.mail_changed", user, subject="users", row=user.pk)

"""A new password for somebody who forgot theirs: a link by mail that opens once, within two hours."""

from __future__ import annotations

import logging
import threading

from django.contrib.auth.tokens import default_token_generator
from django.db import transaction
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode
from django.utils.translation import gettext as _

from tiercel.core.errors import DataError, DeliveryError
from tiercel.flow import send_mail, trail
from tiercel.flow.keep_users import check_password, user_called
from tiercel.flow.users.end_sessions import end_all_of
from tiercel.records.models import User

log = logging.getLogger(__name__)


def mail_link(name_or_mail: str) -> None:
    """Mail a link to whom this name or address belongs to; says nothing of whether there is such a user.

    The mail leaves beside the answer, so that not even the time which the answer takes tells who is known.
    """
    user = user_called(name_or_mail)
    if user is None or not user.is_active or not user.email or not send_mail.can_mail():
        return
    trail.note("users.password_link_mailed", None, subject="users", row=user.pk)
    token = f"{urlsafe_base64_encode(force_bytes(user.pk))}.{default_token_generator.make_token(user)}"
    text = _(
        "Somebody, you we hope, asked for a new password for {name} on Tiercel.\n\n"
        "Open this link to choose one:\n{link}\n\n"
        "It opens once, within two hours. If it was not you, leave it: your password stays as it is."
    ).format(name=user.username, link=send_mail.link_to(f"/forgotten/{token}"))
    threading.Thread(target=_send, args=(user.email, _("A new password for Tiercel"), text), daemon=True).start()


def user_of(token: str) -> User | None:
    """Whose password a link may set; None where it opens nothing (any more)."""
    coded, _dot, signed = token.partition(".")
    try:
        user = User.objects.filter(pk=int(urlsafe_base64_decode(coded)), is_active=True).first()
    except (ValueError, OverflowError):
        return None
    return user if user is not None and default_token_generator.check_token(user, signed) else None


def choose_new(token: str, password: str) -> User:
    """Set the password by a link; every session of the user ends. Raises DataError where the link opens nothing."""
    with transaction.atomic():
        user = user_of(token)
        if user is None:
            raise DataError(_("This link no longer opens. Ask for a new one."))
        check_password(password, user)
        user.set_password(password)
        user.save(update_fields=["password"])
        end_all_of(user)
        trail.note("users.password_changed", user, subject="users", row=user.pk, way="link")
        return user


def _send(to: str, subject: str, text: str) -> None:
    try:
        send_mail.send(to, subject, text)
    except DeliveryError as error:
        log.warning("The mail with the link to a new password did not leave: %s", error)

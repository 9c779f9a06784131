"""Mail to people: through the server or provider that the workspace names, or not at all, and then it says so."""

from __future__ import annotations

from smtplib import SMTPException

from anymail.exceptions import AnymailError
from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.translation import gettext as _

from tiercel.core.errors import DeliveryError


def can_mail() -> bool:
    """Whether the workspace says how mail leaves it."""
    return bool(settings.WORKSPACE.mail_url)


def link_to(path: str) -> str:
    """An address of the pages as people outside reach it, for mails."""
    return settings.WORKSPACE.public_url.rstrip("/") + path


def send(to: str, subject: str, text: str) -> None:
    """Send one mail as plain text; raises DeliveryError where it could not be handed over."""
    if not can_mail():
        raise DeliveryError(
            _("No mail can be sent: the setting mail_url says no server. Hand the link over yourself."), retry=False
        )
    try:
        EmailMessage(subject=" ".join(subject.split()), body=text, to=[to]).send()
    except (OSError, SMTPException, AnymailError) as error:
        said = _("The mail could not be handed over ({error}). Look at the setting mail_url, or hand the link over.")
        raise DeliveryError(said.format(error=type(error).__name__), retry=True) from error

"""Mail to people: through the server or provider that the workspace names, or not at all, and then it says so."""

from __future__ import annotations

import re
from smtplib import SMTPException

from anymail.exceptions import AnymailError
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _

from tiercel.core.errors import DeliveryError

_ADDRESS = re.compile(r"(https?://\S+)")
# Mail programs read few styles, and only those that stand in the element itself.
_SHEET = "max-width:36rem;margin:0 auto;padding:16px;font:16px/1.7 system-ui,Tahoma,sans-serif"


def can_mail() -> bool:
    """Whether the workspace says how mail leaves it."""
    return bool(settings.WORKSPACE.mail_url)


def link_to(path: str) -> str:
    """An address of the pages as people outside reach it, for mails."""
    return settings.WORKSPACE.public_url.rstrip("/") + path


def send(to: str, subject: str, text: str, *, language: str = "") -> None:
    """Send one mail, as text and as a page that runs in its language's direction.

    language   of the text, as Django names it; "" for the active one
    raises    DeliveryError where it could not be handed over
    """
    if not can_mail():
        raise DeliveryError(
            _("No mail can be sent: the setting mail_url says no server. Hand the link over yourself."), retry=False
        )
    try:
        mail = EmailMultiAlternatives(subject=" ".join(subject.split()), body=text, to=[to])
        mail.attach_alternative(as_page(text, language), "text/html")
        mail.send()
    except (OSError, SMTPException, AnymailError) as error:
        said = _("The mail could not be handed over ({error}). Look at the setting mail_url, or hand the link over.")
        raise DeliveryError(said.format(error=type(error).__name__), retry=True) from error


def as_page(text: str, language: str = "") -> SafeString:
    """A text as HTML: its paragraphs, its addresses as links, in the language and the direction of who is written to.

    As text alone, a mail program takes the direction of each paragraph from its first word, which may be a name.
    """
    paragraphs = format_html_join("\n", "<p>{}</p>", ((_linked(each),) for each in text.strip().split("\n\n")))
    language = language or get_language() or "en"
    direction = "rtl" if get_language_info(language)["bidi"] else "ltr"
    page = (
        '<!doctype html><html lang="{0}" dir="{1}"><body dir="{1}"><div dir="{1}" style="{2}">{3}</div></body></html>'
    )
    return format_html(page, language, direction, _SHEET, paragraphs)


def _linked(paragraph: str) -> SafeString:
    parts = _ADDRESS.split(paragraph)
    return format_html_join(
        "",
        "{}",
        (
            (format_html('<a href="{0}" dir="ltr" style="color:#0b6e69">{0}</a>', part) if n % 2 else _lines(part),)
            for n, part in enumerate(parts)
        ),
    )


def _lines(text: str) -> SafeString:
    return format_html_join(SafeString("<br>"), "{}", ((line,) for line in text.split("\n")))

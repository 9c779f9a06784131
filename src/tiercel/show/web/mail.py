"""How mail leaves, as Django wants to be told: an SMTP server, or a provider's API through anymail."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote, urlsplit

SECONDS = 10
PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}
# What anymail calls the key of each provider.
KEYS = {
    "brevo": "BREVO_API_KEY",
    "mailgun": "MAILGUN_API_KEY",
    "postmark": "POSTMARK_SERVER_TOKEN",
    "resend": "RESEND_API_KEY",
    "sendgrid": "SENDGRID_API_KEY",
}


def mail_settings(url: str) -> dict[str, Any]:
    """Django's settings for the workspace's `mail_url`; none for "", where nothing is ever sent.

    >>> mail_settings("smtp+tls://ada:secret@mail.example")["EMAIL_PORT"]
    587
    >>> mail_settings("mailgun://key@mg.example")["ANYMAIL"]["MAILGUN_SENDER_DOMAIN"]
    'mg.example'
    """
    if not url:
        return {"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}
    parts = urlsplit(url)
    if parts.scheme in PORTS:
        return {
            "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "EMAIL_HOST": parts.hostname or "localhost",
            "EMAIL_PORT": parts.port or PORTS[parts.scheme],
            "EMAIL_HOST_USER": unquote(parts.username or ""),
            "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
            "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
            "EMAIL_USE_SSL": parts.scheme == "smtps",
            "EMAIL_TIMEOUT": SECONDS,
        }
    key, _, domain = parts.netloc.rpartition("@") if parts.scheme == "mailgun" else (parts.netloc, "", "")
    said = {KEYS[parts.scheme]: unquote(key), "REQUESTS_TIMEOUT": SECONDS}
    if domain:
        said["MAILGUN_SENDER_DOMAIN"] = domain
    return {"EMAIL_BACKEND": f"anymail.backends.{parts.scheme}.EmailBackend", "ANYMAIL": said}

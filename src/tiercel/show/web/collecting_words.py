"""The choices of collecting in the language of the page: what each asks, and what each answer does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Choice:
    """One question of the form, with its answers: each the value, its name and what it does."""

    asks: Promise
    answers: tuple[tuple[str, Promise, Promise], ...]


WORDS: Mapping[str, Choice] = {
    "consent": Choice(
        _("Consent"),
        (
            (
                "wait",
                _("Wait for it"),
                _(
                    "Nothing leaves the browser until your banner says that the visitor agrees. "
                    "What this page saw before is sent then."
                ),
            ),
            (
                "until_refused",
                _("Until refused"),
                _(
                    "Sends from the first page, until your banner says that the visitor refuses. "
                    "Ask your lawyer where that is allowed."
                ),
            ),
        ),
    ),
    "storage": Choice(
        _("Knowing visitors again"),
        (
            (
                "cookie",
                _("First-party cookie"),
                _("A random number that your site keeps for 390 days, once consent allows. No other site reads it."),
            ),
            (
                "none",
                _("Nothing kept"),
                _("No cookie and no storage. Each page load is a visitor of its own, and no visits are joined."),
            ),
        ),
    ),
    "on_gpc": Choice(
        _("Global Privacy Control"),
        (
            (
                "nothing",
                _("Send nothing"),
                _("A browser that says it wants no tracking is left alone, whatever else was agreed to."),
            ),
            (
                "anonymous",
                _("Send anonymously"),
                _("Pages, times and forms without any cookie, name or mail address, if consent allows."),
            ),
        ),
    ),
    "forms": Choice(
        _("Forms"),
        (
            ("off", _("Not told of"), _("Forms are left alone.")),
            ("names", _("That they were sent"), _("Which form, and the names of its fields; never what is in them.")),
            (
                "mail",
                _("With the mail address"),
                _("The mail address too, so that the visit finds its contact. Passwords and cards are never read."),
            ),
        ),
    ),
}


# What each mail provider is asked to prove itself by, and where it shows that.
_PASSWORD = _(
    "A name and a password of your choice, as name:password. They stand in the address that you give to the provider."
)
PROOFS: Mapping[str, Promise] = {
    "amazon_ses": _("The ARN of the SNS topic by which it tells its events; it begins with arn:aws:sns."),
    "brevo": _PASSWORD,
    "mailersend": _("The signing secret of the webhook."),
    "mailgun": _("The HTTP webhook signing key of the account."),
    "mailjet": _PASSWORD,
    "mandrill": _("The key of the webhook."),
    "postal": _("The public key of the installation: what stands after p= in its DKIM record."),
    "postmark": _PASSWORD,
    "resend": _("The signing secret of the webhook; it begins with whsec_."),
    "sendgrid": _("The verification key of the signed event webhook; it begins with MFkw."),
    "sparkpost": _PASSWORD,
    "unisender_go": _("The API key of the user or project."),
}

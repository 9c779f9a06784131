"""Mail keys: by which mail providers tell what became of mails."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from tiercel.core.clock import utc_now
from tiercel.flow.events.keys import keep_mail_keys
from tiercel.flow.events.keys.keep_mail_keys import MailKeyRow
from tiercel.show.api.forms import Answer, Given, Key, Text, form_of
from tiercel.show.api.operation import Operation
from tiercel.show.api.problems import NotThereError
from tiercel.show.web.access import MANAGER, Asked

MailKeyForm = form_of(MailKeyRow, "MailKey")
SECRET = "What the provider proves itself by: its signing or verification key, or `name:password` for one that signs nothing."  # noqa: E501, S105


class MailKeys(Answer):
    """The mail keys, those that work first, by name."""

    rows: list[MailKeyForm]  # type: ignore[valid-type]


class MailKeyMade(Answer):
    """A new mail key, with the address that its provider is told: it is shown this once."""

    key: MailKeyForm  # type: ignore[valid-type]
    address: str


class MailKeyGiven(Given):
    """A mail key's name and provider, and what that proves itself by."""

    name: Text = Field(description="What sends the mails; events carry it as their source.")
    provider: Text = Field(description="brevo, mailgun, postmark, sendgrid and others.")
    secret: str = Field("", max_length=keep_mail_keys.MOST_SECRET, description=SECRET)


class SecretGiven(Given):
    """What a provider proves itself by from now on."""

    secret: str = Field(max_length=keep_mail_keys.MOST_SECRET, description=f"{SECRET} Empty: nothing but the address.")


def mail_keys(request: Asked) -> dict[str, Any]:
    """The mail keys, ended ones too."""
    return {"rows": keep_mail_keys.list_mail_keys(request.user)}


def mail_key(request: Asked, key_id: Key) -> MailKeyRow:
    """One mail key."""
    found = keep_mail_keys.see_mail_key(key_id, request.user)
    if found is None:
        raise NotThereError
    return found


def make(request: Asked, given: MailKeyGiven) -> dict[str, Any]:
    """Make a mail key. The address in the answer is a secret, and is not shown again."""
    made = keep_mail_keys.make_mail_key(given.name, given.provider, given.secret, request.user, utc_now())
    return {"key": made.key, "address": made.address}


def set_secret(request: Asked, key_id: Key, given: SecretGiven) -> MailKeyRow:
    """Say what a provider proves itself by, or change it."""
    mail_key(request, key_id)
    return keep_mail_keys.set_secret(key_id, given.secret, request.user)


def end(request: Asked, key_id: Key) -> MailKeyRow:
    """End a mail key: what comes to its address is refused from now on."""
    mail_key(request, key_id)
    return keep_mail_keys.end_mail_key(key_id, request.user, utc_now())


READ, WRITE = "collecting:read", "collecting:write"
EXAMPLE = {"name": "Campaigns", "provider": "sendgrid"}
OPERATIONS = (
    Operation("GET", "/mail-keys", "list_mail_keys", mail_keys, MANAGER, READ, MailKeys),
    Operation("POST", "/mail-keys", "make_mail_key", make, MANAGER, WRITE, MailKeyMade, status=201, example=EXAMPLE),
    Operation("GET", "/mail-keys/{key_id}", "get_mail_key", mail_key, MANAGER, READ, MailKeyForm),
    Operation("PUT", "/mail-keys/{key_id}/secret", "set_mail_key_secret", set_secret, MANAGER, WRITE, MailKeyForm,
              example={"secret": "mail:a-long-password"}),
    Operation("POST", "/mail-keys/{key_id}/end", "end_mail_key", end, MANAGER, WRITE, MailKeyForm),
)  # fmt: skip

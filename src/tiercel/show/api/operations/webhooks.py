"""Webhooks: addresses that are told of what happens here, and what became of each message."""

from __future__ import annotations

from typing import Annotated, Any

from ninja import Query
from pydantic import Field

from tiercel.core.clock import utc_now
from tiercel.flow.webhooks import keep_webhooks
from tiercel.flow.webhooks.keep_webhooks import DeliveryRow, WebhookRow, WebhookWithSecret
from tiercel.show.api.forms import Answer, Given, Key, Text, form_of
from tiercel.show.api.operation import Operation
from tiercel.show.api.problems import NotThereError
from tiercel.show.web.access import OWNER, Asked

WebhookForm = form_of(WebhookRow, "Webhook")
DeliveryForm = form_of(DeliveryRow, "Delivery")
Action = Annotated[str, Field(pattern=r"^[a-z_]{1,50}\.([a-z_]{1,50}|\*)$")]


class WithSecret(WebhookForm):  # type: ignore[valid-type, misc]
    """A webhook with its secret, which is shown this once."""

    secret: str = Field(description="What messages are signed with: whsec_…")


class Webhooks(Answer):
    """The webhooks, the oldest first."""

    rows: list[WebhookForm]  # type: ignore[valid-type]


class Deliveries(Answer):
    """Messages, the newest first; `below` for the next page is the last id."""

    rows: list[DeliveryForm]  # type: ignore[valid-type]


class WebhookGiven(Given):
    """Where messages go, and of what they tell."""

    url: Text = Field(description="Whole, beginning with https://.")
    actions: list[Action] = Field([], max_length=100, description="As targets.accepted or targets.*; none: everything.")
    about: Text = Field("", description="What it is for, in your words.")


class Below(Answer):
    """Which messages are wanted."""

    below: Key | None = Field(None, description="Those with a smaller id than this.")


def webhooks(request: Asked) -> dict[str, Any]:
    """The webhooks, each with how it does."""
    return {"rows": keep_webhooks.list_webhooks(request.user)}


def webhook(request: Asked, webhook_id: Key) -> WebhookRow:
    """One webhook."""
    found = keep_webhooks.see_webhook(webhook_id, request.user)
    if found is None:
        raise NotThereError
    return found


def add(request: Asked, given: WebhookGiven) -> dict[str, Any]:
    """Add a webhook. It is told of what happens from now on."""
    made = keep_webhooks.add_webhook(given.url, given.actions, given.about, request.user, utc_now())
    return _with_secret(made)


def change(request: Asked, webhook_id: Key, given: WebhookGiven) -> WebhookRow:
    """Change where its messages go, or of what they tell."""
    webhook(request, webhook_id)
    return keep_webhooks.change_webhook(webhook_id, given.url, given.actions, given.about, request.user)


def remove(request: Asked, webhook_id: Key) -> None:
    """Take a webhook away; messages that wait are dropped."""
    webhook(request, webhook_id)
    keep_webhooks.remove_webhook(webhook_id, request.user, utc_now())


def enable(request: Asked, webhook_id: Key) -> WebhookRow:
    """Switch a webhook on again; it is told of what happens from now on."""
    webhook(request, webhook_id)
    return keep_webhooks.enable_webhook(webhook_id, request.user, utc_now())


def pause(request: Asked, webhook_id: Key) -> WebhookRow:
    """Switch a webhook off for a while."""
    webhook(request, webhook_id)
    return keep_webhooks.pause_webhook(webhook_id, request.user, utc_now())


def rotate(request: Asked, webhook_id: Key) -> dict[str, Any]:
    """Give a webhook another secret; for a day messages are signed with both."""
    webhook(request, webhook_id)
    return _with_secret(keep_webhooks.new_secret_for(webhook_id, request.user, utc_now()))


def test(request: Asked, webhook_id: Key) -> DeliveryRow:
    """Send a webhook a message that tells of nothing but this test."""
    webhook(request, webhook_id)
    return keep_webhooks.send_test(webhook_id, request.user, utc_now())


def deliveries(request: Asked, webhook_id: Key, asked: Query[Below]) -> dict[str, Any]:
    """The messages to a webhook and what became of them, the newest first, 50 at a time."""
    webhook(request, webhook_id)
    return {"rows": keep_webhooks.deliveries_of(webhook_id, request.user, below=asked.below)}


def again(request: Asked, webhook_id: Key, delivery_id: Key) -> DeliveryRow:
    """Send a message once more, with the same id."""
    webhook(request, webhook_id)
    return keep_webhooks.send_again(webhook_id, delivery_id, request.user, utc_now())


def _with_secret(made: WebhookWithSecret) -> dict[str, Any]:
    return vars(made.webhook) | {"secret": made.secret}


READ, WRITE = "webhooks:read", "webhooks:write"
EXAMPLE = {"url": "https://hooks.example.com/tiercel", "actions": ["targets.*"], "about": "Tells the CRM"}
OPERATIONS = (
    Operation("GET", "/webhooks", "list_webhooks", webhooks, OWNER, READ, Webhooks),
    Operation("POST", "/webhooks", "add_webhook", add, OWNER, WRITE, WithSecret, status=201, example=EXAMPLE),
    Operation("GET", "/webhooks/{webhook_id}", "get_webhook", webhook, OWNER, READ, WebhookForm),
    Operation("PUT", "/webhooks/{webhook_id}", "change_webhook", change, OWNER, WRITE, WebhookForm, example=EXAMPLE),
    Operation("DELETE", "/webhooks/{webhook_id}", "remove_webhook", remove, OWNER, WRITE, None, status=204),
    Operation("POST", "/webhooks/{webhook_id}/enable", "enable_webhook", enable, OWNER, WRITE, WebhookForm),
    Operation("POST", "/webhooks/{webhook_id}/pause", "pause_webhook", pause, OWNER, WRITE, WebhookForm),
    Operation("POST", "/webhooks/{webhook_id}/secret", "new_webhook_secret", rotate, OWNER, WRITE, WithSecret),
    Operation("POST", "/webhooks/{webhook_id}/test", "test_webhook", test, OWNER, WRITE, DeliveryForm, status=202),
    Operation("GET", "/webhooks/{webhook_id}/deliveries", "list_deliveries", deliveries, OWNER, READ, Deliveries),
    Operation(
        "POST", "/webhooks/{webhook_id}/deliveries/{delivery_id}/again", "send_again", again, OWNER, WRITE,
        DeliveryForm, status=202,
    ),
)  # fmt: skip

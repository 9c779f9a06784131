"""What a mail provider's event says, in the common form, by what anymail knows of each provider."""

from __future__ import annotations

import importlib
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from tiercel.collect.events.dialects.mail import MANDRILL
from tiercel.collect.events.message import Message, Stored
from tiercel.collect.events.provider import provider_names
from tiercel.collect.events.reading import seen_in as seen_by_clients
from tiercel.collect.events.reading_json import decoded
from tiercel.collect.events.seen import Seen, seen_of

JSON, FORM = "application/json", "application/x-www-form-urlencoded"
# By the names that Segment's specification of mail events gives them.
NAMES = {
    "queued": "Email Queued",
    "sent": "Email Sent",
    "rejected": "Email Rejected",
    "failed": "Email Failed",
    "bounced": "Email Bounced",
    "deferred": "Email Deferred",
    "delivered": "Email Delivered",
    "autoresponded": "Email Autoresponded",
    "opened": "Email Opened",
    "clicked": "Email Link Clicked",
    "complained": "Email Marked as Spam",
    "unsubscribed": "Unsubscribed",
    "subscribed": "Subscribed",
}


def seen_in(stored: Stored) -> list[Seen]:
    """What an event of any dialect says; those of mail providers too, which need Django to be understood."""
    return seen_by_clients(stored) or [seen_of(message) for message in _of_mail(stored)]


def _of_mail(stored: Stored) -> list[Message]:
    if stored.dialect != "mail" or stored.kind not in provider_names():
        return []
    try:
        events = _view(stored.kind).parse_events(_request(stored))
        named = [event for event in events if event.event_type in NAMES]
        return [_message(stored, place, event) for place, event in enumerate(named)]
    except Exception:  # noqa: BLE001 - whatever a provider's reader stumbles over, the event stays as it came
        return []


def _view(provider: str) -> Any:
    """anymail's reader of a provider, without its check of signatures: the collector has checked before it stored."""
    module = importlib.import_module(f"anymail.webhooks.{provider}")
    name = next(name for name in vars(module) if name.endswith(("TrackingWebhookView", "CombinedWebhookView")))
    view = getattr(module, name)
    reader = view.__new__(view)
    reader.track_initial_open_as_opened = False  # which SparkPost's reads from the settings
    return reader


def _request(stored: Stored) -> Any:
    """The event as its provider sent it, alone."""
    # With it come the tools of tests, and a library of templates that is used nowhere else.
    from django.test import RequestFactory

    text = stored.event.decode()
    listed = f"[{text}]" if stored.shared.get("in_list") else text
    if stored.kind == "mandrill":
        return RequestFactory().post("/", urlencode({MANDRILL: listed}), content_type=FORM)
    return RequestFactory().post("/", listed, content_type=JSON)


def _message(stored: Stored, place: int, event: Any) -> Message:
    happened = event.timestamp or stored.received_at
    said = {
        "message_id": event.message_id,
        "url": event.click_url,
        "reason": event.reject_reason,
        "description": event.description,
        "tags": list(event.tags or []),
        "metadata": dict(event.metadata or {}),
        "provider": stored.kind,
    }
    return Message(
        type="track",
        id=stored.id if place == 0 else f"{stored.id}-{place}",
        happened_at=min(_in_utc(happened), stored.received_at),
        received_at=stored.received_at,
        source=stored.source,
        dialect=stored.dialect,
        name=NAMES[event.event_type],
        properties={name: value for name, value in said.items() if value},
        traits={"email": event.recipient} if event.recipient else {},
        context={"subject": subject} if (subject := _subject(stored)) else {},
        user_agent=event.user_agent or "",
    )


def _in_utc(instant: datetime) -> datetime:
    return instant.replace(tzinfo=UTC) if instant.tzinfo is None else instant.astimezone(UTC)


def _subject(stored: Stored) -> str:
    event = decoded(stored.event)
    said = event.get("subject") or event.get("Subject") if isinstance(event, dict) else ""
    return said if isinstance(said, str) else ""

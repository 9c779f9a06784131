"""What mail providers tell arrives as any other event does: stored first, then understood, each person by itself."""

import json
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from tests.collect.events.asking import Ask, Heard, Site, mail_keys, write_keys

from tiercel.collect.events.provider import provider_names
from tiercel.collect.events.seen import Seen
from tiercel.flow.events.mail import seen_in

SENDGRID = [
    {
        "email": "ada@example.com",
        "timestamp": 1795324800,
        "event": "delivered",
        "sg_event_id": "e1",
        "smtp-id": "<m1>",
        "sg_message_id": "m1.filter",
    },
    {
        "email": "ben@example.com",
        "timestamp": 1795324860,
        "event": "click",
        "url": "https://example.com/pricing",
        "sg_event_id": "e2",
        "smtp-id": "<m2>",
        "sg_message_id": "m2.filter",
        "useragent": "Mozilla/5.0",
        "category": ["launch"],
    },
]
POSTMARK = {
    "RecordType": "Open",
    "MessageID": "m-3",
    "Recipient": "chen@example.com",
    "ReceivedAt": "2026-11-22T05:20:00Z",
    "Subject": "Hello",
    "UserAgent": "Mozilla/5.0",
}
MANDRILL = [{"event": "hard_bounce", "_id": "x", "ts": 1795324800, "msg": {"_id": "m-4", "email": "d@example.com"}}]
MAILGUN = {
    "signature": {"token": "t", "timestamp": "1795324800", "signature": "s"},
    "event-data": {
        "event": "unsubscribed",
        "id": "e5",
        "timestamp": 1795324800.5,
        "recipient": "eve@example.com",
        "message": {"headers": {"message-id": "m-5"}},
    },
}
RESEND = {
    "type": "email.opened",
    "created_at": "2026-11-22T05:20:00Z",
    "data": {"email_id": "m-6", "to": ["fay@example.com"], "subject": "Hello", "created_at": "2026-11-22T05:20:00Z"},
}
BREVO = {"event": "opened", "email": "g@example.com", "ts_epoch": 1795324800000, "message-id": "<m-7>", "subject": "Hi"}
AMAZON = {
    "Type": "Notification",
    "MessageId": "n-1",
    "TopicArn": "arn:aws:sns:eu-west-1:123456789012:mails",
    "Timestamp": "2026-11-22T05:20:00.000Z",
    "Message": json.dumps(
        {"eventType": "Bounce", "mail": {"messageId": "m-8", "destination": ["h@example.com"]},
         "bounce": {"bounceType": "Permanent", "bounceSubType": "General",
                    "bouncedRecipients": [{"emailAddress": "h@example.com"}]}}
    ),
}  # fmt: skip


@pytest.fixture
def site(tmp_path: Path) -> Site:
    write_keys(tmp_path / "lake")
    mail_keys(tmp_path / "lake", **{name: (name, "") for name in provider_names()})
    return Site(tmp_path / "lake")


def sent(site: Site, provider: str, body: Any) -> tuple[Heard, list[Seen]]:
    [heard] = site.ask(Ask(f"/mail/{provider}/{provider}", body))
    return heard, [message for stored in site.stored() for message in seen_in(stored)]


@pytest.mark.parametrize(
    ("provider", "body", "name", "email"),
    [
        ("postmark", POSTMARK, "Email Opened", "chen@example.com"),
        ("amazon_ses", AMAZON, "Email Bounced", "h@example.com"),
        ("mandrill", urlencode({"mandrill_events": json.dumps(MANDRILL)}).encode(), "Email Bounced", "d@example.com"),
        ("mailgun", MAILGUN, "Unsubscribed", "eve@example.com"),
        ("resend", RESEND, "Email Opened", "fay@example.com"),
        ("brevo", BREVO, "Email Opened", "g@example.com"),
    ],
)
def test_a_providers_event_is_understood(site: Site, provider: str, body: Any, name: str, email: str) -> None:
    heard, [message] = sent(site, provider, body)
    assert heard.status == 200
    assert (message.name, message.traits, message.source) == (name, {"email": email}, f"By {provider}")
    assert message.properties["provider"] == provider
    assert message.happened_at.isoformat().startswith("2026-11-22T05:20:00")


def test_each_person_of_a_list_is_an_event_by_itself(site: Site) -> None:
    _, messages = sent(site, "sendgrid", SENDGRID)
    assert [(one.name, one.traits["email"]) for one in messages] == [
        ("Email Delivered", "ada@example.com"),
        ("Email Link Clicked", "ben@example.com"),
    ]
    assert messages[1].properties["url"] == "https://example.com/pricing"
    assert messages[1].properties["tags"] == ["launch"]
    assert [json.loads(one.event) for one in site.stored()] == SENDGRID


def test_an_event_that_its_provider_tells_again_counts_once(site: Site) -> None:
    site.ask(Ask("/mail/sendgrid/sendgrid", SENDGRID))
    _, messages = sent(site, "sendgrid", [SENDGRID[1]])
    assert len(messages) == 2


def test_a_wrong_address_is_said_so(site: Site) -> None:
    key, unknown, anothers, form, look = site.ask(
        Ask("/mail/sendgrid/WRONG", SENDGRID),
        Ask("/mail/pigeon/sendgrid", SENDGRID),
        Ask("/mail/mailgun/sendgrid", MAILGUN),
        Ask("/mail/sendgrid/sendgrid", b"\xff\xfe"),
        Ask("/mail/sendgrid/sendgrid", method="HEAD"),
    )
    assert [one.status for one in (key, unknown, anothers, form, look)] == [401, 401, 401, 400, 200]
    assert b"Settings, Collecting" in key.body


@pytest.mark.parametrize("provider", provider_names())
def test_anymail_has_a_reader_for_every_provider_and_nonsense_stops_none(site: Site, provider: str) -> None:
    from tiercel.flow.events.mail import _view

    assert callable(_view(provider).parse_events)
    heard, messages = sent(site, provider, {"nonsense": True})
    assert (heard.status, messages) == (200, [])

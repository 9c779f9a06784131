"""Messages reach a real receiver and verify by the reference library; failed ones come again, dead ones end."""

import json
import os
import subprocess
import sys
import textwrap
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from standardwebhooks import Webhook as Receiver
from standardwebhooks import WebhookVerificationError
from tests.conftest import Cast
from tests.waiting import wait_until

from tiercel.core.clock import utc_now
from tiercel.core.settings import Settings
from tiercel.flow import trail
from tiercel.flow.webhooks import deliver, keep_webhooks
from tiercel.flow.webhooks.signing import signed_headers
from tiercel.records.models import AuditEntry, Delivery, Webhook

ROOT = Path(__file__).parent.parent.parent.parent


@dataclass
class Inbox:
    """What a receiver got, and what it answers."""

    address: str
    status: int = 200
    may_answer: threading.Event = field(default_factory=threading.Event)
    got: list[tuple[dict[str, str], str]] = field(default_factory=list)


@pytest.fixture
def inbox() -> Iterator[Inbox]:
    found = Inbox("")
    found.may_answer.set()

    class Answers(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            found.got.append(({name.lower(): value for name, value in self.headers.items()}, body))
            found.may_answer.wait()
            self.send_response(found.status)
            if found.status == 302:
                self.send_header("Location", found.address)
            self.end_headers()
            self.wfile.write(b"said the receiver")

        def log_message(self, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    found.address = f"http://127.0.0.1:{server.server_port}/hook"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield found
    found.may_answer.set()
    server.shutdown()
    server.server_close()


@pytest.fixture
def inside(workspace: Settings, settings: Any) -> None:
    """A workspace whose webhooks may go to this machine."""
    settings.WORKSPACE = replace(workspace, webhooks_to_private=True)


def added(inbox: Inbox, cast: Cast, *actions: str) -> tuple[Webhook, str]:
    made = keep_webhooks.add_webhook(inbox.address, actions, "", cast.ada, utc_now())
    return Webhook.objects.get(pk=made.webhook.id), made.secret


def test_an_act_arrives_signed_as_the_reference_library_verifies_it(inbox: Inbox, inside: None, cast: Cast) -> None:
    _webhook, secret = added(inbox, cast, "targets.*")
    trail.note("targets.accepted", cast.ben, subject="accounts", rows=[3, 4], reason="Fits")
    trail.note("rates.set", cast.ada, subject="rates", row=1)
    deliver.deliver_due()
    [(headers, body)] = inbox.got
    said = Receiver(secret).verify(body, headers)
    assert said["type"] == "targets.accepted"
    assert said["data"] == {"subject": "accounts", "rows": [3, 4], "count": 2, "details": {"reason": "Fits"}}
    assert set(said) == {"type", "timestamp", "data"}
    with pytest.raises(WebhookVerificationError):
        Receiver(secret).verify(body.replace("3", "5"), headers)
    assert Delivery.objects.get().state == "delivered"


def test_each_act_is_told_once_however_often_we_look(inbox: Inbox, inside: None, cast: Cast) -> None:
    added(inbox, cast)
    for number in range(3):
        trail.note("rates.set", cast.ada, subject="rates", row=number + 1)
    for _ in range(3):
        deliver.deliver_due()
    rows = [json.loads(body)["data"]["rows"] for headers, body in inbox.got if "rates" in body]
    assert rows == [[1], [2], [3]]


def test_what_happened_before_a_webhook_was_added_it_is_not_told(inbox: Inbox, inside: None, cast: Cast) -> None:
    trail.note("rates.set", cast.ada, subject="rates", row=1)
    added(inbox, cast, "rates.*")
    deliver.deliver_due()
    assert inbox.got == []


def test_an_act_whose_transaction_ended_later_than_its_followers_is_told_too(
    inbox: Inbox, inside: None, cast: Cast
) -> None:
    webhook, _secret = added(inbox, cast, "rates.*")
    late = trail.note("rates.set", cast.ada, subject="rates", row=1)
    second = trail.note("rates.set", cast.ada, subject="rates", row=2)
    assert late is not None
    assert second is not None
    # As on PostgreSQL: the later key is seen first.
    Delivery.objects.create(
        webhook=webhook, entry=second, message="msg_x", action="rates.set", body="{}", state="delivered",
        made_at=utc_now(), next_at=utc_now(),
    )  # fmt: skip
    deliver.deliver_due()
    assert [json.loads(body)["data"]["rows"] for _headers, body in inbox.got] == [[1]]


def test_a_receiver_that_fails_gets_the_same_message_again_later_and_later(
    inbox: Inbox, inside: None, cast: Cast
) -> None:
    _webhook, secret = added(inbox, cast, "rates.*")
    trail.note("rates.set", cast.ada, subject="rates", row=1)
    inbox.status = 500
    waits = []
    for _ in range(4):
        deliver.deliver_due()
        delivery = Delivery.objects.get()
        assert delivery.tried_at is not None
        waits.append((delivery.next_at - delivery.tried_at).total_seconds())
        Delivery.objects.update(next_at=utc_now())
    assert [3 < wait < 7 for wait in waits[:1]] == [True]
    assert waits == sorted(waits)
    assert (delivery.last_status, delivery.last_said) == (500, "said the receiver")
    inbox.status = 200
    deliver.deliver_due()
    assert len({headers["webhook-id"] for headers, _body in inbox.got}) == 1
    assert len({body for _headers, body in inbox.got}) == 1
    Receiver(secret).verify(inbox.got[-1][1], inbox.got[-1][0])
    assert Webhook.objects.get().failing_since is None


def test_a_clock_that_was_a_year_ahead_keeps_no_message_back_for_a_year(inbox: Inbox, inside: None, cast: Cast) -> None:
    added(inbox, cast, "rates.*")
    trail.note("rates.set", cast.ada, subject="rates", currency="EUR")
    deliver.queue_messages(utc_now() + timedelta(days=365))
    # As a sender left it that was killed with it in its hands.
    Delivery.objects.update(held_until=utc_now() + timedelta(days=365))
    deliver.deliver_due()
    assert Delivery.objects.get().state == Delivery.DELIVERED
    assert len(inbox.got) == 1


def test_a_message_is_given_up_after_days_and_can_be_sent_again_by_hand(inbox: Inbox, inside: None, cast: Cast) -> None:
    webhook, _secret = added(inbox, cast, "rates.*")
    trail.note("rates.set", cast.ada, subject="rates", row=1)
    inbox.status = 503
    for _ in range(len(deliver.DELAYS) + 3):
        Delivery.objects.update(next_at=utc_now())
        deliver.deliver_due()
    assert Delivery.objects.get().state == "failed"
    assert len(inbox.got) == len(deliver.DELAYS) + 1
    assert timedelta(days=3) < sum(deliver.DELAYS, timedelta()) < deliver.DEAD_AFTER
    inbox.status = 204
    keep_webhooks.send_again(webhook.pk, Delivery.objects.get().pk, cast.ada, utc_now())
    deliver.deliver_due()
    assert Delivery.objects.get().state == "delivered"
    assert inbox.got[0][0]["webhook-id"] == inbox.got[-1][0]["webhook-id"]


def test_a_receiver_that_is_dead_for_days_is_switched_off_and_says_why(inbox: Inbox, inside: None, cast: Cast) -> None:
    webhook, _secret = added(inbox, cast, "rates.*")
    trail.note("rates.set", cast.ada, subject="rates", row=1)
    inbox.status = 500
    Webhook.objects.update(failing_since=utc_now() - deliver.DEAD_AFTER)
    deliver.deliver_due()
    shown = keep_webhooks.see_webhook(webhook.pk, cast.ada)
    assert shown is not None
    assert shown.state == "failing_long"
    assert AuditEntry.objects.filter(action="webhooks.disabled", row=webhook.pk).exists()
    trail.note("rates.set", cast.ada, subject="rates", row=2)
    Delivery.objects.update(next_at=utc_now())
    deliver.deliver_due()
    assert len(inbox.got) == 1
    inbox.status = 200
    keep_webhooks.enable_webhook(webhook.pk, cast.ada, utc_now())
    deliver.deliver_due()
    assert [json.loads(body)["data"]["rows"] for _headers, body in inbox.got] == [[1], [1]]


def test_a_receiver_that_says_it_is_gone_is_switched_off_at_once(inbox: Inbox, inside: None, cast: Cast) -> None:
    webhook, _secret = added(inbox, cast, "rates.*")
    trail.note("rates.set", cast.ada, subject="rates", row=1)
    inbox.status = 410
    deliver.deliver_due()
    shown = keep_webhooks.see_webhook(webhook.pk, cast.ada)
    assert shown is not None
    assert (shown.state, Delivery.objects.get().state) == ("gone", "failed")


def test_no_redirect_is_followed(inbox: Inbox, inside: None, cast: Cast) -> None:
    added(inbox, cast, "rates.*")
    trail.note("rates.set", cast.ada, subject="rates", row=1)
    inbox.status = 302
    deliver.deliver_due()
    assert len(inbox.got) == 1
    assert Delivery.objects.get().last_status == 302


def test_with_a_new_secret_messages_verify_by_either_for_a_day(inbox: Inbox, inside: None, cast: Cast) -> None:
    webhook, old = added(inbox, cast, "rates.*")
    new = keep_webhooks.new_secret_for(webhook.pk, cast.ada, utc_now()).secret
    trail.note("rates.set", cast.ada, subject="rates", row=1)
    deliver.deliver_due()
    headers, body = inbox.got[-1]
    for secret in (old, new):
        Receiver(secret).verify(body, headers)
    Webhook.objects.update(old_until=utc_now() - timedelta(seconds=1))
    trail.note("rates.set", cast.ada, subject="rates", row=2)
    deliver.deliver_due()
    headers, body = inbox.got[-1]
    Receiver(new).verify(body, headers)
    with pytest.raises(WebhookVerificationError):
        Receiver(old).verify(body, headers)


def test_our_signature_is_the_one_of_the_specification() -> None:
    """The published example of Standard Webhooks' own libraries."""
    secret, body = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", '{"test": 2432232314}'
    headers = signed_headers([secret], "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, body)
    assert headers["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


# The sender, in a process of its own that dies while its message is on the way.
SENDS = """
import os, django
os.environ["DJANGO_SETTINGS_MODULE"] = "tiercel.show.web.settings"
django.setup()
from tiercel.flow.webhooks.deliver import deliver_due
deliver_due()
"""
PREPARES = """
import os, sys, django
os.environ["DJANGO_SETTINGS_MODULE"] = "tiercel.show.web.settings"
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from tiercel.core.clock import utc_now
from tiercel.flow import trail
from tiercel.flow.webhooks.keep_webhooks import add_webhook
from tiercel.flow.webhooks import deliver
deliver.wake_for_acts = lambda: None
print(add_webhook(sys.argv[1], ["rates.*"], "", None, utc_now()).secret)
trail.note("rates.set", None, subject="rates", row=1)
"""
LETS_GO = """
import os, django
os.environ["DJANGO_SETTINGS_MODULE"] = "tiercel.show.web.settings"
django.setup()
from django.db.models import F
from datetime import timedelta
from tiercel.records.models import Delivery
assert Delivery.objects.filter(state="waiting", held_until__isnull=False).count() == 1
Delivery.objects.update(held_until=F("held_until") - timedelta(minutes=2))
"""


@pytest.mark.slow
def test_a_sender_killed_in_the_middle_sends_again_with_the_same_id(inbox: Inbox, tmp_path: Path) -> None:
    own = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    environ = own | {"TIERCEL_WORKSPACE": str(tmp_path), "TIERCEL_WEBHOOKS_TO_PRIVATE": "true"}

    def python(code: str, *args: str) -> str:
        command = [sys.executable, "-c", textwrap.dedent(code), *args]
        return subprocess.run(command, env=environ, check=True, capture_output=True, text=True).stdout

    secret = python(PREPARES, inbox.address).strip().splitlines()[-1]
    inbox.may_answer.clear()
    process = subprocess.Popen([sys.executable, "-c", SENDS], env=environ)
    wait_until(lambda: bool(inbox.got), "the message", process)
    process.kill()
    process.wait()
    inbox.may_answer.set()
    python(LETS_GO)  # the minute for which it was held goes by
    python(SENDS)
    assert [headers["webhook-id"] for headers, _body in inbox.got] == [inbox.got[0][0]["webhook-id"]] * 2
    for headers, body in inbox.got:
        Receiver(secret).verify(body, headers)

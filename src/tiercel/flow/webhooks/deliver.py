"""Messages leave for the webhooks that asked for them: at least once, with the same id, for days where it must be.

The audit trail is the outbox: what stands there happened, and everything that happened stands there.
"""

from __future__ import annotations

import json
import random
import secrets
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Max, Q, QuerySet

from tiercel.core.clock import utc_now
from tiercel.core.errors import DeliveryError
from tiercel.flow import trail
from tiercel.flow.webhooks.post_outside import Answer, post
from tiercel.flow.webhooks.signing import signed_headers
from tiercel.records.models import AuditEntry, Delivery, Webhook

# After each failure; together four days. Then the message is given up, and stays to be sent again by hand.
DELAYS = tuple(
    timedelta(seconds=seconds)
    for seconds in (5, 60, 5 * 60, 30 * 60, 2 * 3600, 6 * 3600, 12 * 3600, 24 * 3600, 24 * 3600, 24 * 3600)
)
JITTER = 0.2
# No message is put off or held for as long: its time was written by a clock that was ahead.
TOO_LATE = DELAYS[-1] * 2
DEAD_AFTER = timedelta(days=5)
KEPT = timedelta(days=30)
# An act gets its key before its transaction ends: on PostgreSQL a later key may be there first, for as long as this.
UNSETTLED = timedelta(hours=1)
AT_A_TIME = 500
HELD = timedelta(seconds=60)
MOST_SAID = 500
GONE = 410


def deliver_due() -> float | None:
    """Queue what happened and send what is due; returns in how many seconds to look again, None within a minute."""
    queue_messages(utc_now())
    tired: set[int] = set()
    while (delivery := _take(tired, utc_now())) is not None:
        if not _try(delivery):
            # The others would wait as long in vain: one message tells whether it is back.
            tired.add(delivery.webhook_id)
    soon = _due(utc_now() + timedelta(seconds=50), tired=set()).order_by("next_at").first()
    return max((soon.next_at - utc_now()).total_seconds(), 1.0) if soon else None


def queue_messages(now: datetime) -> int:
    """A message for each act that a webhook asked for and has none of yet; returns how many."""
    return sum(_queue(webhook, now) for webhook in Webhook.objects.filter(working()))


def working() -> Q:
    return Q(disabled_at__isnull=True, removed_at__isnull=True)


def newest_act() -> int:
    """The key of the newest act; what comes after it is news."""
    return AuditEntry.objects.aggregate(newest=Max("pk"))["newest"] or 0


def message_of(entry: AuditEntry) -> str:
    """The body of a message: what was done, when, to which rows; whoever wants more asks the API."""
    details = {name: value for name, value in entry.details.items() if name != "rows"}
    rows = entry.details.get("rows", [] if entry.row is None else [entry.row])
    data = {"subject": entry.subject, "rows": rows, "count": entry.count, "details": details}
    return as_body(entry.action, entry.at, data)


def as_body(action: str, at: datetime, data: dict[str, Any]) -> str:
    stamp = at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return json.dumps({"type": action, "timestamp": stamp, "data": data}, separators=(",", ":"))


def new_message() -> str:
    return f"msg_{secrets.token_hex(16)}"


def wake_for_acts() -> None:
    """Tell the worker that something happened, where anybody asked to be told."""
    if Webhook.objects.filter(working()).exists():
        from tiercel.flow.clockwork import wake_for_webhooks

        wake_for_webhooks()


def sweep_deliveries(now: datetime) -> int:
    """Messages that are over go after a month; returns how many."""
    over = Delivery.objects.filter(made_at__lt=now - KEPT).exclude(state=Delivery.WAITING)
    return over.delete()[0]


def _queue(webhook: Webhook, now: datetime) -> int:
    told = Delivery.objects.filter(webhook=webhook, entry__gt=webhook.settled).values("entry")
    news = AuditEntry.objects.filter(_wanted(webhook.actions), pk__gt=webhook.settled).exclude(pk__in=told)
    fresh = list(news.order_by("pk")[:AT_A_TIME])
    Delivery.objects.bulk_create(
        [
            Delivery(
                webhook=webhook,
                entry=entry,
                message=new_message(),
                action=entry.action,
                body=message_of(entry),
                made_at=now,
                next_at=now,
            )
            for entry in fresh
        ],
        ignore_conflicts=True,
    )
    if len(fresh) < AT_A_TIME:
        settled = AuditEntry.objects.filter(at__lt=now - UNSETTLED).aggregate(newest=Max("pk"))["newest"] or 0
        if settled > webhook.settled:
            Webhook.objects.filter(pk=webhook.pk, settled__lt=settled).update(settled=settled)
    return len(fresh)


def _wanted(actions: list[str]) -> Q:
    """Acts of these names; "targets.*" is every one on targets, and none named is every one there is."""
    found = Q(action__in=[name for name in actions if not name.endswith("*")])
    for name in actions:
        if name.endswith(".*"):
            found |= Q(action__startswith=name[:-1])
    return found if actions else Q()


def _due(now: datetime, tired: set[int]) -> QuerySet[Delivery]:
    on = Q(webhook__disabled_at__isnull=True, webhook__removed_at__isnull=True)
    due = Q(next_at__lte=now) | Q(next_at__gt=now + TOO_LATE)
    return Delivery.objects.filter(_free(now), on, due, state=Delivery.WAITING).exclude(webhook__in=tired)


def _free(now: datetime) -> Q:
    return Q(held_until__isnull=True) | Q(held_until__lt=now) | Q(held_until__gt=now + TOO_LATE)


def _take(tired: set[int], now: datetime) -> Delivery | None:
    """The next message that is due, held by us for a minute: whoever dies with it lets it go."""
    for delivery in _due(now, tired).order_by("next_at", "pk")[:20]:
        mine = Delivery.objects.filter(_free(now), pk=delivery.pk, state=Delivery.WAITING, next_at=delivery.next_at)
        if mine.update(held_until=now + HELD):
            return Delivery.objects.select_related("webhook").get(pk=delivery.pk)
    return None


def _try(delivery: Delivery) -> bool:
    """One attempt; whether it was delivered."""
    webhook, now = delivery.webhook, utc_now()
    secrets_now = [webhook.secret, webhook.old_secret if webhook.old_until and webhook.old_until > now else ""]
    headers = signed_headers(secrets_now, delivery.message, int(now.timestamp()), delivery.body)
    headers |= {"Content-Type": "application/json", "User-Agent": "Tiercel-Webhooks/1"}
    try:
        to_private: bool = settings.WORKSPACE.webhooks_to_private
        answer: Answer | None = post(webhook.url, delivery.body.encode(), headers, to_private=to_private)
        said = answer.text if answer else ""
    except DeliveryError as error:
        answer, said = None, str(error)
    status = answer.status if answer else None
    _note(delivery, status, said.replace("\x00", ""))
    return status is not None and 200 <= status < 300


def _note(delivery: Delivery, status: int | None, said: str) -> None:
    """Keep what came of an attempt; a webhook that is gone, or has failed for days, is given up."""
    now = utc_now()
    done = status is not None and 200 <= status < 300
    attempts = delivery.attempts + 1
    over = done or status == GONE or attempts > len(DELAYS)
    with transaction.atomic():
        Delivery.objects.filter(pk=delivery.pk).update(
            attempts=attempts,
            held_until=None,
            tried_at=now,
            last_status=status,
            last_said=said[:MOST_SAID],
            next_at=now if over else now + _after(attempts),
            state=Delivery.DELIVERED if done else Delivery.FAILED if over else Delivery.WAITING,
        )
        _note_health(delivery.webhook, status, now, failed=not done)


def _note_health(webhook: Webhook, status: int | None, now: datetime, *, failed: bool) -> None:
    same = Webhook.objects.filter(working(), pk=webhook.pk)
    if not failed:
        same.filter(failing_since__isnull=False).update(failing_since=None)
        return
    same.filter(failing_since__isnull=True).update(failing_since=now)
    found = same.first()
    dead = found is not None and found.failing_since is not None and now - found.failing_since >= DEAD_AFTER
    if status == GONE or dead:
        why = Webhook.GONE if status == GONE else Webhook.FAILING
        if same.update(disabled_at=now, disabled_why=why):
            with trail.via(trail.JOB):
                trail.note("webhooks.disabled", None, subject="webhooks", row=webhook.pk, why=why)


def _after(attempts: int) -> timedelta:
    """How long to wait after so many failures, a fifth more or less, so that many do not come at once."""
    return DELAYS[attempts - 1] * random.uniform(1 - JITTER, 1 + JITTER)  # noqa: S311 - nothing secret hangs on it

"""The webhooks of a workspace: added, changed, tried, given new secrets, put to rest and taken away."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from tiercel.core.errors import DataError
from tiercel.flow import trail
from tiercel.flow.allowed import at_least
from tiercel.flow.webhooks.deliver import as_body, new_message, newest_act, wake_for_acts
from tiercel.flow.webhooks.post_outside import checked_url
from tiercel.flow.webhooks.signing import new_secret
from tiercel.normal.text import tidy
from tiercel.records.models import AuditEntry, Delivery, User, Webhook
from tiercel.records.models.users import Role

ACTION = re.compile(r"[a-z_]+\.([a-z_]+|\*)")
BOTH_SIGN = timedelta(hours=24)
MOST_WEBHOOKS = 50
MOST_SHOWN = 50
TESTED = "webhooks.tested"


@dataclass(frozen=True)
class WebhookRow:
    """A webhook as people see it.

    actions        what it is told of; none: everything
    state          works, failing (it does not answer, and is tried again), or why it is disabled: gone, failing_long
                   or paused
    failing_since  when the first of the failures in a row was
    waiting        messages that are still to be delivered
    both_until     until then messages are signed with the secret before this one too
    """

    id: int
    url: str
    about: str
    actions: tuple[str, ...]
    state: str
    made_at: datetime
    failing_since: datetime | None
    disabled_at: datetime | None
    waiting: int
    both_until: datetime | None

    @property
    def is_disabled(self) -> bool:
        return self.disabled_at is not None


@dataclass(frozen=True)
class WebhookWithSecret:
    """A webhook with its secret, which is shown this once."""

    webhook: WebhookRow
    secret: str


@dataclass(frozen=True)
class DeliveryRow:
    """A message and what became of it.

    message      its id, the same in every attempt
    state        waiting, delivered, failed or dropped
    last_status  of the last answer; None where none came
    last_said    the beginning of that answer, or why none came
    next_at      when it is tried next, None where it is over
    """

    id: int
    message: str
    action: str
    state: str
    made_at: datetime
    attempts: int
    tried_at: datetime | None
    next_at: datetime | None
    last_status: int | None
    last_said: str
    body: str


def list_webhooks(by: User | None) -> tuple[WebhookRow, ...]:
    """All that were not taken away, the oldest first; raises AccessError for less than an owner."""
    at_least(Role.OWNER, by)
    return tuple(_row(webhook) for webhook in _counted())


def see_webhook(webhook_id: int, by: User | None) -> WebhookRow | None:
    at_least(Role.OWNER, by)
    webhook = _counted().filter(pk=webhook_id).first()
    return _row(webhook) if webhook else None


def deliveries_of(
    webhook_id: int, by: User | None, *, below: int | None = None, most: int = MOST_SHOWN
) -> tuple[DeliveryRow, ...]:
    """Its messages, the newest first; those with a key below `below`, for the next page."""
    at_least(Role.OWNER, by)
    found = Delivery.objects.filter(webhook=webhook_id, webhook__removed_at__isnull=True).order_by("-pk")
    return tuple(_delivery(each) for each in (found if below is None else found.filter(pk__lt=below))[:most])


def known_actions() -> tuple[str, ...]:
    """What has been done so far in this workspace, by name, to choose from."""
    return tuple(AuditEntry.objects.order_by("action").values_list("action", flat=True).distinct())


def add_webhook(url: str, actions: Sequence[str], about: str, by: User | None, now: datetime) -> WebhookWithSecret:
    """A new webhook; it is told of what happens from now on. Raises DataError for an address that it may not have."""
    at_least(Role.OWNER, by)
    with transaction.atomic():
        if Webhook.objects.filter(removed_at__isnull=True).count() >= MOST_WEBHOOKS:
            raise DataError(_("There are {most} webhooks already. Take one away first.").format(most=MOST_WEBHOOKS))
        webhook = Webhook.objects.create(
            url=_url(url),
            actions=_actions(actions),
            about=tidy(about)[:200],
            secret=new_secret(),
            settled=newest_act(),
            by=by,
            made_at=now,
        )
        trail.note("webhooks.added", by, subject="webhooks", row=webhook.pk)
    return WebhookWithSecret(_again(webhook), webhook.secret)


def change_webhook(webhook_id: int, url: str, actions: Sequence[str], about: str, by: User | None) -> WebhookRow:
    at_least(Role.OWNER, by)
    with transaction.atomic():
        webhook = _webhook(webhook_id)
        webhook.url, webhook.actions, webhook.about = _url(url), _actions(actions), tidy(about)[:200]
        webhook.save(update_fields=["url", "actions", "about"])
        trail.note("webhooks.changed", by, subject="webhooks", row=webhook.pk)
    return _again(webhook)


def pause_webhook(webhook_id: int, by: User | None, now: datetime) -> WebhookRow:
    """Put it to rest; what happens meanwhile it is not told of."""
    at_least(Role.OWNER, by)
    with transaction.atomic():
        webhook = _webhook(webhook_id)
        if webhook.disabled_at is None:
            webhook.disabled_at, webhook.disabled_why = now, Webhook.PAUSED
            webhook.save(update_fields=["disabled_at", "disabled_why"])
            trail.note("webhooks.disabled", by, subject="webhooks", row=webhook.pk, why=Webhook.PAUSED)
    return _again(webhook)


def enable_webhook(webhook_id: int, by: User | None, now: datetime) -> WebhookRow:
    """Tell it again of what happens from now on; messages that were waiting are tried at once."""
    at_least(Role.OWNER, by)
    with transaction.atomic():
        webhook = _webhook(webhook_id)
        if webhook.disabled_at is not None:
            webhook.disabled_at, webhook.disabled_why, webhook.failing_since = None, "", None
            webhook.settled = newest_act()
            webhook.save(update_fields=["disabled_at", "disabled_why", "failing_since", "settled"])
            Delivery.objects.filter(webhook=webhook, state=Delivery.WAITING).update(next_at=now)
            trail.note("webhooks.enabled", by, subject="webhooks", row=webhook.pk)
    return _again(webhook)


def remove_webhook(webhook_id: int, by: User | None, now: datetime) -> None:
    """Take it away; messages that wait are dropped."""
    at_least(Role.OWNER, by)
    with transaction.atomic():
        webhook = _webhook(webhook_id)
        Webhook.objects.filter(pk=webhook.pk).update(removed_at=now, secret=new_secret(), old_secret="")
        Delivery.objects.filter(webhook=webhook, state=Delivery.WAITING).update(state=Delivery.DROPPED)
        trail.note("webhooks.removed", by, subject="webhooks", row=webhook.pk)


def new_secret_for(webhook_id: int, by: User | None, now: datetime) -> WebhookWithSecret:
    """Another secret; for a day messages are signed with both, so that the receiver can change over in peace."""
    at_least(Role.OWNER, by)
    with transaction.atomic():
        webhook = _webhook(webhook_id)
        webhook.old_secret, webhook.secret, webhook.old_until = webhook.secret, new_secret(), now + BOTH_SIGN
        webhook.save(update_fields=["old_secret", "secret", "old_until"])
        trail.note("webhooks.secret_changed", by, subject="webhooks", row=webhook.pk)
    return WebhookWithSecret(_again(webhook), webhook.secret)


def send_test(webhook_id: int, by: User | None, now: datetime) -> DeliveryRow:
    """Send it a message that tells of nothing but this test."""
    at_least(Role.OWNER, by)
    with transaction.atomic():
        webhook = _webhook(webhook_id)
        _must_work(webhook)
        delivery = Delivery.objects.create(
            webhook=webhook,
            message=new_message(),
            action=TESTED,
            body=as_body(TESTED, now, {"subject": "webhooks", "rows": [webhook.pk], "count": 1, "details": {}}),
            made_at=now,
            next_at=now,
        )
        transaction.on_commit(wake_for_acts, robust=True)
    return _delivery(delivery)


def send_again(webhook_id: int, delivery_id: int, by: User | None, now: datetime) -> DeliveryRow:
    """The same message once more, with the same id; raises DataError where it is not there any more."""
    at_least(Role.OWNER, by)
    with transaction.atomic():
        webhook = _webhook(webhook_id)
        _must_work(webhook)
        delivery = Delivery.objects.filter(pk=delivery_id, webhook=webhook).first()
        if delivery is None:
            raise DataError(_("There is no message {number} any more. Load the page again.").format(number=delivery_id))
        delivery.state, delivery.next_at, delivery.attempts, delivery.held_until = Delivery.WAITING, now, 0, None
        delivery.save(update_fields=["state", "next_at", "attempts", "held_until"])
        transaction.on_commit(wake_for_acts, robust=True)
    return _delivery(delivery)


def _webhook(webhook_id: int) -> Webhook:
    webhook = Webhook.objects.select_for_update().filter(pk=webhook_id, removed_at__isnull=True).first()
    if webhook is None:
        raise DataError(_("There is no webhook {number}. Load the list again.").format(number=webhook_id))
    return webhook


def _must_work(webhook: Webhook) -> None:
    if webhook.disabled_at is not None:
        raise DataError(_("This webhook is switched off. Switch it on first."))


def _url(url: str) -> str:
    return checked_url(url, to_private=settings.WORKSPACE.webhooks_to_private)


def _actions(actions: Sequence[str]) -> list[str]:
    wrong = [name for name in actions if not ACTION.fullmatch(name)]
    if wrong:
        said = _(
            "'{name}' is no act: a noun and what was done to it, as targets.accepted, or targets.* for all of them."
        )
        raise DataError(said.format(name=wrong[0]), field="written")
    return sorted(set(actions))


def _counted() -> QuerySet[Any]:
    waiting = Count("deliveries", filter=Q(deliveries__state=Delivery.WAITING))
    return Webhook.objects.filter(removed_at__isnull=True).annotate(waiting=waiting).order_by("pk")


def _again(webhook: Webhook) -> WebhookRow:
    return _row(_counted().get(pk=webhook.pk))


def _row(webhook: Webhook) -> WebhookRow:
    state = "failing" if webhook.failing_since else "works"
    if webhook.disabled_at is not None:
        state = {Webhook.FAILING: "failing_long"}.get(webhook.disabled_why, webhook.disabled_why)
    return WebhookRow(
        id=webhook.pk,
        url=webhook.url,
        about=webhook.about,
        actions=tuple(webhook.actions),
        state=state,
        made_at=webhook.made_at,
        failing_since=webhook.failing_since,
        disabled_at=webhook.disabled_at,
        waiting=webhook.waiting,  # type: ignore[attr-defined]
        both_until=webhook.old_until,
    )


def _delivery(delivery: Delivery) -> DeliveryRow:
    return DeliveryRow(
        id=delivery.pk,
        message=delivery.message,
        action=delivery.action,
        state=delivery.state,
        made_at=delivery.made_at,
        attempts=delivery.attempts,
        tried_at=delivery.tried_at,
        next_at=delivery.next_at if delivery.state == Delivery.WAITING else None,
        last_status=delivery.last_status,
        last_said=delivery.last_said,
        body=delivery.body,
    )

"""Webhooks: addresses that are told of changes, and each message to them with what became of it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from tiercel.records.models.base import text_field
from tiercel.records.models.trail import AuditEntry


class Webhook(models.Model):
    """An address that is told of acts as they enter the audit trail.

    actions        which, as ["targets.accepted"]; empty: every one
    secret         what messages are signed with, as the Standard Webhooks write it (whsec_…)
    old_secret     the one before, which signs beside it until `old_until`
    settled        the audit entries up to this key have all been looked at
    failing_since  when the first of the failures in a row was; empty while it answers
    disabled_at    when it was given up, or put to rest by hand; `disabled_why` says which: gone, failing or paused
    removed_at     when somebody took it away; its messages stay for a while
    """

    GONE, FAILING, PAUSED = "gone", "failing", "paused"

    url = models.TextField()
    about = text_field()
    actions: models.JSONField[list[str], list[str]] = models.JSONField(default=list)
    secret = models.TextField()
    old_secret = text_field()
    old_until = models.DateTimeField(null=True)
    settled = models.BigIntegerField(default=0)
    by = models.ForeignKey("records.User", models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    failing_since = models.DateTimeField(null=True)
    disabled_at = models.DateTimeField(null=True)
    disabled_why = text_field()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "webhook"

    def __str__(self) -> str:
        return f"webhook {self.pk}"


class Delivery(models.Model):
    """One message to one webhook; every attempt carries the same id and the same body.

    message      its id, as msg_…
    entry        the act that it tells of; empty for a test
    body         the JSON text, byte for byte as it is signed
    state        waiting, delivered, failed (given up) or dropped (the webhook was removed)
    next_at      when it is tried next
    held_until   until then somebody is trying it
    last_status  of the last answer; empty where none came
    last_said    the beginning of that answer, or why none came
    """

    WAITING, DELIVERED, FAILED, DROPPED = "waiting", "delivered", "failed", "dropped"

    webhook = models.ForeignKey(Webhook, models.CASCADE, related_name="deliveries")
    entry = models.ForeignKey(AuditEntry, models.PROTECT, null=True, related_name="+")
    message = models.TextField(unique=True)
    action = models.TextField()
    body = models.TextField()
    state = models.TextField(default=WAITING)
    made_at = models.DateTimeField()
    attempts = models.IntegerField(default=0)
    next_at = models.DateTimeField()
    held_until = models.DateTimeField(null=True)
    tried_at = models.DateTimeField(null=True)
    last_status = models.IntegerField(null=True)
    last_said = text_field()

    class Meta:
        db_table = "webhook_delivery"
        constraints: ClassVar = [models.UniqueConstraint(fields=["webhook", "entry"], name="one_message_of_an_act")]
        indexes: ClassVar = [
            models.Index(fields=["state", "next_at"], name="deliveries_due"),
            models.Index(fields=["webhook", "-made_at"], name="deliveries_of_a_webhook"),
        ]

    def __str__(self) -> str:
        return f"{self.message} {self.state}"

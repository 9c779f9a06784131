"""Who was asked to sign off, and what arrived from people's devices."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from tiercel.records.models.accounts import Account
from tiercel.records.models.base import text_field
from tiercel.records.models.targets import SignOff, Target
from tiercel.records.models.team import Person


class SignOffAsk(models.Model):
    """One seller was asked once to go through the list.

    waiting  how many accounts waited for them then
    due_on   by when, where somebody said so
    by_mail  whether a mail is to go; else somebody hands the link over
    sent_at  when the mail was handed over; empty: not yet, or not at all
    failed   why the mail could not be handed over
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="asks")
    user = models.ForeignKey("records.User", models.PROTECT, related_name="asks")
    by = models.ForeignKey("records.User", models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    waiting = models.BigIntegerField()
    due_on = models.DateField(null=True)
    by_mail = models.BooleanField()
    sent_at = models.DateTimeField(null=True)
    failed = text_field()

    class Meta:
        db_table = "sign_off_ask"
        indexes: ClassVar = [models.Index(fields=["person", "made_at"], name="asks_of_a_person")]

    def __str__(self) -> str:
        return f"{self.person_id} at {self.made_at:%Y-%m-%d %H:%M}"


class SentDecision(models.Model):
    """A decision as a device sent it: kept, so that sending it twice is deciding once.

    client_id   the device's own name for it
    decided_at  the device's clock; kept, never believed: what holds is the order in which decisions arrive
    outcome     what came of it, a word of flow/targets/device.py
    sign_off    the sign-off that it made, or that stood in its way
    """

    user = models.ForeignKey("records.User", models.PROTECT, related_name="sent_decisions")
    client_id = models.TextField()
    account = models.ForeignKey(Account, models.PROTECT, related_name="+")
    target = models.ForeignKey(Target, models.PROTECT, null=True, related_name="+")
    decision = models.TextField()
    decided_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField()
    outcome = models.TextField()
    sign_off = models.ForeignKey(SignOff, models.PROTECT, null=True, related_name="+")

    class Meta:
        db_table = "sent_decision"
        constraints: ClassVar = [models.UniqueConstraint(fields=["user", "client_id"], name="a_decision_is_sent_once")]

    def __str__(self) -> str:
        return f"{self.client_id}: {self.outcome}"

"""Scores of the accounts, and the run that made them."""

from typing import ClassVar

from django.db import models

from tiercel.records.models.accounts import Account
from tiercel.records.models.base import currency_field, minor_field
from tiercel.records.models.documents import DocumentVersion


class Run(models.Model):
    """One refresh of one derived table; its files stand in derived/<table>/run=<id>/, with the inputs pinned.

    The newest run of a table with `ended_at` is current; what was current on a day is found by the same rule.
    """

    table = models.TextField()
    document = models.ForeignKey(DocumentVersion, models.PROTECT, null=True, related_name="runs")
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, db_index=True)
    rows = models.BigIntegerField(default=0)

    class Meta:
        db_table = "run"

    def __str__(self) -> str:
        return f"{self.table} {self.pk}"


class AccountScore(models.Model):
    """An account's fit today.

    points                     they sum from the reasons; the higher the likelier
    chance, low, high          chance to win a deal, with its 95 % interval, shares
    value_minor ... value_high expected value of a deal, in minor units
    """

    account = models.OneToOneField(Account, models.CASCADE, primary_key=True, related_name="score")
    run = models.ForeignKey(Run, models.PROTECT, related_name="+", db_index=False)
    points = models.FloatField()
    chance = models.FloatField()
    low = models.FloatField()
    high = models.FloatField()
    value_minor = minor_field()
    value_low = minor_field()
    value_high = minor_field()
    value_currency = currency_field()

    class Meta:
        db_table = "account_score"
        indexes: ClassVar = [
            models.Index(fields=["value_minor", "account"], name="scores_by_value"),
            models.Index(fields=["chance", "account"], name="scores_by_chance"),
            models.Index(fields=["points", "account"], name="scores_by_points"),
        ]

    def __str__(self) -> str:
        return f"{self.account_id}: {self.points:.0f}"

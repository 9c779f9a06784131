"""Runs of matching, the contacts that wait for a person, what people decided, and what that taught."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from tiercel.records.models.accounts import Account
from tiercel.records.models.base import Link, active
from tiercel.records.models.contacts import Contact, ContactAccount


class MatchRun(models.Model):
    """All contacts were matched once, by one version of the rules.

    made_at    when its links began, and when those that it took the place of ended
    undone_at  when somebody took it back
    found      how many contacts came to an account, left one, moved, wait
    """

    made_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)
    version = models.IntegerField()
    by = models.ForeignKey("records.User", models.PROTECT, null=True, related_name="+")
    job = models.ForeignKey("records.Job", models.PROTECT, null=True, related_name="+")
    found: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)

    class Meta:
        db_table = "match_run"

    def __str__(self) -> str:
        return f"matching {self.pk}"


class MatchSuggestion(models.Model):
    """An account that a waiting contact may be at; each run makes them all anew."""

    contact = models.ForeignKey(Contact, models.CASCADE, related_name="suggestions")
    account = models.ForeignKey(Account, models.CASCADE, related_name="+")
    rank = models.IntegerField()
    method = models.TextField()
    confidence = models.FloatField()
    evidence: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)
    made_at = models.DateTimeField()

    class Meta:
        db_table = "match_suggestion"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["contact", "rank"], name="one_suggestion_of_a_rank"),
        ]
        # The surest first, as the queue shows them.
        indexes: ClassVar = [models.Index(fields=["rank", "-confidence", "contact"], name="suggestions_in_order")]

    def __str__(self) -> str:
        return f"{self.contact_id} may be at {self.account_id}"


class MatchDecision(Link):
    """What a person decided of one contact; it stays over later runs and imports until somebody takes it back.

    account   where the contact works; empty: at none of ours
    replaced  the link that ended for it, to begin again when it is taken back
    """

    contact = models.ForeignKey(Contact, models.PROTECT, related_name="decisions")
    account = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey("records.User", models.PROTECT, null=True, related_name="+")
    replaced = models.ForeignKey(ContactAccount, models.PROTECT, null=True, related_name="+")

    class Meta:
        db_table = "match_decision"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["contact"], condition=active(), name="one_decision_at_a_time"),
        ]

    def __str__(self) -> str:
        return f"{self.contact_id} is at {self.account_id or 'none of ours'}"


class AccountAlias(Link):
    """Another domain by which an account is known, taught by a decision; taken back with it.

    kind   domain
    value  in its normal form
    """

    DOMAIN = "domain"

    account = models.ForeignKey(Account, models.PROTECT, related_name="taught")
    kind = models.TextField(default=DOMAIN)
    value = models.TextField()
    by = models.ForeignKey("records.User", models.PROTECT, null=True, related_name="+")
    decision = models.ForeignKey(MatchDecision, models.PROTECT, null=True, related_name="taught")

    class Meta:
        db_table = "account_alias"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "value"], condition=active(), name="one_account_of_an_alias"),
        ]

    def __str__(self) -> str:
        return f"{self.value} is {self.account_id}"

"""Which accounts are proposed and accepted as targets, in which tier, and who said so."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from tiercel.records.models.accounts import Account
from tiercel.records.models.base import Link, active, text_field
from tiercel.records.models.scores import Run
from tiercel.records.models.team import Person


class Target(Link):
    """An account proposed for a tier. It is a target only while its newest sign-off accepts it.

    made_at, ended_at  when it entered the tier and left it; a change of tier ends one and begins another
    owner              who of the team is to work on it
    why                the numbers of the proposal, as values
    """

    PROPOSED, ACCEPTED, REJECTED = "proposed", "accepted", "rejected"

    account = models.ForeignKey(Account, models.PROTECT, related_name="targets")
    tier = models.IntegerField()
    state = models.TextField(default=PROPOSED)
    owner = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="targets")
    run = models.ForeignKey(Run, models.PROTECT, null=True, related_name="+")
    tiers_version = models.IntegerField(null=True)
    why: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)

    class Meta:
        db_table = "target"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["account"], condition=active(), name="one_tier_at_a_time"),
            models.CheckConstraint(
                condition=models.Q(state__in=["proposed", "accepted", "rejected"]), name="target_state_known"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["tier", "state"], name="targets_by_tier"),
            models.Index(fields=["tier", "account"], condition=active(), name="accounts_by_tier"),
            # A seller's list in its order, without reading and sorting all of it for the next card.
            models.Index(fields=["owner", "state", "tier", "id"], condition=active(), name="list_of_a_seller"),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} in tier {self.tier}"


class SignOff(Link):
    """A seller accepted or rejected a proposed account; taken back, it ends.

    decision  accepted or rejected
    reason    one of the reasons in the tiers document; needed for a rejection
    """

    account = models.ForeignKey(Account, models.PROTECT, related_name="sign_offs")
    target = models.ForeignKey(Target, models.PROTECT, related_name="sign_offs")
    decision = models.TextField()
    reason = text_field()
    note = text_field()
    by = models.ForeignKey("records.User", models.PROTECT, null=True, related_name="sign_offs")

    class Meta:
        db_table = "sign_off"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["target"], condition=active(), name="one_sign_off_at_a_time"),
            models.CheckConstraint(
                condition=models.Q(decision__in=["accepted", "rejected"]), name="sign_off_decision_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.decision}"


class HandChoice(Link):
    """Somebody put an account into a tier, or kept it out, by hand; every later proposal respects it.

    tier   1, 2 or 3; empty: never propose it
    """

    account = models.ForeignKey(Account, models.PROTECT, related_name="hand_choices")
    tier = models.IntegerField(null=True)
    reason = text_field()
    by = models.ForeignKey("records.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        db_table = "hand_choice"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["account"], condition=active(), name="one_hand_choice_at_a_time"),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} -> {self.tier}"

"""Deals, who took part in them, how they moved, and what is paid for again and again."""

from typing import ClassVar

from django.db import models

from tiercel.records.models.accounts import Account
from tiercel.records.models.base import (
    Imported,
    Link,
    active,
    currency_field,
    custom_field,
    minor_field,
    text_field,
    texts_field,
)
from tiercel.records.models.contacts import Contact


class Deal(Imported):
    """An opportunity to sell to an account. The columns are those of tables/deals.py."""

    name = text_field()
    account = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="deals")
    amount_minor = minor_field()
    amount_currency = currency_field()
    cost_minor = minor_field()
    cost_currency = currency_field()
    margin_minor = minor_field()
    margin_currency = currency_field()
    type = text_field()
    stage = text_field()
    created_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    outcome = models.TextField(default="open")
    reason = text_field()
    products = texts_field()
    source = text_field()
    owner = models.ForeignKey("records.Person", models.PROTECT, null=True, blank=True, related_name="deals")
    source_updated_at = models.DateTimeField(null=True, blank=True)
    custom = custom_field()

    class Meta:
        db_table = "deal"
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(outcome__in=["won", "lost", "open"]), name="deal_outcome_known"),
        ]
        # Which accounts have deals, and how these ended, without a look at the deals themselves.
        indexes: ClassVar = [
            models.Index(fields=["account", "outcome", "archived_at", "id"], name="deals_of_accounts"),
            models.Index(fields=["owner", "outcome", "archived_at", "id"], name="deals_of_owners"),
            # How many ended how, and which open ones have gone silent, for who sees them all.
            models.Index(fields=["outcome", "archived_at", "closed_on", "created_on", "id"], name="deals_by_outcome"),
            # Which accounts have deals that ended so, one after the other.
            models.Index(fields=["outcome", "archived_at", "account"], name="accounts_of_outcomes"),
            models.Index(fields=["archived_at"], condition=models.Q(archived_at__isnull=False), name="deals_put_away"),
            models.Index(fields=["received_at"], name="deals_by_coming"),
            # What lists are sorted by, as of accounts.
            models.Index(fields=["name", "id", "archived_at"], name="deals_by_name"),
            models.Index(fields=["closed_on", "id", "archived_at"], name="deals_by_closing"),
            models.Index(fields=["stage", "id", "archived_at"], name="deals_by_stage"),
            models.Index(fields=["amount_minor", "id", "archived_at"], name="deals_by_amount"),
        ]

    def __str__(self) -> str:
        return self.name


class DealContact(Link):
    """Who took part in a deal, and as what."""

    deal = models.ForeignKey(Deal, models.PROTECT, related_name="contact_links")
    contact = models.ForeignKey(Contact, models.PROTECT, related_name="deal_links")
    role = text_field()
    is_primary = models.BooleanField(null=True, blank=True)

    class Meta:
        db_table = "deal_contact"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["deal", "contact"], condition=active(), name="one_part_at_a_time"),
        ]

    def __str__(self) -> str:
        return f"{self.contact_id} in {self.deal_id}"


class StageChange(Imported):
    """A deal entered a stage."""

    deal = models.ForeignKey(Deal, models.PROTECT, related_name="stage_changes")
    stage = models.TextField()
    changed_at = models.DateTimeField()

    class Meta:
        db_table = "stage_change"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["deal", "changed_at", "stage"],
                condition=models.Q(archived_at__isnull=True),
                name="one_move_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.deal_id} entered {self.stage}"


class Subscription(Imported):
    """What an account pays for again and again; `ended_on` is empty while it runs."""

    account = models.ForeignKey(Account, models.PROTECT, related_name="subscriptions")
    deal = models.ForeignKey(Deal, models.PROTECT, null=True, blank=True, related_name="subscriptions")
    product = text_field()
    amount_minor = minor_field()
    amount_currency = currency_field()
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    renews_on = models.DateField(null=True, blank=True)
    reason = text_field()
    source_updated_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "subscription"

    def __str__(self) -> str:
        return f"{self.product} of {self.account_id}"

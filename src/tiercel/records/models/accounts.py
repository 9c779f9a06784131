"""Accounts, who owns whom among them, and which were one all along."""

from typing import ClassVar

from django.db import models

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

# Merges of merges; a circle of them, which nobody should make, ends here too.
LONGEST_CHAIN = 50


class Account(Imported):
    """A company that we sell to, or might. The columns are those of tables/accounts.py.

    name_key  the name's normal form, for search and for references by name
    domain    the main one of its domains
    """

    name = models.TextField()
    name_key = text_field(indexed=True)
    other_names = texts_field()
    domain = text_field(indexed=True)
    domains = texts_field()
    phones = texts_field()
    industry = text_field()
    market = text_field()
    employees = models.BigIntegerField(null=True, blank=True)
    revenue_minor = minor_field()
    revenue_currency = currency_field()
    country = models.CharField(max_length=2, blank=True, default="")
    region = text_field()
    city = text_field()
    founded = models.IntegerField(null=True, blank=True)
    ownership = text_field()
    funding_minor = minor_field()
    funding_currency = currency_field()
    growth = models.FloatField(null=True, blank=True)
    technologies = texts_field()
    offices = models.BigIntegerField(null=True, blank=True)
    type = text_field()
    owner = models.ForeignKey("records.Person", models.PROTECT, null=True, blank=True, related_name="accounts")
    source = text_field()
    lifecycle = text_field()
    do_not_sell = models.BooleanField(null=True, blank=True)
    created_on = models.DateField(null=True, blank=True)
    source_updated_at = models.DateTimeField(null=True, blank=True)
    custom = custom_field()

    class Meta:
        db_table = "account"
        # What lists are sorted by, each with the key behind it, so that pages are found by their first row, and then
        # whether it is archived, so that thousands are counted without a look at their rows. Not only of those that are
        # not archived: SQLite would take such an index for a quick way to all of them.
        indexes: ClassVar = [
            models.Index(fields=["name_key", "id", "archived_at"], name="accounts_by_name"),
            models.Index(fields=["industry", "id", "archived_at"], name="accounts_by_industry"),
            models.Index(fields=["country", "id", "archived_at"], name="accounts_by_country"),
            models.Index(fields=["employees", "id", "archived_at"], name="accounts_by_employees"),
            models.Index(fields=["revenue_minor", "id", "archived_at", "revenue_currency"], name="accounts_by_revenue"),
            # Whose they are, for users who see only those of their people; the newest of nobody; where somebody sells,
            # and in which industries.
            models.Index(
                fields=["owner", "archived_at", "received_at", "country", "id", "industry"],
                name="newest_of_owners",
            ),
            models.Index(
                fields=["archived_at"], condition=models.Q(archived_at__isnull=False), name="accounts_put_away"
            ),
            models.Index(fields=["received_at"], name="accounts_by_coming"),
        ]

    def __str__(self) -> str:
        return self.name


class AccountParent(Link):
    """Who owns an account; the ultimate parent is derived."""

    account = models.ForeignKey(Account, models.PROTECT, related_name="parent_links")
    parent = models.ForeignKey(Account, models.PROTECT, related_name="child_links")

    class Meta:
        db_table = "account_parent"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["account"], condition=active(), name="one_parent_at_a_time"),
            models.CheckConstraint(condition=~models.Q(account=models.F("parent")), name="no_account_owns_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} belongs to {self.parent_id}"


class Alias(Link):
    """`old` was found to be `current` all along; whoever reads follows it, and an undo ends it.

    kind   the table of both, as "accounts"
    """

    kind = models.TextField()
    old = models.BigIntegerField()
    current = models.BigIntegerField()

    class Meta:
        db_table = "alias"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "old"], condition=active(), name="one_alias_at_a_time"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.old} is {self.current}"


class ParentSuggestion(models.Model):
    """That an account may belong to another, as names and domains say; a person's word on it stays.

    why     what speaks for it, as ["name", "sister domain"]
    said    what was seen
    link    what it became, where it was accepted
    """

    WAITING, ACCEPTED, DECLINED = "waiting", "accepted", "declined"

    account = models.ForeignKey(Account, models.CASCADE, related_name="parent_suggestions")
    parent = models.ForeignKey(Account, models.CASCADE, related_name="child_suggestions")
    why = texts_field()
    said = text_field()
    found_at = models.DateTimeField()
    state = models.TextField(default=WAITING)
    decided_by = models.ForeignKey("records.User", models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    link = models.ForeignKey(AccountParent, models.SET_NULL, null=True, related_name="+")

    class Meta:
        db_table = "parent_suggestion"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["account", "parent"], name="a_parent_is_suggested_once"),
            models.CheckConstraint(
                condition=models.Q(state__in=["waiting", "accepted", "declined"]), name="suggestion_state_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} may belong to {self.parent_id}"

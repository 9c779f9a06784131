"""Contacts, and where they work."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from tiercel.records.models.accounts import Account
from tiercel.records.models.base import Imported, Link, active, custom_field, text_field, texts_field


class Contact(Imported):
    """A person we know. The columns are those of tables/contacts.py; `email` is the main one of the addresses."""

    name = text_field()
    first_name = text_field()
    last_name = text_field()
    email = text_field(indexed=True)
    emails = texts_field()
    phones = texts_field()
    title = text_field()
    company = text_field()
    websites = texts_field()
    language = text_field()
    preferred_channel = text_field()
    country = models.CharField(max_length=2, blank=True, default="")
    city = text_field()
    owner = models.ForeignKey("records.Person", models.PROTECT, null=True, blank=True, related_name="contacts")
    source = text_field()
    lifecycle = text_field()
    created_on = models.DateField(null=True, blank=True)
    source_updated_at = models.DateTimeField(null=True, blank=True)
    custom = custom_field()

    class Meta:
        db_table = "contact"
        indexes: ClassVar = [
            # Job titles beside names: both are searched for a part of them, in the order of names.
            models.Index(fields=["name", "id", "archived_at", "title"], name="contacts_by_name"),
            models.Index(fields=["received_at"], name="contacts_by_coming"),
            # Which of many keys are archived, and whose contacts they are, without a look at the rows.
            models.Index(fields=["id", "archived_at"], name="contacts_put_away"),
            models.Index(fields=["owner", "archived_at", "id"], name="contacts_of_owners"),
            # How many are archived: all but these are counted without a look at each.
            models.Index(
                fields=["archived_at"], condition=models.Q(archived_at__isnull=False), name="contacts_archived"
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.email


class ContactAccount(Link):
    """Where a contact works.

    method      who said so: import (the CRM's own reference), person (somebody decided), or the rule of matching
    confidence  how often such a match is right, a share; empty where the CRM or a person said so
    evidence    what spoke for it, as small values
    run         the run of matching that made it
    """

    IMPORT, PERSON = "import", "person"

    contact = models.ForeignKey(Contact, models.PROTECT, related_name="account_links")
    account = models.ForeignKey(Account, models.PROTECT, related_name="contact_links")
    method = models.TextField(default="import")
    confidence = models.FloatField(null=True)
    evidence: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)
    run = models.ForeignKey("records.MatchRun", models.PROTECT, null=True, related_name="links")

    class Meta:
        db_table = "contact_account"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["contact"], condition=active(), name="one_account_at_a_time"),
        ]
        # Who works at many accounts, without a look at the links themselves.
        indexes: ClassVar = [
            models.Index(fields=["account", "contact"], condition=active(), name="contacts_of_accounts"),
            # Who works at none: asked of each contact.
            models.Index(fields=["contact", "ended_at"], name="accounts_of_contacts"),
        ]

    def __str__(self) -> str:
        return f"{self.contact_id} works at {self.account_id}"

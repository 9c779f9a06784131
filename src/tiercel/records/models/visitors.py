"""Visitors of our pages: by which devices, ids and addresses they are known again, and which contact they are.

Nothing here names anybody: ids and addresses stand as keyed hashes, and what a visitor did is sealed in the lake with
the visitor's own secret. Destroying that secret erases the person; the hashes stay, so that nobody brings them back.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from tiercel.records.models.accounts import Account
from tiercel.records.models.base import Link, active, text_field
from tiercel.records.models.contacts import Contact


class HashKey(models.Model):
    """The key of the hashes, made once. It stands beside the contacts, whose addresses whoever reads it could read too.

    name    what it is the key of, as "visitors"
    secret  hexadecimal
    """

    name = models.TextField(unique=True)
    secret = models.TextField()
    made_at = models.DateTimeField()

    class Meta:
        db_table = "hash_key"

    def __str__(self) -> str:
        return self.name


class Visitor(models.Model):
    """One person at one device, as far as we can tell.

    secret     the key that their events are sealed with, in hexadecimal; empty once they are erased
    erased_at  when the secret was destroyed
    company    what they said of the company they are at, until it is known whose contact they are
    """

    secret = text_field()
    made_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True, blank=True)
    # Null where nothing was said, as nearly always: visitors are written by the hundred thousand.
    company = models.JSONField(null=True, blank=True)

    class Meta:
        db_table = "visitor"

    def __str__(self) -> str:
        return f"visitor {self.pk}"


class VisitorIdentifier(Link):
    """By what a visitor is known again.

    kind    device (the client's anonymous id), user (the id that the site knows them by), mail, or nobody: the visitor
            that stands for all events of a day that came without any id
    digest  the keyed hash of it
    since   from which moment of events on: a device that another person takes over belongs to them from then on
    """

    DEVICE, USER, MAIL, NOBODY = "device", "user", "mail", "nobody"

    kind = models.TextField()
    digest = models.CharField(max_length=32)
    visitor = models.ForeignKey(Visitor, models.PROTECT, related_name="identifiers")
    since = models.DateTimeField()

    class Meta:
        db_table = "visitor_identifier"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["digest", "visitor"], condition=active(), name="one_identifier_of_a_kind"),
        ]
        indexes: ClassVar = [models.Index(fields=["digest", "since"], name="identifiers_by_digest")]

    def __str__(self) -> str:
        return f"{self.kind} of visitor {self.visitor_id}"


class VisitorContact(Link):
    """Which contact a visitor is. All that the visitor did, before too, is the contact's.

    method  how we know: "identify" (they told their address), "user" (by an id whose address we had learned)
    since   when they were first known, by the time of events
    """

    IDENTIFY, USER = "identify", "user"

    visitor = models.ForeignKey(Visitor, models.PROTECT, related_name="contact_links")
    contact = models.ForeignKey(Contact, models.PROTECT, related_name="visitor_links")
    method = models.TextField()
    since = models.DateTimeField()

    class Meta:
        db_table = "visitor_contact"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["visitor"], condition=active(), name="one_contact_at_a_time"),
        ]

    def __str__(self) -> str:
        return f"visitor {self.visitor_id} is {self.contact_id}"


class OrganisationAccount(Link):
    """Which account an organisation is whose network visitors came from.

    organisation  its name, as the list of networks writes it
    similarity    how alike the names are, a share
    """

    organisation = models.TextField()
    account = models.ForeignKey(Account, models.PROTECT, related_name="organisation_links")
    similarity = models.FloatField()

    class Meta:
        db_table = "organisation_account"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation"], condition=active(), name="one_account_of_an_organisation"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} is {self.account_id}"


class EventFile(models.Model):
    """One file of events in the lake. Readers read what stands here, so that a file appears with what belongs to it.

    path                 below the workspace, as "lake/events/day=2026-03-01/…parquet"
    day                  the UTC day on which its events were received
    happened_from/until  its events happened between these, both included
    counts               [source, type, is_bot, events, newest received_at in microseconds since 1970] of all that are
                         alike, so that nobody counts them anew; None in files from before it was kept
    ended_at             when its events had moved on to a larger file; the file itself goes a while later
    """

    path = models.TextField(unique=True)
    day = models.DateField()
    rows = models.BigIntegerField()
    happened_from = models.DateTimeField()
    happened_until = models.DateTimeField()
    counts = models.JSONField(null=True, blank=True)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "event_file"
        indexes: ClassVar = [models.Index(fields=["day"], name="event_files_by_day")]

    def __str__(self) -> str:
        return self.path


class TakenSegment(models.Model):
    """A segment of the collector's log whose events stand in the lake: whatever happens, it is not read again."""

    name = models.TextField(unique=True)
    taken_at = models.DateTimeField()

    class Meta:
        db_table = "taken_segment"

    def __str__(self) -> str:
        return self.name

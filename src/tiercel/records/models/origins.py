"""Where every value came from, what it was before, and what still waits for a row that has not come."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from tiercel.records.models.base import text_field


class Origin(models.Model):
    """One file of one import, or one hand: what a value came from.

    source   the system whose ids the file uses, as "salesforce"
    name     the file's name
    mapping  field -> column, as it was used
    """

    table = models.TextField()
    source = models.TextField()
    name = text_field()
    preset = text_field()
    mapping: models.JSONField[dict[str, str], dict[str, str]] = models.JSONField(default=dict)
    made_at = models.DateTimeField()
    by = models.ForeignKey("records.User", models.PROTECT, null=True, related_name="+")
    job = models.ForeignKey("records.Job", models.PROTECT, null=True, related_name="origins")

    class Meta:
        db_table = "origin"

    def __str__(self) -> str:
        return self.name


class ExternalKey(models.Model):
    """Which row a source means by an id; it makes imports repeatable.

    kind   the table, as "accounts"
    """

    source = models.TextField()
    kind = models.TextField()
    external_id = models.TextField()
    row = models.BigIntegerField()

    class Meta:
        db_table = "external_key"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "kind", "external_id"], name="one_row_of_a_key"),
        ]
        indexes: ClassVar = [models.Index(fields=["kind", "row"], name="keys_of_a_row")]

    def __str__(self) -> str:
        return f"{self.source} {self.kind} {self.external_id}"


class Change(models.Model):
    """A value was replaced: what it was, what it became, when we learned it, and from where.

    A row's values as of a day are its values today with the later changes taken back.
    """

    table = models.TextField()
    row = models.BigIntegerField()
    field = models.TextField()
    old: models.JSONField[Any, Any] = models.JSONField(null=True)
    new: models.JSONField[Any, Any] = models.JSONField(null=True)
    made_at = models.DateTimeField(db_index=True)
    origin = models.ForeignKey(Origin, models.PROTECT, null=True, db_index=False, related_name="+")
    line = models.BigIntegerField(null=True)
    by = models.ForeignKey("records.User", models.PROTECT, null=True, db_index=False, related_name="+")

    class Meta:
        db_table = "change"
        indexes: ClassVar = [models.Index(fields=["table", "row"], name="changes_of_a_row")]

    def __str__(self) -> str:
        return f"{self.table} {self.row} {self.field}"


class WaitingRow(models.Model):
    """A row that names another which has not come yet; it goes in with the import that brings it.

    table   the table it belongs to, as "deal_contacts"
    digest  of its payload, so that a file imported twice waits once
    """

    table = models.TextField()
    source = models.TextField()
    payload: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField()
    digest = models.TextField()
    missing = models.TextField()
    origin = models.ForeignKey(Origin, models.PROTECT, null=True, related_name="+")
    line = models.BigIntegerField(null=True)
    made_at = models.DateTimeField()

    class Meta:
        db_table = "waiting_row"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["table", "source", "digest"], name="a_row_waits_once"),
        ]

    def __str__(self) -> str:
        return f"{self.table} waits for {self.missing}"

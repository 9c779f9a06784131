"""What every imported row carries: where it came from, when we received it, whether it is archived."""

from __future__ import annotations

from typing import Any

from django.db import models


def currency_field() -> models.CharField[str, str]:
    """The ISO 4217 code beside an amount in minor units; empty where there is no amount."""
    return models.CharField(max_length=3, blank=True, default="")


def minor_field() -> models.BigIntegerField[int | None, int | None]:
    """Money as a whole number of minor units, because SQLite keeps decimals as floats."""
    return models.BigIntegerField(null=True, blank=True)


def text_field(*, indexed: bool = False) -> models.TextField[str, str]:
    return models.TextField(blank=True, default="", db_index=indexed)


def texts_field() -> models.JSONField[list[str], list[str]]:
    return models.JSONField(blank=True, default=list)


class Imported(models.Model):
    """A row that came from outside.

    origin, line  the file (or the hand) that made it, and the line in it; later values have a Change each
    received_at   when we first had it: a score as of an earlier day does not know it
    archived_at   when somebody put it away; archived rows stay, but take part in nothing
    """

    origin = models.ForeignKey("records.Origin", models.PROTECT, null=True, db_index=False, related_name="+")
    line = models.BigIntegerField(null=True)
    received_at = models.DateTimeField()
    archived_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True


class Link(models.Model):
    """A link between two rows is never updated: it ends, and another begins."""

    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    origin = models.ForeignKey("records.Origin", models.PROTECT, null=True, db_index=False, related_name="+")

    class Meta:
        abstract = True


def active() -> models.Q:
    """Links that have not ended."""
    return models.Q(ended_at__isnull=True)


def custom_field() -> models.JSONField[dict[str, Any], dict[str, Any]]:
    """Values of the attributes that the workspace declared for itself."""
    return models.JSONField(blank=True, default=dict)

"""Versions of the strategy documents; the newest of a kind is in force, and a rollback is a new version."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from tiercel.records.models.base import text_field


class DocumentVersion(models.Model):
    """One version of one document: who wrote it, when, why, and its whole body."""

    kind = models.TextField()
    version = models.IntegerField()
    schema = models.IntegerField()
    body: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField()
    author = models.ForeignKey("records.User", models.PROTECT, null=True, related_name="+")
    comment = text_field()
    made_at = models.DateTimeField()

    class Meta:
        db_table = "document_version"
        constraints: ClassVar = [models.UniqueConstraint(fields=["kind", "version"], name="one_document_version")]

    def __str__(self) -> str:
        return f"{self.kind} {self.version}"

"""The audit trail: who did what to what, and when; rows are added and never changed."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from tiercel.records.models.base import text_field


class AuditEntry(models.Model):
    """One act. The database itself refuses to change or delete a row (triggers in the migrations).

    action    what was done, as "targets.accepted": a noun, a dot, a past participle
    by        who did it; empty: the command line of the machine that keeps the workspace
    via       page, api, command or job
    key       the API key that was used; empty where none was
    subject   what kind of row it was done to, as "accounts"; `row` is its key, where it was one
    count     how many rows it was done to
    details   values that matter later: keys, versions, reasons; never a name, an address or another personal value
    """

    at = models.DateTimeField(db_index=True)
    action = models.TextField(db_index=True)
    by = models.ForeignKey("records.User", models.PROTECT, null=True, related_name="+")
    via = models.TextField()
    key = models.BigIntegerField(null=True)
    subject = text_field()
    row = models.BigIntegerField(null=True)
    count = models.BigIntegerField(default=1)
    details: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)

    class Meta:
        db_table = "audit_entry"
        indexes: ClassVar = [models.Index(fields=["subject", "row"], name="acts_on_a_row")]

    def __str__(self) -> str:
        return f"{self.action} at {self.at:%Y-%m-%d %H:%M}"

"""Connectors: systems whose rows come by themselves, and each run with what came and what was refused."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from tiercel.records.models.base import text_field


class Connector(models.Model):
    """A tap that is run for us. Its settings stand in a file beside the workspace, never here: they hold secrets.

    package       what is installed in its environment; "" where a program of the machine is used
    program       the name of the tap within the environment, or the path of the program
    preset        which system's streams it sends, "" for one that no preset knows
    source        the system whose ids its rows carry, as in an import
    streams       what was said of streams by hand: stream -> {"table": … or absent, "mapping": {field: column}}
    keep_unknown  whether columns nobody recognises become attributes
    state         where the tap stands, as it said itself; None: at the beginning
    schedule      as "daily 06:30" or "hourly 15", in the workspace's time; "" for none
    due_at        when it runs next
    paused_at     since when it does not run by itself
    removed_at    when it was taken away; its runs stay
    """

    name = models.TextField()
    package = text_field()
    program = text_field()
    preset = text_field()
    source = models.TextField()
    streams: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)
    keep_unknown = models.BooleanField(default=False)
    state: models.JSONField[Any, Any] = models.JSONField(null=True)
    state_at = models.DateTimeField(null=True)
    schedule = text_field()
    due_at = models.DateTimeField(null=True, db_index=True)
    paused_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField()
    by = models.ForeignKey("records.User", models.PROTECT, null=True, related_name="+")
    removed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "connector"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["name"], condition=models.Q(removed_at__isnull=True), name="one_connector_of_a_name"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ConnectorRun(models.Model):
    """One run of a tap.

    state     running, done, failed or stopped
    streams   stream -> {"table", "why_not", "came", "rows", "rejected", "cells"}
    tables    table -> {"created", "changed", "left_alone", "waiting", "rejected", "cells_set_aside"}
    imports   the jobs by which its rows came in
    aside     lines that were no message
    reason    why it failed or was stopped
    said      the last lines that the tap said, without secrets
    """

    RUNNING, DONE, FAILED, STOPPED = "running", "done", "failed", "stopped"

    connector = models.ForeignKey(Connector, models.PROTECT, related_name="runs")
    job = models.ForeignKey("records.Job", models.PROTECT, null=True, related_name="+")
    state = models.TextField(default=RUNNING)
    streams: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)
    tables: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)
    imports: models.JSONField[list[int], list[int]] = models.JSONField(default=list)
    aside = models.BigIntegerField(default=0)
    reason = text_field()
    said = text_field()
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "connector_run"
        indexes: ClassVar = [models.Index(fields=["connector", "-started_at"], name="runs_of_a_connector")]

    def __str__(self) -> str:
        return f"run {self.pk} of {self.connector_id}"

"""Pairs of rows that may be one, what was decided on them, and merges with all that each moved."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from tiercel.records.models.base import text_field


class Merge(models.Model):
    """`old` was merged into `current`; undone, it stays for the record.

    kind      the table of both, as "accounts"
    choices   of the facts in which they differed, whose value holds: {"city": "old", "industry": "current"}
    by        who decided; empty: the command line, or the workspace's own rule
    """

    kind = models.TextField()
    old = models.BigIntegerField()
    current = models.BigIntegerField()
    choices: models.JSONField[dict[str, str], dict[str, str]] = models.JSONField(default=dict)
    by = models.ForeignKey("records.User", models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    undone_by = models.ForeignKey("records.User", models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "merge"
        indexes: ClassVar = [
            models.Index(fields=["kind", "current"], name="merges_into_a_row"),
            models.Index(fields=["kind", "old"], name="merges_of_a_row"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.old} into {self.current}"


class MergeMove(models.Model):
    """One thing that a merge moved, so that an undo moves back exactly that.

    table      of the database
    row        whose `field` went from `old` to `new`; without a field: the link that ended
    begun      the link that began in its place; empty where the row that stays had one already
    """

    merge = models.ForeignKey(Merge, models.CASCADE, related_name="moves")
    table = models.TextField()
    row = models.BigIntegerField()
    field = text_field()
    old: models.JSONField[Any, Any] = models.JSONField(null=True)
    new: models.JSONField[Any, Any] = models.JSONField(null=True)
    begun = models.BigIntegerField(null=True)

    class Meta:
        db_table = "merge_move"
        indexes: ClassVar = [models.Index(fields=["table", "begun"], name="moves_by_what_began")]

    def __str__(self) -> str:
        return f"{self.table} {self.row} {self.field}"


class Silence(models.Model):
    """What a source says under this key of this column is not taken while the merge holds: the other's value does.

    key       of the external key
    column    a column of the row, or "custom." and the name of an attribute
    """

    merge = models.ForeignKey(Merge, models.CASCADE, related_name="silences")
    key = models.BigIntegerField()
    column = models.TextField()

    class Meta:
        db_table = "merge_silence"

    def __str__(self) -> str:
        return f"{self.key} on {self.column}"


class DuplicatePair(models.Model):
    """Two rows that may be one; a person's word on them stays over later searches.

    left, right   keys, left < right
    weight        what speaks for it in bits, `evidence` by role: {"name": 9.1, "city": -0.4}
    state         waiting, merged or apart (not the same)
    put_off_at    when somebody last said "later"
    merge         what it became; `heir_of` the merge by which it was taken over from the row that was merged
    """

    WAITING, MERGED, APART = "waiting", "merged", "apart"

    kind = models.TextField()
    left = models.BigIntegerField()
    right = models.BigIntegerField()
    weight = models.FloatField()
    probability = models.FloatField()
    evidence: models.JSONField[dict[str, float], dict[str, float]] = models.JSONField(default=dict)
    found_at = models.DateTimeField()
    state = models.TextField(default=WAITING)
    put_off_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey("records.User", models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    merge = models.ForeignKey(Merge, models.SET_NULL, null=True, related_name="pairs")
    heir_of = models.ForeignKey(Merge, models.SET_NULL, null=True, related_name="heirs")

    class Meta:
        db_table = "duplicate_pair"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "left", "right"], name="a_pair_stands_once"),
            models.CheckConstraint(condition=models.Q(left__lt=models.F("right")), name="the_smaller_key_is_left"),
            models.CheckConstraint(
                condition=models.Q(state__in=["waiting", "merged", "apart"]), name="pair_state_known"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["state", "kind", "-probability"], name="pairs_by_likelihood"),
            models.Index(fields=["kind", "right"], name="pairs_by_right"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.left} and {self.right}"

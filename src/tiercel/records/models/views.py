"""Views that people keep of a list: its filters, order and columns, under a name."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class SavedView(models.Model):
    """A kept view of one list.

    page        the list, as "accounts"
    query       what its address says: filters, order and columns
    is_shared   whether everybody sees it; its owner alone changes it
    is_default  whether the list opens with it for its owner
    ended_at    when it was deleted; until then it can be brought back
    """

    name = models.TextField()
    page = models.TextField()
    query = models.TextField(blank=True, default="")
    owner = models.ForeignKey("records.User", models.CASCADE, related_name="saved_views")
    is_shared = models.BooleanField(default=False)
    is_default = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "saved_view"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["owner", "page", "name"],
                condition=models.Q(ended_at__isnull=True),
                name="one_view_of_a_name",
            ),
            models.UniqueConstraint(
                fields=["owner", "page"],
                condition=models.Q(ended_at__isnull=True, is_default=True),
                name="one_view_opens_a_list",
            ),
        ]

    def __str__(self) -> str:
        return self.name

"""What the search looks through: one line of folded text a row, kept beside the records and made anew from them."""

from typing import ClassVar

from django.db import models


class SearchText(models.Model):
    """The words by which one row is found.

    kind   the table, as "accounts"
    row    its key there
    text   the words in the form in which they are compared (normal/text.py), each after a space, so that " ac" finds
           a word's beginning and "cme" its middle; cut off where an index would refuse it
    """

    kind = models.CharField(max_length=20)
    row = models.BigIntegerField()
    text = models.TextField()

    class Meta:
        db_table = "search_text"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "row"], name="one_text_of_a_row"),
        ]
        indexes: ClassVar = [
            # Beginnings are found by range, whatever the database's own order of letters is.
            models.Index(
                fields=["kind", "text", "row"],
                opclasses=["varchar_pattern_ops", "text_pattern_ops", "int8_ops"],
                name="texts_by_beginning",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.row}"


class SearchMark(models.Model):
    """How far the search has read; there is one row.

    change     the newest change of a value that its texts heed
    has_gaps   whether rows may be missing below the newest key: an import keeps its keys long before it writes
    """

    change = models.BigIntegerField(default=0)
    has_gaps = models.BooleanField(default=True)

    class Meta:
        db_table = "search_mark"

    def __str__(self) -> str:
        return f"up to change {self.change}"

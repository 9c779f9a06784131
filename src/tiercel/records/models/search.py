"""What the search's files (derived/search) must agree with, or be made anew."""

from django.db import models


class SearchMark(models.Model):
    """Which database this is, and how often rows came in under keys that had been kept for them; there is one row.

    token        drawn once for a database, so that files of another are not taken for its own
    generation   an import keeps its keys long before it writes, so that those who read on from the newest key would
                 miss its rows: it raises this, and everything is read again
    """

    token = models.TextField()
    generation = models.BigIntegerField(default=0)

    class Meta:
        db_table = "search_mark"

    def __str__(self) -> str:
        return f"{self.token} {self.generation}"

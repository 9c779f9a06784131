"""What a currency was worth on a day, in the workspace's own."""

from typing import ClassVar

from django.db import models

SCALE = 10**8


class Rate(models.Model):
    """One unit of `currency` cost `scaled / 10**8` units of the workspace's currency from the day `day` on."""

    currency = models.CharField(max_length=3)
    day = models.DateField()
    scaled = models.BigIntegerField()
    made_at = models.DateTimeField()

    class Meta:
        db_table = "rate"
        constraints: ClassVar = [models.UniqueConstraint(fields=["currency", "day"], name="one_rate_a_day")]

    def __str__(self) -> str:
        return f"{self.currency} on {self.day}"

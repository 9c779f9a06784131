"""Attributes that a workspace declares for itself, on accounts, contacts and deals."""

from typing import ClassVar

from django.db import models

from tiercel.records.models.base import text_field, texts_field


class Attribute(models.Model):
    """One declared attribute; its values stand in `custom` of the rows of `table`.

    table    accounts, contacts or deals
    name     the key in `custom`, as "shipping_volume"
    type     category, text, number, date or flag
    """

    table = models.TextField()
    name = models.TextField()
    label = models.TextField()
    type = models.TextField()
    unit = text_field()
    options = texts_field()
    made_at = models.DateTimeField()
    origin = models.ForeignKey("records.Origin", models.PROTECT, null=True, related_name="+")

    class Meta:
        db_table = "attribute"
        constraints: ClassVar = [models.UniqueConstraint(fields=["table", "name"], name="one_attribute_of_a_name")]

    def __str__(self) -> str:
        return self.label

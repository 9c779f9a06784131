"""Our own side: the people of the team, and what we sell."""

from typing import ClassVar

from django.db import models

from tiercel.records.models.base import Imported, currency_field, minor_field, text_field


class Person(Imported):
    """Somebody of our team. A name that only a deal or an account mentions makes one too, to be filled in later."""

    name = text_field()
    email = text_field(indexed=True)
    job = text_field()
    team = text_field()
    manager = text_field()
    is_active = models.BooleanField(null=True, blank=True)
    source_updated_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "person"
        # By their names, accounts are sorted by owner.
        indexes: ClassVar = [models.Index(fields=["name", "id"], name="people_by_name")]

    def __str__(self) -> str:
        return self.name or self.email


class Product(Imported):
    """What we sell."""

    name = models.TextField()
    family = text_field()
    price_minor = minor_field()
    price_currency = currency_field()
    source_updated_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "product"

    def __str__(self) -> str:
        return self.name

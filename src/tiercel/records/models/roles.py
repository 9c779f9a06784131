"""What a contact is likely to be in a purchase, as the title says it, the CRM, or somebody who knows."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from tiercel.records.models.base import Link, active, text_field, texts_field
from tiercel.records.models.contacts import Contact


class ContactRole(Link):
    """Seniority, department and buying role of a contact; it is never changed: it ends, and another begins.

    method       title, crm (a deal names the contact's part) or person (somebody corrected it)
    title        the title as it was read
    because      the terms that spoke for it
    *_confidence shares; 1 where a person said so
    """

    TITLE, CRM, PERSON = "title", "crm", "person"

    contact = models.ForeignKey(Contact, models.PROTECT, related_name="roles")
    seniority = models.TextField()
    seniority_confidence = models.FloatField()
    department = models.TextField()
    department_confidence = models.FloatField()
    buying_role = models.TextField()
    buying_role_confidence = models.FloatField()
    method = models.TextField(default="title")
    title = text_field()
    because = texts_field()
    by = models.ForeignKey("records.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        db_table = "contact_role"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["contact"], condition=active(), name="one_role_at_a_time"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["seniority", "contact"], condition=active(), name="contacts_by_seniority"),
            models.Index(fields=["department", "contact"], condition=active(), name="contacts_by_department"),
            models.Index(fields=["buying_role", "contact"], condition=active(), name="contacts_by_buying_role"),
        ]

    def __str__(self) -> str:
        return f"{self.contact_id} is {self.seniority} of {self.department}"

"""Who was asked to come in, and has come or not yet."""

from typing import ClassVar

from django.db import models

from tiercel.records.models.team import Person
from tiercel.records.models.users import Role


class Invitation(models.Model):
    """One invitation to one mail address; of its link only a hash is kept, so that nobody reads it from the records.

    token_hash  of the newest link; an earlier one no longer opens
    used_at     when somebody came in by it, and `user` who it was
    ended_at    when an owner took it back
    """

    email = models.TextField()
    role = models.TextField(choices=Role.choices)
    person = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    token_hash = models.TextField(unique=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("records.User", models.PROTECT, null=True, related_name="+")
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    user = models.ForeignKey("records.User", models.SET_NULL, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "invitation"
        indexes: ClassVar = [models.Index(fields=["email"], name="invitations_of_a_mail")]

    def __str__(self) -> str:
        return f"invitation {self.pk} as {self.role}"

"""Who signs in."""

from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models

from tiercel.records.models.base import text_field
from tiercel.records.models.team import Person


class Role(models.TextChoices):
    """What a user may do: each role may all that the next may."""

    OWNER = "owner"
    MANAGER = "manager"
    MEMBER = "member"
    READER = "reader"


class User(AbstractUser):
    """A user of the workspace.

    role      owner (everything), manager (strategy, imports, proposals), member (sign-off), reader (looks)
    person    who of the team it is, so that "my accounts" means something
    language  en, ar, fa or zh; empty: what the browser asks for
    calendar  language, gregorian or jalali; empty: as the workspace says
    digits    language, european or own; empty: as the workspace says
    """

    role = models.TextField(choices=Role.choices, default=Role.READER)
    person = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="users")
    language = text_field()
    calendar = text_field()
    digits = text_field()

    REQUIRED_FIELDS: ClassVar[list[str]] = ["email"]

    class Meta:
        db_table = "app_user"

"""Mail keys: by which mail providers tell us what became of the mails that they sent."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from tiercel.records.models.base import active, text_field


class MailKey(models.Model):
    """A secret in the address that one mail provider is told; no web page holds it, and no write key opens its door.

    name           of what sends the mails; events carry it as their source
    provider       the one that may use it (a part of collect/events/providers)
    digest         SHA-256 of the key, which is kept nowhere else
    shown          how the key begins, by which people and events know it
    secret         what the provider proves itself by, a signing key or `name:password`; empty: the address alone
    ended_at       when it was ended: what comes with it is refused since then
    last_heard_at  when the last event came with it, as far as events have been put away
    """

    name = models.TextField()
    provider = models.TextField()
    digest = models.TextField(unique=True)
    shown = models.TextField()
    secret = text_field()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("records.User", models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    last_heard_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "mail_key"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["name"], condition=active(), name="one_working_mail_key_of_a_name")
        ]

    def __str__(self) -> str:
        return f"mail key {self.name}"

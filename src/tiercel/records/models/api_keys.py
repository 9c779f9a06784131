"""Keys by which programs act for a user, and the answers that are kept so that a repeated call acts once."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from tiercel.records.models.base import text_field


class ApiKey(models.Model):
    """A key of a user; it acts with that user's rights and sight, and ends when the user is shut out.

    visible       the part of the token that may be seen, by which the key is found
    hashed        SHA-256 of the whole token, in hexadecimal; the token itself is nowhere
    scopes        what it may do, as ["accounts:read"]
    last_used_at  to the minute
    """

    user = models.ForeignKey("records.User", models.PROTECT, related_name="api_keys")
    name = models.TextField()
    visible = models.TextField(unique=True)
    hashed = models.TextField()
    scopes: models.JSONField[list[str], list[str]] = models.JSONField(default=list)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    last_used_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "api_key"

    def __str__(self) -> str:
        return f"{self.name} ({self.visible})"


class ApiCall(models.Model):
    """One call with an idempotency key: begun, and once it is over, with its answer.

    token    what the caller sent as Idempotency-Key
    request  a hash of the method, the address and the body
    holder   the process that answers it, so that its death is noticed
    status   of the answer; empty while it is being made
    """

    key = models.ForeignKey(ApiKey, models.CASCADE, related_name="+")
    token = models.TextField()
    request = models.TextField()
    holder = text_field()
    made_at = models.DateTimeField(db_index=True)
    status = models.IntegerField(null=True)
    headers: models.JSONField[dict[str, str], dict[str, str]] = models.JSONField(default=dict)
    body = models.BinaryField(default=b"")

    class Meta:
        db_table = "api_call"
        constraints: ClassVar = [models.UniqueConstraint(fields=["key", "token"], name="one_call_of_a_token")]

    def __str__(self) -> str:
        return f"{self.token} of key {self.key_id}"

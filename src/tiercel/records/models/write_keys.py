"""Write keys: by which sites and apps send us what people do there, and what each of them may send."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from tiercel.records.models.base import active, texts_field


class WriteKey(models.Model):
    """A key that a site or an app sends with its events. It stands in web pages for all to read, and opens nothing.

    name           of what sends with it; events carry it as their source
    origins        the sites that may send from a browser, as https://www.example.com; none: every one
    consent        wait: nothing leaves a browser until the visitor agrees; until_refused: until the visitor refuses
    storage        cookie: a first-party cookie knows the visitor again; none: nothing is kept in the browser
    on_gpc         what a browser that says Global Privacy Control sends: nothing, or anonymous (no cookie, no names)
    forms          off; names: that a form was sent and which fields it has; mail: the mail address in it too
    ended_at       when it was ended: what comes with it is refused since then
    last_heard_at  when the last event came with it, as far as events have been put away
    """

    WAIT, UNTIL_REFUSED = "wait", "until_refused"
    COOKIE, NONE = "cookie", "none"
    NOTHING, ANONYMOUS = "nothing", "anonymous"
    OFF, NAMES, MAIL = "off", "names", "mail"

    name = models.TextField()
    key = models.TextField(unique=True)
    origins = texts_field()
    consent = models.TextField(default=WAIT)
    storage = models.TextField(default=COOKIE)
    on_gpc = models.TextField(default=NOTHING)
    forms = models.TextField(default=OFF)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("records.User", models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    last_heard_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "write_key"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["name"], condition=active(), name="one_working_write_key_of_a_name")
        ]

    def __str__(self) -> str:
        return f"write key {self.name}"

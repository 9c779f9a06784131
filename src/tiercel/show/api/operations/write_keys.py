"""Write keys: by which sites and apps send what people do there."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from tiercel.core.clock import utc_now
from tiercel.flow.events.keys import keep_write_keys
from tiercel.flow.events.keys.choose_collecting import Choices
from tiercel.flow.events.keys.keep_write_keys import WriteKeyRow
from tiercel.show.api.forms import Answer, Given, Key, Text, form_of
from tiercel.show.api.operation import Operation
from tiercel.show.api.problems import NotThereError
from tiercel.show.web.access import MANAGER, Asked

WriteKeyForm = form_of(WriteKeyRow, "WriteKey")


class WriteKeys(Answer):
    """The write keys, those that work first, by name."""

    rows: list[WriteKeyForm]  # type: ignore[valid-type]


class WriteKeyGiven(Given):
    """A write key's name, and what it may send."""

    name: Text = Field(description="The site or app that sends with it; events carry it as their source.")
    origins: list[Text] = Field(
        [], max_length=50, description="The sites that may send from a browser, as https://www.example.com; none: all."
    )
    consent: Literal["wait", "until_refused"] = Field(
        "wait", description="Whether a browser waits until the visitor agrees, or sends until the visitor refuses."
    )
    storage: Literal["cookie", "none"] = Field(
        "cookie", description="Whether a first-party cookie knows the visitor again."
    )
    on_gpc: Literal["nothing", "anonymous"] = Field(
        "nothing", description="What a browser that says Global Privacy Control sends."
    )
    forms: Literal["off", "names", "mail"] = Field(
        "off", description="Whether forms are told of, with the names of their fields, and with a mail address."
    )


def write_keys(request: Asked) -> dict[str, Any]:
    """The write keys, ended ones too."""
    return {"rows": keep_write_keys.list_write_keys(request.user)}


def write_key(request: Asked, key_id: Key) -> WriteKeyRow:
    """One write key."""
    found = keep_write_keys.see_write_key(key_id, request.user)
    if found is None:
        raise NotThereError
    return found


def make(request: Asked, given: WriteKeyGiven) -> WriteKeyRow:
    """Make a write key. It is public, and can be read again at any time."""
    return keep_write_keys.make_write_key(given.name, _choices(given), request.user, utc_now())


def change(request: Asked, key_id: Key, given: WriteKeyGiven) -> WriteKeyRow:
    """Change a write key's name or what it may send."""
    write_key(request, key_id)
    return keep_write_keys.change_write_key(key_id, given.name, _choices(given), request.user)


def end(request: Asked, key_id: Key) -> WriteKeyRow:
    """End a write key: what comes with it is refused from now on."""
    write_key(request, key_id)
    return keep_write_keys.end_write_key(key_id, request.user, utc_now())


def resume(request: Asked, key_id: Key) -> WriteKeyRow:
    """Take up an ended write key again."""
    write_key(request, key_id)
    return keep_write_keys.resume_write_key(key_id, request.user)


def _choices(given: WriteKeyGiven) -> Choices:
    return Choices(tuple(given.origins), given.consent, given.storage, given.on_gpc, given.forms)


READ, WRITE = "collecting:read", "collecting:write"
EXAMPLE = {"name": "Website", "origins": ["https://www.example.com"], "consent": "wait"}
OPERATIONS = (
    Operation("GET", "/write-keys", "list_write_keys", write_keys, MANAGER, READ, WriteKeys),
    Operation("POST", "/write-keys", "make_write_key", make, MANAGER, WRITE, WriteKeyForm, status=201, example=EXAMPLE),
    Operation("GET", "/write-keys/{key_id}", "get_write_key", write_key, MANAGER, READ, WriteKeyForm),
    Operation("PUT", "/write-keys/{key_id}", "change_write_key", change, MANAGER, WRITE, WriteKeyForm, example=EXAMPLE),
    Operation("POST", "/write-keys/{key_id}/end", "end_write_key", end, MANAGER, WRITE, WriteKeyForm),
    Operation("POST", "/write-keys/{key_id}/resume", "resume_write_key", resume, MANAGER, WRITE, WriteKeyForm),
)

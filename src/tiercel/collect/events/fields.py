"""Fields of an event that somebody else wrote: of the type that is wanted, or empty."""

from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Mapping
from typing import Any

from tiercel.collect.events.dialect import Request
from tiercel.collect.events.message import Stored


def text_of(said: object) -> str:
    """Text, or a number as text, for ids are written as either; anything else is "".

    >>> text_of(12), text_of(None), text_of(["a"])
    ('12', '', '')
    """
    # Of every event, twenty times.
    if said is None:
        return ""
    if isinstance(said, str):
        return said
    return str(said) if isinstance(said, int | float) and not isinstance(said, bool) else ""


def text_in(said: Mapping[str, Any], name: str) -> str:
    """The text of that name, "" where none is."""
    # Most are not there: to look takes less than to ask what None says.
    return text_of(said[name]) if name in said else ""


def map_of(said: object) -> dict[str, Any]:
    return said if isinstance(said, dict) else {}


def key_of_header(request: Request) -> str:
    """The write key of `Authorization: Basic` (its user name) or `Bearer`; "" where there is none."""
    said = request.headers.get(b"authorization", b"")
    scheme, _, rest = said.partition(b" ")
    if scheme.lower() == b"bearer":
        return rest.strip().decode("ascii", "replace")
    if scheme.lower() != b"basic":
        return ""
    try:
        return b64decode(rest.strip(), validate=True).partition(b":")[0].decode("utf-8", "replace")
    except (NotBase64, ValueError):
        return ""


def is_from_a_device(stored: Stored, context: dict[str, Any]) -> bool:
    """Whether the request came from the person's own browser or app, not from a server that speaks for them."""
    return stored.user_agent.startswith("Mozilla/") or "device" in context


def consent_of(stored: Stored, *said: object) -> dict[str, Any]:
    """The first map of what was said of consent, and whether the browser sent Global Privacy Control."""
    found: dict[str, Any] = {}
    for one in said:
        if one and isinstance(one, dict):
            found = one
            break
    return found | {"gpc": True} if stored.headers.get("sec-gpc") == "1" else found

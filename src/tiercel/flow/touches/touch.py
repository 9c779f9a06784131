"""A touch as pages show it: one thing that a contact or visitor did, or that we did to them, on a channel."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

# What the contact or visitor did came in; what we did to them went out.
IN, OUT = "inbound", "outbound"


@dataclass(frozen=True)
class TouchRow:
    """One touch, from web events or from the activities of a CRM.

    at          when it happened
    channel     where, as "web", "email", "phone", "meeting", "event"
    type        what kind of thing, as "page", "form", "open", "call"; of a web event its own type
    direction   IN, OUT or "" where nobody can say
    name        what people call it, as "Pricing" or "Webinar: A safer warehouse"
    detail      one more line, as the path of a page or the outcome of a call
    contact_id  who did it, or to whom it was done; None for a visitor that nobody knows
    contact     their name; "" for such a visitor
    by_whom     who of our team did it; "" where they did it themselves
    minutes     how long it took; None where nobody measured it
    source      where we have it from, as "web" or "salesforce"
    others      who else took part, by their keys
    is_hidden   whether it was of a contact whom the reader may not know of, and so names nobody
    """

    at: datetime
    channel: str
    type: str
    direction: str
    name: str
    detail: str
    contact_id: int | None
    contact: str
    by_whom: str
    minutes: float | None
    source: str
    is_hidden: bool = False
    others: tuple[int, ...] = ()

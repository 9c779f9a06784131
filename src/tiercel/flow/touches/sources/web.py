"""What people did at our sites and in our product, as the collector received it."""

from __future__ import annotations

from datetime import datetime

from tiercel.flow.events.visitors import links_then
from tiercel.flow.events.web_touches import web_touches
from tiercel.flow.touches.touch import TouchRow
from tiercel.records.models import User


def of_account(account_id: int, known_by: datetime | None, most: int) -> list[TouchRow]:
    return web_touches(links_then.of_account(account_id, known_by), known_by, most)


def of_contact(
    contact_id: int,
    known_by: datetime | None,
    most: int,
    by: User | None = None,  # noqa: ARG001 - what a contact did at our own sites is at no account
) -> list[TouchRow]:
    return web_touches(links_then.of_contact(contact_id, known_by), known_by, most)

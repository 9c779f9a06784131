"""What the lake is to know of one event, whichever form the event was read in."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec

from tiercel.collect.events.fields import map_of, text_in
from tiercel.collect.events.message import Message


class Page(msgspec.Struct, frozen=True, gc=False):
    """The page that an event says it happened on."""

    url: str | None = None
    path: str | None = None
    referrer: str | None = None


class Campaign(msgspec.Struct, frozen=True, gc=False):
    """The campaign that a client says brought somebody there."""

    name: str | None = None
    source: str | None = None
    medium: str | None = None


NO_PAGE = Page()


class Seen(msgspec.Struct, gc=False):
    """One event, by what the columns of the lake are made of; texts are "" and maps empty where nothing was said.

    of_person   what was told of who did it: the traits, but of a group's those that stand in its context
    """

    type: str
    happened_at: datetime
    received_at: datetime
    source: str
    dialect: str
    anonymous_id: str = ""
    user_id: str = ""
    previous_id: str = ""
    name: str = ""
    properties: dict[str, Any] = {}
    page: Page = NO_PAGE
    campaign: Campaign | None = None
    traits: dict[str, Any] = {}
    of_person: dict[str, Any] = {}
    ip: str = ""
    user_agent: str = ""


def seen_of(message: Message) -> Seen:
    """The same of an event in the common form of all dialects."""
    context = message.context
    page, campaign = map_of(context.get("page")), map_of(context.get("campaign"))
    return Seen(
        message.type,
        message.happened_at,
        message.received_at,
        message.source,
        message.dialect,
        message.anonymous_id,
        message.user_id,
        message.previous_id,
        message.name,
        message.properties,
        Page(text_in(page, "url"), text_in(page, "path"), text_in(page, "referrer")) if page else NO_PAGE,
        _campaign(campaign) if campaign else None,
        message.traits,
        map_of(context.get("traits")) if message.type == "group" else message.traits,
        message.ip,
        message.user_agent,
    )


def _campaign(said: dict[str, Any]) -> Campaign:
    return Campaign(text_in(said, "name"), text_in(said, "source"), text_in(said, "medium"))

"""Touches that came by file, and what was spent."""

from __future__ import annotations

from typing import Any

from ninja import Query
from pydantic import Field

from tiercel.flow.api import activity_lists
from tiercel.flow.api.activity_lists import SpendLine, TouchLine
from tiercel.show.api.cursors import opened, paged
from tiercel.show.api.forms import Day, Key, Part, Text, form_of, list_of
from tiercel.show.api.operation import Operation
from tiercel.show.web.access import READER, Asked

TouchList = list_of(form_of(TouchLine, "Touch"), "TouchList")
SpendLines = list_of(form_of(SpendLine, "Spend"), "SpendList")


class TouchFilters(Part):
    """Which touches are wanted."""

    account: Key | None = Field(None, description="That name this account.")
    contact: Key | None = Field(None, description="Of this contact.")


class SpendFilters(Part):
    """Which spend is wanted."""

    since: Day | None = Field(None, description="From this day on.")
    until: Day | None = Field(None, description="Up to this day, which is in.")
    channel: Text = Field("", description="On this channel.")


def touches(request: Asked, asked: Query[TouchFilters]) -> dict[str, Any]:
    """The touches that came by file, in the order they came."""
    wanted = opened(asked, "touches")
    found = activity_lists.list_touches(wanted, request.user, account=asked.account, contact=asked.contact)
    return paged(found, "touches")


def spend(request: Asked, asked: Query[SpendFilters]) -> dict[str, Any]:
    """What was spent, in the order it came."""
    wanted = opened(asked, "spend")
    found = activity_lists.list_spent(wanted, request.user, since=asked.since, until=asked.until, channel=asked.channel)
    return paged(found, "spend")


OPERATIONS = (
    Operation("GET", "/touches", "list_touches", touches, READER, "touches:read", TouchList),
    Operation("GET", "/spend", "list_spend", spend, READER, "spend:read", SpendLines),
)

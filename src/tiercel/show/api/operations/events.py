"""What the collector took in the last days."""

from __future__ import annotations

from tiercel.core.clock import utc_now
from tiercel.flow.events.see_events import EventsPage, see_events
from tiercel.show.api.forms import form_of
from tiercel.show.api.operation import Operation
from tiercel.show.web.access import READER, Asked


def events(request: Asked) -> EventsPage:
    """How many events came by day, source and kind; what was refused and why; visitors whom nobody knows."""
    return see_events(request.user, utc_now())


OPERATIONS = (Operation("GET", "/events", "get_events", events, READER, "events:read", form_of(EventsPage, "Events")),)

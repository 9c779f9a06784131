"""Webinars and events: lists of who registered and who came, of Zoom, GoTo Webinar, Eventbrite and their like."""

# ruff: noqa: E501  a list of words is read as a list

from tiercel.collect.columns.kinds import Kind, first_kind

LABEL = "Webinars and events"

MARKS = frozenset(
    ["time in session", "time in session minutes", "registration time", "registration date time", "approval status", "join time", "leave time",
     "attendee status", "attendee number", "ticket type", "order number", "interest rating", "check in date", "checked in", "is guest"]
)  # fmt: skip

KINDS = (
    Kind(
        table="touches",
        signs=(
            "email + join time",
            "email + registration time",
            "email + registration date time",
            "email + time in session minutes",
            "email + time in session",
            "email address + join time",
            "email address + registration date time",
            "email address + time in session",
            "user email + join time",
            "email + ticket type",
            "attendee email + ticket type",
            "email + attended",
            "email address + attended",
            "email + attendee status",
        ),
        columns={
            "external_id": ("registration id", "attendee id", "attendee number", "attendee", "barcode number"),
            "happened_at": (
                "join time",
                "check in date",
                "check in time",
                "registration time",
                "registration date time",
                "registration date",
                "order date",
                "event date",
                "date",
            ),
            "ended_at": ("leave time",),
            "attended": ("attended", "checked in"),
            "type": ("attendee status", "registration status"),
            "subject": (
                "topic",
                "webinar",
                "webinar name",
                "webinar title",
                "event name",
                "event",
                "session",
                "session name",
            ),
            "asset": ("webinar id", "event id", "ticket type"),
            "campaign": ("campaign", "campaign name"),
            "minutes": (
                "time in session minutes",
                "time in session",
                "minutes in session",
                "duration minutes",
                "attendance minutes",
            ),
            "email": ("email", "email address", "user email", "attendee email"),
            "account": ("company", "organization", "organisation", "company name"),
            "direction": (),
        },
        values={"type": {"attending": "registered", "approved": "registered"}},
        constants={"channel": "event", "direction": "inbound", "type": "registered"},
    ),
)


def kind_of(headers: frozenset[str], stem: str) -> Kind | None:
    return first_kind(KINDS, headers, stem)

"""HubSpot's activities: calls, mails, meetings, notes, tasks and messages, what was done with mails, forms sent in."""

# ruff: noqa: E501  a list of words is read as a list

from tiercel.collect.columns.kinds import Kind

ACTIVITY_MARKS = frozenset(
    ["hs timestamp", "hs call title", "hs meeting title", "hs email subject", "hs task subject", "hs note body", "call outcome", "call title",
     "meeting outcome", "meeting start time", "email send status", "activity assigned to", "engagement type", "filtered event", "conversion id"]
)  # fmt: skip
LOADER: dict[str, tuple[str, ...]] = {"deleted": ("is deleted", "fivetran deleted")}
# HubSpot keeps the outcome of a call as the id of one of these.
DISPOSITIONS = {
    "9d9162e7-6cf3-4944-bf63-4dff82258764": "busy",
    "f240bbac-87c9-4f6e-bf70-924b57d47db7": "connected",
    "a4c4c377-d246-4b32-a13b-75a56a4cd0ff": "left live message",
    "b2cf5968-551e-4856-9783-52b3da59a7d0": "left voicemail",
    "73a0d17f-1163-4015-bdd5-ec830791da20": "no answer",
    "17b47fee-58de-441e-a44c-c6300d46f273": "wrong number",
}
CONTACT = (
    "associated contact i ds",
    "associated contact ids",
    "associated contact id",
    "contact id",
    "associated contact",
    "contact vid",
)
ACCOUNT = (
    "associated company i ds",
    "associated company ids",
    "associated company id",
    "company id",
    "associated company",
    "company name",
)
DEAL = ("associated deal i ds", "associated deal ids", "associated deal id", "deal id", "associated deal")
COLUMNS = {
    "external_id": ("engagement id", "record id", "hs object id", "id"),
    "is_done": ("hs task status", "task status"),
    "happened_at": ("hs meeting start time", "meeting start time", "start time", "hs task completion date", "completed at", "hs timestamp", "activity date", "timestamp", "hs createdate", "create date", "created at", "createdate"),
    "ended_at": ("hs meeting end time", "meeting end time", "end time"),
    "type": ("engagement type", "type", "hs engagement type", "activity type"),
    "channel": ("hs communication channel type", "channel type"),
    "direction": ("hs call direction", "call direction", "hs email direction", "email direction"),
    "subject": ("hs call title", "call title", "hs meeting title", "meeting name", "meeting title", "title", "hs email subject", "email subject", "subject", "hs task subject", "task title", "hs body preview", "hs note body", "note body", "hs communication body"),
    "outcome": ("hs call disposition", "call outcome", "hs meeting outcome", "meeting outcome", "hs email status", "email send status", "hs call status", "call status"),
    "milliseconds": ("hs call duration", "call duration"),
    "contact": CONTACT,
    "account": ACCOUNT,
    "deal": DEAL,
    "email": ("hs email to email", "email to address", "contact email"),
    "campaign": ("hs campaign name", "campaign name"),
    "owner": ("hubspot owner id", "owner id", "activity assigned to", "assigned to"),
    "source_updated_at": ("hs lastmodifieddate", "last modified date", "lastmodifieddate"),
} | LOADER  # fmt: skip


def _kind(kind: str, *signs: str, channel: str = "") -> Kind:
    """Of one kind by its own columns, whatever else the table has."""
    constants = {"type": kind} | ({"channel": channel} if channel else {})
    return Kind(table="touches", signs=signs, columns=COLUMNS, values={"outcome": DISPOSITIONS}, constants=constants)


ACTIVITY_KINDS = (
    Kind(table="touch_contacts", signs=("engagement id + contact id",), columns={"touch": ("engagement id",), "contact": ("contact id",)} | LOADER),
    Kind(table="touch_accounts", signs=("engagement id + company id",), columns={"touch": ("engagement id",), "account": ("company id",)} | LOADER),
    Kind(table="touch_deals", signs=("engagement id + deal id",), columns={"touch": ("engagement id",), "deal": ("deal id",)} | LOADER),
    _kind("call", "hs call title", "call title", "hs call direction", "call direction", "hs call disposition", channel="phone"),
    _kind("meeting", "hs meeting title", "meeting start time", "hs meeting start time", "engagement id + meeting outcome", channel="meeting"),
    _kind("email", "hs email direction", "hs email subject", "email subject + email direction", channel="email"),
    _kind("note", "hs note body", "note body + activity date"),
    _kind("task", "hs task subject", "hs task status", "hs task type + hs timestamp", "task title + task status"),
    _kind("message", "hs communication channel type", "hs communication body"),
    Kind(table="touches", signs=("engagement id + hs timestamp", "engagement id + hs createdate", "engagement id + timestamp", "engagement type + timestamp"), columns=COLUMNS, values={"outcome": DISPOSITIONS}),
    # As the older API has them, all kinds in one: its taps send that.
    Kind(
        name="engagement",
        table="touches",
        signs=("engagement id + engagement timestamp",),
        columns={
            "external_id": ("engagement id",),
            "is_done": ("task status",),
            "happened_at": ("meeting start time", "engagement timestamp", "engagement created at"),
            "ended_at": ("meeting end time",),
            "type": ("engagement type",),
            "direction": ("engagement direction",),
            "subject": ("subject",),
            "outcome": ("disposition",),
            "milliseconds": ("duration milliseconds",),
            "owner": ("engagement owner id",),
            "source_updated_at": ("last updated",),
        },
        values={"outcome": DISPOSITIONS},
    ),
    Kind(label="engagements (each is taken from the table of its kind: calls, mails, meetings, notes, tasks)", signs=("engagement id", "id + type + portal id"), unless=("form id", "email campaign id", "recipient", "app id", "owner id", "email"), files=("engagement",)),
    Kind(
        name="mail event",
        table="touches",
        signs=("recipient + email campaign id", "recipient + filtered event", "recipient + sent by id"),
        columns={
            "external_id": ("id", "event id", "email event id"),
            "happened_at": ("created", "event created", "timestamp"),
            "type": ("type", "event type"),
            "email": ("recipient",),
            "campaign": ("email campaign id",),
            "subject": ("subject",),
            "by_machine": ("filtered event",),
        }
        | LOADER,
        constants={"channel": "email"},
        values={"type": {"statuschange": "status change", "spamreport": "spam report"}},
    ),
    Kind(label="email campaigns and the details of email events (the events are taken)", signs=("email campaign id", "app id + content id", "event id + recipient"), files=("email event", "email campaign")),
    Kind(
        name="form",
        table="touches",
        signs=("form id + contact id", "conversion id + form id"),
        columns={
            "external_id": ("conversion id",),
            "happened_at": ("timestamp", "submitted at"),
            "contact": ("contact id",),
            "email": ("email",),
            "subject": ("title", "form name"),
            "asset": ("page url", "page id"),
        }
        | LOADER,
        constants={"type": "form", "channel": "web", "direction": "inbound"},
    ),
)  # fmt: skip

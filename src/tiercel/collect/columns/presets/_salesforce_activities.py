"""Salesforce's activities: tasks and events, who is invited to them, members of campaigns and what campaigns cost."""

# ruff: noqa: E501  a list of words is read as a list

from tiercel.collect.columns.kinds import Kind

ACTIVITY_MARKS = frozenset(
    ["who id", "what id", "activity date time", "call duration in seconds", "task subtype", "event subtype", "company account", "first responded date",
     "has responded", "campaign member id", "number of responses", "budgeted cost"]
)  # fmt: skip
LOADER: dict[str, tuple[str, ...]] = {
    "deleted": ("is deleted", "fivetran deleted"),
    "superseded_unless": ("fivetran active",),
}
UPDATED: dict[str, tuple[str, ...]] = {"source_updated_at": ("system modstamp", "last modified date")}
# An id of Salesforce says by its first three signs what it is of: of what a task may be about, only deals are ours.
OF_A_DEAL = "^006"
OF_A_PERSON = "^00[3Q]"

COLUMNS = {
    "external_id": ("activity id", "task id", "event id", "id"),
    "is_done": ("is closed", "status", "closed"),
    "happened_at": ("completed date time", "activity date time", "start date time", "activity date", "date", "due date", "start", "created date"),
    "ended_at": ("end date time", "end"),
    "type": ("type", "activity type", "task subtype", "event subtype", "task event"),
    "direction": ("call type",),
    "subject": ("subject",),
    "outcome": ("call disposition", "call result"),
    "seconds": ("call duration in seconds", "call duration"),
    "minutes": ("duration in minutes", "duration minutes", "duration"),
    "contact": ("who id", "contact id", "contact", "lead id"),
    "account": ("account id", "company account", "account name"),
    "deal": ("what id", "opportunity id"),
    "email": ("email", "contact email", "lead email"),
    "owner": ("owner id", "assigned to id", "assigned", "assigned to"),
} | UPDATED | LOADER  # fmt: skip
ONLY_REPORTS = {"deal": OF_A_DEAL}

ACTIVITY_KINDS = (
    Kind(
        table="touch_contacts",
        signs=("relation id + task id", "relation id + event id"),
        columns={"touch": ("task id", "event id"), "contact": ("relation id",)} | LOADER,
        only={"contact": OF_A_PERSON},
    ),
    Kind(
        name="task",
        table="touches",
        signs=("call disposition + who id", "task subtype", "who id + what id + priority"),
        columns=COLUMNS,
        constants={"type": "task"},
        only=ONLY_REPORTS,
    ),
    Kind(
        name="event",
        table="touches",
        signs=("who id + what id", "event subtype", "activity date time + duration in minutes"),
        columns={name: words for name, words in COLUMNS.items() if name != "is_done"} | {"type": ("type",)},
        constants={"type": "meeting", "channel": "meeting"},
        only=ONLY_REPORTS,
    ),
    # A report of activities, by the labels of its columns.
    Kind(
        table="touches",
        signs=(
            "activity id",
            "company account + subject + date",
            "company account + assigned + subject",
            "subject + assigned + task",
        ),
        columns=COLUMNS,
    ),
)
CAMPAIGN_KINDS = (
    Kind(
        name="campaign member",
        table="touches",
        signs=("campaign id + contact id", "campaign id + lead or contact id", "campaign id + has responded", "campaign member id", "member status + campaign name"),
        unless=("opportunity id",),
        columns={
            "external_id": ("campaign member id", "id"),
            "happened_at": ("first responded date", "member first responded date", "created date", "member created date"),
            "type": ("member status", "status"),
            "contact": ("contact id", "lead or contact id", "lead id"),
            "account": ("account id", "account name", "company or account"),
            "email": ("email",),
            "campaign": ("campaign name", "campaign id"),
            "channel": ("campaign type",),
            "owner": ("campaign member owner id",),
        }
        | UPDATED
        | LOADER,
    ),
    Kind(
        table="spend",
        signs=("campaign name + actual cost", "id + name + actual cost", "campaign id + actual cost"),
        columns={
            "external_id": ("campaign id", "id"),
            "spent_on": ("start date", "created date"),
            "amount": ("actual cost", "actual cost in campaign"),
            "channel": ("type", "campaign type"),
            "campaign": ("campaign name", "name"),
            "currency": ("currency iso code", "campaign currency", "currency"),
            "conversions": ("number of responses", "responses in campaign"),
        }
        | UPDATED
        | LOADER,
        constants={"platform": "Salesforce campaigns"},
    ),
    Kind(label="campaigns without what they cost", signs=("campaign name + campaign id",), files=("campaign",)),
)  # fmt: skip

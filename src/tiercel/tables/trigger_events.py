"""Trigger events: what happened at an account that may be a reason to call."""

from tiercel.tables.column import EXTERNAL_ID, SOURCE_UPDATED_AT, Column, Table, Type

trigger_events = Table(
    name="trigger_events",
    doc="What happened at an account that may be a reason to call: funding, a new head, an acquisition, a move.",
    one_of=("account", "domain"),
    columns=(
        EXTERNAL_ID,
        Column("account", Type.REFERENCE, "Where it happened: an id, a name or a domain.", refers_to="accounts"),
        Column("domain", Type.DOMAINS, "The domain of where it happened; finds the account."),
        Column("happened_on", Type.DATE, "The day on which it happened.", required=True),
        Column("kind", Type.CATEGORY, "What it was: funding, hiring, new leadership, acquisition, expansion ..."),
        Column("title", Type.TEXT, "What happened, in one line."),
        Column("detail", Type.TEXT, "More of it."),
        Column("amount", Type.MONEY, "How much money it was about."),
        Column("url", Type.TEXT, "Where it can be read."),
        Column("source", Type.CATEGORY, "Who says so."),
        SOURCE_UPDATED_AT,
    ),
)

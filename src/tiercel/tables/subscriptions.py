"""Subscriptions: what an account pays for again and again."""

from tiercel.tables.column import EXTERNAL_ID, SOURCE_UPDATED_AT, Column, Table, Type

subscriptions = Table(
    name="subscriptions",
    doc="What an account pays for again and again.",
    columns=(
        EXTERNAL_ID,
        Column("account", Type.REFERENCE, "Who pays.", refers_to="accounts", required=True),
        Column("deal", Type.REFERENCE, "The deal that began it.", refers_to="deals"),
        Column("product", Type.CATEGORY, "What for."),
        Column("amount", Type.MONEY, "What is paid a year."),
        Column("started_on", Type.DATE, "The first day.", required=True),
        Column("ended_on", Type.DATE, "The first day on which it was no more; empty while it runs."),
        Column("renews_on", Type.DATE, "When it is next to be renewed."),
        Column("reason", Type.CATEGORY, "Why it ended."),
        SOURCE_UPDATED_AT,
    ),
)

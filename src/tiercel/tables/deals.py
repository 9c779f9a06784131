"""Deals, who is in them, and how they moved."""

from tiercel.tables.column import EXTERNAL_ID, LONGEST_NAME, SOURCE_UPDATED_AT, Column, Table, Type

deals = Table(
    name="deals",
    doc="Opportunities to sell to an account, open, won or lost.",
    custom=True,
    columns=(
        EXTERNAL_ID,
        Column("name", Type.TEXT, "What the deal is called.", longest=LONGEST_NAME),
        Column("account", Type.REFERENCE, "The account it is with.", refers_to="accounts"),
        Column("amount", Type.MONEY, "What it is worth."),
        Column("cost", Type.MONEY, "What it costs us to deliver."),
        Column("margin", Type.MONEY, "What is left; made from amount and cost where both are given."),
        Column("type", Type.CATEGORY, "new, expansion, cross_sell or renewal."),
        Column("stage", Type.CATEGORY, "Where it stands in the CRM's pipeline.", longest=LONGEST_NAME),
        Column("created_on", Type.DATE, "When it was opened."),
        Column("closed_on", Type.DATE, "When it was won or lost; for an open deal, when it is expected to be."),
        Column("outcome", Type.CATEGORY, "won, lost or open."),
        Column("reason", Type.CATEGORY, "Why it was won or lost."),
        Column("products", Type.TEXTS, "What is sold."),
        Column("source", Type.CATEGORY, "How it came to us."),
        Column("owner", Type.REFERENCE, "Who of our team works on it.", refers_to="people"),
        SOURCE_UPDATED_AT,
    ),
)

deal_accounts = Table(
    name="deal_accounts",
    doc="Which account a deal is with, where the source keeps that in a table of its own.",
    key=("deal", "account"),
    columns=(
        Column("deal", Type.REFERENCE, "The deal.", refers_to="deals", required=True),
        Column("account", Type.REFERENCE, "The account.", refers_to="accounts", required=True),
    ),
)

deal_contacts = Table(
    name="deal_contacts",
    doc="Who took part in a deal, and as what.",
    key=("deal", "contact"),
    columns=(
        Column("deal", Type.REFERENCE, "The deal.", refers_to="deals", required=True),
        Column("contact", Type.REFERENCE, "The contact.", refers_to="contacts", required=True),
        Column("role", Type.CATEGORY, "The role in the buying group, as the source names it."),
        Column("is_primary", Type.FLAG, "Whether the source calls it the main contact."),
    ),
)

stage_changes = Table(
    name="stage_changes",
    doc="When a deal entered a stage.",
    key=("deal", "changed_at", "stage"),
    columns=(
        Column("deal", Type.REFERENCE, "The deal.", refers_to="deals", required=True),
        Column("stage", Type.CATEGORY, "The stage that it entered.", required=True),
        Column("changed_at", Type.INSTANT, "When.", required=True),
    ),
)

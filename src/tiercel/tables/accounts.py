"""Accounts: the companies that we sell to, or might."""

from tiercel.tables.column import EXTERNAL_ID, LONGEST_NAME, SOURCE_UPDATED_AT, Column, Table, Type

accounts = Table(
    name="accounts",
    doc="The companies that we sell to, or might.",
    custom=True,
    columns=(
        EXTERNAL_ID,
        Column("name", Type.TEXT, "The name that people know it by.", required=True),
        Column("other_names", Type.TEXTS, "Legal, former and foreign names."),
        Column("domains", Type.DOMAINS, "Its web and mail domains, the main one first."),
        Column("phones", Type.PHONES, "Its own phone numbers, the main one first; matching knows contacts by them."),
        Column("parent", Type.REFERENCE, "The account that owns it.", refers_to="accounts"),
        Column("industry", Type.CATEGORY, "What it does.", longest=LONGEST_NAME),
        Column("market", Type.CATEGORY, "The market or vertical that it serves."),
        Column("employees", Type.INTEGER, "How many people work there."),
        Column("revenue", Type.MONEY, "Revenue a year."),
        Column("country", Type.COUNTRY, "Country of its head office."),
        Column("region", Type.CATEGORY, "State, province or sales region."),
        Column("city", Type.TEXT, "City of its head office."),
        Column("founded", Type.YEAR, "The year in which it was founded."),
        Column("ownership", Type.CATEGORY, "Public, private, subsidiary, state ..."),
        Column("funding", Type.MONEY, "What investors have put in so far."),
        Column("growth", Type.SHARE, "Growth a year, past or forecast: 0.1 is ten percent."),
        Column("technologies", Type.TEXTS, "Products that it uses."),
        Column("offices", Type.INTEGER, "How many places it works from."),
        Column("type", Type.CATEGORY, "What it is to us: customer, prospect, partner, competitor ..."),
        Column("owner", Type.REFERENCE, "Who of our team owns it.", refers_to="people"),
        Column("source", Type.CATEGORY, "How it came to us: referral, event, inbound ..."),
        Column("lifecycle", Type.CATEGORY, "Where it stands in the CRM's own lifecycle."),
        Column("do_not_sell", Type.FLAG, "Never to be targeted."),
        Column("created_on", Type.DATE, "When the source first knew it."),
        SOURCE_UPDATED_AT,
    ),
)

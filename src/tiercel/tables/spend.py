"""Spend: what we paid for marketing, by day, channel and campaign."""

from tiercel.tables.column import EXTERNAL_ID, SOURCE_UPDATED_AT, Column, Table, Type

spend = Table(
    name="spend",
    doc="What we paid for marketing, by day, channel and campaign, and what the platform counts for it.",
    columns=(
        EXTERNAL_ID,
        Column("spent_on", Type.DATE, "The day on which it was spent.", required=True),
        Column("amount", Type.MONEY, "What was paid.", required=True),
        Column("channel", Type.CATEGORY, "On which channel: ads, social, event, mail ..."),
        Column("platform", Type.CATEGORY, "To whom it was paid: Google Ads, LinkedIn, Meta, an organiser ..."),
        Column("campaign", Type.TEXT, "The campaign."),
        Column("campaign_id", Type.TEXT, "The platform's id of the campaign."),
        Column("ad_group", Type.TEXT, "The part of the campaign: ad group, ad set."),
        Column("account", Type.REFERENCE, "The account that it was spent on, where that is known.",
               refers_to="accounts"),
        Column("impressions", Type.INTEGER, "How often it was shown."),
        Column("clicks", Type.INTEGER, "How often it was clicked."),
        Column("conversions", Type.NUMBER, "How many conversions the platform counts."),
        SOURCE_UPDATED_AT,
    ),
)  # fmt: skip

"""Technologies: products that were seen in use at an account, by whom and how sure."""

from tiercel.tables.column import EXTERNAL_ID, SOURCE_UPDATED_AT, Column, Table, Type

RELATIONS = ("ours", "competing", "complementary")

technologies = Table(
    name="technologies",
    doc="Products that were seen in use at an account: since when, until when, by which source and how sure.",
    one_of=("account", "domain"),
    columns=(
        EXTERNAL_ID,
        Column("account", Type.REFERENCE, "Who uses it: an id, a name or a domain.", refers_to="accounts"),
        Column("domain", Type.DOMAINS, "The domain of who uses it; finds the account."),
        Column("name", Type.TEXT, "The product, as Salesforce or React.", required=True),
        Column("category", Type.CATEGORY, "What it is for, as CRM or web shop."),
        Column("since", Type.DATE, "The first day on which it was seen."),
        Column("until", Type.DATE, "The first day on which it was seen no more; empty while it is in use."),
        Column("source", Type.CATEGORY, "Who says so: a vendor, a page, a job advert."),
        Column("confidence", Type.SHARE, "How sure that is: 1 is certain."),
        Column("relation", Type.CATEGORY, f"What it is to us: {', '.join(RELATIONS)}."),
        Column("evidence", Type.TEXT, "What shows it."),
        SOURCE_UPDATED_AT,
    ),
)

"""Our own side: the people of the team, and what they sell."""

from tiercel.tables.column import EXTERNAL_ID, SOURCE_UPDATED_AT, Column, Table, Type

people = Table(
    name="people",
    doc="The people of our own team.",
    columns=(
        EXTERNAL_ID,
        Column("name", Type.TEXT, "Full name."),
        Column("email", Type.EMAILS, "Mail address at work."),
        Column("job", Type.CATEGORY, "Account executive, SDR, marketer ..."),
        Column("team", Type.CATEGORY, "The team they belong to."),
        Column("manager", Type.TEXT, "Who leads them."),
        Column("is_active", Type.FLAG, "Whether they still work with us."),
        SOURCE_UPDATED_AT,
    ),
)

products = Table(
    name="products",
    doc="What we sell.",
    columns=(
        EXTERNAL_ID,
        Column("name", Type.TEXT, "The product's name.", required=True),
        Column("family", Type.CATEGORY, "The family or series it belongs to."),
        Column("price", Type.MONEY, "List price."),
        SOURCE_UPDATED_AT,
    ),
)

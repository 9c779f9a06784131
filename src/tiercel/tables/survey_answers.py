"""Survey answers: what contacts said when they were asked."""

from tiercel.tables.column import EXTERNAL_ID, SOURCE_UPDATED_AT, Column, Table, Type

survey_answers = Table(
    name="survey_answers",
    doc="What contacts said when they were asked, one answer at a time.",
    one_of=("contact", "account", "email", "domain"),
    columns=(
        EXTERNAL_ID,
        Column("answered_at", Type.INSTANT, "When it was answered.", required=True),
        Column("survey", Type.CATEGORY, "The survey, as NPS 2026."),
        Column("question", Type.TEXT, "What was asked."),
        Column("answer", Type.TEXT, "What was answered, in words."),
        Column("score", Type.NUMBER, "What was answered, as a number."),
        Column("contact", Type.REFERENCE, "Who answered: an id or a mail address.", refers_to="contacts"),
        Column("account", Type.REFERENCE, "At which account: an id, a name or a domain.", refers_to="accounts"),
        Column("email", Type.EMAILS, "The mail address of who answered; finds the contact, else the account."),
        Column("domain", Type.DOMAINS, "The domain of where they work; finds the account."),
        SOURCE_UPDATED_AT,
    ),
)

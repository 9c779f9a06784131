"""Contacts: the people we know, at an account or not yet."""

from tiercel.tables.column import EXTERNAL_ID, LONGEST_NAME, SOURCE_UPDATED_AT, Column, Table, Type

contacts = Table(
    name="contacts",
    doc="The people we know, matched to an account or not yet.",
    custom=True,
    columns=(
        EXTERNAL_ID,
        Column("name", Type.TEXT, "Full name; made from the two below where they are given.", longest=LONGEST_NAME),
        Column("first_name", Type.TEXT, "Given name."),
        Column("last_name", Type.TEXT, "Family name."),
        Column("account", Type.REFERENCE, "The account where the contact works.", refers_to="accounts"),
        Column("company", Type.TEXT, "The company as the contact or the source wrote it; matching reads it."),
        Column("websites", Type.DOMAINS, "Web sites of the company where the contact works; matching reads them."),
        Column("emails", Type.EMAILS, "Mail addresses, the main one first."),
        Column("phones", Type.PHONES, "Phone numbers, the main one first."),
        Column("title", Type.TEXT, "Job title, as written.", longest=LONGEST_NAME),
        Column("language", Type.LANGUAGE, "The language to write in."),
        Column("preferred_channel", Type.CATEGORY, "How the contact likes to be reached: email, phone, social ..."),
        Column("country", Type.COUNTRY, "Where the contact is."),
        Column("city", Type.TEXT, "Where the contact is."),
        Column("owner", Type.REFERENCE, "Who of our team looks after the contact.", refers_to="people"),
        Column("source", Type.CATEGORY, "How the contact came to us."),
        Column("lifecycle", Type.CATEGORY, "Where the contact stands in the CRM's own lifecycle."),
        Column("created_on", Type.DATE, "When the source first knew the contact."),
        SOURCE_UPDATED_AT,
    ),
)

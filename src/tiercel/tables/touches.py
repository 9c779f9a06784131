"""Touches: one thing that a contact or visitor did, or that we did to them, on a channel."""

from tiercel.tables.column import EXTERNAL_ID, SOURCE_UPDATED_AT, Column, Table, Type

CHANNELS = ("web", "email", "phone", "meeting", "event", "social", "ads", "mail", "product", "chat")
DIRECTIONS = ("inbound", "outbound")

touches = Table(
    name="touches",
    doc="What a contact did, or what we did to them: one mail, call, meeting, visit, registration at a time.",
    one_of=("contact", "account", "deal", "email", "domain"),
    columns=(
        EXTERNAL_ID,
        Column("happened_at", Type.INSTANT, "When it happened.", required=True),
        Column("type", Type.CATEGORY, "What it was: call, meeting, email, open, click, form, registered, attended ..."),
        Column("channel", Type.CATEGORY, f"On which channel: {', '.join(CHANNELS)}."),
        Column("direction", Type.CATEGORY, "inbound (they to us) or outbound (we to them)."),
        Column("subject", Type.TEXT, "What it was about."),
        Column("outcome", Type.CATEGORY, "How it ended: completed, no answer, left a message ..."),
        Column("minutes", Type.NUMBER, "How long it took, in minutes."),
        Column("contact", Type.REFERENCE, "Whose touch it is: an id or a mail address.", refers_to="contacts"),
        Column("account", Type.REFERENCE, "At which account: an id, a name or a domain.", refers_to="accounts"),
        Column("deal", Type.REFERENCE, "The deal that it was about.", refers_to="deals"),
        Column("email", Type.EMAILS, "The mail address of who it was; finds the contact, else the account."),
        Column("domain", Type.DOMAINS, "The domain of where they work; finds the account."),
        Column("campaign", Type.TEXT, "The campaign that it belongs to."),
        Column("asset", Type.TEXT, "What they saw or used: a page, a form, a webinar, a download."),
        Column("owner", Type.REFERENCE, "Who of our team did it, or answers for it.", refers_to="people"),
        SOURCE_UPDATED_AT,
    ),
)

touch_contacts = Table(
    name="touch_contacts",
    doc="Who took part in a touch, where the source keeps that in a table of its own.",
    key=("touch", "contact"),
    columns=(
        Column("touch", Type.REFERENCE, "The touch.", refers_to="touches", required=True),
        Column("contact", Type.REFERENCE, "The contact.", refers_to="contacts", required=True),
    ),
)

touch_accounts = Table(
    name="touch_accounts",
    doc="At which account a touch was, where the source keeps that in a table of its own.",
    key=("touch", "account"),
    columns=(
        Column("touch", Type.REFERENCE, "The touch.", refers_to="touches", required=True),
        Column("account", Type.REFERENCE, "The account.", refers_to="accounts", required=True),
    ),
)

touch_deals = Table(
    name="touch_deals",
    doc="Which deal a touch was about, where the source keeps that in a table of its own.",
    key=("touch", "deal"),
    columns=(
        Column("touch", Type.REFERENCE, "The touch.", refers_to="touches", required=True),
        Column("deal", Type.REFERENCE, "The deal.", refers_to="deals", required=True),
    ),
)

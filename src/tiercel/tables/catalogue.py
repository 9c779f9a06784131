"""Every table, in the order in which references can be resolved."""

from tiercel.core.errors import DataError
from tiercel.core.nearest import nearest
from tiercel.tables.accounts import accounts
from tiercel.tables.column import Table
from tiercel.tables.contacts import contacts
from tiercel.tables.deals import deal_accounts, deal_contacts, deals, stage_changes
from tiercel.tables.spend import spend
from tiercel.tables.subscriptions import subscriptions
from tiercel.tables.survey_answers import survey_answers
from tiercel.tables.team import people, products
from tiercel.tables.technologies import technologies
from tiercel.tables.touches import touch_accounts, touch_contacts, touch_deals, touches
from tiercel.tables.trigger_events import trigger_events

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        people,
        products,
        accounts,
        contacts,
        deals,
        deal_accounts,
        deal_contacts,
        stage_changes,
        subscriptions,
        touches,
        touch_contacts,
        touch_accounts,
        touch_deals,
        survey_answers,
        technologies,
        trigger_events,
        spend,
    )
}


def table_named(name: str) -> Table:
    """The table of that name; raises DataError with the nearest right one."""
    if name not in TABLES:
        raise DataError(f"There is no table '{name}'.{nearest(name, TABLES)} There are: {', '.join(TABLES)}.")
    return TABLES[name]

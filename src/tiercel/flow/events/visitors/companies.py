"""What visitors said of the company they are at goes to their contacts, where matching reads it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from tiercel.collect.events.columns import Columns
from tiercel.core.errors import DataError
from tiercel.flow import trail
from tiercel.flow.events.visitors.contacts import in_parts, merged_into
from tiercel.normal.countries import parse_country
from tiercel.normal.domains import parse_domain
from tiercel.records.models import Contact, VisitorContact
from tiercel.records.models.base import active

_MOST_SITES = 5


def note_companies(rows: Columns, whose: Sequence[int | None]) -> int:
    """Fill in company, web site and country where a contact has none; returns for how many contacts that was new.

    whose   the visitor of each row

    What a CRM or a person wrote stays. In the caller's transaction.
    """
    said: dict[int, Mapping[str, str]] = {}
    happened, is_bot = rows.table.column("happened_at"), rows.table.column("is_bot")
    for row in sorted(rows.company, key=lambda row: (happened[row].value, row)):
        visitor = whose[row]
        if visitor is not None and not is_bot[row].as_py():
            said[visitor] = {**said.get(visitor, {}), **rows.company[row]}
    changed: list[Contact] = []
    for part in in_parts(sorted(said)):
        links = dict(VisitorContact.objects.filter(active(), visitor__in=part).values_list("visitor", "contact"))
        current = merged_into("contacts", set(links.values()))
        contacts = Contact.objects.filter(archived_at__isnull=True).in_bulk(
            [current.get(contact, contact) for contact in links.values()]
        )
        for visitor, linked in sorted(links.items()):
            contact = contacts.get(current.get(linked, linked))
            if contact is not None and _fill(contact, said[visitor]) and contact not in changed:
                changed.append(contact)
    Contact.objects.bulk_update(changed, ["company", "websites", "country"], batch_size=500)
    trail.note("contacts.company_told", None, subject="contacts", rows=[contact.pk for contact in changed])
    return len(changed)


def _fill(contact: Contact, told: Mapping[str, str]) -> bool:
    before = contact.company, list(contact.websites), contact.country
    contact.company = contact.company or told.get("name", "")
    site = _read(parse_domain, told.get("website", ""))
    if site and site not in contact.websites:
        contact.websites = [*contact.websites, site][:_MOST_SITES]
    contact.country = contact.country or _read(parse_country, told.get("country", ""))
    return before != (contact.company, contact.websites, contact.country)


def _read(parse: Callable[[str], str], text: str) -> str:
    try:
        return parse(text) if text else ""
    except DataError:
        return ""

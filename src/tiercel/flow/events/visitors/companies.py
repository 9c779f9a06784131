"""What visitors said of the company they are at goes to their contacts, where matching reads it.

Who is not known yet may have said it already: it waits with the visitor, and goes to the contact that they turn out to
be. A company is nobody's personal data, but it goes when the visitor is erased.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence

from tiercel.collect.events.columns import Columns
from tiercel.core.errors import DataError
from tiercel.flow import trail
from tiercel.flow.events.visitors.contacts import in_parts, merged_into
from tiercel.normal.countries import parse_country
from tiercel.normal.domains import parse_domain
from tiercel.records.models import Contact, Visitor, VisitorContact
from tiercel.records.models.base import active

_MOST_SITES = 5
Said = dict[int, Mapping[str, str]]


def note_companies(rows: Columns, whose: Sequence[int | None], linked: Collection[int] = ()) -> int:
    """Fill in company, web site and country where a contact has none; returns for how many contacts that was new.

    What a CRM or a person wrote stays. In the caller's transaction.

    whose    the visitor of each row
    linked   visitors whose contact is known since a moment ago: what they said before counts too
    """
    said = _said(rows, whose)
    changed: list[Contact] = []
    for part in in_parts(sorted(said.keys() | set(linked))):
        before = _waiting(part)
        # What was said last counts, as far as it goes.
        told: Said = {each: {**before.get(each, {}), **said.get(each, {})} for each in part}
        found = _contacts([each for each in part if told[each]])
        for visitor, contact in sorted(found.items()):
            if told[visitor] and _fill(contact, told[visitor]) and contact not in changed:
                changed.append(contact)
        _wait(before, {each: told[each] for each in part if each not in found and each in said})
        Visitor.objects.filter(pk__in=before.keys() & found.keys()).update(company=None)
    Contact.objects.bulk_update(changed, ["company", "websites", "country"], batch_size=500)
    trail.note("contacts.company_told", None, subject="contacts", rows=[contact.pk for contact in changed])
    return len(changed)


def _waiting(visitors: Sequence[int]) -> Said:
    """What these visitors said while nobody knew who they are."""
    rows = Visitor.objects.filter(pk__in=visitors, company__isnull=False).values_list("pk", "company")
    return {visitor: company for visitor, company in rows if company}


def _said(rows: Columns, whose: Sequence[int | None]) -> Said:
    said: Said = {}
    happened, is_bot = rows.table.column("happened_at"), rows.table.column("is_bot")
    for row in sorted(rows.company, key=lambda row: (happened[row].value, row)):
        visitor = whose[row]
        if visitor is not None and not is_bot[row].as_py():
            said[visitor] = {**said.get(visitor, {}), **rows.company[row]}
    return said


def _contacts(visitors: Sequence[int]) -> dict[int, Contact]:
    """The contact that each of these visitors is, where that is known; one contact is one object."""
    links = dict(VisitorContact.objects.filter(active(), visitor__in=visitors).values_list("visitor", "contact"))
    current = merged_into("contacts", set(links.values()))
    of = {visitor: current.get(contact, contact) for visitor, contact in links.items()}
    contacts = Contact.objects.filter(archived_at__isnull=True).in_bulk(list(of.values()))
    return {visitor: contacts[contact] for visitor, contact in of.items() if contact in contacts}


def _wait(before: Said, told: Said) -> None:
    new = [Visitor(pk=visitor, company=dict(what)) for visitor, what in told.items() if before.get(visitor) != what]
    Visitor.objects.bulk_update(new, ["company"])


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

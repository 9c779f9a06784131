"""The contacts that somebody sees: searched, filtered, sorted and a page at a time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from tiercel.flow.accounts.matching import begins, holds
from tiercel.flow.accounts.paging import MANY, Order, Slice, among, beginning_of, counted, keys_of, slice_of
from tiercel.flow.sight import (
    at_seen_accounts,
    only_seen_contacts,
    only_seen_links,
    own_and_elsewhere,
    seen_keys,
    sees_all,
)
from tiercel.normal.text import compared
from tiercel.records.models import Account, Contact, ContactAccount, ContactRole, User
from tiercel.records.models.base import active

PAGE = 50
HAS_CASE = re.compile("[A-Za-z]")
ORDERS = {
    "name": Order("name", empty=""),
    # Keys are given in the order in which contacts come.
    "seen": Order("pk", ties=()),
}
_WORKS = ContactAccount.objects.filter(active(), contact=OuterRef("pk"))


@dataclass(frozen=True)
class Asked:
    """What somebody wants to see.

    account  "any": at an account; "none": at none yet; else the key of one; "" for all
    title    a part of the job title
    owner    key of a person of the team; None: all
    """

    text: str = ""
    account: str = ""
    title: str = ""
    country: str | tuple[str, ...] = ()
    owner: int | None = None
    seniority: str = ""
    department: str = ""
    buying_role: str = ""
    sort: str = "name"
    after: str = ""
    before: str = ""

    @property
    def narrows(self) -> bool:
        """Whether any filter is in force."""
        said = self.text or self.account or self.title or self.country or self.owner is not None
        return bool(said or self.seniority or self.department or self.buying_role)


@dataclass(frozen=True)
class PersonRow:
    """A contact as lists show it; `account` is the key of where they work, None where that is not known."""

    id: int
    name: str
    title: str
    account: int | None
    account_name: str
    email: str
    phone: str
    country: str
    owner: str
    known_since: datetime
    seniority: str = ""
    department: str = ""
    buying_role: str = ""
    buying_role_confidence: float | None = None
    seniority_confidence: float | None = None
    department_confidence: float | None = None
    role_method: str = ""


@dataclass(frozen=True)
class PeopleList:
    """A page of the contacts: `count` goes no further than 10,001."""

    rows: tuple[PersonRow, ...]
    count: int
    before: str = ""
    after: str = ""


def list_people(asked: Asked, *, by: User | None = None) -> PeopleList:
    part, count = _first_by_name(asked, by) if _is_read_by_name(asked, by) else _page(asked, by)
    return PeopleList(_rows(part.rows, by), count, part.before, part.after)


def _is_read_by_name(asked: Asked, by: User | None) -> bool:
    """Whether it is the first page of what no index finds, in the order of names, by which an index holds it all."""
    is_first = not asked.after and not asked.before
    return is_first and bool(asked.text or asked.title) and sees_all(by) and order_of(asked.sort).field == "name"


def _first_by_name(asked: Asked, by: User | None) -> tuple[Slice[Contact], int]:
    whole = Contact.objects.select_related("owner")
    return beginning_of(_filtered(asked, by), order_of(asked.sort), whole=whole, size=PAGE)


def _page(asked: Asked, by: User | None) -> tuple[Slice[Contact], int]:
    found, count, keys = _narrowed(asked, by)
    keys_first = bool(asked.text or asked.title) or not sees_all(by) if count > MANY else count > PAGE
    part = slice_of(
        found.select_related("owner"),
        order_of(asked.sort),
        after=asked.after,
        before=asked.before,
        size=PAGE,
        whole=Contact.objects.select_related("owner") if keys_first else None,
        keys=keys,
    )
    return part, count


def every_person(asked: Asked, *, by: User | None = None, size: int = 1000) -> Iterator[PersonRow]:
    """All rows of a list, for an export."""
    found, after = _narrowed(asked, by)[0].select_related("owner"), ""
    while True:
        part = slice_of(found, order_of(asked.sort), after=after, size=size)
        yield from _rows(part.rows, by)
        after = part.after
        if not after:
            return


def matching(asked: Asked, by: User | None = None, *, walking: bool = False) -> QuerySet[Contact]:
    """The contacts that the filters let through, and that this user may know of.

    walking   they are many, and are read in another order until a page is full
    """
    return only_seen_contacts(_filtered(asked, by), by, walking=walking)


def _filtered(asked: Asked, by: User | None) -> QuerySet[Contact]:
    found = Contact.objects.filter(archived_at__isnull=True)
    if asked.text:
        found = found.filter(_called(asked.text))
    if asked.title:
        found = found.filter(title__icontains=asked.title)
    countries = (asked.country,) if isinstance(asked.country, str) and asked.country else asked.country
    if countries:
        found = found.filter(country__in=countries)
    if asked.owner is not None:
        found = found.filter(owner_id=asked.owner) if asked.owner else found.filter(owner__isnull=True)
    return _by_account(_by_role(found, asked), asked.account, by)


def order_of(sort: str) -> Order:
    name = sort.removeprefix("-")
    return replace(ORDERS.get(name, ORDERS["name"]), descending=sort.startswith("-") and name in ORDERS)


def _called(text: str) -> Q:
    """As it is written, and in its normal form: a Persian name may be written with Arabic letters or the other way."""
    said, folded = text.strip(), compared(text)
    ways = {said, folded, folded.replace("ی", "ي").replace("ک", "ك")} - {""}
    named = Q()
    for way in ways:
        named |= Q(name__icontains=way) if HAS_CASE.search(way) else holds("name", way)
    # Each in an index of its own, and nowhere else.
    return named | Q(pk__in=Contact.objects.filter(**begins("email", said.lower())).values("pk"))


def _by_role(found: QuerySet[Contact], asked: Asked) -> QuerySet[Contact]:
    for name in ("seniority", "department", "buying_role"):
        if label := getattr(asked, name):
            found = found.filter(pk__in=ContactRole.objects.filter(active(), **{name: label}).values("contact"))
    return found


def _by_account(found: QuerySet[Contact], account: str, by: User | None) -> QuerySet[Contact]:
    if account in ("any", "none"):
        return found.filter(_at_some(by) if account == "any" else _at_none(by))
    if account.isascii() and account.isdigit() and len(account) < 19:
        there = only_seen_links(ContactAccount.objects.filter(active(), account=int(account)), by)
        return found.filter(pk__in=there.values("contact"))
    return found


def _at_some(by: User | None) -> Q:
    """That a contact is at an account, of those that this user may know of: elsewhere is nowhere to them."""
    return Q(Exists(_WORKS)) if by is None or sees_all(by) else at_seen_accounts(by)


def _at_none(by: User | None) -> Q:
    if by is None or sees_all(by):
        # In the order of keys: SQLite would take them owner by owner, and jump about the links.
        return Q(~Exists(_WORKS), pk__gt=0)
    return own_and_elsewhere(by)


def _narrowed(asked: Asked, by: User | None) -> tuple[QuerySet[Contact], int, list[int]]:
    """As accounts are: up to 10,000 are found before anything is sorted."""
    if asked.narrows or not sees_all(by):
        keys = keys_of(seen_keys(_filtered(asked, by), by))
        if len(keys) > MANY:
            return matching(asked, by, walking=True), len(keys), []
        return Contact.objects.filter(among(keys)), len(keys), keys
    found = matching(asked, by)
    return found, counted(found), []


def _rows(contacts: list[Contact], by: User | None) -> tuple[PersonRow, ...]:
    links = ContactAccount.objects.filter(active(), contact__in=[contact.pk for contact in contacts])
    links = only_seen_links(links, by)
    works = {link.contact_id: link.account for link in links.select_related("account")}
    rows = ContactRole.objects.filter(active(), contact__in=[contact.pk for contact in contacts])
    roles = {row.contact_id: row for row in rows}
    return tuple(_row(contact, works.get(contact.pk), roles.get(contact.pk)) for contact in contacts)


def _row(contact: Contact, account: Account | None, role: ContactRole | None) -> PersonRow:
    return PersonRow(
        id=contact.pk,
        name=contact.name or contact.email,
        title=contact.title,
        account=account.pk if account else None,
        account_name=account.name if account else "",
        email=contact.email,
        phone=contact.phones[0] if contact.phones else "",
        country=contact.country,
        owner=str(contact.owner or ""),
        known_since=contact.received_at,
        seniority=role.seniority if role else "",
        department=role.department if role else "",
        buying_role=role.buying_role if role else "",
        buying_role_confidence=role.buying_role_confidence if role else None,
        seniority_confidence=role.seniority_confidence if role else None,
        department_confidence=role.department_confidence if role else None,
        role_method=role.method if role else "",
    )

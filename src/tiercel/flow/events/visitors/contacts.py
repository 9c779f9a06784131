"""Visitors who told who they are become contacts' visitors: all that they did, before too, is the contact's then."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from tiercel.collect.events.known_by import KnownBy
from tiercel.flow import trail
from tiercel.flow.events.visitors.recognise import Visitors
from tiercel.records import plain_rows
from tiercel.records.models import Alias, Contact, Origin, VisitorContact
from tiercel.records.models.accounts import LONGEST_CHAIN
from tiercel.records.models.base import active

AT_A_TIME = 500
# What the web told us names the web as its system, as an import names the CRM.
WEB = "web"
Each = TypeVar("Each")


@dataclass(frozen=True)
class Told:
    """Somebody said who they are: the visitor, what they are known by, and what they told of themselves."""

    visitor: int
    who: KnownBy
    traits: Mapping[str, Any]
    is_bot: bool


class Contacts:
    """The contacts that a batch's visitors turn out to be; `save` writes what is new, in the caller's transaction."""

    def __init__(self, visitors: Visitors, now: datetime, *, makes_new: bool) -> None:
        self._visitors = visitors
        self._now = now
        self._makes_new = makes_new
        # Visitors whose contact became known with this batch.
        self.linked: frozenset[int] = frozenset()

    def save(self, told: Sequence[Told]) -> tuple[int, int]:
        """Link these visitors to their contacts; returns how many visitors were linked, and how many contacts made."""
        if not told:
            return 0, 0
        by_mail = contacts_of({each.who.mail for each in told if each.who.mail})
        made = self._make(told, by_mail) if self._makes_new else []
        linked = self._link(told, by_mail)
        return linked, len(made)

    def _make(self, told: Sequence[Told], by_mail: dict[str, int]) -> list[Contact]:
        new: dict[str, dict[str, Any]] = {}
        for each in told:
            if each.who.tells and each.who.mail and each.who.mail not in by_mail and not each.is_bot:
                new[each.who.mail] = new.get(each.who.mail, {}) | dict(each.traits)
        if not new:
            return []
        origin, _made = Origin.objects.get_or_create(
            table="contacts", source=WEB, name=WEB, defaults={"made_at": self._now}
        )
        made = Contact.objects.bulk_create(
            [_contact(mail, traits, origin, self._now) for mail, traits in new.items()], batch_size=AT_A_TIME
        )
        by_mail |= {contact.email: contact.pk for contact in made}
        trail.note("contacts.met", None, subject="contacts", rows=[contact.pk for contact in made])
        return made

    def _link(self, told: Sequence[Told], by_mail: Mapping[str, int]) -> int:
        """An address decides; who gave only the id that the site knows is whom that id was known to be."""
        others = {visitor: self._visitors.others_of(visitor) for visitor in {each.visitor for each in told}}
        linked = _links(sorted({visitor for group in others.values() for visitor in group}))
        wanted: dict[int, tuple[int, str, datetime]] = {}
        for each in sorted(told, key=lambda one: one.who.at):
            contact = by_mail.get(each.who.mail)
            if contact is not None:
                wanted[each.visitor] = (contact, VisitorContact.IDENTIFY, each.who.at)
            else:
                contact = next((_of(other, wanted, linked) for other in others[each.visitor]
                                if _of(other, wanted, linked)), None)  # fmt: skip
            for other in others[each.visitor] if contact else ():
                if _of(other, wanted, linked) is None and contact:
                    wanted[other] = (contact, VisitorContact.USER, each.who.at)
        new = {visitor: said for visitor, said in wanted.items() if linked.get(visitor) != said[0]}
        for part in in_parts([visitor for visitor in new if visitor in linked]):
            VisitorContact.objects.filter(active(), visitor__in=part).update(ended_at=self._now)
        now = plain_rows.instant(self._now)
        rows = (
            (visitor, contact, method, plain_rows.instant(since), now)
            for visitor, (contact, method, since) in new.items()
        )
        plain_rows.put(VisitorContact, ("visitor", "contact", "method", "since", "made_at"), rows)
        self.linked = frozenset(new)
        return len(new)


def contacts_of(mails: Iterable[str]) -> dict[str, int]:
    """The contact of each address, where there is one: that of the main address, else one that has it among others."""
    found: dict[str, int] = {}
    wanted = set(mails)
    for part in in_parts(sorted(wanted)):
        rows = Contact.objects.filter(email__in=part, archived_at__isnull=True).order_by("-pk")
        found |= dict(rows.values_list("email", "pk"))
    current = merged_into("contacts", set(found.values()))
    return {mail: current.get(contact, contact) for mail, contact in found.items()}


def merged_into(kind: str, rows: Iterable[int]) -> dict[int, int]:
    """Of these rows, those that were found to be another all along, with the one that they are now."""
    found: dict[int, int] = {}
    asked = {row: row for row in rows}
    for _ in range(LONGEST_CHAIN):
        steps: dict[int, int] = {}
        for part in in_parts(sorted(set(asked.values()))):
            links = Alias.objects.filter(active(), kind=kind, old__in=part)
            steps |= dict(links.values_list("old", "current"))
        if not steps:
            break
        asked = {row: steps[at] for row, at in asked.items() if at in steps}
        found |= asked
    return found


def in_parts(values: Sequence[Each]) -> Iterator[Sequence[Each]]:
    for start in range(0, len(values), AT_A_TIME):
        yield values[start : start + AT_A_TIME]


def _of(visitor: int, wanted: Mapping[int, tuple[int, str, datetime]], linked: Mapping[int, int]) -> int | None:
    return wanted[visitor][0] if visitor in wanted else linked.get(visitor)


def _links(visitors: Sequence[int]) -> dict[int, int]:
    found: dict[int, int] = {}
    for part in in_parts(visitors):
        links = VisitorContact.objects.filter(active(), visitor__in=part)
        found |= dict(links.values_list("visitor", "contact"))
    current = merged_into("contacts", set(found.values()))
    return {visitor: current.get(contact, contact) for visitor, contact in found.items()}


def _contact(mail: str, traits: Mapping[str, Any], origin: Origin, now: datetime) -> Contact:
    first = _said(traits, "firstName", "first_name", "firstname", "$first_name")
    last = _said(traits, "lastName", "last_name", "lastname", "$last_name")
    return Contact(
        name=_said(traits, "name", "fullName", "full_name", "$name") or f"{first} {last}".strip(),
        first_name=first,
        last_name=last,
        email=mail,
        emails=[mail],
        title=_said(traits, "title", "jobTitle", "job_title"),
        source=WEB,
        origin=origin,
        received_at=now,
        created_on=now.date(),
    )


def _said(traits: Mapping[str, Any], *names: str) -> str:
    texts = (traits.get(name) for name in names)
    return next((text.strip()[:200] for text in texts if isinstance(text, str) and text.strip()), "")

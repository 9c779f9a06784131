"""A few accounts and contacts with all that can refer to them, and where each reference is."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import Q

from tiercel.records.models import (
    Account,
    AccountParent,
    Contact,
    ContactAccount,
    Deal,
    DealContact,
    ExternalKey,
    HandChoice,
    Person,
    SignOff,
    Subscription,
    Target,
)
from tiercel.records.models.base import active

START = datetime(2026, 3, 1, 9, tzinfo=UTC)
FACTS = ("name", "name_key", "other_names", "domain", "domains", "country", "city", "employees", "custom", "created_on")


@dataclass
class World:
    """Rows of one story; stories in one database know nothing of each other."""

    accounts: list[int] = field(default_factory=list)
    contacts: list[int] = field(default_factory=list)
    deals: list[int] = field(default_factory=list)
    people: list[int] = field(default_factory=list)
    now: datetime = START

    def tick(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now

    def account(self, name: str, **facts: Any) -> int:
        row = Account.objects.create(name=name, name_key=name.casefold(), received_at=self.now, **facts)
        ExternalKey.objects.create(source="crm", kind="accounts", external_id=f"A{row.pk}", row=row.pk)
        self.accounts.append(row.pk)
        return row.pk

    def contact(self, name: str, works_at: int | None = None, **facts: Any) -> int:
        row = Contact.objects.create(name=name, received_at=self.now, **facts)
        ExternalKey.objects.create(source="crm", kind="contacts", external_id=f"C{row.pk}", row=row.pk)
        if works_at:
            ContactAccount.objects.create(contact=row, account_id=works_at, made_at=self.now)
        self.contacts.append(row.pk)
        return row.pk

    def deal(self, account: int | None, *contacts: int) -> int:
        row = Deal.objects.create(name="A deal", account_id=account, received_at=self.now)
        for contact in contacts:
            DealContact.objects.create(deal=row, contact_id=contact, role="champion", made_at=self.now)
        self.deals.append(row.pk)
        return row.pk

    def target(self, account: int, tier: int, state: str = "proposed") -> int:
        row = Target.objects.create(account_id=account, tier=tier, state=state, made_at=self.now)
        if state != "proposed":
            SignOff.objects.create(account_id=account, target=row, decision=state, made_at=self.now)
        return row.pk


def small_world() -> World:
    """Five accounts and five contacts, no two alike in what refers to them."""
    world = World()
    world.people = [Person.objects.create(name=name, received_at=START).pk for name in ("Ben", "Chen")]
    a = world.account("Acme", domain="acme.example", domains=["acme.example"], country="GB", employees=10)
    b = world.account("Acme Ltd", domain="acme.test", domains=["acme.test"], owner_id=world.people[0])
    c = world.account("Beta", country="GB", city="London", custom={"size": "big"}, owner_id=world.people[1])
    d = world.account("Beta Group", country="DE", city="Berlin", custom={"size": "small", "color": "red"})
    e = world.account("Gamma", other_names=["Gama"])
    AccountParent.objects.create(account_id=a, parent_id=c, made_at=START)
    AccountParent.objects.create(account_id=b, parent_id=d, made_at=START)
    AccountParent.objects.create(account_id=c, parent_id=d, made_at=START)
    k = [world.contact(f"Contact {n}", works_at=where) for n, where in enumerate((a, b, b, None, e))]
    for account, contacts in ((a, k[:2]), (b, k[1:3]), (c, k[3:]), (None, k[:1]), (e, ())):
        world.deal(account, *contacts)
    for account in (a, d):
        Subscription.objects.create(account_id=account, started_on=START.date(), received_at=START)
    world.target(a, 1, "accepted")
    world.target(b, 2)
    world.target(d, 3, "rejected")
    HandChoice.objects.create(account_id=b, tier=1, made_at=START)
    HandChoice.objects.create(account_id=e, tier=None, made_at=START)
    return world


def references(world: World) -> dict[Any, Any]:
    """Where everything is, by what it is; of links those that hold."""
    held = {"made_at__isnull": False}
    accounts, contacts = Account.objects.filter(pk__in=world.accounts), Contact.objects.filter(pk__in=world.contacts)
    of_accounts, of_contacts = {"account__in": world.accounts}, {"contact__in": world.contacts}
    found: dict[Any, Any] = {("account", row.pk): tuple(getattr(row, name) for name in FACTS) for row in accounts}
    found |= {("owner", row.pk): row.owner_id for row in accounts}
    found |= {("here", row.pk): row.archived_at for row in (*accounts, *contacts)}
    found |= {("deal", pk): a for pk, a in Deal.objects.filter(pk__in=world.deals).values_list("pk", "account")}
    found |= {("pays", pk): a for pk, a in Subscription.objects.filter(**of_accounts).values_list("pk", "account")}
    of_ours = Q(kind="accounts", row__in=world.accounts) | Q(kind="contacts", row__in=world.contacts)
    keys = ExternalKey.objects.filter(of_ours)
    found |= {("key", kind, name): row for kind, name, row in keys.values_list("kind", "external_id", "row")}
    work = ContactAccount.objects.filter(active(), **of_contacts, **held)
    found |= {("works", contact): account for contact, account in work.values_list("contact", "account")}
    parents = AccountParent.objects.filter(active(), **of_accounts)
    found |= {("belongs", account): parent for account, parent in parents.values_list("account", "parent")}
    parts = DealContact.objects.filter(active(), deal__in=world.deals)
    found |= {("part", deal, contact): role for deal, contact, role in parts.values_list("deal", "contact", "role")}
    targets = Target.objects.filter(active(), **of_accounts)
    found |= {("target", account): (t, s) for account, t, s in targets.values_list("account", "tier", "state")}
    signed = SignOff.objects.filter(active(), **of_accounts)
    found |= {("signed", s.account_id): (s.decision, s.target.account_id) for s in signed.select_related("target")}
    hands = HandChoice.objects.filter(active(), **of_accounts)
    found |= {("by hand", account): tier for account, tier in hands.values_list("account", "tier")}
    return found

"""Which accounts and contacts somebody sees: all, or their team's, or their own, as the workspace says."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar, cast

from django.conf import settings
from django.db import connection
from django.db.models import BooleanField, Case, Exists, F, Model, OuterRef, Q, QuerySet, Subquery, Value, When
from django.utils.translation import ngettext

from tiercel.core.errors import AccessError
from tiercel.flow.accounts.paging import IsAny
from tiercel.flow.duplicates.follow import currents_of
from tiercel.flow.keep_users import may
from tiercel.records.models import (
    Account,
    Contact,
    ContactAccount,
    Deal,
    Person,
    SurveyAnswer,
    Target,
    Touch,
    User,
)
from tiercel.records.models.base import active
from tiercel.records.models.users import Role

Row = TypeVar("Row", bound=Model)
Owned = TypeVar("Owned", Account, Contact, Deal)
Activity = TypeVar("Activity", Touch, SurveyAnswer)
ALL, TEAM, OWN = "all", "team", "own"
AT_A_TIME = 500


def sees_all(by: User | None) -> bool:
    """Managers and owners, the command line, and everybody in a workspace that hides nothing from its users."""
    return by is None or settings.WORKSPACE.accounts_seen == ALL or may(by, Role.MANAGER)


def seen_accounts(by: User | None) -> QuerySet[Account]:
    """The accounts that this user may know of."""
    return only_seen(Account.objects.all(), by)


def only_seen(accounts: QuerySet[Account], by: User | None, *, walking: bool = False) -> QuerySet[Account]:
    """Those of these accounts that this user may know of: owned by, or as a target given to, one of their people.

    walking   they are many, and are read in an order of their own until a page is full: see `_only`
    """
    if by is None or sees_all(by):
        return accounts
    return _only(accounts, people_of(by), walking)


def unseen(accounts: Iterable[int], by: User | None) -> list[int]:
    """Those of these keys that are no account which this user may know of."""
    wanted = set(accounts)
    known = seen_accounts(by).filter(pk__in=wanted).values_list("pk", flat=True) if wanted else ()
    return sorted(wanted - set(known))


def unseen_contacts(contacts: Iterable[int], by: User | None) -> set[int]:
    """Those of these keys behind which stands no contact that this user may know of.

    A touch at an account that they see may be of somebody who works elsewhere: it is shown, and does not say of whom.
    """
    wanted = set() if sees_all(by) else set(contacts)
    now = currents_of("contacts", wanted)
    seen = only_seen_contacts(Contact.objects.filter(pk__in=set(now.values())), by)
    known = set(seen.values_list("pk", flat=True)) if now else set()
    return {contact for contact, current in now.items() if current not in known}


def all_seen(accounts: Iterable[int], by: User | None) -> list[int]:
    """These accounts, each once, and for a merged one that which stands for it.

    raises   AccessError where this user may not know of one of them
    """
    wanted = sorted(set(currents_of("accounts", accounts).values()))
    if not sees_all(by):
        seen = seen_accounts(by)
        parts = (wanted[start : start + AT_A_TIME] for start in range(0, len(wanted), AT_A_TIME))
        hidden = len(wanted) - sum(seen.filter(pk__in=part).count() for part in parts)
        if hidden:
            said = ngettext(
                "{count} of these accounts is not yours to decide on. Ask a manager.",
                "{count} of these accounts are not yours to decide on. Ask a manager.",
                hidden,
            )
            raise AccessError(said.format(count=hidden))
    return wanted


def only_seen_targets(targets: QuerySet[Target], by: User | None) -> QuerySet[Target]:
    """Those of these targets whose account this user may know of."""
    return targets if by is None or sees_all(by) else targets.filter(account__in=_keys(Account, people_of(by)))


def only_seen_contacts(contacts: QuerySet[Contact], by: User | None, *, walking: bool = False) -> QuerySet[Contact]:
    """Those of these contacts that work at an account which this user may know of, or that are their people's own."""
    if by is None or sees_all(by):
        return contacts
    return _only(contacts, people_of(by), walking)


def at_seen_accounts(by: User) -> Q:
    """That a contact works at an account which this user may know of, for who does not see all."""
    return _begun_with(_besides(Contact, people_of(by)))


def own_and_elsewhere(by: User) -> Q:
    """That a contact is their people's own, and works at no account which this user may know of, who sees some."""
    people = people_of(by)
    return Q(owner__in=people) & ~Q(pk__in=_besides(Contact, people))


def only_seen_links(links: QuerySet[ContactAccount], by: User | None) -> QuerySet[ContactAccount]:
    """Those of these places of work whose account this user may know of: a contact may be theirs, the account not."""
    return links.filter(of_seen_account(by))


def of_seen_account(by: User | None) -> Q:
    """That the account of a row is one which this user may know of: asked of each row, for where there are few."""
    if by is None or sees_all(by):
        return Q()
    people = people_of(by)
    return Q(account__owner__in=people) | Q(Exists(_given(people).filter(account=OuterRef("account"))))


def only_seen_deals(deals: QuerySet[Deal], by: User | None, *, walking: bool = False) -> QuerySet[Deal]:
    """Those of these deals that are with an account which this user may know of, or that are their people's own."""
    if by is None or sees_all(by):
        return deals
    return _only(deals, people_of(by), walking)


def only_at_seen(rows: QuerySet[Activity], by: User | None) -> QuerySet[Activity]:
    """Those of these touches or answers that name no account and no deal which this user may not know of.

    What their own contact did with a hidden account stays hidden with it.
    """
    if by is None or sees_all(by):
        return rows
    people = people_of(by)
    rows = rows.filter(Q(account__isnull=True) | Q(account__in=_keys(Account, people)))
    if rows.model is Touch:
        rows = rows.filter(Q(deal__isnull=True) | Q(deal__in=_keys(Deal, people)))
    return rows


def only_seen_activities(rows: QuerySet[Activity], by: User | None) -> QuerySet[Activity]:
    """Those of these touches or answers that are with an account, contact or deal which this user may know of."""
    if by is None or sees_all(by):
        return rows
    theirs = Q(account__isnull=False) | Q(contact__in=_keys(Contact, people_of(by)))
    if rows.model is Touch:
        theirs |= Q(deal__isnull=False)
    return only_at_seen(rows, by).filter(theirs)


def without_unseen_accounts(deals: Iterable[Deal], by: User | None) -> list[Deal]:
    """The deals, none with an account that this user may not know of: a deal may be theirs, its account not."""
    found = list(deals)
    if not sees_all(by):
        hidden = set(unseen({deal.account_id for deal in found if deal.account_id is not None}, by))
        for deal in found:
            if deal.account_id in hidden:
                deal.account = None
    return found


def seen_keys(rows: QuerySet[Owned], by: User | None, *fields: str) -> QuerySet[Any, Any]:
    """The keys, and these fields, of those of these accounts, contacts or deals that a user may know of, in no order.

    They are what `only_seen`, `only_seen_contacts` and `only_seen_deals` leave, without coming back to the rows: the
    quick way to count them.
    """
    rows = rows.order_by()
    if by is None or sees_all(by):
        return cast("QuerySet[Any, Any]", rows.values("pk", *fields))
    people = people_of(by)
    if rows.model is Deal:
        besides = rows.filter(account__in=_keys(Account, people))
    else:
        besides = rows.filter(_begun_with(_besides(rows.model, people)))
    own: QuerySet[Any, Any] = rows.filter(owner__in=people).values("pk", *fields)
    return own.union(besides.values("pk", *fields))


def seen_values(accounts: QuerySet[Account], by: User | None, *fields: str) -> QuerySet[Any, Any]:
    """What stands in these fields of those of these accounts that this user may know of, each once, in no order."""
    accounts = accounts.order_by()
    if by is None or sees_all(by):
        return accounts.values_list(*fields).distinct()
    people = people_of(by)
    given = accounts.filter(pk__in=_given(people).values("account"))
    return accounts.filter(owner__in=people).values_list(*fields).union(given.values_list(*fields))


def _only(rows: QuerySet[Row], people: list[int], walking: bool) -> QuerySet[Row]:
    """Those of these rows that these people see.

    walking   each row is asked as it comes, and no list of all that they see is made; a CASE keeps both databases from
              beginning with such a list, and sorting what it leads to
    """
    model: Any = rows.model
    if not walking:
        return rows.filter(pk__in=_keys(model, people))
    # Its key rather than whether there is one: of "exists" PostgreSQL would make a list too.
    seen = rows.alias(seen_besides=Subquery(_one_besides(model, people)))
    theirs = Q(owner__in=people) | Q(seen_besides__isnull=False)
    is_theirs = Case(When(theirs, then=Value(True)), default=Value(False), output_field=BooleanField())
    return cast("QuerySet[Row]", seen.alias(is_seen=is_theirs).filter(is_seen=True))


def _one_besides(model: type[Account] | type[Contact] | type[Deal], people: list[int]) -> QuerySet[Any, Any]:
    """Something by which these people see a row that they do not own; nothing where they do not."""
    if model is Account:
        return _given(people).filter(account=OuterRef("pk")).values("pk")[:1]
    given = _given(people).filter(account=OuterRef("account" if model is Contact else "pk"))
    if model is Contact:
        links = ContactAccount.objects.filter(active(), contact=OuterRef("pk"))
        return links.filter(Q(account__owner__in=people) | Q(Exists(given))).values("pk")[:1]
    there = Account.objects.filter(pk=OuterRef("account"))
    return there.filter(Q(owner__in=people) | Q(Exists(given))).values("pk")[:1]


def _given(people: list[int]) -> QuerySet[Target]:
    """The targets that these people work on."""
    return Target.objects.filter(active(), owner__in=people)


def _keys(model: type[Account] | type[Contact] | type[Deal], people: list[int]) -> QuerySet[Any, Any]:
    """The keys of what these people own and of what they see besides: joined, where "or" would read every row."""
    return model._default_manager.filter(owner__in=people).values("pk").union(_besides(model, people))


def _besides(model: type[Account] | type[Contact] | type[Deal], people: list[int]) -> QuerySet[Any, Any]:
    """The keys of accounts given to these people as targets, or of contacts or deals at their accounts."""
    if model is Account:
        return _given(people).values("account")
    there = _keys(Account, people)
    if model is Contact:
        return ContactAccount.objects.filter(active(), account__in=there).values("contact")
    return Deal.objects.filter(account__in=there).values("pk")


def _begun_with(keys: QuerySet[Any, Any]) -> Q:
    """That a row's key is one of these, which are found first: they are few beside all that a part of a name may let
    through. Of a subquery PostgreSQL would look at every row's name before it asks whose it is.
    """
    return (
        Q(IsAny(F("pk"), Subquery(keys, template="ARRAY(%(subquery)s)")))
        if connection.vendor == "postgresql"
        else Q(pk__in=keys)
    )


def people_of(by: User) -> list[int]:
    """Who of the team a user stands for: nobody, themselves, or everybody of their team."""
    person = by.person
    if person is None:
        return []
    if settings.WORKSPACE.accounts_seen == TEAM and person.team:
        return list(Person.objects.filter(team=person.team, archived_at__isnull=True).values_list("pk", flat=True))
    return [person.pk]

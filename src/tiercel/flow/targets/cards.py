"""Accounts as cards, for a decision on each: why this one, who we know there, what was sold, what is known."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tiercel.core.scored import Reason
from tiercel.flow.accounts.account_page import ContactRow, DealRow
from tiercel.flow.accounts.account_values import Shown, Value, columns, value_of
from tiercel.flow.accounts.explain_account import Explained, explain_accounts
from tiercel.flow.targets.list_targets import TargetRow, rows_of
from tiercel.records.models import Account, Contact, ContactAccount, Deal, SignOff, Target
from tiercel.records.models.base import active

MOST_REASONS = 3
MOST_CONTACTS = 4
MOST_DEALS = 3
AT_A_GLANCE = (
    "industry",
    "employees",
    "revenue",
    "country",
    "city",
    "founded",
    "ownership",
    "technologies",
    "type",
    "source",
    "owner",
)


@dataclass(frozen=True)
class Card:
    """One account that waits for a decision, or had one.

    target          key of its place in a tier: a decision is on this place, not on a later one
    cursor          where the list goes on after it
    standing        key of the sign-off that stands; None where it waits
    row             tier, state, person, expected value and why, as the list shows them
    score           None where the account is not scored
    speaks_for      the reasons that add most, the strongest first; `speaks_against` those that take most
    contacts        the first few, those with a title first; `more_contacts` is how many others there are
    won, lost, open how many deals; `deals` are the newest of them
    facts           what is known of the few things that matter at a glance
    """

    account: int
    target: int
    cursor: str
    standing: int | None
    row: TargetRow
    score: Explained | None
    speaks_for: tuple[Reason, ...]
    speaks_against: tuple[Reason, ...]
    contacts: tuple[ContactRow, ...]
    more_contacts: int
    won: int
    lost: int
    open: int
    deals: tuple[DealRow, ...]
    facts: tuple[tuple[Shown, Value], ...]


def cards_of(targets: Sequence[Target]) -> list[Card]:
    """The cards of some places in tiers, in their order; a handful of queries, however many they are."""
    accounts = {one.pk: one for one in _accounts(targets)}
    scores = explain_accounts(list(accounts))
    contacts, deals = _contacts(list(accounts)), _deals(list(accounts))
    standing = dict(SignOff.objects.filter(active(), target__in=targets).values_list("target", "pk"))
    shown = [column for column in columns() if column.name in AT_A_GLANCE]
    return [
        _card(
            target,
            row,
            standing.get(target.pk),
            scores.get(target.account_id),
            contacts[target.account_id],
            deals[target.account_id],
            _facts(accounts[target.account_id], shown),
        )
        for target, row in zip(targets, rows_of(list(targets)), strict=True)
    ]


def _card(  # noqa: PLR0917
    target: Target,
    row: TargetRow,
    standing: int | None,
    score: Explained | None,
    contacts: Sequence[ContactRow],
    deals: Sequence[DealRow],
    facts: tuple[tuple[Shown, Value], ...],
) -> Card:
    outcomes = Counter(deal.outcome for deal in deals)
    reasons = score.reasons if score and score.ranks else ()
    return Card(
        account=target.account_id,
        target=target.pk,
        cursor=f"{target.tier}.{target.pk}",
        standing=standing,
        row=row,
        score=score,
        speaks_for=_strongest(reason for reason in reasons if reason.amount > 0),
        speaks_against=_strongest(reason for reason in reasons if reason.amount < 0),
        contacts=tuple(contacts[:MOST_CONTACTS]),
        more_contacts=max(0, len(contacts) - MOST_CONTACTS),
        won=outcomes["won"],
        lost=outcomes["lost"],
        open=outcomes["open"],
        deals=tuple(deals[:MOST_DEALS]),
        facts=facts,
    )


def _strongest(reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    return tuple(sorted(reasons, key=lambda reason: (-abs(reason.amount), reason.term))[:MOST_REASONS])


def _accounts(targets: Sequence[Target]) -> Iterable[Account]:
    return Account.objects.select_related("owner").filter(pk__in=[target.account_id for target in targets])


def _facts(account: Account, shown: Sequence[Shown]) -> tuple[tuple[Shown, Value], ...]:
    """What is known of them, in the order in which people ask."""
    values = {column.name: (column, value_of(account, column)) for column in shown}
    return tuple(values[name] for name in AT_A_GLANCE if name in values and values[name][1].value is not None)


def _contacts(accounts: Sequence[int]) -> defaultdict[int, list[ContactRow]]:
    """People by account, those whose title is known first."""
    links = ContactAccount.objects.filter(active(), account__in=accounts).values_list("contact", "account")
    places = dict(links)
    found: defaultdict[int, list[ContactRow]] = defaultdict(list)
    people = Contact.objects.filter(pk__in=list(places), archived_at__isnull=True)
    for one in sorted(people, key=lambda contact: (not contact.title, contact.name, contact.pk)):
        phone = one.phones[0] if one.phones else ""
        found[places[one.pk]].append(ContactRow(one.pk, one.name, one.title, one.email, phone))
    return found


def _deals(accounts: Sequence[int]) -> defaultdict[int, list[DealRow]]:
    """Deals by account, the newest first."""
    found: defaultdict[int, list[DealRow]] = defaultdict(list)
    deals = Deal.objects.filter(account__in=accounts, archived_at__isnull=True).select_related("owner")
    for deal in deals.order_by("-created_on", "-pk"):
        found[deal.account_id or 0].append(DealRow.of(deal))
    return found

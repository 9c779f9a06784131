"""The family of an account: whom it belongs to in the end, what belongs to it, and the numbers of all of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tiercel.flow.sight import seen_accounts
from tiercel.records.models import AccountParent, ContactAccount, Deal, Subscription, User
from tiercel.records.models.base import active

# A circle, which nobody should make, ends here too.
DEEPEST = 50
AT_A_TIME = 500


@dataclass(frozen=True)
class Numbers:
    """What accounts have together."""

    accounts: int
    contacts: int
    deals: int
    won: int
    open: int
    subscriptions: int


@dataclass(frozen=True)
class Family:
    """An account among its own, of those that the user may know of.

    above      from the parent up to the ultimate parent: key and name
    below      how many accounts belong to it, however far down
    alone      its own numbers; `together` with all below it
    """

    above: tuple[tuple[int, str], ...]
    below: int
    alone: Numbers
    together: Numbers


def see_family(account: int, by: User | None = None) -> Family:
    """The family of an account as it is now."""
    under = sorted(set(seen_accounts(by).filter(pk__in=_below(account)).values_list("pk", flat=True)))
    return Family(_above(account, by), len(under), numbers([account]), numbers([account, *under]))


def ultimate_parent(account: int) -> int:
    """The key of the account that owns it in the end; its own where nobody owns it."""
    chain = _chain(account)
    return chain[-1] if chain else account


def numbers(accounts: Iterable[int]) -> Numbers:
    """What these accounts have together."""
    wanted = list(accounts)
    found = [0, 0, 0, 0, 0]
    for start in range(0, len(wanted), AT_A_TIME):
        some = wanted[start : start + AT_A_TIME]
        deals = Deal.objects.filter(account__in=some, archived_at__isnull=True)
        links = ContactAccount.objects.filter(active(), account__in=some, contact__archived_at__isnull=True)
        paying = Subscription.objects.filter(account__in=some, archived_at__isnull=True)
        won, still_open = deals.filter(outcome="won"), deals.filter(outcome="open")
        for place, rows in enumerate((links, deals, won, still_open, paying)):
            found[place] += rows.count()
    return Numbers(len(wanted), *found)


def _above(account: int, by: User | None) -> tuple[tuple[int, str], ...]:
    """Up to the first that the user may not know of."""
    chain = _chain(account)
    names = dict(seen_accounts(by).filter(pk__in=chain).values_list("pk", "name"))
    found = []
    for key in chain:
        if key not in names:
            break
        found.append((key, names[key]))
    return tuple(found)


def _chain(account: int) -> list[int]:
    chain: list[int] = []
    at: int | None = account
    while at is not None and len(chain) < DEEPEST:
        at = AccountParent.objects.filter(active(), account=at).values_list("parent", flat=True).first()
        if at is None or at == account or at in chain:
            break
        chain.append(at)
    return chain


def _below(account: int) -> list[int]:
    found: dict[int, None] = {}
    level = [account]
    for _step in range(DEEPEST):
        links = AccountParent.objects.filter(active(), parent__in=level, account__archived_at__isnull=True)
        level = [key for key in links.values_list("account", flat=True) if key not in found and key != account]
        found |= dict.fromkeys(level)
        if not level:
            break
    return list(found)

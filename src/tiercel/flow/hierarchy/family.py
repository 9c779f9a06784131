"""The family of an account: whom it belongs to in the end, what belongs to it, and the numbers of all of them."""

from __future__ import annotations

from dataclasses import dataclass

from tiercel.flow.hierarchy.closure import kin, rows_of
from tiercel.flow.hierarchy.rolled import Rolled, alone, rolled
from tiercel.flow.sight import seen_accounts
from tiercel.records.models import AccountParent, User
from tiercel.records.models.base import active

# A circle, which nobody should make, ends here too.
DEEPEST = 50
MOST_MEMBERS = 50
# The best first; of those without a score the oldest.
_MEMBERS = """
SELECT a.id, a.name, p.parent_id, s.chance, t.tier, t.state,
  (SELECT count(*) FROM deal d WHERE d.account_id = a.id AND d.outcome = 'open' AND d.archived_at IS NULL)
FROM kin k JOIN account a ON a.id = k.member
LEFT JOIN account_parent p ON p.account_id = a.id AND p.ended_at IS NULL
LEFT JOIN account_score s ON s.account_id = a.id
LEFT JOIN target t ON t.account_id = a.id AND t.ended_at IS NULL
WHERE k.member <> k.top ORDER BY CASE WHEN s.chance IS NULL THEN 1 ELSE 0 END, s.chance DESC, a.id LIMIT %s"""


@dataclass(frozen=True)
class Member:
    """An account below another: `parent` is the key of the one that owns it, `open` how many open deals it has."""

    account: int
    name: str
    parent: int
    chance: float | None
    tier: int | None
    state: str
    open: int


@dataclass(frozen=True)
class Kin:
    """An account above another."""

    account: int
    name: str


@dataclass(frozen=True)
class Family:
    """An account among its own, of those that the user may know of.

    above      from the parent up to the ultimate parent
    below      how many accounts belong to it, however far down
    alone      its own numbers; `together` with all below it
    members    those below it, at most 50, the best fit first
    """

    above: tuple[Kin, ...]
    below: int
    alone: Rolled
    together: Rolled
    members: tuple[Member, ...]


def see_family(account: int, by: User | None = None) -> Family:
    """The family of an account as it is now."""
    together = rolled([account], by)[account]
    own = alone(account) if together.accounts > 1 else together
    members = _members(account, by) if together.accounts > 1 else ()
    return Family(_above(account, by), together.accounts - 1, own, together, members)


def _members(account: int, by: User | None) -> tuple[Member, ...]:
    sql, given = kin([account], by)
    found = rows_of((sql + _MEMBERS, [*given, MOST_MEMBERS]))
    return tuple(
        Member(key, name, parent, chance, tier, state or "", count)
        for key, name, parent, chance, tier, state, count in found
    )


def _above(account: int, by: User | None) -> tuple[Kin, ...]:
    """Up to the first that the user may not know of."""
    chain = _chain(account)
    names = dict(seen_accounts(by).filter(pk__in=chain).values_list("pk", "name"))
    found = []
    for key in chain:
        if key not in names:
            break
        found.append(Kin(key, names[key]))
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

"""The numbers of accounts with all that belongs to them: each counted once, in one statement for a whole page."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tiercel.flow.hierarchy.closure import Statement, kin, rows_of
from tiercel.records.models import EventFile, User
from tiercel.records.models.base import active

if TYPE_CHECKING:
    from tiercel.flow.events.count_events import Touches

AT_A_TIME = 500
# "IN" where "=" would do: SQLite takes families for large, and would read whole tables for a filter before it joins.
# Each part gives: the account at the top, what is counted, of which sort, in which currency, how many, how much.
_COUNTS = """
SELECT top, 'accounts', '', '', count(*), 0 FROM kin GROUP BY top
UNION ALL SELECT k.top, 'deals', d.outcome, coalesce(d.amount_currency, ''), count(*), coalesce(sum(d.amount_minor), 0)
  FROM kin k JOIN deal d ON d.account_id IN (k.member) WHERE d.archived_at IS NULL
  GROUP BY k.top, d.outcome, coalesce(d.amount_currency, '')
UNION ALL SELECT k.top, 'contacts', '', '', count(DISTINCT l.contact_id), 0
  FROM kin k JOIN contact_account l ON l.account_id IN (k.member) AND l.ended_at IS NULL
  JOIN contact c ON c.id IN (l.contact_id) AND c.archived_at IS NULL GROUP BY k.top
UNION ALL SELECT k.top, 'touches', '', '', count(*), 0
  FROM kin k JOIN touch t ON t.account_id IN (k.member) WHERE t.archived_at IS NULL GROUP BY k.top
UNION ALL SELECT k.top, 'subscriptions', '', '', count(*), 0
  FROM kin k JOIN subscription s ON s.account_id IN (k.member) WHERE s.archived_at IS NULL GROUP BY k.top
UNION ALL SELECT k.top, 'targets', t.state, '', count(*), min(t.tier)
  FROM kin k JOIN target t ON t.account_id IN (k.member) AND t.ended_at IS NULL GROUP BY k.top, t.state
UNION ALL SELECT k.top, 'value', '', coalesce(s.value_currency, ''), count(*), sum(s.value_minor)
  FROM kin k JOIN account_score s ON s.account_id IN (k.member) WHERE s.value_minor IS NOT NULL
  GROUP BY k.top, coalesce(s.value_currency, '')"""
# Of equal chances the parent's own comes first, then the oldest.
_BEST = """
SELECT top, member, name, chance, low, high, points FROM (
  SELECT k.top, k.member, a.name, s.chance, s.low, s.high, s.points, row_number() OVER (
    PARTITION BY k.top ORDER BY s.chance DESC, CASE WHEN k.member = k.top THEN 0 ELSE 1 END, k.member) AS place
  FROM kin k JOIN account_score s ON s.account_id IN (k.member) JOIN account a ON a.id IN (k.member)) ranked
WHERE place = 1"""


@dataclass(frozen=True)
class Fit:
    """The fit of one account, by name.

    account          its key
    chance, low, high   chance to win a deal, shares
    """

    account: int
    name: str
    chance: float
    low: float
    high: float
    points: float


@dataclass(frozen=True)
class Sum:
    """Money in one currency, in minor units."""

    minor: int
    currency: str


@dataclass(frozen=True)
class Rolled:
    """What accounts have together, each counted once.

    touches      those that came by file and name one of the accounts, and those of the web by people who work there and
                 by strangers from there
    won_money, open_money   the amounts of won and of open deals, by currency
    value        the expected values of all of them, by currency
    tier         the best tier of any that was not rejected; empty: none is in one
    proposed, accepted, rejected   how many stand so as targets
    best         whose fit is the best of all; empty where none is scored
    """

    accounts: int = 0
    contacts: int = 0
    touches: int = 0
    deals: int = 0
    won: int = 0
    lost: int = 0
    open: int = 0
    won_money: tuple[Sum, ...] = ()
    open_money: tuple[Sum, ...] = ()
    subscriptions: int = 0
    value: tuple[Sum, ...] = ()
    tier: int | None = None
    proposed: int = 0
    accepted: int = 0
    rejected: int = 0
    best: Fit | None = None


@dataclass
class _Gathered:
    """What the rows of a statement say of one account, until all of them are read."""

    counts: dict[str, int] = field(default_factory=dict)
    sums: dict[str, list[Sum]] = field(default_factory=dict)
    tiers: list[int] = field(default_factory=list)


def rolled(accounts: Sequence[int], by: User | None = None, touches: Touches | None = None) -> dict[int, Rolled]:
    """For each of these accounts the numbers of it with all below it that the user may know of.

    touches   who knows those of the web, where more accounts are asked of afterwards
    """
    found: dict[int, Rolled] = {}
    for start in range(0, len(accounts), AT_A_TIME):
        some = accounts[start : start + AT_A_TIME]
        found |= _counted(kin(some, by), some, touches)
    return found


def _families(kinship: Statement) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    for top, member in rows_of(_with(kinship, " SELECT top, member FROM kin")):
        found.setdefault(top, set()).add(member)
    return found


def alone(account: int) -> Rolled:
    """The same numbers of one account without those below it."""
    itself = "WITH kin(top, member) AS (SELECT id, id FROM account WHERE id = %s)", [account]
    return _counted(itself, [account])[account]


def _counted(kinship: Statement, accounts: Collection[int], touches: Touches | None = None) -> dict[int, Rolled]:
    gathered = {key: _Gathered() for key in accounts}
    for top, what, sort, currency, count, amount in rows_of(_with(kinship, _COUNTS)):
        _add(gathered[top], (what, sort), count, Sum(int(amount or 0), currency))
    best = {top: Fit(*fit) for top, *fit in rows_of(_with(kinship, _BEST))}
    for key, count in _events(kinship, touches).items():
        gathered[key].counts["touches"] = gathered[key].counts.get("touches", 0) + count
    return {key: _rolled(each, best.get(key)) for key, each in gathered.items()}


def _events(kinship: Statement, touches: Touches | None) -> dict[int, int]:
    """Touches of the web; where there are no events at all, what reads them is not even loaded."""
    if not EventFile.objects.filter(active()).exists():
        return {}
    from tiercel.flow.events.count_events import events_of

    return events_of(_families(kinship), touches)


def _with(kinship: Statement, rest: str) -> Statement:
    return kinship[0] + rest, kinship[1]


def _add(into: _Gathered, counted: tuple[str, str], count: int, amount: Sum) -> None:
    what, sort = counted
    if what == "deals":
        into.counts[what] = into.counts.get(what, 0) + count
        into.counts[sort] = into.counts.get(sort, 0) + count
    elif what == "targets":
        into.counts[sort] = count
        into.tiers += [amount.minor] if sort != "rejected" else []
    else:
        into.counts[what] = count
    money = {"deals": sort, "value": "value"}.get(what)
    if money and amount.currency and amount.minor:
        into.sums.setdefault(money, []).append(amount)


def _rolled(each: _Gathered, best: Fit | None) -> Rolled:
    counts = {name: count for name, count in each.counts.items() if name != "value"}
    money = {name: tuple(sorted(sums, key=lambda one: one.currency)) for name, sums in each.sums.items()}
    return Rolled(
        **counts,
        won_money=money.get("won", ()),
        open_money=money.get("open", ()),
        value=money.get("value", ()),
        tier=min(each.tiers, default=None),
        best=best,
    )

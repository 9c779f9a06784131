"""Which accounts belong in which tier, and which rule put each of them there, within what the team can work on."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from tiercel.core.errors import DataError
from tiercel.score.workers import assign

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

NOBODY = -1
ACCOUNTS = pa.schema(
    [
        ("account", pa.int64()),  # its key, each once
        ("worth", pa.float64()),  # what it is ranked by, the more the better, >= 0; null: unknown
        ("chance", pa.float64()),  # to win, a share; null: unknown
        ("barred", pa.string()),  # the rule that keeps it off the list, as "customers"; null: none does
        ("hand", pa.int64()),  # the tier that somebody chose for it; 0: kept out by hand; null: nobody chose
        ("present", pa.int64()),  # the tier that it is in; null: none
        ("stayed_days", pa.int64()),  # how long it has been there
        ("owner", pa.int64()),  # who of the team owns the account
        ("worker", pa.int64()),  # who works on it as a target
        ("territory", pa.string()),  # accounts of one territory are best known to the same people
    ]
)
PEOPLE = pa.schema([("person", pa.int64()), ("tier", pa.int64()), ("room", pa.int64())])


class Rule(StrEnum):
    """What decided about an account; what keeps it out may also be the name of an exclusion."""

    CHOSEN = "chosen"  # somebody put it there by hand
    STAYS = "stays"  # it has not been there for as long as an account stays at least
    HOLDS = "holds"  # it was there, and nobody is clearly better
    EARNED = "earned"  # it is among the best
    BEATEN = "beaten"  # it was in a higher tier, where others are better now
    KEPT_OUT = "kept_out"  # somebody keeps it out by hand
    DO_NOT_SELL = "do_not_sell"  # never, not even by hand
    REJECTED = "rejected"  # a seller rejected it not long ago
    NOT_SCORED = "not_scored"
    NO_RANKING = "no_ranking"  # nothing tells accounts apart
    BELOW_MINIMUM = "below_minimum"
    NO_ROOM = "no_room"  # good enough, but others are better


@dataclass(frozen=True)
class Tier:
    """One tier's rule.

    at_most        how many accounts it may hold; None: no limit
    minimum_lift   the chance must be at least this many times the average one
    minimum_chance the chance must be at least this share
    """

    number: int
    at_most: int | None
    minimum_lift: float = 0.0
    minimum_chance: float = 0.0


@dataclass(frozen=True)
class Rules:
    """How the list is made.

    tiers               the first one first
    is_ranked           False: nothing tells accounts apart, so only hands put one in, and those in it stay
    stay_margin         by what share another must be better to take a place
    stay_at_least_days  how long an account keeps its tier at least
    follows_owner       whether a target goes to the account's new owner
    """

    tiers: tuple[Tier, ...]
    is_ranked: bool = True
    stay_margin: float = 0.1
    stay_at_least_days: int = 90
    follows_owner: bool = True


@dataclass(frozen=True)
class Tiering:
    """The list.

    rows   account, tier (null: in none), rule, worker (null: nobody), in the order of the accounts' keys
    rooms  by tier, how many accounts it may hold; None: no limit
    """

    rows: pa.Table
    rooms: dict[int, int | None]


def tier_accounts(accounts: pa.Table, people: pa.Table, rules: Rules) -> Tiering:
    """Put the best accounts into the first tier that they are good enough for and that has room.

    Choices by hand come first and may overfill a tier; then accounts that have not been in their tier for long enough;
    then the others by worth, where one that is in the tier already, or in a higher one, counts `stay_margin` more. Ties
    go to whoever is in it, then to the lower key, so that the order of rows does not matter and a second run changes
    nothing.

    accounts   columns of ACCOUNTS
    people     columns of PEOPLE: how many accounts of a tier a person can work on. A tier that nobody is named
               for has no limit by people, and its accounts get their owner
    raises     DataError for an account that stands there twice, or an unknown column
    """
    table = _in_order(accounts)
    known = _Known(table, rules)
    rooms = {tier.number: _room(tier, people) for tier in rules.tiers}
    lift = _lift(known)
    tiers = np.zeros(table.num_rows, dtype=np.int64)
    rule = _barred_by(table, known)
    for tier in rules.tiers:
        _place_by_hand(tier, known, tiers, rule)
        _fill(tier, rooms[tier.number], known, lift, rules, tiers, rule)
    _say_why_not(known, lift, rules, tiers, rule)
    worker = _workers(table, people, tiers, known, rules)
    rows = pa.table(
        {
            "account": table.column("account"),
            "tier": pa.array(tiers, mask=tiers == 0),
            "rule": pa.array(rule, pa.string()),
            "worker": pa.array(worker, mask=worker == NOBODY),
        }
    )
    return Tiering(rows=rows, rooms=rooms)


class _Known:
    """The columns as arrays; what is unknown is -1, or NaN. A choice by hand for a tier that is no more is none."""

    def __init__(self, table: pa.Table, rules: Rules) -> None:
        self.account = _ints(table, "account")
        self.worth = _floats(table, "worth")
        self.chance = _floats(table, "chance")
        hand = _ints(table, "hand")
        self.hand = np.where(np.isin(hand, [0, *(tier.number for tier in rules.tiers)]), hand, NOBODY)
        self.present = _ints(table, "present")
        self.stayed = _ints(table, "stayed_days")
        self.is_barred: Flags = table.column("barred").is_valid().to_numpy(zero_copy_only=False)


def _in_order(accounts: pa.Table) -> pa.Table:
    missing = [name for name in ACCOUNTS.names if name not in accounts.column_names]
    if missing:
        raise DataError(f"The table of accounts lacks {', '.join(missing)}.")
    table = accounts.select(ACCOUNTS.names).cast(ACCOUNTS).sort_by("account").combine_chunks()
    keys = _ints(table, "account")
    if (keys[1:] == keys[:-1]).any():
        raise DataError(f"Account {keys[1:][keys[1:] == keys[:-1]][0]} stands there twice.")
    return table


def _room(tier: Tier, people: pa.Table) -> int | None:
    """How many accounts a tier may hold by its size and by the people who work on it."""
    of_tier = people.filter(pc.equal(people.column("tier"), tier.number))
    by_people = int(pc.sum(of_tier.column("room")).as_py()) if of_tier.num_rows else None
    limits = [limit for limit in (tier.at_most, by_people) if limit is not None]
    return min(limits) if limits else None


def _lift(known: _Known) -> Floats:
    """Each chance over the average one of those who may be sold to; an unknown one is NaN."""
    counted = known.chance[~known.is_barred & ~np.isnan(known.chance)]
    average = math.fsum(counted) / len(counted) if len(counted) else 0.0
    return known.chance / average if average > 0 else np.where(np.isnan(known.chance), np.nan, 1.0)


def _barred_by(table: pa.Table, known: _Known) -> npt.NDArray[Any]:
    """By account, the rule that keeps it out, "" where none does: a hand beats a rule, but never do-not-sell."""
    barred = table.column("barred").to_numpy(zero_copy_only=False)
    rule = np.where(known.is_barred, barred, "").astype(object)
    rule[(known.hand > 0) & (rule != Rule.DO_NOT_SELL)] = ""
    rule[(known.hand == 0) & (rule != Rule.DO_NOT_SELL)] = Rule.KEPT_OUT
    return rule


def _place_by_hand(tier: Tier, known: _Known, tiers: Ints, rule: npt.NDArray[Any]) -> None:
    chosen = (known.hand == tier.number) & (rule == "")
    tiers[chosen] = tier.number
    rule[chosen] = Rule.CHOSEN


def _fill(  # noqa: PLR0917
    tier: Tier, room: int | None, known: _Known, lift: Floats, rules: Rules, tiers: Ints, rule: npt.NDArray[Any]
) -> None:
    """Give the places that are left in a tier to the best of those who are in none yet."""
    # A choice by hand for a later tier holds too: those accounts are nobody's competitors here.
    free = (rule == "") & (known.hand <= 0)
    # Whoever must leave a higher tier comes down with what it had there: it is not to fall through to the last one.
    is_there = (known.present > 0) & (known.present <= tier.number)
    is_young = is_there & (known.stayed < rules.stay_at_least_days)
    good = is_young | (_is_good(tier, known, lift, rules, is_there) & free)
    candidates = np.flatnonzero(free & good)
    worth = np.nan_to_num(known.worth[candidates], nan=0.0)
    inside, young = is_there[candidates], is_young[candidates]
    counted = worth * np.where(inside, 1 + rules.stay_margin, 1.0)
    order = np.lexsort((known.account[candidates], -worth, ~inside, -counted, ~young))
    left = None if room is None else max(0, room - int((tiers == tier.number).sum()))
    taken = candidates[order[:left]]
    tiers[taken] = tier.number
    kept = np.where(is_young[taken], Rule.STAYS, Rule.HOLDS)
    came = np.where(is_there[taken], Rule.BEATEN, Rule.EARNED)
    rule[taken] = np.where(known.present[taken] == tier.number, kept, came)


def _is_good(tier: Tier, known: _Known, lift: Floats, rules: Rules, is_there: Flags) -> Flags:
    """Whether an account reaches a tier's minimum; one that is there may miss it by the margin."""
    if not rules.is_ranked:
        return is_there
    grace = np.where(is_there, 1 + rules.stay_margin, 1.0)
    # Rounding must not throw out an account that stands exactly at the minimum.
    nearly = 1 - 1e-9
    enough = (lift * grace >= tier.minimum_lift * nearly) & (known.chance * grace >= tier.minimum_chance * nearly)
    is_demanding = tier.minimum_lift > 0 or tier.minimum_chance > 0
    return ~np.isnan(known.worth) & (enough | (np.isnan(known.chance) & (not is_demanding)))


def _say_why_not(known: _Known, lift: Floats, rules: Rules, tiers: Ints, rule: npt.NDArray[Any]) -> None:
    out = (tiers == 0) & (rule == "")
    nowhere = np.zeros(len(tiers), dtype=np.bool_)
    good = np.any([_is_good(tier, known, lift, rules, nowhere) for tier in rules.tiers], axis=0)
    reason = np.where(np.isnan(known.worth), Rule.NOT_SCORED, np.where(good, Rule.NO_ROOM, Rule.BELOW_MINIMUM))
    rule[out] = reason[out] if rules.is_ranked else Rule.NO_RANKING


def _workers(table: pa.Table, people: pa.Table, tiers: Ints, known: _Known, rules: Rules) -> Ints:
    """Who works on each account: within the room of each person where that is stated, else the account's owner."""
    worker = np.full(len(tiers), NOBODY, dtype=np.int64)
    for tier in rules.tiers:
        inside = np.flatnonzero(tiers == tier.number)
        of_tier = people.filter(pc.equal(people.column("tier"), tier.number))
        if of_tier.num_rows:
            best_first = inside[np.lexsort((known.account[inside], -np.nan_to_num(known.worth[inside])))]
            worker[best_first] = assign(table.take(best_first), table, of_tier, follows_owner=rules.follows_owner)
        else:
            worker[inside] = _ints(table, "owner")[inside]
    return worker


def _ints(table: pa.Table, name: str) -> Ints:
    return np.asarray(table.column(name).fill_null(NOBODY).to_numpy(), dtype=np.int64)


def _floats(table: pa.Table, name: str) -> Floats:
    return np.asarray(table.column(name).fill_null(math.nan).to_numpy(), dtype=np.float64)

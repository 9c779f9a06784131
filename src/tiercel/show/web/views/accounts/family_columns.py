"""The numbers of a family as further columns of an exported list of accounts."""

from __future__ import annotations

from typing import Any

from tiercel.flow.hierarchy.rolled import Rolled, Sum
from tiercel.normal.money import in_units

FAMILY_COLUMNS = (
    "family_accounts",
    "family_contacts",
    "family_touches",
    "family_won",
    "family_lost",
    "family_open",
    "family_won_amount",
    "family_open_amount",
    "family_value",
    "family_subscriptions",
    "family_tier",
    "family_accepted",
    "family_proposed",
    "family_best_fit",
    "family_best_chance",
)


def in_family(family: Rolled | None) -> tuple[Any, ...]:
    """A row's cells in these columns; none where families are not read as one."""
    if family is None:
        return ()
    counts = (family.accounts, family.contacts, family.touches, family.won, family.lost, family.open)
    money = tuple(_amounts(sums) for sums in (family.won_money, family.open_money, family.value))
    targets = (family.subscriptions, family.tier, family.accepted, family.proposed)
    best = (family.best.name, family.best.chance) if family.best else (None, None)
    return (*counts, *money, *targets, *best)


def _amounts(sums: tuple[Sum, ...]) -> str:
    """Amounts of several currencies in one cell, as "1200.00 EUR; 90.00 USD"."""
    return "; ".join(f"{in_units(each.minor, each.currency)} {each.currency}" for each in sums)

"""What is wrong in the simulated CRM, as in every CRM: words misspelt, accounts entered twice, unreadable cells."""

import numpy as np

from tiercel.simulate.account_rows import account_id
from tiercel.simulate.rows import Rows
from tiercel.simulate.truth import Damage

Misspelt = tuple[str, str, str, str]
SPELLING: tuple[Misspelt, ...] = (
    ("accounts", "industry", "Logistcs", "Logistics"),
    ("accounts", "industry", "Helthcare", "Healthcare"),
    ("deals", "products", "HarborRoute", "Harbor Route"),
)


def misspell(rng: np.random.Generator, accounts: Rows, deals: Rows) -> tuple[Misspelt, ...]:
    """One in forty cells of a word gets its misspelling; returns those that are there."""
    rows = {"accounts": accounts, "deals": deals}
    return tuple(each for each in SPELLING if _replace(rng, rows[each[0]][each[1]], each[2], each[3]))


def _replace(rng: np.random.Generator, values: list[object], wrong: str, right: str) -> int:
    found = 0
    for row, (value, chance) in enumerate(zip(list(values), rng.random(len(values)).tolist(), strict=True)):
        if value in (right, [right]) and chance < 0.025:
            values[row] = [wrong] if isinstance(value, list) else wrong
            found += 1
    return found


def duplicate(rng: np.random.Generator, accounts: Rows) -> tuple[tuple[str, str], ...]:
    """Enter three in a thousand accounts again, under the Latin name, with the web address and little else."""
    size = len(accounts["external_id"])
    copies: list[tuple[str, str]] = []
    for row in sorted(rng.permutation(size)[: max(1, size * 3 // 1000)].tolist()):
        copy = account_id(size + len(copies))
        for name, values in accounts.items():
            values.append(values[row] if name in {"country", "domains", "created_on", "owner"} else None)
        accounts["external_id"][-1] = copy
        accounts["name"][-1] = accounts["other_names"][row][0]
        accounts["type"][-1], accounts["source"][-1], accounts["do_not_sell"][-1] = "Prospect", "List", False
        copies.append((copy, accounts["external_id"][row]))
    return tuple(copies)


def orphan(rng: np.random.Generator, deals: Rows) -> tuple[str, ...]:
    """Take the account from three in a thousand deals, open or lost (nobody bills nobody)."""
    rows = [row for row, outcome in enumerate(deals["outcome"]) if outcome != "won"]
    chosen = sorted(rng.permutation(rows)[: max(1, len(rows) * 3 // 1000)].tolist())
    for row in chosen:
        deals["account"][row] = None
    return tuple(deals["external_id"][row] for row in chosen)


def damage(rng: np.random.Generator, accounts: Rows, contacts: Rows, deals: Rows) -> tuple[Damage, ...]:
    """Cells that the export writes so that they cannot be read, chosen among rows that nothing hangs on."""
    worked = set(deals["account"])
    idle = [key for key in accounts["external_id"] if key not in worked]
    parents = set(accounts["parent"]) | set(contacts["account"])
    lonely = [key for key in idle if key not in parents] or idle
    nameless = _some(rng, lonely, 2)
    sizes = _some(rng, [key for key in idle if key not in nameless], 3)
    mails = _some(rng, contacts["external_id"], 3)
    lost = [key for key, outcome in zip(deals["external_id"], deals["outcome"], strict=True) if outcome == "lost"]
    amounts = _some(rng, lost, 2)
    dates = _some(rng, [key for key in lost if key not in amounts], 2)
    return (
        *(Damage("accounts", key, "name", "", row_taken=False) for key in nameless),
        *(Damage("accounts", key, "employees", "a few dozen", row_taken=True) for key in sizes),
        *(Damage("contacts", key, "emails", "mail at work", row_taken=True) for key in mails),
        *(Damage("deals", key, "amount", "to be agreed", row_taken=True) for key in amounts),
        *(Damage("deals", key, "created_on", "2/30/2024", row_taken=True) for key in dates),
    )


def _some(rng: np.random.Generator, keys: list[str], count: int) -> list[str]:
    return sorted(str(key) for key in rng.permutation(keys)[:count])

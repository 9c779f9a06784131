"""Which deals are tried in the simulated market, when and with whom, before anybody knows how they end."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tiercel.simulate.companies import Companies
from tiercel.simulate.effects import Effects
from tiercel.simulate.people import Crowd
from tiercel.simulate.population import intercept_for

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Plan:
    """One attempt to sell.

    account    its number
    opened     days since 1970
    cycle      days from opening to close
    contacts   the numbers of those engaged, the main one first
    roles      the part that each of them truly plays in this deal
    log_odds   what account, luck and people add, without the market's intercept
    chance     the draw that decides, in [0, 1)
    """

    account: int
    opened: int
    cycle: int
    contacts: tuple[int, ...]
    roles: tuple[str, ...]
    log_odds: float
    chance: float


def make_plans(
    rng: np.random.Generator,
    companies: Companies,
    crowd: Crowd,
    effects: Effects,
    *,
    attempts: int,
    since: int,
    until: int,
) -> tuple[list[Plan], float]:
    """Attempts by account and then by time, and the intercept at which `effects.win_rate` of them would be won."""
    account = _worked(rng, companies, attempts)
    # A market that grows: later days are likelier.
    opened = since + np.floor((until - since) * rng.random(attempts) ** 0.8).astype(np.int64)
    order = np.lexsort((opened, account))
    cycle = _cycles(rng, companies, account)
    chance = rng.random(attempts)
    base = companies.fit + companies.luck
    plans = []
    for n in order.tolist():
        at = int(account[n])
        contacts, roles = engaged(rng, crowd, at)
        log_odds = float(base[at]) + role_effect(effects, roles)
        plans.append(Plan(at, int(opened[n]), int(cycle[n]), contacts, roles, log_odds, float(chance[n])))
    return plans, intercept_for(np.array([plan.log_odds for plan in plans]), effects.win_rate)


def engaged(rng: np.random.Generator, crowd: Crowd, account: int) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """Who of the account takes part: three or so; one may champion us, one may stand in the way."""
    here = np.arange(crowd.first[account], crowd.first[account + 1])
    contacts = rng.permutation(here)[: 1 + int(rng.poisson(2.2))].tolist()
    roles = [str(crowd.role[contact]) for contact in contacts]
    champion, blocker = rng.random(2)
    if champion < 0.25:
        roles[0] = "champion"
    if blocker < 0.1:
        roles[-1] = "blocker"
    return tuple(contacts), tuple(roles)


def role_effect(effects: Effects, roles: tuple[str, ...]) -> float:
    """A role counts once, however many play it."""
    return sum((effects.roles.get(role, 0.0) for role in sorted(set(roles))), 0.0)


def _worked(rng: np.random.Generator, companies: Companies, attempts: int) -> Whole:
    """Two accounts in five are ever worked, the larger ones more often; some several times."""
    pool = np.flatnonzero(rng.random(len(companies)) < 0.4)
    if not pool.size:
        pool = np.arange(len(companies))
    weight = np.cumsum(companies.numbers["employees"][pool] ** 0.2)
    return np.asarray(pool[np.searchsorted(weight, rng.random(attempts) * weight[-1])], dtype=np.int64)


def _cycles(rng: np.random.Generator, companies: Companies, account: Whole) -> Whole:
    """A quarter or so; longer where more is at stake."""
    log_days = np.log(95) + 0.3 * companies.value[account] + 0.5 * rng.normal(size=account.size)
    return np.asarray(np.clip(np.rint(np.exp(log_days)), 7, 330), dtype=np.int64)

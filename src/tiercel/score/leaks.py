"""Attributes that look as if they knew the outcome because they were written after it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy import special

from tiercel.inference.arrays import Floats
from tiercel.score.hindsight import tells_after, tells_judgement
from tiercel.score.levels import MISSING
from tiercel.score.tally import Tally

Cause = Literal["filled_after", "missing_follows", "level_decides", "kept_current", "implausible"]

# All are distances in log-odds between a level and everyone, at the careful end of a 95 percent interval.
# One level alone: 4.0 turns odds of one to one into 55 to 1. Where hardly any deal is won, a level without a single
# win decides nothing: its win rate must also lie this far from everyone's.
DECIDES_ALONE, ALONE_BY = 4.0, 0.1
# Some levels all but decide for and others all but decide against: no fact about a company does both.
DECIDES_EACH, WON_AT_LEAST, WON_AT_MOST = 2.0, 0.8, 0.1
# Between neighbouring ranges of a number.
STEP = 3.0
# What is missing among the won and hardly among the lost, or the reverse.
MISSING_FOLLOWS = 3.0
# Named as something kept up to date after the outcome: the name is evidence, so less is asked of the numbers.
KEPT_CURRENT = 2.0
# Fewer deals than this share never decide.
LEAST_SHARE = 0.01
# Half of the values later than the moment at which they should have been known.
LATER_SHARE = 0.5
FEWEST_DEALS = 10


@dataclass(frozen=True)
class Leak:
    """An attribute under suspicion.

    why       one sentence with the figures
    held_out  whether it is kept out of the profile until a person confirms it
    """

    attribute: str
    cause: Cause
    why: str
    held_out: bool


@dataclass(frozen=True)
class Sides:
    """How far levels go for and against winning, in log-odds from everyone, carefully; and which they are."""

    up: float
    up_label: str
    up_rate: float
    up_low: float
    down: float
    down_label: str
    down_rate: float
    down_high: float


def find_leaks(
    tallies: Mapping[str, Tally],
    columns: Mapping[str, str],
    *,
    filled_later: Mapping[str, float],
    dated_later: Mapping[str, float],
    confirmed: frozenset[str] = frozenset(),
) -> list[Leak]:
    """Suspect attributes, the surest cause of each.

    tallies       counts by level of each attribute
    columns       of each attribute the column that it was read from; suspects are columns
    filled_later  of each attribute whose history is known, the share of values filled in after the outcome
    dated_later   of each attribute that holds dates, the share that lies after the deal's own time
    confirmed     attributes that a person vouches for: still named, no longer held out
    """
    found: dict[str, Leak] = {}
    for name, tally in tallies.items():
        column = columns[name]
        leak = (
            _known_after(column, filled_later.get(column, 0.0), dated_later.get(column, 0.0))
            or _missing_follows(column, tally)
            or _level_decides(column, tally)
            or _kept_current(column, tally)
        )
        if leak:
            found[name] = Leak(column, leak.cause, leak.why, leak.held_out and column not in confirmed)
    others = {name: tally for name, tally in tallies.items() if name not in found}
    return [*found.values(), *_implausible(others, columns)]


def _known_after(name: str, filled: float, dated: float) -> Leak | None:
    if filled >= LATER_SHARE:
        return Leak(
            name, "filled_after", f"{filled:.0%} of its values were filled in after the outcome.", held_out=True
        )
    if dated >= LATER_SHARE:
        return Leak(name, "filled_after", f"{dated:.0%} of its dates lie after the time of the deal.", held_out=True)
    return None


def _missing_follows(name: str, tally: Tally) -> Leak | None:
    if MISSING not in tally.labels:
        return None
    gone_won = tally.won[tally.labels.index(MISSING)]
    gone_lost = tally.lost[tally.labels.index(MISSING)]
    won, lost = tally.won.sum(), tally.lost.sum()
    table = np.array([gone_won, won - gone_won, gone_lost, lost - gone_lost]) + 0.5
    distance = float(np.log(table[0] / table[1]) - np.log(table[2] / table[3]))
    careful = abs(distance) - 1.64 * float(np.sqrt((1 / table).sum()))
    if careful < MISSING_FOLLOWS or min(won, lost) < FEWEST_DEALS:
        return None
    why = f"It is missing in {gone_lost / lost:.0%} of the lost deals and {gone_won / won:.0%} of the won ones."
    return Leak(name, "missing_follows", why, held_out=True)


def _level_decides(name: str, tally: Tally) -> Leak | None:
    sides = _sides(tally)
    alone_label, alone_rate = (
        (sides.up_label, sides.up_rate) if sides.up >= sides.down else (sides.down_label, sides.down_rate)
    )
    alone = max(sides.up, sides.down) >= DECIDES_ALONE and abs(alone_rate - tally.rate) >= ALONE_BY
    if alone and _is_abrupt(tally, {alone_label}):
        why = f"'{alone_label}' all but decides: {alone_rate:.1%} of its deals were won, {tally.rate:.1%} of all."
        return Leak(name, "level_decides", why, held_out=True)
    both = min(sides.up, sides.down) >= DECIDES_EACH and sides.up_low >= WON_AT_LEAST and sides.down_high <= WON_AT_MOST
    if both and _is_abrupt(tally, {sides.up_label, sides.down_label}):
        return Leak(name, "level_decides", f"It all but decides both ways: {_both(sides)}", held_out=True)
    return None


def _is_abrupt(tally: Tally, decisive: set[str]) -> bool:
    """Whether the decision sits in a category, in a value that repeats, or in a step between neighbouring ranges. A
    number along which the win rate climbs smoothly is a strong fact rather than hindsight.
    """
    ranges = tally.labels[: tally.ordered]
    if not decisive <= set(ranges):
        return True
    known = np.flatnonzero(tally.closed[: tally.ordered] >= FEWEST_DEALS)
    log_odds = np.log((tally.won[known] + 0.5) / (tally.lost[known] + 0.5))
    return bool(np.abs(np.diff(log_odds)).max(initial=0.0) >= STEP)


def _kept_current(name: str, tally: Tally) -> Leak | None:
    sides = _sides(tally)
    if max(sides.up, 0.0) + max(sides.down, 0.0) < KEPT_CURRENT:
        return None
    if tells_after(name):
        why = f"Its name says that it is kept up to date after the outcome, and it separates strongly: {_both(sides)}"
        return Leak(name, "kept_current", why, held_out=True)
    if tells_judgement(name):
        why = f"Its name says that it is a judgement, which may have been revised after the outcome: {_both(sides)}"
        return Leak(name, "kept_current", why, held_out=False)
    return None


def _both(sides: Sides) -> str:
    return f"'{sides.up_label}' won {sides.up_rate:.1%}, '{sides.down_label}' {sides.down_rate:.1%}."


def _sides(tally: Tally) -> Sides:
    """The surest level on either side, by Jeffreys' interval of its win rate."""
    enough = (tally.won + tally.lost >= FEWEST_DEALS) & (np.array(tally.labels) != "")
    low = special.betaincinv(tally.won + 0.5, tally.lost + 0.5, 0.05)
    high = special.betaincinv(tally.won + 0.5, tally.lost + 0.5, 0.95)
    base = special.logit(tally.rate)
    up = np.where(enough, special.logit(low) - base, -np.inf)
    down = np.where(enough, base - special.logit(high), -np.inf)
    best, worst = int(np.argmax(up)), int(np.argmax(down))
    return _careful(tally, up, down, float(low[best]), float(high[worst]))


def _careful(tally: Tally, up: Floats, down: Floats, up_low: float, down_high: float) -> Sides:
    rates = tally.won / np.maximum(tally.won + tally.lost, 1e-9)
    best, worst = int(np.argmax(up)), int(np.argmax(down))
    share = (tally.won + tally.lost) / max(tally.deals, 1e-9)
    decisive = (up >= DECIDES_EACH) | (down >= DECIDES_EACH)
    enough = float(share[decisive].sum()) >= LEAST_SHARE or not decisive.any()
    scale = 1.0 if enough else 0.0
    return Sides(
        float(up[best]) * scale, tally.labels[best], float(rates[best]), up_low,
        float(down[worst]) * scale, tally.labels[worst], float(rates[worst]), down_high,
    )  # fmt: skip


def _implausible(tallies: Mapping[str, Tally], columns: Mapping[str, str]) -> list[Leak]:
    """One attribute far ahead of all others: perhaps a fact, perhaps hindsight; a person should look."""
    power = {name: abs(tally.auc - 0.5) for name, tally in tallies.items()}
    ranked = sorted(power, key=lambda name: -power[name])
    if len(ranked) < 4 or power[ranked[0]] < 0.22 or power[ranked[0]] < 1.35 * power[ranked[1]]:
        return []
    first, second = ranked[0], ranked[1]
    why = (
        f"Alone it ranks {power[first] + 0.5:.0%} of the pairs of a won and a lost deal rightly; "
        f"the next best, '{second}', {power[second] + 0.5:.0%}."
    )
    return [Leak(columns[first], "implausible", why, held_out=False)]

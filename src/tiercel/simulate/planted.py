"""What can be planted in a simulated market: attributes that matter, attributes that do not, and leaks."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
import pyarrow as pa

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]
Leak = Literal["level", "missing", "late", "strong"]


@dataclass(frozen=True)
class Drawn:
    """One attribute's values, a row each, and the log-odds that each row has from it; blank cells keep their effect."""

    name: str
    values: pa.Array
    log_odds: Floats


@dataclass(frozen=True)
class Planted:
    """One attribute and what it does to the chance to win.

    levels    a category's values; empty for a number
    shares    how common each level is, summing to 1
    log_odds  what each level adds; for a number one slope, per standard deviation of its logarithm
    curve     of a number: "line" (the more the better) or "hump" (the middle is best)
    blank     share of cells that are blank, at random
    of        whether all deals of an account share the value
    """

    name: str
    levels: tuple[str, ...] = ()
    shares: tuple[float, ...] = ()
    log_odds: tuple[float, ...] = (0.0,)
    curve: Literal["line", "hump"] = "line"
    blank: float = 0.0
    of: Literal["account", "deal"] = "account"

    @property
    def matters(self) -> bool:
        return any(self.log_odds)

    def draw(self, rng: np.random.Generator, accounts: int, account: Whole) -> Drawn:
        """Values for deals whose accounts are numbered in `account`, each below `accounts`."""
        size = accounts if self.of == "account" else account.size
        row = account if self.of == "account" else np.arange(account.size)
        values, effect = self._categories(rng, size) if self.levels else self._numbers(rng, size)
        blank = rng.random(account.size) < self.blank
        return Drawn(self.name, pa.array(values[row].tolist(), mask=blank), effect[row])

    def _categories(self, rng: np.random.Generator, size: int) -> tuple[npt.NDArray[np.object_], Floats]:
        code = np.searchsorted(np.cumsum(self.shares)[:-1], rng.random(size), side="right")
        return np.array(self.levels, dtype=object)[code], np.array(self.log_odds)[code]

    def _numbers(self, rng: np.random.Generator, size: int) -> tuple[Whole, Floats]:
        z = rng.normal(size=size)
        # A hump is centred, so that it moves no more of the market than a line does.
        shape = z if self.curve == "line" else (1 - z * z) / np.sqrt(2)
        return np.rint(1000 * np.exp(z)).astype(np.int64), self.log_odds[0] * shape


def category(
    name: str,
    effects: dict[str, float],
    shares: tuple[float, ...] = (),
    *,
    blank: float = 0.0,
    of: Literal["account", "deal"] = "account",
) -> Planted:
    """A category with the log-odds of each level; levels are equally common where no shares are given."""
    even = tuple(1 / len(effects) for _ in effects)
    return Planted(name, tuple(effects), shares or even, tuple(effects.values()), blank=blank, of=of)


def number(
    name: str,
    slope: float = 0.0,
    *,
    curve: Literal["line", "hump"] = "line",
    blank: float = 0.0,
    of: Literal["account", "deal"] = "account",
) -> Planted:
    """A number with a long right tail, and the log-odds that one standard deviation of its logarithm adds."""
    return Planted(name, log_odds=(slope,), curve=curve, blank=blank, of=of)


def noise_category(
    name: str, levels: int, *, blank: float = 0.0, of: Literal["account", "deal"] = "account"
) -> Planted:
    """A category that does nothing; its second level is half as common as its first, its third a third, and so on."""
    weights = [1 / (rank + 1) for rank in range(levels)]
    shares = tuple(weight / sum(weights) for weight in weights)
    return category(name, {f"{name} {rank + 1}": 0.0 for rank in range(levels)}, shares, blank=blank, of=of)


def standard_attributes(size: float = 0.8) -> tuple[Planted, ...]:
    """Four attributes that matter and eight that do not; `size` is the effect in log-odds, and 0 makes all noise."""
    sectors = {"software": size, "retail": 0.0, "freight": size / 2, "public": -size, "health": 0.0}
    return (
        category("sector", sectors, (0.3, 0.25, 0.15, 0.15, 0.15)),
        number("headcount", size / 2, blank=0.1),
        category("region", {"north": size / 2, "south": -size / 2, "east": 0.0}, (0.4, 0.3, 0.3), blank=0.05),
        category("platform", {"yes": size, "no": 0.0}, (0.35, 0.65)),
        noise_category("channel", 4, of="deal"),
        noise_category("city", 40),
        noise_category("size_band", 5, blank=0.2),
        noise_category("partner", 2, of="deal"),
        noise_category("campaign", 15, blank=0.5, of="deal"),
        number("founded"),
        number("offices", blank=0.3),
        number("visits", of="deal"),
    )


def plant_leak(
    rng: np.random.Generator, leak: Leak, won: npt.NDArray[np.bool_], opened: Whole, closed: Whole
) -> tuple[pa.Array, pa.Array]:
    """A column that was filled after the outcome, and the days on which it was filled.

    level    one of four levels all but decides the outcome, as a close reason does
    missing  a harmless value that is there when a deal was won and seldom when it was lost
    late     an ordinary-looking category, informative since it was chosen after the close; only its day gives it away
    strong   a number that explains implausibly much, and was there from the start
    """
    values = _LEAKS[leak](rng, won)
    known = opened if leak == "strong" else closed + rng.integers(1, 30, size=won.size)
    return values, days(known)


def days(since_1970: Whole) -> pa.Array:
    return pa.array(since_1970.astype(np.int32), pa.int32()).cast(pa.date32())


def share(log_odds: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-log_odds)), dtype=np.float64)


def _level(rng: np.random.Generator, won: npt.NDArray[np.bool_]) -> pa.Array:
    other = np.array(["price", "timing", "no answer"])[rng.integers(3, size=won.size)]
    slip = rng.random(won.size) < 0.03
    return pa.array(np.where(won ^ slip, "contract sent", other).tolist())


def _missing(rng: np.random.Generator, won: npt.NDArray[np.bool_]) -> pa.Array:
    values = np.rint(1000 * np.exp(rng.normal(size=won.size))).astype(np.int64)
    blank = rng.random(won.size) < np.where(won, 0.03, 0.9)
    return pa.array(values.tolist(), mask=blank)


def _late(rng: np.random.Generator, won: npt.NDArray[np.bool_]) -> pa.Array:
    likely = rng.random(won.size) < np.where(won, 0.6, 0.35)
    return pa.array(np.where(likely, "strategic", "standard").tolist())


def _strong(rng: np.random.Generator, won: npt.NDArray[np.bool_]) -> pa.Array:
    return pa.array(np.rint(100 * (rng.normal(size=won.size) + np.where(won, 2.5, 0.0))).tolist())


_LEAKS = {"level": _level, "missing": _missing, "late": _late, "strong": _strong}

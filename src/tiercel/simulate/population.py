"""The market behind a simulated table: what the win rate of any group truly is."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from tiercel.core.errors import DataError
from tiercel.simulate.planted import Drawn, Planted, share

Floats = npt.NDArray[np.float64]
DEALS = 100_000


@dataclass(frozen=True)
class Population:
    """Many independent deals of one market: their attributes, and each one's true chance to win."""

    intercept: float
    drawn: tuple[Drawn, ...]
    chance: Floats

    @property
    def win_rate(self) -> float:
        return float(self.chance.mean())

    def win_rate_of(self, attribute: str, *, level: str | None) -> float:
        """The true win rate of a level, a share, good to about 0.002; `None` is a blank cell."""
        values = np.array(self._values(attribute).to_pylist(), dtype=object)
        return self._mean(values == level, f"{attribute} = {level}")

    def win_rate_between(self, attribute: str, since: float, until: float) -> float:
        """The true win rate of the deals whose number is `since` or more and below `until`, a share."""
        values = self._values(attribute).to_numpy(zero_copy_only=False)
        return self._mean((values >= since) & (values < until), f"{attribute} in [{since}, {until})")

    def _values(self, attribute: str) -> pa.Array:
        for each in self.drawn:
            if each.name == attribute:
                return each.values
        raise DataError(f"Nothing was planted as '{attribute}'. There are: {', '.join(e.name for e in self.drawn)}.")

    def _mean(self, chosen: npt.NDArray[np.bool_], group: str) -> float:
        if not chosen.any():
            raise DataError(f"No deal of the simulated market has {group}.")
        return float(self.chance[chosen].mean())


@lru_cache(maxsize=16)
def population(planted: tuple[Planted, ...], account_spread: float, win_rate: float) -> Population:
    """The market in which these attributes are planted, with the intercept that makes its win rate `win_rate`."""
    rng = np.random.default_rng(20_260_101)
    drawn = tuple(attribute.draw(rng, DEALS, np.arange(DEALS)) for attribute in planted)
    log_odds = sum((each.log_odds for each in drawn), rng.normal(size=DEALS) * account_spread)
    intercept = intercept_for(log_odds, win_rate)
    return Population(intercept, drawn, share(intercept + log_odds))


def intercept_for(log_odds: Floats, win_rate: float) -> float:
    """What to add to these log-odds so that the mean chance is `win_rate`, by bisection, to about 1e-9."""
    low, high = -30.0, 30.0
    while high - low > 1e-9:
        middle = (low + high) / 2
        too_high = float(share(middle + log_odds).mean()) > win_rate
        low, high = (low, middle) if too_high else (middle, high)
    return low

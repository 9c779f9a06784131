"""Whether a number that is shown as a probability is one: of those said to be so sure, how many were right."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
EDGES = (0.05, 0.2, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99, 0.999)


@dataclass(frozen=True)
class Band:
    """What was said to be from `least` to below `most`: what was said on average, what was right, its 95 % interval."""

    least: float
    most: float
    said: float
    right: float
    low: float
    high: float
    pairs: int

    def __str__(self) -> str:
        mark = " " if self.low <= self.said <= self.high else "-" if self.said > self.high else "+"
        return (
            f"  {self.least:5.3f} to {self.most:5.3f}  said {self.said:.3f}  right {self.right:.3f} "
            f"[{self.low:.3f}, {self.high:.3f}] {mark} of {self.pairs:,}"
        )


def bands(said: Floats, right: npt.NDArray[np.bool_], entity: npt.NDArray[np.int64]) -> Iterator[Band]:
    """One band after the other, as far as anything is in it.

    entity  of whom each is: what is of one stands and falls together, and counts as one for the interval
    """
    for least, most in zip((0.0, *EDGES), (*EDGES, 1.0), strict=True):
        some = (said >= least) & ((said < most) | (most == 1.0))
        if some.any():
            share = float(right[some].mean())
            low, high = wilson(share, len(np.unique(entity[some])))
            yield Band(least, most, float(said[some].mean()), share, low, high, int(some.sum()))


def wilson(share: float, of: int) -> tuple[float, float]:
    """The 95 % interval of a share by the score (Wilson, Probable inference, JASA 22, 1927).

    >>> [round(end, 2) for end in wilson(0.5, 100)]
    [0.4, 0.6]
    """
    z = 1.96
    middle = (share + z * z / (2 * of)) / (1 + z * z / of)
    half = z * np.sqrt(share * (1 - share) / of + z * z / (4 * of * of)) / (1 + z * z / of)
    return float(middle - half), float(middle + half)


def report(title: str, said: npt.ArrayLike, right: npt.ArrayLike, entity: npt.ArrayLike) -> None:
    print(title)
    for band in bands(np.asarray(said, float), np.asarray(right, bool), np.asarray(entity)):
        print(band)

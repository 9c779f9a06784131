"""Two ways of doing one thing, timed in turns, so that a noisy machine is as unfair to the one as to the other."""

import gc
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from time import perf_counter


@dataclass(frozen=True)
class Compared:
    """Seconds of each turn; `ratio` is the median of the turns' own ratios, ours over theirs."""

    ours: tuple[float, ...]
    theirs: tuple[float, ...]

    @property
    def ratio(self) -> float:
        return median(mine / other for mine, other in zip(self.ours, self.theirs, strict=True))

    def __str__(self) -> str:
        return (
            f"ours {median(self.ours):.2f} s ({min(self.ours):.2f} to {max(self.ours):.2f}), "
            f"theirs {median(self.theirs):.2f} s ({min(self.theirs):.2f} to {max(self.theirs):.2f}), "
            f"ratio {self.ratio:.2f} over {len(self.ours)} interleaved pairs"
        )


def interleaved(ours: Callable[[], object], theirs: Callable[[], object], *, pairs: int = 5) -> Compared:
    """Time both in turns; whatever a turn returns is let go of outside the clock.

    >>> compared = interleaved(lambda: sum(range(10)), lambda: sum(range(10)), pairs=3)
    >>> len(compared.ours), compared.ratio > 0
    (3, True)
    """
    turns = [(seconds(ours), seconds(theirs)) for _ in range(pairs)]
    return Compared(tuple(mine for mine, _ in turns), tuple(other for _, other in turns))


def seconds(work: Callable[[], object]) -> float:
    gc.collect()
    began = perf_counter()
    kept = work()
    took = perf_counter() - began
    del kept
    return took

"""Look at every column for signs that it was written after the outcome."""

from collections.abc import Iterator

import numpy as np

from tiercel.inference.arrays import Codes, Flags, Floats
from tiercel.score.cases import Cases
from tiercel.score.leaks import Leak, find_leaks
from tiercel.score.levels import find_levels
from tiercel.score.reading import Reading, date_of
from tiercel.score.tally import tally

MOST_REPEATED, LEAST_SHARE, FEWEST_REPEATED = 25, 0.005, 10


def suspect(readings: list[Reading], cases: Cases, weight: Floats, confirmed: frozenset[str]) -> list[Leak]:
    """Which columns look as if they knew the outcome.

    weight     what each deal counts, because deals of one account are alike
    confirmed  columns that a person vouches for
    """
    won = cases.won.astype(np.float64)
    tallies, columns = {}, {}
    for reading in readings:
        for attribute, labels, codes, ordered in _levels(reading):
            tallies[attribute] = tally(labels, codes, won, weight, ordered=ordered)
            columns[attribute] = reading.name
    filled = {name: _share(values > 0, ~np.isnan(values)) for name, values in cases.filled.items()}
    later = _dated_later(readings, cases)
    found = find_leaks(tallies, columns, filled_later=filled, dated_later=later, confirmed=confirmed)
    by_column: dict[str, Leak] = {}
    for leak in found:
        if leak.attribute not in by_column or leak.held_out > by_column[leak.attribute].held_out:
            by_column[leak.attribute] = leak
    return list(by_column.values())


def _levels(reading: Reading) -> Iterator[tuple[str, tuple[str, ...], Codes, int]]:
    for levels in find_levels(reading):
        codes = levels.encode(reading)
        if reading.numbers is None:
            yield levels.attribute, levels.labels, codes, 0
        else:
            yield (levels.attribute, *_repeated_apart(reading, levels.labels, codes), levels.ordered)


def _repeated_apart(reading: Reading, labels: tuple[str, ...], codes: Codes) -> tuple[tuple[str, ...], Codes]:
    """Values that are repeated very often (0, 100) get levels of their own: a leak often sits in one of them."""
    assert reading.numbers is not None
    values, counts = np.unique(reading.numbers[~np.isnan(reading.numbers)], return_counts=True)
    often = counts >= max(FEWEST_REPEATED, LEAST_SHARE * reading.rows)
    if often.sum() > MOST_REPEATED:
        often &= counts >= np.sort(counts)[-MOST_REPEATED]
    spikes = values[often]
    codes = codes.copy()
    for k, value in enumerate(spikes):
        codes[reading.numbers == value] = len(labels) + k
    shown = [date_of(value).isoformat() if reading.kind == "date" else f"{value:,.6g}" for value in spikes]
    return (*labels, *shown), codes


def _dated_later(readings: list[Reading], cases: Cases) -> dict[str, float]:
    if cases.time is None or not cases.time_is_date:
        return {}
    time = cases.time
    dates = {r.name: r.numbers for r in readings if r.kind == "date" and r.numbers is not None}
    return {name: _share(days > time, ~np.isnan(days) & ~np.isnan(time)) for name, days in dates.items()}


def _share(flags: Flags, known: Flags) -> float:
    return float(flags[known].mean()) if known.any() else 0.0

"""Closed deals with what was known of their accounts: what a profile is learnt from."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa

from tiercel.core.errors import DataError
from tiercel.inference.arrays import AnyArray, Counts, Flags, Floats


@dataclass(frozen=True)
class Cases:
    """One row for each closed deal.

    attributes  the columns that may explain the outcome
    won         the outcome
    group       the account of each deal, numbers from 0; all different where every deal stands alone
    time        when it was known, for judging forward in time: any rising numbers; None where there is no time
    measures    further results by name ("amount", "margin", "retained"), NaN where not known or not applicable
    filled      by attribute, of each deal how long after the outcome the value was filled in (below 0: before), where
                known
    time_is_date  whether `time` counts days since 1970, so that dates can be compared with it
    """

    attributes: pa.Table
    won: Flags
    group: Counts
    time: Floats | None = None
    measures: Mapping[str, Floats] = field(default_factory=dict)
    filled: Mapping[str, Floats] = field(default_factory=dict)
    time_is_date: bool = False

    def __post_init__(self) -> None:
        if not len(self.won) == len(self.group) == self.attributes.num_rows:
            raise DataError(
                "Outcomes, accounts and attributes differ in length: give one of each for every closed deal."
            )

    @property
    def rows(self) -> int:
        return len(self.won)

    @property
    def accounts(self) -> int:
        return len(np.unique(self.group))

    def take(self, rows: AnyArray) -> "Cases":
        """Some of the deals; accounts are numbered anew."""
        return Cases(
            attributes=self.attributes.take(pa.array(rows)),
            won=self.won[rows],
            group=np.unique(self.group[rows], return_inverse=True)[1].astype(np.int64),
            time=None if self.time is None else self.time[rows],
            measures={name: values[rows] for name, values in self.measures.items()},
            filled={name: values[rows] for name, values in self.filled.items()},
            time_is_date=self.time_is_date,
        )

    def without(self, names: set[str]) -> "Cases":
        kept = [name for name in self.attributes.column_names if name not in names]
        return Cases(
            self.attributes.select(kept), self.won, self.group, self.time, self.measures, self.filled, self.time_is_date
        )

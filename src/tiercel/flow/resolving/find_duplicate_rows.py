"""Which rows of a table are the same account or person, with the pairs and what speaks for them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tiercel.core.errors import DataError
from tiercel.flow.resolving.asked_table import Value, Widened, read_asked
from tiercel.resolve.duplicates.find import LIKELY, Duplicates, find_duplicates
from tiercel.resolve.duplicates.roles import read_roles


@dataclass(frozen=True)
class Deduplicated:
    """The table with `cluster`, and the pairs that made the clusters."""

    widened: Widened
    found: Duplicates
    rows: int
    columns: dict[str, str]

    @property
    def clusters(self) -> int:
        return int(self.found.cluster.max())

    @property
    def pair_columns(self) -> tuple[str, ...]:
        return ("row_1", "row_2", "weight", "probability", *self.found.roles)

    def pairs(self) -> Iterator[tuple[Value, ...]]:
        """Each pair by the numbers of its rows, the first row of data being 1, with what each role says in bits."""
        for batch in self.found.pairs.to_batches():
            for row in batch.to_pylist():
                yield (row["a"] + 1, row["b"] + 1, *(row[name] for name in self.pair_columns[2:]))


def find_duplicate_rows(path: Path, columns: Sequence[str] = (), likely: float = LIKELY) -> Deduplicated:
    """Find the rows of a file that are the same.

    columns  what the columns are, as "name=Company"; left out, the headers say it
    likely   how likely two rows must be the same to be put together, a share in (0, 1)
    raises   DataError for roles, columns and shares that are not there or cannot be
    """
    if not 0 < likely < 1:
        raise DataError(f"--likely {likely} is no share between 0 and 1. Write it as 0.99.")
    asked = read_asked(path)
    roles = read_roles(columns, asked.table.column_names)
    found = find_duplicates(asked.table, roles, likely)
    widened = asked.with_columns({"cluster": found.cluster.tolist()})
    return Deduplicated(widened, found, asked.table.num_rows, roles)

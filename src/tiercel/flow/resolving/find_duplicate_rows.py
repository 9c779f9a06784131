"""Which rows of a table are the same account or person, with the pairs and what speaks for them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tiercel.core.errors import DataError
from tiercel.flow.resolving.asked_table import Value, Widened, read_asked
from tiercel.resolve.duplicates.columns import FEW, PARTS, read_others, read_roles
from tiercel.resolve.duplicates.find import Duplicates, find_duplicates


@dataclass(frozen=True)
class Deduplicated:
    """The table with `cluster`, and the pairs that made the clusters."""

    widened: Widened
    found: Duplicates
    rows: int
    columns: dict[str, str]
    others: tuple[str, ...] = ()

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


def find_duplicate_rows(
    path: Path, columns: Sequence[str] = (), likely: float | None = None, encoding: str = ""
) -> Deduplicated:
    """Find the rows of a file that are the same.

    columns  what the columns are, as "name=Company"; left out, the headers say it
    likely   how likely two rows must be the same to be put together, a share in (0, 1); left out, what suits the
             columns, and of names alone what the comparison of names calls the same
    raises   DataError for roles, columns and shares that are not there or cannot be
    """
    if likely is not None and not 0 < likely < 1:
        raise DataError(f"--likely {likely} is no share between 0 and 1. Write it as 0.99.")
    asked = read_asked(path, encoding)
    roles = read_roles(columns, asked.table.column_names)
    # Beside many known columns what others say is mostly what these have said.
    is_little = len(set(roles) - set(PARTS)) <= FEW
    others = read_others(columns, asked.table, roles.values()) if columns or is_little else ()
    found = find_duplicates(asked.table, roles, likely, others)
    widened = asked.with_columns({"cluster": found.cluster.tolist()})
    return Deduplicated(widened, found, asked.table.num_rows, roles, others)

"""Whether the two names of each row of a table are the same company or person."""

from pathlib import Path

import pyarrow as pa

from tiercel.core.errors import DataError
from tiercel.flow.resolving.asked_table import Columns, PassingTable, texts_of
from tiercel.resolve.names.compare import AUTO, KINDS, compare


def compare_names(path: Path, columns: str, kind: str = AUTO, encoding: str = "") -> PassingTable:
    """The table with `similarity` in [0, 1] and `same`, by the product's own threshold.

    columns  the two columns of names, as "name1,name2"
    kind     "company", "person" or "auto"
    raises   DataError for columns and kinds that are not there
    """
    if kind not in KINDS:
        raise DataError(f"'{kind}' is no kind of name. There are: {', '.join(KINDS)}.")

    def compared(batch: pa.RecordBatch) -> Columns:
        found = [compare(a, b, kind) for a, b in zip(*(texts_of(batch[name]) for name in two), strict=True)]
        return {"similarity": [f.similarity for f in found], "same": [f.same for f in found]}

    asked = PassingTable(path, ("similarity", "same"), compared, encoding)
    two = _two(columns, asked.given)
    asked.check(*two)
    return asked


def _two(columns: str, known: tuple[str, ...]) -> tuple[str, str]:
    """The two columns; a comma in the name of one of them does no harm where the file has such a column."""
    parts = columns.split(",")
    splits = [(",".join(parts[:k]).strip(), ",".join(parts[k:]).strip()) for k in range(1, len(parts))]
    for one, other in splits:
        if one in known and other in known:
            return one, other
    if len(splits) != 1:
        raise DataError(
            f"Name two columns with a comma between them: --columns name1,name2. Columns: {', '.join(known)}."
        )
    return splits[0]

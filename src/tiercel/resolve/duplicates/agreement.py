"""How far pairs of rows agree: for each role a level, 0 where they are equal."""

import re
from collections.abc import Collection, Iterator, Sequence

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from tiercel.resolve.duplicates.blocking import Numbers
from tiercel.resolve.duplicates.roles import levels
from tiercel.resolve.duplicates.table import Rows

Levels = npt.NDArray[np.int8]
UNKNOWN = -1
# So many pairs are laid side by side at a time: enough to be quick, and few enough to take little memory.
_AT_ONCE = 100_000
_ALIKE = re.compile(r"jaro_winkler_similarity\(l\.(\w+), r\.\1\)")
_COLUMN = re.compile(r"\b[lr]\.(\w+)")


def levels_of(
    engine: duckdb.DuckDBPyConnection, rows: Rows, known: Sequence[str], a: Numbers, b: Numbers
) -> dict[str, Levels]:
    """The levels of pairs: 0 the strongest, the number of levels where they disagree, UNKNOWN where one is not known.

    Most is told by numbers: whether both are known, and equal. Only what is left is compared by its letters.
    """
    found = {}
    for role in known:
        left, right = rows.values[role][a], rows.values[role][b]
        conditions = levels(role, known)
        level = np.where(left == right, 0, len(conditions)).astype(np.int8)
        level[(left == 0) | (right == 0)] = UNKNOWN
        if len(conditions) > 1:
            unequal = np.flatnonzero(level > 0)
            level[unequal] = _by_letters(engine, rows, conditions, a[unequal], b[unequal])
        found[role] = level
    return found


def _by_letters(
    engine: duckdb.DuckDBPyConnection, rows: Rows, conditions: Collection[str], a: Numbers, b: Numbers
) -> Levels:
    """The levels of pairs that are known and not equal."""
    _equal, *weaker = conditions
    columns = sorted(set(_COLUMN.findall(" ".join(weaker))))
    # What several conditions ask is computed once.
    alike = {found[0]: f"{found[1]}_alike" for condition in weaker for found in _ALIKE.finditer(condition)}
    once = "".join(f", {asked} as {name}" for asked, name in alike.items())
    cases = " ".join(
        f"when {_ALIKE.sub(lambda found: alike[found[0]], condition)} then {k}" for k, condition in enumerate(weaker, 1)
    )
    side = pa.struct([(column, rows.texts[column].type) for column in columns])
    schema = pa.schema([("place", pa.int64()), ("l", side), ("r", side)])
    engine.register("side_by_side", pa.RecordBatchReader.from_batches(schema, _side_by_side(rows, schema, a, b)))
    level_sql = f"(case {cases} else {len(conditions)} end)::tinyint"
    read = engine.execute(f"select place, {level_sql} as level from (select *{once} from side_by_side)").fetchnumpy()
    level = np.empty(len(a), dtype=np.int8)
    level[read["place"]] = read["level"]
    return level


def _side_by_side(rows: Rows, schema: pa.Schema, a: Numbers, b: Numbers) -> Iterator[pa.RecordBatch]:
    columns = [field.name for field in schema.field("l").type]
    for start in range(0, len(a), _AT_ONCE):
        part = slice(start, start + _AT_ONCE)
        sides = [
            pa.StructArray.from_arrays([rows.texts[column].take(pa.array(side[part])) for column in columns], columns)
            for side in (a, b)
        ]
        place = np.arange(start, start + len(a[part]))
        yield pa.record_batch([pa.array(place), *sides], schema=schema)

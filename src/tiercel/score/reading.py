"""What a column of a table says: a number, a category, several things at once, or nothing that a profile could use."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Literal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tiercel.inference.arrays import AnyArray, Codes, Floats
from tiercel.score.numbers import as_date, as_number

Kind = Literal["number", "date", "category", "several"]

MISSING = {
    "",
    "select",
    "n/a",
    "#n/a",
    "na",
    "nan",
    "null",
    "-",
    "--",
    "---",
    "?",
    ".",
    "n.a.",
    "(none)",
    "(blank)",
    "<na>",
    "#value!",
    "#ref!",
}
SEVERAL = re.compile(r"\s*[;|]\s*")


@dataclass(frozen=True)
class Reading:
    """One column, read.

    name     the column's
    kind     number, date (days since 1970 as a number), category, or several (a list of categories in one cell)
    numbers  for numbers and dates: one for each row, NaN where missing
    codes    for categories: the position in `words`, -1 where missing
    words    the distinct texts, as first written
    members  for several: which words each row has, as (row, word) pairs
    """

    name: str
    kind: Kind
    rows: int
    numbers: Floats | None = None
    codes: Codes | None = None
    words: tuple[str, ...] = ()
    members: tuple[Codes, Codes] | None = None

    @property
    def missing(self) -> np.ndarray:
        """True where the row says nothing."""
        if self.numbers is not None:
            return np.asarray(np.isnan(self.numbers))
        if self.codes is not None:
            return np.asarray(self.codes < 0)
        there = np.zeros(self.rows, dtype=bool)
        if self.members is not None:
            there[self.members[0]] = True
        return ~there

    def take(self, rows: AnyArray) -> "Reading":
        """Some of the rows."""
        numbers = None if self.numbers is None else self.numbers[rows]
        codes = None if self.codes is None else self.codes[rows]
        return Reading(self.name, self.kind, len(rows), numbers, codes, self.words, self._members_of(rows))

    def _members_of(self, rows: AnyArray) -> tuple[Codes, Codes] | None:
        if self.members is None:
            return None
        place = np.full(self.rows, -1, dtype=np.int32)
        place[rows] = np.arange(len(rows), dtype=np.int32)
        kept = place[self.members[0]] >= 0
        return place[self.members[0][kept]], self.members[1][kept]


def folded(word: str) -> str:
    """The same word in the one form in which words are compared: case and spaces do not count.

    >>> folded("  New   York ")
    'new york'
    """
    return " ".join(word.split()).casefold()


def read_column(name: str, column: pa.ChunkedArray | pa.Array, kind: Kind | None = None) -> Reading:
    """Read a column of any type; `kind` says what it was when the profile was learnt, so that it is read the same way.

    Text is a number where 95 percent of its distinct values read as one, likewise a date; "Select", "N/A", "-" and the
    like are missing.
    """
    array = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    if isinstance(array, pa.ChunkedArray):
        array = pa.concat_arrays(array.chunks) if array.num_chunks else pa.array([], array.type)
    if pa.types.is_dictionary(array.type):
        array = array.dictionary_decode()
    if kind == "category" and not _is_text(array.type):
        array = _as_text(array)
    if pa.types.is_boolean(array.type):
        array = pc.if_else(array, "yes", "no")
    if pa.types.is_list(array.type) or pa.types.is_large_list(array.type):
        return _several(name, array)
    if pa.types.is_integer(array.type) or pa.types.is_floating(array.type) or pa.types.is_decimal(array.type):
        return Reading(name, "number", len(array), numbers=_floats(array))
    if pa.types.is_temporal(array.type) and not pa.types.is_duration(array.type) and not pa.types.is_time(array.type):
        return Reading(name, "date", len(array), numbers=_days(array))
    return _from_text(name, _as_text(array), kind)


def _is_text(type_: pa.DataType) -> bool:
    return bool(pa.types.is_string(type_) or pa.types.is_large_string(type_))


def _as_text(array: pa.Array) -> pa.Array:
    if _is_text(array.type):
        return array
    if pa.types.is_floating(array.type):
        return pa.array([None if v is None else f"{v:g}" for v in array.to_pylist()], pa.string())
    if pa.types.is_null(array.type):
        return pa.nulls(len(array), pa.string())
    return array.cast(pa.string())


def _floats(array: pa.Array) -> Floats:
    numbers = array.cast(pa.float64(), safe=False).to_numpy(zero_copy_only=False).astype(np.float64)
    return np.where(np.isfinite(numbers), numbers, np.nan)


def _days(array: pa.Array) -> Floats:
    stamps = array.cast(pa.timestamp("us"), safe=False).cast(pa.int64())
    return _floats(pc.divide(stamps.cast(pa.float64()), 86_400e6))


def _from_text(name: str, array: pa.Array, kind: Kind | None) -> Reading:
    encoded = array.dictionary_encode()
    found = [word or "" for word in encoded.dictionary.to_pylist()]
    codes = pc.fill_null(encoded.indices, -1).to_numpy(zero_copy_only=False).astype(np.int32)
    known = [folded(word) not in MISSING for word in found]
    texts = [word for word, there in zip(found, known, strict=True) if there]
    if kind is None:
        kind = _kind_of(texts)
    if kind in {"number", "date"}:
        read = as_number if kind == "number" else as_date
        values = [read(word) if there else None for word, there in zip(found, known, strict=True)]
        lookup = np.array([np.nan if v is None else v for v in [*values, None]], dtype=np.float64)
        return Reading(name, kind, len(codes), numbers=lookup[codes])
    if kind == "several":
        return _members(name, codes, found, known)
    return _category(name, codes, found, known)


def _category(name: str, codes: Codes, found: list[str], known: list[bool]) -> Reading:
    positions: dict[str, int] = {}
    words: list[str] = []
    lookup = np.full(len(found) + 1, -1, dtype=np.int32)
    for at, (word, there) in enumerate(zip(found, known, strict=True)):
        if not there:
            continue
        key = folded(word)
        if key not in positions:
            positions[key] = len(words)
            words.append(" ".join(word.split()))
        lookup[at] = positions[key]
    return Reading(name, "category", len(codes), codes=lookup[codes], words=tuple(words))


def _kind_of(texts: list[str]) -> Kind:
    if not texts:
        return "category"
    # A few thousand distinct values show what a column is; a million need not be read twice.
    sample = texts[:: max(len(texts) // 5000, 1)]
    if sum(as_number(word) is not None for word in sample) >= 0.95 * len(sample):
        return "number"
    if sum(as_date(word) is not None for word in sample) >= 0.95 * len(sample):
        return "date"
    together = [word for word in sample if SEVERAL.search(word)]
    if len(together) >= max(2, 0.1 * len(sample)):
        parts = {folded(part) for word in sample for part in SEVERAL.split(word)}
        if len(parts) <= 0.7 * len(sample) + 1:
            return "several"
    return "category"


def _members(name: str, codes: Codes, found: list[str], known: list[bool]) -> Reading:
    lists = [
        [part for part in SEVERAL.split(word) if part] if there else None
        for word, there in zip(found, known, strict=True)
    ]
    lookup = pa.array([*lists, None], pa.list_(pa.string()))
    return _several(name, lookup.take(pa.array(np.where(codes < 0, len(found), codes))))


def _several(name: str, array: pa.Array) -> Reading:
    rows = pc.list_parent_indices(array).to_numpy(zero_copy_only=False).astype(np.int32)
    inner = _category(name, *_encoded(_as_text(pc.list_flatten(array))))
    assert inner.codes is not None
    there = inner.codes >= 0
    return Reading(name, "several", len(array), words=inner.words, members=(rows[there], inner.codes[there]))


def _encoded(array: pa.Array) -> tuple[Codes, list[str], list[bool]]:
    encoded = array.dictionary_encode()
    found = [word or "" for word in encoded.dictionary.to_pylist()]
    codes = pc.fill_null(encoded.indices, -1).to_numpy(zero_copy_only=False).astype(np.int32)
    return codes, found, [folded(word) not in MISSING for word in found]


def date_of(days: float) -> date:
    return datetime.fromtimestamp(days * 86_400, tz=UTC).date()

"""Which columns can say anything about an account: not its id, not a constant, not free text."""

import re

import numpy as np
import pyarrow as pa

from tiercel.score.reading import Reading, read_column

WITHOUT_TIME = "It is a date: without the time of the deals it would say when, not who. Name that time to use dates."
ID_WORDS = {"id", "ids", "uuid", "guid", "key", "code", "nr", "no", "ref", "rowid"}


def read_usable(table: pa.Table, *, has_time: bool = True) -> tuple[list[Reading], dict[str, str]]:
    """Read every column; returns the readings that can be used, and of the others why not.

    has_time  whether deals are judged forward in time; if not, a date could only teach the calendar
    """
    kept, left_out = [], {}
    for name in table.column_names:
        reading = read_column(name, table[name])
        if reading.kind == "number" and _is_named_id(name):
            reading = read_column(name, table[name], "category")
        why = why_left_out(reading)
        if reading.kind == "date" and not has_time and not why:
            why = WITHOUT_TIME
        if why:
            left_out[name] = why
        else:
            kept.append(reading)
    return kept, left_out


def why_left_out(reading: Reading) -> str:
    """A sentence that says why this column is of no use, or nothing."""
    known = int((~reading.missing).sum())
    if not known:
        return "It is empty."
    if reading.numbers is not None:
        return _why_number(reading, known)
    if reading.codes is not None:
        return _why_words(reading, known)
    return ""


def _why_number(reading: Reading, known: int) -> str:
    assert reading.numbers is not None
    values = reading.numbers[~np.isnan(reading.numbers)]
    distinct = len(np.unique(values))
    if distinct == 1 and known == reading.rows:
        return "It has the same value everywhere."
    if reading.kind == "number" and known >= 20 and distinct == known and (values == np.floor(values)).all():
        steps = np.diff(values)
        if _is_named_number(reading.name) or (steps > 0).all() or (steps < 0).all() or np.ptp(values) < 2 * known:
            return "It numbers the rows."
    return ""


def _why_words(reading: Reading, known: int) -> str:
    assert reading.codes is not None
    distinct = len(np.unique(reading.codes[reading.codes >= 0]))
    if distinct == 1 and known == reading.rows:
        return "It has the same value everywhere."
    if known >= 10 and distinct >= 0.9 * known:
        return "Nearly every row has a value of its own, as in an id or a name."
    words = [len(word.split()) for word in reading.words[:1000]]
    if known >= 10 and distinct >= 0.4 * known and np.mean(words) >= 5:
        return "It is free text."
    return ""


def _is_named_id(name: str) -> bool:
    return _last_word(name) in ID_WORDS


def _is_named_number(name: str) -> bool:
    return _last_word(name) in {*ID_WORDS, "number", "num", "index"}


def _last_word(name: str) -> str:
    tokens = re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+", name)
    return tokens[-1].casefold() if tokens else ""

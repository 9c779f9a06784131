"""Judge the learning of a profile on any table, for an analyst without a workspace."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from tiercel.collect.files.reading import read_table
from tiercel.core.errors import DataError
from tiercel.core.nearest import nearest
from tiercel.inference.arrays import Counts, Floats
from tiercel.score.cases import Cases
from tiercel.score.outcomes import Outcome, read_outcome
from tiercel.score.profile import Profile, learn
from tiercel.score.reading import Reading, read_column
from tiercel.score.report import as_report


@dataclass(frozen=True)
class TableBacktest:
    """What was learnt from the table's decided rows, and which rows were set aside."""

    profile: Profile
    outcome: Outcome
    rows: int


def backtest_table(
    path: Path,
    outcome: str,
    *,
    group: str = "",
    time: str = "",
    ignore: Sequence[str] = (),
    confirm: Sequence[str] = (),
) -> TableBacktest:
    """Learn and judge a profile from a file of deals.

    outcome  COLUMN or COLUMN=VALUE, as in "Status=Won"
    group    the column that names the account of each deal
    time     the column that puts deals in order: dates, numbers or ranks
    ignore   columns that are kept out of everything
    confirm  columns that are used although they are suspected of knowing the outcome
    raises   DataError for names that the table does not have, and for outcomes that cannot be told apart
    """
    table = read_table(path)
    column, winning = split_outcome(outcome, table.column_names)
    for name in [n for n in (column, group, time, *ignore, *confirm) if n]:
        check_column(name, table)
    decided = read_outcome(column, table[column], winning)
    kept = table.filter(pa.array(decided.decided))
    if not kept.num_rows:
        raise DataError(f"No row of '{column}' is decided: nothing can be learnt from open deals.")
    special = {column, group, time, *ignore}
    when, is_date = _times(kept, time)
    cases = Cases(
        attributes=kept.select([name for name in kept.column_names if name not in special]),
        won=decided.won,
        group=_groups(kept, group),
        time=when,
        time_is_date=is_date,
    )
    return TableBacktest(learn(cases, confirmed=frozenset(confirm)), decided, table.num_rows)


def split_outcome(outcome: str, names: Sequence[str]) -> tuple[str, str | None]:
    """COLUMN or COLUMN=VALUE; a column whose own name holds an equals sign is found first.

    >>> split_outcome("Status=Won", ["Status"])
    ('Status', 'Won')
    """
    if outcome in names:
        return outcome, None
    for at in [k for k, letter in enumerate(outcome) if letter == "="]:
        if outcome[:at].strip() in names:
            return outcome[:at].strip(), outcome[at + 1 :].strip()
    return outcome.partition("=")[0].strip(), None


def check_column(name: str, table: pa.Table) -> None:
    """Raise DataError with the nearest right name where the table has no such column."""
    if name not in table.column_names:
        names = ", ".join(f"'{column}'" for column in table.column_names)
        raise DataError(f"There is no column '{name}'.{nearest(name, table.column_names)} There are: {names}.")


def _groups(table: pa.Table, name: str) -> Counts:
    """Numbers for the accounts; a row without one stands alone."""
    if not name:
        return np.arange(table.num_rows)
    read = read_column(name, table[name], "category")
    assert read.codes is not None
    alone = read.codes < 0
    keys = np.where(alone, len(read.words) + np.cumsum(alone), read.codes)
    return np.unique(keys, return_inverse=True)[1].astype(np.int64)


def _times(table: pa.Table, name: str) -> tuple[Floats | None, bool]:
    if not name:
        return None, False
    read: Reading = read_column(name, table[name])
    if read.numbers is None or np.isnan(read.numbers).all():
        raise DataError(
            f"'{name}' holds neither dates nor numbers, so deals cannot be put in order by it. Leave --time out."
        )
    return read.numbers, read.kind == "date"


def report(found: TableBacktest) -> dict[str, Any]:
    """The figures as plain data, with what was set aside."""
    aside = [{"value": value, "rows": rows} for value, rows in found.outcome.aside]
    return {
        **as_report(found.profile),
        "rows": found.rows,
        "winning_values": list(found.outcome.winning),
        "losing_values": list(found.outcome.losing),
        "set_aside": aside,
    }

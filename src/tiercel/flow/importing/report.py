"""What an import did, or would do: file by file, table by table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import duckdb
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tiercel.collect.rows.staged import Staged, StagedFile
from tiercel.flow.importing.asked import Asked
from tiercel.flow.importing.incoming import LINK_COLUMNS
from tiercel.flow.importing.rows import Counts
from tiercel.records.models import Attribute
from tiercel.tables.catalogue import TABLES

MOST_EXAMPLES = 200
MOST_REASONS, LINES_OF_REASON = 100, 5


@dataclass(frozen=True)
class FileLine:
    """One file: what it was taken for, or why it was not taken."""

    name: str
    table: str
    preset: str
    rows: int
    rejected: int
    cells_set_aside: int
    mapping: dict[str, str]
    unknown: tuple[str, ...]
    problems: tuple[str, ...]
    why_not: str


@dataclass(frozen=True)
class TableLine:
    """One table: `left_alone` rows say what the records say, `waiting` ones name a row that has not come."""

    table: str
    created: int
    changed: int
    left_alone: int
    waiting: int
    rejected: int
    cells_set_aside: int

    @property
    def numbers(self) -> tuple[int, ...]:
        return (self.created, self.changed, self.left_alone, self.waiting, self.rejected, self.cells_set_aside)


@dataclass(frozen=True)
class RejectLine:
    """A row that could not be taken, or (`row_taken`) a cell that was set aside."""

    file: str
    line: int
    table: str
    column: str
    value: str
    reason: str
    row_taken: bool


@dataclass(frozen=True)
class ReasonLine:
    """Why rows of a file could not be taken, or cells were set aside, as often as it happened.

    lines    the first few, as examples
    values   what stood there in some of them, each once; "" where nothing did
    """

    file: str
    table: str
    column: str
    reason: str
    row_taken: bool
    rows: int
    lines: tuple[int, ...]
    values: tuple[str, ...]


@dataclass(frozen=True)
class OfferLine:
    """A category that looks like a misspelt other one; nothing is changed unless somebody accepts it."""

    table: str
    column: str
    value: str
    suggestion: str
    count: int


@dataclass(frozen=True)
class ImportReport:
    """All of it; `rejects` are the first few, `reasons` say how often each thing was wrong, `reject_files` hold all."""

    dry_run: bool
    files: tuple[FileLine, ...]
    tables: tuple[TableLine, ...]
    notes: tuple[str, ...]
    rejects: tuple[RejectLine, ...]
    reasons: tuple[ReasonLine, ...]
    reject_files: tuple[str, ...]
    offers: tuple[OfferLine, ...]
    attributes: tuple[str, ...]

    @property
    def took_any_file(self) -> bool:
        return any(file.table for file in self.files)

    @property
    def changed_anything(self) -> bool:
        return not self.dry_run and any(line.created or line.changed for line in self.tables)

    def as_values(self) -> dict[str, Any]:
        return asdict(self)


def make_report(
    asked: Asked,
    staged: Staged,
    counts: Mapping[str, Counts],
    reject_files: Sequence[Path],
    attributes: Sequence[Attribute],
) -> ImportReport:
    """Put together what staging and matching found."""
    with duckdb.connect(str(staged.path), read_only=True) as duck:
        rejected = _by_table(duck, row_taken=False)
        cells = _by_table(duck, row_taken=True)
        rejects = tuple(
            RejectLine(*row)
            for row in duck.execute(
                "SELECT file, line, \"table\", coalesce(\"column\", ''), coalesce(value, ''), reason, row_taken "
                "FROM rejects ORDER BY row_taken, file, line LIMIT ?",
                [MOST_EXAMPLES],
            ).fetchall()
        )
        reasons = _reasons(duck)
        offers = tuple(
            OfferLine(*row)
            for row in duck.execute(
                'SELECT "table", "column", value, suggestion, "count" FROM offers ORDER BY "count" DESC'
            ).fetchall()
        )
    tables = {*counts, *rejected, *cells}
    return ImportReport(
        dry_run=asked.dry_run,
        files=tuple(_file(file) for file in staged.files),
        tables=tuple(
            TableLine(name, **asdict(counts.get(name, Counts())), rejected=rejected[name], cells_set_aside=cells[name])
            for name in _in_order(tables)
            if any(asdict(counts.get(name, Counts())).values()) or rejected[name] or cells[name]
        ),
        notes=_notes(staged, counts),
        rejects=rejects,
        reasons=reasons,
        reject_files=tuple(str(path) for path in reject_files),
        offers=offers,
        attributes=tuple(attribute.label for attribute in attributes),
    )


def _reasons(duck: duckdb.DuckDBPyConnection) -> tuple[ReasonLine, ...]:
    """Each thing that was wrong once, what cost whole rows and happened most first."""
    found = duck.execute(
        'SELECT file, "table", coalesce("column", \'\'), reason, row_taken, count(*), '
        f"min(line, {LINES_OF_REASON}), "
        f"list_sort(list_distinct(min(coalesce(left(value, 80), ''), {LINES_OF_REASON}))) "
        "FROM rejects GROUP BY ALL ORDER BY row_taken, count(*) DESC, file, reason LIMIT ?",
        [MOST_REASONS],
    ).fetchall()
    return tuple(
        ReasonLine(file, table, column, reason, row_taken, rows, tuple(lines), tuple(filter(None, values)))
        for file, table, column, reason, row_taken, rows, lines, values in found
    )


def _by_table(duck: duckdb.DuckDBPyConnection, *, row_taken: bool) -> Counter[str]:
    """Cells of rows that were taken without them; or rows, each once however many of its cells are wrong."""
    counted = "*" if row_taken else "DISTINCT (file, line)"
    query = f'SELECT "table", count({counted}) FROM rejects WHERE row_taken = ? GROUP BY ALL'
    return Counter(dict(duck.execute(query, [row_taken]).fetchall()))


def _in_order(tables: set[str]) -> list[str]:
    order = [*TABLES, *LINK_COLUMNS]
    return sorted(tables, key=order.index)


def _file(file: StagedFile) -> FileLine:
    source = file.source
    return FileLine(
        name=source.name,
        table=source.table or "",
        preset=source.preset or "",
        rows=file.rows,
        rejected=file.rejected,
        cells_set_aside=file.cells,
        mapping=source.mapping,
        unknown=source.unknown,
        problems=tuple(dict.fromkeys((*source.problems, *file.said, *_left_out(file)))),
        why_not=source.why_not or source.not_taken_yet,
    )


def _left_out(file: StagedFile) -> list[str]:
    return [_("{count} rows left out: {why}").format(count=count, why=why) for why, count in file.left_out.items()]


def _notes(staged: Staged, counts: Mapping[str, Counts]) -> tuple[str, ...]:
    notes = []
    if staged.identical:
        notes.append(
            ngettext(
                "{n} row said the same as another.", "{n} rows said the same as another.", staged.identical
            ).format(n=staged.identical)
        )
    if staged.older:
        notes.append(
            ngettext(
                "{n} row was older than another of the same key.",
                "{n} rows were older than another of the same key.",
                staged.older,
            ).format(n=staged.older)
        )
    waiting = sum(count.waiting for count in counts.values())
    if waiting:
        notes.append(
            ngettext(
                "{n} row names something that has not come yet; it waits, and goes in with the import that brings it.",
                "{n} rows name something that has not come yet; they wait, and go in with the import that brings it.",
                waiting,
            ).format(n=waiting)
        )
    return tuple(notes)

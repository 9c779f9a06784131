"""What a tap writes becomes files for the import; the state that came with them is kept only when they are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import msgspec

from tiercel.collect.singer import messages
from tiercel.collect.singer.aside import Aside
from tiercel.collect.singer.flatten import flat
from tiercel.collect.singer.messages import ActivateVersion, Record, Refused, Schema, State
from tiercel.collect.singer.preset import ENTRY, Inner
from tiercel.collect.singer.process import TooLong
from tiercel.collect.singer.streams import Plan, tidy_of

# What one import takes in its stride on a small machine, and what is lost at most where it is cut off.
MOST_ROWS = 250_000
MOST_BYTES = 200_000_000
MOST_STREAMS = 500

_ENCODER = msgspec.json.Encoder()


@dataclass
class Tally:
    """One stream of a run: `came` records, of which so many were of a stream that is not taken."""

    table: str = ""
    why_not: str = ""
    came: int = 0


@dataclass(frozen=True)
class Written:
    """One file for the import.

    stream   whose records, or list within them, it holds
    mapping  field -> column, as the import is to read it
    kind     which kind of the preset its rows are, "" where its columns say so
    """

    path: Path
    stream: str
    table: str
    preset: str
    mapping: dict[str, str]
    rows: int
    kind: str = ""


@dataclass(frozen=True)
class Cut:
    """What came since the last cut.

    state  where the tap stood with the last of it; None: it has not said
    """

    files: tuple[Written, ...]
    state: Any
    has_state: bool

    @property
    def rows(self) -> int:
        return sum(file.rows for file in self.files)


@dataclass
class _Open:
    path: Path
    file: IO[bytes]
    plan: Plan
    inner: Inner | None
    columns: tuple[str, ...]
    mapping: dict[str, str]
    rows: int = 0


PlanFor = Callable[[Schema], Plan]


class Intake:
    """Takes the lines of one run of a tap.

    plan_for   what becomes of a stream, asked when its schema comes
    raises     DataError from `take` for what the whole run cannot go on with
    """

    def __init__(self, folder: Path, *, plan_for: PlanFor, preset: str, aside: Aside) -> None:
        self.tallies: dict[str, Tally] = {}
        self.aside = aside
        self.replaced: set[str] = set()
        self.rows = self.bytes = 0
        self._folder = folder
        self._plan_for = plan_for
        self._tidy = tidy_of(preset)
        self._plans: dict[str, Plan] = {}
        self._open: dict[tuple[str, str], _Open] = {}
        self._state: Any = None
        self._has_state = self._has_just_stood = False
        self._part = 0

    @property
    def is_full(self) -> bool:
        """Whether it is time for a cut: best right after a state, so that nothing is asked for twice."""
        times = 1 if self._has_just_stood else 2
        return self.rows >= times * MOST_ROWS or self.bytes >= times * MOST_BYTES

    def take(self, number: int, line: bytes) -> None:
        if isinstance(line, TooLong):
            self.aside.add(number, line, "This line is longer than any message may be.")
            return
        if not line.strip():
            return
        message = messages.parse(line)
        self._has_just_stood = isinstance(message, State)
        if isinstance(message, Record):
            self._record(number, line, message)
        elif isinstance(message, State):
            self._state, self._has_state = message.value, True
        elif isinstance(message, Schema):
            self._schema(number, line, message)
        elif isinstance(message, ActivateVersion):
            self.replaced.add(message.stream)
        elif isinstance(message, Refused):
            self.aside.add(number, line, message.reason)

    def cut(self) -> Cut:
        """Close the files of this part, and begin others; the files stay until `forget`."""
        written = []
        for one in self._open.values():
            one.file.close()
            written.append(
                Written(
                    one.path,
                    one.plan.stream,
                    one.inner.table if one.inner else one.plan.table,
                    one.plan.preset,
                    one.mapping,
                    one.rows,
                    "" if one.inner else one.plan.kind,
                )
            )
        cut = Cut(tuple(written), self._state, self._has_state)
        self._open, self._state, self._has_state = {}, None, False
        self.rows = self.bytes = 0
        self._part += 1
        return cut

    def close(self) -> None:
        for one in self._open.values():
            one.file.close()
        self.aside.close()

    def _schema(self, number: int, line: bytes, message: Schema) -> None:
        if message.stream not in self._plans and len(self._plans) >= MOST_STREAMS:
            self.aside.add(number, line, f"More than {MOST_STREAMS} streams are not taken.")
            return
        plan = self._plan_for(message)
        before = self._plans.get(message.stream)
        self._plans[message.stream] = plan
        tally = self.tallies.setdefault(message.stream, Tally())
        tally.table, tally.why_not = plan.table, plan.why_not
        if before is not None and before.columns != plan.columns:
            # The rows so far have other columns: they go into the import as a file of their own.
            for key in [key for key in self._open if key[0] == message.stream]:
                self._open[(message.stream, f"{key[1]} {number}")] = self._open.pop(key)

    def _record(self, number: int, line: bytes, message: Record) -> None:
        plan = self._plans.get(message.stream)
        if plan is None:
            self.aside.add(number, line, "This record came before the schema of its stream.")
            return
        self.tallies[message.stream].came += 1
        if not plan.table:
            return
        try:
            row = flat(self._tidy(message.values))
        except (RecursionError, TypeError, ValueError, KeyError) as error:
            self.aside.add(number, line, f"This record is not as its stream's are ({type(error).__name__}).")
            return
        self._write(self._file(plan, None), row)
        for inner in plan.inner:
            for entry in _entries(message.values, inner.path):
                self._write(self._file(plan, inner), {**row, ENTRY: entry})

    def _file(self, plan: Plan, inner: Inner | None) -> _Open:
        key = (plan.stream, inner.path if inner else "")
        found = self._open.get(key)
        if found is not None:
            return found
        folder = self._folder / f"part-{self._part}"
        folder.mkdir(parents=True, exist_ok=True)
        name = _safe(plan.stream if inner is None else f"{plan.stream}.{inner.path.rpartition('.')[2]}")
        path = folder / f"{name}.jsonl"
        number = 2
        while path.exists():
            path, number = folder / f"{name}-{number}.jsonl", number + 1
        columns = plan.columns if inner is None else tuple(inner.columns.values())
        mapping = dict(plan.mapping if inner is None else inner.columns)
        self._open[key] = _Open(path, path.open("wb"), plan, inner, columns, mapping)
        return self._open[key]

    def _write(self, one: _Open, row: dict[str, Any]) -> None:
        # The first row shows all columns, so that the import finds each, also where no row has a value for it.
        full = one.rows == 0
        cells = {name: row.get(name) for name in one.columns if full or row.get(name) is not None}
        line = _ENCODER.encode(cells)
        one.file.write(line)
        one.file.write(b"\n")
        one.rows += 1
        self.rows += 1
        self.bytes += len(line) + 1


def _entries(record: dict[str, Any], path: str) -> list[Any]:
    found: Any = record
    for name in path.split("."):
        found = found.get(name) if isinstance(found, dict) else None
    return (
        [each for each in found if each is not None and not isinstance(each, dict | list)]
        if isinstance(found, list)
        else []
    )


def _safe(name: str) -> str:
    """A stream's name as a file's: people read it in reports, and it must lead nowhere.

    >>> _safe("public-accounts"), _safe("../../etc/passwd"), _safe("شرکت")
    ('public-accounts', '_.._etc_passwd', 'شرکت')
    """
    clean = "".join(c if c.isalnum() or c in "-_." else "_" for c in name)
    return clean.strip(".")[:80] or "stream"

"""The files that the search looks through follow the records: what is new is read, and what has changed, read again."""

from __future__ import annotations

import fcntl
import json
import logging
import math
import os
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.db import connection
from django.db.models import F, Max, Model, QuerySet
from django.utils.translation import gettext as _

from tiercel.core.files import write_whole
from tiercel.flow.jobs import Held, Report, queue
from tiercel.flow.search.texts import LONGEST, content, lines_of
from tiercel.records.models import Account, Change, Contact, Deal, Job, SearchMark

KIND = "search.index"
AT_ONCE, AT_A_TIME = 60_000, 5000
# So long a page waits for another that reads on; then it does without what is new.
SECONDS_TO_WAIT = 1.0
# Raised where the files come to hold something else of the same rows: those of before are then made anew.
FORM = 2

log = logging.getLogger("tiercel.search")


@dataclass(frozen=True)
class Kind:
    """A table that is searched, the columns that its texts are made of, and how they become words.

    heeded   columns whose change changes the words
    longest  how much of the words is kept; None: all
    """

    model: type[Model]
    columns: tuple[str, ...]
    words: Callable[..., str]
    heeded: tuple[str, ...]
    longest: int | None = LONGEST


def _of_account(name: str, domain: str, other_names: list[str]) -> str:
    return " ".join([name, domain, *other_names])


def _of_contact(name: str, email: str) -> str:
    # The domain is the account's: all who work there would be found by the account's name.
    return f"{name} {email.partition('@')[0]}"


KINDS = {
    "accounts": Kind(
        Account, ("name", "domain", "other_names"), _of_account, ("name", "domain", "domains", "other_names")
    ),
    "contacts": Kind(Contact, ("name", "email"), _of_contact, ("name", "email", "emails")),
    "deals": Kind(Deal, ("name",), str, ("name",)),
}
# More about the rows of a kind, which only filters look for: in a file of its own.
TECHNOLOGIES = "technologies"
BESIDES = {
    TECHNOLOGIES: ("accounts", Kind(Account, ("technologies",), " ".join, ("technologies",), longest=None)),
}
FILES = {name: (name, kind) for name, kind in KINDS.items()} | BESIDES


@dataclass(frozen=True)
class State:
    """What the files have read: of which database, and up to which key of each table and of the changes.

    sizes   of the files then, in bytes: a shorter one has lost something
    """

    token: str = ""
    generation: int = -1
    change: int = 0
    newest: dict[str, int] = field(default_factory=dict)
    form: int = 0
    sizes: dict[str, int] = field(default_factory=dict)


def file_of(kind: str) -> Path:
    return _folder() / f"{kind}.txt"


def catch_up() -> int:
    """Read what is new, unless it is so much that a job has to; returns how many rows the search does not know yet."""
    state, now = _state(), _now()
    behind = _behind(state, now)
    if behind == 0:
        return 0
    if behind <= AT_ONCE:
        return 0 if _could_read_on() else behind
    # While somebody writes a job could read nothing; the next page asks again.
    if not _is_being_written() and not Job.objects.filter(kind=KIND, state__in=(Job.QUEUED, Job.RUNNING)).exists():
        queue(KIND, {}, None)
    return behind


def _could_read_on() -> bool:
    """A folder that cannot be written to, or not be locked, is no reason to show nothing."""
    try:
        return read_on(patience=SECONDS_TO_WAIT)
    except OSError as error:
        log.warning("the search cannot read on: %s", error.strerror)
        return False


def last_read(kind: str) -> int:
    """The highest key of these rows that the files know of."""
    return _state().newest.get(kind, 0)


def stamp() -> tuple[object, ...]:
    """What is another one as soon as a row has come, or one was changed."""
    now = _now()
    return now.token, now.generation, now.change, *now.newest.values()


def note_gaps() -> None:
    """To be called in the transaction that writes rows under keys that were kept for them before."""
    SearchMark.objects.update(generation=F("generation") + 1)


def run(holding: Held) -> None:
    """Read everything that is not read yet."""
    total = _behind(_state(), _now())
    read_on(lambda done: holding.report(Report(_("Making everything findable"), done, total)))


def read_on(done: Callable[[int], None] = lambda _done: None, *, patience: float = math.inf) -> bool:
    """Read everything that is not read yet; False where that must wait for somebody who is writing just now.

    patience   how many seconds to wait for another who reads on; False after them too
    """
    with _locked(patience) as is_alone:
        if not is_alone:
            return False
        state, now = _state(), _now()
        # In this order: only what was already there before nobody wrote is known to be without gaps.
        if _behind(state, now) and _is_being_written():
            return False
        _read(state, now, done)
        return True


@contextmanager
def _locked(patience: float) -> Iterator[bool]:
    """Whether we are alone: one at a time, for the files and what is said of them are to be of the same moment."""
    _folder().mkdir(parents=True, exist_ok=True)
    with (_folder() / "lock").open("ab") as lock:
        until = time.monotonic() + patience
        while not (is_ours := _takes(lock)) and time.monotonic() < until:
            time.sleep(0.02)
        yield is_ours


def _takes(lock: BinaryIO) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _is_being_written() -> bool:
    """Whether rows may yet come in under keys below the newest that can be seen, or changes likewise.

    PostgreSQL gives out keys when rows are written and shows them when all is written: who was first may come last.
    SQLite lets one write at a time.
    """
    if connection.vendor != "postgresql":
        return False
    models: list[type[Model]] = [Change, *(kind.model for kind in KINDS.values())]
    tables = [model._meta.db_table for model in models]
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT EXISTS (SELECT 1 FROM pg_locks WHERE locktype = 'relation' AND mode = 'RowExclusiveLock'
               AND pid IS DISTINCT FROM pg_backend_pid() AND relation = ANY(%s::regclass[]::oid[])
               AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))""",
            [tables],
        )
        return bool(cursor.fetchone()[0])


def _now() -> State:
    """What there is to be read."""
    mark, _made = SearchMark.objects.get_or_create(pk=1, defaults={"token": secrets.token_hex(8)})
    newest = {name: _newest(kind.model) for name, kind in KINDS.items()}
    return State(mark.token, mark.generation, _newest(Change), newest, FORM)


def _newest(model: type[Model]) -> int:
    return model._default_manager.aggregate(newest=Max("pk"))["newest"] or 0


def _goes_on(state: State, now: State) -> bool:
    """Whether the files are of this database as it was, so that only what is new has to be read."""
    same = (state.token, state.generation, state.form) == (now.token, now.generation, now.form)
    return same and all(_size(name) >= state.sizes.get(name, 0) for name in FILES)


def _size(name: str) -> int:
    """-1 where there is no such file."""
    try:
        return file_of(name).stat().st_size
    except FileNotFoundError:
        return -1


def _behind(state: State, now: State) -> int:
    """How many rows are to be read, about: not every key is given. Keys that went are no fewer that came elsewhere."""
    if not _goes_on(state, now):
        return sum(now.newest.values()) or 1
    came = (now.newest[name] - state.newest.get(name, 0) for name in KINDS)
    return abs(now.change - state.change) + sum(map(abs, came))


def _read(state: State, now: State, done: Callable[[int], None]) -> None:
    """Append what is new, or write all files anew; what comes while this reads is read by the next one."""
    count, goes_on = 0, _goes_on(state, now)
    for name, (table, kind) in FILES.items():
        path = file_of(name) if goes_on else file_of(name).with_suffix(".new")
        if goes_on:
            _cut_torn_end(path)
        with path.open("ab" if goes_on else "wb") as file:
            for some in _rows(table, kind, state, now) if goes_on else _parts(kind, _all(kind)):
                file.write(lines_of(((key, words) for key, words in some if words), kind.longest))
                count += len(some) if name in KINDS else 0
                done(count)
            # Before it is said to be there: a power cut must not leave the word without the thing.
            file.flush()
            os.fsync(file.fileno())
        path.replace(file_of(name))
    said = asdict(now) | {"sizes": {name: _size(name) for name in FILES}}
    write_whole(_folder() / "state.json", json.dumps(said).encode())


def _cut_torn_end(path: Path) -> None:
    """Take away what a crash left of a line: what is appended would be taken for the rest of it."""
    with path.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - 1))
        is_whole = file.read() in (b"", b"\n")
    if not is_whole:
        os.truncate(path, len(content(path)))


def _rows(table: str, kind: Kind, state: State, now: State) -> Iterator[list[tuple[int, str]]]:
    """Rows that came, and those whose words have changed: their lines of before are no longer believed."""
    heeded = Change.objects.filter(pk__gt=state.change, pk__lte=now.change, table=table, field__in=kind.heeded)
    changed = list(heeded.values_list("row", flat=True).distinct())
    last = state.newest.get(table, 0)
    for start in range(0, len(changed), AT_A_TIME):
        yield from _parts(kind, _all(kind).filter(pk__in=changed[start : start + AT_A_TIME], pk__lte=last))
    yield from _parts(kind, _all(kind).filter(pk__gt=last))


def _all(kind: Kind) -> QuerySet[Any]:
    return kind.model._default_manager.order_by("pk")


def _parts(kind: Kind, rows: QuerySet[Any]) -> Iterator[list[tuple[int, str]]]:
    """Key and words, some thousand at a time: each part is read by itself, so that no transaction stays open."""
    last = 0
    while part := list(rows.filter(pk__gt=last).values_list("pk", *kind.columns)[:AT_A_TIME]):
        yield [(key, kind.words(*values)) for key, *values in part]
        last = part[-1][0]


def _folder() -> Path:
    return Path(settings.WORKSPACE.workspace) / "derived" / "search"


def _state() -> State:
    """What the files say of themselves; nothing, where they cannot be read."""
    try:
        return State(**json.loads((_folder() / "state.json").read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return State()

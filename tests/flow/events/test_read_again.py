"""A file may go between the list and a look into it: whoever reads looks at the new list, and finds the same."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest
from tests.flow.events.lake_rows import at, event, file_of

from tiercel.collect.visits.network_kinds import COMPANY
from tiercel.core.settings import Settings
from tiercel.flow.events import compact, counts, gather, lake_files, see_events
from tiercel.flow.events.count_events import InFiles, read_once
from tiercel.flow.events.read_again import read_again
from tiercel.flow.events.visitors.links_then import Whose
from tiercel.flow.events.web_touches import begin_reading, web_touches
from tiercel.flow.jobs import held
from tiercel.records.models import EventFile

TWO_DAYS_ON = at(2 * 24 * 60)
OF_ACME = {"organisation": "Acme", "network": COMPANY}


def touches() -> object:
    return web_touches(Whose({5: 15}, ("Acme",), {15: "Ada"}), None, 500)


def touches_then() -> object:
    return web_touches(Whose({5: 15}, (), {15: "Ada"}), at(30), 500)


def of_visitors() -> object:
    return InFiles().of_visitors({5, 6})


def of_networks() -> object:
    return sorted(InFiles().of_networks({"Acme"}), key=str)


def of_all() -> object:
    with read_once() as found:
        return found.of_visitors({5, 6}), sorted(found.of_networks({"Acme"}), key=str)


def of_kinds() -> object:
    EventFile.objects.update(counts=None)
    return sum(row.events for row in counts.counted(date(2026, 1, 1)))


def strangers() -> object:
    return see_events._strangers(date(2026, 1, 1), None)


def ids() -> object:
    return lake_files.already_there([b"1" * 16, b"2" * 16, b"3" * 16], at(0), at(9))


# Who reads, and the last that is called before a file is looked into.
READERS: list[tuple[Callable[[], object], object, str]] = [
    (touches, lake_files, "newest_first"),
    (touches, web_touches.__globals__, "reader"),
    (touches_then, web_touches.__globals__, "reader"),
    (begin_reading, lake_files, "paths"),
    (of_visitors, lake_files, "paths"),
    (of_networks, lake_files, "paths"),
    (of_all, lake_files, "paths"),
    (of_kinds, counts, "reader"),
    (strangers, see_events, "reader"),
    (ids, lake_files, "reader"),
]


def sweep_as_a_clock_would_that_jumps() -> None:
    with held(compact.KIND, {}) as holding:
        assert gather.gather(holding, TWO_DAYS_ON) == 2
    lake_files.sweep(TWO_DAYS_ON + 2 * lake_files.KEPT_FOR)


@pytest.mark.parametrize("reading", READERS, ids=[f"{read.__name__}-{name}" for read, _, name in READERS])
def test_what_is_swept_under_a_reader_is_read_from_where_it_stands_now(
    db: None,
    workspace: Settings,
    monkeypatch: pytest.MonkeyPatch,
    reading: tuple[Callable[[], object], Any, str],
) -> None:
    read, owner, name = reading
    ones = [event(n, 5, id=b"%d" % n * 16) for n in range(3)]
    file_of("one", [*ones, event(4, 6), event(5, None, **OF_ACME)])
    file_of("two", [event(60, 5), event(61, 7, **OF_ACME)])
    for path in Path(workspace.workspace).glob("lake/events/*/*"):
        os.utime(path, (at(99).timestamp(),) * 2)
    expected, sweeps = read(), 0
    real = owner[name] if isinstance(owner, dict) else getattr(owner, name)

    def then_it_sweeps(*args: Any) -> Any:
        nonlocal sweeps
        found, sweeps = real(*args), sweeps + 1
        if sweeps == 1:
            sweep_as_a_clock_would_that_jumps()
        return found

    put = monkeypatch.setitem if isinstance(owner, dict) else monkeypatch.setattr
    put(owner, name, then_it_sweeps)
    assert read() == expected
    assert sweeps >= 2, "it was not read twice"
    assert len(list(Path(workspace.workspace).glob("lake/events/*/*.parquet"))) == 1


def test_a_file_that_is_lost_for_good_is_told_of(db: None, workspace: Settings) -> None:
    for path in (file_of("one", [event(0, 5)]), file_of("two", [event(1, 5)])):
        Path(path).unlink()
    asked: list[int] = []

    def read() -> object:
        asked.append(1)
        return touches()

    with pytest.raises((duckdb.IOException, FileNotFoundError)):
        read_again(read)
    assert len(asked) == 2
    assert workspace.workspace


def test_a_question_that_is_wrong_is_asked_once() -> None:
    asked: list[int] = []

    def read() -> object:
        asked.append(1)
        return duckdb.execute("SELECT nothing")

    with pytest.raises(duckdb.BinderException):
        read_again(read)
    assert len(asked) == 1

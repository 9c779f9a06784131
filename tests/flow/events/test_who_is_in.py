"""Who is in a file of the lake is written beside it, is right, and is made again wherever it is not there."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from tests.flow.events.conftest import Site
from tests.flow.events.lake_rows import event, file_of

from tiercel.core.clock import utc_now
from tiercel.core.settings import Settings
from tiercel.flow.events import gather, lake_files
from tiercel.flow.events.compact import compact_now
from tiercel.flow.events.who_is_in import SUFFIX, in_which, touches_in, wanted_of, who_is_in

ROWS = [
    event(0, 1, type="identify"),
    event(1, 5),
    event(2, 5, type="screen"),
    event(3, 5, type="track", name="Asked"),
    event(4, 5, type="track", name="Time Spent", seconds=3.0),
    event(5, 5, is_bot=True),
    event(6, None, organisation="Acme, Inc."),
]


def beside(path: str) -> Path:
    return Path(path + SUFFIX)


def test_touches_of_visitors_are_counted_without_their_file(db: None, workspace: Settings) -> None:
    one, two = file_of("one", ROWS), file_of("two", [event(9, 5), event(9, 6)])
    for path in (one, two):
        Path(path).unlink()
    assert touches_in([one, two], {1, 5, 6, 7}) == {1: 0, 5: 4, 6: 1}
    assert workspace.workspace


def test_a_file_is_found_by_its_visitors_and_by_its_networks(db: None, workspace: Settings) -> None:
    one, two = file_of("one", ROWS), file_of("two", [event(9, 6)])
    assert in_which([one, two], wanted_of([6, 99])) == {two: 1}
    assert in_which([one, two], wanted_of([], ["Acme, Inc."])) == {one: 0}
    assert in_which([one, two], wanted_of([4], ["Acme"])) == in_which([one, two], wanted_of([])) == {}
    assert workspace.workspace


def test_what_is_missing_or_cut_off_is_made_again_from_the_file(db: None, workspace: Settings) -> None:
    path = file_of("one", ROWS)
    whole = beside(path).read_bytes()
    beside(path).unlink()
    assert touches_in([path], {5}) == {5: 3}
    assert beside(path).read_bytes() == whole
    for broken in (whole[:-3], b"", b"something else"):
        beside(path).write_bytes(broken)
        os.utime(beside(path), ns=(time.time_ns(), time.time_ns()))
        assert touches_in([path], {5}) == {5: 3}
    assert workspace.workspace


def test_a_file_of_nobody_says_so(db: None, workspace: Settings) -> None:
    path = file_of("one", [event(0, None)])
    assert len(who_is_in(path).keys) == 0
    assert touches_in([path], {1}) == {}
    assert workspace.workspace


def test_a_gathered_file_says_what_its_parts_said_and_what_was_superseded_goes_with_its_file(
    site: Site, that_day: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    for device in ("one", "two", "one"):
        site.page(device)
        site.put_away()
    before = {key: count for path in lake_files.paths() for key, count in _counts(path)}
    monkeypatch.setattr(gather, "MOST_SMALL", 2)
    compact_now()
    (path,) = lake_files.paths()
    assert {key for key, _count in _counts(path)} == before.keys()
    assert sum(count for _key, count in _counts(path)) == 3
    lake_files.sweep(utc_now() + 3 * lake_files.KEPT_FOR)
    folder = site.workspace / lake_files.FOLDER
    assert sorted(map(str, folder.glob("*/*"))) == [path, path + SUFFIX]


def _counts(path: str) -> list[tuple[int, int]]:
    who = who_is_in(path)
    return list(zip(who.keys.tolist(), who.touches.tolist(), strict=True))

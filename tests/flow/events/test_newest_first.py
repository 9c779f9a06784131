"""A timeline is read from the newest files that hold anything of somebody, and comes to what all files would say."""

from __future__ import annotations

import random
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest
from tests.flow.events.lake_rows import at, event, file_of

from tiercel.core.settings import Settings
from tiercel.flow.events import lake_files
from tiercel.flow.events.visitors.links_then import Whose
from tiercel.flow.events.web_touches import web_touches
from tiercel.flow.touches.touch import TouchRow

# All files at once, with the time spent at a page found by counting looks at it: what is to come out.
EVERY = """
    WITH theirs AS (
        SELECT * FROM read_parquet($files) WHERE NOT is_bot AND type IN ('page', 'screen', 'track')
            AND (list_contains($visitors, visitor) OR list_contains($organisations, organisation::VARCHAR))
            AND ($known_by IS NULL OR received_at < $known_by)
    ),
    placed AS (
        SELECT *, count(*) FILTER (WHERE type <> 'track') OVER (
            PARTITION BY visitor, host, path ORDER BY happened_at, type ROWS UNBOUNDED PRECEDING) AS look FROM theirs
    ),
    spent AS (
        SELECT visitor, host, path, look, sum(seconds) AS seconds
        FROM placed WHERE type = 'track' AND name = 'Time Spent' GROUP BY ALL
    )
    SELECT epoch_us(p.happened_at), p.visitor, p.path, p.type,
        CASE WHEN p.type = 'track' THEN p.seconds ELSE coalesce(p.seconds, s.seconds) END
    FROM placed p LEFT JOIN spent s ON p.type <> 'track' AND s.visitor IS NOT DISTINCT FROM p.visitor
        AND s.host = p.host AND s.path = p.path AND s.look = p.look
    WHERE NOT (p.type = 'track' AND p.name = 'Time Spent') ORDER BY 1 DESC LIMIT $most
"""
THEM = Whose({1: 11, 2: 12}, ("Acme",), {11: "Ada", 12: "Ben"})


def every(whose: Whose, known_by: datetime | None, most: int) -> list[Any]:
    given = {"files": lake_files.paths(), "visitors": list(whose.visitors), "organisations": list(whose.organisations)}
    duck = duckdb.connect()
    rows = duck.execute(EVERY, given | {"known_by": known_by, "most": most}).fetchall()
    return [
        (instant, whose.visitors.get(visitor), path, kind, seconds and round(seconds / 60, 6))
        for instant, visitor, path, kind, seconds in rows
    ]


def shown(touch: TouchRow) -> Any:
    path = touch.detail.partition(" ")[0].removeprefix("www.example.com")
    instant = round(touch.at.timestamp() * 1e6)
    return (instant, touch.contact_id, path, touch.type, touch.minutes and round(touch.minutes, 6))


def some_events(chance: random.Random, first: int, count: int) -> list[dict[str, Any]]:
    """From `first` on, each a minute of its own; every so often one that was received much later."""
    rows = []
    for n in range(count):
        kind = chance.choice(["page", "page", "screen", "track", "identify"])
        name = chance.choice(["Time Spent", "Asked"]) if kind == "track" else ""
        seconds = chance.choice([None, 30.0, 12.0]) if kind == "track" else chance.choice([None, None, 7.0])
        said = {"type": kind, "name": name, "seconds": seconds, "is_bot": chance.random() < 0.1}
        said |= {"organisation": chance.choice(["", "Acme", "Other"])}
        row = event(first + n * 3 + chance.random(), chance.choice([1, 1, 2, 3, None]), chance.choice(["/a", "/b"]))
        rows.append(row | said)
    return rows


@pytest.mark.parametrize("seed", range(6))
def test_the_newest_are_those_that_all_files_together_would_tell(db: None, workspace: Settings, seed: int) -> None:
    """Files whose times overlap, as those of two collectors do; both of what is known today and of what was then."""
    chance = random.Random(seed)
    for n in range(7):
        file_of(f"file-{n}", some_events(chance, chance.randrange(0, 400, 40), chance.randrange(1, 40)))
    alone = Whose({2: 12}, (), {12: "Ben"})
    for whose in (THEM, alone):
        for known_by in (None, at(150), at(333.5)):
            for most in (1, 4, 30, 500):
                found = [shown(touch) for touch in web_touches(whose, known_by, most)]
                assert found == every(whose, known_by, most), f"of {whose.visitors}, {known_by}, {most}"
    assert workspace.workspace


def test_a_look_keeps_the_time_that_a_later_file_tells_of(db: None, workspace: Settings) -> None:
    spent = {"type": "track", "name": "Time Spent", "seconds": 60.0}
    file_of("one", [event(0, 1, "/a"), event(1, 1, "/b")])
    file_of("two", [event(2, 1, "/b", **spent), event(3, 1, "/a", **spent), event(4, 1, "/a", **spent)])
    found = web_touches(Whose({1: 11}, (), {11: "Ada"}), None, 1)
    assert [(touch.name, touch.minutes) for touch in found] == [("/b", 1.0)]
    assert [touch.minutes for touch in web_touches(Whose({1: 11}, (), {11: "Ada"}), None, 9)] == [1.0, 2.0]
    assert workspace.workspace


def test_no_file_is_opened_that_holds_nothing_of_theirs_or_only_what_is_older(db: None, workspace: Settings) -> None:
    older = file_of("older", [event(0, 1, "/old")])
    of_others = file_of("others", [event(50, 3, "/theirs", organisation="Other")])
    file_of("newer", [event(60, 1, "/new"), event(61, 2, "/new")])
    for path in (older, of_others):
        Path(path).unlink()
    assert [touch.name for touch in web_touches(THEM, None, 2)] == ["/new", "/new"]
    assert [touch.name for touch in web_touches(Whose({2: 12}), None, 9)] == ["/new"]
    assert workspace.workspace


def test_who_is_known_elsewhere_gives_way_to_older_touches_of_strangers(
    db: None, workspace: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    file_of("older", [event(0, 7, "/old", organisation="Acme")])
    file_of("newer", [event(9, 8, "/new", organisation="Acme")])
    monkeypatch.setattr("tiercel.flow.events.web_touches.known_visitors", lambda _visitors, _then: {8})
    assert [touch.name for touch in web_touches(Whose({}, ("Acme",)), None, 1)] == ["/old"]
    assert workspace.workspace

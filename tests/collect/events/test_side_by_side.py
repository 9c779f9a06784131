"""Several processes make events of a file ready in its order, exactly as one does."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tiercel.collect.events import archive
from tiercel.collect.events.archive import raw_events
from tiercel.collect.events.columns import Columns, joined
from tiercel.collect.events.prepare import How
from tiercel.collect.events.side_by_side import Asked, Preparer
from tiercel.collect.files.limits import Limits

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
HOW = How(ranges=(), secret="ab" * 32, with_address=False)


def prepared(path: Path, *, at_once: bool) -> tuple[Columns, list[int]]:
    with Preparer(HOW, NOW, at_once=at_once) as preparer:
        ready = list(preparer.ready(Asked(path, "segment", "archive"), Limits()))
    return joined([each.events for each in ready]), [r.place for each in ready for r in each.refused]


def test_side_by_side_comes_to_the_same_in_the_same_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "BYTES_OF_A_PART", 500)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    path = tmp_path / "archive.jsonl"
    lines = [
        json.dumps({"type": "page", "messageId": f"{n:032}", "anonymousId": f"device-{n % 5}"}) for n in range(100)
    ]
    lines[40] = "not json"
    path.write_text("\n".join(lines))
    alone, together = prepared(path, at_once=False), prepared(path, at_once=True)
    assert alone == together
    assert together[1] == [41]
    assert len(set(together[0].table.column("id").to_pylist())) == 99
    assert len(set(together[0].table.column("device").to_pylist())) == 5


@pytest.mark.parametrize("most", [1, 7, 30, 1000])
@pytest.mark.parametrize("ending", ["", "\n", "\r\n\n"])
def test_parts_of_any_length_hold_every_line_in_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int, ending: str
) -> None:
    monkeypatch.setattr(archive, "BYTES_OF_A_PART", most)
    path = tmp_path / "archive.jsonl"
    path.write_text('{"a":1}\n\n  {"a":2}\r\n{"a":"\u2028"}\n{"a":4}' + ending, encoding="utf-8", newline="")
    assert list(raw_events(path, Limits())) == [
        (1, b'{"a":1}'), (3, b'{"a":2}'), (4, '{"a":"\u2028"}'.encode()), (5, b'{"a":4}')
    ]  # fmt: skip


def test_batches_among_lines_are_the_events_that_they_hold(tmp_path: Path) -> None:
    path = tmp_path / "archive.jsonl"
    path.write_bytes(
        b'{"batch": [{"a":1}, {"a":2}], "sentAt": "x"}\n{"type": "track", "batch": [3]}\n{"batch": []}\n{"batch": [4'
    )
    assert list(raw_events(path, Limits())) == [
        (1, b'{"a":1}'), (1, b'{"a":2}'), (2, b'{"type": "track", "batch": [3]}'), (4, b'{"batch": [4')
    ]  # fmt: skip


def test_events_written_on_several_lines_stay_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "archive.json"
    path.write_bytes(b'[{"a":\n 1}, {"a":\r\n\t2}]')
    assert list(raw_events(path, Limits())) == [(1, b'{"a":\n 1}'), (2, b'{"a":\r\n\t2}')]

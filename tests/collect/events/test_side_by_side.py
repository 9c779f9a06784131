"""Several processes make events of a file ready in its order, exactly as one does."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tiercel.collect.events import archive, side_by_side
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
    monkeypatch.setattr(side_by_side.os, "cpu_count", lambda: 2)
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

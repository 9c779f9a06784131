"""What a tap writes becomes files with their state beside them; what is no message goes aside with its line."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.collect.singer.conftest import message, record, rows_of, schema, take

from tiercel.collect.singer import intake as module
from tiercel.collect.singer.intake import Intake
from tiercel.collect.singer.messages import parse
from tiercel.collect.singer.process import TooLong
from tiercel.core.errors import DataError


def test_records_become_rows_and_the_last_state_stands_beside_them(intake: Intake) -> None:
    take(intake, schema(), record(id="1", name="Acme"), message(type="STATE", value={"at": 1}),
         record(id="2", name="Bolt"), message(type="STATE", value={"at": 2}))  # fmt: skip
    cut = intake.cut()
    assert [(file.stream, file.table, file.rows) for file in cut.files] == [("firms", "accounts", 2)]
    assert rows_of(cut.files[0].path) == [
        {"id": "1", "name": "Acme", "website": None, "employees": None},
        {"id": "2", "name": "Bolt"},
    ]
    assert (cut.has_state, cut.state) == (True, {"at": 2})


def test_a_state_that_came_before_a_cut_is_not_said_again_after_it(intake: Intake) -> None:
    take(intake, schema(), record(id="1", name="Acme"), message(type="STATE", value=1))
    intake.cut()
    take(intake, record(id="2", name="Bolt"))
    cut = intake.cut()
    assert (cut.rows, cut.has_state) == (1, False)


def test_a_null_state_is_a_state(intake: Intake) -> None:
    take(intake, message(type="STATE", value=None))
    assert intake.cut().has_state


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"INFO starting up", "not JSON"),
        (b'{"type": "RECORD", "stream": "firms", "record": {"id"', "not JSON"),
        (b"[1, 2]", "not a JSON object"),
        (b'{"type": "WISH"}', "'WISH' is no kind of message"),
        (b'{"type": "RECORD", "record": {}}', "names no stream"),
        (b'{"type": "RECORD", "stream": "firms", "record": 7}', "not a JSON object"),
        (b'{"type": "RECORD", "stream": "unheard", "record": {}}', "before the schema"),
        (b'{"type": "SCHEMA", "stream": "", "schema": {}}', "names no stream"),
        (b'{"type": "SCHEMA", "stream": "x", "schema": []}', "not a JSON object"),
        (b'{"type": "STATE"}', "no value"),
        (b"[" * 100_000, "not JSON"),
        (b"\xff\xfe\x00", "not JSON"),
        (TooLong(b"aaaa"), "longer than any message"),
    ],
)
def test_what_is_no_message_goes_aside_with_its_line_and_the_rest_goes_on(
    intake: Intake, line: bytes, reason: str
) -> None:
    take(intake, schema(), line, record(id="1", name="Acme"))
    intake.close()
    kept = rows_of(intake.aside.path)
    assert (intake.aside.count, kept[0]["line"]) == (1, 2)
    assert reason in kept[0]["reason"]
    assert intake.cut().rows == 1


def test_lines_aside_hide_secrets_and_are_cut(intake: Intake) -> None:
    take(intake, b"the token is s3cret " + b"x" * 9999)
    intake.close()
    text = intake.aside.path.read_text()
    assert "s3cret" not in text
    assert len(text) < 1200


@given(st.binary(max_size=300))
@settings(max_examples=300)
def test_no_line_whatever_breaks_the_reader(line: bytes) -> None:
    assert parse(line) is not None


def test_batches_are_refused_with_what_to_do(intake: Intake) -> None:
    with pytest.raises(DataError, match="Take batch_config out"):
        take(intake, message(type="BATCH", stream="firms", manifest=["file:///tmp/x"], encoding={}))


def test_money_keeps_the_cents_that_a_float_would_lose(intake: Intake) -> None:
    take(
        intake,
        schema(),
        b'{"type":"RECORD","stream":"firms","record":{"id":9007199254740993,"name":12345678901234567.10}}',
    )
    assert rows_of(intake.cut().files[0].path)[0] | {"website": 0} == {
        "id": 9007199254740993, "name": "12345678901234567.10", "website": 0, "employees": None,
    }  # fmt: skip


def test_numbers_that_are_none_and_halves_of_characters_do_not_stop_a_row(intake: Intake) -> None:
    take(intake, schema(), rb'{"type":"RECORD","stream":"firms","record":{"id":1,"employees":NaN,"name":"a\ud800"}}')
    row = rows_of(intake.cut().files[0].path)[0]
    assert (row["id"], row["employees"]) == (1, None)
    assert row["name"].startswith("a")


def test_streams_that_are_not_taken_are_counted_and_say_why(intake: Intake) -> None:
    take(intake, schema("logs"), record("logs", id="1"), record("logs", id="2"))
    tally = intake.tallies["logs"]
    assert (tally.came, tally.table, tally.why_not) == (2, "", "Nobody has said what these are.")
    assert intake.cut().files == ()


def test_a_name_that_would_lead_elsewhere_stays_in_the_folder(tmp_path: Path, intake: Intake) -> None:
    intake._plan_for = lambda found: module.Plan(found.stream, table="accounts", columns=("id",), mapping={})
    for stream in ("../../escaped", "/etc/passwd", "..", "a/b"):
        take(intake, schema(stream), record(stream, id="1"))
    paths = [file.path.resolve() for file in intake.cut().files]
    assert len(set(paths)) == 4
    assert all(path.parent == (tmp_path / "parts" / "part-0").resolve() for path in paths)


def test_a_schema_that_changes_midway_begins_another_file(intake: Intake) -> None:
    more: dict[str, Any] = {"properties": {"id": {}, "name": {}, "city": {}}}
    take(intake, schema(), record(id="1", name="Acme"), schema("firms", more), record(id="2", name="Bolt", city="Bonn"))
    files = intake.cut().files
    assert sorted(file.path.name for file in files) == ["firms-2.jsonl", "firms.jsonl"]
    assert sorted(len(rows_of(file.path)) for file in files) == [1, 1]


def test_a_part_is_full_before_it_fills_the_disk(intake: Intake, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_ROWS", 3)
    take(intake, schema(), *[record(id=str(n), name="x") for n in range(3)])
    assert not intake.is_full, "a state may follow"
    take(intake, message(type="STATE", value=3))
    assert intake.is_full
    intake.cut()
    take(intake, *[record(id=str(n), name="x") for n in range(5)])
    assert not intake.is_full
    take(intake, record(id="9", name="x"))
    assert intake.is_full, "no state came, and it cannot wait for ever"


def test_streams_without_end_are_not_all_remembered(intake: Intake) -> None:
    take(intake, *[schema(f"stream {n}") for n in range(module.MOST_STREAMS + 5)])
    assert (len(intake.tallies), intake.aside.count) == (module.MOST_STREAMS, 5)

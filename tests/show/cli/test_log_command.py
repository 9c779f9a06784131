"""`tiercel log` says whether the log is as it was written, and what could not be taken."""

import json
from pathlib import Path

import pytest
from tests.collect.events.asking import Ask, Site, write_keys
from typer.testing import CliRunner

from tiercel.show.cli.main import app

pytestmark = pytest.mark.usefixtures("commands")


@pytest.fixture(scope="module")
def commands() -> None:
    from tiercel.show.cli import commands

    if not app.registered_commands:
        commands.add_to(app)


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    monkeypatch.setenv("TIERCEL_WORKSPACE", str(tmp_path))
    site = Site(tmp_path / "lake")
    write_keys(site.lake)
    good, bad = {"event": "x", "messageId": "m", "writeKey": "WRITEKEY"}, b"{"
    site.ask(Ask("/v1/track", good), Ask("/v1/track", bad, key="WRITEKEY"))
    return site


def test_a_log_that_is_as_it_was_written(site: Site) -> None:
    said = CliRunner().invoke(app, ["log", "verify"])
    assert said.exit_code == 0
    assert said.output.startswith("1 closed segments and 0 being written, 1 requests, 1 events, 0 wrong.")


def test_a_log_that_was_changed_is_named_with_file_and_line_and_exit_code_1(site: Site) -> None:
    [path] = (site.lake / "log").iterdir()
    path.write_bytes(path.read_bytes().replace(b'"m"', b'"n"'))
    said = CliRunner().invoke(app, ["log", "verify", "--json"])
    assert said.exit_code == 1
    wrong, counts = map(json.loads, said.output.splitlines())
    assert (wrong["file"], wrong["line"]) == (str(path), 1)
    assert "checksum" in wrong["wrong"]
    assert (counts["wrong"], counts["events"]) == (1, 0)


def test_a_folder_that_is_none_is_an_error_that_says_so(site: Site) -> None:
    from tiercel.core.errors import DataError

    said = CliRunner().invoke(app, ["log", "verify", str(site.lake / "nowhere")])
    assert isinstance(said.exception, DataError)


def test_what_could_not_be_taken_is_listed_with_its_reason(site: Site) -> None:
    assert "/v1/track: not JSON (1 bytes)" in CliRunner().invoke(app, ["log", "aside"]).output
    [one] = map(json.loads, CliRunner().invoke(app, ["log", "aside", "--json"]).output.splitlines())
    assert (one["reason"], one["key"], one["body"]) == ("not JSON", "WRITEKEY", "ew==")

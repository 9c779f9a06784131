"""One DuckDB for all who read: they do not see each other's tables, and what breaks for one does not for the next."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import duckdb
import pytest
from django.conf import settings

from tiercel.core.errors import ConfigError
from tiercel.core.settings import Settings, load
from tiercel.flow import one_duckdb
from tiercel.flow.one_duckdb import reader, reading_memory_mb


def test_many_who_ask_at_once_have_tables_of_their_own() -> None:
    def asked(mine: int) -> int:
        found = 0
        for _ in range(20):
            duck = reader()
            duck.execute("CREATE TEMP TABLE rows AS SELECT range AS n FROM range(?)", [mine])
            found = duck.execute("SELECT count(*) FROM rows").fetchall()[0][0]
            assert found == mine
        return found

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(asked, range(100, 900, 100))) == list(range(100, 900, 100))


def test_a_question_that_fails_spoils_no_other() -> None:
    with pytest.raises(duckdb.Error):
        reader().execute("SELECT * FROM read_parquet('/nowhere/at/all.parquet')")
    assert reader().execute("SELECT 1").fetchall() == [(1,)]


def test_one_that_answers_no_more_is_begun_anew() -> None:
    one_duckdb._of_process(os.getpid()).close()
    assert reader().execute("SELECT current_setting('TimeZone')").fetchall() == [("UTC",)]


@pytest.fixture
def begun_here(workspace: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """The DuckDB of this process is begun anew in this workspace, and again when the test is over."""
    one_duckdb._of_process.cache_clear()
    yield monkeypatch
    one_duckdb._of_process.cache_clear()


def test_what_needs_more_than_its_memory_goes_to_the_workspace_and_leaves_nothing_there(
    workspace: Settings, begun_here: pytest.MonkeyPatch
) -> None:
    begun_here.setattr(settings, "WORKSPACE", load(workspace.workspace, {"TIERCEL_READING_MEMORY_MB": "128"}))
    duck, spill = reader(), workspace.workspace / one_duckdb.SPILL
    assert duck.execute("SELECT current_setting('memory_limit')").fetchall() == [("128.0 MiB",)]
    for name in ("one", "two"):
        duck.execute(f"CREATE TEMP TABLE {name} AS SELECT range AS n, md5(range::VARCHAR) AS said FROM range(1600000)")
    assert sum(path.stat().st_size for path in spill.iterdir()) > 0
    used = duck.execute("SELECT sum(memory_usage_bytes) FROM duckdb_memory()").fetchall()[0][0]
    assert used <= 128 * 1024 * 1024
    assert duck.execute("SELECT count(DISTINCT n) FROM one").fetchall() == [(1_600_000,)]
    del duck
    one_duckdb._of_process.cache_clear()
    assert not spill.exists()


@pytest.mark.parametrize(("there_is", "taken"), [(256, 128), (2_000, 500), (64_000, 4_096)])
def test_unasked_it_takes_a_share_of_what_there_is(
    workspace: Settings, monkeypatch: pytest.MonkeyPatch, there_is: int, taken: int
) -> None:
    monkeypatch.setattr(one_duckdb, "memory_mb", lambda: there_is)
    assert reading_memory_mb() == taken
    assert workspace.reading_memory_mb == 0


def test_too_little_memory_is_refused_with_what_is_wanted(workspace: Settings) -> None:
    with pytest.raises(ConfigError, match="127 is too little: 128 at least are wanted, or 0"):
        load(workspace.workspace, {"TIERCEL_READING_MEMORY_MB": "127"})

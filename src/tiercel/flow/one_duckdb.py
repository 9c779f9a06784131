"""One DuckDB that stays, for whatever pages read with it: to begin another takes longer than most of their questions.

It remembers what stands where in each file of the lake. What its questions need beyond its memory goes to the disk,
into the workspace: the system's own folder for such things is often small, or memory itself.
"""

from __future__ import annotations

import os
from functools import cache

import duckdb
from django.conf import settings

from tiercel.core.memory import memory_mb

# Beside the pages stand Python, the collector and jobs; more than the most never made a page faster.
SHARE, LEAST_MB, MOST_MB = 4, 128, 4096
# DuckDB knows whose is what in there: what the dead left goes when the next one needs the place.
SPILL = ".spill"


def reader() -> duckdb.DuckDBPyConnection:
    """A connection of its own for one reader; what is registered on it, and its TEMP tables, nobody else sees."""
    try:
        return _begun()
    except duckdb.Error:
        # One that broke inside answers nobody any more until it is begun anew.
        _of_process.cache_clear()
        return _begun()


def reading_memory_mb() -> int:
    """How much one DuckDB of a process may take, as the settings say, or a share of what there is."""
    return settings.WORKSPACE.reading_memory_mb or min(max(memory_mb() // SHARE, LEAST_MB), MOST_MB)


def limited(megabytes: int) -> dict[str, str | bool | int | float | list[str]]:
    """The limits of a DuckDB of this workspace, one of a job's own too: its memory, and where the rest goes."""
    return {
        "memory_limit": f"{megabytes}MiB",
        "temp_directory": str(settings.WORKSPACE.workspace / SPILL),
    }


def _begun() -> duckdb.DuckDBPyConnection:
    duck = _of_process(os.getpid()).cursor()
    duck.execute("SET TimeZone = 'UTC'")
    return duck


@cache
def _of_process(_process: int) -> duckdb.DuckDBPyConnection:
    """Of the process that made it: one that was split off begins its own, and lets its parent's be."""
    duck = duckdb.connect(config=limited(reading_memory_mb()))
    duck.execute("SET GLOBAL parquet_metadata_cache = true")
    return duck

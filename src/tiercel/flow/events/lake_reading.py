"""The lake as pages read it: one DuckDB that stays, and remembers what stands where in each file."""

from __future__ import annotations

import os
from functools import cache

import duckdb


def reader() -> duckdb.DuckDBPyConnection:
    """A connection of its own for one reader; what is registered on it nobody else sees."""
    duck = _of_process(os.getpid()).cursor()
    duck.execute("SET TimeZone = 'UTC'")
    return duck


@cache
def _of_process(_process: int) -> duckdb.DuckDBPyConnection:
    """Of the process that made it: one that was split off begins its own, and lets its parent's be."""
    duck = duckdb.connect()
    duck.execute("SET GLOBAL parquet_metadata_cache = true")
    return duck

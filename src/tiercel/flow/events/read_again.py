"""Whoever reads files of the lake looks at the list again, once, where one of them has gone since.

What was superseded stays for some hours; where a clock jumps, or a reader sleeps, it may go between list and look.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import duckdb

Found = TypeVar("Found")


def read_again(read: Callable[[], Found]) -> Found:
    """What `read` finds, which asks for the list itself each time; a file that the list still names is truly lost, and
    then the second error is raised."""
    try:
        return read()
    except (duckdb.IOException, FileNotFoundError):
        return read()

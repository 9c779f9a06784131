"""The time is an argument; the edges (commands, pages, jobs) read it here, once."""

from datetime import UTC, datetime


def utc_now() -> datetime:
    return datetime.now(UTC)

"""Events that stand in the lake without anybody having sent them, for tests of whoever reads it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pyarrow as pa

from tiercel.flow.events import lake_files
from tiercel.flow.events.lake_files import SCHEMA

BEGAN = datetime(2026, 3, 2, tzinfo=UTC)


def at(minute: float) -> datetime:
    return BEGAN + timedelta(minutes=minute)


def event(minute: float, visitor: int | None, path: str = "/", **more: Any) -> dict[str, Any]:
    """A page that a visitor saw, or what `more` says otherwise."""
    said = {"happened_at": at(minute), "received_at": at(minute), "type": "page", "visitor": visitor, "path": path}
    return said | {"host": "www.example.com", "source": "Website", "is_bot": False} | more


def file_of(name: str, rows: Sequence[Mapping[str, Any]]) -> str:
    """A file of the lake with these events, in force."""
    filled = [{field.name: _empty(field.type) for field in SCHEMA} | dict(row) for row in rows]
    (written,) = lake_files.write(pa.Table.from_pylist(filled, schema=SCHEMA), name)
    lake_files.listed([written], BEGAN)
    return next(path for path in lake_files.paths() if path.endswith(written.path))


def _empty(kind: pa.DataType) -> Any:
    return "" if pa.types.is_dictionary(kind) else b"0" * 16 if kind == pa.binary(16) else None

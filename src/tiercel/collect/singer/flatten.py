"""A record of a stream as one row: nested objects become columns with dots, lists of values one text."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

DEEPEST = 4
# What a schema of a thousand nested objects would do to a page.
MOST_COLUMNS = 4_000


def flat(record: Mapping[str, Any]) -> dict[str, Any]:
    """Column -> value; lists of plain values are joined by semicolons, other lists stay JSON.

    >>> flat({"id": 7, "at": {"city": "Shiraz", "geo": {"lat": 1}}, "ids": [3, 4], "tags": []})
    {'id': 7, 'at.city': 'Shiraz', 'at.geo.lat': 1, 'ids': '3;4', 'tags': ''}
    """
    if not any(isinstance(value, dict | list) for value in record.values()):
        return dict(record)
    return dict(_cells(record, "", 0))


def _cells(values: Mapping[str, Any], prefix: str, depth: int) -> Iterator[tuple[str, Any]]:
    for name, value in values.items():
        if isinstance(value, dict):
            if depth < DEEPEST and value:
                yield from _cells(value, f"{prefix}{name}.", depth + 1)
            else:
                yield f"{prefix}{name}", json.dumps(value, ensure_ascii=False)
        elif isinstance(value, list):
            yield f"{prefix}{name}", _listed(value)
        else:
            yield f"{prefix}{name}", value


def _listed(values: list[Any]) -> str:
    if any(isinstance(value, dict | list) for value in values):
        return json.dumps(values, ensure_ascii=False)
    return ";".join(str(value) for value in values if value is not None)


def example_of(schema: Mapping[str, Any], depth: int = 0) -> dict[str, Any]:
    """A record of nothing but the columns that a JSON schema names.

    >>> example_of({"properties": {"id": {"type": "string"}, "at": {"properties": {"city": {}}}}})
    {'id': None, 'at': {'city': None}}
    """
    properties = schema.get("properties")
    if not isinstance(properties, Mapping):
        return {}
    found: dict[str, Any] = {}
    for name, inner in list(properties.items())[:MOST_COLUMNS]:
        below = example_of(inner, depth + 1) if isinstance(inner, Mapping) and depth < DEEPEST else {}
        found[str(name)] = below or None
    return found

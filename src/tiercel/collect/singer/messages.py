"""One line that a tap writes, as a message: a schema, a record, a state; or why it is none."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import msgspec

from tiercel.core.errors import DataError

# Numbers stay as they are written: a float would lose cents.
_DECODER = msgspec.json.Decoder(float_hook=str)
LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Schema:
    """The columns of a stream from here on.

    keys   the columns that tell one row from another
    """

    stream: str
    schema: dict[str, Any]
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Record:
    stream: str
    values: dict[str, Any]


@dataclass(frozen=True, slots=True)
class State:
    """Where the tap stands: kept once the rows before it are, and handed back at the next run."""

    value: Any


@dataclass(frozen=True, slots=True)
class ActivateVersion:
    """The tap has sent a stream whole: rows that did not come are gone there. Nothing is taken away here for it."""

    stream: str


@dataclass(frozen=True, slots=True)
class Refused:
    """A line that is no message, and why."""

    reason: str


Message = Schema | Record | State | ActivateVersion | Refused


def parse(line: bytes) -> Message:
    """The message on a line; a line that is none comes back as `Refused`.

    raises   DataError for BATCH, whose rows lie in files that only the tap can reach

    >>> parse(b'{"type": "RECORD", "stream": "companies", "record": {"id": 1.10}}')
    Record(stream='companies', values={'id': '1.10'})
    >>> parse(b'INFO starting')
    Refused(reason='This line is not JSON.')
    """
    found = _decoded(line)
    if isinstance(found, Refused):
        return found
    kind = found.get("type")
    if kind == "RECORD":
        return _record(found)
    if kind == "STATE":
        return _state(line) if "value" in found else Refused("This state has no value.")
    if kind == "SCHEMA":
        return _schema(found)
    if kind == "ACTIVATE_VERSION":
        return ActivateVersion(str(found.get("stream", ""))[:LONGEST_NAME])
    if kind == "BATCH":
        raise DataError(
            "This tap sends its rows in files (BATCH messages), which are not taken. "
            "Take batch_config out of its configuration: it then sends them one by one."
        )
    return Refused(f"{str(kind)[:40]!r} is no kind of message that the protocol has.")


def _decoded(line: bytes) -> dict[str, Any] | Refused:
    try:
        found = _DECODER.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        found = _decoded_leniently(line, str)
    if isinstance(found, Refused):
        return found
    return found if isinstance(found, dict) else Refused("This line is not a JSON object.")


def _decoded_leniently(line: bytes, number: Callable[[str], Any]) -> Any:
    """What Python's own writer makes and JSON does not have: NaN, halves of characters."""
    try:
        text = line.decode("utf-8", "replace")
        found = json.loads(text, parse_float=number, parse_constant=lambda _word: None)
        # Halves of characters can be kept in no file.
        return json.loads(json.dumps(found, ensure_ascii=False).encode("utf-8", "replace"))
    except (ValueError, RecursionError):
        return Refused("This line is not JSON.")


def _state(line: bytes) -> Message:
    # It is the tap's own, and goes back as it came: a number that became a text would mean nothing to it.
    found = _decoded_leniently(line, float)
    return found if isinstance(found, Refused) else State(found["value"])


def _record(found: dict[str, Any]) -> Message:
    stream, values = found.get("stream"), found.get("record")
    if not isinstance(stream, str) or not stream:
        return Refused("This record names no stream.")
    return Record(stream, values) if isinstance(values, dict) else Refused("This record is not a JSON object.")


def _schema(found: dict[str, Any]) -> Message:
    stream, schema, keys = found.get("stream"), found.get("schema"), found.get("key_properties") or []
    if not isinstance(stream, str) or not 0 < len(stream) <= LONGEST_NAME or "\0" in stream:
        return Refused("This schema names no stream.")
    if not isinstance(schema, dict):
        return Refused("This schema is not a JSON object.")
    return Schema(stream, schema, tuple(map(str, keys)) if isinstance(keys, list) else ())

"""JSON that strangers wrote, as values."""

import json
import math
from typing import Any

import msgspec

_decode = msgspec.json.Decoder().decode


def decoded(text: bytes) -> Any:
    """JSON as values; a number that no float can hold, or that has more digits than Python reads, is None.

    >>> decoded(b'{"a": 1, "b": 1e999}')
    {'a': 1, 'b': None}
    """
    try:
        return _decode(text)
    except msgspec.MsgspecError:
        return json.loads(text, parse_float=_finite, parse_int=_whole)


def _finite(text: str) -> float | None:
    number = float(text)
    return number if math.isfinite(number) else None


def _whole(text: str) -> int | None:
    try:
        return int(text)
    except ValueError:
        return None

"""JSON that strangers wrote, as values."""

import json
import math
import re
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


# Every escape, so that the backslash of one is not taken for the start of another; letters of two halves first.
_ESCAPES = re.compile(
    rb"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(u[dD][89a-fA-F][0-9a-fA-F]{2})|.)"
)


def with_whole_letters(text: bytes) -> bytes | None:
    """JSON in which half a letter (browsers cut emoji in two) became the sign for none; None where there was none.

    >>> with_whole_letters(rb'{"a": "\\ud83d", "b": "\\ud83d\\ude00", "c": "x"}')
    b'{"a": "\\\\ufffd", "b": "\\\\ud83d\\\\ude00", "c": "x"}'
    """
    if b"\\ud" not in text and b"\\uD" not in text:
        return None
    mended = _ESCAPES.sub(lambda found: rb"\ufffd" if found[1] else found[0], text)
    return None if mended == text else mended

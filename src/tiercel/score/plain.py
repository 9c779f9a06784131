"""Values as plain data for a document, and back to exactly the same values."""

import base64
import math
import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any, Union, get_args, get_origin, get_type_hints

import numpy as np

Plain = Any


def as_plain(value: Any) -> Plain:
    """Numbers, texts, lists and named fields only; a number that is not known (NaN) is None, a matrix one text."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: as_plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, np.ndarray):
        return _matrix(value) if value.ndim == 2 else as_plain(value.tolist())
    if isinstance(value, Mapping):
        return {str(key): as_plain(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [as_plain(each) for each in value]
    return _number(value) if isinstance(value, (float, np.number)) else value


def _number(value: float | np.number[Any]) -> float | int | None:
    if isinstance(value, np.integer):
        return int(value)
    return float(value) if math.isfinite(value) else None


def from_plain(kind: Any, data: Plain) -> Any:
    """A value of the kind that was made plain; raises KeyError or TypeError where the data are not of that kind."""
    if isinstance(kind, type) and is_dataclass(kind):
        hints = get_type_hints(kind)
        return kind(**{field.name: from_plain(hints[field.name], data[field.name]) for field in fields(kind)})
    if kind is float:
        return math.nan if data is None else float(data)
    return _from_several(kind, data) if get_args(kind) else data


def _from_several(kind: Any, data: Plain) -> Any:
    origin, inner = get_origin(kind), get_args(kind)
    if origin is np.ndarray:
        return _from_matrix(data) if isinstance(data, str) else np.array(_numbers(data), dtype=np.float64)
    if origin in {Union, types.UnionType}:
        some = next(each for each in inner if each is not type(None))
        return None if data is None else from_plain(some, data)
    if origin is tuple:
        return tuple(from_plain(inner[0], each) for each in data)
    if origin is Mapping:
        return {key: from_plain(inner[1], each) for key, each in data.items()}
    return data


def _numbers(data: list[float | None]) -> list[float]:
    return [math.nan if each is None else each for each in data]


def _matrix(matrix: np.ndarray) -> str:
    """Rows, columns and the numbers at single precision, which is all that the scorecard keeps."""
    packed = base64.b64encode(np.ascontiguousarray(matrix, dtype="<f4").tobytes()).decode("ascii")
    return f"{matrix.shape[0]}x{matrix.shape[1]}:{packed}"


def _from_matrix(text: str) -> np.ndarray:
    shape, _, packed = text.partition(":")
    rows, columns = (int(number) for number in shape.split("x"))
    return np.frombuffer(base64.b64decode(packed), dtype="<f4").reshape(rows, columns).astype(np.float64)

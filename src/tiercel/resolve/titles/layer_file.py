"""Learned layers as a file: numbers and labels alone, so that opening a stranger's file runs nothing."""

import io
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from tiercel.core.errors import DataError
from tiercel.core.files import write_whole
from tiercel.resolve.titles.labels import DEPARTMENTS, SENIORITIES
from tiercel.resolve.titles.layer import COLUMNS, Layer

# Raised when features or labels change their meaning: what was learnt of the old ones is then learnt anew.
FORM = 1
_KNOWN = {"seniority": SENIORITIES, "department": DEPARTMENTS}


def write_layers(path: Path, layers: Mapping[str, Layer | None]) -> None:
    arrays: dict[str, object] = {"form": np.array(FORM)}
    for name, layer in layers.items():
        if layer is not None:
            arrays[f"{name}_labels"] = np.array(layer.labels)
            arrays[f"{name}_columns"] = layer.columns
            arrays[f"{name}_weights"] = layer.weights.astype(np.float32)
            arrays[f"{name}_titles"] = np.array(layer.titles)
    packed = io.BytesIO()
    np.savez_compressed(packed, **arrays)  # type: ignore[arg-type]
    write_whole(path, packed.getvalue())


def read_layers(path: Path) -> dict[str, Layer]:
    """The layers of a file; raises DataError where it is none of ours, damaged, or of an older form."""
    if not path.is_file():
        raise DataError(f"There is no file {path}. Make one: tiercel titles learn FILE --out {path.name}")
    try:
        with np.load(path, allow_pickle=False) as held:
            return _read(held)
    except (ValueError, KeyError, OSError, EOFError, NotImplementedError, zipfile.BadZipFile, zlib.error):
        raise DataError(
            f"{path.name} holds nothing learnt from titles that this version reads. Learn anew: tiercel titles learn"
        ) from None


def _read(held: Mapping[str, np.ndarray]) -> dict[str, Layer]:
    if int(held["form"]) != FORM:
        raise ValueError("another form")
    found = {}
    for name, known in _KNOWN.items():
        if f"{name}_labels" not in held:
            continue
        labels = tuple(str(label) for label in held[f"{name}_labels"])
        columns, weights = held[f"{name}_columns"], held[f"{name}_weights"].astype(np.float64)
        in_range = columns.ndim == 1 and (columns.size == 0 or (columns.min() >= 0 and columns.max() < COLUMNS))
        if labels != known or weights.shape != (columns.size, len(labels)) or not in_range:
            raise ValueError("another form")
        found[name] = Layer(labels, columns.astype(np.int64), weights, int(held[f"{name}_titles"]))
    return found

"""JSON lines: one object a line; nested objects become columns with dots."""

import codecs
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

import pyarrow as pa

from tiercel.collect.files.decoding import WIDE, Decoder, about_encoding
from tiercel.collect.files.encoding import ON_ERROR, encoding_of
from tiercel.collect.files.headers import unique_names
from tiercel.collect.files.limits import Limits
from tiercel.collect.files.opening import HEAD_BYTES, JSON_OBJECTS, open_unpacked
from tiercel.collect.files.reader import Batch, Broken, Layout
from tiercel.core.errors import DataError

LABEL = "JSON lines"

BATCH_ROWS = 20_000
DEEPEST = 4


def recognises(head: bytes) -> bool:
    """Also an array of objects, to say what to do with it: as CSV it would be a header without rows."""
    return JSON_OBJECTS.match(head) is not None


def examine(path: Path, limits: Limits, encoding: str = "") -> Layout:
    """Reads the whole file once: a column may first appear on the last line."""
    with open_unpacked(path, limits) as file:
        head = file.read(HEAD_BYTES)
    if (first := JSON_OBJECTS.match(head)) and first["array"]:
        raise DataError(f"{path.name} is one JSON array. Write one object a line, as jq -c '.[]' does.")
    is_chosen, encoding = bool(encoding), encoding_of(head, encoding)
    names: dict[str, None] = {}
    good = False
    for _, row in _records(path, encoding, limits, Decoder(encoding, is_chosen=is_chosen)):
        if isinstance(row, dict):
            good = True
            names.update(dict.fromkeys(row))
        if len(names) > limits.max_columns:
            raise DataError(f"{path.name} has more than {limits.max_columns:,} columns. Is each line one record?")
    if not good:
        raise DataError(f"{path.name} has no line that is a JSON object. Write one object a line.")
    columns, problems = unique_names(names)
    said = (*about_encoding(encoding, is_chosen=is_chosen), *problems)
    return Layout(columns, keys=tuple(names), encoding=encoding, is_chosen=is_chosen, problems=said)


def read(path: Path, layout: Layout, limits: Limits) -> Iterator[Batch]:
    size = max(path.stat().st_size, 1)
    rows: list[dict[str, str]] = []
    lines: list[int] = []
    broken: list[Broken] = []
    read_chars = 0
    decoder = Decoder(layout.encoding, is_chosen=layout.is_chosen)
    for line, row in _records(path, layout.encoding, limits, decoder):
        if isinstance(row, Broken):
            broken.append(row)
        else:
            rows.append(row)
            lines.append(line)
            read_chars += sum(map(len, row.values()))
        if len(rows) + len(broken) >= BATCH_ROWS:
            yield Batch(lines, _arrays(rows, layout.keys), broken, min(read_chars / size, 1.0), decoder.take())
            rows, lines, broken = [], [], []
    yield Batch(lines, _arrays(rows, layout.keys), broken, 1.0, decoder.take())


def _arrays(rows: list[dict[str, str]], keys: tuple[str, ...]) -> list[pa.Array]:
    return [pa.array([row.get(name) for row in rows], pa.string()) for name in keys]


def _records(
    path: Path, encoding: str, limits: Limits, decoder: Decoder
) -> Iterator[tuple[int, dict[str, str] | Broken]]:
    with open_unpacked(path, limits) as file:
        for line, content in _lines(file, encoding, decoder):
            if content.strip():
                yield line, _record(line, content)


def _lines(file: BinaryIO, encoding: str, decoder: Decoder) -> Iterator[tuple[int, str]]:
    if encoding in WIDE:
        text = io.TextIOWrapper(file, encoding=encoding, errors=ON_ERROR, newline="\n")
        yield from enumerate(text, start=1)
        text.detach()
        return
    for line, raw in enumerate(file, start=1):
        yield line, decoder.decode(raw.removeprefix(codecs.BOM_UTF8) if line == 1 else raw, line)


def _record(line: int, content: str) -> dict[str, str] | Broken:
    try:
        # Numbers stay as they are written: a float would lose cents.
        found = json.loads(content, parse_float=str, parse_int=str, parse_constant=str)
    except (ValueError, RecursionError):
        reason = "This line is not JSON: it is cut short or damaged. Mend it, and import it again."
        return Broken(line, (content.strip()[:1000],), reason)
    if not isinstance(found, dict):
        return Broken(line, (content.strip()[:1000],), "This line is not a JSON object. Write one object a line.")
    cells = dict(_flat(found, "", 0))
    return cells if "\\ud" not in content.lower() else {_whole(name): _whole(cell) for name, cell in cells.items()}


def _whole(text: str) -> str:
    """The text without halves of characters, which no file can hold."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _flat(value: dict[str, Any], prefix: str, depth: int) -> Iterator[tuple[str, str]]:
    for key, inner in value.items():
        name = f"{prefix}{key}"
        if isinstance(inner, dict) and depth < DEEPEST:
            yield from _flat(inner, f"{name}.", depth + 1)
        elif inner is None:
            yield name, ""
        elif isinstance(inner, bool):
            yield name, "true" if inner else "false"
        elif isinstance(inner, str):
            yield name, inner
        else:
            yield name, json.dumps(inner, ensure_ascii=False)

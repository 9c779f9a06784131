"""CSV and its relatives: any usual delimiter, quoting and encoding, with the true line of every row."""

import codecs
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

import pyarrow as pa

from tiercel.collect.files.csv_blocks import BLOCK, blocks, columns_at_once
from tiercel.collect.files.csv_records import Lines, Records, records_of, text_pieces
from tiercel.collect.files.decoding import WIDE, Decoder, about_encoding
from tiercel.collect.files.encoding import ON_ERROR, encoding_of
from tiercel.collect.files.headers import header_row, unique_names
from tiercel.collect.files.limits import Limits
from tiercel.collect.files.opening import HEAD_BYTES, JSON_OBJECTS, open_unpacked
from tiercel.collect.files.reader import Batch, Broken, Layout
from tiercel.core.errors import DataError

LABEL = "CSV"

DELIMITERS = (",", ";", "\t", "|")
BATCH_ROWS = 20_000


def recognises(head: bytes) -> bool:
    """Whatever is text and not JSON."""
    if head.startswith((b"PK\x03\x04", b"PAR1")) or JSON_OBJECTS.match(head):
        return False
    sample = _text(head[:4096], encoding_of(head), is_whole=False)
    strange = sum(1 for c in sample if (c < " " and c not in "\t\r\n") or c == "\ufffd")
    return strange <= max(8, len(sample) // 20)


def examine(path: Path, limits: Limits, encoding: str = "") -> Layout:
    with open_unpacked(path, limits) as file:
        head = file.read(4 * HEAD_BYTES)
    is_chosen = bool(encoding)
    encoding = encoding_of(head, encoding)
    text = _text(head, encoding, is_whole=len(head) < 4 * HEAD_BYTES, is_chosen=is_chosen)
    delimiter = _delimiter(text)
    records = _first_records(text, delimiter)
    hint = bool(records.rows) and records.rows[0][0].strip().lower().startswith("sep=")
    rows, lines = records.rows[hint:50], records.lines[hint:50]
    top = header_row(rows)
    if top is None:
        raise DataError(f"{path.name} has no rows. Export it again, with a header.")
    names = rows[top]
    # Delimiters at the end of every line are not columns.
    while (
        len(names) > 1
        and not names[-1].strip()
        and not any(len(r) >= len(names) and r[len(names) - 1].strip() for r in rows[top + 1 :])
    ):
        names = names[:-1]
    columns, problems = unique_names(names)
    if len(columns) > limits.max_columns:
        raise DataError(
            f"{path.name} has more than {limits.max_columns:,} columns, and no more are read. Is the delimiter right?"
        )
    return Layout(
        columns,
        header_line=lines[top] + _breaks(rows[top]),
        encoding=encoding,
        is_chosen=is_chosen,
        delimiter=delimiter,
        problems=(*about_encoding(encoding, is_chosen=is_chosen), *problems),
    )


def _text(head: bytes, encoding: str, *, is_whole: bool, is_chosen: bool = False) -> str:
    if encoding in WIDE:
        return head.decode(encoding, errors=ON_ERROR if is_whole else "replace")
    return Decoder(encoding, is_chosen=is_chosen).decode(head.removeprefix(codecs.BOM_UTF8), 1)


def read(path: Path, layout: Layout, limits: Limits) -> Iterator[Batch]:
    size = max(path.stat().st_size, 1)
    width = len(layout.columns)
    with open_unpacked(path, limits) as file:
        seen = 0
        decoder = Decoder(layout.encoding, is_chosen=layout.is_chosen)
        for batch, length in (
            _slowly(file, layout, width) if layout.encoding in WIDE else _quickly(file, layout, width, decoder)
        ):
            seen += length
            yield replace(batch, done=min(seen / size, 1.0), otherwise=decoder.take())


def _quickly(file: BinaryIO, layout: Layout, width: int, decoder: Decoder) -> Iterator[tuple[Batch, int]]:
    """By blocks of plain lines; a block that has others is read record by record. With the bytes of each batch."""
    source = blocks(file)

    def decoded() -> Iterator[str]:
        for block in source:
            yield decoder.decode(block, lines.number + 1)

    lines = Lines(decoded())
    lines.put(decoder.decode(next(source, b"").removeprefix(codecs.BOM_UTF8), 1))
    while len(lines.take(1)) and lines.number < layout.header_line:
        pass
    while True:
        yield from _batches(lines, layout.delimiter, width, to_the_end=False)
        block = next(source, None)
        if block is None:
            return
        table = columns_at_once(block, layout.delimiter, width)
        if table is None:
            lines.put(decoder.decode(block, lines.number + 1))
        else:
            first = lines.number + 1
            lines.number += table.num_rows
            yield Batch(list(range(first, lines.number + 1)), [c.combine_chunks() for c in table.columns]), len(block)


def _slowly(file: BinaryIO, layout: Layout, width: int) -> Iterator[tuple[Batch, int]]:
    lines = Lines(text_pieces(file, layout.encoding, BLOCK))
    while lines.number < layout.header_line and lines.take(1):
        pass
    yield from _batches(lines, layout.delimiter, width, to_the_end=True)


def _batches(lines: Lines, delimiter: str, width: int, to_the_end: bool) -> Iterator[tuple[Batch, int]]:
    while to_the_end or not lines.is_between_pieces():
        records = records_of(lines, delimiter, BATCH_ROWS)
        if records is None:
            return
        batch = _batch(records, width)
        yield batch, sum(sum(map(len, row)) + len(row) for row in records.rows)


def _batch(records: Records, width: int) -> Batch:
    if all(len(row) == width for row in records.rows):
        return Batch(records.lines, _arrays(records.rows, width), records.broken)
    rows: list[list[str]] = []
    lines: list[int] = []
    broken = list(records.broken)
    for line, cells in zip(records.lines, records.rows, strict=True):
        if len(cells) == width or (len(cells) > width and _blank(cells[width:])):
            rows.append(cells[:width])
            lines.append(line)
        elif not _blank(cells):
            broken.append(Broken(line, tuple(cells), _ragged(len(cells), width)))
    return Batch(lines, _arrays(rows, width), broken)


def _arrays(rows: list[list[str]], width: int) -> list[pa.Array]:
    columns = zip(*rows, strict=True) if rows else ([] for _ in range(width))
    return [pa.array(column, pa.string()) for column in columns]


def _blank(cells: list[str]) -> bool:
    return not any(cell.strip() for cell in cells)


def _ragged(found: int, width: int) -> str:
    more = "more" if found > width else "fewer"
    return (
        f"This row has {found} values, {more} than the {width} columns. Look for a delimiter or a line break inside "
        "a value, put quotation marks around that value, and import this row again."
    )


def _first_records(text: str, delimiter: str) -> Records:
    return records_of(Lines(iter([text])), delimiter, 60) or Records([], [], [])


def _breaks(cells: list[str]) -> int:
    """Line breaks inside the values of a record."""
    return sum(len(cell.splitlines()) - 1 for cell in cells if "\n" in cell or "\r" in cell)


def _delimiter(text: str) -> str:
    first = text.partition("\n")[0]
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:
        return first.strip()[4]
    scores = {delimiter: _evenness(text, delimiter) for delimiter in DELIMITERS}
    best = max(scores, key=lambda delimiter: scores[delimiter])
    return best if scores[best] > 0 else ","


def _evenness(text: str, delimiter: str) -> float:
    """How well a delimiter cuts the first records into equal rows: share of rows as wide as the header, and width."""
    widths = [len(row) for row in _first_records(text, delimiter).rows[:40]]
    widths = widths[:-1] if len(widths) > 2 else widths
    if not widths or max(widths) < 2:
        return 0.0
    usual = max(set(widths), key=widths.count)
    return 0.0 if usual < 2 else widths.count(usual) / len(widths) + min(usual, 50) / 200

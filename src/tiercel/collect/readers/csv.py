"""CSV and its relatives: any usual delimiter, quoting and encoding, with the true line of every row."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

import pyarrow as pa

from tiercel.collect.encoding import ON_ERROR, encoding_of
from tiercel.collect.headers import header_row, unique_names
from tiercel.collect.limits import Limits
from tiercel.collect.opening import HEAD_BYTES, open_unpacked
from tiercel.collect.reader import Batch, Broken, Layout
from tiercel.core.errors import DataError

LABEL = "CSV"

DELIMITERS = (",", ";", "\t", "|")
BATCH_ROWS = 20_000
BATCH_CHARS = 20_000_000
MOST_RECORD_CHARS = 32_000_000
MOST_RESCANNED_CHARS = 400_000_000

csv.field_size_limit(MOST_RECORD_CHARS)


def recognises(head: bytes) -> bool:
    """Whatever is text and not JSON."""
    if head.startswith((b"PK\x03\x04", b"PAR1")) or head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{"):
        return False
    sample = head[:4096]
    return b"\x00" not in sample or encoding_of(head) != "utf-8" or sample.count(0) * 20 < len(sample)


def examine(path: Path, limits: Limits) -> Layout:
    with open_unpacked(path, limits) as file:
        head = file.read(4 * HEAD_BYTES)
    encoding = encoding_of(head)
    text = head.decode(encoding, errors="replace" if len(head) == 4 * HEAD_BYTES else ON_ERROR)
    delimiter = _delimiter(text)
    rows: list[list[str]] = []
    lines: list[int] = []
    for line, cells in _Records(io.StringIO(text, newline=""), delimiter, skip=0):
        if isinstance(cells, list) and not (line == 1 and cells[0].strip().lower().startswith("sep=")):
            rows.append(cells)
            lines.append(line)
        if len(rows) >= 50:
            break
    top = header_row(rows)
    if top is None:
        raise DataError(f"{path.name} has no rows. Export it again, with a header.")
    names = rows[top]
    # Delimiters at the end of every line are not columns.
    while len(names) > 1 and not names[-1].strip() and not any(len(r) >= len(names) and r[len(names) - 1].strip() for r in rows[top + 1 :]):
        names = names[:-1]
    columns, problems = unique_names(names)
    if len(columns) > limits.max_columns:
        raise DataError(f"{path.name} has {len(columns):,} columns; {limits.max_columns:,} are the most. Is the delimiter right?")
    return Layout(columns, header_line=lines[top], encoding=encoding, delimiter=delimiter, problems=problems)


def read(path: Path, layout: Layout, limits: Limits) -> Iterator[Batch]:
    size = max(path.stat().st_size, 1)
    width = len(layout.columns)
    with open_unpacked(path, limits) as file:
        text = io.TextIOWrapper(file, encoding=layout.encoding, errors=ON_ERROR, newline="")
        rows: list[list[str]] = []
        lines: list[int] = []
        broken: list[Broken] = []
        chars = 0
        records = _Records(text, layout.delimiter, skip=layout.header_line)
        for line, cells in records:
            if not isinstance(cells, list):
                broken.append(cells)
            elif len(cells) == width:
                rows.append(cells)
                lines.append(line)
            elif _blank(cells):
                continue
            elif len(cells) > width and _blank(cells[width:]):
                rows.append(cells[:width])
                lines.append(line)
            else:
                broken.append(Broken(line, tuple(cells), _ragged(len(cells), width)))
            if len(rows) + len(broken) >= BATCH_ROWS or records.chars - chars > BATCH_CHARS:
                chars = records.chars
                yield Batch(lines, _arrays(rows, width), broken, min(records.chars / size, 1.0))
                rows, lines, broken = [], [], []
        yield Batch(lines, _arrays(rows, width), broken, 1.0)
        text.detach()


def _arrays(rows: list[list[str]], width: int) -> list[pa.Array]:
    columns = zip(*rows, strict=True) if rows else ([] for _ in range(width))
    return [pa.array(column, pa.string()) for column in columns]


def _blank(cells: list[str]) -> bool:
    return not any(cell.strip() for cell in cells)


def _ragged(found: int, width: int) -> str:
    more = "more" if found > width else "fewer"
    return (
        f"This row has {found} values, {more} than the {width} columns. Look for a delimiter or a line break inside a value, "
        "put quotation marks around that value, and import this row again."
    )


class _Records:
    """Records with the line that each begins on; a record that cannot be parsed gives up its first line alone."""

    def __init__(self, text: TextIO | io.TextIOWrapper, delimiter: str, skip: int) -> None:
        self._text = iter(text)
        self._again: list[str] = []
        self._taken: list[str] = []
        self._length = 0
        self._rescanned = 0
        self._line = 0
        self.chars = 0
        self._delimiter = delimiter
        for _ in range(skip):
            next(self._text, None)
            self._line += 1

    def __iter__(self) -> Iterator[tuple[int, list[str] | Broken]]:
        reader = csv.reader(self._lines(), delimiter=self._delimiter, strict=True)
        taken = self._taken
        while True:
            try:
                for cells in reader:
                    if cells:
                        yield self._line - len(taken) + 1, cells
                    taken.clear()
                    self._length = 0
                return
            except csv.Error as error:
                yield self._give_up(str(error))
                reader = csv.reader(self._lines(), delimiter=self._delimiter, strict=True)
                taken = self._taken

    def _lines(self) -> Iterator[str]:
        taken, text = self._taken, self._text
        while True:
            if self._again:
                line = self._again.pop()
            else:
                line = next(text, "")
                if not line:
                    return
                self.chars += len(line)
            self._line += 1
            taken.append(line)
            self._length += len(line)
            if self._length > MOST_RECORD_CHARS:
                raise csv.Error("a quotation mark is never closed")
            yield line

    def _give_up(self, why: str) -> tuple[int, Broken]:
        first = self._line - len(self._taken) + 1
        text = self._taken[0] if self._taken else ""
        self._again.extend(reversed(self._taken[1:]))
        self._rescanned += self._length
        self._line = first
        self._taken = []
        self._length = 0
        if self._rescanned > MOST_RESCANNED_CHARS:
            raise DataError(f"Too many quotation marks are left open, the last on line {first}. Check the delimiter and the quoting.")
        return first, Broken(first, (text.rstrip("\r\n")[:1000],), _unquoted(why))


def _unquoted(why: str) -> str:
    if "expected after" in why:
        return 'A quotation mark stands inside a quoted value. Double it ("") or remove it, and import this row again.'
    return "A quotation mark is opened and never closed. Close or remove it, and import this row again."


def _delimiter(text: str) -> str:
    first, _, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:
        return first.strip()[4]
    scores = {delimiter: _evenness(text, delimiter) for delimiter in DELIMITERS}
    best = max(scores, key=lambda delimiter: scores[delimiter])
    return best if scores[best] > 0 else ","


def _evenness(text: str, delimiter: str) -> float:
    """How well a delimiter cuts the first records into equal rows: share of rows as wide as the header, and width."""
    widths: list[int] = []
    for _, cells in _Records(io.StringIO(text, newline=""), delimiter, skip=0):
        if isinstance(cells, list):
            widths.append(len(cells))
        if len(widths) >= 40:
            break
    widths = widths[:-1] if len(widths) > 2 else widths
    if not widths or max(widths) < 2:
        return 0.0
    usual = max(set(widths), key=widths.count)
    return 0.0 if usual < 2 else widths.count(usual) / len(widths) + min(usual, 50) / 200

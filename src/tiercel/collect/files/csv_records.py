"""The records of a CSV text, each with the line on which it begins, however its values are quoted."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from tiercel.collect.files.encoding import ON_ERROR
from tiercel.collect.files.reader import Broken
from tiercel.core.errors import DataError

MOST_RECORD_CHARS = 32_000_000
MOST_RESCANNED_CHARS = 400_000_000

csv.field_size_limit(MOST_RECORD_CHARS)


@dataclass(frozen=True)
class Records:
    """lines   on which each row begins
    rows    their cells
    broken  records that could not be parsed
    """

    lines: list[int]
    rows: list[list[str]]
    broken: list[Broken]


class Lines:
    """The lines of a text that comes in pieces, with their numbers as a text editor counts."""

    def __init__(self, pieces: Iterator[str]) -> None:
        self._pieces = pieces
        self._ahead: list[str] = []  # the next line last
        self.number = 0  # of the last line taken

    def take(self, count: int) -> list[str]:
        """The next lines, at most `count`; none at the end."""
        if not self._ahead:
            self._refill()
        lines = self._ahead[-count:][::-1]
        del self._ahead[-count:]
        self.number += len(lines)
        return lines

    def give_back(self, lines: list[str]) -> None:
        self._ahead.extend(reversed(lines))
        self.number -= len(lines)

    def is_between_pieces(self) -> bool:
        return not self._ahead

    def put(self, piece: str) -> None:
        """A piece of whole lines that somebody else has read."""
        self._ahead = list(io.StringIO(piece, newline=""))[::-1]

    def _refill(self) -> None:
        for piece in self._pieces:
            self.put(piece)
            if self._ahead:
                return


def records_of(lines: Lines, delimiter: str, count: int) -> Records | None:
    """The records of the next lines, about `count`; None at the end.

    A record that cannot be parsed gives up its first line alone: what follows may be whole again.
    """
    taken = lines.take(count)
    if not taken:
        return None
    # Where there are as many records as lines, each line is a record: nearly always, and quickly found out.
    try:
        rows = list(csv.reader(taken, delimiter=delimiter, strict=True))
    except csv.Error:
        rows = []
    if len(rows) == len(taken):
        first = lines.number - len(taken) + 1
        return Records([first + i for i, row in enumerate(rows) if row], [row for row in rows if row], [])
    lines.give_back(taken)
    return _one_by_one(lines, delimiter, lines.number + len(taken))


def _one_by_one(lines: Lines, delimiter: str, until: int) -> Records:
    found = Records([], [], [])
    rescanned = 0
    while lines.number < until:
        taken: list[str] = []
        try:
            row = next(csv.reader(_feed(lines, taken), delimiter=delimiter, strict=True), None)
        except csv.Error as error:
            rescanned += sum(map(len, taken))
            lines.give_back(taken[1:])
            found.broken.append(Broken(lines.number, (taken[0].rstrip("\r\n")[:1000],), _unquoted(str(error))))
            if rescanned > MOST_RESCANNED_CHARS:
                raise DataError(
                    f"Too many quotation marks are left open, the last on line {lines.number}. "
                    "Check the delimiter and the quoting."
                ) from None
            continue
        if row is None:
            break
        if row:
            found.lines.append(lines.number - len(taken) + 1)
            found.rows.append(row)
    return found


def _feed(lines: Lines, taken: list[str]) -> Iterator[str]:
    length = 0
    while line := lines.take(1):
        taken += line
        length += len(line[0])
        if length > MOST_RECORD_CHARS:
            raise csv.Error("a quotation mark is never closed")
        yield line[0]


def _unquoted(why: str) -> str:
    if "expected after" in why:
        return 'A quotation mark stands inside a quoted value. Double it ("") or remove it, and import this row again.'
    return "A quotation mark is opened and never closed. Close or remove it, and import this row again."


def text_pieces(file: BinaryIO, encoding: str, size: int) -> Iterator[str]:
    """A text in pieces of whole lines."""
    text = io.TextIOWrapper(file, encoding=encoding, errors=ON_ERROR, newline="")
    try:
        while piece := text.read(size):
            # A piece ends where a line ends, and not between \r and \n.
            yield piece + text.readline() + (text.readline() if piece.endswith("\r") else "")
    finally:
        text.detach()

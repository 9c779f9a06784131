"""What a reader of a file format is, and what it hands over."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import pyarrow as pa

from tiercel.collect.files.decoding import Otherwise
from tiercel.collect.files.limits import Limits

READERS = "tiercel.collect.files.readers"


@dataclass(frozen=True)
class Layout:
    """How a file is to be read.

    columns      names as the file gives them, made unique
    keys         the names before that, where the reader needs them again
    header_line  the line that holds them, 0 where the format has no header line
    is_chosen    whether somebody has said the encoding
    problems     what a person should know, in sentences
    """

    columns: tuple[str, ...]
    keys: tuple[str, ...] = ()
    header_line: int = 0
    encoding: str = ""
    is_chosen: bool = False
    delimiter: str = ""
    sheet: str = ""
    problems: tuple[str, ...] = ()


@dataclass(frozen=True)
class Broken:
    """A row that could not be read into the columns.

    line   where it begins
    cells  what was found in it
    """

    line: int
    cells: tuple[str, ...]
    reason: str


@dataclass(frozen=True)
class Batch:
    """Some rows in the order of the file.

    lines      the line on which each row begins, as a text editor counts; the row's number in formats without lines
    columns    one array of texts for each column of the layout; null and "" are blank
    done       share of the file read so far, in [0, 1]
    otherwise  lines found in another encoding than that of the file
    """

    lines: list[int]
    columns: list[pa.Array]
    broken: list[Broken] = field(default_factory=list)
    done: float = 0.0
    otherwise: list[Otherwise] = field(default_factory=list)


class Reader(Protocol):
    """A part: one file format."""

    LABEL: str

    def recognises(self, head: bytes) -> bool:
        """Whether a file that begins so (unpacked) is of this format."""

    def examine(self, path: Path, limits: Limits, encoding: str) -> Layout:
        """How it is to be read; `encoding` is what somebody has said of a text, "" where nobody has."""

    def read(self, path: Path, layout: Layout, limits: Limits) -> Iterator[Batch]: ...

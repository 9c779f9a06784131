"""What staging was asked to do, and what came of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tiercel.collect.files.source import Source


@dataclass(frozen=True)
class StageOptions:
    """currency      of amounts that do not say theirs
    day_first     what 03/04/2016 means where no value of the file tells; None: the month is first, and that is said
    zone          whose time moments without a zone are, as "Asia/Tehran"
    keep_unknown  whether columns that mean nothing to us become attributes
    corrections   (table, column, value) -> the value to take instead: offers that a person accepted
    declared      (table, name) -> type of attributes that the workspace has already
    known         (table, column) -> values that are known already, which near-misses are compared with
    """

    currency: str = "USD"
    day_first: bool | None = None
    zone: str = "UTC"
    keep_unknown: bool = False
    corrections: Mapping[tuple[str, str, str], str] = field(default_factory=dict)
    declared: Mapping[tuple[str, str], str] = field(default_factory=dict)
    known: Mapping[tuple[str, str], Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class StagedFile:
    """What became of one file.

    rows       read from it, whole or not
    taken      staged, before duplicates of other rows were joined
    rejected   rows that cannot be taken
    cells      cells set aside from rows that were taken
    left_out   why -> rows that the source itself had given up
    said       what a person should know
    """

    source: Source
    rows: int = 0
    taken: int = 0
    rejected: int = 0
    cells: int = 0
    left_out: Mapping[str, int] = field(default_factory=dict)
    said: tuple[str, ...] = ()
    reading: str = "{}"


@dataclass(frozen=True)
class Staged:
    """path        the staging file
    files       what became of each file, those without a table too
    tables      table -> rows staged
    rejected    rows that cannot be taken
    cells       cells set aside
    identical   rows that said the same again
    older       rows that a later version of the same replaced
    joined      rows that added to another of the same key
    """

    path: Path
    files: tuple[StagedFile, ...]
    tables: Mapping[str, int]
    rejected: int
    cells: int
    identical: int
    older: int
    joined: int
    offers: int

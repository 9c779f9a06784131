"""A file as we understand it before anything is taken from it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tiercel.collect.columns.kinds import Match
from tiercel.collect.files.limits import Limits
from tiercel.collect.files.reader import Layout


@dataclass(frozen=True)
class Source:
    """One file, what it seems to hold, and how its columns would be read.

    format         the reader's name, as "csv"
    layout         how the reader reads it
    rows           its first rows, at most 20, blank cells as ""
    table          what its rows become; None where we cannot tell or do not take it
    why_not        why there is no table, in a sentence
    not_taken_yet  what it holds, where it is something that we know and do not take ("tickets")
    name           the file's own, with its folder where two files have one name
    preset         whose words its columns are in
    kind           the name of its kind, where somebody has said it
    keys           under which source its ids are known: the preset of the files it came with, "file" for any other
    matches        field -> the columns that mean it, and how we know
    values, constants, only   as the kind of file says (kinds.py)
    unknown        columns that mean nothing to us
    problems       what a person should know, in sentences
    decided        how a mended file of rejects was read the first time
    is_guarded     whether we wrote it, and its cells are made harmless for spreadsheets
    """

    path: Path
    format: str
    layout: Layout
    name: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    table: str | None = None
    why_not: str = ""
    not_taken_yet: str = ""
    preset: str | None = None
    kind: str = ""
    keys: str = "file"
    matches: Mapping[str, Match] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    only: Mapping[str, str] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    decided: Mapping[str, str] = field(default_factory=dict)
    is_guarded: bool = False
    limits: Limits = field(default_factory=Limits)

    @property
    def columns(self) -> tuple[str, ...]:
        return self.layout.columns

    @property
    def encoding(self) -> str:
        return self.layout.encoding

    @property
    def delimiter(self) -> str:
        return self.layout.delimiter

    @property
    def mapping(self) -> dict[str, str]:
        """Field -> its first column."""
        return {name: match.columns[0] for name, match in self.matches.items()}

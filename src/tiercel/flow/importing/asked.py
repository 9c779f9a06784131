"""What somebody wants imported, as values that a job can keep."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any


@dataclass(frozen=True)
class Asked:
    """One import.

    files               paths
    table, preset       one for every file; empty: recognised file by file
    mapping             field -> column, for every file that has the column
    per_file            by file name, what goes before these: {"table", "preset", "mapping", "kind", "encoding"}
    encoding            of every file that is text; empty: by its letters
    source              the system whose ids the files use; empty: by the preset
    keep_unknown        columns that nobody recognises become attributes of the workspace's own
    corrections         offers that a person accepted, each {"table", "column", "value", "suggestion"}
    accept_corrections  take every offer
    dry_run             only say what would happen
    """

    files: tuple[str, ...]
    table: str = ""
    preset: str = ""
    source: str = ""
    encoding: str = ""
    mapping: Mapping[str, str] = field(default_factory=dict)
    per_file: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    keep_unknown: bool = False
    corrections: tuple[Mapping[str, str], ...] = ()
    accept_corrections: bool = False
    dry_run: bool = False

    @classmethod
    def from_values(cls, values: Mapping[str, Any]) -> Asked:
        return cls(**{**values, "files": tuple(values["files"]), "corrections": tuple(values.get("corrections", ()))})

    def as_values(self) -> dict[str, Any]:
        return asdict(self)

    def with_corrections(self, corrections: Sequence[Mapping[str, str]]) -> Asked:
        return replace(self, corrections=(*self.corrections, *corrections))

    @property
    def correction_map(self) -> dict[tuple[str, str, str], str]:
        return {(c["table"], c["column"], c["value"]): c["suggestion"] for c in self.corrections}

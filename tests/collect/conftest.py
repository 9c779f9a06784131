"""Files written on the spot, and what staging makes of them."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tiercel.collect.files.looking import look_all
from tiercel.collect.rows.rejects import write_rejects
from tiercel.collect.rows.staged import Staged, StageOptions
from tiercel.collect.rows.staging import stage


@dataclass(frozen=True)
class Look:
    """A staging file, asked in short."""

    staged: Staged
    folder: Path

    def rows(self, table: str, *columns: str) -> list[tuple[Any, ...]]:
        names = ", ".join(f'"{column}"' for column in columns)
        return self.ask(f'SELECT {names} FROM "{table}" ORDER BY place')

    def values(self, table: str, column: str) -> list[Any]:
        return [row[0] for row in self.rows(table, column)]

    def rejects(self, *columns: str) -> list[tuple[Any, ...]]:
        names = ", ".join(f'"{column}"' for column in columns)
        return self.ask(f'SELECT {names} FROM rejects ORDER BY file, line, "column"')

    def custom(self, table: str) -> list[dict[str, Any]]:
        return [json.loads(value or "{}") for value in self.values(table, "custom")]

    def ask(self, query: str) -> list[tuple[Any, ...]]:
        with duckdb.connect(str(self.staged.path), read_only=True) as db:
            return db.execute(query).fetchall()

    def mended(self) -> list[Path]:
        return write_rejects(self.staged, self.folder / "rejects")


Files = Mapping[str, str | bytes]


@pytest.fixture
def write(tmp_path: Path) -> Callable[[Files], list[Path]]:
    def write_files(files: Files) -> list[Path]:
        paths = []
        for name, content in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
            paths.append(path)
        return paths

    return write_files


@pytest.fixture
def take(tmp_path: Path, write: Callable[[Files], list[Path]]) -> Callable[..., Look]:
    """Write files, look at them together, stage them, and hand the result over for questions."""

    def take_files(
        files: Files | list[Path],
        *,
        table: str | None = None,
        preset: str | None = None,
        mapping: Mapping[str, str] | None = None,
        **options: Any,
    ) -> Look:
        paths = files if isinstance(files, list) else write(files)
        sources = look_all(paths, table=table, preset=preset, mapping=mapping or {})
        return Look(stage(sources, tmp_path / "staging.duckdb", options=StageOptions(**options)), tmp_path)

    return take_files

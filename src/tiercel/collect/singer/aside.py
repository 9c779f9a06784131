"""Lines of a tap that could not be taken, kept with their numbers and the reason."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import IO

from tiercel.collect.singer.masking import masked

FILE = "lines-not-taken.jsonl"
MOST_KEPT = 10_000
MOST_CHARACTERS = 1_000


class Aside:
    """A file that appears with the first line in it; beyond ten thousand they are only counted."""

    def __init__(self, folder: Path, secrets: Iterable[str]) -> None:
        self.path = folder / FILE
        self.count = 0
        self.first = ""
        self._secrets = tuple(secrets)
        self._file: IO[str] | None = None

    def add(self, number: int, line: bytes, reason: str) -> None:
        self.count += 1
        self.first = self.first or f"Line {number}: {reason}"
        if self.count > MOST_KEPT:
            return
        if self._file is None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._file = self.path.open("w", encoding="utf-8")
        text = masked(line[: 4 * MOST_CHARACTERS].decode("utf-8", "replace"), self._secrets)[:MOST_CHARACTERS]
        print(json.dumps({"line": number, "reason": reason, "text": text}, ensure_ascii=False), file=self._file)

    def close(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None

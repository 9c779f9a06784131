"""The write keys with their choices, as the workspace wrote them down, read again only when they have changed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any


class KeyFile:
    """Every visitor asks, so the records are left alone; a file that is not there yet holds no key."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._seen: object = None
        self._keys: Mapping[str, Any] = {}

    def keys(self) -> Mapping[str, Any]:
        try:
            found = self.path.stat()
        except FileNotFoundError:
            return {}
        seen = (found.st_mtime_ns, found.st_size, found.st_ino)
        if seen != self._seen:
            self._keys = json.loads(self.path.read_bytes())["keys"]
            self._seen = seen
        return self._keys

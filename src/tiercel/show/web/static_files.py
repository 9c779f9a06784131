"""The static files, collected once: named after their contents, so that browsers keep them, and compressed already."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from whitenoise.storage import CompressedManifestStaticFilesStorage

HERE = Path(__file__).parent / "static"
STAMP = "collected.txt"


class Precompressed(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Leaves the vendored files as they are: the source maps that they name are not shipped."""

    patterns: tuple[Any, ...] = ()

    def __init__(self, *args: Any, **more: Any) -> None:
        self._urls: dict[str, str] = {}
        super().__init__(*args, **more)

    def url(self, name: str, force: bool = False) -> str:
        """A page names its pictures some sixty times; their addresses change only when the files are collected."""
        if force or name not in self._urls:
            self._urls[name] = str(super().url(name, force))
        return self._urls[name]

    def save_manifest(self) -> None:
        self._urls.clear()
        super().save_manifest()


def collect() -> bool:
    """Collect the files unless they are there already; says whether it had to."""
    root = Path(settings.STATIC_ROOT)
    stamp, now = root / STAMP, _fingerprint()
    if stamp.exists() and stamp.read_text(encoding="ascii") == now:
        return False
    call_command("collectstatic", verbosity=0, interactive=False)
    stamp.write_text(now, encoding="ascii")
    return True


def _fingerprint() -> str:
    files = sorted(path for path in HERE.rglob("*") if path.is_file())
    told = "\n".join(f"{path.relative_to(HERE)} {path.stat().st_size} {path.stat().st_mtime_ns}" for path in files)
    return hashlib.sha256(told.encode()).hexdigest()

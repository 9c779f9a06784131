"""The write keys as collectors and the web tag read them: one file, which appears whole or not at all."""

from __future__ import annotations

import fcntl
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings

from tiercel.collect.events.write_keys import FILE_NAME
from tiercel.core.files import write_whole
from tiercel.records.models import WriteKey


def path() -> Path:
    return Path(settings.WORKSPACE.workspace) / "lake" / FILE_NAME


def write_out() -> Path:
    """Write all keys, ended ones too, and say where.

    Who writes reads the records behind the same lock: of two that were changed at once, the later file has both.
    """
    file = path()
    with alone(file):
        keys = {key.key: _entry(key) for key in WriteKey.objects.order_by("pk")}
        content = json.dumps({"keys": keys}, ensure_ascii=False, indent=1).encode()
        if not file.exists() or file.read_bytes() != content:
            write_whole(file, content)
    return file


def _entry(key: WriteKey) -> dict[str, Any]:
    return {
        "name": key.name,
        "ended": key.ended_at is not None,
        "origins": key.origins,
        "consent": key.consent,
        "storage": key.storage,
        "on_gpc": key.on_gpc,
        "forms": key.forms,
    }


@contextmanager
def alone(file: Path) -> Iterator[None]:
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.with_suffix(".lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield

"""What tests of taking imports back ask for: an import that is one call and says its number, and an undo."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tiercel.core.settings import Settings
from tiercel.flow.import_files import import_now
from tiercel.flow.importing.asked import Asked
from tiercel.records.models import Job

Import = Callable[..., int]


@pytest.fixture
def import_texts(workspace: Settings, tmp_path: Path) -> Import:
    """Import files given as name=text; returns the number of the import."""

    def do(**texts: str) -> int:
        for name, text in texts.items():
            (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
        import_now(Asked(files=tuple(str(tmp_path / f"{name}.csv") for name in texts)), None)
        return Job.objects.filter(kind="import_files").latest("pk").pk

    return do

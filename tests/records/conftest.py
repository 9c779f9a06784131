"""What tests of the records ask for: files to import, and an import that is one call."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from tiercel.core.settings import Settings
from tiercel.flow.import_files import import_now
from tiercel.flow.importing.asked import Asked
from tiercel.flow.importing.report import ImportReport

Import = Callable[..., ImportReport]


@pytest.fixture
def import_texts(workspace: Settings, tmp_path: Path) -> Import:
    """Import files given as name=text; lists of lines are joined. Options go to `Asked`."""

    def do(files: dict[str, str], at: datetime | None = None, **options: object) -> ImportReport:
        paths = []
        for name, text in files.items():
            path = tmp_path / name
            path.write_text("\n".join(line.strip() for line in text.strip().splitlines()) + "\n", encoding="utf-8")
            paths.append(str(path))
        return import_now(Asked(files=tuple(paths), **options), None, now=at)  # type: ignore[arg-type]

    return do

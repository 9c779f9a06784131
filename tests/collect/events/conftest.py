"""A site whose clients send to a collector."""

from pathlib import Path

import pytest
from tests.collect.events.asking import Site, write_keys


@pytest.fixture
def site(tmp_path: Path) -> Site:
    write_keys(tmp_path / "lake")
    return Site(tmp_path / "lake")

"""What holds of the records on SQLite holds on PostgreSQL too."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SUITE = [
    "tests/records",
    "tests/flow/strategy/test_documents.py",
    "tests/flow/targets",
    "tests/flow/operations",
    "tests/flow/hierarchy",
    "tests/flow/importing/test_undo_races.py",
    "tests/flow/events/test_visitors.py",
    "tests/flow/events/test_batches.py",
    "tests/flow/events/test_erase_contact.py",
    "tests/flow/test_sight_of_their_own.py",
    "tests/flow/people",
]


@pytest.mark.postgres
@pytest.mark.slow
def test_the_suite_of_the_records_passes_on_postgresql_too(postgres_url: str) -> None:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:xdist", "-p", "no:cacheprovider", *SUITE]
    result = subprocess.run(
        [*command, "-m", "not browser and not postgres and not slow"],
        cwd=ROOT,
        env=os.environ | {"TIERCEL_TEST_DATABASE_URL": postgres_url},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout[-5000:] + result.stderr[-2000:]
    assert " passed" in result.stdout

"""What tests stand on is there: a page, a PostgreSQL, the cast; and a skip in CI is a failure."""

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.conf import settings as django_settings

from tiercel.core.settings import Settings

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.conftest import Cast

ROOT = Path(__file__).parent.parent


def run_pytest(folder: Path, test: str, **environ: str) -> subprocess.CompletedProcess[str]:
    (folder / "conftest.py").write_text((ROOT / "tests" / "conftest.py").read_text(encoding="utf-8"))
    (folder / "test_it.py").write_text(test)
    (folder / "pytest.ini").write_text("[pytest]\nmarkers = real_data\n")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:django", "-p", "no:xdist", "-p", "no:cacheprovider", "."]
    whole = {key: value for key, value in os.environ.items() if key != "CI"} | {"PYTHONPATH": str(ROOT)} | environ
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, env=whole)


MISSING_BROWSER = "def test_it(needs):\n    needs('Chromium', False)\n"
MISSING_DATA = "import pytest\n@pytest.mark.real_data\ndef test_it(real_data):\n    pass\n"


def test_what_a_machine_lacks_is_skipped_with_the_reason(tmp_path: Path) -> None:
    result = run_pytest(tmp_path, MISSING_BROWSER)
    assert result.returncode == 0, result.stdout
    assert "1 skipped" in result.stdout


def test_in_ci_a_skip_is_a_failure_that_gives_the_reason(tmp_path: Path) -> None:
    result = run_pytest(tmp_path, MISSING_BROWSER, CI="true")
    assert result.returncode == 1
    assert "Chromium is absent" in result.stdout


def test_a_skip_of_a_whole_module_is_a_failure_in_ci_too(tmp_path: Path) -> None:
    assert run_pytest(tmp_path, "import pytest\npytest.importorskip('no_such_module')\n", CI="true").returncode != 0


def test_real_data_may_be_absent_even_in_ci(tmp_path: Path) -> None:
    result = run_pytest(tmp_path, MISSING_DATA, CI="true", TIERCEL_REAL_DATA=str(tmp_path / "absent"))
    assert result.returncode == 0, result.stdout
    assert "1 skipped" in result.stdout


def test_tests_never_touch_the_workspace_that_somebody_keeps_here() -> None:
    assert not django_settings.WORKSPACE.workspace.is_relative_to(ROOT)


def test_a_workspace_is_fresh_and_everyone_agrees_which_it_is(workspace: Settings) -> None:
    assert list(workspace.workspace.iterdir()) == []
    assert workspace == django_settings.WORKSPACE
    assert os.environ["TIERCEL_WORKSPACE"] == str(workspace.workspace)


def test_the_cast_have_their_roles(cast: "Cast") -> None:
    roles = {user.first_name: user.role for user in (cast.ada, cast.ben, cast.chen, cast.dara)}
    assert roles == {"Ada": "owner", "Ben": "member", "Chen": "member", "Dara": "reader"}
    assert not cast.eve.is_active


@pytest.mark.postgres
def test_a_postgresql_answers(postgres_url: str) -> None:
    import psycopg

    with psycopg.connect(postgres_url) as connection:
        assert connection.execute("select 6 * 7").fetchone() == (42,)


@pytest.mark.browser
def test_a_browser_shows_a_page(page: "Page") -> None:
    page.set_content("<h1>Tiercel</h1>")
    assert page.get_by_role("heading").inner_text() == "Tiercel"

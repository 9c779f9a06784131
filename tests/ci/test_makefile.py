"""One file makes everything, and says what is missing when it cannot."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
TARGETS = ("install", "demo", "test", "check", "bench", "docs", "lock")


def make(*arguments: str, folder: Path = ROOT, **environ: str) -> subprocess.CompletedProcess[str]:
    command = ["make", "--no-print-directory", *arguments]
    whole = os.environ | {"MAKEFLAGS": "", "MAKELEVEL": "0"} | environ
    return subprocess.run(command, cwd=folder, env=whole, capture_output=True, text=True, check=False)


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A folder with the Makefile, the locks and nothing made yet."""
    shutil.copy(ROOT / "Makefile", tmp_path)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    shutil.copytree(ROOT / "requirements", tmp_path / "requirements")
    return tmp_path


def test_help_names_every_target_with_what_it_does() -> None:
    said = make("help").stdout
    assert [target for target in TARGETS if not re.search(rf"make {target}\s+\S+", said)] == []


@pytest.mark.parametrize("target", ["install", "demo", "test", "check", "bench", "docs"])
def test_each_target_makes_the_environment_that_it_needs(bare: Path, target: str) -> None:
    said = make("--dry-run", target, folder=bare).stdout
    assert "--require-hashes -r requirements/run.txt" in said
    assert ("requirements/test.txt" in said) == (target not in ("install", "demo"))


def test_without_uv_plain_pip_does_it(bare: Path) -> None:
    said = make("--dry-run", "install", "UV=", folder=bare).stdout
    assert "-m venv" in said
    assert "-m pip install" in said


def test_a_python_that_is_too_old_is_refused_with_what_to_do(bare: Path) -> None:
    old = bare / "old-python"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    result = make("install", f"PYTHON={old}", folder=bare)
    assert result.returncode != 0
    assert "needs Python 3.11 or newer" in result.stdout
    assert not (bare / ".venv").exists()


def test_the_lock_says_that_it_needs_uv(bare: Path) -> None:
    result = make("lock", "UV=", folder=bare)
    assert result.returncode != 0
    assert "make lock needs uv" in result.stdout

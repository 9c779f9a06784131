"""`tiercel` by itself: which version it is."""

import tomllib
from pathlib import Path

from typer.testing import CliRunner

from tiercel.show.cli.main import app

PROJECT = Path(__file__).parents[3] / "pyproject.toml"


def test_the_version_is_that_of_the_package() -> None:
    said = CliRunner().invoke(app, ["--version"])
    assert (said.exit_code, said.stdout) == (0, f"tiercel {tomllib.loads(PROJECT.read_text())['project']['version']}\n")

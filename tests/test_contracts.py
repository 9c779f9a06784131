"""The shape of the design is checked, and the check itself can fail."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).parent / "lint-imports"), "--config", "pyproject.toml", "--no-cache"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, env={"PYTHONPATH": "src"})


def test_imports_go_down_only_and_analysts_need_no_web_server() -> None:
    result = lint_imports(ROOT)
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("tables", "import tiercel.flow"),
        ("collect", "import tiercel.score"),
        ("show", "import tiercel.score"),
        ("score", "import django"),
    ],
    ids=["upward", "sideways", "a page calls a stage", "a stage needs Django"],
)
def test_an_import_against_the_design_is_caught(tmp_path: Path, module: str, line: str) -> None:
    folders = [path.name for path in (ROOT / "src" / "tiercel").iterdir() if (path / "__init__.py").exists()]
    for folder in folders:
        (tmp_path / "src" / "tiercel" / folder).mkdir(parents=True)
        (tmp_path / "src" / "tiercel" / folder / "__init__.py").write_text(line if folder == module else "")
    (tmp_path / "src" / "tiercel" / "__init__.py").write_text("")
    (tmp_path / "pyproject.toml").write_text((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    result = lint_imports(tmp_path)
    assert result.returncode == 1, result.stdout + result.stderr
    assert "BROKEN" in result.stdout

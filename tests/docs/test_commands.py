"""The commands that the documentation shows are run as they stand, page by page, each page in an empty folder."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.ports import free_port

ROOT = Path(__file__).parent.parent.parent
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("[!_]*/**/*.md"))]
BLOCK = re.compile(r"(?:^<!-- (?P<mark>[^>]*?) -->\n)?^```console\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
# Pages with this comment begin in a folder whose workspace has data and a profile.
BEGINS_LEARNT = "<!-- begins with a learnt profile -->"
LEARNING = """
tiercel simulate export --accounts 600 --deals 1000
tiercel import export/*.csv export/*.xlsx
tiercel icp learn
tiercel refresh
"""
# A command that serves is ended once its page answers; whatever it says goes to the same place.
SERVE = """
setsid {command} & server=$!
"{python}" - "$TIERCEL_PORT" <<'PY'
import sys, time, urllib.request
for _ in range(600):
    try:
        urllib.request.urlopen(f"http://127.0.0.1:{{sys.argv[1]}}/", timeout=5)
        break
    except OSError:
        time.sleep(0.2)
else:
    sys.exit("nothing answered")
PY
kill -- -$server
wait $server || true
"""


@dataclass(frozen=True)
class Block:
    """One block of commands; `mark` is what the comment above it says: "serves", "not run: why", or nothing."""

    mark: str
    commands: tuple[str, ...]


def blocks(text: str) -> list[Block]:
    """The ```console blocks of a page; lines after `$ ` are commands, after `> ` their continuation.

    >>> blocks("```console\\n$ tiercel import \\\\\\n> deals.csv\\nTook 3 rows.\\n```")
    [Block(mark='', commands=('tiercel import \\\\\\ndeals.csv',))]
    """
    return [Block(match["mark"] or "", commands(match["text"])) for match in BLOCK.finditer(text)]


def commands(text: str) -> tuple[str, ...]:
    found = re.findall(r"^\$ (.*(?:\n>(?: .*)?$)*)", text, re.MULTILINE)
    return tuple(re.sub(r"\n> ?", "\n", command).strip() for command in found)


def pages_with_commands() -> list[Path]:
    return [page for page in PAGES if any(map(is_run, blocks(page.read_text(encoding="utf-8"))))]


def is_run(block: Block) -> bool:
    return bool(block.commands) and not block.mark.startswith("not run")


def script(page: list[Block]) -> str:
    lines: list[str] = []
    for block in filter(is_run, page):
        for command in block.commands:
            lines.append(f"echo {shlex.quote('$ ' + command)}")
            lines.append(SERVE.format(command=command, python=sys.executable) if block.mark == "serves" else command)
    return "\n".join(lines)


def run(commands: str, folder: Path) -> subprocess.CompletedProcess[str]:
    environ = {key: value for key, value in os.environ.items() if not key.startswith(("TIERCEL_", "DJANGO_"))}
    environ |= {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{environ['PATH']}",
        "TIERCEL_PORT": str(free_port()),
        "COLUMNS": "160",
    }
    return subprocess.run(
        ["bash", "-euo", "pipefail", "-c", commands],
        cwd=folder,
        env=environ,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
        timeout=600,
        check=False,
    )


@pytest.fixture(scope="module")
def learnt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("learnt")
    result = run(LEARNING, folder)
    assert result.returncode == 0, result.stdout[-5000:]
    return folder


def each_page(*, learnt: bool) -> pytest.MarkDecorator:
    pages = [page for page in pages_with_commands() if (BEGINS_LEARNT in page.read_text(encoding="utf-8")) == learnt]
    return pytest.mark.parametrize("page", pages, ids=lambda page: page.relative_to(ROOT).as_posix())


@pytest.mark.slow
@each_page(learnt=True)
def test_the_commands_of_a_page_that_begins_with_a_profile_work_in_their_order(
    page: Path, tmp_path: Path, learnt: Path
) -> None:
    shutil.copytree(learnt, tmp_path, dirs_exist_ok=True)
    result = run_page(page, tmp_path)
    assert result.returncode == 0, result.stdout[-5000:]


@pytest.mark.slow
@each_page(learnt=False)
def test_the_commands_of_a_page_work_in_their_order(page: Path, tmp_path: Path) -> None:
    result = run_page(page, tmp_path)
    assert result.returncode == 0, result.stdout[-5000:]


def run_page(page: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    return run(script(blocks(page.read_text(encoding="utf-8"))), folder)


def test_a_block_that_is_not_run_says_why() -> None:
    marks = {block.mark for page in PAGES for block in blocks(page.read_text(encoding="utf-8"))}
    assert {mark for mark in marks if mark not in ("", "serves") and not re.match(r"not run: \w+", mark)} == set()


def test_a_command_that_fails_fails_the_page(tmp_path: Path) -> None:
    page = "```console\n$ echo one\n$ false\n$ echo two\n```\n"
    result = run(script(blocks(page)), tmp_path)
    assert result.returncode != 0
    assert "two" not in result.stdout

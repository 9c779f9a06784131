"""A tap written on the spot, and an intake that reads what it says."""

import json
import os
import sys
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tiercel.collect.singer.aside import Aside
from tiercel.collect.singer.intake import Intake
from tiercel.collect.singer.streams import Chosen, plan

FIRMS = {"properties": {"id": {}, "name": {}, "website": {}, "employees": {}}}
WriteTap = Callable[[str], str]


@pytest.fixture
def write_tap(tmp_path: Path) -> WriteTap:
    """A program of the given lines, in which `w` writes a message; returns its path."""

    def write(body: str) -> str:
        path = tmp_path / "tap-small"
        start = "import json, os, sys, time\ndef w(**message): print(json.dumps(message), flush=True)\n"
        path.write_text(f"#!{sys.executable}\n{start}{textwrap.dedent(body)}")
        path.chmod(0o755)
        return str(path)

    return write


def message(**values: Any) -> bytes:
    return json.dumps(values).encode()


def schema(stream: str = "firms", properties: dict[str, Any] = FIRMS) -> bytes:
    return message(type="SCHEMA", stream=stream, schema=properties, key_properties=["id"])


def record(stream: str = "firms", **values: Any) -> bytes:
    return message(type="RECORD", stream=stream, record=values)


@pytest.fixture
def intake(tmp_path: Path) -> Iterator[Intake]:
    """Takes firms as accounts; other streams are not taken."""

    def plan_for(found: Any) -> Any:
        return plan(found.stream, found.schema, chosen=Chosen("accounts") if found.stream == "firms" else Chosen())

    made = Intake(tmp_path / "parts", plan_for=plan_for, preset="", aside=Aside(tmp_path / "aside", ["s3cret"]))
    yield made
    made.close()


def take(intake: Intake, *lines: bytes) -> None:
    for number, line in enumerate(lines, start=1):
        intake.take(number, line)


def rows_of(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except (ProcessLookupError, FileNotFoundError):
        return False
    return state != "Z"

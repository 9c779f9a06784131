"""The demo ends at a page that answers, and leaves nothing behind when it is told to stop."""

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from tests.ports import free_port

SECONDS_TO_ANSWER = 900


def page_of(process: subprocess.Popen[bytes], port: int) -> str:
    """The first page, once it is there; what a process said that ended before, as a failure."""
    for _ in range(SECONDS_TO_ANSWER):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=30) as answer:
                return str(answer.read().decode())
        except urllib.error.URLError:
            assert process.poll() is None, "the demo ended before its page answered"
            time.sleep(1)
    raise AssertionError("no page answered")


def is_running(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.slow
def test_the_demo_ends_at_a_page_that_answers_and_stops_whole(tmp_path: Path) -> None:
    port = free_port()
    own = {key: value for key, value in os.environ.items() if not key.startswith(("TIERCEL_", "DJANGO_"))}
    with (tmp_path / "said").open("wb") as said:
        process = subprocess.Popen(
            [Path(sys.executable).parent / "tiercel", "demo"],
            cwd=tmp_path,
            env=own | {"TIERCEL_PORT": str(port)},
            stdout=said,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            page = page_of(process, port)
            process.send_signal(signal.SIGTERM)
            process.wait(60)
            left_behind = is_running(process.pid)
        finally:
            if is_running(process.pid):
                os.killpg(process.pid, signal.SIGKILL)
    assert "Tiercel" in page
    assert not left_behind
    assert f"http://localhost:{port}" in (tmp_path / "said").read_text(encoding="utf-8")
    assert (tmp_path / "demo-workspace" / "records.sqlite3").exists()

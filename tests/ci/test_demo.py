"""The demo ends at a page that answers, and leaves nothing behind when it is told to stop."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from tests.ports import free_port
from tests.waiting import SECONDS_OF_PATIENCE, answer_of, wait_until


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
            page = answer_of(f"http://127.0.0.1:{port}/", process)
            process.send_signal(signal.SIGTERM)
            process.wait(SECONDS_OF_PATIENCE)
            # What it had started ends at the same signal, each in its own time.
            wait_until(lambda: not is_running(process.pid), "the end of all that the demo had started")
        finally:
            if is_running(process.pid):
                os.killpg(process.pid, signal.SIGKILL)
    assert "Tiercel" in page
    assert f"http://localhost:{port}" in (tmp_path / "said").read_text(encoding="utf-8")
    assert (tmp_path / "demo-workspace" / "records.sqlite3").exists()

"""`tiercel serve` brings the pages up in an empty folder, and takes its worker down with it."""

import os
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import psutil
import pytest
from tests.ports import free_port
from tests.waiting import SECONDS_OF_PATIENCE, answer_of


@pytest.mark.slow
def test_a_new_workspace_is_served_and_everything_ends_with_the_server(tmp_path: Path) -> None:
    port = free_port()
    own = {key: value for key, value in os.environ.items() if key != "DJANGO_SETTINGS_MODULE"}
    process = subprocess.Popen(
        [sys.executable, "-m", "tiercel.show.cli", "serve", "--port", str(port)],
        env=own | {"TIERCEL_WORKSPACE": str(tmp_path / "ws")},
    )
    try:
        assert "Make the owner of this workspace" in answer_of(f"http://127.0.0.1:{port}/", process)
        style = next((tmp_path / "ws" / "static" / "web").glob("tiercel.*.css.br")).name.removesuffix(".br")
        request = urllib.request.Request(
            f"http://127.0.0.1:{port}/static/web/{style}", headers={"Accept-Encoding": "br"}
        )
        with urllib.request.urlopen(request) as answer:
            assert answer.headers["Content-Encoding"] == "br"
            assert "immutable" in answer.headers["Cache-Control"]
        workers = psutil.Process(process.pid).children(recursive=True)
        assert workers
        process.send_signal(signal.SIGINT)
        process.wait(SECONDS_OF_PATIENCE)
        assert psutil.wait_procs(workers, timeout=SECONDS_OF_PATIENCE)[1] == []
    finally:
        process.kill()

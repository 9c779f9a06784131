"""Waiting for what another process or thread does: until it is done, and for longer than any busy machine takes."""

from __future__ import annotations

import subprocess
import time
import urllib.request
from collections.abc import Callable

# It is used up only where something never comes; a machine that does other things too may take minutes to start one.
SECONDS_OF_PATIENCE = 600
SECONDS_BETWEEN = 0.02


def wait_until(is_done: Callable[[], bool], what: str, process: subprocess.Popen[bytes] | None = None) -> None:
    """Look again and again; fails, naming `what`, where it never comes or the process that should bring it ended."""
    end = time.monotonic() + SECONDS_OF_PATIENCE
    while not is_done():
        assert process is None or process.poll() is None, f"the process ended before {what}"
        assert time.monotonic() < end, f"waited in vain for {what}"
        time.sleep(SECONDS_BETWEEN)


def answer_of(address: str, process: subprocess.Popen[bytes]) -> str:
    """What stands at an address, once its server answers."""
    found: list[str] = []

    def answers() -> bool:
        try:
            with urllib.request.urlopen(address, timeout=SECONDS_OF_PATIENCE) as answer:
                found.append(answer.read().decode())
        except OSError:
            return False
        return True

    wait_until(answers, f"an answer of {address}", process)
    return found[0]

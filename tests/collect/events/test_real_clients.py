"""Real clients send while the collector is killed again and again: what they were told is stored is there, once."""

import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest
from tests.collect.events.asking import Site
from tests.conftest import ROOT
from tests.ports import free_port
from tests.waiting import SECONDS_OF_PATIENCE, answer_of, wait_until

CLIENTS = ("segment", "rudder", "posthog", "snowplow")
PYTHON = ROOT / ".venv" / "clients" / "bin" / "python"
KILLS = 2


def collector(site: Site, port: int) -> subprocess.Popen[bytes]:
    process = subprocess.Popen(
        [sys.executable, "-m", "tiercel.show.cli", "collect", "--port", str(port)],
        env=os.environ | {"TIERCEL_WORKSPACE": str(site.lake.parent)},
        stdout=subprocess.DEVNULL,
    )
    answer_of(f"http://127.0.0.1:{port}/healthz", process)
    return process


@contextmanager
def sending(folder: Path, port: int) -> Iterator[dict[str, Path]]:
    """All the clients, sending; where each notes what it was told is stored."""
    told = {name: folder / f"{name}.told" for name in CLIENTS}
    script = Path(__file__).parent / "real_client.py"
    clients = [subprocess.Popen([str(PYTHON), str(script), name, str(port), str(told[name])]) for name in CLIENTS]
    try:
        yield told
    finally:
        for client in clients:
            client.kill()
            client.wait()


def told_by(told: dict[str, Path]) -> dict[str, list[str]]:
    """Whole lines only: a client that was ended may have been writing one."""
    texts = {name: path.read_text() if path.exists() else "" for name, path in told.items()}
    return {name: text[: text.rfind("\n") + 1].split() for name, text in texts.items()}


@pytest.mark.slow
def test_what_real_clients_were_told_is_stored_is_there_once(
    site: Site, tmp_path: Path, needs: Callable[[str, bool], None]
) -> None:
    needs("the environment of other people's clients (make .venv/clients/.installed)", PYTHON.exists())
    port = free_port()
    server = collector(site, port)
    with sending(tmp_path, port) as told:
        for kill in range(KILLS + 1):
            before = {name: len(ids) for name, ids in told_by(told).items()}
            wait_until(lambda before=before: grew(told, before), f"events of each client, after {kill} kills")  # type: ignore[misc]
            if kill < KILLS:
                server.kill()
                server.wait()
                server = collector(site, port)
    server.send_signal(signal.SIGTERM)
    assert server.wait(SECONDS_OF_PATIENCE) == 0
    acknowledged = {one for ids in told_by(told).values() for one in ids}
    stored = Counter(one.id for one in site.stored())
    assert acknowledged - stored.keys() == set()
    assert set(stored.values()) == {1}
    assert all(len(ids) > 20 for ids in told_by(told).values())
    assert len(site.messages()) == len(stored)


def grew(told: dict[str, Path], before: dict[str, int]) -> bool:
    return all(len(ids) >= before[name] + 10 for name, ids in told_by(told).items())


@pytest.mark.parametrize("told_to", [signal.SIGTERM, signal.SIGINT])
def test_a_collector_that_is_told_to_stop_closes_its_log(site: Site, told_to: signal.Signals) -> None:
    port = free_port()
    server = collector(site, port)
    body = b'{"type":"track","event":"x","messageId":"m","writeKey":"WRITEKEY"}'
    assert urlopen(f"http://127.0.0.1:{port}/v1/track", body, timeout=SECONDS_OF_PATIENCE).status == 200
    server.send_signal(told_to)
    server.wait(SECONDS_OF_PATIENCE)
    [path] = (site.lake / "log").iterdir()
    assert path.suffix == ".jsonl"
    assert [one.id for one in site.stored()] == ["m"]

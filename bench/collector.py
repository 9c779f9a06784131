"""How much durability costs the collector: events stored before they are answered, against parsed and forgotten.

Parsed is said twice: as the collector parses, which looks for the ids and keys of events and passes over the rest, and
as whoever wants their values parses.
Batches of 100 events as Segment's client for Python sends them, and single events against an empty answer; 32
connections, the server on one core, its clients on another. Where others work on the server's core, only the
processor's work can be compared: how long the server was ready and had to wait for them is said with each comparison.
"""

import argparse
import itertools
import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bench._collector_client import Heard, load

CONNECTIONS, EVENTS = 32, 100
PORTS = {"durable": 8141, "parsed": 8142, "values": 8144, "empty": 8143}
MARK = b"~~~~~~~~~~~~"
_numbers = itertools.count(int(time.time() * 1000))


def main() -> None:
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--rows", type=int, default=5, help="turns of each")
    reader.add_argument("--seconds", type=float, default=2.0, help="seconds of a turn")
    reader.add_argument("--folder", type=Path, help="where the log goes; else a temporary folder")
    asked, _ = reader.parse_known_args()
    turns = min(asked.rows, 10)
    with tempfile.TemporaryDirectory(dir=asked.folder) as folder, served(Path(folder)) as servers:
        batches = in_turns(servers, ("durable", "parsed", "values"), batch_request(), turns, asked.seconds)
        singles = in_turns(servers, ("durable", "empty"), single_request(), turns, asked.seconds)
    say("100-event batches", batches, EVENTS)
    say("single events", singles, 1)


@dataclass(frozen=True)
class Turn:
    """What clients heard in a turn, how long the server's processor worked for it and for others before it."""

    heard: Heard
    processor_seconds: float
    crowded_seconds: float

    @property
    def per_processor_second(self) -> float:
        return len(self.heard.waits) / max(self.processor_seconds, 0.01)


def in_turns(
    servers: dict[str, int], kinds: tuple[str, ...], request: Callable[[], bytes], turns: int, seconds: float
) -> dict[str, list[Turn]]:
    for kind in kinds:
        turn(servers[kind], kind, request, 0.5)
    heard: dict[str, list[Turn]] = {kind: [] for kind in kinds}
    for _ in range(turns):
        for kind in kinds:
            heard[kind].append(turn(servers[kind], kind, request, seconds))
    return heard


def turn(server: int, kind: str, request: Callable[[], bytes], seconds: float) -> Turn:
    before, crowded = processor_seconds(server), crowded_seconds(server)
    heard = load(PORTS[kind], request, seconds, CONNECTIONS, client_core())
    return Turn(heard, processor_seconds(server) - before, crowded_seconds(server) - crowded)


def processor_seconds(process: int) -> float:
    """What a process has used of the processor; on a busy machine it says more than the clock on the wall."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def crowded_seconds(process: int) -> float:
    """How long a process was ready and its core at work for others."""
    return int(Path(f"/proc/{process}/schedstat").read_text(encoding="ascii").split()[1]) / 1e9


def say(what: str, turns: dict[str, list[Turn]], events: int) -> None:
    for kind, each in turns.items():
        rates = [one.heard.per_second * events for one in each]
        p99 = [one.heard.p99_ms for one in each]
        work = [1e6 / (one.per_processor_second * events) for one in each]
        print(
            f"{what}, {kind}: {median(rates):,.0f} events/s ({min(rates):,.0f} to {max(rates):,.0f}), "
            f"p99 {median(p99):.0f} ms ({min(p99):.0f} to {max(p99):.0f}), "
            f"{median(work):.2f} microseconds of the processor an event"
        )
    for other in turns:
        if other != "durable":
            compare(what, turns, other)


def compare(what: str, turns: dict[str, list[Turn]], other: str) -> None:
    pairs = list(zip(turns["durable"], turns[other], strict=True))
    by_clock = median(ours.heard.per_second / theirs.heard.per_second for ours, theirs in pairs)
    by_work = median(ours.per_processor_second / theirs.per_processor_second for ours, theirs in pairs)
    crowded = [median(one.crowded_seconds / one.heard.seconds for one in turns[kind]) for kind in ("durable", other)]
    print(
        f"{what}: durable at {by_clock:.0%} of {other} by the clock, {by_work:.0%} by the processor's work; others had "
        f"the core {crowded[0]:.0%} and {crowded[1]:.0%} of the time"
    )


def batch_request() -> Callable[[], bytes]:
    events = [
        {
            "integrations": {},
            "anonymousId": None,
            "properties": {"i": place, "plan": "enterprise"},
            "timestamp": "2026-11-22T05:19:59.679+00:00",
            "context": {"library": {"name": "analytics-python", "version": "2.4.0"}},
            "userId": "u-123",
            "type": "track",
            "event": "Demo Requested",
            "messageId": f"{MARK.decode()}-4d32deed-9d83-4203-{place:04}",
        }
        for place in range(EVENTS)
    ]
    return numbered("/v1/batch", {"batch": events, "sentAt": "2026-11-22T05:19:59.685950+00:00"})


def single_request() -> Callable[[], bytes]:
    event = {"type": "track", "event": "Demo Requested", "userId": "u-123", "properties": {"plan": "enterprise"}}
    return numbered("/v1/track", event | {"messageId": f"{MARK.decode()}-4d32deed"})


def numbered(path: str, said: object) -> Callable[[], bytes]:
    """Requests that differ in the ids of their events, so that none is taken for one that was sent again."""
    body = json.dumps(said).encode()
    head = (
        f"POST {path} HTTP/1.1\r\nHost: localhost\r\nUser-Agent: analytics-python/2.4.0\r\nAccept: */*\r\n"
        f"Content-Type: application/json\r\nAuthorization: Basic V1JJVEVLRVk6\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    whole = head.encode() + body
    return lambda: whole.replace(MARK, b"%012x" % next(_numbers))


@contextmanager
def served(folder: Path) -> Iterator[dict[str, int]]:
    """The process of each server, by what it serves."""
    (folder / "lake").mkdir()
    keys = {"keys": {"WRITEKEY": {"name": "Website", "ended": False}}}
    (folder / "lake" / "write_keys.json").write_text(json.dumps(keys), encoding="utf-8")
    servers = [
        subprocess.Popen(
            [sys.executable, "-m", "bench._collector_apps", kind, str(port), str(folder / "lake"), str(server_core())]
        )
        for kind, port in PORTS.items()
    ]
    try:
        for port, server in zip(PORTS.values(), servers, strict=True):
            wait_for(port, server)
        yield {kind: server.pid for kind, server in zip(PORTS, servers, strict=True)}
    finally:
        for server in servers:
            server.terminate()
        for server in servers:
            server.wait()


def wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        if server.poll() is not None:  # else whoever has its port would be measured
            sys.exit(f"The server for port {port} ended. Is the port taken?")
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5).read()
        except OSError:
            time.sleep(0.1)
        else:
            return
    sys.exit(f"Nothing answers on port {port}.")


def server_core() -> int:
    return 0


def client_core() -> int:
    return min(1, (os.cpu_count() or 1) - 1)


if __name__ == "__main__":
    main()

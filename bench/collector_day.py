"""Twenty-four hours of a busy site sent to a running collector at full speed, while its log is put away beside it.

Browsers and servers, with duplicates, wrong clocks, bots and bad requests. In the end every number is exact: what was
accepted stands in the log once, and in the lake each event once; the log fits its checksums; the memory stays flat.

python -m bench.collector_day                   two million events
python -m bench.collector_day --rows 200000     a small run
"""

import argparse
import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from statistics import median

from bench._day_processes import PROOF, STOP, Clock, memory_mb
from bench._day_traffic import DAY, KEY, PHC, Day, Sent

PORT, CONNECTIONS = 8147, 16


@dataclass
class Replay:
    """The day on its way, through several connections."""

    clock: Clock
    sends: Iterator[list[Sent]]
    server: int
    waits: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    memory: dict[int, int] = field(default_factory=dict)

    async def run(self) -> None:
        await asyncio.gather(*(self._connection() for _ in range(CONNECTIONS)))

    async def _connection(self) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", PORT)
        for requests in self.sends:
            for sent in requests:
                await self._send(reader, writer, sent)
        writer.close()

    async def _send(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, sent: Sent) -> None:
        self.clock.set(sent.at)
        hour = (sent.at - DAY) // timedelta(hours=1)
        if hour not in self.memory:
            self.memory[hour] = memory_mb(self.server)
        began = time.perf_counter()
        writer.write(sent.wire)
        head = await reader.readuntil(b"\r\n\r\n")
        length = int(head.lower().partition(b"content-length:")[2].split(b"\r\n")[0])
        body = await reader.readexactly(length)
        self.waits.append(time.perf_counter() - began)
        if int(head.split()[1]) != sent.status:
            self.wrong.append(f"{head.split()[1].decode()} instead of {sent.status}: {body[:100]!r}")


def main() -> None:
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--rows", type=int, default=2_000_000, help="events of the day")
    asked, _ = reader.parse_known_args()
    with tempfile.TemporaryDirectory() as folder:
        sys.exit(replay(Path(folder), Day(asked.rows)))


def replay(workspace: Path, day: Day) -> int:
    prepare(workspace)
    clock = Clock(workspace, DAY)
    server = process("serve", str(workspace), str(PORT))
    worker = process("compact", str(workspace))
    wait_for_server()
    going = Replay(clock, day.requests(), server.pid)
    began = time.monotonic()
    asyncio.run(going.run())
    seconds = time.monotonic() - began
    measures = measured()
    server.terminate()
    server.wait()
    (workspace / STOP).touch()
    rounds = [line.split() for line in (worker.communicate()[0] or "").splitlines()]
    expected = day.expected
    p99 = 1000 * sorted(going.waits)[int(0.99 * len(going.waits))]
    print(f"{expected.accepted:,} events accepted in {len(going.waits):,} requests in {seconds:.0f} s")
    print(f"{expected.accepted / seconds:,.0f} events/s, p50 {1000 * median(going.waits):.0f} ms, p99 {p99:.0f} ms")
    hours = [going.memory[hour] for hour in sorted(going.memory)]
    print(f"the collector's memory by the hour, MB: {' '.join(map(str, hours))}")
    behind, worked = time.monotonic() - began - seconds, sum(float(each[2]) for each in rounds)
    print(f"put away in {len(rounds)} rounds of {worked:.0f} s, until {behind:.0f} s after the last event")
    print(f"the worker's memory after each, MB: {' '.join(each[3] for each in rounds)}")
    return judge(workspace, day, measures, going.wrong)


def judge(workspace: Path, day: Day, measures: dict[str, float], wrong: list[str]) -> int:
    from tiercel.collect.events.verify import verify

    expected, proved, lake = day.expected, verify(workspace / PROOF), in_lake(workspace)
    checks = {
        "answered as they should be": (0, len(wrong)),
        "events accepted, by /metrics": (expected.accepted, total(measures, "events_total", "accepted")),
        "events known as sent again": (expected.duplicate, total(measures, "events_total", "duplicate")),
        "events kept aside": (expected.aside, total(measures, "events_total", "kept_aside")),
        **{f"requests {name}": (count, total(measures, "_total", name)) for name, count in expected.requests.items()},
        "events in the log": (expected.accepted, proved.events),
        "lines of the log that are wrong": (0, len(proved.wrong)),
        "events in the lake": (expected.distinct, lake["events"]),
        "of them with an id of their own": (expected.distinct, lake["ids"]),
        "of them by bots": (expected.bots, lake["bots"]),
        "of them outside of the day": (0, lake["outside"]),
        "segments left": (0, len(list((workspace / "lake/log").glob("*")))),
    }
    for what, (should, found) in checks.items():
        print(
            f"{'ok   ' if should == found else 'WRONG'} {what}: {int(found):,}" + f" of {should:,}" * (should != found)
        )
    for said in wrong[:5]:
        print(said)
    return int(any(should != found for should, found in checks.values()))


def in_lake(workspace: Path) -> dict[str, int]:
    """What stands in the files in force; small ones that were gathered into a large one lie beside it for hours."""
    import sqlite3

    import duckdb

    with sqlite3.connect(workspace / "records.sqlite3") as records:
        listed = records.execute("SELECT path FROM event_file WHERE ended_at IS NULL").fetchall()
    files = [str(workspace / path) for (path,) in listed]
    duck = duckdb.connect()
    duck.execute("SET TimeZone = 'UTC'")
    found = duck.execute(
        "SELECT count(*), count(DISTINCT id), count(*) FILTER (WHERE is_bot), "
        "count(*) FILTER (WHERE happened_at < ? OR happened_at >= ?) FROM read_parquet(?)",
        [DAY, DAY + timedelta(days=1), files],
    ).fetchone()
    return dict(zip(("events", "ids", "bots", "outside"), found or (0, 0, 0, 0), strict=True))


def prepare(workspace: Path) -> None:
    (workspace / "lake").mkdir()
    (workspace / PROOF).mkdir()
    keys = {KEY: {"name": "Website", "origins": ["https://www.example.com"]}, PHC: {"name": "App"}}
    (workspace / "lake/write_keys.json").write_text(json.dumps({"keys": keys}), encoding="utf-8")
    environ = os.environ | {"TIERCEL_WORKSPACE": str(workspace)}
    # The database is there before the time is taken.
    command = [sys.executable, "-m", "tiercel.show.cli", "rates", "list"]
    subprocess.run(command, env=environ, check=True, stdout=subprocess.DEVNULL)


def process(*words: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "bench._day_processes", *words]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def measured() -> dict[str, float]:
    with urllib.request.urlopen(f"http://127.0.0.1:{PORT}/metrics", timeout=30) as answer:
        lines = answer.read().decode().splitlines()
    return {name: float(value) for name, _, value in (line.rpartition(" ") for line in lines if line[:1] != "#")}


def total(measures: dict[str, float], ending: str, became: str) -> int:
    said = f'"{became}"' + "}"
    return int(sum(value for name, value in measures.items() if f"{ending}{{" in name and name.endswith(said)))


def wait_for_server() -> None:
    for _ in range(300):
        try:
            measured()
        except OSError:
            time.sleep(0.1)
        else:
            return
    sys.exit(f"Nothing answers on port {PORT}.")


if __name__ == "__main__":
    main()

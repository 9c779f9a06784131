"""A million collector messages from a file, to the lake; and how long pages take that read touches from it.

python -m bench.events                  a million messages of sixty thousand devices, two of a hundred identify
python -m bench.events --rows 50000     a small run
python -m bench.events --users 0.3      of three devices in ten, every message carries the id of who is signed in there
python -m bench.events --ranges FILE    with organisations from a file of ranges
python -m bench.events --straight       put events straight into the lake, a file for each day
python -m bench.events --keep FOLDER    keep the workspace, and ask its pages again without taking the messages anew

Messages a second are of the clock; `processor` is what all processes together worked, whatever the machine did besides.
`times parsing` says how much work a message is beside reading its line and parsing it into values, by one process in
the same run. Pages are asked for through Django's own handler by somebody who is signed in; cpu is of this process.
"""

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import msgspec

AGENTS = [
    f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/{n}.0.0.0 Safari/537.36"
    for n in range(90, 140)
]
AGENTS.append("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)")
PATHS = ["/", "/pricing", "/docs", "/blog", "/demo", *(f"/docs/page-{n}" for n in range(60))]
BEGAN = datetime(2026, 1, 5, tzinfo=UTC)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--users", type=float, default=0.0)
    parser.add_argument("--ranges", default="")
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--straight", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        workspace = asked.keep or Path(place) / "workspace"
        environ = os.environ | {"TIERCEL_WORKSPACE": str(workspace), "TIERCEL_NETWORK_RANGES": asked.ranges}
        if not (workspace / "lake").is_dir():
            if asked.straight:
                put_straight(asked.rows, environ)
            else:
                take(Path(place) / "archive.jsonl", asked.rows, environ, asked.users)
            lake = sum(each.stat().st_size for each in (workspace / "lake").rglob("*.parquet"))
            print(f"lake: {lake / 1e6:,.0f} MB, {lake / asked.rows:,.0f} bytes a message")
        subprocess.run([sys.executable, "-m", "bench._events_pages"], env=environ, check=True)


def put_straight(rows: int, environ: dict[str, str]) -> None:
    """Fill the lake without any message."""
    subprocess.run([sys.executable, "-m", "tiercel.show.cli", "rates", "list"], env=environ, check=True)
    environ = environ | {"BENCH_ROWS": str(rows)}
    subprocess.run([sys.executable, "-m", "bench._events_lake"], env=environ, check=True)


def take(path: Path, rows: int, environ: dict[str, str], users: float = 0.0) -> None:
    """Write the messages, and take them; says how long that took, and beside parsing alone."""
    write(path, rows, users)
    # The workspace and its database are there before the time is taken.
    subprocess.run([sys.executable, "-m", "tiercel.show.cli", "rates", "list"], env=environ, check=True)
    parsing = parse_only(path)
    began, cpu = time.perf_counter(), cpu_seconds()
    command = [sys.executable, "-m", "tiercel.show.cli", "import", "--from", "segment", str(path)]
    subprocess.run(command, env=environ, check=True)
    seconds, cpu = time.perf_counter() - began, cpu_seconds() - cpu
    print(f"{rows:,} messages of {path.stat().st_size / 1e6:,.0f} MB, {users:.0%} with users, in {seconds:.1f} s "
          f"({rows / seconds:,.0f}/s), {cpu:.1f} s of processor ({cpu / rows * 1e6:.0f} µs a message, "
          f"{cpu / parsing:.1f} times parsing), at most {memory_mb():,.0f} MB in one process")  # fmt: skip


def parse_only(path: Path) -> float:
    """Seconds of processor that reading the file and making values of each line take."""
    began = time.process_time()
    decode = msgspec.json.Decoder().decode
    with path.open("rb") as file:
        for line in file:
            decode(line)
    return time.process_time() - began


def cpu_seconds() -> float:
    """Of all processes that were begun here and have ended, and of those that they began."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def memory_mb() -> float:
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def write(path: Path, rows: int, users: float = 0.0) -> None:
    chance = random.Random(7)
    devices = max(rows // 16, 1)
    with path.open("w", encoding="utf-8") as file:
        for n in range(rows):
            file.write(json.dumps(message(n, chance, devices, users)) + "\n")


def message(n: int, chance: random.Random, devices: int, users: float = 0.0) -> dict[str, object]:
    """users   the share of devices at which somebody is signed in"""
    device = chance.randrange(devices)
    page = chance.choice(PATHS)
    at = BEGAN + timedelta(seconds=n * 7)
    found: dict[str, object] = {
        "type": "page",
        "messageId": str(UUID(int=chance.getrandbits(128))),
        "anonymousId": str(UUID(int=device + 2**100)),
        "originalTimestamp": at.isoformat(),
        "sentAt": at.isoformat(),
        "properties": {"path": page, "title": f"Page {page}"},
        "context": {
            "ip": f"{chance.randrange(1, 223)}.{device % 256}.{device // 256 % 256}.7",
            "userAgent": AGENTS[device % len(AGENTS)],
            "locale": "en-US",
            "library": {"name": "analytics.js", "version": "2.1.0"},
            "page": {"url": f"https://www.example.com{page}?utm_campaign=spring", "path": page, "referrer": "",
                     "title": f"Page {page}", "search": "?utm_campaign=spring"},
        },
    }  # fmt: skip
    if device * 7919 % 1000 < users * 1000:
        found["userId"] = f"user-{device}"
    kind = chance.random()
    if kind < 0.02:
        found |= {"type": "identify", "traits": {"email": f"person{device}@customer{device % 900}.example"}}
    elif kind < 0.3:
        found |= {"type": "track", "event": "Time Spent", "properties": {"seconds": chance.randrange(90), "path": page}}
    return found


if __name__ == "__main__":
    main()

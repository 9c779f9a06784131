"""Whether events are lost when the collector is killed again and again, while real clients send for a minute.

Clients for Python come from .venv/clients (`make .venv/clients/.installed`); those for Node from a folder, named by
--node, in which npm has installed @segment/analytics-node, @rudderstack/rudder-sdk-node, axios, posthog-node and
@snowplow/node-tracker; those for browsers from a folder, named by --browser, with @segment/analytics-next,
@rudderstack/analytics-js, posthog-js and @snowplow/browser-tracker. Each of the last has a Chromium of its own.
"""

import argparse
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests.collect.events.asking import Site, write_keys
from tests.collect.events.test_real_clients import PYTHON, collector, free_port, told_by

from tiercel.collect.events.verify import verify

ROOT = Path(__file__).parent.parent
CLIENTS = ("segment", "rudder", "posthog", "snowplow")
# Some wait for long after they heard nothing: who was told of nothing yet proves nothing.
MOST_SECONDS_MORE = 120.0


def main() -> None:
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--seconds", type=float, default=60.0)
    reader.add_argument("--node", type=Path, help="a folder where npm has installed the clients for Node")
    reader.add_argument("--browser", type=Path, help="a folder where npm has installed the clients for browsers")
    reader.add_argument("--rows", type=int, help="not used")
    asked = reader.parse_args()
    senders = sending(asked.node, asked.browser)
    if not senders:
        sys.exit("The clients are absent: make .venv/clients/.installed, or name others by --node and --browser")
    commands = {f"{name} ({where})": [*sender, name] for where, sender in senders.items() for name in CLIENTS}
    with tempfile.TemporaryDirectory() as folder:
        sys.exit(run(Path(folder), asked.seconds, commands))


def sending(node: Path | None, browser: Path | None) -> dict[str, list[str]]:
    """What runs the clients that are there, by where they run: each takes a client, a port and a file."""
    found = {}
    if PYTHON.exists():
        found["Python"] = [str(PYTHON), str(ROOT / "tests" / "collect" / "events" / "real_client.py")]
    if node:
        found["Node"] = ["node", str(ROOT / "bench" / "_node_clients.cjs"), str(node.absolute())]
    if browser:
        found["browser"] = [sys.executable, "-m", "bench._browser_clients", str(browser.absolute())]
    return found


def run(folder: Path, seconds: float, commands: dict[str, list[str]]) -> int:
    site, port = Site(folder / "lake"), free_port()
    write_keys(site.lake)
    server = collector(site, port)
    told = {name: folder / f"{place}.told" for place, name in enumerate(commands)}
    clients = [
        # What they complain of is what is done to them.
        subprocess.Popen([*command, str(port), str(told[name])], stderr=subprocess.DEVNULL)
        for name, command in commands.items()
    ]
    # Browsers' clients ask for their settings once, as their page loads, and send nothing without them.
    until_each_was_told(told)
    kills, end = 0, time.monotonic() + seconds
    while time.monotonic() < end:
        time.sleep(random.uniform(1.0, 5.0))
        server.kill()
        server.wait()
        kills += 1
        server = collector(site, port)
    until_each_was_told(told)
    for client in clients:
        client.kill()
        client.wait()
    server.terminate()
    server.wait()
    return judge(site, {name: set(ids) for name, ids in told_by(told).items()}, kills)


def until_each_was_told(told: dict[str, Path]) -> None:
    """Let the collector live until every client was told of something."""
    end = time.monotonic() + MOST_SECONDS_MORE
    while not all(told_by(told).values()) and time.monotonic() < end:
        time.sleep(0.5)


def judge(site: Site, told: dict[str, set[str]], kills: int) -> int:
    stored = Counter(one.id for one in site.stored())
    lost = {name: len(ids - stored.keys()) for name, ids in told.items()}
    print(f"The collector was killed {kills} times; {sum(stored.values()):,} events are stored.")
    for name, ids in told.items():
        print(f"{name}: told of {len(ids):,} that they are stored, {lost[name]} of them lost")
    wrong = verify(site.lake / "log").wrong
    twice = sum(count > 1 for count in stored.values())
    print(f"{twice} read twice, {len(wrong)} lines of the log wrong")
    return 1 if wrong or twice or any(lost.values()) or not all(told.values()) else 0


if __name__ == "__main__":
    main()

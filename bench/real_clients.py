"""Whether events are lost when the collector is killed again and again, while real clients send for a minute.

Clients for Python come from .venv/clients; those for Node from a folder with their packages, named by --node.
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


def main() -> None:
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--seconds", type=float, default=60.0)
    reader.add_argument("--node", type=Path, help="a folder where npm has installed the clients for Node")
    reader.add_argument("--rows", type=int, help="not used")
    asked = reader.parse_args()
    if not PYTHON.exists() and not asked.node:
        sys.exit("The clients are absent: make .venv/clients/.installed, or name those for Node by --node")
    with tempfile.TemporaryDirectory() as folder:
        sys.exit(run(Path(folder), asked.seconds, asked.node))


def run(folder: Path, seconds: float, node: Path | None) -> int:
    site, port = Site(folder / "lake"), free_port()
    write_keys(site.lake)
    server = collector(site, port)
    commands = {}
    if PYTHON.exists():
        commands = {f"{name} (Python)": [str(PYTHON), str(script("real_client.py")), name] for name in CLIENTS}
    if node:
        sends = str(ROOT / "bench" / "_node_clients.cjs")
        commands |= {f"{name} (Node)": ["node", sends, str(node.absolute()), name] for name in CLIENTS}
    told = {name: folder / f"{place}.told" for place, name in enumerate(commands)}
    clients = [
        # What they complain of is what is done to them.
        subprocess.Popen([*command, str(port), str(told[name])], stderr=subprocess.DEVNULL)
        for name, command in commands.items()
    ]
    kills, end = 0, time.monotonic() + seconds
    while time.monotonic() < end:
        time.sleep(random.uniform(1.0, 5.0))
        server.kill()
        server.wait()
        kills += 1
        server = collector(site, port)
    for client in clients:
        client.kill()
        client.wait()
    server.terminate()
    server.wait()
    return judge(site, {name: set(ids) for name, ids in told_by(told).items()}, kills)


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


def script(name: str) -> Path:
    return ROOT / "tests" / "collect" / "events" / name


if __name__ == "__main__":
    main()

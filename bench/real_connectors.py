"""Real taps from the registry, run for real: tap-jsonl on files, tap-hubspot against a server like HubSpot's, cut off.

python -m bench.real_connectors [--rows 100000] [--tryton URL DATABASE USER PASSWORD]

The taps are installed into environments of their own, which needs the registry. Tryton is asked where one is named.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench._like_hubspot import TOKEN, Portal, serve

ROOT = Path(__file__).parent.parent
PORT = 8440
QUEUE = """
from tiercel.show.cli._setup import setup; setup()
from tiercel.flow.connectors.keep import named
from tiercel.flow.connectors.run import ask_to_run
print(ask_to_run(named("hub").pk, None).pk)
"""


class Lab:
    """A workspace, and commands in it."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.environ = os.environ | {"TIERCEL_WORKSPACE": str(folder / "workspace"), "HUBSPOT_TOKEN": TOKEN}

    def tiercel(self, *arguments: str, fails: bool = False) -> str:
        began = time.monotonic()
        command = [sys.executable, "-m", "tiercel.show.cli", *arguments]
        done = subprocess.run(command, env=self.environ, cwd=ROOT, capture_output=True, text=True, check=False)
        print(f"\n$ tiercel {' '.join(arguments)}   ({time.monotonic() - began:.1f} s, exit code {done.returncode})")
        print(done.stdout.rstrip() or done.stderr.rstrip()[-600:])
        if (done.returncode != 0) != fails:
            raise SystemExit(done.stderr)
        return done.stdout + done.stderr

    def begin(self, *arguments: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", "tiercel.show.cli", *arguments],
            env=self.environ,
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def one(self, sql: str) -> Any:
        # Only read, and from another process than the one that writes.
        with sqlite3.connect(f"file:{self.folder / 'workspace' / 'records.sqlite3'}?mode=ro", uri=True) as db:
            return db.execute(sql).fetchone()[0]

    def wait(self, what: str, ready: Callable[[], Any], seconds: float = 300) -> None:
        until = time.monotonic() + seconds
        while not ready():
            if time.monotonic() > until:
                raise SystemExit(f"It did not happen in {seconds:.0f} s: {what}")
            time.sleep(0.2)


def files(lab: Lab, rows: int) -> None:
    print(f"\n== tap-jsonl from the registry: {rows:,} rows of a file")
    source = lab.folder / "firms.jsonl"
    with source.open("w") as file:
        for n in range(rows):
            file.write(
                json.dumps({"id": str(n), "name": f"Firm {n}", "website": f"firm{n}.example.com", "employees": n})
                + "\n"
            )
    lab.tiercel(
        "connect", "add", "files", "--package", "tap-jsonl", "--set", f"path={source}", "--set", "stream_name=firms",
        "--set", 'primary_keys:=["id"]', "--map", "firms=accounts",
    )  # fmt: skip
    lab.tiercel("connect", "run", "files")
    assert lab.one("SELECT count(*) FROM account") == rows
    # tap-jsonl 0.3.1 looks for its bookmark under another name than it is kept by, and sends every row again.
    lab.tiercel("connect", "run", "files")
    assert lab.one("SELECT count(*) FROM account") == rows
    batches = {"encoding": {"format": "jsonl", "compression": "gzip"}, "storage": {"root": f"file://{lab.folder}"}}
    lab.tiercel("connect", "change", "files", "--anew", "--set", f"batch_config:={json.dumps(batches)}")
    said = lab.tiercel("connect", "run", "files", fails=True)
    assert "batch_config" in said, "batches are refused with what to do"
    lab.tiercel("connect", "remove", "files")


def hubspot(lab: Lab) -> None:
    print("\n== tap-hubspot from the registry, against a server like HubSpot's")
    from tiercel.collect.singer.environment import install

    install("tap-hubspot", lab.folder / "hubspot", os.environ, lambda _line: None)
    tap = lab.folder / "tap-hubspot"
    # The tap knows one address of the API alone; everything else of it is as it comes.
    code = f"import tap_hubspot; tap_hubspot.BASE_URL = 'http://127.0.0.1:{PORT}'; tap_hubspot.main()"
    tap.write_text(f'#!/bin/sh\nexec {lab.folder}/hubspot/bin/python -c "{code}" "$@"\n')
    tap.chmod(0o755)
    portal = Portal(limited_at=(30,))
    server = serve(portal, PORT)
    try:
        # What was done with mailings is asked for piece by piece: one request for all the years.
        start = ("--set", "start_date=2020-01-01T00:00:00Z", "--set", "email_chunk_size=315360000000")
        lab.tiercel("connect", "add", "hub", "--command", str(tap), "--set", "api_key=$HUBSPOT_TOKEN", *start)
        whole(lab, portal)
        again(lab, portal)
        refused(lab)
        cut_off(lab, portal)
    finally:
        server.shutdown()


def whole(lab: Lab, portal: Portal) -> None:
    print("\n-- the first run, with one request too many (429) in it")
    lab.tiercel("connect", "run", "hub")
    counts = {
        table: lab.one(f"SELECT count(*) FROM {table}")
        for table in ("contact", "deal", "deal_contact", "person", "touch", "touch_contact")
    }
    assert counts == {
        "contact": portal.contacts,
        "deal": portal.deals,
        "deal_contact": 2 * portal.deals,
        "person": portal.owners,
        "touch": portal.touches,
        "touch_contact": 2 * portal.touches,
    }


def again(lab: Lab, portal: Portal) -> None:
    print("\n-- the next run brings what changed since")
    portal.changed = {5: 1_790_000_000_000}
    portal.asked.clear()
    lab.tiercel("connect", "run", "hub")
    details = [path for path in portal.asked if path.startswith("/companies/v2/companies/") and path[-1].isdigit()]
    print(f"companies asked for one by one: {len(details)} of {portal.companies}")


def refused(lab: Lab) -> None:
    print("\n-- a token that is refused")
    lab.tiercel("connect", "change", "hub", "--set", "api_key=pat-wrong-0000000000", fails=True)
    assert "pat-wrong" not in lab.tiercel("connect", "show", "hub")


def cut_off(lab: Lab, portal: Portal) -> None:
    """Kill the tap, then the worker, in the middle; then let it end, and count."""
    print("\n-- killed in the middle")
    lab.tiercel("connect", "change", "hub", "--anew")
    portal.changed, portal.slow = {}, 0.02
    worker = lab.begin("worker")
    try:
        subprocess.run([sys.executable, "-c", QUEUE], env=lab.environ, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        portal.asked.clear()
        lab.wait("the tap asks for companies", lambda: len(portal.asked) > 60)
        os.kill(tap_of(lab), signal.SIGKILL)
        lab.wait(
            "the run says so", lambda: lab.one("SELECT state FROM connector_run ORDER BY id DESC LIMIT 1") == "failed"
        )
        print("tap killed:", lab.one("SELECT reason FROM connector_run ORDER BY id DESC LIMIT 1")[:160])
        subprocess.run([sys.executable, "-c", QUEUE], env=lab.environ, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        portal.asked.clear()
        lab.wait("the tap asks again", lambda: len(portal.asked) > 60)
        pid = tap_of(lab)
        worker.kill()
        worker.wait()
        lab.wait("the tap has ended with its worker", lambda: not Path(f"/proc/{pid}").exists(), 30)
        print("worker killed: its tap ended with it")
    finally:
        worker.kill()
        worker.wait()
    portal.slow = 0.0
    worker = lab.begin("worker")
    try:
        lab.wait(
            "another worker finishes",
            lambda: lab.one("SELECT state FROM connector_run ORDER BY id DESC LIMIT 1") == "done",
        )
    finally:
        worker.terminate()
        worker.wait()
    print("another worker took it up:", lab.one("SELECT tables FROM connector_run ORDER BY id DESC LIMIT 1"))
    assert lab.one("SELECT count(*) FROM deal") == portal.deals
    assert lab.one("SELECT count(*) FROM contact") == portal.contacts


def tap_of(lab: Lab) -> int:
    """The process of the tap that runs: the one that reads the settings of this workspace's run."""
    wanted = str(lab.folder / "workspace" / "staging" / "connector-hub" / "config.json").encode()
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                words = (folder / "cmdline").read_bytes().split(b"\0")
            except OSError:
                continue
            if wanted in words and b"--discover" not in words:
                return int(folder.name)
    raise SystemExit("The tap does not run.")


def tryton(lab: Lab, url: str, database: str, user: str, password: str) -> None:
    print("\n== Tryton, by the tap in clients/tap-tryton")
    from bench._tryton_data import TAP, fill

    fill({"url": url, "database": database, "user": user, "password": password}, 200, 300)
    lab.environ["TRYTON_PASSWORD"] = password
    lab.tiercel(
        "connect", "add", "tryton", "--command", str(TAP), "--set", f"url={url}", "--set", f"database={database}",
        "--set", f"user={user}", "--set", "password=$TRYTON_PASSWORD", "--map", "parties=accounts",
        "--map", "contacts=contacts", "--map", "contacts.account=party", "--map", "opportunities=deals",
        "--map", "opportunities.account=party", "--map", "opportunities.owner=employee",
        "--map", "opportunities.stage=state", "--map", "employees=people",
    )  # fmt: skip
    for _ in range(2):
        lab.tiercel("connect", "run", "tryton")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--tryton", nargs=4, metavar=("URL", "DATABASE", "USER", "PASSWORD"))
    given = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="tiercel-taps-"))
    try:
        hubspot(Lab(folder))
        files(Lab(folder / "files"), given.rows)
        if given.tryton:
            tryton(Lab(folder / "tryton"), *given.tryton)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()

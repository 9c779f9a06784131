"""Told to stop, the server finishes what is in hand, the worker puts its job down, and the exit code is 0."""

import http.client
import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import psutil
import pytest
from tests.ports import free_port
from tests.waiting import SECONDS_OF_PATIENCE, answer_of, wait_until

ROWS, KEPT = 60_000, 8_000
PREPARE = """
import sys
from tiercel.show.cli._setup import setup; setup()
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.auth import SESSION_KEY, BACKEND_SESSION_KEY, HASH_SESSION_KEY
from tiercel.core.clock import utc_now
from tiercel.flow.importing.asked import Asked
from tiercel.records.models import *
now = utc_now()
user = User.objects.create_user("ada", "ada@tiercel.example", role="owner")
Account.objects.bulk_create([Account(name=f"Kept {n}", received_at=now) for n in range(int(sys.argv[2]))])
Job.objects.create(kind="import_files", asked=Asked(files=(sys.argv[1],)).as_values(), by=user, made_at=now)
session = SessionStore()
session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(user.pk), "tiercel.show.web.sign_in.NameOrMail"
session[HASH_SESSION_KEY] = user.get_session_auth_hash()
session.save()
print(session.session_key)
"""


def state(workspace: Path) -> tuple[str, int]:
    database = sqlite3.connect(workspace / "records.sqlite3", timeout=30)
    found = database.execute("SELECT state FROM job").fetchone()[0]
    count = database.execute("SELECT count(*) FROM account WHERE name LIKE 'New %'").fetchone()[0]
    database.close()
    return str(found), int(count)


def stands(workspace: Path, process: int) -> bool:
    """Whether a worker says that it is there: before, a signal ends it as any process."""
    database = sqlite3.connect(workspace / "records.sqlite3", timeout=30)
    holders = [row[0] for row in database.execute("SELECT holder FROM worker")]
    database.close()
    return any(f"/{process}/" in holder for holder in holders)


def export(port: int, session: str, began: threading.Event, found: dict[str, Any]) -> None:
    """Fetch the list of accounts, with a pause after its beginning: the server is told to stop meanwhile."""
    client = http.client.HTTPConnection("127.0.0.1", port, timeout=SECONDS_OF_PATIENCE)
    client.sock = socket.socket()
    client.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    client.sock.settimeout(SECONDS_OF_PATIENCE)
    client.sock.connect(("127.0.0.1", port))
    client.request("GET", "/accounts/export.csv", headers={"Cookie": f"sessionid={session}"})
    with closing(client), client.getresponse() as answer:
        beginning = answer.read(1000)
        began.set()
        time.sleep(1)
        found["status"], found["body"] = answer.status, beginning + answer.read()  # an answer that is cut short raises


@pytest.mark.slow
def test_what_is_in_hand_is_finished_and_the_job_is_done_by_the_next_worker(tmp_path: Path) -> None:
    workspace, port = tmp_path / "ws", free_port()
    file = tmp_path / "accounts.csv"
    file.write_text("Account ID,Account Name\n" + "\n".join(f"N{n},New {n}" for n in range(ROWS)) + "\n")
    own = {k: v for k, v in os.environ.items() if not k.startswith(("DJANGO_", "TIERCEL_"))}
    own |= {"TIERCEL_WORKSPACE": str(workspace), "DJANGO_SETTINGS_MODULE": "tiercel.show.web.settings"}
    own["TIERCEL_LOG_FORMAT"] = "json"
    made = subprocess.run(
        [sys.executable, "-c", PREPARE, str(file), str(KEPT)], env=own, check=True, capture_output=True, text=True
    )
    with (tmp_path / "log").open("wb") as log:
        command = [sys.executable, "-m", "tiercel.show.cli", "serve", "--port", str(port)]
        server = subprocess.Popen(command, env=own, stdout=subprocess.DEVNULL, stderr=log)
    try:
        assert answer_of(f"http://127.0.0.1:{port}/healthz", server) == "ok\n"
        workers = psutil.Process(server.pid).children(recursive=True)
        wait_until(lambda: state(workspace)[0] != "queued", "a worker that takes the job", server)
        began, found = threading.Event(), dict[str, Any]()
        client = threading.Thread(target=export, args=(port, made.stdout.strip(), began, found))
        client.start()
        assert began.wait(SECONDS_OF_PATIENCE)
        server.send_signal(signal.SIGTERM)
        client.join(SECONDS_OF_PATIENCE)
        assert server.wait(SECONDS_OF_PATIENCE) == 0
        assert found["status"] == 200
        assert found["body"].count(b"Kept ") == KEPT
        assert psutil.wait_procs(workers, timeout=SECONDS_OF_PATIENCE)[1] == []
    finally:
        server.kill()
    after, count = state(workspace)
    assert (after, count) in (("queued", 0), ("running", 0), ("done", ROWS))
    worker = subprocess.Popen([sys.executable, "-m", "tiercel.show.cli", "worker"], env=own, stderr=subprocess.DEVNULL)
    wait_until(lambda: state(workspace)[0] == "done" and stands(workspace, worker.pid), "the job's end", worker)
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(SECONDS_OF_PATIENCE) == 0
    assert state(workspace) == ("done", ROWS)
    lines = [json.loads(line) for line in (tmp_path / "log").read_text().splitlines()]
    line = next(line for line in lines if line.get("address") == "accounts-export")
    assert (line["status"], line["user"], line["method"]) == (200, 1, "GET")

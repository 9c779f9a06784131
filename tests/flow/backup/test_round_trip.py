"""What was backed up comes back, to the last tab; from either database into either; whatever goes on meanwhile."""

import json
import os
import resource
import signal
import sqlite3
import stat
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from tests.flow.backup.conftest import environ, run

pytestmark = pytest.mark.slow
# The act of backing up is noted, and jobs name files by where they stand.
CHANGED = {"audit_entry", "job"}


def manifest(path: Path) -> dict[str, Any]:
    with zipfile.ZipFile(path) as archive:
        return dict(json.loads(archive.read("manifest.json")))


def sums(path: Path) -> dict[str, str]:
    found = manifest(path)
    return {name: found["members"][f"tables/{name}"]["sha256"] for name in found["tables"] if name not in CHANGED}


def again(workspace: Path, path: Path, **more: str) -> Path:
    done = run(workspace, "backup", str(path), **more)
    assert done.returncode == 0, done.stderr
    return path


def test_a_restored_workspace_is_the_same_to_the_last_tab(made: Path, full: Path, tmp_path: Path) -> None:
    done = run(tmp_path / "new", "restore", str(made))
    assert done.returncode == 0, done.stderr
    back = again(tmp_path / "new", tmp_path / "again.zip")
    assert sums(back) == sums(made)
    assert sum(1 for _ in manifest(made)["tables"]) > 20
    before, after = manifest(made)["tables"], manifest(back)["tables"]
    assert {t: n["last_key"] for t, n in before.items() if t not in CHANGED} == {
        t: n["last_key"] for t, n in after.items() if t not in CHANGED
    }
    assert before["account"]["last_key"] == 507  # the last one was deleted, and its key is not given again
    new = tmp_path / "new"
    assert (new / "derived" / "t" / "x.parquet").read_bytes() == b"PAR1" * 100
    database = sqlite3.connect(new / "records.sqlite3")
    asked = [json.loads(row[0]) for row in database.execute("SELECT asked FROM job WHERE state = 'queued'")]
    assert [Path(path).read_text() for values in asked for path in values["files"]] == ["Account ID\nB1\n"]
    assert not (new / "incoming" / "old").exists()
    acts = [row[0] for row in database.execute("SELECT action FROM audit_entry ORDER BY id")]
    with pytest.raises(sqlite3.DatabaseError, match="never changed"):
        database.execute("UPDATE audit_entry SET action = 'x'")
    database.close()
    assert acts[-2:] == ["workspace.restored", "workspace.backed_up"]
    lists = [run(place, "accounts", "list", "--json").stdout for place in (full, new)]
    assert lists[0] == lists[1] != ""


def test_secrets_stay_at_home_unless_asked_for(made: Path, workspace_copy: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(made) as archive:
        assert archive.read("files/tiercel.toml") == b'currency = "EUR"\n'
        assert "files/secret_key" not in archive.namelist()
    assert stat.S_IMODE(made.stat().st_mode) == 0o600
    (workspace_copy / "secret_key").write_text("k" * 40)
    assert run(workspace_copy, "backup", str(tmp_path / "all.zip"), "--with-secret").returncode == 0
    assert run(tmp_path / "new", "restore", str(tmp_path / "all.zip")).returncode == 0
    assert "hush" in (tmp_path / "new" / "tiercel.toml").read_text()


def test_a_workspace_that_is_there_is_kept_aside_and_never_overwritten(
    made: Path, workspace_copy: Path, tmp_path: Path
) -> None:
    refused = run(workspace_copy, "restore", str(made))
    assert refused.returncode == 1
    assert "--replace" in refused.stderr
    assert (workspace_copy / "incoming" / "old").exists()
    done = run(workspace_copy, "restore", str(made), "--replace")
    assert done.returncode == 0, done.stderr
    kept = next(workspace_copy.glob("before-*"))
    assert (kept / "records.sqlite3").exists()
    assert "hush" in (workspace_copy / "tiercel.toml").read_text()  # its own settings stay
    assert sums(again(workspace_copy, tmp_path / "again.zip")) == sums(made)


SEARCHED = r"""
import sys
from tiercel.show.cli._setup import setup; setup()
from tiercel.core.clock import utc_now
from tiercel.flow.search.search import search
from tiercel.records.models import Account
if sys.argv[2:]:
    Account.objects.create(name=sys.argv[2], received_at=utc_now())
print([hit.name for group in search(sys.argv[1], None).groups for hit in group.hits])
"""


def test_what_came_after_a_restore_is_found_though_the_files_of_the_search_stayed(tmp_path: Path) -> None:
    def searched(*words: str) -> str:
        command = [sys.executable, "-c", SEARCHED, *words]
        return subprocess.run(command, env=environ(place), capture_output=True, text=True, check=True).stdout.strip()

    place = tmp_path / "ws"
    assert searched("", "Acme") == "[]"
    assert searched("acme") == "['Acme']"
    made = again(place, tmp_path / "backup.zip")
    assert searched("bolt", "Bolt") == "['Bolt']"
    assert run(place, "restore", str(made), "--replace").returncode == 0
    assert searched("cargo", "Cargo") == "['Cargo']"  # under the key that Bolt had


def test_a_name_that_is_taken_is_left_alone(made: Path, full: Path) -> None:
    before = made.read_bytes()
    done = run(full, "backup", str(made))
    assert done.returncode == 1
    assert "exists already" in done.stderr
    assert made.read_bytes() == before


def test_a_full_disk_is_said_and_leaves_no_half_file(full: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tiercel.show.cli", "backup", str(tmp_path / "b.zip")],
        env=environ(full),
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000)),
    )
    assert done.returncode == 1
    assert "could not be" in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.postgres
def test_a_laptop_moves_to_a_server_and_back(made: Path, tmp_path: Path, postgres_url: str) -> None:
    server, url = tmp_path / "server", {"TIERCEL_DATABASE_URL": _fresh(postgres_url)}
    moved = run(server, "restore", str(made), **url)
    assert moved.returncode == 0, moved.stderr
    there = again(server, tmp_path / "there.zip", **url)
    assert manifest(there)["database"] == "postgresql"
    refused = run(server, "restore", str(made), **url)
    assert refused.returncode == 1
    assert "holds records already" in refused.stderr
    home = run(tmp_path / "laptop", "restore", str(there))
    assert home.returncode == 0, home.stderr
    back = again(tmp_path / "laptop", tmp_path / "back.zip")
    assert sums(back) == sums(there)
    counts = [
        {t: (n["rows"], n["last_key"]) for t, n in manifest(p)["tables"].items() if t not in CHANGED}
        for p in (made, back)
    ]
    assert counts[0] == counts[1]
    lists = [run(place, "accounts", "list", "--json").stdout for place in (tmp_path / "laptop",)]
    assert lists[0] == run(server, "accounts", "list", "--json", **url).stdout != ""


def _fresh(url: str) -> str:
    import psycopg

    with psycopg.connect(url, autocommit=True) as server:
        server.execute("DROP DATABASE IF EXISTS moved")
        server.execute("CREATE DATABASE moved")
    start, mark, rest = url.partition("?")
    return f"{start.rpartition('/')[0]}/moved{mark}{rest}"


WRITES = r"""
from tiercel.show.cli._setup import setup; setup()
import sys, time
from django.db import transaction
from tiercel.core.clock import utc_now
from tiercel.flow import trail
from tiercel.records.models import *
user = User.objects.get(username="ada")
print("on", flush=True)
while True:  # an account and its line in the trail: both, or neither
    with transaction.atomic():
        row = Account.objects.create(name="written meanwhile", received_at=utc_now())
        trail.note("test.made", user, subject="accounts", row=row.pk)
"""


def test_a_backup_is_of_one_instant_while_others_write(workspace_copy: Path, tmp_path: Path) -> None:
    big = tmp_path / "big.csv"
    big.write_text("Account ID,Account Name\n" + "\n".join(f"Z{n},Big {n}" for n in range(20_000)) + "\n")
    writing = subprocess.Popen([sys.executable, "-c", WRITES], env=environ(workspace_copy), stdout=subprocess.PIPE)
    importing = subprocess.Popen(
        [sys.executable, "-m", "tiercel.show.cli", "import", str(big)],
        env=environ(workspace_copy),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    try:
        assert writing.stdout is not None
        assert writing.stdout.readline() == b"on\n"
        made = [again(workspace_copy, tmp_path / f"{n}.zip") for n in range(2)]
        importing.communicate()
        assert importing.returncode == 0
    finally:
        writing.kill()
        writing.communicate()
    for number, path in enumerate(made):
        place = tmp_path / f"back-{number}"
        done = run(place, "restore", str(path))
        assert done.returncode == 0, done.stderr
        database = sqlite3.connect(place / "records.sqlite3")
        count = "SELECT count(*) FROM "
        pairs = [
            database.execute(count + what).fetchone()[0]
            for what in ("account WHERE name = 'written meanwhile'", "audit_entry WHERE action = 'test.made'")
        ]
        assert pairs[0] == pairs[1] > 0
        assert database.execute(count + "account WHERE name LIKE 'Big %'").fetchone()[0] in (0, 20_000)
        database.close()


# The command, killed by itself as it asks the system for something: no other process could tell the moment.
KILLED = r"""
import os, signal, sys
event, file, before = sys.argv[1:4]
del sys.argv[1:4]
exec(before)

def look(asked, given):
    if asked == event and file in str(given[0]):
        os.kill(os.getpid(), signal.SIGKILL)

sys.addaudithook(look)
from tiercel.show.cli.main import main
main()
"""


def _killed(workspace: Path, *arguments: str, event: str, file: str, before: str = "") -> None:
    command = [sys.executable, "-c", KILLED, event, file, before, *arguments]
    done = subprocess.run(command, env=environ(workspace), capture_output=True, text=True, check=False)
    assert done.returncode == -signal.SIGKILL, done.stdout + done.stderr


@pytest.mark.parametrize("event", ["open", "os.link"])
def test_a_backup_that_is_killed_leaves_nothing_under_its_name(event: str, full: Path, tmp_path: Path) -> None:
    """As its file is begun, and as all of it is written but its name, where files cannot be without one."""
    _killed(full, "backup", str(tmp_path / "b.zip"), event=event, file=".b.zip-", before="del os.O_TMPFILE")
    assert not (tmp_path / "b.zip").exists()
    again(full, tmp_path / "b.zip")


@pytest.mark.skipif(not hasattr(os, "O_TMPFILE"), reason="only Linux knows files without a name")
def test_a_backup_that_is_killed_leaves_nothing_at_all(full: Path, tmp_path: Path) -> None:
    _killed(full, "backup", str(tmp_path / "b.zip"), event="os.link", file="/proc/self/fd/")
    assert list(tmp_path.iterdir()) == []
    again(full, tmp_path / "b.zip")
    assert [path.name for path in tmp_path.iterdir()] == ["b.zip"]
    assert stat.S_IMODE((tmp_path / "b.zip").stat().st_mode) == 0o600


def test_a_restore_that_is_killed_leaves_no_records_and_is_done_again(made: Path, tmp_path: Path) -> None:
    """As all is in its place but the records."""
    place = tmp_path / "new"
    _killed(place, "restore", str(made), event="os.rename", file=".restoring/records.sqlite3")
    assert (place / "derived").exists()
    assert not (place / "records.sqlite3").exists()
    done = run(place, "restore", str(made))
    assert done.returncode == 0, done.stderr
    assert not (place / ".restoring").exists()
    assert sums(again(place, tmp_path / "again.zip")) == sums(made)


# It takes one place after the other in the folder of the workspace that it replaces; by each step one more is killed.
PLACES = [".restoring/ready.part", "files/derived", "ws/records.sqlite3"]


@pytest.mark.parametrize("file", PLACES)
def test_a_restore_that_is_killed_while_it_replaces_is_all_or_nothing_at_the_next_start(
    file: str, made: Path, workspace_copy: Path, tmp_path: Path
) -> None:
    (workspace_copy / "lake").mkdir()
    (workspace_copy / "lake" / "newer").write_text("came after the backup")
    new = tmp_path / "new.csv"
    new.write_text("Account ID,Account Name\nNEW,Newer than the backup\n")
    assert run(workspace_copy, "import", str(new)).returncode == 0
    _killed(workspace_copy, "restore", str(made), "--replace", event="os.rename", file=file)
    listed = run(workspace_copy, "accounts", "list", "--json", "--limit", "1000")
    assert listed.returncode == 0, listed.stderr
    is_old = "Newer than the backup" in listed.stdout
    assert is_old == (file == PLACES[0])
    kept = list(workspace_copy.glob("before-*"))
    assert len(kept) == (not is_old)
    assert (workspace_copy / "lake" / "newer").exists() == is_old
    if kept:
        assert {"lake", "derived", "records.sqlite3"} <= {path.name for path in kept[0].iterdir()}
        assert sums(again(workspace_copy, tmp_path / "again.zip")) == sums(made)
    done = run(workspace_copy, "restore", str(made), "--replace")
    assert done.returncode == 0, done.stderr
    assert not (workspace_copy / ".restoring").exists()


HOLDS = r"""
import os, pathlib
from tiercel.core import in_use
print(in_use.enter(pathlib.Path(os.environ["TIERCEL_WORKSPACE"])), flush=True)
input()
"""


def test_nothing_is_restored_under_a_server_that_runs(made: Path, workspace_copy: Path) -> None:
    """What it was told to keep would end in the workspace that was put aside."""
    before = sorted(path.name for path in workspace_copy.iterdir())
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDS],
        env=environ(workspace_copy),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "True\n"
    done = run(workspace_copy, "restore", str(made), "--replace")
    holder.communicate("\n")
    assert done.returncode != 0
    assert "Stop the server, its workers and its collectors" in done.stderr
    assert sorted({path.name for path in workspace_copy.iterdir()} - {"in_use.lock"}) == [
        name for name in before if name != "in_use.lock"
    ]
    assert run(workspace_copy, "restore", str(made), "--replace").returncode == 0


OLDER = r"""
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "tiercel.show.web.settings"
import django; django.setup()
from pathlib import Path
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
steps = MigrationExecutor(connection)
steps.loader = MigrationLoader(connection, replace_migrations=False)
leaves = [node for node in steps.loader.graph.leaf_nodes() if node[0] != "records"]
steps.migrate([("records", "0002_audit_trail"), *leaves])
from tiercel.core.clock import utc_now
from tiercel.flow.backup.make import back_up
back_up(Path("older.zip"), utc_now())
"""


def test_a_backup_of_an_older_schema_is_brought_up_to_date(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-c", OLDER], env=environ(tmp_path / "old"), cwd=tmp_path, check=True)
    assert "worker" not in manifest(tmp_path / "older.zip")["tables"]
    done = run(tmp_path / "new", "restore", str(tmp_path / "older.zip"))
    assert done.returncode == 0, done.stderr
    assert run(tmp_path / "old", "write-keys", "list").returncode == 0
    for place in ("new", "old"):
        _has_todays_schema(tmp_path / place)


def _has_todays_schema(place: Path) -> None:
    database = sqlite3.connect(place / "records.sqlite3")
    columns = [row[1] for row in database.execute("PRAGMA table_info(job)")]
    database.close()
    assert "follows_id" in columns

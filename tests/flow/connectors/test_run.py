"""A run brings rows through the door of imports, and keeps where the tap stood only once they are stored."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.flow.connectors.conftest import Connect

from tiercel.collect.singer import intake
from tiercel.core.errors import DataError, Stopped
from tiercel.core.settings import Settings
from tiercel.flow import import_files, jobs
from tiercel.flow.connectors import run as module
from tiercel.flow.connectors.run import KIND, ask_to_run, run_now
from tiercel.flow.jobs import ask_to_stop, run_waiting
from tiercel.records.models import Account, AuditEntry, Connector, ConnectorRun, Job, Origin

pytestmark = pytest.mark.django_db(transaction=True)


def test_rows_come_with_their_rejects_their_keys_and_the_trail(connect: Connect) -> None:
    connector = connect("""
        schema(); firms(0, 5)
        w(type="RECORD", stream="firms", record={"id": "x", "name": "", "employees": 3})
        w(type="RECORD", stream="firms", record={"id": "y", "name": "Odd", "employees": "many"})
        print("debug: hello")
        schema("logs"); firms(0, 3, "logs")
        w(type="STATE", value={"at": 5})
    """)
    row = run_now(connector, None)
    assert (row.state, Account.objects.count(), row.aside) == (ConnectorRun.DONE, 6, 1)
    assert row.streams == {
        "firms": {"table": "accounts", "why_not": "", "came": 7, "rejected": 1, "cells": 1},
        "logs": {"table": "", "why_not": "Nobody has said what these are.", "came": 3, "rejected": 0, "cells": 0},
    }
    assert row.tables["accounts"]["created"] == 6
    rejects = Path(Job.objects.get(pk=row.imports[0]).found["reject_files"][0]).read_text()
    assert "name" in rejects
    assert Origin.objects.get().source == "crm"
    assert list(AuditEntry.objects.order_by("pk").values_list("action", flat=True)) == [
        "connectors.added", "connectors.run", "records.imported",
    ]  # fmt: skip


def test_the_next_run_goes_on_from_the_state_and_nothing_comes_twice(connect: Connect) -> None:
    connector = connect("""
        at = (state or {"at": 0})["at"]
        schema(); firms(max(at - 2, 0), at + 3)
        w(type="STATE", value={"at": at + 3})
    """)
    for _ in range(2):
        run_now(connector, None)
        connector.refresh_from_db()
    assert connector.state == {"at": 6}
    assert Account.objects.count() == 6
    tables = [run.tables["accounts"] for run in ConnectorRun.objects.order_by("pk")]
    assert [(each["created"], each["left_alone"]) for each in tables] == [(3, 0), (3, 2)]


def test_a_state_goes_back_to_the_tap_as_it_came_numbers_and_all(connect: Connect) -> None:
    connector = connect("""
        given = {"bookmarks": {"firms": {"at": 1764150000.25, "to": [None, True, 9007199254740993]}}}
        schema()
        if state is None:
            firms(0, 1)
        elif state != given:
            sys.exit(f"this is not mine: {state}")
        w(type="STATE", value=given)
    """)
    for _ in range(2):
        run_now(connector, None)
        connector.refresh_from_db()
    assert Account.objects.count() == 1


def test_a_state_is_kept_only_after_the_rows_before_it(connect: Connect, monkeypatch: pytest.MonkeyPatch) -> None:
    connector = connect("""schema(); firms(0, 5); w(type="STATE", value={"at": 5})""")

    def no_room(*_args: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(import_files, "_write", no_room)
    with pytest.raises(Exception, match="No space left"):
        run_now(connector, None)
    connector.refresh_from_db()
    assert (connector.state, Account.objects.count()) == (None, 0)
    monkeypatch.undo()
    monkeypatch.setattr(jobs, "_wake", lambda: None)


def test_a_tap_that_fails_midway_leaves_what_came_and_its_state(connect: Connect) -> None:
    connector = connect("""
        schema(); firms(0, 5); w(type="STATE", value={"at": 5}); firms(5, 7)
        print("403 Forbidden: the token has expired", file=sys.stderr)
        sys.exit(2)
    """)
    with pytest.raises(DataError, match=r"exit code 2 after 7 rows.*the token has expired"):
        run_now(connector, None)
    connector.refresh_from_db()
    row = ConnectorRun.objects.get()
    assert (connector.state, Account.objects.count(), row.state) == ({"at": 5}, 7, ConnectorRun.FAILED)
    assert "the token has expired" in row.said


def test_a_tap_that_is_killed_leaves_what_came_and_its_state(connect: Connect) -> None:
    connector = connect("""
        schema(); firms(0, 5); w(type="STATE", value={"at": 5})
        os.kill(os.getpid(), signal.SIGKILL)
    """)
    with pytest.raises(DataError, match="signal 9 after 5 rows"):
        run_now(connector, None)
    connector.refresh_from_db()
    assert (connector.state, Account.objects.count()) == ({"at": 5}, 5)


def test_a_long_run_is_stored_part_by_part_each_with_its_state(
    connect: Connect, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "MOST_ROWS", 4)
    connector = connect("""
        schema()
        for n in range(3):
            firms(2 * n, 2 * n + 2); w(type="STATE", value={"at": 2 * n + 2})
        sys.exit(1)
    """)
    with pytest.raises(DataError, match="exit code 1"):
        run_now(connector, None)
    row = ConnectorRun.objects.get()
    assert (len(row.imports), Account.objects.count()) == (2, 6)
    assert Connector.objects.get().state == {"at": 6}
    assert row.tables["accounts"]["created"] == 6


def test_a_run_that_is_stopped_ends_the_tap_and_keeps_what_was_stored(
    connect: Connect, monkeypatch: pytest.MonkeyPatch, workspace: Settings
) -> None:
    monkeypatch.setattr(intake, "MOST_ROWS", 2)
    connector = connect("""
        schema(); firms(0, 2); w(type="STATE", value={"at": 2}); firms(2, 3)
        time.sleep(60)
    """)

    def stop_while_it_waits(report: jobs.Report) -> None:
        if Account.objects.exists():
            ask_to_stop(Job.objects.get(kind=KIND))

    with pytest.raises(Stopped):
        run_now(connector, None, stop_while_it_waits)
    connector.refresh_from_db()
    row = ConnectorRun.objects.get()
    assert (row.state, connector.state, Account.objects.count()) == (ConnectorRun.STOPPED, {"at": 2}, 2)
    assert not list((Path(workspace.workspace) / "staging").glob("connector-*"))


def test_a_worker_that_ends_puts_the_run_down_and_the_next_one_takes_it_up(
    connect: Connect, monkeypatch: pytest.MonkeyPatch
) -> None:
    connector = connect("""schema(); firms(0, 3); w(type="STATE", value={"at": 3})""")
    ask_to_run(connector.pk, None)
    really = module.import_within

    def leave_within(*args: Any) -> Any:
        jobs.leaving.set()
        return really(*args)

    monkeypatch.setattr(module, "import_within", leave_within)
    run_waiting()
    assert Job.objects.get(kind=KIND).state == Job.QUEUED
    assert Job.objects.get(kind="import_files").state == Job.STOPPED
    assert (Account.objects.count(), Connector.objects.get().state) == (0, None)
    jobs.leaving.clear()
    monkeypatch.setattr(module, "import_within", really)
    run_waiting()
    assert Job.objects.get(kind=KIND).state == Job.DONE
    assert Account.objects.count() == 3
    assert list(ConnectorRun.objects.order_by("pk").values_list("state", flat=True)) == ["stopped", "done"]


def test_one_that_waits_or_runs_is_not_asked_for_again(connect: Connect) -> None:
    connector = connect("schema()")
    ask_to_run(connector.pk, None)
    with pytest.raises(DataError, match="runs already"):
        ask_to_run(connector.pk, None)


def test_a_run_whose_worker_was_killed_says_so_once_the_next_one_begins(connect: Connect) -> None:
    connector = connect("schema()")
    killed = ConnectorRun.objects.create(connector=connector, started_at=connector.made_at)
    run_now(connector, None)
    killed.refresh_from_db()
    assert (killed.state, "cut off" in killed.reason) == (ConnectorRun.FAILED, True)


def test_secrets_reach_the_tap_and_nothing_else(
    connect: Connect, workspace: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CRM_TOKEN", "from-the-environment")
    connector = connect(
        """
        print("I was given", config["token"], config["api_key"], file=sys.stderr)
        print("and say so here:", config["token"])
        mode = os.stat(sys.argv[sys.argv.index("--config") + 1]).st_mode & 0o777
        print("mode", oct(mode), "ours:", [n for n in os.environ if n.startswith("TIERCEL")], file=sys.stderr)
        schema(); firms(0, 1)
        """,
        config={"token": "$CRM_TOKEN", "api_key": "kept-in-the-file"},
    )
    row = run_now(connector, None)
    assert row.said == "I was given ••• •••\nmode 0o600 ours: []"
    everywhere = json.dumps(
        [list(Job.objects.values("asked", "found", "reason")), list(AuditEntry.objects.values("details"))]
    )
    lake = [path for path in Path(workspace.workspace).rglob("*") if path.is_file() and path.name != "config.json"]
    texts = everywhere + "".join(path.read_bytes().decode("utf-8", "replace") for path in lake)
    assert "from-the-environment" not in texts
    assert "kept-in-the-file" not in texts
    kept = Path(workspace.workspace) / "connectors/crm/config.json"
    assert json.loads(kept.read_text())["token"] == "$CRM_TOKEN"
    assert kept.stat().st_mode & 0o777 == 0o600


def test_a_token_that_the_tap_renews_is_there_at_the_next_run(connect: Connect) -> None:
    connector = connect(
        """
        path = sys.argv[sys.argv.index("--config") + 1]
        print("token", len(config["refresh"]), file=sys.stderr)
        json.dump(config | {"refresh": config["refresh"] + "+"}, open(path, "w"))
        schema(); firms(0, 1)
        """,
        config={"refresh": "r"},
    )
    assert [run_now(connector, None).said for _ in range(2)] == ["token 1", "token 2"]


def test_batches_end_the_run_with_advice_and_their_state_is_not_kept(connect: Connect) -> None:
    connector = connect("""
        schema(); w(type="BATCH", stream="firms", encoding={}, manifest=[]); w(type="STATE", value={"at": 9})
    """)
    with pytest.raises(DataError, match="batch_config"):
        run_now(connector, None)
    assert Connector.objects.get().state is None


def test_nothing_new_is_no_import(connect: Connect) -> None:
    row = run_now(connect("""schema(); w(type="STATE", value={"at": 1})"""), None)
    assert (row.state, row.imports) == (ConnectorRun.DONE, [])
    assert not Job.objects.filter(kind="import_files").exists()

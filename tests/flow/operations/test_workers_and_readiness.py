"""A workspace knows whether somebody works in it, and whether it can answer."""

from collections import namedtuple
from datetime import timedelta

import pytest

from tiercel.core.clock import utc_now
from tiercel.core.settings import Settings
from tiercel.flow.operations import readiness
from tiercel.flow.operations.measures import measures
from tiercel.flow.operations.workers import beat, leave, seen_lately
from tiercel.records.models import Job, Worker

pytestmark = pytest.mark.django_db


def failing(now: object = None) -> set[str]:
    return {check.name for check in readiness.check(utc_now()) if not check.ok}


def test_a_worker_is_known_until_it_leaves_or_is_silent_for_five_minutes(workspace: Settings) -> None:
    now = utc_now()
    assert seen_lately(now) == 0
    beat(now)
    beat(now + timedelta(seconds=30))
    assert seen_lately(now + timedelta(minutes=4)) == 1
    assert seen_lately(now + timedelta(minutes=6)) == 0
    leave()
    assert not Worker.objects.exists()


def test_a_worker_that_was_killed_is_forgotten_after_a_day(workspace: Settings) -> None:
    now = utc_now()
    Worker.objects.create(holder="gone/1/2", started_at=now - timedelta(days=3), seen_at=now - timedelta(days=2))
    beat(now)
    assert Worker.objects.count() == 1


def test_a_workspace_is_ready_with_a_database_migrations_and_room(
    workspace: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert failing() == {"worker"}
    beat(utc_now())
    assert failing() == set()
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(readiness.shutil, "disk_usage", lambda _folder: usage(10, 9, 1))
    assert failing() == {"disk"}


def test_migrations_that_wait_are_noticed(workspace: Settings) -> None:
    from django.db.migrations.recorder import MigrationRecorder

    newest = MigrationRecorder.Migration.objects.filter(app="records").order_by("-name")[:1]
    MigrationRecorder.Migration.objects.filter(pk__in=list(newest.values_list("pk", flat=True))).delete()
    assert "migrations" in failing()


def test_a_folder_that_is_gone_is_a_check_that_failed_and_no_crash(workspace: Settings) -> None:
    workspace.workspace.rename(workspace.workspace.with_name("elsewhere"))
    assert "disk" in failing()


def test_measures_count_jobs_their_time_and_the_rows_that_imports_took(workspace: Settings) -> None:
    now = utc_now()
    table = {"table": "accounts", "created": 5, "changed": 2, "rejected": 1}
    ended = {"state": Job.DONE, "made_at": now, "started_at": now - timedelta(seconds=90), "ended_at": now}
    Job.objects.create(kind="import_files", found={"tables": [table, table]}, **ended)
    Job.objects.create(kind="import_files", asked={"dry_run": True}, found={"tables": [table]}, **ended)
    Job.objects.create(kind="refresh", made_at=now - timedelta(minutes=2))
    found = measures(now)
    assert {(line.kind, line.state): line.count for line in found.jobs} == {
        ("import_files", "done"): 2,
        ("refresh", "queued"): 1,
    }
    assert found.seconds == {"import_files": 180}
    assert found.rows == {"created": 10, "changed": 4, "rejected": 2}
    assert found.oldest_waiting_seconds == 120
    assert found.database_bytes > 0

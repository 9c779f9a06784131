"""A database that is started anew beneath a worker: the job in hand waits and is done, and so are those that follow."""

import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from tests.flow.backup.conftest import environ

# A worker's thread, in one process; whoever ends every other connection is the restart. A job that breaks its own
# connection the first time stands for one that was in hand.
SCRIPT = r"""
import sys, types
from tiercel.show.cli._setup import setup; setup()
import psycopg
from tiercel.core.clock import utc_now
from tiercel.flow import clockwork
from tiercel.records.models import Job

ENDED = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"

def restarted():
    with psycopg.connect(sys.argv[1], autocommit=True) as other:
        other.execute(ENDED + " AND pid <> pg_backend_pid()")

def run(holding):
    tried.append(holding.job.pk)
    if len(tried) == 1:
        restarted()
    Job.objects.count()

tried = []
sys.modules["tiercel.flow.test_job"] = types.SimpleNamespace(run=run)
restarted()
try:
    clockwork.do_what_waits.call_local()
except Exception as error:
    print("idle:", type(error).__name__)
job = Job.objects.create(kind="test_job", asked={}, made_at=utc_now())
clockwork.do_what_waits.call_local()
print(tried.count(job.pk), Job.objects.get(pk=job.pk).state)
"""


@pytest.mark.postgres
@pytest.mark.slow
def test_a_restart_costs_a_worker_no_job_and_not_itself(tmp_path: Path, postgres_url: str) -> None:
    with psycopg.connect(postgres_url, autocommit=True) as keeper:
        keeper.execute("DROP DATABASE IF EXISTS goes_away")
        keeper.execute("CREATE DATABASE goes_away")
    url = postgres_url.replace("/postgres?", "/goes_away?")
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, url],
        env=environ(tmp_path / "workspace", TIERCEL_DATABASE_URL=url),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.splitlines() == ["2 done"], done.stdout + done.stderr

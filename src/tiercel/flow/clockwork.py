"""What wakes the worker and keeps its time: Huey, with a queue file of its own."""

import logging
import os
from pathlib import Path

from huey import SqliteHuey, crontab

from tiercel.core.settings import load

QUEUE_FILE = "queue.sqlite3"


def _workspace() -> Path:
    folder = load(None, os.environ).workspace
    folder.mkdir(parents=True, exist_ok=True)
    return folder


# Its own file: the records' database is then never locked by the queue's polling.
huey = SqliteHuey("tiercel", filename=str(_workspace() / QUEUE_FILE))


@huey.task()  # type: ignore[untyped-decorator]
def do_what_waits() -> None:
    from tiercel.flow.jobs import run_waiting

    run_waiting()


@huey.periodic_task(crontab(minute="*"))  # type: ignore[untyped-decorator]
def look_again() -> None:
    """Jobs whose holder died, and those that another machine queued, are found within a minute."""
    do_what_waits()


def wake() -> None:
    """Tell the worker that a job waits; where the queue cannot be reached, its next look finds the job anyway."""
    try:
        do_what_waits()
    except OSError:
        logging.getLogger("tiercel.jobs").warning("the queue could not be reached; the job waits for the next look")


def work() -> None:
    """Do jobs, as many at a time as the settings say, until told to stop (SIGINT or SIGTERM)."""
    wake()
    consumer = huey.create_consumer(
        workers=load(None, os.environ).workers,
        periodic=True,
        initial_delay=0.1,
        max_delay=1.0,
        check_worker_health=True,
    )
    consumer.run()

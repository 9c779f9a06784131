"""What wakes the worker and keeps its time: Huey, with a queue file of its own."""

import logging
import os
import signal
import threading
import time
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

from huey import SqliteHuey, crontab

from tiercel.core.settings import load

QUEUE_FILE = "queue.sqlite3"
# Time for the jobs in hand to come to their next report, after which the process ends whatever they do.
SECONDS_TO_PUT_DOWN = 8

log = logging.getLogger("tiercel.jobs")


def _workspace() -> Path:
    folder = load(None, os.environ).workspace
    folder.mkdir(parents=True, exist_ok=True)
    return folder


# Its own file: the records' database is then never locked by the queue's polling.
huey = SqliteHuey("tiercel", filename=str(_workspace() / QUEUE_FILE))


def _with_a_connection_that_works(task: Callable[[], None]) -> Callable[[], None]:
    """A worker's thread lives for months: a connection that broke, with a restart of the database say, ends here."""

    @wraps(task)
    def done() -> None:
        from django.db import close_old_connections

        close_old_connections()
        try:
            task()
        finally:
            close_old_connections()

    return done


@huey.task()  # type: ignore[untyped-decorator]
@_with_a_connection_that_works
def do_what_waits() -> None:
    from tiercel.flow.jobs import run_waiting

    run_waiting()


@huey.periodic_task(crontab(minute="*"))  # type: ignore[untyped-decorator]
def look_again() -> None:
    """Jobs whose holder died, and those that another machine queued, are found within a minute."""
    do_what_waits()


@huey.task()  # type: ignore[untyped-decorator]
@_with_a_connection_that_works
def tell_webhooks() -> None:
    from tiercel.flow.webhooks.deliver import deliver_due

    soon = deliver_due()
    if soon is not None:
        tell_webhooks.schedule(delay=soon)


@huey.periodic_task(crontab(minute="*"))  # type: ignore[untyped-decorator]
def look_for_messages() -> None:
    """Messages that are due again, and those whose sender died, leave within a minute."""
    tell_webhooks()


@huey.periodic_task(crontab(minute="*"))  # type: ignore[untyped-decorator]
@_with_a_connection_that_works
def look_for_connectors() -> None:
    """Connectors whose time has come are queued."""
    from tiercel.core.clock import utc_now
    from tiercel.flow.connectors.due import queue_due

    queue_due(utc_now())


@huey.periodic_task(crontab(minute="17"))  # type: ignore[untyped-decorator]
@_with_a_connection_that_works
def sweep() -> None:
    """What is kept for a time only goes when its time is over."""
    from tiercel.core.clock import utc_now
    from tiercel.flow.api.call_once import sweep_calls
    from tiercel.flow.webhooks.deliver import sweep_deliveries

    sweep_calls(utc_now())
    sweep_deliveries(utc_now())


@huey.task()  # type: ignore[untyped-decorator]
@_with_a_connection_that_works
def put_events_away() -> None:
    from tiercel.flow.events.compact import look

    look()


@huey.periodic_task(crontab(minute="*"))  # type: ignore[untyped-decorator]
def look_for_events() -> None:
    """What the collector has stored is seen on pages within two minutes."""
    put_events_away()


def wake_for_webhooks() -> None:
    """Tell the worker that there is news for webhooks; where the queue cannot be reached, its next look finds it."""
    try:
        tell_webhooks()
    except OSError:
        logging.getLogger("tiercel.jobs").warning("the queue could not be reached; messages wait for the next look")


def wake() -> None:
    """Tell the worker that a job waits; where the queue cannot be reached, its next look finds the job anyway."""
    try:
        do_what_waits()
    except OSError:
        log.warning("the queue could not be reached; the job waits for the next look")


def work() -> None:
    """Do jobs, as many at a time as the settings say, until told to stop (SIGINT or SIGTERM).

    Told to stop, it takes no more, and the jobs in its hands are put down at their next report: they wait again, and
    whichever worker comes next does them.
    """
    from tiercel.flow.jobs import leaving

    told_to_stop = threading.Event()
    wake()
    consumer = huey.create_consumer(
        workers=load(None, os.environ).workers,
        periodic=True,
        initial_delay=0.1,
        max_delay=1.0,
        check_worker_health=True,
    )
    consumer.start()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: told_to_stop.set())
    _beat_until(told_to_stop, consumer)
    leaving.set()
    consumer.stop_flag.set()
    _wait_for(consumer)
    _say_goodbye()


def _beat_until(told_to_stop: threading.Event, consumer: Any) -> None:
    """Say that this worker lives, and mend what died in it, every half minute."""
    from tiercel.flow.operations.workers import SECONDS_BETWEEN_BEATS

    while True:
        _beat()
        if told_to_stop.wait(SECONDS_BETWEEN_BEATS):
            return
        consumer.check_worker_health()


def _beat() -> None:
    from django.db import DatabaseError, close_old_connections

    from tiercel.core.clock import utc_now
    from tiercel.flow.operations import workers

    try:
        workers.beat(utc_now())
    except DatabaseError as error:
        # The database may be away for a while; the next beat tries again.
        log.warning("the worker could not say that it lives: %s", type(error).__name__)
    close_old_connections()


def _wait_for(consumer: Any) -> None:
    until = time.monotonic() + SECONDS_TO_PUT_DOWN
    for _worker, thread in consumer.worker_threads:
        thread.join(max(until - time.monotonic(), 0))
    if any(thread.is_alive() for _worker, thread in consumer.worker_threads):
        log.warning("a job did not come to a point where it can be put down; whoever works next begins it anew")


def _say_goodbye() -> None:
    from django.db import DatabaseError

    from tiercel.flow.operations import workers

    try:
        workers.leave()
    except DatabaseError as error:
        log.warning("the worker could not say that it left: %s", type(error).__name__)

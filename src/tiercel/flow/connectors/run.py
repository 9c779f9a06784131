"""One run of a connector: its tap is started, what it sends is imported part by part, and its state kept after that."""

from __future__ import annotations

import json
import os
import shutil
import time
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tiercel.collect.singer.aside import Aside
from tiercel.collect.singer.catalog import select
from tiercel.collect.singer.config import read_config, write_config, written_back
from tiercel.collect.singer.intake import Cut, Intake, PlanFor
from tiercel.collect.singer.masking import Tail
from tiercel.collect.singer.messages import Schema
from tiercel.collect.singer.process import Tap
from tiercel.collect.singer.running import command_for, flags_of, why
from tiercel.collect.singer.streams import Chosen, Plan, plan
from tiercel.core.clock import utc_now
from tiercel.core.errors import AccessError, DataError, Stopped, TiercelError
from tiercel.flow import jobs, trail
from tiercel.flow.allowed import at_least
from tiercel.flow.connectors.places import aside_folder, config_file, fresh_run_folder, run_folder
from tiercel.flow.connectors.tally import add_report, streams_of
from tiercel.flow.connectors.tap import Ready, catalog_of, chosen_of, must_take_something, plans_of, ready
from tiercel.flow.import_files import import_within
from tiercel.flow.importing.asked import Asked
from tiercel.flow.jobs import Held, Listener, PutDown, Report, held, queue
from tiercel.flow.refresh import queue_after, refresh_after
from tiercel.records.models import Connector, ConnectorRun, Job, User
from tiercel.records.models.users import Role

KIND = "connectors.run"
# What a slow tap has sent is stored now and then, so that a cut costs minutes and not hours.
SECONDS_BETWEEN_IMPORTS = 10 * 60


def ask_to_run(connector_id: int, by: User | None) -> Job:
    """Queue a run; raises DataError where one waits or runs already, or the connector was taken away."""
    at_least(Role.MANAGER, by)
    with transaction.atomic():
        connector = Connector.objects.select_for_update().filter(pk=connector_id, removed_at=None).first()
        if connector is None:
            raise DataError(_("There is no such connector."))
        if job_of(connector) is not None:
            raise DataError(_("It waits for its turn or runs already."))
        job = queue(KIND, {"connector": connector.pk, "name": connector.name}, by)
        trail.note("connectors.run", by, subject="connectors", row=connector.pk)
    return job


def run_now(connector: Connector, by: User | None, listener: Listener | None = None) -> ConnectorRun:
    """Run it here and now, as a command does; scores follow where there is a profile.

    raises   DataError where it fails, or another connector runs; what came before is kept, and the run says so
    """
    asked = {"connector": connector.pk, "name": connector.name}
    with held(KIND, asked, by, listener) as holding:
        trail.note("connectors.run", by, subject="connectors", row=connector.pk)
        made = _Run(connector, holding)
        made.do()
    if made.changed:
        refresh_after(by, listener)
    return made.row


def run(holding: Held) -> None:
    """Do a queued run."""
    connector = Connector.objects.filter(pk=int(holding.job.asked["connector"]), removed_at=None).first()
    if connector is None:
        raise DataError(_("This connector was taken away."))
    made = _Run(connector, holding)
    try:
        made.do()
    finally:
        if made.changed:
            queue_after(holding.job.by)


def job_of(connector: Connector) -> Job | None:
    """The run of a connector that waits or goes on."""
    going = Job.objects.filter(kind=KIND, state__in=(Job.QUEUED, Job.RUNNING))
    return next((job for job in going.order_by("pk") if job.asked.get("connector") == connector.pk), None)


class _Run:
    """A run in hand.

    changed   whether any row of the records is another now
    """

    def __init__(self, connector: Connector, holding: Held) -> None:
        self.connector = connector
        self.holding = holding
        self.changed = False
        self.came = 0
        self.tail = Tail(())
        _close_cut_off(connector)
        self.row = ConnectorRun.objects.create(connector=connector, job=holding.job, started_at=utc_now())
        holding.job.found = {"connector": connector.pk, "run": self.row.pk}
        self.aside = Aside(aside_folder(self.row.pk), ())
        self.imported_at = time.monotonic()

    def do(self) -> None:
        state, reason = ConnectorRun.FAILED, _("It was cut off.")
        try:
            self._go()
            state, reason = ConnectorRun.DONE, ""
        except (Stopped, KeyboardInterrupt):
            state, reason = (
                ConnectorRun.STOPPED,
                _("Stopped. What was stored before is kept; the next run goes on from there."),
            )
            # An import within makes a plain stop of it; the job is to wait again where this process ends.
            if jobs.leaving.is_set() and self.holding.job.retakes:
                raise PutDown from None
            raise
        except TiercelError as error:
            reason = str(error)
            raise
        except OSError as error:
            reason = _(
                "The files of the run could not be written: {error}. Make room on the disk, then run it again."
            ).format(error=error.strerror)
            raise AccessError(reason) from error
        finally:
            self._end(state, reason)

    def _end(self, state: str, reason: str) -> None:
        self.aside.close()
        shutil.rmtree(run_folder(self.connector.name), ignore_errors=True)
        self.row.state, self.row.reason, self.row.ended_at = state, reason[:2000], utc_now()
        self.row.said, self.row.aside = self.tail.text(), self.aside.count
        self.row.save()

    def _go(self) -> None:
        self._say(_("Getting the tap ready"))
        tap = ready(self.connector, self._say)
        self.tail, self.aside = tap.tail(), Aside(aside_folder(self.row.pk), tap.secrets)
        asking = _("Asking what there is")
        self._say(asking)
        catalog = catalog_of(self.connector, tap, tick=lambda: self._say(asking))
        plans = plans_of(self.connector, catalog)
        must_take_something(self.connector, plans)
        folder = fresh_run_folder(self.connector.name)
        chosen = select(catalog, plans, preset=self.connector.preset) if catalog else None
        command = command_for(
            tap.command,
            folder,
            config=tap.config.values,
            catalog=chosen,
            state=self.connector.state,
            flags=flags_of(tap.command, os.environ, folder),
        )
        intake = Intake(folder, plan_for=self._plan_for(), preset=self.connector.preset, aside=self.aside)
        try:
            self._read(command, folder, intake)
        finally:
            intake.close()
            self._keep_config(folder, tap)

    def _plan_for(self) -> PlanFor:
        by_hand = chosen_of(self.connector)

        def plan_for(schema: Schema) -> Plan:
            return plan(
                schema.stream,
                schema.schema,
                preset=self.connector.preset,
                chosen=by_hand.get(schema.stream, Chosen()),
                keep_unknown=self.connector.keep_unknown,
            )

        return plan_for

    def _read(self, command: list[str], folder: Path, intake: Intake) -> None:
        step = _("Reading from {name}").format(name=self.connector.name)
        with Tap(command, environ=os.environ, folder=folder, tail=self.tail) as process:
            for number, line in process.lines(lambda: self.holding.report(Report(step, self.came + intake.rows))):
                intake.take(number, line)
                if intake.is_full or self._is_time(intake):
                    self._store(intake)
            code = process.end()
        # Also where the tap has failed: what came before is whole, up to its last state.
        self._store(intake)
        if code != 0:
            raise DataError(self._how_it_ended(code, intake))

    def _is_time(self, intake: Intake) -> bool:
        return bool(intake.rows) and time.monotonic() - self.imported_at > SECONDS_BETWEEN_IMPORTS

    def _how_it_ended(self, code: int, intake: Intake) -> str:
        rows = sum(tally.came for tally in intake.tallies.values())
        said = _(
            "The tap ended with exit code {code} after {rows} rows. What came before is kept, and the next run goes on "
            "from there. {why}"
        )
        if code < 0:
            said = _(
                "The tap was ended by signal {code} after {rows} rows. What came before is kept, and the next run goes "
                "on from there. {why}"
            )
        return said.format(code=abs(code), rows=rows, why=why(self.tail))

    def _store(self, intake: Intake) -> None:
        """Import what came, then keep the state that came with it: never the other way round."""
        cut = intake.cut()
        if cut.rows:
            self._import(cut)
        self.came += cut.rows
        self.row.streams = streams_of(intake.tallies, self.row.streams)
        self.row.aside = self.aside.count
        with transaction.atomic():
            self.holding.confirm()
            if cut.has_state:
                state = _storable(cut.state)
                Connector.objects.filter(pk=self.connector.pk).update(state=state, state_at=utc_now())
            self.row.save()
        for file in cut.files:
            file.path.unlink(missing_ok=True)
        self.imported_at = time.monotonic()

    def _import(self, cut: Cut) -> None:
        asked = Asked(
            files=tuple(str(file.path) for file in cut.files),
            source=self.connector.source,
            per_file={
                file.path.name: {"table": file.table, "preset": file.preset, "mapping": file.mapping, "kind": file.kind}
                for file in cut.files
            },
            keep_unknown=self.connector.keep_unknown,
        )
        job, report = import_within(asked, self.holding.job.by, self._listen)
        self.row.imports = [*self.row.imports, job]
        self.changed = self.changed or report.changed_anything
        add_report(self.row, cut, report)

    def _listen(self, report: Report) -> None:
        try:
            self.holding.report(report)
        except PutDown:
            # The import within is this run's own: it ends with it, and does not wait again by itself.
            raise Stopped(_("The worker ends; the run waits for the next one.")) from None

    def _keep_config(self, folder: Path, tap: Ready) -> None:
        """Some taps are given a new token at each run, and write it to the file of their settings."""
        try:
            after = read_config(folder / "config.json")
        except TiercelError:
            return
        kept = written_back(tap.kept, tap.config.values, after) if after else tap.kept
        if kept != tap.kept:
            write_config(config_file(self.connector.name), kept)

    def _say(self, step: str) -> None:
        self.holding.report(Report(step))


def cut_off() -> str:
    return _("It was cut off. What was stored before is kept; the next run goes on from there.")


def _close_cut_off(connector: Connector) -> None:
    """A run whose process was killed says so; only one runs at a time, so whatever seems to go on does not."""
    ConnectorRun.objects.filter(connector=connector, state=ConnectorRun.RUNNING).update(
        state=ConnectorRun.FAILED, reason=cut_off(), ended_at=utc_now()
    )


def _storable(state: Any) -> Any:
    """The state without what no database keeps in JSON."""
    text = json.dumps(state)
    return json.loads(text.replace("\\u0000", "")) if "\\u0000" in text else state

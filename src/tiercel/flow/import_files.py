"""Files become records: look at them, stage them, match them, and write everything at once, or nothing."""

from __future__ import annotations

import json
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import duckdb
from django.conf import settings
from django.db import OperationalError
from django.utils.translation import gettext as _

from tiercel.collect.files.limits import Limits
from tiercel.collect.files.looking import look as look_at
from tiercel.collect.files.looking import look_all
from tiercel.collect.files.source import Source
from tiercel.collect.rows.loading import Progress
from tiercel.collect.rows.rejects import write_rejects
from tiercel.collect.rows.staged import Staged, StageOptions
from tiercel.collect.rows.staging import stage
from tiercel.core.clock import utc_now
from tiercel.core.errors import AccessError
from tiercel.flow import trail
from tiercel.flow.importing.asked import Asked
from tiercel.flow.importing.circles import Circle
from tiercel.flow.importing.following import do_followers, queue_followers
from tiercel.flow.importing.match import match
from tiercel.flow.importing.report import ImportReport, make_report
from tiercel.flow.importing.rows import Occasion
from tiercel.flow.importing.undo.history import KIND, UNDO
from tiercel.flow.importing.undo.job import run_queued
from tiercel.flow.importing.writing import Writing, rows_to_write, write
from tiercel.flow.jobs import AnotherRunsError, Held, Listener, Report, held
from tiercel.records.bulk import reserve_keys
from tiercel.records.models import Attribute, Origin, Product, User

MOST_PRODUCTS = 20_000
SECONDS_BETWEEN_TRIES = 0.5


def import_now(
    asked: Asked, by: User | None, listener: Listener | None = None, now: datetime | None = None
) -> ImportReport:
    """Import (or only look, for a dry run) here and now, as a command does; scores follow where there is a profile.

    now      when it is said to happen; None for the present
    raises   DataError where no file can be read at all, or another import runs; Stopped when asked to
    """
    with held(KIND, asked.as_values(), by, listener) as holding:
        report = _import(asked, holding, now or utc_now())
    if not report.changed_anything:
        return report
    return replace(report, notes=(*report.notes, *do_followers(by, listener)))


def import_within(asked: Asked, by: User | None, listener: Listener) -> tuple[int, ImportReport]:
    """Import as a part of longer work, once no other import runs; returns its job too. Scores are left to the caller.

    listener   told how far it is, also while it waits; what it raises ends the import
    """
    while True:
        try:
            with held(KIND, asked.as_values(), by, listener) as holding:
                report = _import(asked, holding, utc_now())
            return holding.job.pk, report
        except AnotherRunsError:
            listener(Report(_("Waiting until another import ends")))
            time.sleep(SECONDS_BETWEEN_TRIES)


def run(holding: Held) -> None:
    """Do a queued import, or take one back."""
    if UNDO in holding.job.asked:
        run_queued(holding)
        return
    report = _import(Asked.from_values(holding.job.asked), holding, utc_now())
    if report.changed_anything:
        queue_followers(holding.job.by)


def look(asked: Asked) -> tuple[Source, ...]:
    """What the files seem to hold, and how their columns would be read; nothing is taken."""
    one = settings.WORKSPACE
    limits = Limits(max_file_mb=one.max_file_mb, max_unzipped_mb=one.max_unzipped_mb)
    paths = [Path(path) for path in asked.files]
    table, preset = asked.table or None, asked.preset or None
    together = look_all(
        paths, table=table, preset=preset, mapping=asked.mapping, encoding=asked.encoding, limits=limits
    )
    found = (_look_again(source, asked, limits) for source in together)
    return tuple(replace(source, keys=asked.source or source.keys) for source in found)


def _look_again(source: Source, asked: Asked, limits: Limits) -> Source:
    """What somebody said of this one file goes before what was recognised."""
    own = asked.per_file.get(source.path.name)
    if own is None:
        return source
    return look_at(
        source.path,
        table=own.get("table") or source.table,
        preset=own.get("preset") or source.preset,
        mapping=own.get("mapping", {}),
        kind=own.get("kind", ""),
        encoding=own.get("encoding") or asked.encoding,
        limits=limits,
    )


def _import(asked: Asked, holding: Held, now: datetime) -> ImportReport:
    place = Path(settings.WORKSPACE.workspace) / "staging"
    try:
        place.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix=f"import-{holding.job.pk}-", dir=place))
    except OSError as error:
        raise AccessError(_cannot_write(error)) from None
    try:
        holding.report(Report(_("Looking at the files")))
        staged = _stage(asked, look(asked), folder, holding)
        if asked.accept_corrections and staged.offers:
            staged = _stage(asked.with_corrections(_offered(staged)), look(asked), folder, holding)
        occasion = Occasion(now, asked.dry_run)
        with _matching(folder, staged) as duck:
            origins = _origins(duck, staged, holding, occasion)
            counts, circles = match(duck, occasion, holding)
            _note_circles(duck, staged, circles)
            attributes = _attributes(duck, now)
            duck.execute("DETACH staged")
            # Before anything is written: whatever happens then, no row is lost that was not taken.
            rejects = write_rejects(staged, _place_of_rejects(holding))
            report = make_report(asked, staged, counts, rejects, [one for one in attributes if one.pk is None])
            report = replace(report, notes=(*report.notes, *_lost_parents(circles)))
            holding.job.found = report.as_values()
            if not asked.dry_run:
                _write(duck, folder, origins, attributes, holding)
        return report
    except BaseException as error:
        holding.job.found = {}
        shutil.rmtree(_place_of_rejects(holding), ignore_errors=True)
        if isinstance(error, duckdb.IOException | sqlite3.OperationalError | OperationalError | OSError):
            raise AccessError(_cannot_write(error)) from error
        raise
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _cannot_write(error: Exception) -> str:
    said = _(
        "The import could not be written to {place}: {error} Nothing of it was kept. "
        "Make room on the disk, or see to it that the folder may be written, then import again."
    )
    return said.format(place=settings.WORKSPACE.workspace, error=str(error).strip().rstrip(".") + ".")


def _place_of_rejects(holding: Held) -> Path:
    return Path(settings.WORKSPACE.workspace) / "rejects" / f"import-{holding.job.pk}"


def _stage(asked: Asked, sources: tuple[Source, ...], folder: Path, holding: Held) -> Staged:
    one = settings.WORKSPACE
    options = StageOptions(
        currency=one.currency,
        day_first=one.day_first,
        zone=one.time_zone,
        keep_unknown=asked.keep_unknown,
        corrections=asked.correction_map,
        declared={(table, name): kind for table, name, kind in Attribute.objects.values_list("table", "name", "type")},
        known={("deals", "products"): tuple(Product.objects.values_list("name", flat=True)[:MOST_PRODUCTS])},
    )

    def progress(at: Progress) -> None:
        total = round(at.rows / at.done) if at.done else 0
        holding.report(Report(_("Reading"), at.rows, total))

    return stage(sources, folder / "staged.duckdb", options=options, progress=progress)


@contextmanager
def _matching(folder: Path, staged: Staged) -> Iterator[duckdb.DuckDBPyConnection]:
    """A scratch DuckDB, with the staging file attached as `staged`."""
    duck = duckdb.connect(str(folder / "matching.duckdb"))
    try:
        duck.execute("SET TimeZone = 'UTC'")
        duck.execute(f"SET temp_directory = '{_quoted(folder)}'")
        duck.execute(f"ATTACH '{_quoted(staged.path)}' AS staged")
        yield duck
    finally:
        duck.close()


def _origins(duck: duckdb.DuckDBPyConnection, staged: Staged, holding: Held, occasion: Occasion) -> list[Origin]:
    """One origin for each file that is taken, and `files(place, origin_id)`, by which rows find theirs."""
    taken = [(place, file.source) for place, file in enumerate(staged.files) if file.source.table]
    # Later files have later keys than all that came before, in a dry run too.
    first = reserve_keys(Origin, len(taken)) if taken and not occasion.dry_run else 2**40
    origins = [
        Origin(
            id=first + n,
            table=source.table or "",
            source=source.keys,
            name=source.path.name,
            preset=source.preset or "",
            mapping=source.mapping,
            made_at=occasion.now,
            by=holding.job.by,
            job=holding.job,
        )
        for n, (_place, source) in enumerate(taken)
    ]
    duck.execute("CREATE TABLE files (place BIGINT, origin_id BIGINT)")
    for (place, _source), origin in zip(taken, origins, strict=True):
        duck.execute("INSERT INTO files VALUES (?, ?)", [place, origin.pk])
    return origins


def _attributes(duck: duckdb.DuckDBPyConnection, now: datetime) -> list[Attribute]:
    """Attributes that this import declares (without a key yet), and those whose type now has to hold more."""
    known = {(one.table, one.name): one for one in Attribute.objects.all()}
    found = []
    for table, name, label, kind in duck.execute('SELECT "table", name, label, type FROM staged.attributes').fetchall():
        one = known.get((table, name)) or Attribute(table=table, name=name, label=label, made_at=now)
        if one.type != kind:
            one.type = kind
            found.append(one)
    return found


def _write(
    duck: duckdb.DuckDBPyConnection, folder: Path, origins: list[Origin], attributes: list[Attribute], holding: Held
) -> None:
    now = origins[0].made_at if origins else utc_now()
    total, done = rows_to_write(duck, now), 0

    def rows(more: int) -> None:
        nonlocal done
        done += more
        holding.report(Report(_("Writing"), done, total))

    def confirm() -> None:
        holding.confirm()
        trail.note("records.imported", holding.job.by, subject="jobs", row=holding.job.pk, files=len(origins))

    if total:
        write(duck, Writing(folder, now, rows, confirm), origins, attributes)


def _offered(staged: Staged) -> list[dict[str, str]]:
    """Every near-miss as a correction to take."""
    with duckdb.connect(str(staged.path), read_only=True) as duck:
        rows = duck.execute('SELECT "table", "column", value, suggestion FROM offers').fetchall()
    return [dict(zip(("table", "column", "value", "suggestion"), row, strict=True)) for row in rows]


def _note_circles(duck: duckdb.DuckDBPyConnection, staged: Staged, circles: Sequence[Circle]) -> None:
    """A parent that was set aside stands in the file of rejects, with the columns that it takes to mend it."""
    reason = _("With this parent the account would own itself in a circle. Name another parent, or none.")
    for circle in circles:
        if circle.place is None:
            continue
        source = staged.files[circle.place].source
        row = {source.mapping[name]: value for name, value in circle.cells.items() if name in source.mapping}
        duck.execute(
            """INSERT INTO staged.rejects BY NAME
               SELECT ? AS file, ? AS line, 'accounts' AS "table", ? AS "column", ? AS value, ? AS reason,
                   true AS row_taken, ? AS "row" """,
            [source.name, circle.line, source.mapping["parent"], circle.cells["parent"], reason, json.dumps(row)],
        )


def _lost_parents(circles: Sequence[Circle]) -> list[str]:
    """What is said of parents that came with an earlier file, which is not there any more to be mended."""
    said = _("The parent {parent} of {account} was left out: with it the account would own itself in a circle.")
    return [
        said.format(parent=circle.cells["parent"], account=circle.cells["external_id"])
        for circle in circles
        if circle.place is None
    ]


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")

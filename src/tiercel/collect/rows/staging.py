"""From files to one staging file of canonical rows, with everything that could not be taken and why."""

import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import duckdb

from tiercel.collect.columns.attributes import MOST, kept_columns
from tiercel.collect.columns.deciding import as_json, decide
from tiercel.collect.columns.offers import make_offers
from tiercel.collect.columns.values import prepare
from tiercel.collect.files.decoding import about_lines
from tiercel.collect.files.source import Source
from tiercel.collect.rows.duplicates import join_duplicates
from tiercel.collect.rows.loading import Loaded, Meter, Progress, load
from tiercel.collect.rows.rejects import note_rejects, restore_rows
from tiercel.collect.rows.staged import Staged, StagedFile, StageOptions
from tiercel.collect.rows.staging_file import create, quoted
from tiercel.collect.rows.taking import take
from tiercel.core.errors import DataError
from tiercel.tables.catalogue import TABLES

MEMORY = "700MB"
Watch = tuple[Callable[[Progress], None], Callable[[], bool]]


def stage(
    sources: Sequence[Source],
    into: Path,
    *,
    options: StageOptions = StageOptions(),  # noqa: B008
    progress: Callable[[Progress], None] = lambda _: None,
    stop: Callable[[], bool] = lambda: False,
) -> Staged:
    """Read, convert, check and join the files' rows into the DuckDB file `into`, which appears when it is whole.

    raises   DataError where a file is damaged or lacks what its table needs; Stopped when `stop` says so. Nothing
             is left behind then.
    """
    _check(sources)
    into.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".staging-", dir=into.parent) as folder:
        part = Path(folder) / "staging.duckdb"
        try:
            staged = _stage(sources, part, Path(folder), options, (progress, stop))
        except duckdb.OutOfMemoryException:
            raise DataError(
                f"Staging needs more than {MEMORY} of memory. Split the files, or leave columns out."
            ) from None
        except duckdb.IOException as error:
            raise DataError(
                f"The staging file could not be written: {error}. Make room on the disk, and start again."
            ) from None
        shutil.move(part, into)
    return replace(staged, path=into)


def _stage(sources: Sequence[Source], part: Path, folder: Path, options: StageOptions, watch: Watch) -> Staged:
    taken = [source for source in sources if source.table]
    meter = Meter(*watch, files=len(taken))
    with duckdb.connect(str(part), config={"memory_limit": MEMORY, "temp_directory": str(folder / "spill")}) as db:
        db.execute("ATTACH ':memory:' AS scratch")
        create(db)
        prepare(db)
        files = []
        for place, source in enumerate(taken):
            meter.place = place
            files.append(_take_file(db, source, place, options, meter))
        joined = join_duplicates(db, lambda: meter.beat("", "checking", 1.0))
        for source in taken:
            restore_rows(db, source)
        offers = make_offers(db, options.known)
        meter.beat("", "checking", 1.0)
        tables = {name: _count(db, f"SELECT count(*) FROM {quoted(name)}") for name in TABLES}
        rejected = _count(db, "SELECT count(DISTINCT (file, line)) FROM rejects WHERE NOT row_taken")
        cells = _count(db, "SELECT count(*) FROM rejects WHERE row_taken")
        db.execute("DETACH scratch")
        db.execute("CHECKPOINT")
    others = [StagedFile(source, said=(source.why_not,)) for source in sources if not source.table]
    return Staged(
        path=part,
        files=(*files, *others),
        tables={name: rows for name, rows in tables.items() if rows},
        rejected=rejected,
        cells=cells,
        identical=joined.identical,
        older=joined.older,
        joined=joined.joined,
        offers=offers,
    )


def _take_file(
    db: duckdb.DuckDBPyConnection, source: Source, place: int, options: StageOptions, meter: Meter
) -> StagedFile:
    raw = f"scratch.raw{place}"
    loaded: Loaded = load(db, source, raw, meter)
    decided = decide(db, raw, source, options.day_first)
    reading = as_json(source, decided)
    meter.beat(source.name, "checking", 0.7)
    taken = take(db, raw, source, decided=decided, untidy=loaded.untidy, options=options, place=place)
    meter.beat(source.name, "checking", 0.9)
    noted = note_rejects(db, raw, source, loaded, taken)
    db.execute(f"DROP TABLE {raw}")
    for found in taken.values.maps:
        db.execute(f"DROP TABLE scratch.{found.name}")
    return StagedFile(
        source,
        rows=loaded.rows + len(loaded.broken),
        taken=taken.rows,
        rejected=noted.rejected,
        cells=noted.cells,
        left_out=noted.left_out,
        said=source.problems
        + decided.said
        + _too_many(source, options)
        + about_lines(source.encoding, loaded.otherwise),
        reading=reading,
    )


def _too_many(source: Source, options: StageOptions) -> tuple[str, ...]:
    beyond = kept_columns(source)[MOST:]
    if not options.keep_unknown or not beyond:
        return ()
    return (f"{len(beyond):,} unknown columns from '{beyond[0]}' on are not kept: {MOST} are the most.",)


def _check(sources: Sequence[Source]) -> None:
    """Files that lack a column which every row needs are refused before anything is read; all of them at once."""
    problems = [problem for source in sources if source.table for problem in _lacking(source)]
    if problems:
        raise DataError(" ".join(problems))


def _lacking(source: Source) -> list[str]:
    table = TABLES[source.table or ""]
    columns = ", ".join(source.columns[:30])
    absent = [name for name in table.required if name not in source.matches]
    problems = [
        f"No column for '{name}' in {source.name}. Columns: {columns}. Name it with --map {name}=COLUMN."
        for name in absent
    ]
    one_of = {
        "contacts": ("external_id", "emails", "name", "first_name", "last_name"),
        "people": ("external_id", "email", "name", "first_name", "last_name"),
        "deals": ("external_id", "name"),
    }.get(table.name) or table.one_of
    if "external_id" in source.matches and table.name in ("touches", "survey_answers"):
        return problems  # another file may say whose they are
    if one_of and not any(name in source.matches for name in one_of):
        wanted = ", ".join(f"'{name}'" for name in one_of)
        problems.append(
            f"{source.name} has no column for any of {wanted}. Columns: {columns}. "
            f"Name one with --map {one_of[0]}=COLUMN."
        )
    return problems


def _count(db: duckdb.DuckDBPyConnection, query: str) -> int:
    return int(db.execute(query).fetchall()[0][0])

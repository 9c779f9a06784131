"""Look through accounts and contacts for rows that may be one, and keep the pairs with what speaks for each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
from django.db import transaction
from django.utils.translation import gettext as _

from tiercel.core.clock import utc_now
from tiercel.flow.allowed import at_least
from tiercel.flow.duplicates.certain import merge_certain
from tiercel.flow.duplicates.follow import currents_of
from tiercel.flow.duplicates.kinds import ACCOUNTS, CONTACTS, KINDS
from tiercel.flow.jobs import Held, Listener, Report, held, queue
from tiercel.records.models import DuplicatePair, Job, User
from tiercel.records.models.users import Role
from tiercel.records.reading import read
from tiercel.resolve.duplicates.find import find_duplicates

JOB = "duplicates.scan"
# Pairs that are more likely two are not worth anybody's time; nor is a list that nobody comes to the end of.
WORTH_A_LOOK = 0.5
MOST_PAIRS = 100_000
AT_A_TIME = 5000


@dataclass(frozen=True)
class Looked:
    """What a kind's rows are told apart by: role -> SQL over the records' columns."""

    columns: tuple[str, ...]
    roles: dict[str, str]


LOOKED = {
    ACCOUNTS: Looked(
        ("id", "name", "domain", "city", "country"),
        {"name": "name", "domain": "domain", "city": "city", "country": "country"},
    ),
    CONTACTS: Looked(
        ("id", "name", "email", "phones", "city", "country"),
        {
            "person": "name",
            "email": "email",
            "phone": "json_extract_string(phones, '$[0]')",
            "city": "city",
            "country": "country",
        },
    ),
}


@dataclass(frozen=True)
class Scanned:
    """What a look came to, by kind: how many rows were looked at, how many pairs wait, how many were merged."""

    rows: dict[str, int]
    waiting: dict[str, int]
    merged: int


def scan(by: User | None, listener: Listener | None = None) -> Scanned:
    """Look now; raises DataError where another look runs, AccessError for less than a manager."""
    at_least(Role.MANAGER, by)
    with held(JOB, {}, by, listener) as holding:
        return _scan(holding, utc_now())


def queue_scan(by: User | None) -> Job | None:
    """Ask for a look, unless one waits already."""
    if Job.objects.filter(kind=JOB, state=Job.QUEUED).exists():
        return None
    return queue(JOB, {}, by)


def run(holding: Held) -> None:
    """Do a queued look."""
    _scan(holding, utc_now())


def _scan(holding: Held, now: datetime) -> Scanned:
    rows, waiting = {}, {}
    for kind in KINDS:
        holding.report(Report(_("Reading the {kind}").format(kind=kind)))
        table = _rows(kind)
        rows[kind] = table.num_rows
        holding.report(Report(_("Comparing"), 0, table.num_rows))
        found = list(islice(_pairs(kind, table, now), MOST_PAIRS))
        with transaction.atomic():
            holding.confirm()
            _keep(kind, found)
            waiting[kind] = DuplicatePair.objects.filter(kind=kind, state=DuplicatePair.WAITING).count()
    merged = merge_certain(holding)
    holding.job.found = {"rows": sum(rows.values()), "pairs": sum(waiting.values()) - merged, "merged": merged}
    return Scanned(rows, waiting, merged)


def _rows(kind: str) -> pa.Table:
    looked = LOOKED[kind]
    with duckdb.connect() as duck:
        duck.register("rows_now", read(KINDS[kind].model, looked.columns, "archived_at IS NULL"))
        roles = ", ".join(f"nullif({sql}, '') AS {role}" for role, sql in looked.roles.items())
        return duck.sql(f"SELECT id, {roles} FROM rows_now ORDER BY id").to_arrow_table()  # noqa: S608


def _pairs(kind: str, table: pa.Table, now: datetime) -> Iterator[DuplicatePair]:
    """The pairs worth a look, the likeliest first."""
    found = find_duplicates(table, {role: role for role in LOOKED[kind].roles})
    pairs = found.pairs.filter(pc.greater_equal(found.pairs["probability"], WORTH_A_LOOK))
    keys = table.column("id").to_pylist()
    for batch in pairs.to_batches():
        for row in batch.to_pylist():
            left, right = sorted((keys[row["a"]], keys[row["b"]]))
            yield DuplicatePair(
                kind=kind,
                left=left,
                right=right,
                weight=row["weight"],
                probability=row["probability"],
                evidence={role: row[role] for role in found.roles if row[role]},
                found_at=now,
            )


def _keep(kind: str, found: list[DuplicatePair]) -> None:
    """Keep what is new, weigh anew what waits, and drop what is alike no more; what a person said of a pair stays."""
    apart = _said_to_be_apart(kind)
    wanted = [pair for pair in found if (pair.left, pair.right) not in apart]
    DuplicatePair.objects.bulk_create(
        wanted,
        batch_size=AT_A_TIME // 10,
        update_conflicts=True,
        unique_fields=["kind", "left", "right"],
        update_fields=["weight", "probability", "evidence"],
    )
    still = {(pair.left, pair.right) for pair in wanted}
    waiting = DuplicatePair.objects.filter(kind=kind, state=DuplicatePair.WAITING)
    gone = [key for key, *ends in waiting.values_list("pk", "left", "right") if tuple(ends) not in still]
    for start in range(0, len(gone), AT_A_TIME):
        DuplicatePair.objects.filter(pk__in=gone[start : start + AT_A_TIME]).delete()


def _said_to_be_apart(kind: str) -> set[tuple[Any, ...]]:
    """Rows that are not the same, as the rows that stand for them: what was said of one is true of the other too."""
    said = list(DuplicatePair.objects.filter(kind=kind, state=DuplicatePair.APART).values_list("left", "right"))
    stands = currents_of(kind, {row for pair in said for row in pair})
    return {tuple(sorted(stands[row] for row in pair)) for pair in said}

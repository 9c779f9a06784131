"""Score every account by the profile in force: files first, then one transaction that points everybody to them."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import gettext as _

from tiercel.core.clock import utc_now
from tiercel.core.errors import DataError
from tiercel.flow import read_tables, trail
from tiercel.flow.jobs import Held, Listener, Report, held, queue
from tiercel.flow.profile.profiles import profile_in
from tiercel.flow.strategy import documents
from tiercel.normal.currencies import decimals
from tiercel.records.bulk import insert, staged
from tiercel.records.models import AccountScore, Run, User
from tiercel.score.profile import Profile

TABLE = "account_scores"
AT_A_TIME = 100_000
# The inputs stand in order of their keys: small groups let the reasons of one account be read without the others.
ROWS_IN_A_GROUP = 4096


def refresh(by: User | None, listener: Listener | None = None) -> Run:
    """Score all accounts now; raises DataError where there is no profile yet, or another refresh runs."""
    with held("refresh", {}, by, listener) as holding:
        return _refresh(holding, utc_now())


def refresh_after(by: User | None, listener: Listener | None = None) -> None:
    """Score all accounts here and now, where there is a profile to do it by."""
    if has_profile():
        refresh(by, listener)


def queue_after(by: User | None) -> None:
    """Ask for all accounts to be scored, where there is a profile to do it by."""
    if has_profile():
        queue("refresh", {}, by)


def has_profile() -> bool:
    found = documents.find("icp")
    return found is not None and found.row is not None


def run(holding: Held) -> None:
    """Do a queued refresh."""
    _refresh(holding, utc_now())


def _refresh(holding: Held, now: datetime) -> Run:
    document = documents.find("icp")
    if document is None or document.row is None:
        raise DataError(_("There is no profile yet. Learn it first: tiercel icp learn"))
    profile = profile_in(document)
    made = Run.objects.create(table=TABLE, document_id=document.row, made_at=now)
    holding.report(Report(_("Reading the accounts")))
    accounts = read_tables.accounts()
    folder = run_folder(made)
    folder.mkdir(parents=True, exist_ok=True)
    scores = _score(profile, accounts, holding)
    # The inputs are pinned beside the scores: reasons are recomputed from them, whatever the records say later.
    pq.write_table(accounts, folder / "inputs.parquet", compression="zstd", row_group_size=ROWS_IN_A_GROUP)
    pq.write_table(scores, folder / "scores.parquet", compression="zstd")
    _load(made, scores, holding)
    made.refresh_from_db()
    holding.job.found = {"run": made.pk, "accounts": made.rows, "version": document.version}
    _sweep()
    return made


def run_folder(made: Run) -> Path:
    """Where the files of a run stand."""
    return Path(settings.WORKSPACE.workspace) / "derived" / made.table / f"run={made.pk}"


def run_at(as_of: datetime | None = None) -> Run | None:
    """The run that is current, or was at an instant."""
    ended = Run.objects.filter(table=TABLE, ended_at__isnull=False)
    if as_of is not None:
        ended = ended.filter(ended_at__lt=as_of)
    return ended.order_by("ended_at", "pk").last()


def _score(profile: Profile, accounts: pa.Table, holding: Held) -> pa.Table:
    parts = [_empty()]
    for start in range(0, accounts.num_rows, AT_A_TIME):
        some = accounts.slice(start, AT_A_TIME)
        parts.append(_as_table(profile, some))
        holding.report(Report(_("Scoring"), start + some.num_rows, accounts.num_rows))
    return pa.concat_tables(parts)


def _empty() -> pa.Table:
    floats = {name: pa.float64() for name in ("points", "chance", "low", "high")}
    amounts = {name: pa.int64() for name in ("value_minor", "value_low", "value_high")}
    return pa.schema([("account_id", pa.int64()), *floats.items(), *amounts.items()]).empty_table()


def _as_table(profile: Profile, accounts: pa.Table) -> pa.Table:
    found = profile.score(accounts)
    scale = 10.0 ** decimals(settings.WORKSPACE.currency)
    amounts = (found.expected_value, found.expected_low, found.expected_high)
    minor = [pa.array(np.nan_to_num(np.rint(a * scale)).astype(np.int64), mask=np.isnan(a)) for a in amounts]
    columns = [accounts.column("id").combine_chunks(), found.points, found.chance, found.low, found.high, *minor]
    return pa.Table.from_arrays([pa.array(column) for column in columns], schema=_empty().schema)


def _load(made: Run, scores: pa.Table, holding: Held) -> None:
    """Put the scores beside the database, then make them everybody's in one short transaction."""
    duck = duckdb.connect()
    duck.register("scores", scores)
    currency = settings.WORKSPACE.currency
    query = f"""
        SELECT *, {made.pk}::BIGINT AS run_id,
            CASE WHEN value_minor IS NULL THEN '' ELSE '{currency}' END AS value_currency FROM scores
    """
    place = Path(settings.WORKSPACE.workspace) / "staging"
    place.mkdir(parents=True, exist_ok=True)
    done = 0

    def rows(more: int) -> None:
        nonlocal done
        done += more
        holding.report(Report(_("Writing the scores"), done, scores.num_rows))

    with staged(duck, {"scores": query}, place, rows) as stage, transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM account_score")
        insert(stage, "scores", AccountScore)
        Run.objects.filter(pk=made.pk).update(ended_at=utc_now(), rows=scores.num_rows)
        trail.note("accounts.scored", holding.job.by, subject="runs", row=made.pk, accounts=scores.num_rows)


def _sweep() -> None:
    """Files of runs that never ended belong to nobody: only one refresh runs at a time."""
    ended = {f"run={pk}" for pk in Run.objects.filter(table=TABLE, ended_at__isnull=False).values_list("pk", flat=True)}
    for folder in (Path(settings.WORKSPACE.workspace) / "derived" / TABLE).glob("run=*"):
        if folder.name not in ended:
            shutil.rmtree(folder, ignore_errors=True)

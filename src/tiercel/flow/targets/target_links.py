"""Target links begin and end, many at a time, and one proposal or sign-off at a time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import duckdb
import pyarrow as pa
from django.conf import settings
from django.db import connection, transaction
from django.db.models import Count, Max, QuerySet

from tiercel.records.bulk import Stage, insert, staged, update
from tiercel.records.models import Account, Change, HandChoice, SignOff, Target

Seen = tuple[int | None, ...]


def targets() -> QuerySet[Target]:
    """The targets: accounts whose place in a tier a seller has accepted."""
    return Target.objects.filter(ended_at__isnull=True, state=Target.ACCEPTED)


@contextmanager
def only_writer() -> Iterator[None]:
    """A transaction in which nobody else proposes, signs off or chooses by hand: SQLite lets one in by itself."""
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("LOCK TABLE target, sign_off, hand_choice IN SHARE ROW EXCLUSIVE MODE")
        yield


def seen() -> Seen:
    """What changes whenever somebody proposes, signs off, takes it back or chooses by hand."""
    found: list[int | None] = []
    for model in (Target, SignOff, HandChoice):
        of_now = model.objects.filter(ended_at__isnull=True)
        row = of_now.aggregate(newest=Max("pk"), rows=Count("pk"))
        found += [row["newest"], row["rows"]]
    return tuple(found)


@contextmanager
def links_staged(begin: pa.Table, end: pa.Table, owners: pa.Table, now: datetime, run: int) -> Iterator[Stage]:
    """Stand what will be written beside the database; to be called outside a transaction.

    begin    account_id, tier, owner_id, why (JSON text), tiers_version
    end      id of the links that end
    owners   id, owner_id, old: the links that get another person
    """
    duck = duckdb.connect()
    duck.register("beginning", begin)
    duck.register("ending", end)
    duck.register("owners", owners)
    at = f"TIMESTAMP '{now.replace(tzinfo=None).isoformat()}'"
    queries = {
        "begin": f"SELECT *, '{Target.PROPOSED}' AS state, {at} AS made_at, {run}::BIGINT AS run_id FROM beginning",  # noqa: S608
        "end": f"SELECT id, {at} AS ended_at FROM ending",  # noqa: S608
        "owner": "SELECT id, owner_id FROM owners",
        "change": f"""SELECT 'targets' AS "table", id AS row, 'owner_id' AS field, to_json(old) AS old,
            to_json(owner_id) AS new, {at} AS made_at FROM owners""",  # noqa: S608
    }
    place = Path(settings.WORKSPACE.workspace) / "staging"
    place.mkdir(parents=True, exist_ok=True)
    with staged(duck, queries, place, lambda _rows: None) as stage:
        yield stage


def write_links(stage: Stage) -> None:
    """End, give to others and begin, in this order: an account has one link at a time."""
    update(stage, "end", Target)
    update(stage, "owner", Target)
    insert(stage, "change", Change)
    insert(stage, "begin", Target)


def names_of(accounts: list[int]) -> dict[int, str]:
    """The names of accounts by key."""
    found: dict[int, str] = {}
    for start in range(0, len(accounts), 500):
        found |= dict(Account.objects.filter(pk__in=accounts[start : start + 500]).values_list("pk", "name"))
    return found

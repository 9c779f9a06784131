"""A workspace as large as asked, for measuring pages: accounts in four scripts, with all that belongs to them."""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime
from pathlib import Path

import duckdb
from django.db import connection, transaction

from tiercel.records.bulk import insert, staged
from tiercel.records.models import (
    Account,
    AccountScore,
    Attribute,
    Contact,
    ContactAccount,
    Deal,
    DealContact,
    Person,
    Run,
    Target,
)

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
PEOPLE = 60
MARK = "-- name: "
MODELS = {
    "people": Person, "accounts": Account, "contacts": Contact, "links": ContactAccount, "deals": Deal,
    "parts": DealContact, "scores": AccountScore, "targets": Target,
}  # fmt: skip
OWN = (
    ("shipped_volume", "Shipped volume", "number", ()),
    ("fulfilment", "Fulfilment", "category", ("own", "3pl", "mixed")),
    ("is_seasonal", "Seasonal", "flag", ()),
    ("since", "Partner since", "date", ()),
)


def insert_all(rows: int) -> None:
    """Fill the empty records of the workspace in use."""
    run = Run.objects.create(table="account_scores", made_at=NOW, ended_at=NOW, rows=rows)
    said = {"rows": rows, "people": PEOPLE, "run": run.pk, "at": "TIMESTAMP '2026-03-02 09:00:00'"}
    for name, label, kind, options in OWN:
        Attribute.objects.create(
            table="accounts", name=name, label=label, type=kind, options=list(options), made_at=NOW
        )
    duck = duckdb.connect()
    with tempfile.TemporaryDirectory() as place:
        queries = {name: query.format(**said) for name, query in _queries().items()}
        with staged(duck, queries, Path(place), lambda _: None) as stage, transaction.atomic():
            for name, model in MODELS.items():
                insert(stage, name, model)


def _queries() -> dict[str, str]:
    """What makes the rows of each table, by its name in MODELS."""
    _, *parts = Path(__file__).with_name("pages_market.sql").read_text(encoding="utf-8").split(MARK)
    found = (part.partition("\n") for part in parts)
    return {name.strip(): query.strip() for name, _newline, query in found}


def tell_planner() -> None:
    """Let the sequences and the planner know of what came in bulk."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for model in (Person, Account, Contact, Deal):
                table = model._meta.db_table
                cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))")
            cursor.execute("VACUUM ANALYZE")
        else:
            cursor.execute("ANALYZE")

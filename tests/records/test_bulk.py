"""Many rows at once: what stands beside the database goes in whole, and what is empty goes in as nothing."""

from pathlib import Path

import duckdb
import pytest
from django.db import connection, transaction

from tiercel.records.bulk import insert, reserve_keys, staged, update
from tiercel.records.models import Product, StageChange

pytestmark = pytest.mark.django_db(transaction=True)


def put(queries: dict[str, str], folder: Path, *, lean: bool = True) -> None:
    with staged(duckdb.connect(), queries, folder, lambda rows: None, lean=lean) as stage, transaction.atomic():
        insert(stage, "new", Product)
        if "upd" in queries:
            update(stage, "upd", Product)


NEW = "SELECT {first}::BIGINT AS id, 'Gold' AS name, NULL::VARCHAR AS family, TIMESTAMP '2026-01-01' AS received_at"


def test_a_result_without_rows_goes_in_as_nothing(tmp_path: Path) -> None:
    for lean in (True, False):
        put({"new": NEW.format(first=1) + " WHERE false"}, tmp_path, lean=lean)
    assert not Product.objects.exists()


def test_a_column_without_any_value_gets_the_default_and_is_left_alone_by_an_update(tmp_path: Path) -> None:
    first = reserve_keys(Product, 1)
    put({"new": NEW.format(first=first)}, tmp_path)
    assert Product.objects.get().family == ""
    Product.objects.update(family="Metals")
    change = f"SELECT {first}::BIGINT AS id, 'Silver' AS name, NULL::VARCHAR AS family"
    put({"new": NEW.format(first=1) + " WHERE false", "upd": change}, tmp_path)
    assert [(p.name, p.family) for p in Product.objects.all()] == [("Silver", "Metals")]


def test_reserved_keys_are_never_given_twice() -> None:
    first, second = reserve_keys(Product, 5), reserve_keys(Product, 5)
    assert second >= first + 5


def test_a_result_may_be_called_as_what_a_table_ends_with(tmp_path: Path) -> None:
    """On PostgreSQL results are temporary tables, which came to be taken for tables of the records."""
    with staged(duckdb.connect(), {"change": "SELECT 7 AS id"}, tmp_path, lambda rows: None):
        assert not StageChange.objects.exists()
    assert "stage_change" in connection.introspection.table_names()

"""The records as tables for analysis, as they are now or as they were known on a day."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import duckdb
import pyarrow as pa
from django.conf import settings
from django.db import models

from tiercel.core.clock import utc_now
from tiercel.flow.one_duckdb import reader
from tiercel.normal.currencies import decimals
from tiercel.records.merged import load_merged
from tiercel.records.models import Account, Attribute, Change, Deal, Person, Rate, Subscription
from tiercel.records.models.rates import SCALE
from tiercel.records.reading import at_instant, read

SKIPPED = {"name_key", "domain", "origin_id", "line", "archived_at", "source_updated_at", "do_not_sell"}
CUSTOM_TYPES = {"number": "DOUBLE", "date": "DATE", "flag": "BOOLEAN"}


def end_of(day: date) -> datetime:
    """The instant at which a day of the workspace is over: what was known by then was known on that day."""
    from zoneinfo import ZoneInfo

    midnight = datetime.combine(day + timedelta(days=1), time(), ZoneInfo(settings.TIME_ZONE))
    return midnight.astimezone(UTC)


def accounts(as_of: datetime | None = None, only: Sequence[int] = ()) -> pa.Table:
    """Accounts that are neither archived nor merged into another: `id` and the columns of tables/accounts.py.

    Declared attributes stand beside them as `custom.<name>`. Money is in units (not minor ones) of the workspace's
    currency, turned by the rate of the day; where no rate is known the amount is empty.

    as_of   known then: rows received, values held and merges made before this instant; None for now
    only    keys to read; empty for all
    """
    duck = _records(Account, "accounts", as_of, only)
    load_merged(duck, as_of)
    duck.execute("DELETE FROM rows WHERE id IN (SELECT old FROM merged WHERE kind = 'accounts')")
    # The last moment before `as_of`: the rate of the day that begins then was not known yet.
    day = f"DATE '{(as_of - timedelta(microseconds=1) if as_of else utc_now()).date()}'"
    return _shown(duck, Account, "accounts", money=("revenue", "funding"), day=day)


def deals(as_of: datetime | None = None, columns: Sequence[str] = ()) -> pa.Table:
    """Deals that are not archived: `id`, `account_id` (of the account as merged), the columns of tables/deals.py.

    columns   of a deal's own (no money, nothing declared) those that are wanted beside the two; empty for all
    """
    duck = _records(Deal, "deals", as_of, (), columns)
    _follow_merges(duck, as_of)
    if columns:
        listed = ", ".join(_typed(field) + f" AS {field.column}" for field in _fields(Deal, columns))
        return duck.sql(f"SELECT {listed} FROM rows ORDER BY id").to_arrow_table()
    day = "CAST(coalesce(nullif(CAST(closed_on AS VARCHAR), ''), nullif(CAST(created_on AS VARCHAR), '')) AS DATE)"
    return _shown(duck, Deal, "deals", money=("amount", "cost", "margin"), day=f"coalesce({day}, today())")


def subscriptions(as_of: datetime | None = None) -> pa.Table:
    """Subscriptions that are not archived, with the `account_id` of the account as merged."""
    duck = _records(Subscription, "subscriptions", as_of, ())
    _follow_merges(duck, as_of)
    return _shown(duck, Subscription, "subscriptions", money=("amount",), day="CAST(started_on AS DATE)")


def people() -> pa.Table:
    """The people of the team."""
    return _shown(_records(Person, "people", None, ()), Person, "people")


def _records(
    model: type[models.Model],
    name: str,
    as_of: datetime | None,
    only: Sequence[int],
    columns: Sequence[str] = (),
) -> duckdb.DuckDBPyConnection:
    """A DuckDB with the table `rows`, as the records hold it or held it."""
    conditions, params = ["archived_at IS NULL"], list[Any]()
    if as_of:
        conditions = ["(archived_at IS NULL OR archived_at >= %s)", "received_at < %s"]
        params = [at_instant(as_of)] * 2
    if only:
        conditions.append(f"id IN ({', '.join(['%s'] * len(only))})")
        params += only
    read_columns = [field.attname for field in _fields(model, columns)]
    duck = reader()
    duck.register("now_rows", read(model, read_columns, " AND ".join(conditions), params))
    duck.execute("CREATE TEMP TABLE rows AS SELECT * FROM now_rows")
    duck.unregister("now_rows")
    if as_of:
        _take_back(duck, name, as_of)
    return duck


def _fields(model: type[models.Model], columns: Sequence[str]) -> list[models.Field[Any, Any]]:
    """Those of these columns, with what every row is known by; all where none is named."""
    wanted = {"id", "account_id", *columns} if columns else ()
    return [field for field in model._meta.concrete_fields if not wanted or field.attname in wanted]


def _take_back(duck: duckdb.DuckDBPyConnection, name: str, as_of: datetime) -> None:
    """Undo every change that was made from `as_of` on: the earliest of them says what the value was."""
    since = [name, at_instant(as_of)]
    later = read(Change, ["row", "field", "old", "made_at", "id"], '"table" = %s AND made_at >= %s', since)
    if not later.num_rows:
        return
    duck.register("later", later)
    kinds = {row[0]: row[1] for row in duck.execute("DESCRIBE rows").fetchall()}
    for (field,) in duck.execute("SELECT DISTINCT field FROM later").fetchall():
        if field not in kinds:
            continue
        value = "CAST(old AS VARCHAR)" if field == "custom" else f"CAST(CAST(old AS JSON)->>'$' AS {kinds[field]})"
        duck.execute(
            f"""UPDATE rows SET "{field}" = {value}
                FROM (SELECT row, arg_min_null(old, (made_at, id)) AS old FROM later WHERE field = ? GROUP BY row) l
                WHERE l.row = rows.id""",
            [field],
        )
    duck.unregister("later")


def _follow_merges(duck: duckdb.DuckDBPyConnection, as_of: datetime | None) -> None:
    load_merged(duck, as_of)
    duck.execute("""
        UPDATE rows SET account_id = m.current FROM merged m WHERE m.kind = 'accounts' AND m.old = rows.account_id
    """)


def _shown(
    duck: duckdb.DuckDBPyConnection,
    model: type[models.Model],
    name: str,
    money: Sequence[str] = (),
    day: str = "today()",
) -> pa.Table:
    """The rows as analysis sees them; `day` is SQL for the day whose rate turns an amount into ours."""
    _load_rates(duck)
    amounts = {f"{column}_{part}" for column in money for part in ("minor", "currency")}
    fields = [f for f in model._meta.concrete_fields if f.column not in SKIPPED | amounts | {"custom"}]
    values = [f"{_typed(field)} AS {field.column}" for field in fields]
    values += [_in_units(column, day) for column in money]
    if name != "people":
        values += [_custom(attribute) for attribute in Attribute.objects.filter(table=name).order_by("name")]
    if name == "accounts":
        values.append("do_not_sell")
    return duck.sql(f"SELECT {', '.join(values)} FROM rows ORDER BY id").to_arrow_table()


def _typed(field: models.Field[Any, Any]) -> str:
    name = f'"{field.column}"'
    if isinstance(field, models.JSONField):
        return f"nullif(from_json({name}, '[\"VARCHAR\"]'), [])"
    if isinstance(field, models.DateTimeField):
        return f"CAST({name} AS TIMESTAMPTZ)"
    if isinstance(field, models.DateField):
        return f"CAST({name} AS DATE)"
    return f"nullif({name}, '')" if isinstance(field, models.TextField | models.CharField) else name


def _in_units(column: str, day: str) -> str:
    """The amount in units of the workspace's currency, by the rate of the day; empty where no rate is known."""
    rate = f"SELECT arg_max(r.rate, r.day) FROM rates r WHERE r.currency = {column}_currency AND r.day <= {day}"
    scale = f"SELECT c.scale FROM currencies c WHERE c.code = {column}_currency"
    return f"CAST({column}_minor AS DOUBLE) / ({scale}) * ({rate}) AS {column}"


def _load_rates(duck: duckdb.DuckDBPyConnection) -> None:
    """Make `rates(currency, day, rate)`, the workspace's own at 1, and `currencies(code, scale)`."""
    own = settings.WORKSPACE.currency
    known = read(Rate, ["currency", "day", "scaled"])
    duck.register("rates_then", known)
    duck.execute(f"""
        CREATE TEMP TABLE rates AS SELECT currency, CAST(day AS DATE) AS day, scaled / {SCALE} AS rate FROM rates_then
        WHERE currency <> '{own}' UNION ALL SELECT '{own}', DATE '0001-01-01', 1.0
    """)
    duck.unregister("rates_then")
    codes = {own, *known.column("currency").to_pylist()}
    duck.execute("CREATE TEMP TABLE currencies (code VARCHAR, scale DOUBLE)")
    duck.executemany("INSERT INTO currencies VALUES (?, ?)", [(code, 10.0 ** decimals(code)) for code in sorted(codes)])


def _custom(attribute: Attribute) -> str:
    path = json.dumps(attribute.name, ensure_ascii=False).replace("'", "''")
    kind = CUSTOM_TYPES.get(attribute.type, "VARCHAR")
    name = f"custom.{attribute.name}".replace('"', '""')
    return f"TRY_CAST(nullif(json_extract_string(custom, '$.{path}'), '') AS {kind}) AS \"{name}\""

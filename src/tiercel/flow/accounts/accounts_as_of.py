"""The accounts as they were known at the end of a day: the facts, scores, tiers and decisions of then."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import duckdb
import pyarrow as pa
from django.db.models import Q

from tiercel.flow import read_tables
from tiercel.flow.accounts.account_values import CUSTOM, Shown, Value
from tiercel.flow.accounts.asked import PAGE, SCORES, Asked, Between, OwnFilter
from tiercel.flow.accounts.choices import Choices
from tiercel.flow.accounts.list_accounts import AccountList, AccountRow, all_columns, chosen
from tiercel.flow.accounts.own_attributes import kinds_of_own
from tiercel.flow.accounts.paging import MANY
from tiercel.flow.one_duckdb import reader
from tiercel.flow.refresh import run_at, run_folder
from tiercel.flow.sight import seen_accounts, sees_all
from tiercel.normal.currencies import decimals
from tiercel.normal.text import compared
from tiercel.records.models import Person, SignOff, Target, User
from tiercel.tables.column import Type

ORDERS = {
    "name": "a.name_folded",
    "industry": "nullif(a.industry, '')",
    "country": "nullif(a.country, '')",
    "employees": "a.employees",
    "revenue": "a.revenue",
    "tier": "t.tier",
    "chance": "s.chance",
    "value": "s.value_minor",
    "points": "s.points",
}


@dataclass(frozen=True)
class Then:
    """A DuckDB that holds the accounts `a`, the scores `s`, the deals `d` and the tiers `t` of a day."""

    duck: duckdb.DuckDBPyConnection
    currency: str


def list_as_of(asked: Asked, *, by: User | None = None, size: int = PAGE) -> AccountList:
    """A page of the list of then. It is read afresh for each page: looking back is rare, and always exact."""
    then = _then(asked, by)
    every = all_columns()
    shown = chosen(every, asked.columns)
    skip = _skipped(asked.after or asked.before)
    count = then.duck.execute("SELECT count(*) FROM found").fetchall()[0][0]
    rows = tuple(_rows(then, shown, asked.sort, size, skip))
    return AccountList(
        rows=rows,
        shown=shown,
        all_columns=every,
        count=min(count, MANY + 1),
        before=_cursor(max(skip - size, 0)) if skip else "",
        after=_cursor(skip + size) if skip + size < count else "",
        choices=_choices(then),
    )


def every_row_as_of(asked: Asked, *, by: User | None = None) -> Iterator[AccountRow]:
    """All rows of the list of then, in its order, for an export."""
    shown = chosen(all_columns(), asked.columns)
    yield from _rows(_then(asked, by), shown, asked.sort, None, 0)


def _then(asked: Asked, by: User | None) -> Then:
    """Everything of the day, and the view `found` of what the filters let through of what `by` sees today."""
    from django.conf import settings

    assert asked.as_of is not None
    end = read_tables.end_of(asked.as_of)
    duck = reader()
    accounts, deals, targets = read_tables.accounts(end), read_tables.deals(end, ("outcome",)), _targets_then(end)
    folded = pa.array([compared(name or "") for name in accounts.column("name").to_pylist()], pa.string())
    duck.register("accounts_then", accounts.append_column("name_folded", folded))
    duck.register("deals_then", deals)
    duck.execute("CREATE TEMP TABLE a AS SELECT * FROM accounts_then")
    if not sees_all(by):
        duck.register("seen", pa.table({"id": pa.array(seen_accounts(by).values_list("pk", flat=True), pa.int64())}))
        duck.execute("DELETE FROM a WHERE id NOT IN (SELECT id FROM seen)")
    duck.execute("""CREATE TEMP TABLE d AS SELECT account_id, count(*) FILTER (outcome = 'won') AS won,
        count(*) FILTER (outcome = 'lost') AS lost, count(*) FILTER (outcome = 'open') AS open
        FROM deals_then GROUP BY account_id""")
    duck.execute("CREATE TEMP TABLE t (account_id BIGINT, tier INTEGER, state VARCHAR)")
    if targets:
        duck.executemany("INSERT INTO t VALUES (?, ?, ?)", targets)
    _load_scores(duck, end)
    where, params = _conditions(asked)
    if not sees_all(by):
        seen = pa.array(seen_accounts(by).values_list("pk", flat=True), pa.int64())
        duck.register("seen", pa.table({"id": seen}))
        where = f"({where}) AND a.id IN (SELECT id FROM seen)"  # noqa: S608
    duck.execute(
        f"""CREATE TEMP TABLE found AS SELECT a.id FROM a LEFT JOIN s ON s.account_id = a.id
            LEFT JOIN d ON d.account_id = a.id LEFT JOIN t ON t.account_id = a.id WHERE {where}""",  # noqa: S608
        params,
    )
    return Then(duck, settings.WORKSPACE.currency)


def _targets_then(end: Any) -> list[tuple[int, int, str]]:
    """Who was in which tier, with the decision that held; without one it was proposed."""
    held = Q(made_at__lt=end) & (Q(ended_at__isnull=True) | Q(ended_at__gte=end))
    decided = dict(SignOff.objects.filter(held).values_list("target", "decision"))
    return [
        (target.account_id, target.tier, decided.get(target.pk, Target.PROPOSED))
        for target in Target.objects.filter(held)
    ]


def _load_scores(duck: duckdb.DuckDBPyConnection, end: Any) -> None:
    """The scores of the run that was current then; none where there was no run yet."""
    run = run_at(end)
    path = run_folder(run) / "scores.parquet" if run else None
    if path is not None and path.exists():
        duck.execute("CREATE TEMP TABLE s AS SELECT * FROM read_parquet(?)", [str(path)])
        return
    duck.execute(
        """CREATE TEMP TABLE s
            (account_id BIGINT, points DOUBLE, chance DOUBLE, low DOUBLE, high DOUBLE, value_minor BIGINT)"""
    )


def _conditions(asked: Asked) -> tuple[str, list[Any]]:
    """The filters as SQL over a, s, d and t."""
    found: list[tuple[str, Any]] = []
    if asked.text:
        found.append(("contains(a.name_folded, ?)", compared(asked.text)))
    found += _facts(asked) + _own(asked.custom, kinds_of_own())
    if asked.chance is not None:
        found.append(("s.chance >= ?", asked.chance))
    if asked.tier:
        found.append(("t.tier = ?", asked.tier))
    if asked.state:
        found.append(("t.state = ?", asked.state))
    plain = {
        "any": "d.account_id IS NOT NULL",
        "won": "d.won > 0",
        "open": "d.open > 0",
        "none": "d.account_id IS NULL",
    }
    sentences = [sentence for sentence, _ in found] + ([plain[asked.deals]] if asked.deals in plain else [])
    sentences += ["t.tier IS NULL"] * (asked.tier == 0) + ["a.owner_id IS NULL"] * (asked.owner == 0)
    return " AND ".join(sentences) or "true", [value for _, value in found]


def _facts(asked: Asked) -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []
    if asked.industries:
        found.append(("list_contains(?, a.industry)", list(asked.industries)))
    if asked.countries:
        found.append(("list_contains(?, a.country)", list(asked.countries)))
    if asked.owner:
        found.append(("a.owner_id = ?", asked.owner))
    if asked.technology:
        found.append(("contains(lower(array_to_string(a.technologies, ' ')), lower(?))", asked.technology.strip()))
    scale = 10 ** decimals(_currency())
    return (
        found
        + _within("a.employees", asked.employees)
        + _within("a.revenue", asked.revenue)
        + _within("s.value_minor", asked.value, scale)
    )


def _within(column: str, wanted: Between, scale: float = 1) -> list[tuple[str, Any]]:
    ends = ((">=", wanted.low), ("<=", wanted.high))
    return [(f"{column} {sign} ?", end * scale) for sign, end in ends if end is not None]


def _own(wanted: tuple[OwnFilter, ...], kinds: dict[str, str]) -> list[tuple[str, Any]]:
    """Filters on declared attributes: ends of a range, else the values as text."""
    found: list[tuple[str, Any]] = []
    for each in wanted:
        column = 'a."' + (CUSTOM + each.name).replace('"', '""') + '"'
        kind = kinds.get(each.name)
        if kind in ("number", "date"):
            ends = ((">=", each.low), ("<=", each.high))
            cast = "DOUBLE" if kind == "number" else "DATE"
            found += [(f"{column} {sign} TRY_CAST(? AS {cast})", end) for sign, end in ends if end]
        elif kind == "text" and each.values:
            found.append((f"contains(lower({column}), lower(?))", each.values[0]))
        elif kind and each.values:
            found.append((f"list_contains(?, CAST({column} AS VARCHAR))", list(each.values)))
    return found


def _currency() -> str:
    from django.conf import settings

    return str(settings.WORKSPACE.currency)


def _rows(then: Then, shown: tuple[Shown, ...], sort: str, most: int | None, skip: int) -> Iterator[AccountRow]:
    name = sort.removeprefix("-")
    order = f"{ORDERS.get(name, ORDERS['value'])} {'DESC' if sort.startswith('-') else 'ASC'} NULLS LAST, a.id"
    found = then.duck.sql(
        f"""SELECT a.*, s.points, s.chance, s.low, s.high, s.value_minor, t.tier, t.state, d.won, d.lost, d.open
            FROM found f JOIN a ON a.id = f.id LEFT JOIN s ON s.account_id = a.id LEFT JOIN d ON d.account_id = a.id
            LEFT JOIN t ON t.account_id = a.id ORDER BY {order} LIMIT {most or 2**62} OFFSET {skip}"""  # noqa: S608
    )
    owners = dict(Person.objects.values_list("pk", "name"))
    # By Arrow: DuckDB would want another library of time zones for the instants of single rows.
    for batch in found.to_arrow_reader(1000):
        for row in batch.to_pylist() or ():
            yield _row(row, shown, then.currency, owners)


def _row(row: dict[str, Any], shown: tuple[Shown, ...], currency: str, owners: dict[int, str]) -> AccountRow:
    return AccountRow(
        id=row["id"],
        name=row["name"],
        domain=(row["domains"] or [""])[0],
        values=tuple(_value(row, column, currency, owners) for column in shown if column.name not in SCORES),
        tier=row["tier"],
        state=row["state"] or "",
        chance=row["chance"],
        low=row["low"],
        high=row["high"],
        points=row["points"],
        value_minor=row["value_minor"],
        value_currency=currency if row["value_minor"] is not None else "",
        won=row["won"] or 0,
        lost=row["lost"] or 0,
        open=row["open"] or 0,
    )


def _value(row: dict[str, Any], column: Shown, currency: str, owners: dict[int, str]) -> Value:
    if column.name == "owner":
        return Value(Type.TEXT, owners.get(row["owner_id"]))
    found = row.get(column.name)
    if column.type is Type.MONEY and found is not None:
        return Value(Type.MONEY, round(found * 10 ** decimals(currency)), currency)
    return Value(column.type, found if not column.name.startswith(CUSTOM) or found != "" else None)


def _choices(then: Then) -> Choices:
    def distinct(column: str) -> tuple[str, ...]:
        found = then.duck.execute(f"SELECT DISTINCT {column} FROM a WHERE {column} <> '' ORDER BY 1 LIMIT 300")  # noqa: S608
        return tuple(value for (value,) in found.fetchall())

    owners = Person.objects.filter(archived_at__isnull=True).exclude(name="").order_by("name")
    return Choices(distinct("industry"), distinct("country"), tuple(owners.values_list("pk", "name")[:300]))


def _cursor(skip: int) -> str:
    return base64.urlsafe_b64encode(str(skip).encode()).decode()


def _skipped(cursor: str) -> int:
    try:
        return max(int(base64.urlsafe_b64decode(cursor).decode()), 0)
    except ValueError:
        return 0

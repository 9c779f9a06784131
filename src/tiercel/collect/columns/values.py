"""The values of a file's columns as SQL: quick where they are plainly written, joined from a map for the rest."""

from dataclasses import dataclass, field

import duckdb
import pyarrow as pa

from tiercel.collect.columns.conversions import Conversion, tidied
from tiercel.collect.columns.parsers import Reading
from tiercel.collect.rows.staging_file import text
from tiercel.normal.currencies import CODES, decimals
from tiercel.normal.domains import public_suffixes
from tiercel.normal.free_mail import FREE_MAIL

CHUNK = 20_000
TWO_DECIMALS = ", ".join(text(code) for code in sorted(CODES) if decimals(code) == 2)
_TWO_LABELS = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.[A-Za-z]{1,63}"
HOST = rf"lower(regexp_extract({{v}}, '^(?:https?://)?(?:www\.)?({_TWO_LABELS})/?$', 1))"
OWN_HOST = (
    "CASE WHEN {h} <> '' AND split_part({h}, '.', 2) NOT IN (SELECT name FROM scratch.doubtful) "
    "AND {h} NOT IN (SELECT name FROM scratch.not_own) THEN [{h}] END"
)


@dataclass(frozen=True)
class Map:
    """The values of one column that took the long way.

    name    of the scratch table: raw, extra, value, problem
    on      the condition that joins it to the rows
    column  the column of the file
    cell    the SQL of its text
    field   what the column means
    """

    name: str
    on: str
    column: str
    cell: str
    field: str
    problems: int

    @property
    def join(self) -> str:
        return f"LEFT JOIN scratch.{self.name} {self.name} ON {self.on}"


@dataclass
class Values:
    """Makes the SQL of values, and the maps that it joins, for one file."""

    db: duckdb.DuckDBPyConnection
    raw: str
    columns: tuple[str, ...]
    untidy: frozenset[str] = frozenset()
    maps: list[Map] = field(default_factory=list)
    derived: list[str] = field(default_factory=list)

    @property
    def rows(self) -> str:
        """SQL of the rows: the texts of the file (c0, c1 …) and what is computed once of them (d0, d1 …)."""
        if not self.derived:
            return f"{self.raw} r"
        also = ", ".join(f"{sql} AS d{place}" for place, sql in enumerate(self.derived))
        return f"(SELECT r.*, {also} FROM {self.raw} r) r"

    def derive(self, sql: str) -> str:
        """The name of what this SQL over the texts computes, once for each row however often it is used."""
        if sql not in self.derived:
            self.derived.append(sql)
        return f"r.d{self.derived.index(sql)}"

    def cell(self, column: str) -> str:
        return f"r.c{self.columns.index(column)}"

    def value(self, name: str, column: str, conversion: Conversion, reading: Reading, *, extra: str = "") -> str:
        """SQL of the value of one column.

        name    the field, for the rejects
        extra   SQL of what else the value depends on: a currency, a country
        """
        cell = self.cell(column)
        quick = self._quick(conversion, column, extra, reading)
        if conversion.long is None:
            return quick
        # A cursor of its own: the maps are written while the texts are still being read.
        odd = self.db.cursor().execute(
            f"SELECT DISTINCT {cell}, {extra or 'NULL::VARCHAR'} FROM {self.rows} {self.join_of(extra)} "
            f"WHERE {cell} IS NOT NULL AND ({quick}) IS NULL"
        )
        label = f"m{len(self.maps)}"
        count, problems = self._convert(odd, label, conversion, reading)
        if not count:
            return quick
        on = f"{label}.raw = {cell}" + (f" AND {label}.extra IS NOT DISTINCT FROM {extra}" if extra else "")
        self.maps.append(Map(label, on, column, cell, name, problems))
        return f"{label}.value" if quick.startswith("NULL::") else f"coalesce({quick}, {label}.value)"

    def _quick(self, conversion: Conversion, column: str, extra: str, reading: Reading) -> str:
        cell, quick = self.cell(column), conversion.quick
        if quick == "{plain_domain}":
            return OWN_HOST.replace("{h}", self.derive(HOST.replace("{v}", cell)))
        if "{tidy}" in quick:
            quick = quick.replace("{tidy}", tidied(cell) if column in self.untidy else cell)
        if "{two_decimals}" in quick:
            usual = "TRUE" if decimals(reading.currency) == 2 else "FALSE"
            quick = quick.replace("{two_decimals}", f"({extra} IN ({TWO_DECIMALS}))" if extra else usual)
        return quick.replace("{v}", cell).replace("{extra}", extra or text(reading.currency))

    def join_of(self, sql: str) -> str:
        """The joins that the SQL of a value needs, each after those that it asks itself."""
        joins: list[str] = []
        # From the last on: an amount is joined by its currency, which is of an earlier map.
        for found in reversed(self.maps):
            if any(f"{found.name}.{part}" in asked for part in ("value", "problem") for asked in (sql, *joins)):
                joins.append(found.join)
        return " ".join(reversed(joins))

    @property
    def joins(self) -> str:
        return " ".join(found.join for found in self.maps)

    def _convert(
        self, odd: duckdb.DuckDBPyConnection, label: str, conversion: Conversion, reading: Reading
    ) -> tuple[int, int]:
        self.db.execute(f"DROP TABLE IF EXISTS scratch.{label}")
        count = problems = 0
        assert conversion.long is not None
        while pairs := odd.fetchmany(CHUNK):
            parsed = [conversion.long(raw, extra or "", reading) for raw, extra in pairs]
            problems += sum(1 for _, problem in parsed if problem)
            table = pa.table(
                {
                    "raw": pa.array([raw for raw, _ in pairs], pa.string()),
                    "extra": pa.array([extra for _, extra in pairs], pa.string()),
                    "value": pa.array([value for value, _ in parsed], conversion.arrow),
                    "problem": pa.array([problem or None for _, problem in parsed], pa.string()),
                }
            )
            self.db.register("parsed", table)
            made = f"CREATE TABLE scratch.{label} AS" if not count else f"INSERT INTO scratch.{label}"
            self.db.execute(f"{made} SELECT * FROM parsed")
            self.db.unregister("parsed")
            count += len(pairs)
        return count, problems


def prepare(db: duckdb.DuckDBPyConnection) -> None:
    """The lists that the quick ways look things up in."""
    suffixes = public_suffixes()
    # Under .ck everything is a public suffix; under .com, and under an ending that no list knows, a name is one's own.
    simple = {suffix for suffix in suffixes if "." not in suffix}
    doubtful = pa.table({"name": sorted({suffix.rpartition(".")[2] for suffix in suffixes} - simple)})
    shared = {suffix.removeprefix("*.") for suffix in suffixes}
    not_own = pa.table({"name": sorted({suffix for suffix in shared if suffix.count(".") == 1} | FREE_MAIL)})
    for name, table in (("doubtful", doubtful), ("not_own", not_own)):
        db.register("list", table)
        db.execute(f"CREATE TABLE scratch.{name} AS SELECT * FROM list")
        db.unregister("list")

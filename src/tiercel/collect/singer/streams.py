"""What becomes of a stream: the table, the columns of each field, what is not recognised, or why it is not taken."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from tiercel.collect.columns.kinds import GENERIC, Kind, kind_for
from tiercel.collect.columns.kinds import PRESETS as IMPORT_PRESETS
from tiercel.collect.columns.kinds import Preset as ImportPreset
from tiercel.collect.columns.mapping import match_columns
from tiercel.collect.singer.flatten import example_of, flat
from tiercel.collect.singer.preset import Inner, Preset, Stream, preset_named
from tiercel.core.errors import DataError
from tiercel.core.parts import part
from tiercel.tables.catalogue import TABLES, table_named

NOT_KNOWN = "Nobody has said what these are."


@dataclass(frozen=True)
class Chosen:
    """What somebody said of a stream; `table` None: nothing was said, "": not taken."""

    table: str | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Plan:
    """What becomes of one stream.

    table     "" where it is not taken, `why_not` says why
    columns   the columns that are written for the import
    all       every column of its schema
    mapping   field -> column, several joined by " + "
    unknown   columns that mean nothing to us
    inner     lists within its records that become rows of their own
    kind      which kind of the preset its records are, "" where there is one for the table
    """

    stream: str
    table: str = ""
    why_not: str = ""
    preset: str = GENERIC
    columns: tuple[str, ...] = ()
    all: tuple[str, ...] = ()
    mapping: Mapping[str, str] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()
    inner: tuple[Inner, ...] = ()
    kind: str = ""

    @property
    def missing(self) -> tuple[str, ...]:
        """Fields that every row of the table needs, and that no column is for."""
        return tuple(name for name in TABLES[self.table].required if name not in self.mapping) if self.table else ()


Tidy = Callable[[dict[str, Any]], dict[str, Any]]


def tidy_of(preset: str) -> Tidy:
    return preset_named(preset).tidy if preset else dict


def plan(
    stream: str,
    schema: Mapping[str, Any],
    *,
    preset: str = "",
    chosen: Chosen = Chosen(),
    keep_unknown: bool = False,
) -> Plan:
    """Decide what becomes of a stream.

    preset        of the tap, "" for none
    chosen        goes before what the preset says
    keep_unknown  columns that nobody recognises are written too, to become attributes
    raises        DataError where `chosen` names a table, field or column that does not exist
    """
    known = preset_named(preset).STREAMS.get(stream, Stream()) if preset else Stream()
    columns = tuple(flat(tidy_of(preset)(example_of(schema))))
    table = known.table if chosen.table is None else chosen.table
    if table and chosen.table is not None:
        table = table_named(table).name
    if not table or table not in TABLES:
        said = "Left out by hand." if chosen.table == "" else known.why_not or NOT_KNOWN
        return Plan(stream, why_not=said, all=columns, unknown=columns)
    own = known if table == known.table else Stream()
    words = preset_named(preset).COLUMNS if preset else GENERIC
    kind = _kind(words, table, own.kind)
    if kind is None:
        words, kind = GENERIC, _kind(GENERIC, table)
    if kind is None:
        kind = Kind(table=table)
    given = {name: column for name, column in own.columns.items() if not column or column in columns} | dict(
        chosen.mapping
    )
    matches = match_columns(kind, columns, given, forgiving=words == GENERIC)
    mapping = {name: " + ".join(match.columns) for name, match in matches.items()}
    used = {column for match in matches.values() for column in match.columns}
    return Plan(
        stream,
        table=table,
        preset=words,
        columns=tuple(column for column in columns if keep_unknown or column in used),
        all=columns,
        mapping=mapping,
        unknown=tuple(column for column in columns if column not in used),
        inner=own.inner,
        kind=own.kind,
    )


def _kind(preset: str, table: str, name: str = "") -> Kind | None:
    return kind_for(cast(ImportPreset, part(IMPORT_PRESETS, preset)).KINDS, table, name)


def chosen_from(pairs: Sequence[str]) -> dict[str, Chosen]:
    """What `--map` says: STREAM=TABLE, or STREAM.FIELD=COLUMN; an empty right side leaves out.

    raises   DataError for a pair that says neither

    >>> chosen_from(["firms=accounts", "firms.name=Firma", "logs="])
    {'firms': Chosen(table='accounts', mapping={'name': 'Firma'}), 'logs': Chosen(table='', mapping={})}
    """
    tables: dict[str, str] = {}
    mappings: dict[str, dict[str, str]] = {}
    for pair in pairs:
        left, equals, right = (each.strip() for each in pair.partition("="))
        if not equals or not left:
            raise DataError(f"{pair!r}: write STREAM=TABLE, as in --map companies=accounts, or STREAM.FIELD=COLUMN.")
        stream, dot, name = left.rpartition(".")
        if dot and stream:
            mappings.setdefault(stream, {})[name] = right
        else:
            tables[left] = table_named(right).name if right else ""
    return {
        stream: Chosen(tables.get(stream), mappings.get(stream, {})) for stream in dict.fromkeys([*tables, *mappings])
    }


__all__ = ["Chosen", "Plan", "Preset", "chosen_from", "plan", "tidy_of"]

"""Which column of a file means which field: by the preset's words, by slips of them, and by what a person says."""

from collections.abc import Mapping, Sequence

from rapidfuzz import fuzz

from tiercel.collect.columns.kinds import (
    LIKE_ENOUGH,
    LONG_ENOUGH,
    Kind,
    Match,
    fields_of,
    header_key,
    match_exactly,
    takes_several,
)
from tiercel.core.errors import DataError
from tiercel.core.nearest import nearest


def match_columns(kind: Kind, columns: Sequence[str], given: Mapping[str, str], forgiving: bool) -> dict[str, Match]:
    """Field -> columns.

    given      field -> column, by a person; wins over everything; an empty column leaves the field out
    forgiving  whether a header that is one slip away from a known one may mean it
    raises     DataError for a field or column that does not exist, with the nearest that does
    """
    chosen = _given(kind.table, columns, given)
    taken = {column for match in chosen.values() for column in match.columns}
    free = [column for column in columns if column not in taken]
    found = {name: match for name, match in match_exactly(kind, free).items() if name not in given}
    if forgiving:
        used = {column for match in found.values() for column in match.columns}
        found |= _match_nearly(
            kind, [c for c in free if c not in used], [f for f in kind.columns if f not in found and f not in given]
        )
    return found | {name: match for name, match in chosen.items() if match.columns}


def _given(table: str, columns: Sequence[str], given: Mapping[str, str]) -> dict[str, Match]:
    fields = fields_of(table)
    by_name = {column.casefold(): column for column in columns}
    chosen: dict[str, Match] = {}
    for name, column in given.items():
        if name not in fields:
            raise DataError(
                f"There is no field '{name}' in {table}.{nearest(name, fields)} There are: {', '.join(fields)}."
            )
        wanted = (
            [part.strip() for part in column.split("+")]
            if takes_several(table, name) and column.casefold() not in by_name
            else [column]
        )
        for part in wanted:
            if part and part.casefold() not in by_name:
                raise DataError(
                    f"There is no column '{part}' for '{name}'.{nearest(part, columns)} "
                    f"There are: {', '.join(columns[:40])}."
                )
        chosen[name] = Match(tuple(by_name[part.casefold()] for part in wanted if part), "given")
    return chosen


def _match_nearly(kind: Kind, columns: Sequence[str], fields: Sequence[str]) -> dict[str, Match]:
    found: dict[str, Match] = {}
    for column in columns:
        key = header_key(column)
        if len(key) < LONG_ENOUGH:
            continue
        scored = (
            (fuzz.ratio(key, header_key(spelling)), name, spelling)
            for name in fields
            if name not in found
            for spelling in kind.columns[name]
            if len(spelling) >= LONG_ENOUGH
        )
        score, name, spelling = max(scored, default=(0.0, "", ""))
        if score >= LIKE_ENOUGH:
            found[name] = Match((column,), f"like '{spelling}'")
    return found

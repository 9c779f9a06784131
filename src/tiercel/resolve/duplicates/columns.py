"""Which column of a table is what: as the caller says, else as the headers do."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from tiercel.core.errors import DataError
from tiercel.core.nearest import nearest
from tiercel.normal.text import compared
from tiercel.resolve.duplicates.roles import OTHER, OTHERS, ROLES

# What stands in columns of its own, and is one thing: the words that headers have for each part.
PARTS: Mapping[str, str] = {
    "street_number": "street number, house number, street no, house no, hausnummer, numéro, پلاک, 门牌号",
    "birth_year": "birth year, year of birth, yob, by, geburtsjahr, année de naissance, سال تولد, سنة الميلاد, 出生年",
    "birth_month": "birth month, month of birth, mob, bm, geburtsmonat, ماه تولد, 出生月",
    "birth_day": "birth day, day of birth, bd, geburtstag, روز تولد, 出生日",
}
_ALL = (*ROLES, *PARTS, OTHER)
_BIRTH = ("birth_year", "birth_month", "birth_day")
_TELLS = frozenset({"name", "person", "first_name", "last_name", "email", "domain", "phone", "id_number"})
# "Phone 1", "fname_c1", "address_2": the lowest number stands for its kind.
_IN_BRACKETS = re.compile(r"[(\[（].*?[)\]）]")
_NUMBERED = re.compile(r" [a-z]?[0-9]$")
# "raw_inventor_name_first", "Customer E-Mail": what a header ends with says it, unless it is so short that it may be
# the end of anything; "name" and "number" say nothing without what stands before them.
_LEAST_ENDING = 4
_ENDS = 2
_SAY_NOTHING_LAST = frozenset({"name", "person"})
# A column says something where so many rows fill it, and so many of those that do share a value with another.
_LEAST_FILLED, _LEAST_SHARED = 0.1, 0.02
_LONGEST_TEXT = 200
# Where no more roles than that are known, columns without a role are asked too.
FEW = 3


def read_roles(asked: Sequence[str], columns: Sequence[str]) -> dict[str, str]:
    """Role -> column: what the caller says as "role=Column", else what the headers say.

    raises   DataError for a role or a column that is not there, and where nothing tells rows apart
    """
    pairs = [_read_pair(pair, columns) for pair in asked]
    twice = [role for role, count in Counter(role for role, _ in pairs if role != OTHER).items() if count > 1]
    if twice:
        raise DataError(f"--column names {twice[0]} twice. Leave one of them out.")
    found = {role: column for role, column in pairs if role != OTHER} if asked else _by_headers(columns)
    found = {role: column for role, column in found.items() if _is_whole(role, found, asked)}
    if not set(found) & _TELLS:
        raise DataError(
            f"No column says who a row is. Name one: --column name=COLUMN. Roles: {_listed()}. "
            f"Columns: {', '.join(columns)}."
        )
    return found


def read_others(asked: Sequence[str], table: pa.Table, used: Collection[str]) -> tuple[str, ...]:
    """The columns that may say more though nobody knows what they mean: those named, else those that look like it.

    used     columns that have a role
    returns  the fullest first, as many as are compared
    raises   DataError where more are named
    """
    pairs = [_read_pair(pair, table.column_names) for pair in asked]
    named = tuple(dict.fromkeys(column for role, column in pairs if role == OTHER and column not in used))
    if len(named) > len(OTHERS):
        raise DataError(f"--column names {len(named)} others; {len(OTHERS)} are the most. Leave some of them out.")
    if asked:
        return named
    shares = {column: _says_something(table[column]) for column in table.column_names if column not in used}
    return tuple(sorted((c for c, share in shares.items() if share), key=lambda c: -shares[c])[: len(OTHERS)])


def _says_something(column: pa.ChunkedArray) -> float:
    """The share of rows that fill a column whose values tell rows apart and are shared by some of them; else 0."""
    filled = len(column) - column.null_count
    if filled < max(2, _LEAST_FILLED * len(column)):
        return 0.0
    counts = pc.value_counts(column.drop_null()).field("counts").to_numpy()
    if len(counts) < 2 or (counts[counts > 1].sum() < _LEAST_SHARED * filled):
        return 0.0
    longest = pc.mean(pc.utf8_length(column)).as_py()
    return 0.0 if longest > _LONGEST_TEXT else filled / len(column)


def join_parts(table: pa.Table, roles: Mapping[str, str]) -> tuple[pa.Table, dict[str, str]]:
    """The table with what its parts say as one column, and the roles without the parts."""
    whole = {role: column for role, column in roles.items() if role not in PARTS}
    if "street_number" in roles and "address" in roles:
        number, street = (
            pc.fill_null(table[roles[role]].cast(pa.string()), "") for role in ("street_number", "address")
        )
        table, whole["address"] = _with(table, "address", pc.binary_join_element_wise(number, street, " "))
    if set(_BIRTH) <= set(roles):
        digits = [pc.extract_regex(table[roles[role]].cast(pa.string()), "(?P<n>[0-9]+)") for role in _BIRTH]
        padded = [pc.utf8_lpad(pc.struct_field(d, "n"), width, "0") for d, width in zip(digits, (4, 2, 2), strict=True)]
        table, whole["birth_date"] = _with(table, "birth_date", pc.binary_join_element_wise(*padded, ""))
    return table, whole


def _with(table: pa.Table, role: str, column: pa.ChunkedArray) -> tuple[pa.Table, str]:
    name = next(name for name in (role + "_" * k for k in range(1, 1000)) if name not in table.column_names)
    return table.append_column(name, column), name


def _is_whole(role: str, found: Mapping[str, str], asked: Sequence[str]) -> bool:
    """Whether a part has the others that it says something with; raises DataError where the caller named it alone."""
    others = {"address"} if role == "street_number" else set(_BIRTH) if role in _BIRTH else set()
    missing = sorted(others - set(found))
    if missing and asked:
        raise DataError(f"{role} says nothing without {', '.join(missing)}. Name it too: --column {missing[0]}=COLUMN.")
    return not missing and not (role in _BIRTH and "birth_date" in found)


def _read_pair(pair: str, columns: Sequence[str]) -> tuple[str, str]:
    role, equals, column = pair.partition("=")
    role = role.strip()
    if not equals or role not in _ALL:
        raise DataError(f"--column '{pair}' is not role=Column.{nearest(role, _ALL)} Roles: {_listed()}.")
    if column not in columns:
        raise DataError(f"There is no column '{column}'.{nearest(column, columns)} Columns: {', '.join(columns)}.")
    return role, column


def _by_headers(columns: Sequence[str]) -> dict[str, str]:
    best: dict[str, tuple[int, int, int, str]] = {}
    words = {role: meant.words for role, meant in ROLES.items()} | dict(PARTS)
    for role, meant in words.items():
        order = [_key(word) for word in meant.split(",")]
        ends = [f" {end}" for end in map(compared, meant.split(",")) if len(end) >= _LEAST_ENDING]
        ends = [end for end in ends if role not in _SAY_NOTHING_LAST or " " in end[1:]]
        fits = [(*fit, column) for column in columns for fit in _fits(column, order, ends)]
        if fits:
            best[role] = min(fits)
    # A header that ends in a word of one role may be another's own: "Company Name" is no city's.
    owned = {column for how, *_, column in best.values() if how != _ENDS}
    found = {role: column for role, (how, *_, column) in best.items() if how != _ENDS or column not in owned}
    # The parts of a name say more than the whole: whoever has both has the same thing twice.
    if {"first_name", "last_name"} <= set(found):
        found.pop("person", None)
    return found


def _fits(column: str, order: Sequence[str], ends: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """How a header says a role, the surest first: whole, numbered, by its end; and where its word stands among them."""
    bare = _NUMBERED.sub("", compared(_IN_BRACKETS.sub("", column)))
    for how, key in enumerate((_key(column), _key(bare))):
        if key and key in order:
            yield 0, order.index(key), how
    for place, end in enumerate(ends):
        if bare.endswith(end):
            yield _ENDS, -len(end), place


def _key(words: str) -> str:
    """A header as it is looked up: "FirstName" and "first_name" are one."""
    return compared(words).replace(" ", "")


def _listed() -> str:
    return ", ".join(_ALL)

"""Rows in their normal forms: their texts, a number for each value, how rare it is, and the keys of the rules."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import duckdb
import numpy as np
import pyarrow as pa

from tiercel.normal.company_names import EMPTY, company_words
from tiercel.normal.free_mail import is_free_mail
from tiercel.normal.legal_forms import LATIN
from tiercel.normal.text import compared
from tiercel.resolve.duplicates.blocking import Candidates, Groups, Keys, Numbers, Rule, groups_of, pairs_of, together
from tiercel.resolve.duplicates.copies import Copies, copies_of
from tiercel.resolve.duplicates.roles import ROLES, WITH_WORDS, one_spaced, plain

_NOT_LATIN = "regexp_matches(strip_accents({0}), '[^\\x00-\\x7F]')"
# A name in Latin script without its legal form, as SQL, for speed; by the same list as `company_words`.
_SMALL = "lower(strip_accents(replace(name_given, '&', ' and ')))"
# "A.B.C." is "abc", "O'Neil" is "oneil".
_LOWERED = f"replace(replace(replace({_SMALL}, '.', ''), '''', ''), '’', '')"


def _latin_name() -> str:
    """The rest of it, of the column `lowered`."""
    forms = {compared(form) for form in LATIN.split(",")}
    forms |= {form.replace(" ", "") for form in forms}
    ending = "|".join(sorted((form for form in forms if form), key=len, reverse=True))
    words = one_spaced("lowered")
    return f"nullif(regexp_replace(regexp_replace({words}, '^the +', ''), '(?: (?:{ending}))+$', ''), '')"


@dataclass(frozen=True)
class Rows:
    """Rows as they are compared.

    count   how many there are
    values  role -> a number that is the same where the normal forms are; 0 where nothing is known
    often   role -> how many rows have the value of the row, about; 0 where nothing is known
    texts   column of `rows` -> what the conditions of roles speak of: normal forms, words
    by_rank the rows in an order that their values alone decide
    """

    count: int
    values: Mapping[str, Keys]
    often: Mapping[str, Numbers]
    texts: Mapping[str, pa.Array]
    by_rank: Numbers


def load(engine: duckdb.DuckDBPyConnection, table: pa.Table, roles: Mapping[str, str]) -> None:
    """Make the table `rows`: `row_no` (from 0), for each role its normal form, and what is kept beside it."""
    engine.register("given", _named(table, roles))
    forms = {role: plain(role, f"{role}_given") for role in roles}
    given = "given"
    if "name" in roles:
        forms["name"] = _latin_name()
        given = f"(select *, {_LOWERED} as lowered from given)"
        if _load_other_scripts(engine):
            forms["name"] = f"coalesce(other_scripts.core, {forms['name']})"
            given += " left join other_scripts on name_given = other_scripts.name"
    selected = ", ".join(f"{form} as {role}" for role, form in forms.items())
    engine.execute(f"create temp table plain_rows as select row_no, {selected} from {given}")
    if "email" in roles:
        _take_domain_from_email(engine, roles)
    wanted = [role for role in ROLES if role in roles or (role == "domain" and "email" in roles)]
    beside = [column for role in wanted for column in kept_beside(role)]
    engine.execute(f"create temp view rows as select {', '.join(['row_no', *wanted, *beside])} from plain_rows")


def find_copies(engine: duckdb.DuckDBPyConnection) -> tuple[Copies, dict[str, Keys]]:
    """The rows of `rows` that are equal, and a number for the value of each row in each role that tells rows apart.

    returns  of the roles those that at least two rows say something of
    """
    names = [row[0] for row in engine.execute("describe rows").fetchall() if row[0] in ROLES]
    hashed = ", ".join(f"if({name} is null, 0, hash({name})) as {name}" for name in names)
    read = _ordered(engine.sql(f"select row_no, {hashed} from rows").to_arrow_table())
    values = {name: read[name].to_numpy() for name in names}
    copies = copies_of(values)
    return copies, {name: value for name, value in values.items() if np.count_nonzero(value) >= min(2, len(value))}


def read_rows(
    engine: duckdb.DuckDBPyConnection, values: Mapping[str, Keys], used: Sequence[Rule], copies: Copies
) -> tuple[Rows, Candidates]:
    """Read the different ones of `rows`, with the pairs that the rules bring together.

    Whoever has copies is a pair with itself, once: ten thousand copies teach no more than one.
    """
    keys = [f"{_key(rule)} as key_{k}" for k, rule in enumerate(used)]
    read = _ordered(engine.sql(f"select {', '.join(['*', *keys])} from rows").to_arrow_table())
    count = len(copies.first)
    if count < read.num_rows:
        read = read.take(pa.array(copies.first))
    values = {role: value[copies.first] for role, value in values.items()}
    alike = {role: groups_of(value, np.arange(count), count) for role, value in values.items()}
    often = {role: _often(groups, count) for role, groups in alike.items()}
    texts = {name: read[name].combine_chunks() for name in read.column_names if not name.startswith("key_")}
    pairs = []
    for k, rule in enumerate(used):
        groups = alike.get(rule.key) or _groups(read[f"key_{k}"], rule)
        again = _among(copies.with_copies, groups, count)
        a, b = pairs_of(groups, count, rule.by_word)
        pairs.append((np.append(a, again), np.append(b, again)))
    by_rank = np.argsort(copies.rank)
    return Rows(count, values, often, texts, by_rank), together(pairs, count, copies.rank)


def _ordered(read: pa.Table) -> pa.Table:
    """In the order of rows: joins may change it."""
    numbers = read["row_no"].to_numpy()
    return read.take(pa.array(np.argsort(numbers))) if (np.diff(numbers) < 0).any() else read


def _among(rows: Numbers, groups: Groups, count: int) -> Numbers:
    """Those of the rows that have a key."""
    keyed = np.zeros(count, dtype=bool)
    keyed[groups.members] = True
    return rows[keyed[rows]]


def _key(rule: Rule) -> str:
    return rule.key if rule.by_word else f"if({rule.key} <> '', hash({rule.key}), 0)"


def _often(groups: Groups, rows: int) -> Numbers:
    often = np.zeros(rows, dtype=np.int64)
    often[groups.members] = np.repeat(groups.size, groups.size)
    return often


def _groups(column: pa.ChunkedArray, rule: Rule) -> Groups:
    rows = len(column)
    if not rule.by_word:
        return groups_of(column.to_numpy(), np.arange(rows), rows)
    lists = column.combine_chunks()
    return groups_of(lists.flatten().to_numpy(), np.repeat(np.arange(rows), np.diff(lists.offsets.to_numpy())), rows)


def _named(table: pa.Table, roles: Mapping[str, str]) -> pa.Table:
    columns = {f"{role}_given": table[column].cast(pa.string()) for role, column in roles.items()}
    return pa.table({"row_no": np.arange(table.num_rows, dtype=np.int32), **columns})


def _load_other_scripts(engine: duckdb.DuckDBPyConnection) -> bool:
    """Names that are not in Latin script, in Latin letters, so that both spellings of one name come together.

    returns  whether there are any
    """
    # First the cheap question: what has as many bytes as letters is ASCII.
    other = f"strlen(name_given) <> length(name_given) and {_NOT_LATIN.format('name_given')}"
    found = engine.execute(f"select distinct name_given from given where {other}").fetchall()
    names = [row[0] for row in found]
    cores = [" ".join(word.latin for word in company_words(name) if word.weight > EMPTY) for name in names]
    table = pa.table({"name": pa.array(names, pa.string()), "core": pa.array([c or None for c in cores], pa.string())})
    engine.register("other_scripts", table)
    return bool(names)


def _take_domain_from_email(engine: duckdb.DuckDBPyConnection, roles: Mapping[str, str]) -> None:
    """A row's domain is its own, else that of its mail address, unless anyone may have an address there."""
    engine.execute("create temp table hosts as select distinct split_part(email, '@', 2) as host from plain_rows")
    free = [
        row[0] for row in engine.execute("select host from hosts where host <> ''").fetchall() if is_free_mail(row[0])
    ]
    engine.register("free_hosts", pa.table({"host": pa.array(free, pa.string())}))
    own = "domain" if "domain" in roles else "null::varchar"
    engine.execute(
        f"""create or replace temp table plain_rows as
        select * {"exclude (domain)" if "domain" in roles else ""}, coalesce({own}, host) as domain from (
            select *, nullif(split_part(email, '@', 2), '') as mail_host from plain_rows
        ) left join (select host from hosts where host not in (select host from free_hosts)) on mail_host = host"""
    )


def kept_beside(role: str) -> list[str]:
    """Where words matter those of three letters and more, as numbers, for speed; of an address its number too."""
    parts = []
    if role in WITH_WORDS:
        words = f"list_filter(string_split(coalesce({role}, ''), ' '), lambda w: length(w) > 2)"
        parts.append(f"list_transform({words}, lambda w: hash(w)) as {role}_words")
    if role == "address":
        parts.append("regexp_extract(coalesce(address, ''), '[0-9]+') as address_number")
    return parts

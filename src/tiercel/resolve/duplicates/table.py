"""Rows in their normal forms, in the engine, with how rare their values are."""

from collections.abc import Mapping

import duckdb
import pyarrow as pa

from tiercel.normal.company_names import EMPTY, company_words
from tiercel.normal.free_mail import is_free_mail
from tiercel.normal.legal_forms import LATIN
from tiercel.normal.text import compared
from tiercel.resolve.duplicates.roles import ROLES, WITH_WORDS, plain

_NOT_LATIN = "regexp_matches(strip_accents({0}), '[^\\x00-\\x7F]')"


def load(engine: duckdb.DuckDBPyConnection, table: pa.Table, roles: Mapping[str, str]) -> None:
    """Make the table `rows`: `row_no` (from 0), for each role its normal form and how many rows have that."""
    engine.register("given", _named(table, roles))
    if "name" in roles:
        _load_other_scripts(engine)
    forms = [f"{_form(role)} as {role}" for role in roles]
    given = f"given {_joined(roles)}"
    engine.execute(f"create temp table plain_rows as select row_no, {', '.join(forms)} from {given}")
    if "email" in roles:
        _take_domain_from_email(engine, roles)
    wanted = [role for role in ROLES if role in roles or (role == "domain" and "email" in roles)]
    columns = ", ".join(["row_no", *wanted, *map(_beside, wanted)])
    counted = " ".join(
        f"left join (select {role} as {role}_value, count(*)::int as {role}_often from plain_rows group by {role} "
        f"having count(*) > 1) on {role} = {role}_value"
        for role in wanted
    )
    engine.execute(f"create temp table rows as select {columns} from plain_rows {counted}")


def known_roles(engine: duckdb.DuckDBPyConnection) -> list[str]:
    """The roles of `rows` that at least two rows say something of."""
    names = [row[0] for row in engine.execute("describe rows").fetchall() if row[0] in ROLES]
    counts = engine.execute(f"select {', '.join(f'count({name})' for name in names)} from rows").fetchall()[0]
    return [name for name, count in zip(names, counts, strict=True) if count > 1]


def _named(table: pa.Table, roles: Mapping[str, str]) -> pa.Table:
    columns = {f"{role}_given": table[column].cast(pa.string()) for role, column in roles.items()}
    return pa.table({"row_no": pa.array(range(table.num_rows), pa.int32()), **columns})


def _form(role: str) -> str:
    if role == "name":
        return f"coalesce(other_scripts.core, {_latin_name('name_given')})"
    return plain(role, f"{role}_given")


def _joined(roles: Mapping[str, str]) -> str:
    return "left join other_scripts on name_given = other_scripts.name" if "name" in roles else ""


def _latin_name(column: str) -> str:
    """A name in Latin script without its legal form, as SQL, for speed; by the same list as `company_words`."""
    forms = {compared(form) for form in LATIN.split(",")}
    forms |= {form.replace(" ", "") for form in forms}
    ending = "|".join(sorted((form for form in forms if form), key=len, reverse=True))
    lowered = f"lower(strip_accents(replace({column}, '&', ' and ')))"
    joined = (
        f"replace(replace(replace({lowered}, '.', ''), '''', ''), '’', '')"  # "A.B.C." is "abc", "O'Neil" is "oneil"
    )
    words = f"trim(regexp_replace({joined}, '[^\\p{{L}}\\p{{N}}]+', ' ', 'g'))"
    return f"nullif(regexp_replace(regexp_replace({words}, '^the +', ''), '(?: (?:{ending}))+$', ''), '')"


def _load_other_scripts(engine: duckdb.DuckDBPyConnection) -> None:
    """Names that are not in Latin script, in Latin letters, so that both spellings of one name come together."""
    # First the cheap question: what has as many bytes as letters is ASCII.
    other = f"strlen(name_given) <> length(name_given) and {_NOT_LATIN.format('name_given')}"
    found = engine.execute(f"select distinct name_given from given where {other}").fetchall()
    names = [row[0] for row in found]
    cores = [" ".join(word.latin for word in company_words(name) if word.weight > EMPTY) for name in names]
    table = pa.table({"name": pa.array(names, pa.string()), "core": pa.array([c or None for c in cores], pa.string())})
    engine.register("other_scripts", table)


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


def _beside(role: str) -> str:
    """How many rows have the value, and where words matter the words of three letters and more."""
    # What one row alone has, as most domains and phones, is not looked up: no pair agrees in it.
    parts = [f"coalesce({role}_often, 1) as {role}_rows"]
    if role in WITH_WORDS:
        parts.append(f"list_filter(string_split(coalesce({role}, ''), ' '), lambda w: length(w) > 2) as {role}_words")
    if role == "address":
        parts.append("regexp_extract(coalesce(address, ''), '[0-9]+') as address_number")
    return ", ".join(parts)

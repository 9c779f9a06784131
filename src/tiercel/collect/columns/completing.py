"""What follows from other columns of a touch or an answer: whose it is, on which channel, how long it took."""

from collections.abc import Mapping
from dataclasses import dataclass

from tiercel.collect.columns import conversions
from tiercel.collect.columns.conversions import Conversion, conversion_of
from tiercel.collect.columns.parsers import Reading
from tiercel.collect.columns.values import Values
from tiercel.collect.files.source import Source
from tiercel.collect.rows.staging_file import text
from tiercel.tables.column import Table, Type

Found = dict[str, str]


@dataclass(frozen=True)
class Columns:
    """The columns of one file, read as one field or another."""

    values: Values
    source: Source
    reading: Reading

    def read(self, name: str, conversion: Conversion) -> str:
        """SQL of a field's first column in this reading, "" where the file has none."""
        match = self.source.matches.get(name)
        return self.values.value(name, match.columns[0], conversion, self.reading) if match else ""


def complete(values: Values, table: Table, source: Source, reading: Reading, found: Found) -> None:
    """Add what follows to `found`: staged column -> SQL."""
    columns = Columns(values, source, reading)
    if table.name == "touches":
        _of_touch(columns, found)
    for name, value in source.constants.items():
        found[name] = f"coalesce({found[name]}, {text(value)})" if name in found else text(value)
    _name_who(columns, table, found)


def _of_touch(columns: Columns, found: Found) -> None:
    _put(found, "channel", found.get("channel", ""), columns.read("type", conversions.CHANNEL_BY_TYPE))
    _put(found, "direction", found.get("direction", ""), columns.read("type", conversions.DIRECTION_BY_TYPE))
    _put(found, "type", _attended(columns), found.get("type", ""))
    _put(found, "minutes", found.get("minutes", ""), *_lengths(columns, found))


def _attended(columns: Columns) -> str:
    came = columns.read("attended", conversion_of(Type.FLAG, columns.reading))
    return f"CASE WHEN {came} THEN 'attended' WHEN NOT {came} THEN 'registered' END" if came else ""


def _lengths(columns: Columns, found: Mapping[str, str]) -> list[str]:
    number = conversion_of(Type.NUMBER, columns.reading)
    parts = {60: columns.read("seconds", number), 60_000: columns.read("milliseconds", number)}
    ways = [f"(({sql}) / {many})" for many, sql in parts.items() if sql]
    ended = columns.read("ended_at", conversion_of(Type.INSTANT, columns.reading))
    if ended and "happened_at" in found:
        # A call that ends before it begins says nothing of its length.
        minutes = f"date_diff('second', {found['happened_at']}, {ended}) / 60.0"
        ways.append(f"CASE WHEN {ended} >= {found['happened_at']} THEN {minutes} END")
    return ways


def _put(found: Found, name: str, *ways: str) -> None:
    """The first way that says something."""
    said = [way for way in ways if way]
    if said:
        found[name] = said[0] if len(said) == 1 else f"coalesce({', '.join(said)})"


def _name_who(columns: Columns, table: Table, found: Found) -> None:
    """A mail address stands for the contact, a domain for the account, where nothing better is given."""
    mail, domain = (f"({found[name]})[1]" if name in found else "" for name in ("email", "domain"))
    if "email" in table.one_of and mail:
        found["email_key"] = mail
        _put(found, "contact", found.get("contact", ""), mail)
    if "domain" in table.one_of and domain:
        _put(found, "account", found.get("account", ""), domain)
    if "domain" in table.one_of:
        _put(found, "domain_key", domain, columns.read("email", conversions.HOST_OF_MAIL))

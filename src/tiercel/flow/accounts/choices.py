"""What the filters of the accounts offer: the values that stand in the records, found by stepping through an index."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection

from tiercel.flow.accounts.account_values import attributes
from tiercel.flow.sight import seen_values, sees_all
from tiercel.records.models import Account, Attribute, Person, User

MOST_CHOICES = 300


@dataclass(frozen=True)
class OwnChoice:
    """An attribute that the workspace declared, as a filter offers it."""

    name: str
    label: str
    type: str
    unit: str
    options: tuple[str, ...]


@dataclass(frozen=True)
class Choices:
    """What the filters offer; at most 300 of each, for a longer list is searched, not chosen from."""

    industries: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    owners: tuple[tuple[int, str], ...] = ()
    own: tuple[OwnChoice, ...] = ()


def owners() -> tuple[tuple[int, str], ...]:
    """Who of the team may own something: key and name."""
    found = Person.objects.filter(archived_at__isnull=True).exclude(name="").order_by("name")
    return tuple(found.values_list("pk", "name")[:MOST_CHOICES])


def choices(by: User | None, declared: Iterable[Attribute] | None = None) -> Choices:
    """What the filters offer to this user.

    declared   the workspace's attributes of accounts, where they have been read already
    """
    industries, countries = _values(by)
    return Choices(
        industries=industries,
        countries=countries,
        owners=owners(),
        own=tuple(
            OwnChoice(each.name, each.label, each.type, each.unit, tuple(each.options[:MOST_CHOICES]))
            for each in (attributes() if declared is None else declared)
        ),
    )


def _values(by: User | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Industries and countries; somebody who sees only some accounts learns nothing of the others here either."""
    if sees_all(by):
        return every_value("account", "industry"), every_value("account", "country")
    pairs = list(seen_values(Account.objects.filter(archived_at__isnull=True), by, "industry", "country"))
    industries, countries = ({pair[place] for pair in pairs} - {""} for place in (0, 1))
    return tuple(sorted(industries)[:MOST_CHOICES]), tuple(sorted(countries)[:MOST_CHOICES])


def every_value(table: str, column: str) -> tuple[str, ...]:
    """From each value straight to the next: as many steps in the index as there are values, however many rows."""
    query = f"""
        WITH RECURSIVE step (value) AS (
            SELECT min({column}) FROM {table} WHERE archived_at IS NULL AND {column} > ''
            UNION ALL
            SELECT (SELECT min({column}) FROM {table} WHERE archived_at IS NULL AND {column} > value)
            FROM step WHERE value IS NOT NULL
        )
        SELECT value FROM step WHERE value IS NOT NULL LIMIT {MOST_CHOICES}"""  # noqa: S608 - a table and a column of our own
    with connection.cursor() as cursor:
        cursor.execute(query)
        return tuple(value for (value,) in cursor.fetchall())

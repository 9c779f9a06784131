"""How many touches of the web the visitors of accounts left, each counted once for a family."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import TypeVar

import pyarrow as pa

from tiercel.flow.events import lake_files
from tiercel.flow.events.lake_reading import reader
from tiercel.flow.events.visitors.contacts import in_parts
from tiercel.flow.events.visitors.links_then import known_visitors, visitors_of
from tiercel.flow.events.web_touches import TIME_SPENT
from tiercel.records.models import ContactAccount, EventFile, OrganisationAccount
from tiercel.records.models.base import active

Each = TypeVar("Each", int, str)
# As in web_touches: bots do not touch, and the time that a page was looked at is no touch of its own.
_IS_TOUCH = "NOT is_bot AND type IN ('page', 'screen', 'track') AND NOT (type = 'track' AND name = $time_spent)"
_BY_VISITOR = f"""
    SELECT visitor, count(*) FROM read_parquet($files)
    WHERE {_IS_TOUCH} AND visitor IN (SELECT visitor FROM visitors) GROUP BY ALL"""  # noqa: S608 - no value is in it
_BY_NETWORK = f"""
    SELECT organisation::VARCHAR, visitor, count(*) FROM read_parquet($files)
    WHERE {_IS_TOUCH} AND organisation IN (SELECT name FROM organisations) GROUP BY ALL"""  # noqa: S608


def any_events() -> bool:
    """Whether there are events at all: where there are none, nobody need be asked whose they are."""
    return EventFile.objects.filter(active()).exists()


def events_of(families: Mapping[int, Collection[int]]) -> dict[int, int]:
    """For each family, by its key, how many touches of the web are of people at its accounts, or of strangers who came
    from its networks; by the links of today. The lake is read once, and not at all where nobody is anybody's visitor.
    """
    accounts = sorted({account for members in families.values() for account in members})
    visitors, networks = _visitors(accounts), _networks(accounts)
    files = lake_files.paths() if visitors or networks else []
    if not files:
        return dict.fromkeys(families, 0)
    by_visitor, by_network = _counted(files, _together(visitors.values()), _together(networks.values()))
    found = {}
    for family, members in families.items():
        theirs = _together(visitors[account] for account in members if account in visitors)
        from_there = _together(networks[account] for account in members if account in networks)
        found[family] = sum(by_visitor.get(visitor, 0) for visitor in theirs) + sum(
            by_network.get(name, 0) for name in from_there
        )
    return found


def _counted(files: list[str], visitors: set[int], networks: set[str]) -> tuple[dict[int, int], dict[str, int]]:
    duck = reader()
    duck.register("visitors", pa.table({"visitor": pa.array(sorted(visitors), pa.int64())}))
    duck.register("organisations", pa.table({"name": pa.array(sorted(networks), pa.string())}))
    given = {"files": files, "time_spent": TIME_SPENT}
    by_visitor = dict(duck.execute(_BY_VISITOR, given).fetchall()) if visitors else {}
    rows = duck.execute(_BY_NETWORK, given).fetchall() if networks else []
    # Who is known is counted where they are, and at no network that they came through.
    somebodys = known_visitors({visitor for _name, visitor, _count in rows if visitor is not None}, None)
    by_network: dict[str, int] = defaultdict(int)
    for name, visitor, count in rows:
        by_network[name] += 0 if visitor in somebodys else count
    return by_visitor, by_network


def _visitors(accounts: list[int]) -> dict[int, set[int]]:
    """The visitors of everybody who works at each account; who was erased is nobody's."""
    at: dict[int, set[int]] = defaultdict(set)
    for part in in_parts(accounts):
        for contact, account in ContactAccount.objects.filter(active(), account__in=part).values_list(
            "contact", "account"
        ):
            at[contact].add(account)
    found: dict[int, set[int]] = defaultdict(set)
    for visitor, contact in visitors_of(set(at), active()).items():
        for account in at[contact]:
            found[account].add(visitor)
    return found


def _networks(accounts: list[int]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    for part in in_parts(accounts):
        links = OrganisationAccount.objects.filter(active(), account__in=part)
        for account, name in links.values_list("account", "organisation"):
            found[account].add(name)
    return found


def _together(sets: Iterable[set[Each]]) -> set[Each]:
    return set().union(*sets)

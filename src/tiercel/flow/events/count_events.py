"""How many touches of the web the visitors of accounts left, each counted once for a family."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol, TypeVar

import duckdb
import pyarrow as pa

from tiercel.flow.events import lake_files
from tiercel.flow.events.read_again import read_again
from tiercel.flow.events.visitors.contacts import in_parts
from tiercel.flow.events.visitors.links_then import known_visitors, visitors_of
from tiercel.flow.events.who_is_in import TIME_SPENT, TOUCHES, in_which, touches_in, wanted_of
from tiercel.flow.one_duckdb import reader
from tiercel.records.models import ContactAccount, OrganisationAccount
from tiercel.records.models.base import active

Each = TypeVar("Each", int, str)
# As in who_is_in: bots do not touch, and the time that a page was looked at is no touch of its own.
_OF_FILES = f"""
    SELECT organisation::VARCHAR AS organisation, visitor, count(*) AS touches
    FROM read_parquet($files, hive_partitioning = false)
    WHERE NOT is_bot AND type IN {TOUCHES} AND NOT (type = 'track' AND name = $time_spent)"""  # noqa: S608 - our own words
_OF_NETWORKS = f"{_OF_FILES} AND organisation IN (SELECT name FROM organisations) GROUP BY ALL"  # noqa: S608
_ALL = f"CREATE TABLE counted AS {_OF_FILES} GROUP BY ALL ORDER BY visitor"
_ALL_OF_VISITORS = """
    SELECT visitor, sum(touches)::BIGINT FROM counted WHERE visitor IN (SELECT visitor FROM visitors) GROUP BY ALL"""
_ALL_OF_NETWORKS = """
    SELECT organisation, visitor, touches FROM counted WHERE organisation IN (SELECT name FROM organisations)"""
MEMORY = "700MB"
OfNetwork = tuple[str, int | None, int]


class Touches(Protocol):
    """What knows how many touches there are in the lake."""

    def of_visitors(self, visitors: Collection[int]) -> dict[int, int]: ...

    def of_networks(self, networks: Collection[str]) -> list[OfNetwork]:
        """By network and visitor; None for the visitors who were erased."""
        ...


class InFiles:
    """Asked of the files each time: for a page, which needs a few of them."""

    def of_visitors(self, visitors: Collection[int]) -> dict[int, int]:
        return read_again(lambda: touches_in(lake_files.paths(), visitors))

    def of_networks(self, networks: Collection[str]) -> list[OfNetwork]:
        return read_again(lambda: self._of_networks(networks))

    def _of_networks(self, networks: Collection[str]) -> list[OfNetwork]:
        files = list(in_which(lake_files.paths(), wanted_of((), networks)))
        if not files:
            return []
        duck = reader()
        duck.register("organisations", _names(networks))
        return duck.execute(_OF_NETWORKS, {"files": files, "time_spent": TIME_SPENT}).fetchall()


class ReadOnce:
    """The whole lake, read once and kept beside, for an export that asks of everybody in turn."""

    def __init__(self, place: Path) -> None:
        self._place = place

    def of_visitors(self, visitors: Collection[int]) -> dict[int, int]:
        asked = pa.table({"visitor": pa.array(sorted(visitors), pa.int64())})
        self._counted.register("visitors", asked)
        return dict(self._counted.execute(_ALL_OF_VISITORS).fetchall())

    def of_networks(self, networks: Collection[str]) -> list[OfNetwork]:
        self._counted.register("organisations", _names(networks))
        return self._counted.execute(_ALL_OF_NETWORKS).fetchall()

    @cached_property
    def _counted(self) -> duckdb.DuckDBPyConnection:
        # In a file: a hundred million events have more visitors than the memory should hold.
        duck = duckdb.connect(
            str(self._place / "counted.duckdb"),
            config={"memory_limit": MEMORY, "temp_directory": str(self._place / "spill")},
        )
        read_again(lambda: duck.execute(_ALL, {"files": lake_files.paths(), "time_spent": TIME_SPENT}))
        return duck

    def close(self) -> None:
        if "_counted" in vars(self):
            self._counted.close()


@contextmanager
def read_once() -> Iterator[ReadOnce]:
    """For many questions: the lake is read with the first of them, and for the others no more."""
    with TemporaryDirectory(prefix="tiercel-touches-") as place:
        touches = ReadOnce(Path(place))
        try:
            yield touches
        finally:
            touches.close()


def events_of(families: Mapping[int, Collection[int]], touches: Touches | None = None) -> dict[int, int]:
    """For each family, by its key, how many touches of the web are of people at its accounts, or of strangers who came
    from its networks; by the links of today. The lake is not read at all where nobody is anybody's visitor.

    touches   who knows how many there are; the files themselves where nobody is given
    """
    accounts = sorted({account for members in families.values() for account in members})
    visitors, networks = _visitors(accounts), _networks(accounts)
    touches = touches or InFiles()
    by_visitor = touches.of_visitors(_together(visitors.values())) if visitors else {}
    by_network = _of_strangers(touches.of_networks(_together(networks.values()))) if networks else {}
    found = {}
    for family, members in families.items():
        theirs = _together(visitors[account] for account in members if account in visitors)
        from_there = _together(networks[account] for account in members if account in networks)
        found[family] = sum(by_visitor.get(visitor, 0) for visitor in theirs) + sum(
            by_network.get(name, 0) for name in from_there
        )
    return found


def _of_strangers(rows: Collection[OfNetwork]) -> dict[str, int]:
    """Who is known is counted where they are, and at no network that they came through."""
    somebodys = known_visitors({visitor for _name, visitor, _count in rows if visitor is not None}, None)
    found: dict[str, int] = defaultdict(int)
    for name, visitor, count in rows:
        found[name] += 0 if visitor in somebodys else count
    return found


def _names(networks: Collection[str]) -> pa.Table:
    return pa.table({"name": pa.array(sorted(networks), pa.string())})


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

"""Who of the team works on which account: nobody gets more than they can do, and as few accounts as possible move."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

Ints = npt.NDArray[np.int64]

# One account in worse hands outweighs any gain in evenness: steps of evenness stay below a step of familiarity.
STRANGER = 3_000
FAMILIAR = 2_100
SECOND = 1_000
STEP = 100
STEPS_OF_LOAD = 20
OVERLOAD = 100_000_000


@dataclass(frozen=True)
class _Arcs:
    """Arcs of the flow: from, to, how many may pass, and what each costs."""

    tail: Ints
    head: Ints
    room: Ints
    cost: Ints


def assign(accounts: pa.Table, everyone: pa.Table, people: pa.Table, *, follows_owner: bool) -> Ints:
    """Give each account somebody, at least cost: an exact minimum-cost flow.

    First choice is the account's owner and second whoever works on it (the other way round unless `follows_owner`);
    then people who own other accounts of its territory, then anybody, evenly. People get more than their
    room only where there are more accounts than room, which choices by hand can bring about.

    accounts    to be given: account, owner, worker, territory; among equal ones the first gets the better choice
    everyone    all accounts, to see who knows which territory: owner, territory
    people      person (each once), room
    returns     a person by account
    """
    people = people.sort_by("person")
    persons = np.asarray(people.column("person").to_numpy(), dtype=np.int64)
    rooms = np.asarray(people.column("room").to_numpy(), dtype=np.int64)
    if not accounts.num_rows:
        return np.zeros(0, dtype=np.int64)
    groups, costs = _groups(accounts, everyone, persons, follows_owner=follows_owner)
    sizes = np.bincount(groups, minlength=len(costs))
    flows, least = _solve(sizes, costs, rooms)
    present = _places(accounts, "worker", persons)
    if (present >= 0).all() and _price(present, groups, costs, rooms) == least:
        return persons[present]  # as good as any other: nobody moves
    return persons[_hand_out(groups, costs, flows)]


def _places(accounts: pa.Table, column: str, persons: Ints) -> Ints:
    """The place of each account's person in `persons`, -1 for nobody and for those who are not of them."""
    values = accounts.column(column).fill_null(-1).to_numpy().astype(np.int64)
    at = np.searchsorted(persons, values)
    at[at == len(persons)] = 0
    return np.where(persons[at] == values, at, -1)


def _groups(
    accounts: pa.Table, everyone: pa.Table, persons: Ints, *, follows_owner: bool
) -> tuple[Ints, list[dict[int, int]]]:
    """Accounts that cost the same with everybody are one group: the group of each, and each group's costs by person.

    A person who is not named in a group's costs is a stranger.
    """
    owner, worker = _places(accounts, "owner", persons), _places(accounts, "worker", persons)
    names = accounts.column("territory").fill_null("").to_pylist()
    known = _familiar(everyone, persons, set(names))
    seen: dict[tuple[int, int, str], int] = {}
    groups = np.array(
        [seen.setdefault(key, len(seen)) for key in zip(owner.tolist(), worker.tolist(), names, strict=True)]
    )
    costs = []
    for own, works, name in seen:
        cost = dict(known.get(name, {}))
        first, second = (own, works) if follows_owner else (works, own)
        cost[second] = SECOND
        cost[first] = 0
        cost.pop(-1, None)
        costs.append(cost)
    return groups.astype(np.int64), costs


def _familiar(everyone: pa.Table, persons: Ints, names: set[str]) -> dict[str, dict[int, int]]:
    """By territory, what each who owns accounts there costs: the more of them, the less."""
    wanted = pa.array(sorted(name for name in names if name), pa.string())
    owned = everyone.select(["owner", "territory"]).filter(pc.is_in(everyone.column("territory"), value_set=wanted))
    counted = owned.group_by(["territory", "owner"]).aggregate([([], "count_all")])
    at = _places(counted, "owner", persons).tolist()
    rows = list(zip(counted.column("territory").to_pylist(), at, counted.column("count_all").to_pylist(), strict=True))
    most: dict[str, int] = {}
    for name, person, count in rows:
        if person >= 0:
            most[name] = max(most.get(name, 0), count)
    found: dict[str, dict[int, int]] = {name: {} for name in names}
    for name, person, count in rows:
        if person >= 0:
            found[name][person] = FAMILIAR + STEP * round(8 * (1 - count / most[name]))
    return found


def _solve(sizes: Ints, costs: list[dict[int, int]], rooms: Ints) -> tuple[list[dict[int, int]], int]:
    """By group, how many of its accounts each person gets; and what that costs in all."""
    from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

    groups, people = len(sizes), len(rooms)
    anybody, end = groups + people, groups + people + 1
    arcs = _arcs(sizes, costs, rooms)
    flow = SimpleMinCostFlow()
    ids = flow.add_arcs_with_capacity_and_unit_cost(arcs.tail, arcs.head, arcs.room, arcs.cost)
    total = int(sizes.sum())
    flow.set_nodes_supplies(np.arange(groups), sizes)
    flow.set_node_supply(end, -total)
    status = flow.solve()
    assert status == flow.OPTIMAL, "overload has no limit, so there is always a way"
    given = flow.flows(ids)
    return _by_group(arcs, given, groups, people, anybody), int(flow.optimal_cost())


def _arcs(sizes: Ints, costs: list[dict[int, int]], rooms: Ints) -> _Arcs:
    """Groups to the people they know; all groups to anybody, and anybody to everyone; everyone to the end, evenly."""
    groups, people = len(sizes), len(rooms)
    anybody, end, total = groups + people, groups + people + 1, int(sizes.sum())
    rows = [
        (group, groups + person, int(sizes[group]), cost)
        for group, by_person in enumerate(costs)
        for person, cost in sorted(by_person.items())
    ]
    rows += [(group, anybody, int(sizes[group]), STRANGER) for group in range(groups)]
    rows += [(anybody, groups + person, total, 0) for person in range(people)]
    rows += [
        (groups + person, end, room, cost) for person in range(people) for room, cost in _steps(int(rooms[person]))
    ]
    rows += [(groups + person, end, total, OVERLOAD) for person in range(people)]
    table = np.array(rows, dtype=np.int64)
    return _Arcs(table[:, 0], table[:, 1], table[:, 2], table[:, 3])


def _steps(room: int) -> list[tuple[int, int]]:
    """A person's room in steps that cost ever more, so that work is spread evenly."""
    steps = min(room, STEPS_OF_LOAD)
    edges = [room * step // steps for step in range(steps + 1)] if steps else [0]
    width = (STEP - 1) // STEPS_OF_LOAD
    return [(edges[step + 1] - edges[step], width * (step * STEPS_OF_LOAD // steps)) for step in range(steps)]


def _by_group(arcs: _Arcs, given: Ints, groups: int, people: int, anybody: int) -> list[dict[int, int]]:
    """What went through `anybody` is handed to groups in their order: strangers cost the same for all."""
    found: list[dict[int, int]] = [{} for _ in range(groups)]
    strangers: list[list[int]] = []
    for tail, head, count in zip(arcs.tail.tolist(), arcs.head.tolist(), given.tolist(), strict=True):
        if tail == anybody and count:
            strangers.append([head - groups, count])
    for tail, head, count in zip(arcs.tail.tolist(), arcs.head.tolist(), given.tolist(), strict=True):
        if tail < groups and head < groups + people and count:
            found[tail][head - groups] = found[tail].get(head - groups, 0) + count
        elif head == anybody and count:
            _take(strangers, count, found[tail])
    return found


def _take(strangers: list[list[int]], count: int, into: dict[int, int]) -> None:
    while count:
        person, left = strangers[0]
        taken = min(count, left)
        into[person] = into.get(person, 0) + taken
        count -= taken
        strangers[0][1] -= taken
        if not strangers[0][1]:
            strangers.pop(0)


def _hand_out(groups: Ints, costs: list[dict[int, int]], flows: list[dict[int, int]]) -> Ints:
    """A person's place by account: within a group the first accounts go to the cheapest people."""
    result = np.full(len(groups), -1, dtype=np.int64)
    order = np.argsort(groups, kind="stable")
    starts = np.searchsorted(groups[order], np.arange(len(flows)))
    for group, flow in enumerate(flows):
        people = sorted(flow, key=lambda person: (costs[group].get(person, STRANGER), person))
        members = np.repeat(people, [flow[person] for person in people])
        result[order[starts[group] : starts[group] + len(members)]] = members
    return result


def _price(present: Ints, groups: Ints, costs: list[dict[int, int]], rooms: Ints) -> int:
    """What an assignment costs, as the flow counts it."""
    kept = sum(
        costs[group].get(person, STRANGER) for group, person in zip(groups.tolist(), present.tolist(), strict=True)
    )
    loads = np.bincount(present, minlength=len(rooms))
    return int(kept) + sum(_load_price(int(load), int(room)) for load, room in zip(loads, rooms, strict=True))


def _load_price(load: int, room: int) -> int:
    price = max(0, load - room) * OVERLOAD
    left = min(load, room)
    for width, cost in _steps(room):
        taken = min(left, width)
        price += taken * cost
        left -= taken
    return price

"""Tiers: who gets in, who stays, who is kept out, and that nothing moves without a reason."""

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tiercel.core.errors import DataError
from tiercel.score.tiers import ACCOUNTS, PEOPLE, Rule, Rules, Tier, Tiering, tier_accounts

SMALL = Rules(tiers=(Tier(1, 2, minimum_lift=0.5), Tier(2, 3, minimum_lift=0.5), Tier(3, None, minimum_lift=0.25)))
NOBODY = PEOPLE.empty_table()


def accounts(*rows: dict[str, Any]) -> pa.Table:
    return pa.Table.from_pylist([{"chance": 0.2, **row} for row in rows], schema=ACCOUNTS)


def people(*rows: tuple[int, int, int]) -> pa.Table:
    return pa.Table.from_pylist([dict(zip(PEOPLE.names, row, strict=True)) for row in rows], schema=PEOPLE)


def tiers_of(found: Tiering) -> dict[int, int | None]:
    return dict(zip(found.rows["account"].to_pylist(), found.rows["tier"].to_pylist(), strict=True))


def rules_of(found: Tiering) -> dict[int, str]:
    return dict(zip(found.rows["account"].to_pylist(), found.rows["rule"].to_pylist(), strict=True))


def workers_of(found: Tiering) -> dict[int, int | None]:
    return dict(zip(found.rows["account"].to_pylist(), found.rows["worker"].to_pylist(), strict=True))


def afterwards(table: pa.Table, found: Tiering) -> pa.Table:
    """The same accounts, in the tiers that they were given a moment ago."""
    new = table.sort_by("account")
    before, after = new["present"].fill_null(0), found.rows["tier"].fill_null(0)
    stayed = pc.if_else(pc.equal(before, after), new["stayed_days"].fill_null(0), 0)
    for name, column in (("present", found.rows["tier"]), ("worker", found.rows["worker"]), ("stayed_days", stayed)):
        new = new.set_column(new.column_names.index(name), ACCOUNTS.field(name), column.cast(pa.int64()))
    return new


def test_the_most_valuable_accounts_fill_the_tiers_from_the_first() -> None:
    found = tier_accounts(accounts(*({"account": n, "worth": float(n)} for n in range(1, 8))), NOBODY, SMALL)
    assert tiers_of(found) == {7: 1, 6: 1, 5: 2, 4: 2, 3: 2, 2: 3, 1: 3}
    assert set(rules_of(found).values()) == {Rule.EARNED}


def test_value_does_not_buy_a_place_for_an_account_that_does_not_fit() -> None:
    found = tier_accounts(
        accounts({"account": 1, "worth": 1e9, "chance": 0.01}, *({"account": n, "worth": 5.0} for n in range(2, 6))),
        NOBODY,
        SMALL,
    )
    assert tiers_of(found)[1] is None
    assert rules_of(found)[1] == Rule.BELOW_MINIMUM


def test_an_account_stays_until_another_is_better_by_the_margin() -> None:
    here = {"account": 1, "worth": 100.0, "present": 1, "stayed_days": 400}
    one_place = Rules(tiers=(Tier(1, 1),), stay_margin=0.1)
    nearly = tier_accounts(accounts(here, {"account": 2, "worth": 109.0}), NOBODY, one_place)
    clearly = tier_accounts(accounts(here, {"account": 2, "worth": 111.0}), NOBODY, one_place)
    assert (tiers_of(nearly), rules_of(nearly)[1]) == ({1: 1, 2: None}, Rule.HOLDS)
    assert (tiers_of(clearly), rules_of(clearly)[1]) == ({1: None, 2: 1}, Rule.NO_ROOM)


def test_an_account_that_came_lately_stays_even_when_another_is_clearly_better() -> None:
    here = {"account": 1, "worth": 1.0, "chance": 0.001, "present": 1, "stayed_days": 89}
    found = tier_accounts(accounts(here, {"account": 2, "worth": 1e6}), NOBODY, Rules(tiers=(Tier(1, 1, 0.5),)))
    assert (tiers_of(found), rules_of(found)[1]) == ({1: 1, 2: None}, Rule.STAYS)


def test_an_account_that_fell_below_the_minimum_leaves_after_its_time() -> None:
    here = {"account": 1, "worth": 9.0, "chance": 0.001, "present": 1, "stayed_days": 90}
    found = tier_accounts(accounts(here, {"account": 2, "worth": 1.0}), NOBODY, Rules(tiers=(Tier(1, 5, 0.5),)))
    assert (tiers_of(found), rules_of(found)[1]) == ({1: None, 2: 1}, Rule.BELOW_MINIMUM)


def test_an_account_that_leaves_a_smaller_first_tier_comes_down_to_the_second_not_to_the_last() -> None:
    first = [{"account": n, "worth": 100.0 - n, "present": 1, "stayed_days": 0} for n in (1, 2, 3)]
    second = [{"account": n, "worth": 50.0 - n, "present": 2, "stayed_days": 0} for n in (4, 5, 6)]
    found = tier_accounts(accounts(*first, *second), NOBODY, SMALL)
    assert tiers_of(found) == {1: 1, 2: 1, 3: 2, 4: 2, 5: 2, 6: 3}
    assert rules_of(found)[3] == Rule.BEATEN


def test_a_choice_by_hand_beats_every_rule_but_do_not_sell() -> None:
    found = tier_accounts(
        accounts(
            {"account": 1, "worth": None, "hand": 1, "barred": "customers"},
            {"account": 2, "worth": 9.0, "hand": 1, "barred": Rule.DO_NOT_SELL},
            {"account": 3, "worth": 9.0, "hand": 0},
            {"account": 4, "worth": 9.0, "barred": "customers"},
        ),
        NOBODY,
        SMALL,
    )
    assert tiers_of(found) == {1: 1, 2: None, 3: None, 4: None}
    assert rules_of(found) == {1: Rule.CHOSEN, 2: Rule.DO_NOT_SELL, 3: Rule.KEPT_OUT, 4: "customers"}


def test_a_choice_for_a_tier_that_is_no_more_is_no_choice() -> None:
    found = tier_accounts(accounts({"account": 1, "worth": 9.0, "hand": 7}), NOBODY, SMALL)
    assert (tiers_of(found), rules_of(found)) == ({1: 1}, {1: Rule.EARNED})


def test_without_a_ranking_nobody_enters_and_nobody_leaves() -> None:
    found = tier_accounts(
        accounts(
            {"account": 1, "worth": 9.0},
            {"account": 2, "worth": None, "present": 2, "stayed_days": 400},
            {"account": 3, "worth": None, "hand": 1},
        ),
        NOBODY,
        Rules(tiers=SMALL.tiers, is_ranked=False),
    )
    assert tiers_of(found) == {1: None, 2: 2, 3: 1}
    assert rules_of(found) == {1: Rule.NO_RANKING, 2: Rule.HOLDS, 3: Rule.CHOSEN}


def test_the_team_s_capacity_limits_a_tier_below_its_size() -> None:
    rows = accounts(*({"account": n, "worth": float(n)} for n in range(1, 6)))
    found = tier_accounts(rows, people((7, 1, 1)), SMALL)
    assert found.rooms == {1: 1, 2: 3, 3: None}
    assert tiers_of(found) == {5: 1, 4: 2, 3: 2, 2: 2, 1: 3}
    assert workers_of(found)[5] == 7


def test_equal_accounts_are_told_apart_by_their_keys_alone() -> None:
    rows = [{"account": n, "worth": 1.0} for n in (5, 3, 9, 1)]
    assert tiers_of(tier_accounts(accounts(*rows), NOBODY, SMALL)) == {1: 1, 3: 1, 5: 2, 9: 2}


def test_an_account_that_stands_there_twice_is_an_error() -> None:
    with pytest.raises(DataError, match="Account 4 stands there twice"):
        tier_accounts(accounts({"account": 4}, {"account": 4}), NOBODY, SMALL)


def test_no_accounts_are_no_targets() -> None:
    assert tier_accounts(accounts(), NOBODY, SMALL).rows.num_rows == 0


PERSONS = (11, 12, 13)
ROWS = st.fixed_dictionaries(
    {
        "worth": st.one_of(st.none(), st.sampled_from([0.0, 1.0, 5.0, 5.2, 10.0, 90.0])),
        "chance": st.one_of(st.none(), st.sampled_from([0.01, 0.1, 0.2, 0.5])),
        "barred": st.sampled_from([None, None, None, "customers", str(Rule.DO_NOT_SELL)]),
        "hand": st.sampled_from([None, None, None, None, 0, 1, 2]),
        "present": st.sampled_from([None, None, 1, 2, 3]),
        "stayed_days": st.sampled_from([0, 30, 200]),
        "owner": st.sampled_from([None, 11, 12, 99]),
        "worker": st.sampled_from([None, 11, 12, 13]),
        "territory": st.sampled_from([None, "DE", "FR"]),
    }
)
MARKETS = st.lists(ROWS, max_size=25).map(
    lambda rows: accounts(*({**row, "account": 3 * place + 1} for place, row in enumerate(rows)))
)
TEAMS = st.one_of(
    st.just(NOBODY),
    st.builds(
        lambda rooms: people(
            *((person, tier, room) for tier in (1, 2) for person, room in zip(PERSONS, rooms, strict=True))
        ),
        st.tuples(*(st.integers(0, 3) for _ in PERSONS)),
    ),
)
ANY_RULES = st.builds(
    Rules,
    tiers=st.just(SMALL.tiers),
    is_ranked=st.booleans(),
    stay_margin=st.sampled_from([0.0, 0.1, 0.5]),
    stay_at_least_days=st.sampled_from([0, 90]),
    follows_owner=st.booleans(),
)


@given(MARKETS, TEAMS, ANY_RULES)
@settings(max_examples=150)
def test_sizes_and_capacity_hold_unless_hands_overfill_them(market: pa.Table, team: pa.Table, rules: Rules) -> None:
    found = tier_accounts(market, team, rules)
    for tier in rules.tiers:
        inside = found.rows.filter(pc.equal(found.rows["tier"], tier.number))
        by_hand = pc.sum(pc.equal(inside["rule"], Rule.CHOSEN)).as_py() or 0
        room = found.rooms[tier.number]
        assert room is None or inside.num_rows <= max(room, by_hand)
        rooms = {row["person"]: row["room"] for row in team.to_pylist() if row["tier"] == tier.number}
        loads = {person: inside["worker"].to_pylist().count(person) for person in rooms}
        over = sum(max(0, loads[person] - rooms[person]) for person in rooms)
        assert over == max(0, inside.num_rows - sum(rooms.values())) * bool(rooms)


@given(MARKETS, TEAMS, ANY_RULES)
@settings(max_examples=150)
def test_hands_are_kept_and_exclusions_hold(market: pa.Table, team: pa.Table, rules: Rules) -> None:
    tiers = tiers_of(tier_accounts(market, team, rules))
    for row in market.to_pylist():
        if row["barred"] == Rule.DO_NOT_SELL or row["hand"] == 0:
            assert tiers[row["account"]] is None
        elif row["hand"]:
            assert tiers[row["account"]] == row["hand"]
        elif row["barred"]:
            assert tiers[row["account"]] is None


@given(MARKETS, TEAMS, ANY_RULES)
@settings(max_examples=200)
def test_a_second_run_changes_nothing(market: pa.Table, team: pa.Table, rules: Rules) -> None:
    first = tier_accounts(market, team, rules)
    second = tier_accounts(afterwards(market, first), team, rules)
    assert tiers_of(second) == tiers_of(first)
    assert workers_of(second) == workers_of(first)


@given(MARKETS, TEAMS, ANY_RULES, st.randoms(use_true_random=False))
@settings(max_examples=100)
def test_the_order_of_rows_does_not_matter(market: pa.Table, team: pa.Table, rules: Rules, random: Any) -> None:
    order = list(range(market.num_rows))
    random.shuffle(order)
    first, second = (
        tier_accounts(market, team, rules),
        tier_accounts(market.take(pa.array(order, pa.int64())), team, rules),
    )
    assert second.rows.equals(first.rows)


@given(
    MARKETS.filter(lambda market: market.num_rows > 0),
    TEAMS,
    ANY_RULES,
    st.integers(0, 24),
    st.sampled_from([0.5, 5, 200]),
)
@settings(max_examples=200)
def test_a_higher_value_never_lowers_an_account(
    market: pa.Table, team: pa.Table, rules: Rules, place: int, more: float
) -> None:
    place %= market.num_rows
    worth = market["worth"].to_pylist()
    worth[place] = (worth[place] or 0.0) + more
    raised = market.set_column(1, ACCOUNTS.field("worth"), pa.array(worth, pa.float64()))
    account = market["account"][place].as_py()
    before, after = (tiers_of(tier_accounts(table, team, rules))[account] for table in (market, raised))
    assert (after or 99) <= (before or 99)


def test_the_first_tier_of_a_large_market_is_the_best_of_those_that_fit() -> None:
    count = 200_000
    rng = np.random.default_rng(5)
    table = pa.table(
        {
            "account": rng.permutation(count),
            "worth": np.exp(rng.normal(8, 1, count)),
            "chance": rng.beta(2, 5, count),
            **{name: pa.nulls(count, ACCOUNTS.field(name).type) for name in ACCOUNTS.names[3:]},
        }
    )
    found = tier_accounts(table, people(*((p, t, 30) for p in range(40) for t in (1, 2))), SMALL)
    best = np.argsort(-table["worth"].to_numpy())
    fits = table["chance"].to_numpy()[best] >= 0.5 * table["chance"].to_numpy().mean()
    assert {k for k, tier in tiers_of(found).items() if tier == 1} == set(
        table["account"].to_numpy()[best][fits][:2].tolist()
    )

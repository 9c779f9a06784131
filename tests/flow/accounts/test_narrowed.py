"""Whatever narrows the list, its pages hold the accounts that a look at every row gives, in the same order."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import pytest
from tests.flow.market import NOW, account, person

from tiercel.flow.accounts import paging, told_beside
from tiercel.flow.accounts.list_accounts import Asked, Between, list_accounts, matching
from tiercel.records.models import Account, Deal, Person, Target, User

pytestmark = pytest.mark.django_db
FILTERS: tuple[dict[str, Any], ...] = (
    {"tier": 1},
    {"tier": 0},
    {"state": "accepted"},
    {"tier": 2, "state": "proposed"},
    {"tier": 1, "country": "DE"},
    {"chance": 0.5},
    {"value": Between(low=20)},
    {"chance": 0.4, "value": Between(low=10, high=60)},
    {"chance": 0.4, "deals": "won"},
    {"deals": "won"},
    {"deals": "open"},
    {"deals": "any"},
    {"deals": "none"},
    {"text": "firm 1"},
    {"tier": 1, "archived": True},
)
SORTS = ("-value", "tier", "-name")


@pytest.fixture
def seller(settings: Any) -> User:
    """Somebody who sees what is theirs, in a market of twenty accounts."""
    settings.WORKSPACE = replace(settings.WORKSPACE, accounts_seen="own")
    draw = random.Random(7)
    mine, other = person("Ben"), person("Ada")
    for n in range(20):
        made = account(
            f"Firm {n:02}",
            None if n % 5 == 0 else draw.randrange(90),
            draw.random(),
            country=draw.choice(("DE", "IR")),
            owner=draw.choice((mine, other, None)),
            archived_at=NOW if n % 7 == 0 else None,
        )
        _more_of(made, draw, mine)
    Deal.objects.create(name="Nobody's", outcome="won", received_at=NOW)
    return User.objects.create_user("ben", "ben@tiercel.example", "a long password", role="member", person=mine)


def _more_of(made: Account, draw: random.Random, mine: Person) -> None:
    """A target that has ended, and perhaps one of now; deals, some of them put away."""
    tier, state = draw.randint(1, 3), draw.choice(("proposed", "accepted"))
    Target.objects.create(account=made, tier=1, state="accepted", made_at=NOW, ended_at=NOW)
    if draw.random() < 0.6:
        Target.objects.create(
            account=made, tier=tier, state=state, made_at=NOW, owner=mine if draw.random() < 0.3 else None
        )
    for _ in range(draw.randint(0, 3)):
        archived = NOW if draw.random() < 0.3 else None
        Deal.objects.create(account=made, outcome=draw.choice(("won", "open")), received_at=NOW, archived_at=archived)


def looked_at(asked: Asked, by: User | None) -> list[int]:
    """The keys by a look at every row, sorted here: those without a value last."""
    tiers = dict(Target.objects.filter(ended_at__isnull=True).values_list("account", "tier"))

    def value(row: Account) -> Any:
        score = getattr(row, "score", None)
        of_score = {"chance": "chance", "points": "points", "value": "value_minor"}
        name = asked.sort.removeprefix("-")
        if name in of_score:
            return getattr(score, of_score[name], None)
        return {"tier": tiers.get(row.pk), "name": row.name_key, "received": row.pk}[name]

    rows = list(matching(asked, by).select_related("score"))
    known = sorted((value(row), row.pk) for row in rows if value(row) is not None)
    unknown = sorted(row.pk for row in rows if value(row) is None)
    return [key for _value, key in (reversed(known) if asked.sort.startswith("-") else known)] + unknown


def paged(by: User | None, size: int, **asked: Any) -> list[int]:
    """The keys of all pages, one after the other, and their count as the first of them says it."""
    keys, after = [], ""
    while True:
        part = list_accounts(Asked(**asked, after=after), by=by, with_choices=False, size=size)
        keys += [row.id for row in part.rows]
        after = part.after
        if not after:
            assert part.count == len(keys)
            return keys


@pytest.mark.parametrize(
    ("far", "few_put_away"),
    [(0, 2000), (10**9, 1), (60, 2000)],
    ids=["sorted", "met on a walk, many are put away", "a walk in vain"],
)
@pytest.mark.parametrize("asked", FILTERS, ids=str)
def test_every_page_is_what_a_look_at_every_row_gives(
    asked: dict[str, Any], far: int, few_put_away: int, seller: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(told_beside, "FEW_PUT_AWAY", few_put_away)
    monkeypatch.setattr(paging, "MANY_TO_SORT", 1 if far else 10**9)
    monkeypatch.setattr(paging, "REACH", far)
    for by in (None, seller):
        for sort in SORTS:
            wanted = looked_at(Asked(**asked, sort=sort), by)
            assert paged(by, 9, **asked, sort=sort) == wanted, (sort, by)


def test_filters_of_one_other_table_are_told_by_it_alone(seller: User) -> None:
    told = [asked for asked in FILTERS if told_beside.told_beside(Asked(**asked)) is not None]
    assert told == [FILTERS[place] for place in (0, 2, 3, 5, 6, 7, 9, 10)]

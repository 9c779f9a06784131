"""A program lists duplicates, merges a pair with its own choices, and takes the merge back."""

from __future__ import annotations

import pytest
from tests.conftest import Cast
from tests.flow.duplicates.world import World
from tests.show.api.conftest import Caller

from tiercel.records.models import Account, DuplicatePair

pytestmark = pytest.mark.django_db


def test_a_pair_is_listed_merged_with_choices_and_taken_back(call: Caller, cast: Cast) -> None:
    world = World()
    one = world.account("Acme", country="FR", city="Paris", created_on="2024-03-01")
    other = world.account("ACME SA", country="BE", city="Gent", created_on="2023-03-01")
    DuplicatePair.objects.create(
        kind="accounts", left=one, right=other, weight=12, probability=0.9998, found_at=world.now, evidence={"name": 12}
    )
    listed = call("GET", "/duplicates?least=0.9", "ada").json()
    (pair,) = listed["rows"]
    assert (listed["count"], pair["left"]["row"], pair["parts"]) == (1, one, {"name": 12.0})
    assert {"name": "place", "left": ["FR", None, "Paris"], "right": ["BE", None, "Gent"]}.items() <= next(
        fact for fact in pair["facts"] if fact["name"] == "place"
    ).items()
    body = {"stays": one, "choices": {"place": "old"}}
    merged = call("POST", f"/duplicates/{pair['id']}/merge", "ada", body).json()
    assert (merged["old"], merged["current"], merged["choices"]["place"]) == (other, one, "old")
    assert call("GET", f"/accounts/{other}", "ada").json()["id"] == one
    assert Account.objects.get(pk=one).city == "Gent"
    assert call("GET", "/merges", "ada").json()["rows"][0]["old_name"] == "ACME SA"
    assert call("POST", f"/merges/{merged['id']}/undo", "ada").status_code == 200
    assert Account.objects.get(pk=one).city == "Paris"
    apart = call("POST", f"/duplicates/{pair['id']}/split", "ada").json()
    assert apart["state"] == "apart"
    assert call("POST", "/duplicates/999/split", "ada").status_code == 404

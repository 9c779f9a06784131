"""A program decides on suggested parents, sets and clears them, and reads families."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from tests.conftest import Cast
from tests.flow.duplicates.world import START, World
from tests.show.api.conftest import Caller

from tiercel.flow.hierarchy.parents import look
from tiercel.records.models import AccountParent
from tiercel.records.models.base import active

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(cast: Cast) -> World:
    world = World()
    world.account("Acme Inc.", domain="acme.com", domains=["acme.com"])
    world.account("Acme Deutschland GmbH", domain="acme.de", domains=["acme.de"])
    world.account("Acme France")
    world.deal(world.accounts[1])
    return world


def held() -> list[tuple[int, int]]:
    return list(AccountParent.objects.filter(active()).order_by("account").values_list("account", "parent"))


def test_suggestions_are_listed_decided_on_and_taken_back(call: Caller, world: World) -> None:
    acme, german, french = world.accounts
    look(None)
    listed = call("GET", "/parents/suggestions?limit=1", "ada").json()
    (first,) = listed["rows"]
    assert (listed["count"], first["account"], first["parent"], first["state"]) == (2, german, acme, "waiting")
    (second,) = call("GET", f"/parents/suggestions?limit=1&after={listed['after']}", "ada").json()["rows"]
    assert second["account"] == french
    assert call("POST", f"/parents/suggestions/{first['id']}/accept", "ada").json()["state"] == "accepted"
    assert call("POST", f"/parents/suggestions/{second['id']}/decline", "ada").json()["decided_by"] == "ada"
    assert held() == [(german, acme)]
    assert call("POST", f"/parents/suggestions/{first['id']}/accept", "ada").status_code == 409
    assert call("GET", "/parents/suggestions?state=decided", "ada").json()["count"] == 2
    assert call("POST", f"/parents/suggestions/{first['id']}/undo", "ada").json()["state"] == "waiting"
    assert held() == []
    assert call("POST", "/parents/suggestions/999/undo", "ada").status_code == 404
    assert call("POST", "/parents/look", "ada").status_code == 202


def test_a_parent_is_set_and_cleared_and_the_family_read(call: Caller, world: World) -> None:
    acme, german, french = world.accounts
    assert call("PUT", f"/accounts/{german}/parent", "ada", {"parent": acme}).json() == {
        "account_id": german,
        "parent_id": acme,
    }
    assert call("PUT", f"/accounts/{acme}/parent", "ada", {"parent": german}).status_code == 409
    assert call("PUT", f"/accounts/{acme}/parent", "ada", {"parent": 2**53}).status_code == 422
    family = call("GET", f"/accounts/{acme}/family", "dara").json()
    assert (family["below"], family["alone"]["deals"], family["together"]["deals"]) == (1, 0, 1)
    assert [each["name"] for each in family["members"]] == ["Acme Deutschland GmbH"]
    rows = call("GET", "/accounts?of=family&sort=name", "dara").json()["rows"]
    assert [(row["id"], row["family"]["accounts"], row["open"]) for row in rows] == [(french, 1, 0), (acme, 2, 0)]
    assert call("GET", "/accounts?of=family&as_of=2025-01-01", "dara").status_code == 409
    assert call("DELETE", f"/accounts/{german}/parent", "ada").status_code == 204
    assert call("DELETE", f"/accounts/{german}/parent", "ada").status_code == 204
    assert held() == []


def test_a_hidden_account_has_no_family_to_be_read(call: Caller, world: World, settings: Any) -> None:
    settings.WORKSPACE = replace(settings.WORKSPACE, accounts_seen="own")
    AccountParent.objects.create(account_id=world.accounts[1], parent_id=world.accounts[0], made_at=START)
    assert call("GET", f"/accounts/{world.accounts[0]}/family", "ben").status_code == 404

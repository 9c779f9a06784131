"""A program keeps views, searches, invites, asks sales and hands accounts over, as the pages do."""

from __future__ import annotations

import pytest
from tests.conftest import Cast
from tests.flow.market import NOW, account, person
from tests.show.api.conftest import Caller

from tiercel.records.models import Account, SavedView, Target

pytestmark = pytest.mark.django_db


def test_a_view_is_kept_shared_opened_first_deleted_and_brought_back_by_its_owner_alone(
    call: Caller, cast: Cast
) -> None:
    body = {"page": "accounts", "name": "Large", "query": "employees.from=1000"}
    kept = call("POST", "/views", "ben", body).json()
    assert call("GET", "/views", "dara").json()["rows"] == []
    assert call("PATCH", f"/views/{kept['id']}", "dara", {"name": "Mine"}).status_code == 404
    changed = call("PATCH", f"/views/{kept['id']}", "ben", {"shared": True, "opens_first": True}).json()
    assert (changed["name"], changed["is_shared"], changed["is_default"]) == ("Large", True, True)
    assert [row["name"] for row in call("GET", "/views?page=accounts", "dara").json()["rows"]] == ["Large"]
    assert call("PATCH", f"/views/{kept['id']}", "dara", {"name": "Mine"}).status_code == 403
    call("DELETE", f"/views/{kept['id']}", "ben")
    assert call("GET", "/views", "ben").json()["rows"] == []
    call("POST", f"/views/{kept['id']}/restore", "ben")
    assert SavedView.objects.get(pk=kept["id"]).ended_at is None


def test_accounts_are_handed_over_and_given_back(call: Caller, cast: Cast) -> None:
    reem, ada = person("Reem"), person("Adam")
    acme = account("Acme", owner=reem)
    given = call("POST", "/account-owners", "ada", {"accounts": [acme.pk], "owner": ada.pk}).json()
    assert (given["accounts"], Account.objects.get(pk=acme.pk).owner_id) == (1, ada.pk)
    back = call("POST", "/account-owners/take-back", "ada", {"assigned_at": given["assigned_at"]}).json()
    assert (back["accounts"], Account.objects.get(pk=acme.pk).owner_id) == (1, reem.pk)
    assert call("POST", "/account-owners", "ada", {"accounts": [acme.pk, 999], "owner": ada.pk}).status_code == 404


def test_somebody_is_invited_with_a_link_to_hand_over_and_the_invitation_is_taken_back(
    call: Caller, cast: Cast
) -> None:
    invited = call("POST", "/invitations", "ada", {"email": "fay@tiercel.example", "role": "reader"}).json()
    assert invited["email"] == "fay@tiercel.example"
    (row,) = call("GET", "/invitations", "ada").json()["rows"]
    assert call("POST", f"/invitations/{row['id']}/again", "ada").json()["email"] == "fay@tiercel.example"
    assert call("DELETE", f"/invitations/{row['id']}", "ada").status_code == 204
    assert call("GET", "/invitations", "ada").json()["rows"] == []
    assert call("DELETE", f"/invitations/{row['id']}", "ada").status_code == 404


def test_how_far_sales_are_is_read_and_sales_are_asked(call: Caller, cast: Cast) -> None:
    Target.objects.create(account=account("Acme"), tier=1, owner=cast.ben.person, made_at=NOW)
    progress = call("GET", "/sign-off", "ada").json()
    assert progress["whole"]["proposed"] == 1
    assert progress["sellers"][0]["tiers"] == {"1": {"proposed": 1, "accepted": 0, "rejected": 0}}
    asked = call("POST", "/sign-off/ask", "ada", {}).json()
    assert [*asked["mails"], *asked["by_hand"]] == [str(cast.ben.person)]
    assert call("POST", "/sign-off/ask", "ada", {"due_on": "2020-01-01"}).status_code == 409


def test_the_search_of_the_pages_answers_programs(call: Caller, cast: Cast) -> None:
    account("Acme Freight")
    (group,) = call("GET", "/search?q=freight", "dara").json()["groups"]
    assert [hit["name"] for hit in group["hits"]] == ["Acme Freight"]

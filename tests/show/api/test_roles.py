"""A program reads what contacts are in a purchase, corrects it, and takes that back."""

from __future__ import annotations

import pytest
from tests.conftest import Cast
from tests.flow.market import NOW
from tests.show.api.conftest import Caller

from tiercel.flow.jobs import run_waiting
from tiercel.flow.read_roles import read_now
from tiercel.records.models import Contact

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("workspace")]


def test_a_role_is_read_corrected_and_taken_back(call: Caller, cast: Cast) -> None:
    mia = Contact.objects.create(name="Mia Marsh", title="Head of Procurement", received_at=NOW).pk
    read_now(None)
    told = call("GET", f"/contacts/{mia}/role", "dara").json()
    assert (told["department"], told["method"], told["title"]) == ("purchasing", "title", "Head of Procurement")
    listed = call("GET", "/contacts", "dara").json()["rows"][0]
    assert (listed["department"], listed["role_method"]) == ("purchasing", "title")
    said = call("POST", f"/contacts/{mia}/role", "ben", {"buying_role": "champion"}).json()
    assert (said["buying_role"], said["buying_role_confidence"], said["department"]) == ("champion", 1.0, "purchasing")
    assert (said["method"], said["by"]) == ("person", "ben")
    assert call("GET", f"/contacts/{mia}", "dara").json()["role_method"] == "person"
    back = call("POST", f"/contacts/{mia}/role/take-back", "ben").json()
    assert (back["taken_back"], back["role"]["buying_role"]) == (True, told["buying_role"])
    assert call("POST", f"/contacts/{mia}/role/take-back", "ben").json()["taken_back"] is False


def test_what_cannot_be_said_is_refused(call: Caller, cast: Cast) -> None:
    nobody = Contact.objects.create(name="No Title", received_at=NOW).pk
    assert call("GET", f"/contacts/{nobody}/role", "dara").status_code == 404
    assert call("GET", "/contacts/999/role", "dara").status_code == 404
    assert call("POST", "/contacts/999/role", "ben", {"buying_role": "champion"}).status_code == 404
    assert call("POST", f"/contacts/{nobody}/role", "ben", {"buying_role": "king"}).status_code == 422
    for said in ({}, {"buying_role": "champion"}):
        answer = call("POST", f"/contacts/{nobody}/role", "ben", said)
        assert answer.status_code == 409
        assert answer["Content-Type"] == "application/problem+json"


def test_corrections_are_listed_page_by_page_learnt_from_and_forgotten(call: Caller, cast: Cast) -> None:
    made = [
        Contact.objects.create(name=f"Nia {n}", title=f"Head of Procurement {n}", received_at=NOW).pk for n in range(6)
    ]
    read_now(None)
    for one in made:
        assert call("POST", f"/contacts/{one}/role", "ben", {"department": "engineering"}).status_code == 200
    first = call("GET", "/titles/corrections?limit=4", "dara").json()
    assert (len(first["rows"]), first["count"], first["learnt"], first["before"]) == (4, 6, None, None)
    assert (first["rows"][0]["name"], first["rows"][0]["by"]) == ("Nia 5", "ben")
    assert first["rows"][0]["read_department"] != first["rows"][0]["department"] == "engineering"
    rest = call("GET", f"/titles/corrections?limit=4&after={first['after']}", "dara").json()
    assert [row["name"] for row in rest["rows"]] == ["Nia 1", "Nia 0"]
    assert call("POST", "/titles/learn", "ben").status_code == 403
    assert call("POST", "/titles/learn", "ada").json()["job"]
    run_waiting()
    assert call("GET", "/titles/corrections", "dara").json()["learnt"]["titles"] == 6
    assert call("POST", "/titles/forget", "ada").json() == {"forgotten": True}
    assert call("POST", "/titles/forget", "ada").json() == {"forgotten": False}
    assert call("GET", "/titles/corrections", "dara").json()["learnt"] is None

"""Every address is open to its role and to nobody below it, and looking changes nothing."""

import pytest
from django.test import Client
from django.urls import get_resolver, reverse
from tests.conftest import Cast
from tests.show.web.conftest import SignIn

from tiercel.flow.keep_users import ROLES
from tiercel.show.web.access import ANYONE, Address
from tiercel.show.web.addresses import ADDRESSES

VALUES = {
    "form": "csv",
    "account_id": 1,
    "job_id": 1,
    "user_id": 1,
    "name": "accounts",
    "kind": "tiers",
    "version": 1,
    "place": 0,
    "key_id": 1,
    "webhook_id": 1,
    "delivery_id": 1,
}
GUARDED = [address for address in ADDRESSES if address.least != ANYONE]
OF_ROLE = {"reader": "dara", "member": "ben", "owner": "ada"}


def path_of(address: Address) -> str:
    found = get_resolver().reverse_dict.getlist(address.name)[0][0][0][1]
    return reverse(address.name, kwargs={name: VALUES[name] for name in found})


def test_every_address_that_answers_stands_in_the_table_with_a_role() -> None:
    answering = {pattern.name for pattern in get_resolver().url_patterns}
    assert answering == {address.name for address in ADDRESSES}
    assert all(address.least in (ANYONE, *ROLES) for address in ADDRESSES)


@pytest.mark.parametrize("address", GUARDED, ids=lambda a: a.name)
def test_eve_outside_is_asked_to_sign_in_everywhere(address: Address, cast: Cast, client: Client) -> None:
    for answer in (client.get(path_of(address)), client.post(path_of(address))):
        assert answer.status_code == 302
        assert answer["Location"].startswith("/sign-in?next=")


@pytest.mark.parametrize("address", GUARDED, ids=lambda a: a.name)
def test_a_role_opens_what_its_place_in_the_table_says(address: Address, sign_in: SignIn) -> None:
    for role, name in OF_ROLE.items():
        may = ROLES.index(role) >= ROLES.index(address.least)
        status = sign_in(name).get(path_of(address)).status_code
        assert (status != 403) == may, f"{name} got {status}"


ACTING = ["sign-out", "language", "data-upload", "import-again", "profile-learn", "profile-roll-back", "targets-decide",
          "targets-choose", "job-stop", "settings-user", "settings-save", "settings-roll-back", "settings-key-revoke",
          "settings-webhook-again"]  # fmt: skip


@pytest.mark.parametrize("name", ACTING)
def test_an_address_that_acts_refuses_to_be_looked_at(name: str, sign_in: SignIn) -> None:
    address = next(each for each in ADDRESSES if each.name == name)
    assert sign_in("ada").get(path_of(address)).status_code == 405


def test_a_form_without_its_token_is_refused_with_advice(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.ada)
    answer = client.post("/targets/decide", {"decision": "accepted"})
    assert answer.status_code == 403
    assert "This form has expired" in answer.content.decode()


def test_a_part_of_a_page_sends_the_whole_page_to_sign_in(cast: Cast, client: Client) -> None:
    answer = client.get("/accounts", headers={"HX-Request": "true"})
    assert answer.status_code == 204
    assert answer["HX-Redirect"] == "/sign-in"


def test_what_is_not_there_says_so_and_where_to_go(sign_in: SignIn) -> None:
    answer = sign_in("dara").get("/accounts/999999")
    assert answer.status_code == 404
    assert "There is nothing here" in answer.content.decode()

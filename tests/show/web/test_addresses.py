"""Every address is open to its role and to nobody below it, and looking changes nothing."""

import re
from collections.abc import Callable

import pytest
from django.apps import apps
from django.test import Client
from django.urls import get_resolver, reverse
from tests.conftest import PASSWORD, Cast
from tests.show.web.conftest import SignIn

from tiercel.core.settings import Settings
from tiercel.flow.keep_users import ROLES
from tiercel.records.models import User
from tiercel.show.web.access import ANYONE, Address
from tiercel.show.web.addresses import ADDRESSES

VALUES = {
    "form": "csv",
    "account_id": 1,
    "contact_id": 1,
    "view_id": 1,
    "job_id": 1,
    "user_id": 1,
    "invitation_id": 1,
    "name": "accounts",
    "kind": "tiers",
    "version": 1,
    "place": 0,
    "key_id": 1,
    "webhook_id": 1,
    "delivery_id": 1,
    "connector_id": 1,
    "run_id": 1,
    "pair_id": 1,
    "merge_id": 1,
    "suggestion_id": 1,
    "token": "made-up",
}
GUARDED = [address for address in ADDRESSES if address.least != ANYONE]
OPEN = [address for address in ADDRESSES if address.least == ANYONE]
# Manny manages; the others are the cast.
OF_ROLE = {"reader": "dara", "member": "ben", "manager": "manny", "owner": "ada"}
# What answers to whom has not signed in: a form, a way on, or nothing but by POST. Whatever is not here fails.
OPEN_TO_ANYONE = {
    "first-run": 302, "sign-in": 200, "mfa_authenticate": 302, "sso": 405, "sso-back": 404, "sign-out": 405,
    "language": 405, "invitation": 410, "invitation-open": 302, "forgotten": 200, "forgotten-new": 410,
    "forgotten-open": 302, "healthz": 200, "readyz": 200, "metrics": 200, "tag": 200,
}  # fmt: skip


def path_of(address: Address) -> str:
    found = get_resolver().reverse_dict.getlist(address.name)[0][0][0][1]
    return reverse(address.name, kwargs={name: VALUES[name] for name in found})


@pytest.fixture
def of_role(cast: Cast) -> Callable[[str], Client]:
    """A browser of somebody who has this role and no more."""
    manny = User.objects.create_user("manny", "manny@tiercel.example", PASSWORD, role="manager")
    users = {**{name: getattr(cast, name) for name in ("dara", "ben", "ada")}, "manny": manny}

    def browser(role: str) -> Client:
        client = Client()
        client.force_login(users[OF_ROLE[role]])
        return client

    return browser


def test_every_address_that_answers_stands_in_the_table_with_a_role() -> None:
    """Those of allauth too: what is not mounted by our own table does not answer at all."""
    answering = {pattern.name for pattern in get_resolver().url_patterns}
    assert answering == {address.name for address in ADDRESSES}
    assert all(address.least in (ANYONE, *ROLES) for address in ADDRESSES)


@pytest.mark.parametrize("path", ["/accounts/login/", "/accounts/signup/", "/login/", "/2fa/", "/accounts/3rdparty/",
                                  "/accounts/password/reset/", "/oidc/x/login/", "/sessions/", "/admin/"])  # fmt: skip
def test_allauths_own_pages_are_not_there(path: str, sign_in: SignIn) -> None:
    assert sign_in("ada").get(path).status_code == 404


@pytest.mark.parametrize("address", OPEN, ids=lambda a: a.name)
def test_what_is_open_to_anyone_is_listed_here_and_is_no_page_of_the_workspace(
    address: Address, cast: Cast, client: Client
) -> None:
    assert client.get(path_of(address)).status_code == OPEN_TO_ANYONE[address.name]


@pytest.mark.parametrize("address", GUARDED, ids=lambda a: a.name)
def test_who_is_not_signed_in_is_asked_to_everywhere(address: Address, cast: Cast, client: Client) -> None:
    for answer in (client.get(path_of(address)), client.post(path_of(address))):
        assert answer.status_code == 302
        assert answer["Location"].startswith("/sign-in?next=")


@pytest.mark.parametrize("address", GUARDED, ids=lambda a: a.name)
def test_eve_who_was_shut_out_while_signed_in_is_outside_everywhere(address: Address, cast: Cast) -> None:
    client = Client()
    User.objects.filter(pk=cast.eve.pk).update(is_active=True, role="owner")
    cast.eve.refresh_from_db()
    client.force_login(cast.eve)
    User.objects.filter(pk=cast.eve.pk).update(is_active=False)
    for answer in (client.get(path_of(address)), client.post(path_of(address))):
        assert answer.status_code == 302
        assert answer["Location"].startswith("/sign-in?next=")


@pytest.mark.parametrize("address", GUARDED, ids=lambda a: a.name)
def test_a_role_opens_what_its_place_in_the_table_says(address: Address, of_role: Callable[[str], Client]) -> None:
    for role in ROLES:
        may = ROLES.index(role) >= ROLES.index(address.least)
        status = of_role(role).get(path_of(address)).status_code
        assert (status != 403) == may, f"{role} got {status}"


@pytest.mark.parametrize("address", [each for each in GUARDED if each.least != "reader"], ids=lambda a: a.name)
def test_a_lower_role_is_refused_before_anything_is_done(address: Address, of_role: Callable[[str], Client]) -> None:
    """The view is not even asked: whatever it would have done, refused or not found."""
    for role in ROLES[: ROLES.index(address.least)]:
        browser, before = of_role(role), rows_of_everything()
        answer = browser.post(path_of(address), {"role": "owner", "active": "yes", "decision": "accepted"})
        assert (role, answer.status_code) == (role, 403)
        assert rows_of_everything() == before


def rows_of_everything() -> dict[str, int]:
    """How many rows every table of the records holds."""
    return {model.__name__: model._default_manager.count() for model in apps.get_app_config("records").get_models()}


@pytest.mark.parametrize("address", ADDRESSES, ids=lambda a: a.name)
def test_an_address_that_acts_says_so_and_refuses_to_be_looked_at(address: Address, sign_in: SignIn) -> None:
    assert (sign_in("ada").get(path_of(address)).status_code == 405) == address.acts


@pytest.mark.parametrize("name", ["sign-in", "sign-out", "sso", "forgotten", "language"])
def test_a_door_takes_no_form_of_another_site(name: str, cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.ben)
    address = next(each for each in ADDRESSES if each.name == name)
    assert client.post(path_of(address), {"name": "eve", "password": PASSWORD}).status_code == 403
    assert client.get("/you").status_code == 200


def test_a_form_without_its_token_is_refused_with_advice(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.ada)
    answer = client.post("/targets/decide", {"decision": "accepted"})
    assert answer.status_code == 403
    assert "This form has expired" in answer.content.decode()


def test_who_sent_an_expired_form_is_led_back_to_its_page_and_to_no_other_site(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.ada)
    way_back = 'href="/targets?state=proposed">'
    for host, is_ours in (("testserver", True), ("evil.example", False)):
        referer = {"Referer": f"http://{host}/targets?state=proposed"}
        page = client.post("/targets/decide", {"decision": "accepted"}, headers=referer).content.decode()
        assert (way_back in page) is is_ours
        assert "evil.example" not in page
    for start in ("//", "///", "/\\", "/\\/"):
        referer = {"Referer": f"http://testserver{start}evil.example/targets"}
        page = client.post("/targets/decide", {"decision": "accepted"}, headers=referer).content.decode()
        assert 'href="/evil.example/targets">' in page


def test_a_number_that_no_row_can_have_leads_nowhere(sign_in: SignIn, workspace: Settings) -> None:
    with_numbers = {re.sub(r"<int:\w+>", "9" * 23, address.path) for address in ADDRESSES if "<int:" in address.path}
    client = sign_in("ada")
    assert len(with_numbers) > 10
    for path in with_numbers:
        assert client.get("/" + re.sub(r"<\w+:\w+>", "csv", path)).status_code == 404, path


def test_a_part_of_a_page_sends_the_whole_page_to_sign_in(cast: Cast, client: Client) -> None:
    answer = client.get("/accounts", headers={"HX-Request": "true"})
    assert answer.status_code == 204
    assert answer["HX-Redirect"] == "/sign-in"


def test_what_is_not_there_says_so_and_where_to_go(sign_in: SignIn) -> None:
    answer = sign_in("dara").get("/accounts/999999")
    assert answer.status_code == 404
    assert "There is nothing here" in answer.content.decode()

"""Signing in by a real identity provider, in a process of its own, as a browser goes there and comes back."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from tests.conftest import Cast
from tests.ports import free_port
from tests.show.web import identity_provider as provider
from tests.show.web.test_second_factor import code_of
from tests.waiting import SECONDS_OF_PATIENCE, answer_of

from tiercel.flow.users import invitations, second_factors
from tiercel.records.models import AuditEntry, User

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(scope="session")
def issuer(live_server: Any) -> Iterator[str]:
    """The provider's address; it answers as long as the tests of this file run."""
    pytest.importorskip("canaille")
    port = free_port()
    command = [sys.executable, str(Path(provider.__file__)), str(port), f"{live_server.url}/sign-in/sso/back"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        answer_of(f"{address}/.well-known/openid-configuration", process)
        yield address
    finally:
        process.terminate()
        process.wait(SECONDS_OF_PATIENCE)


@pytest.fixture
def not_ours(issuer: str) -> str:
    """The provider's own pages may miss what they will."""
    return issuer


@pytest.fixture
def site(live_server: Any, workspace: Any, settings: Any, issuer: str, cast: Cast) -> str:
    settings.WORKSPACE = replace(
        settings.WORKSPACE,
        public_url=live_server.url,
        oidc_url=issuer,
        oidc_name="Canaille",
        oidc_client=provider.CLIENT,
        oidc_secret=provider.SECRET,
    )
    return str(live_server.url)


GoThere = Callable[[str], None]


@pytest.fixture
def sign_in_as(page: Page, site: str) -> GoThere:
    """Press our button, sign in at the provider as one of its people, and come back."""

    def go(name: str) -> None:
        page.goto(f"{site}/accounts?q=acme")
        page.get_by_role("button", name="Sign in with Canaille").click()
        page.wait_for_url("**/login**")
        page.locator("#login").fill(name)
        page.locator("button[name=answer]").click()
        page.locator("#password").fill(provider.PASSWORD)
        page.locator("#password").press("Enter")
        page.wait_for_url(f"{site}/**")

    return go


def says(page: Page, words: str) -> None:
    """Wait until a page says so: on the way back from the provider there are several."""
    page.locator("main", has_text=words).wait_for()


def test_ada_signs_in_there_and_comes_back_to_the_page_she_wanted(page: Page, sign_in_as: GoThere, cast: Cast) -> None:
    sign_in_as("ada")
    page.wait_for_url("**/accounts?q=acme")
    page.locator(".who", has_text="ada").first.wait_for(state="attached")
    noted = AuditEntry.objects.get(action="session.begun")
    assert (noted.by, noted.details["way"]) == (cast.ada, "sso")


def test_who_is_not_invited_is_told_so_and_stays_outside(page: Page, sign_in_as: GoThere) -> None:
    sign_in_as("fay")
    says(page, "You are not invited to this workspace")
    assert not User.objects.filter(email="fay@tiercel.example").exists()


def test_an_invited_person_comes_in_with_the_role_of_the_invitation(
    page: Page, sign_in_as: GoThere, cast: Cast
) -> None:
    invitations.invite("Fay@Tiercel.example", "manager", "", cast.ada)
    sign_in_as("fay")
    fay = User.objects.get(username="fay")
    assert (fay.role, fay.has_usable_password()) == ("manager", False)
    assert invitations.list_invitations() == ()


def test_a_workspace_may_take_whom_its_provider_knows(page: Page, sign_in_as: GoThere, settings: Any) -> None:
    settings.WORKSPACE = replace(settings.WORKSPACE, oidc_role="reader")
    sign_in_as("gus")
    assert User.objects.get(username="gus").role == "reader"


def test_eve_who_was_shut_out_stays_out(page: Page, sign_in_as: GoThere) -> None:
    sign_in_as("eve")
    says(page, "Your access to this workspace was taken away")
    assert AuditEntry.objects.filter(action="session.begun").count() == 0


def test_an_address_that_the_provider_did_not_check_is_nobodys(page: Page, sign_in_as: GoThere) -> None:
    sign_in_as("mallory")
    says(page, "does not say that your mail address is checked")
    assert AuditEntry.objects.filter(action="session.begun").count() == 0


def test_another_answer_than_to_what_was_asked_opens_nothing(page: Page, site: str, sign_in_as: GoThere) -> None:
    """The state of another browser, and a nonce that was changed on the way."""
    page.goto(f"{site}/sign-in/sso/back?code=stolen&state=made-up")
    says(page, "did not come to its end")

    def with_other_nonce(route: Any) -> None:
        route.continue_(url=re.sub("nonce=[^&]+", "nonce=of-somebody-else", route.request.url))

    page.route("**/oauth/authorize?**nonce=**", with_other_nonce)
    sign_in_as("ada")
    says(page, "did not come to its end")
    assert AuditEntry.objects.filter(action="session.begun").count() == 0


def test_the_way_there_begins_with_a_form_of_ours_and_says_who_and_what_for(site: str, client: Client) -> None:
    assert client.get("/sign-in/sso").status_code == 405
    assert Client(enforce_csrf_checks=True).post("/sign-in/sso").status_code == 403
    address = client.post("/sign-in/sso", {"next": "https://evil.example/"}, headers={"Host": "localhost"})["Refresh"]
    for part in ("code_challenge_method=S256", "nonce=", "state=", "scope=[^&]*openid"):
        assert re.search(part, address)
    assert "evil" not in address
    assert "redirect_uri=" + site.replace(":", "%3A").replace("/", "%2F") in address


def test_a_second_factor_of_hers_is_asked_for_behind_the_provider_too(
    page: Page, sign_in_as: GoThere, cast: Cast
) -> None:
    secret = second_factors.new_secret()
    code, *_rest = second_factors.set_up(cast.ada, secret, code_of(secret))
    sign_in_as("ada")
    page.wait_for_url("**/sign-in/code")
    page.get_by_label("Code").fill(code)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/accounts?q=acme")
    assert AuditEntry.objects.get(action="session.begun").details["way"] == "sso+code"

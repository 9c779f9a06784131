"""Whom an account belongs to, in a browser: found while typing, set by a click, and taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from tests.conftest import Cast
from tests.flow.market import account
from tests.show.web.test_families_page import parent_of
from tests.show.web.test_palette import signed_in

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("browser")]


@pytest.fixture
def site(live_server: Any, workspace: Any) -> str:
    return str(live_server.url)


def test_a_parent_is_found_while_typing_set_by_a_click_and_taken_back(page: Page, site: str, cast: Cast) -> None:
    acme, works = account("Acme"), account("Zenith Works")
    signed_in(page, site, cast)
    page.goto(f"{site}/accounts/{works.pk}")
    page.get_by_role("link", name="Set a parent").click()
    page.get_by_role("searchbox", name="Name or domain of the account").fill("acm")
    page.locator("#parents-found").get_by_role("button", name="Acme").click()
    page.get_by_text("It belongs there now.").wait_for()
    assert parent_of(works.pk) == acme.pk
    page.locator("#family").locator("..").get_by_role("button", name="Take it back").click()
    page.get_by_text("It belongs where it belonged before.").wait_for()
    assert parent_of(works.pk) is None

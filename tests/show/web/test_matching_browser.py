"""The queue of people whose account is not sure, in a browser: decided by key, by mouse, and taken back in place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from tests.conftest import Cast
from tests.flow.market import account
from tests.show.web.test_matching_page import at, waiting
from tests.show.web.test_palette import signed_in

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def site(live_server: Any, workspace: Any) -> str:
    return str(live_server.url)


def test_one_key_decides_another_takes_it_back_and_the_mouse_does_both(page: Page, site: str, cast: Cast) -> None:
    acme = account("Acme")
    mia, noa = waiting("Mia Marsh", acme, 0.8), waiting("Noa Reed", acme, 0.7)
    signed_in(page, site, cast)
    page.goto(f"{site}/people/unmatched")
    page.locator("article.match.current", has_text="Mia Marsh").wait_for()
    page.keyboard.press("1")
    page.get_by_role("status").filter(has_text="works at").wait_for()
    assert at(mia) == acme.pk
    page.locator("article.match.current", has_text="Noa Reed").wait_for()
    page.keyboard.press("u")
    page.get_by_role("button", name="Accept Acme for Mia Marsh").wait_for()
    assert at(mia) is None
    card = page.locator(f"#match-{noa.pk}")
    card.get_by_role("button", name="None of ours").click()
    card.get_by_text("is at none of our accounts").wait_for()
    card.get_by_role("button", name="Undo").click()
    card.get_by_role("button", name="Accept Acme for Noa Reed").click()
    card.get_by_text("works at").wait_for()
    assert (at(mia), at(noa)) == (None, acme.pk)

"""Duplicates decided on with the keyboard alone, in a real browser: on and back, apart, later, merge, undo."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from tests.conftest import PASSWORD, Cast
from tests.flow.duplicates.world import World

from tiercel.records.models import DuplicatePair, Merge

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


SHOWN = "document.querySelector('[data-pair][open] summary').innerText"


def at_duplicates(browser: Browser, site: str, *names: str) -> Page:
    """Ada at the duplicates, of which each name has a pair."""
    world = World()
    for place, name in enumerate(names):
        left, right = world.account(name), world.account(f"{name} Ltd")
        DuplicatePair.objects.create(
            kind="accounts", left=left, right=right, weight=20 - place, probability=0.999, found_at=world.now,
            evidence={"name": 12.0},
        )  # fmt: skip
    page = browser.new_context(locale="en-US").new_page()
    page.goto(f"{site}/sign-in?next=/data/duplicates")
    page.get_by_label("Name or mail address").fill("ada")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"{site}/data/duplicates")
    return page


def test_pairs_are_decided_on_by_keys(browser: Browser, live_server: Any, workspace: Any, cast: Cast) -> None:
    page = at_duplicates(browser, live_server.url, "Acme", "Birch", "Cedar", "Delta")
    acme, birch, cedar, delta = DuplicatePair.objects.order_by("pk")
    shown = SHOWN
    assert "Acme" in page.evaluate(shown)
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert "Cedar" in page.evaluate(shown)
    page.keyboard.press("k")
    assert "Birch" in page.evaluate(shown)
    with page.expect_navigation():
        page.keyboard.press("n")
    birch.refresh_from_db()
    assert birch.state == DuplicatePair.APART
    with page.expect_navigation():
        page.keyboard.press("l")
    acme.refresh_from_db()
    assert acme.put_off_at
    assert "Cedar" in page.evaluate(shown)
    with page.expect_navigation():
        page.keyboard.press("m")
    assert Merge.objects.filter(undone_at=None, old__in=(cedar.left, cedar.right)).exists()
    with page.expect_navigation():
        page.keyboard.press("u")
    assert not Merge.objects.filter(undone_at=None).exists()
    assert "Cedar" in page.evaluate(shown)
    delta.refresh_from_db()
    assert delta.state == DuplicatePair.WAITING
    page.context.close()


def test_keys_of_any_keyboard_decide_until_they_are_switched_off(
    browser: Browser, live_server: Any, workspace: Any, cast: Cast
) -> None:
    page = at_duplicates(browser, live_server.url, "Acme", "Birch")
    acme, _birch = DuplicatePair.objects.order_by("pk")
    # What a Persian keyboard says of J: another letter, of the same key.
    press = "([key, code]) => document.body.dispatchEvent(new KeyboardEvent('keydown', {key, code, bubbles: true}))"
    page.evaluate(press, ["ت", "KeyJ"])
    assert "Birch" in page.evaluate(SHOWN)
    page.evaluate(press, ["ن", "KeyK"])
    with page.expect_navigation():
        page.evaluate(press, ["د", "KeyN"])
    acme.refresh_from_db()
    assert acme.state == DuplicatePair.APART
    # Whoever goes by the keyboard is at the next pair, not at the top of the new page.
    page.locator("[data-pair][open] > summary:focus").wait_for()
    page.locator("[data-keys]").uncheck()
    page.goto(f"{live_server.url}/data/duplicates?state=waiting")
    assert not page.locator("[data-keys]").is_checked()
    page.keyboard.press("n")
    page.locator("[data-pair][open] > summary").focus()
    assert DuplicatePair.objects.filter(state=DuplicatePair.WAITING).count() == 1
    page.context.close()

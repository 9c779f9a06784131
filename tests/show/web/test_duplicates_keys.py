"""Duplicates decided on with the keyboard alone, in a real browser: on and back, apart, later, merge, undo."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from tests.conftest import PASSWORD, Cast
from tests.flow.duplicates.world import World

from tiercel.records.models import DuplicatePair, Merge

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_pairs_are_decided_on_by_keys(browser: Browser, live_server: Any, workspace: Any, cast: Cast) -> None:
    world = World()
    for place, name in enumerate(("Acme", "Birch", "Cedar", "Delta")):
        left, right = world.account(name), world.account(f"{name} Ltd")
        DuplicatePair.objects.create(
            kind="accounts", left=left, right=right, weight=20 - place, probability=0.999, found_at=world.now,
            evidence={"name": 12.0},
        )  # fmt: skip
    acme, birch, cedar, delta = DuplicatePair.objects.order_by("pk")
    context = browser.new_context(locale="en-US")
    page = context.new_page()
    page.goto(f"{live_server.url}/sign-in?next=/data/duplicates")
    page.get_by_label("Name or mail address").fill("ada")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/data/duplicates")
    shown = "document.querySelector('[data-pair][open] summary').innerText"
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
    context.close()

"""The search box as a command palette, by keyboard alone; and what a phone does that runs no script."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from tests.conftest import Cast
from tests.flow.market import account, person

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def site(live_server: Any, workspace: Any) -> str:
    return str(live_server.url)


def signed_in(page: Page, site: str, cast: Cast) -> None:
    from django.test import Client

    client = Client()
    client.force_login(cast.ada)
    page.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": site}])


def test_control_k_letters_an_arrow_and_enter_open_an_account(page: Page, site: str, cast: Cast) -> None:
    acme = account("Quarrbrook Systems")
    signed_in(page, site, cast)
    page.goto(f"{site}/profile")
    page.keyboard.press("Control+k")
    box = page.get_by_role("combobox", name="Search everything")
    page.get_by_role("option", name="Import files").wait_for()
    page.keyboard.insert_text("brook")  # at once: one list of offers, and none that comes later
    option = page.get_by_role("option", name="Quarrbrook Systems")
    option.wait_for()
    page.keyboard.press("ArrowDown")
    assert box.get_attribute("aria-activedescendant") == option.get_attribute("id")
    assert option.get_attribute("aria-selected") == "true"
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site}/accounts/{acme.pk}")


def test_escape_closes_the_offers_and_enter_then_opens_the_page_of_results(page: Page, site: str, cast: Cast) -> None:
    account("Quarrbrook Systems")
    signed_in(page, site, cast)
    page.goto(f"{site}/profile")
    page.keyboard.press("Control+k")
    page.keyboard.insert_text("quarr")
    page.get_by_role("option", name="Quarrbrook Systems").wait_for()
    page.keyboard.press("Escape")
    assert page.get_by_role("combobox").get_attribute("aria-expanded") == "false"
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site}/search?q=quarr")
    page.get_by_role("link", name="Quarrbrook Systems").wait_for()


def test_the_narrow_side_stays_narrow_on_the_next_page(page: Page, site: str, cast: Cast) -> None:
    signed_in(page, site, cast)
    page.goto(f"{site}/profile")
    page.get_by_role("button", name="Names beside the pictures").click()
    page.goto(f"{site}/data")
    assert page.locator(".side").bounding_box()["width"] < 80  # type: ignore[index]
    page.get_by_role("link", name="Accounts").first.wait_for()


def test_an_opened_number_stands_in_the_address_and_opens_from_it(page: Page, site: str, cast: Cast) -> None:
    account("Acme", 100)
    signed_in(page, site, cast)
    page.goto(site)
    page.locator("#accounts > summary").click()
    page.wait_for_url(f"{site}/#accounts")
    page.goto(f"{site}/data")
    page.goto(f"{site}/#accounts")
    rows = page.locator("#accounts").get_by_role("link", name="Show the rows")
    rows.wait_for()
    assert "/accounts" in (rows.get_attribute("href") or "")


def test_a_phone_without_scripts_reaches_every_way_and_opens_a_number(browser: Browser, site: str, cast: Cast) -> None:
    account("Acme", 100)
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740}, locale="en-US")
    page = context.new_page()
    signed_in(page, site, cast)
    page.goto(site)
    page.locator("#accounts > summary").click()
    page.get_by_role("link", name="Show the rows").wait_for()
    page.locator(".more > summary").click()
    page.get_by_role("link", name="Data", exact=True).click()
    page.get_by_role("heading", name="Data", exact=True).wait_for()
    page.locator(".head-menu summary").click()
    sign_out = page.get_by_role("button", name="Sign out")
    sign_out.wait_for()
    assert sign_out.is_enabled()
    context.close()


def test_without_scripts_ticked_accounts_get_an_owner(browser: Browser, site: str, cast: Cast) -> None:
    acme, grace = account("Acme", 100), person("Grace")
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740}, locale="en-US")
    page = context.new_page()
    signed_in(page, site, cast)
    page.goto(f"{site}/accounts")
    assign = page.get_by_role("button", name="Assign")
    assert assign.is_hidden(), "nothing is ticked yet"
    page.locator("[name=account]").check()
    page.get_by_label("New owner").select_option("Grace")
    assign.click()
    page.get_by_text("1 account has a new owner.").wait_for()
    acme.refresh_from_db()
    assert acme.owner == grace
    context.close()


def test_an_act_that_is_refused_costs_no_tick(browser: Browser, site: str, cast: Cast) -> None:
    for name in ("Acme", "Birch", "Cedar"):
        account(name, 100)
    context = browser.new_context(viewport={"width": 1280, "height": 740}, locale="en-US")
    page = context.new_page()
    signed_in(page, site, cast)
    page.goto(f"{site}/accounts")
    boxes = page.locator("[name=account]")
    boxes.nth(0).check()
    boxes.nth(2).check()
    ticked = [boxes.nth(place).get_attribute("value") for place in (0, 2)]
    page.get_by_label("Reason").fill("too small")
    page.get_by_role("button", name="Assign").click()
    page.get_by_text("Choose who is to own these accounts.").wait_for()
    assert page.locator("[name=account]:checked").evaluate_all("all => all.map(one => one.value)") == ticked
    assert page.get_by_label("Reason").input_value() == "too small"
    assert page.locator("[data-picked]").inner_text() == "2"
    page.reload()
    page.get_by_role("button", name="Assign").wait_for(state="hidden")
    context.close()

"""A newcomer's way in a real browser, from an empty workspace to a signed-off list; and pages that anybody can use."""

from __future__ import annotations

import csv
import random
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.flow.market import account

from tiercel.flow.jobs import run_waiting
from tiercel.records.models import Target

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASSWORD = "a few good words"


@pytest.fixture
def site(live_server: Any, workspace: Any) -> str:
    return str(live_server.url)


def write_crm(folder: Path) -> list[Path]:
    """Two small exports in which logistics companies buy and the others mostly do not."""
    chance = random.Random(1)
    accounts, deals = folder / "accounts.csv", folder / "deals.csv"
    with accounts.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["Account ID", "Account Name", "Industry", "Employees"])
        for n in range(240):
            rows.writerow([f"A{n}", f"Company {n}", "Logistics" if n % 2 else "Retail", 10 + n])
    with deals.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(
            ["Opportunity ID", "Opportunity Name", "Account ID", "Amount", "Stage", "Created Date", "Close Date"]
        )
        for n in range(200):
            won = chance.random() < (0.8 if n % 2 else 0.15)
            day = f"2025-{n % 12 + 1:02}-{n % 28 + 1:02}"
            rows.writerow(
                [f"O{n}", f"Deal {n}", f"A{n}", 1000 + 10 * n, "Closed Won" if won else "Closed Lost", day, day]
            )
    return [accounts, deals]


def begin(page: Page, site: str) -> None:
    page.goto(site)
    page.get_by_label("Name", exact=True).fill("Ada")
    page.get_by_label("Mail address").fill("ada@tiercel.example")
    page.get_by_label("New password").fill(PASSWORD)
    page.get_by_label("The same again").fill(PASSWORD)
    page.get_by_role("button", name="Begin").click()
    page.locator(".who").first.wait_for(state="attached")


def do_the_job(page: Page) -> None:
    """Do what the last click asked for once its page watches it, and wait until that page has shown itself anew."""
    watched = page.locator(".job[hx-get]")
    watched.first.wait_for()
    run_waiting()
    watched.first.wait_for(state="detached")


@pytest.mark.slow
def test_a_newcomer_gets_from_an_export_to_a_signed_off_list(page: Page, site: str, tmp_path: Path) -> None:
    begin(page, site)
    page.get_by_role("link", name="Import files").click()
    page.locator("#files").set_input_files([str(path) for path in write_crm(tmp_path)])
    page.get_by_role("button", name="Look at them").click()
    do_the_job(page)
    page.get_by_role("row", name="Accounts 240").wait_for()
    page.get_by_role("button", name="Import", exact=True).click()
    do_the_job(page)
    page.get_by_role("link", name="Open the profile").first.click()
    page.get_by_role("button", name="Learn the profile").click()
    do_the_job(page)
    page.get_by_role("heading", name="There is a profile").wait_for()
    page.get_by_role("link", name="Propose targets").click()
    page.get_by_role("button", name="Make this proposal").click()
    page.get_by_label("Pick all of this page").check()
    page.get_by_role("button", name="Accept").click()
    page.locator("#messages").get_by_text("accounts were accepted: they are targets now").wait_for()
    assert Target.objects.filter(state=Target.ACCEPTED).exists()


def test_filters_change_the_list_and_the_address_without_a_click(page: Page, site: str) -> None:
    account("Acme", 900, industry="Logistics")
    account("Bolt", 800, industry="Retail")
    begin(page, site)
    page.goto(f"{site}/accounts")
    page.locator("summary", has_text="All").first.click()
    page.get_by_role("checkbox", name="Retail").check()
    page.wait_for_url("**industry=Retail")
    page.locator(".chip", has_text="Retail").wait_for()
    page.get_by_role("link", name="Acme").wait_for(state="detached")
    page.get_by_role("link", name="Clear all").click()
    page.get_by_role("link", name="Acme").wait_for()
    page.locator(".chip").wait_for(state="detached")
    page.wait_for_load_state()
    page.locator("#q").fill("acm")
    page.wait_for_url("**q=acm**")
    page.get_by_role("link", name="Bolt").wait_for(state="detached")
    assert page.get_by_role("link", name="Acme").count() == 1


def test_the_keyboard_alone_signs_in_and_reaches_the_content(page: Page, site: str) -> None:
    begin(page, site)
    page.goto(f"{site}/accounts")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_dark_is_kept_and_follows_the_device_otherwise(page: Page, site: str) -> None:
    begin(page, site)
    page.emulate_media(color_scheme="dark")
    page.goto(site)
    assert page.locator("html").get_attribute("data-bs-theme") == "dark"
    page.locator(".who").first.click()
    page.locator("[data-choose-theme=light]").first.click()
    page.reload()
    assert page.locator("html").get_attribute("data-bs-theme") == "light"

"""The keyboard alone, in a real browser: an import from its file to its result, a list, a form; no place is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from tests.conftest import Cast
from tests.flow.market import account
from tests.show.web.walk import enter, signed_in

from tiercel.flow.jobs import run_waiting
from tiercel.records.models import Account

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ROWS = "".join(f"Company {n},Software,{n}\n" for n in range(20))
FILE = {
    "name": "accounts.csv",
    "mimeType": "text/csv",
    "buffer": f"Company,Industry,Zahl\nNordlicht,Softwre,120\n{ROWS}".encode(),
}


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until what is meant has the focus."""
    for _press in range(150):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"Tab never reaches {selector}")


def enter_key(page: Page) -> None:
    """Press Enter on what leads to another page."""
    before = page.url
    page.keyboard.press("Enter")
    page.wait_for_url(lambda address: address != before)


def job_is_done(page: Page) -> None:
    """The page that follows a job loads itself anew, and whoever goes by the keyboard is where its result is."""
    page.locator(".job[hx-get]").wait_for()
    run_waiting()
    page.locator(".job[hx-get]").wait_for(state="detached")
    page.locator(".job:focus").wait_for()


@pytest.mark.slow
def test_files_are_imported_by_the_keyboard_alone(page: Page, live_server: Any, workspace: Any, cast: Cast) -> None:
    enter(page, live_server.url, signed_in(cast))
    page.goto(f"{live_server.url}/data")
    tab_to(page, "#files")
    page.locator("#files").set_input_files(FILE)
    tab_to(page, "[data-with-files=files]")
    enter_key(page)

    # Its progress is asked for again and again: what has the focus keeps it.
    page.locator(".job[hx-get]").wait_for()
    stop = "form[action$='/stop'] button"
    tab_to(page, stop)
    for _poll in range(2):
        page.wait_for_event("response", lambda answer: "/jobs/" in answer.url)
    assert page.evaluate("selector => document.activeElement.matches(selector)", stop)
    job_is_done(page)

    tab_to(page, "[name=correction]")
    page.keyboard.press("Space")
    tab_to(page, "[name='map-0-employees']")
    page.keyboard.type("Zahl")
    tab_to(page, "button[value=look]")
    enter_key(page)
    job_is_done(page)

    tab_to(page, "button[value=import]")
    enter_key(page)
    job_is_done(page)
    page.locator(".next-step", has_text="There is nothing to learn from yet").wait_for()
    nordlicht = Account.objects.get(name="Nordlicht")
    assert (nordlicht.industry, nordlicht.employees) == ("Software", 120)


def told(page: Page) -> str:
    return page.locator("#told").inner_text()


def test_a_list_keeps_the_place_of_who_goes_by_keys_and_says_what_changed(
    page: Page, live_server: Any, workspace: Any, cast: Cast
) -> None:
    account("Acme", 900, industry="Logistics")
    account("Bolt", 800, industry="Retail")
    enter(page, live_server.url, signed_in(cast))
    page.goto(f"{live_server.url}/accounts")
    tab_to(page, "thead th:nth-child(3) a")
    enter_key(page)
    page.locator("thead th[aria-sort] a:focus").wait_for()

    tab_to(page, "[data-pick]")
    page.keyboard.press("Space")
    assert told(page) == "1 picked"
    tab_to(page, "button[name=choice]")
    page.keyboard.press("Enter")
    page.locator("#messages:focus").wait_for()

    tab_to(page, "#q")
    page.keyboard.type("bol")
    page.locator("#told", has_text="1 account").wait_for(state="attached")
    assert page.evaluate("document.activeElement.id") == "q"


def test_what_is_shown_once_has_the_focus_and_a_menu_that_was_left_is_closed(
    page: Page, live_server: Any, workspace: Any, cast: Cast
) -> None:
    enter(page, live_server.url, signed_in(cast))
    page.goto(f"{live_server.url}/settings/users")
    tab_to(page, "details.menu > summary")
    page.keyboard.press("Enter")
    tab_to(page, "main a")
    assert page.locator("details.menu[open]").count() == 0
    tab_to(page, "#invite-email")
    page.keyboard.type("zoe@tiercel.example")
    page.keyboard.press("Enter")
    page.locator(".alert:has(.once-link):focus").wait_for()

"""Sign-off in a real browser: with a thumb that taps twice, with the keyboard alone, with others who decide too."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from tests.conftest import PASSWORD, Cast
from tests.flow.market import NOW
from tests.show.web.signing_off import (
    CALM,
    KEPT,
    accept,
    card,
    given_to,
    reject,
    sent_all,
    settle,
    signed_in,
    states,
)

from tiercel.flow.targets.sign_off import sign_off
from tiercel.records.models import SignOff, User

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def site(live_server: Any, workspace: Any) -> str:
    return str(live_server.url)


def test_the_link_leads_through_sign_in_and_the_list_to_a_summary(phone: BrowserContext, site: str, cast: Cast) -> None:
    given_to(cast.ben, "Acme", "Bolt", "Cargo")
    page = signed_in(phone, site)
    assert card(page) == "Acme"
    accept(page)
    assert (card(page), page.locator(".signing-count").inner_text()) == ("Bolt", "1 of 3")
    assert page.evaluate("document.activeElement.id") == "card-name"
    reject(page, note="three people")
    accept(page)
    page.get_by_role("heading", name="All decided").wait_for()
    assert states() == ["accepted", "rejected", "accepted"]
    assert SignOff.objects.get(decision="rejected").note == "three people"
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_a_double_tap_decides_on_one_card(phone: BrowserContext, site: str, cast: Cast) -> None:
    given_to(cast.ben, "Acme", "Bolt", "Cargo")
    phone.clock.install(time=NOW)
    page = signed_in(phone, site)
    box = page.locator("[data-accept]").bounding_box()
    assert box
    page.clock.pause_at(NOW + timedelta(hours=1))  # two taps at one moment, however busy the machine is
    page.mouse.dblclick(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.clock.resume()
    sent_all(page)
    assert states() == ["accepted", "proposed", "proposed"]


def test_what_somebody_else_decided_meanwhile_is_shown_and_may_be_decided_anyway(
    phone: BrowserContext, site: str, cast: Cast
) -> None:
    acme, _bolt = given_to(cast.ben, "Acme", "Bolt")
    page = signed_in(phone, site)
    phone.set_offline(True)
    accept(page)
    sign_off([acme.account_id], "rejected", "No budget", "", cast.ada, NOW)
    phone.set_offline(False)
    page.get_by_text("Acme: rejected meanwhile by Ada (No budget).").wait_for()
    assert states()[0] == "rejected"
    page.reload()
    page.get_by_role("button", name="Decide anyway").click()
    sent_all(page)
    page.get_by_text("rejected meanwhile").wait_for(state="detached")
    assert states()[0] == "accepted"


def test_signed_out_meanwhile_the_decisions_wait_for_the_sign_in(phone: BrowserContext, site: str, cast: Cast) -> None:
    given_to(cast.ben, "Acme", "Bolt", "Cargo")
    page = signed_in(phone, site)
    phone.clear_cookies()
    accept(page)
    page.get_by_text(re.compile("You are signed out.*1")).wait_for()
    page.get_by_role("link", name="Sign in").click()
    page.get_by_label("Name or mail address").fill("ben")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"{site}/sign-off")
    sent_all(page)
    assert states() == ["accepted", "proposed", "proposed"]


def test_signing_out_asks_about_what_is_not_sent_and_takes_it_away(
    phone: BrowserContext, site: str, cast: Cast
) -> None:
    given_to(cast.ben, "Acme", "Bolt")
    page = signed_in(phone, site)
    page.route("**/sign-off/send", lambda route: route.abort())
    accept(page)
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.accept()))
    page.locator(".who").click()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/sign-in")
    assert "not sent yet" in asked[0]
    assert page.evaluate(KEPT) == 0
    assert "Acme" not in page.evaluate("JSON.stringify(localStorage)")


def test_after_sending_nothing_of_an_account_is_left_in_the_browser(
    phone: BrowserContext, site: str, cast: Cast
) -> None:
    given_to(cast.ben, "Acme", "Bolt")
    page = signed_in(phone, site)
    reject(page, note="told us so")
    sent_all(page)
    left = page.evaluate("JSON.stringify(localStorage) + JSON.stringify(sessionStorage)")
    assert "Acme" not in left
    assert "told us so" not in left


def test_the_keyboard_alone_goes_through_the_list(phone: BrowserContext, site: str, cast: Cast) -> None:
    given_to(cast.ben, "Acme", "Bolt", "Cargo")
    page = signed_in(phone, site)
    for keys in ("a", "r", "2", "u", "s", "a"):
        page.keyboard.press(keys)
        page.wait_for_timeout(CALM)
    assert card(page) == "Bolt"
    page.keyboard.press("r")
    page.locator("#reject-note").fill("a as in Acme")
    page.keyboard.press("Escape")
    assert card(page) == "Bolt"
    sent_all(page)
    assert states() == ["accepted", "proposed", "accepted"]


def test_back_shows_the_card_before_and_later_comes_round(phone: BrowserContext, site: str, cast: Cast) -> None:
    given_to(cast.ben, "Acme", "Bolt", "Cargo")
    page = signed_in(phone, site)
    page.get_by_role("button", name="Later").click()
    page.wait_for_timeout(CALM)
    accept(page)
    page.locator("[data-back]").click()
    page.wait_for_timeout(CALM)
    assert card(page) == "Bolt"
    assert page.locator("[data-when=accepted]").is_visible()
    reject(page)
    assert card(page) == "Cargo"
    accept(page)
    assert card(page) == "Acme"
    accept(page)
    page.get_by_role("heading", name="All decided").wait_for()
    assert states() == ["accepted", "rejected", "accepted"]


def test_without_a_script_the_forms_do(browser: Browser, site: str, cast: Cast) -> None:
    given_to(cast.ben, "Acme", "Bolt")
    context = browser.new_context(viewport={"width": 360, "height": 740}, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/sign-in?next=/sign-off")
    page.get_by_label("Name or mail address").fill("ben")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.locator("[data-accept]").click()
    page.locator("#card-name", has_text="Bolt").wait_for()
    page.locator("[data-choice=rejected] > summary").click()
    page.get_by_role("button", name="No budget").click()
    page.get_by_role("heading", name="All decided").wait_for()
    context.close()
    assert states() == ["accepted", "rejected"]


@pytest.mark.parametrize(("language", "theme"), [("en", "light"), ("fa", "dark")])
def test_a_card_has_no_serious_fault_for_people_who_use_assistive_technology(
    language: str, theme: str, phone: BrowserContext, site: str, cast: Cast
) -> None:
    given_to(cast.ben, "Acme", "Bolt")
    User.objects.filter(pk=cast.ben.pk).update(language=language)
    page = phone.new_page()
    phone.add_cookies([{"name": "theme", "value": theme, "url": site}])
    page.goto(f"{site}/sign-in?next=/sign-off")
    page.locator("#name").fill("ben")
    page.locator("#password").fill(PASSWORD)
    page.locator("form[method=post] button.btn-primary").click()
    page.locator("[data-accept]").wait_for()
    settle(page)
    for part in ("card", "sheet"):
        if part == "sheet":
            page.locator("[data-choice=rejected] > summary").click()
        found = Axe().run(page).response["violations"]
        grave = [(one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in ("serious", "critical")]
        assert grave == [], part
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    for button in page.locator("[data-option]:visible").all():
        box = button.bounding_box()
        assert box
        assert box["height"] >= 44

"""From an invitation to a second factor in a real browser; and doors and accounts that anybody can use."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING, Any

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from axe_playwright_python.sync_playwright import Axe
from django.core.cache import cache
from tests.conftest import PASSWORD, Cast

from tiercel.flow import trail
from tiercel.flow.users import invitations

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DOORS = ("/sign-in", "/forgotten")
INSIDE = ("/you", "/you/second-factor", "/settings/users", "/settings/audit")


@pytest.fixture
def site(live_server: Any, workspace: Any, cast: Cast) -> str:
    return str(live_server.url)


def sign_in(page: Page, site: str, name: str, password: str) -> None:
    page.goto(f"{site}/sign-in")
    page.get_by_label("Name or mail address").fill(name)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()


def test_an_invited_person_comes_in_and_makes_the_door_safer(page: Page, site: str, cast: Cast) -> None:
    link = invitations.invite("fay@tiercel.example", "member", "", cast.ada).link
    page.goto(site + re.sub("^http://[^/]+", "", link))
    page.wait_for_url(f"{site}/invitation")
    page.get_by_label("Name", exact=True).fill("فرناز")
    page.get_by_label("New password").fill("a few good words")
    page.get_by_label("The same again").fill("a few good words")
    page.get_by_role("button", name="Begin").click()
    page.wait_for_url(f"{site}/")
    page.goto(f"{site}/you")
    page.get_by_role("link", name="Set it up").click()
    assert page.locator(".qr").evaluate("image => image.decode().then(() => image.naturalWidth)") > 0
    page.get_by_text("The app cannot see it").click()
    secret = page.locator("code").inner_text().replace(" ", "")
    step = int(time.time()) // 30
    page.get_by_label("Code").fill(format_hotp_value(hotp_value(secret, step)))
    page.get_by_label("Your password").fill("a few good words")
    page.get_by_role("button", name="Ask for it from now on").click()
    recovery = page.locator(".codes li").first.inner_text()
    assert page.locator(".codes li").count() == 10
    page.get_by_role("link", name="I have kept them").click()
    page.locator(".who").first.click()
    page.get_by_role("button", name="Sign out").first.click()
    page.wait_for_url("**/sign-in")
    sign_in(page, site, "فرناز", "a few good words")
    page.get_by_label("Code").fill(recovery)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"{site}/")
    page.goto(f"{site}/you")
    assert "9 recovery codes are left" in page.locator("main").inner_text()


@pytest.mark.parametrize(("language", "theme"), [("en", "light"), ("fa", "dark")])
def test_doors_and_accounts_fit_a_phone_and_have_no_serious_fault(
    language: str, theme: str, page: Page, site: str, cast: Cast
) -> None:
    cache.clear()
    trail.note("rates.set", cast.ada, subject="rates", row=1, rates=3)
    invitations.invite("a-rather-long-address-of-somebody@a-long-domain.example", "member", "", cast.ada)
    page.context.add_cookies([{"name": "theme", "value": theme, "url": site}])
    page.context.add_cookies([{"name": "django_language", "value": language, "url": site}])
    page.set_viewport_size({"width": 360, "height": 720})

    def look(path: str) -> None:
        page.goto(site + path)
        found = Axe().run(page).response["violations"]
        assert [(path, one["id"], one["nodes"][0]["html"]) for one in found
                if one["impact"] in ("serious", "critical")] == []  # fmt: skip
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, path

    for path in DOORS:
        look(path)
    page.context.clear_cookies(name="django_language")
    sign_in(page, site, "ada", PASSWORD)
    page.wait_for_url(f"{site}/")
    if language != "en":
        page.goto(f"{site}/you")
        page.locator("#preferred-language").select_option(language)
        page.locator("#preferred-language").locator("xpath=ancestor::form").get_by_role("button").click()
        page.locator(f"html[lang={language}]").wait_for(state="attached")
    for path in INSIDE:
        look(path)

"""What tests of the sign-off do with its pages: come in, decide, and wait for what a decision brings."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tests.conftest import PASSWORD, PATIENCE
from tests.flow.market import NOW, account

from tiercel.records.models import Target, User

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

KEPT = "Object.keys(localStorage).filter((key) => key.includes(':decision:')).length"
CALM = 450  # ms after which a new card takes a decision


def given_to(user: User, *names: str) -> list[Target]:
    made = [account(name, 900, industry="Logistics", country="DE") for name in names]
    return [Target.objects.create(account=one, tier=1, owner=user.person, made_at=NOW) for one in made]


def signed_in(phone: BrowserContext, site: str, name: str = "ben", path: str = "/sign-off") -> Page:
    page = phone.new_page()
    page.goto(f"{site}/sign-in?next={path}")
    page.get_by_label("Name or mail address").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"{site}{path}")  # whole: the address of the sign-in ends in the path too
    settle(page)
    return page


def settle(page: Page) -> None:
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(CALM)


def card(page: Page) -> str:
    return page.locator("#card-name").inner_text()


def accept(page: Page) -> None:
    shown = card(page)
    page.locator("[data-accept]").click()
    _moved_on(page, shown)


def reject(page: Page, reason: str = "Too small", note: str = "") -> None:
    shown = card(page)
    page.locator("[data-choice=rejected] > summary").click()
    if note:
        page.locator("#reject-note").fill(note)
    page.locator("[data-choice=rejected]").get_by_role("button", name=reason).click()
    _moved_on(page, shown)


def _moved_on(page: Page, shown: str) -> None:
    """The card that was decided on is gone, and the next one takes a decision."""
    page.locator("#card-name", has_text=shown).wait_for(state="hidden")
    page.wait_for_timeout(CALM)


def stands_at(page: Page, name: str, count: str) -> None:
    """Wait until the card of that account is there, as the one of so many, and takes a decision."""
    page.locator("#card-name", has_text=name).wait_for()
    page.locator(".signing-count", has_text=count).wait_for()
    page.wait_for_timeout(CALM)


def until(page: Page, expression: str) -> None:
    """Wait until an expression is true; the policy of the pages refuses what Playwright's own waiting evaluates."""
    _until(page, lambda: page.evaluate(expression), expression)


def until_they_are(page: Page, *wanted: str) -> None:
    """Wait until the states of all targets are these, in the order in which they were made."""
    _until(page, lambda: states() == list(wanted), str(wanted))


def _until(page: Page, is_so: Callable[[], bool], what: str) -> None:
    # Without a line the page tries again in half a minute at the latest.
    for _turn in range(PATIENCE // 100):
        if is_so():
            return
        page.wait_for_timeout(100)
    raise AssertionError(what)


def sent_all(page: Page) -> None:
    until(page, f"{KEPT} === 0")


def states() -> list[str]:
    return list(Target.objects.order_by("pk").values_list("state", flat=True))

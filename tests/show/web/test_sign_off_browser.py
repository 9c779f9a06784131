"""Sign-off in a real browser: without a line, with two tabs, with a thumb that taps twice, with the keyboard alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.servers.basehttp import ThreadedWSGIServer
from django.test.testcases import LiveServerThread, QuietWSGIRequestHandler
from tests.conftest import PASSWORD, Cast
from tests.flow.market import NOW, account

from tiercel.flow.targets.sign_off import sign_off
from tiercel.records.models import SentDecision, SignOff, Target, User

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("browser")]
KEPT = "Object.keys(localStorage).filter((key) => key.includes(':decision:')).length"
CALM = 450  # ms after which a new card takes a decision


@pytest.fixture
def site(live_server: Any, workspace: Any) -> str:
    return str(live_server.url)


@pytest.fixture
def phone(browser: Browser) -> Iterator[BrowserContext]:
    """A phone; an error of a script fails the test, a line that is lost does not."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, has_touch=True, locale="en-US")
    errors: list[str] = []
    context.on("weberror", lambda error: errors.append(str(error.error)))
    context.on("console", lambda m: errors.append(m.text) if "Content Security Policy" in m.text else None)
    yield context
    context.close()
    assert not errors, errors


class OneAnswer(QuietWSGIRequestHandler):
    """Closes each connection with its answer: one that was kept open would outlive the server."""

    protocol_version = "HTTP/1.0"


class Server(LiveServerThread):
    """A server that can be killed, and started again at the same address."""

    def __init__(self, port: int = 0) -> None:
        super().__init__("localhost", StaticFilesHandler, port=port)
        self.start()
        self.is_ready.wait()
        if self.error:
            raise self.error

    def _create_server(self, connections_override: Any = None) -> ThreadedWSGIServer:
        return ThreadedWSGIServer(
            (self.host, self.port),
            OneAnswer,
            allow_reuse_address=True,
            connections_override=connections_override,
        )


def given_to(user: User, *names: str) -> list[Target]:
    made = [account(name, 900, industry="Logistics", country="DE") for name in names]
    return [Target.objects.create(account=one, tier=1, owner=user.person, made_at=NOW) for one in made]


def signed_in(phone: BrowserContext, site: str, name: str = "ben", path: str = "/sign-off") -> Page:
    page = phone.new_page()
    page.goto(f"{site}/sign-in?next={path}")
    page.get_by_label("Name or mail address").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"**{path}")
    settle(page)
    return page


def settle(page: Page) -> None:
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(CALM)


def card(page: Page) -> str:
    return page.locator("#card-name").inner_text()


def accept(page: Page) -> None:
    page.locator("[data-accept]").click()
    page.wait_for_timeout(CALM)


def reject(page: Page, reason: str = "Too small", note: str = "") -> None:
    page.locator("[data-choice=rejected] > summary").click()
    if note:
        page.locator("#reject-note").fill(note)
    page.locator("[data-choice=rejected]").get_by_role("button", name=reason).click()
    page.wait_for_timeout(CALM)


def until(page: Page, expression: str) -> None:
    """Wait until an expression is true; the policy of the pages refuses what Playwright's own waiting evaluates."""
    for _turn in range(300):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(100)
    raise AssertionError(expression)


def sent_all(page: Page) -> None:
    until(page, f"{KEPT} === 0")


def states() -> list[str]:
    return list(Target.objects.order_by("pk").values_list("state", flat=True))


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


def test_without_a_line_the_list_goes_on_and_everything_arrives_later(
    phone: BrowserContext, site: str, cast: Cast
) -> None:
    given_to(cast.ben, *(f"A{n}" for n in range(6)))
    page = signed_in(phone, site)
    phone.set_offline(True)
    for _card in range(4):
        accept(page)
    reject(page)
    assert card(page) == "A5"
    page.get_by_text(re.compile("No line to the server.*5")).wait_for()
    assert states() == ["proposed"] * 6
    phone.set_offline(False)
    sent_all(page)
    assert states() == ["accepted"] * 4 + ["rejected", "proposed"]
    assert page.locator("[data-line]").is_hidden()


def test_a_tab_that_was_closed_without_a_line_sends_at_the_next_visit(
    phone: BrowserContext, site: str, cast: Cast
) -> None:
    given_to(cast.ben, "Acme", "Bolt", "Cargo")
    page = signed_in(phone, site)
    phone.set_offline(True)
    accept(page)
    reject(page)
    page.close()
    phone.set_offline(False)
    page = phone.new_page()
    page.goto(f"{site}/sign-off")
    sent_all(page)
    assert states() == ["accepted", "rejected", "proposed"]
    settle(page)
    assert (card(page), page.locator(".signing-count").inner_text()) == ("Cargo", "2 of 3")


def test_a_server_that_dies_and_comes_back_gets_every_decision_once(
    phone: BrowserContext, workspace: Any, cast: Cast
) -> None:
    given_to(cast.ben, *(f"A{n}" for n in range(5)))
    server = Server()
    page = signed_in(phone, f"http://localhost:{server.port}")
    accept(page)
    sent_all(page)
    server.terminate()
    reject(page)
    accept(page)
    page.locator("button[data-undo]").click()
    page.wait_for_timeout(CALM)
    accept(page)
    page.get_by_text("No line to the server").wait_for()
    assert states() == ["accepted"] + ["proposed"] * 4
    server = Server(server.port)
    sent_all(page)
    assert states() == ["accepted", "rejected", "accepted", "proposed", "proposed"]
    server.terminate()


def ready_for_no_line(page: Page) -> None:
    until(page, "navigator.serviceWorker.getRegistration().then((r) => Boolean(r && r.active))")
    until(page, "caches.open('sign-off').then((c) => c.match('/sign-off/kept')).then(Boolean)")


def test_a_page_that_is_loaded_again_without_a_line_goes_on_and_every_decision_arrives_once(
    phone: BrowserContext, workspace: Any, cast: Cast
) -> None:
    given_to(cast.ben, *(f"A{n}" for n in range(6)))
    server = Server()
    page = signed_in(phone, f"http://localhost:{server.port}")
    ready_for_no_line(page)
    accept(page)
    sent_all(page)
    server.terminate()
    accept(page)
    page.reload()
    page.wait_for_timeout(CALM)
    assert (card(page), page.locator(".signing-count").inner_text()) == ("A2", "2 of 6")
    page.get_by_text("No line to the server").wait_for()
    reject(page)
    page.reload()
    page.wait_for_timeout(CALM)
    assert (card(page), page.locator(".signing-count").inner_text()) == ("A3", "3 of 6")
    accept(page)
    server = Server(server.port)
    sent_all(page)
    assert states() == ["accepted", "accepted", "rejected", "accepted", "proposed", "proposed"]
    assert SignOff.objects.count() == SentDecision.objects.count() == 4
    server.terminate()


def test_signed_out_or_somebody_else_finds_no_list_where_no_line_is(
    phone: BrowserContext, workspace: Any, cast: Cast
) -> None:
    given_to(cast.ben, "Acme", "Bolt")
    server = Server()
    site = f"http://localhost:{server.port}"
    page = signed_in(phone, site)
    ready_for_no_line(page)
    page.locator(".who").click()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/sign-in")
    assert "Acme" not in page.evaluate("JSON.stringify(localStorage)")
    ready_for_no_line(signed_in(phone, site))
    phone.clear_cookies()
    signed_in(phone, site, "chen", "/you")
    server.terminate()
    page.goto(f"{site}/sign-off", wait_until="commit")
    page.get_by_text("no list of yours is kept on this device").wait_for()
    assert "Acme" not in page.content() + page.evaluate("JSON.stringify(localStorage)")


def test_an_answer_that_got_lost_is_asked_for_again_and_counts_once(
    phone: BrowserContext, site: str, cast: Cast
) -> None:
    given_to(cast.ben, "Acme", "Bolt")
    page = signed_in(phone, site)
    lost: list[int] = []

    def lose_the_first_answer(route: Any) -> None:
        if lost:
            route.continue_()
            return
        lost.append(route.fetch().status)
        route.abort()

    page.route("**/sign-off/send", lose_the_first_answer)
    accept(page)
    sent_all(page)
    assert lost == [200]
    assert SignOff.objects.count() == SentDecision.objects.count() == 1


def test_a_double_tap_decides_on_one_card(phone: BrowserContext, site: str, cast: Cast) -> None:
    given_to(cast.ben, "Acme", "Bolt", "Cargo")
    page = signed_in(phone, site)
    box = page.locator("[data-accept]").bounding_box()
    assert box
    page.mouse.dblclick(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    sent_all(page)
    assert states() == ["accepted", "proposed", "proposed"]


def test_two_tabs_do_not_ask_twice_and_both_arrive(phone: BrowserContext, site: str, cast: Cast) -> None:
    given_to(cast.ben, "Acme", "Bolt", "Cargo")
    first = signed_in(phone, site)
    second = phone.new_page()
    second.goto(f"{site}/sign-off")
    settle(second)
    phone.set_offline(True)
    accept(first)
    until(second, "document.getElementById('card-name').innerText === 'Bolt'")
    second.wait_for_timeout(CALM)
    reject(second)
    until(first, "document.getElementById('card-name').innerText === 'Cargo'")
    phone.set_offline(False)
    sent_all(first)
    assert states() == ["accepted", "rejected", "proposed"]
    assert SignOff.objects.count() == 2


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
    page.wait_for_url("**/sign-off")
    sent_all(page)
    assert states() == ["accepted", "proposed", "proposed"]


def test_another_person_on_the_same_device_neither_sees_nor_sends_what_waits(
    phone: BrowserContext, site: str, cast: Cast
) -> None:
    given_to(cast.ben, "Acme", "Bolt")
    given_to(cast.chen, "Dock", "Echo")
    page = signed_in(phone, site)
    phone.set_offline(True)
    accept(page)
    phone.clear_cookies()  # before the line is back, or the decision would leave at once
    phone.set_offline(False)
    chen = signed_in(phone, site, "chen")
    page.evaluate("dispatchEvent(new Event('online'))")
    page.get_by_text("Somebody else has signed in on this device").wait_for()
    accept(chen)
    chen.wait_for_timeout(CALM)
    assert "Acme" not in chen.content()
    assert states() == ["proposed", "proposed", "accepted", "proposed"]
    phone.clear_cookies()
    sent_all(signed_in(phone, site))
    assert states() == ["accepted", "proposed", "accepted", "proposed"]
    assert {row.by for row in SignOff.objects.all()} == {cast.ben, cast.chen}


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

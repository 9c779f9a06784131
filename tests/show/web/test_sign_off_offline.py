"""Sign-off where the line or the server fails: nothing that was decided gets lost, and nothing counts twice."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.servers.basehttp import ThreadedWSGIServer
from django.test.testcases import LiveServerThread, QuietWSGIRequestHandler
from tests.conftest import Cast
from tests.ports import free_port
from tests.show.web.signing_off import (
    CALM,
    accept,
    card,
    given_to,
    reject,
    sent_all,
    settle,
    signed_in,
    stands_at,
    states,
    until,
    until_they_are,
)

from tiercel.records.models import SentDecision, SignOff

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def site(live_server: Any, workspace: Any) -> str:
    return str(live_server.url)


class OneAnswer(QuietWSGIRequestHandler):
    """Closes each connection with its answer: one that was kept open would outlive the server."""

    protocol_version = "HTTP/1.0"


class Server(LiveServerThread):
    """A server that can be killed, and started again at the same address."""

    def __init__(self, port: int | None = None) -> None:
        super().__init__("localhost", StaticFilesHandler, port=port or free_port())
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
    stands_at(page, "Cargo", "2 of 3")


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
    page.locator("#card-name", has_text="A2").wait_for()
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
    stands_at(page, "A2", "2 of 6")
    page.get_by_text("No line to the server").wait_for()
    reject(page)
    page.reload()
    stands_at(page, "A3", "3 of 6")
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
    until_they_are(chen, "proposed", "proposed", "accepted", "proposed")
    assert "Acme" not in chen.content()
    phone.clear_cookies()
    sent_all(signed_in(phone, site))
    assert states() == ["accepted", "proposed", "accepted", "proposed"]
    assert {row.by for row in SignOff.objects.all()} == {cast.ben, cast.chen}

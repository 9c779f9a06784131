"""The web tag in Chromium, in pages with a strict policy that run from the right: what is sent, and what never is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from tests.collect.tag.sites import Heard, Sites, batch_of, serving
from tests.waiting import wait_until

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser]
# Chromium has no Global Privacy Control of its own yet; the standard says how pages see it.
GPC = "Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', { get: () => true })"
# Without a window no tab is ever hidden: the page is told so, as the browser would tell it.
HIDE = """(hidden) => {
  Object.defineProperty(document, "hidden", { configurable: true, get: () => hidden });
  document.dispatchEvent(new Event("visibilitychange"));
}"""
FETCHED = """const fetches = fetch, fetched = window.fetched = [];
window.fetch = (address, asked) => { fetched.push(asked); return fetches(address, asked); };"""
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
ALL_KEPT = "() => [document.cookie, localStorage.length, sessionStorage.length]"


@pytest.fixture
def sites() -> Iterator[Sites]:
    with serving() as found:
        yield found


@pytest.fixture
def not_ours(sites: Sites) -> str:
    """A request that was refused (503), as the browser itself shows it; by this a page goes before its sites do."""
    return "http://localhost"


def pages(heard: Heard) -> list[str]:
    """The paths in an order of their own: what a page sends as it goes may come after what the next one sends."""
    return sorted(event["properties"]["path"] for event in heard.of("page"))


def seen(heard: Heard, path: str) -> dict[str, Any]:
    """The one event of a page."""
    (found,) = (event for event in heard.of("page") if event["properties"]["path"] == path)
    return found


def is_heard_of(heard: Heard, path: str) -> bool:
    """Whether anything came from a page; what an earlier one had sent may still arrive meanwhile."""
    return any(event["context"].get("page", {}).get("path") == path for event in heard.events)


def seconds(heard: Heard) -> float:
    return sum(event["properties"]["seconds"] for event in heard.of("Time Spent"))


def test_pages_tell_where_and_whence_without_queries_and_a_closing_tab_still_delivers(page: Page, sites: Sites) -> None:
    heard = sites.heard
    page.add_init_script(FETCHED)
    page.goto(sites.page("/pricing?utm_source=mail&utm_campaign=spring&token=hush#part"))
    heard.wait_for(lambda heard: len(heard.of("page")) == 1)
    first = heard.of("page")[0]
    assert first["properties"]["url"] == sites.page("/pricing")
    assert first["properties"]["title"] == "صفحه"
    assert first["context"]["campaign"] == {"source": "mail", "name": "spring"}
    assert first["context"]["consent"] == {"gpc": False}

    page.evaluate("history.replaceState({}, '', '/pricing?sorted=1')")
    page.evaluate("history.pushState({}, '', '/contact?mail=ada@example.com')")
    heard.wait_for(lambda heard: len(heard.of("page")) == 2)
    assert seen(heard, "/contact")["properties"]["referrer"] == sites.page("/pricing")

    page.evaluate("tiercel('track', 'Demo asked', { seats: 5 }); tiercel('identify', 'u1', { plan: 'pro' })")
    heard.wait_for(lambda heard: bool(heard.of("identify")))
    page.wait_for_timeout(600)
    page.evaluate("tiercel('identify', 'u2')")
    # Only what is kept alive is sure to outlive its page; on one machine the other mostly does too.
    assert page.evaluate("fetched.length > 1 && fetched.every((asked) => asked.keepalive)")
    page.close()
    heard.wait_for(lambda heard: len(heard.of("identify")) == 2 and bool(heard.of("Time Spent")))
    assert heard.of("Demo asked")[0]["properties"] == {"seats": 5}
    # Two users of one device are two visitors.
    one, other = heard.of("identify")
    assert (one["userId"], one["anonymousId"], one["traits"]) == ("u1", first["anonymousId"], {"plan": "pro"})
    assert (other["userId"], other["anonymousId"] != one["anonymousId"]) == ("u2", True)
    for method, headers, body in heard.requests:
        assert (method, headers["path"]) == ("POST", "/v1/batch")
        assert headers["content-type"].startswith("text/plain")
        assert "cookie" not in headers
        assert b"hush" not in body
        assert b"ada@" not in body


def test_time_counts_while_the_page_is_seen_and_somebody_is_there_and_no_second_twice(page: Page, sites: Sites) -> None:
    heard = sites.heard
    page.clock.install(time=NOON)
    page.clock.pause_at(NOON + timedelta(seconds=1))  # no time goes by but what is said here
    page.goto(sites.page())
    page.clock.run_for(10_000)
    page.mouse.move(10, 10)
    page.clock.run_for(10_000)
    page.evaluate(HIDE, True)
    heard.wait_for(lambda heard: seconds(heard) >= 20)
    # What moves in a tab that nobody sees is no sign of life.
    page.mouse.move(20, 20)
    page.clock.run_for(600_000)
    page.evaluate(HIDE, False)
    # Nobody touches anything: half a minute later nobody is taken to be there.
    page.clock.run_for(200_000)
    page.evaluate(HIDE, True)
    heard.wait_for(lambda heard: seconds(heard) >= 50)
    page.evaluate("dispatchEvent(new Event('pagehide'))")
    page.clock.run_for(60_000)
    page.wait_for_timeout(100)
    assert seconds(heard) == 50
    assert all(event["properties"]["path"] == "/" for event in heard.of("Time Spent"))
    assert len(heard.of("page")) == 1


def test_a_tab_that_was_opened_behind_counts_when_somebody_sees_it(page: Page, sites: Sites) -> None:
    page.add_init_script(f"({HIDE})(true)")
    page.goto(sites.page())
    page.wait_for_timeout(400)
    assert sites.heard.events == []
    page.evaluate(HIDE, False)
    sites.heard.wait_for(lambda heard: pages(heard) == ["/"])


def test_what_waits_for_consent_sends_and_keeps_nothing_before_it_and_remembers_it_after(
    page: Page, sites: Sites
) -> None:
    sites.key = "wait"
    heard = sites.heard
    page.goto(sites.page("/first"))
    page.evaluate("tiercel('identify', 'u1')")
    page.wait_for_timeout(500)
    assert heard.requests == []
    assert page.evaluate(ALL_KEPT) == ["", 0, 0]
    page.evaluate("tiercel('consent', { analytics: true })")
    heard.wait_for(lambda heard: pages(heard) == ["/first"])
    visitor = heard.of("page")[0]["anonymousId"]
    assert page.evaluate("document.cookie").startswith(f"_tcl={visitor}.")
    assert page.context.cookies()[0]["domain"] == "127.0.0.1"

    page.goto(sites.page("/second"))
    heard.wait_for(lambda heard: pages(heard) == ["/first", "/second"])
    assert {event["anonymousId"] for event in heard.events} == {visitor}
    assert seen(heard, "/second")["context"]["consent"]["categoryPreferences"] == {"analytics": True}
    page.evaluate("tiercel('consent', { analytics: false })")
    assert page.evaluate(ALL_KEPT) == ["", 0, 0]
    page.goto(sites.page("/third"))
    page.wait_for_timeout(500)
    assert not is_heard_of(heard, "/third")


def test_who_refuses_is_left_alone_on_every_later_page_until_they_agree(page: Page, sites: Sites) -> None:
    heard = sites.heard
    page.goto(sites.page("/first"))
    heard.wait_for(lambda heard: pages(heard) == ["/first"])
    page.evaluate("tiercel('consent', { analytics: false })")
    page.goto(sites.page("/second"))
    page.wait_for_timeout(500)
    assert (is_heard_of(heard, "/second"), page.evaluate("document.cookie")) == (False, "_tcl=no")
    page.evaluate("tiercel('consent', { analytics: true }); tiercel('page')")
    heard.wait_for(lambda heard: pages(heard) == ["/first", "/second"])
    assert is_heard_of(heard, "/second")
    assert seen(heard, "/first")["anonymousId"] != seen(heard, "/second")["anonymousId"]


def test_global_privacy_control_wins_over_consent(page: Page, sites: Sites) -> None:
    heard = sites.heard
    page.goto(sites.page())
    heard.wait_for(lambda heard: pages(heard) == ["/"])
    assert page.evaluate("document.cookie") != ""
    page.goto("about:blank")
    heard.requests.clear()
    page.add_init_script(GPC)
    page.goto(sites.page())
    page.evaluate("tiercel('consent', { analytics: true }); tiercel('track', 'Demo asked')")
    page.wait_for_timeout(500)
    assert (heard.requests, page.evaluate(ALL_KEPT)) == ([], ["", 0, 0])

    sites.key = "anonymous"
    page.goto(sites.page("/again"))
    page.evaluate("tiercel('identify', 'u1', { email: 'ada@example.com' })")
    page.locator("[name=mail]").fill("ada@example.com")
    page.locator("button").click()
    heard.wait_for(lambda heard: pages(heard) == ["/again", "/thanks"])
    assert page.evaluate(ALL_KEPT) == ["", 0, 0]
    assert heard.of("identify") == []
    assert not any(b"ada@" in body or b"u1" in body for _method, _headers, body in heard.requests)
    assert all(event["context"]["consent"]["gpc"] for event in heard.events)
    assert seen(heard, "/again")["anonymousId"] != seen(heard, "/thanks")["anonymousId"]


def test_without_storage_nothing_is_kept_and_each_page_load_is_somebody_else(page: Page, sites: Sites) -> None:
    sites.key = "none"
    page.goto(sites.page("/first?token=hush"))
    page.locator("a").click()
    sites.heard.wait_for(lambda heard: pages(heard) == ["/first", "/next"])
    one, other = seen(sites.heard, "/first"), seen(sites.heard, "/next")
    assert other["properties"]["referrer"] == sites.page("/first")
    assert one["anonymousId"] != other["anonymousId"]
    assert one["context"]["cookieless"]
    assert page.evaluate(ALL_KEPT) == ["", 0, 0]
    assert page.context.cookies() == []


@pytest.mark.parametrize(("key", "mail"), [("names", ""), ("mail", "ada@example.com")])
def test_forms_tell_their_fields_and_never_what_is_in_them_but_a_mail_address_where_asked(
    key: str, mail: str, page: Page, sites: Sites
) -> None:
    sites.key, heard = key, sites.heard
    page.goto(sites.page("/trial"))
    given = {"company": "Acme", "mail": "ada@example.com", "secret": "open sesame", "card": "4111111111111111"}
    for name, value in given.items():
        page.locator(f"[name={name}]").fill(value)
    page.locator("button").click()
    heard.wait_for(lambda heard: pages(heard) == ["/thanks", "/trial"])
    (form,) = heard.of("Form Submitted")
    assert form["properties"] == {"form": "trial", "fields": ["company", "mail", "words"], "path": "/trial"}
    assert [event["traits"] for event in heard.of("identify")] == ([{"email": mail}] if mail else [])
    sent = b"".join(body for _method, _headers, body in heard.requests)
    told = [value for value in (*given.values(), "hidden-token") if value.encode() in sent]
    assert told == ([mail] if mail else [])


def test_what_was_not_taken_is_sent_again_with_the_same_ids(page: Page, sites: Sites) -> None:
    heard = sites.heard
    heard.fails = 2
    page.clock.install()
    page.goto(sites.page())

    def taken_at_last() -> bool:
        # A beat that comes before the last answer sends nothing: the next one does.
        page.clock.run_for(30_000)
        return len(heard.refused) == 2 and pages(heard) == ["/"]

    wait_until(taken_at_last, "a page that is taken")
    refused = {one["messageId"]: one for body in heard.refused for one in batch_of(body)}
    heard.wait_for(lambda heard: refused.keys() <= {one["messageId"] for one in heard.events})
    taken = {one["messageId"]: one for one in heard.events}
    assert {key: taken[key] for key in refused} == refused
    assert [one["type"] for one in refused.values()].count("page") == 1


def test_what_is_called_before_the_tag_has_come_waits_and_an_ended_key_breaks_no_page(page: Page, sites: Sites) -> None:
    page.route("**/before.js", lambda route: route.fulfill(
        content_type="text/javascript",
        body="tiercel = function () { (tiercel.q = tiercel.q || []).push(arguments) }; tiercel('track', 'Early')",
    ))  # fmt: skip
    page.goto(sites.page())
    sites.heard.wait_for(lambda heard: bool(heard.of("Early")) and pages(heard) == ["/"])
    sites.key = "ended"
    so_far = len(sites.heard.requests)
    page.goto(sites.page())
    assert page.evaluate("tiercel('track', 'Late')") is None
    page.wait_for_timeout(400)
    assert not sites.heard.of("Late")
    assert len(sites.heard.requests) <= so_far + 1


def test_what_a_page_says_of_itself_wins(page: Page, sites: Sites) -> None:
    sites.more = 'data-query="plan" data-storage="none" data-forms'
    page.goto(sites.page("/#/inbox?token=hush"))
    page.evaluate("location.hash = '#/outbox'")
    sites.heard.wait_for(lambda heard: pages(heard) == ["/#/inbox", "/#/outbox"])
    page.goto(sites.page("/buy?plan=pro&mail=a@example.com"))
    page.locator("button").click()
    sites.heard.wait_for(lambda heard: bool(heard.of("Form Submitted")) and "/buy" in pages(heard))
    assert seen(sites.heard, "/buy")["properties"]["url"] == sites.page("/buy?plan=pro")
    assert page.context.cookies() == []

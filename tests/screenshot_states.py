"""What pages show once somebody has done something: a menu opened, a form refused, a file looked at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

COLUMNS = ".head-actions details.menu:nth-of-type(1) > summary"
EXPORT = "details.menu:has([href*='export']) > summary"
PASSWORDS = "main form:has(#password)"
ACCOUNTS = b"name,domain,industry,employees\nNordlicht,nordlicht.example,Softwre,120\n,broken,,many\n"


@dataclass(frozen=True)
class State:
    """name       of the picture
    path          of the page, or a pattern of it: the first that the pages led to
    reach         what somebody does there
    is_whole      whether the picture shows the whole page; what lies over it is seen in the window alone
    is_signed_in  whether it needs a user
    """

    name: str
    path: str
    reach: Callable[[Page], object]
    is_whole: bool = True
    is_signed_in: bool = True


def _is_phone(page: Page) -> bool:
    return (page.viewport_size or {"width": 1280})["width"] < 600


def _click(selector: str) -> Callable[[Page], None]:
    def clicked(page: Page) -> None:
        page.locator(selector).filter(visible=True).first.click()
        page.wait_for_timeout(300)

    return clicked


def _palette(page: Page) -> None:
    if _is_phone(page):
        page.click(".search-link")
        page.wait_for_url("**/search*")
    page.locator("#search").fill("a")
    page.locator("#search-offers [role=option]").first.wait_for()


def _filters(page: Page) -> None:
    page.locator(".sieve-toggle" if _is_phone(page) else ".more-filters > summary").click()
    page.wait_for_timeout(300)


def _sent(form: str, **values: str) -> Callable[[Page], None]:
    """A form sent as it must not be: the browser's own checks are passed by, so that ours are seen."""

    def send(page: Page) -> None:
        page.evaluate(
            """([form, values]) => { const one = document.querySelector(form); one.noValidate = true;
            for (let up = one; up; up = up.parentElement) if (up.tagName === "DETAILS") up.open = true;
            for (const [name, value] of Object.entries(values)) one.elements[name].value = value; }""",
            [form, values],
        )
        with page.expect_navigation():
            page.evaluate("form => document.querySelector(form).requestSubmit()", form)
        page.wait_for_timeout(200)

    return send


def _upload(page: Page) -> None:
    page.set_input_files("#files", {"name": "accounts.csv", "mimeType": "text/csv", "buffer": ACCOUNTS})
    page.locator("form:has(#files) button").click()
    page.wait_for_url("**/data/imports/*")
    page.locator("button[name=do]").first.wait_for(timeout=60_000)


def _picked(page: Page) -> None:
    page.locator("#accounts-list .pick input").filter(visible=True).nth(1).check()


def _files(page: Page) -> None:
    long = "Konten-Export_2026-11-26_final_v3 (Kopie von Kopie) – شرکت‌ها.csv"
    page.set_input_files(
        "#files",
        [
            {"name": "accounts.csv", "mimeType": "text/csv", "buffer": ACCOUNTS},
            {"name": long, "mimeType": "text/csv", "buffer": ACCOUNTS * 40_000},
        ],
    )
    page.locator("#files-chosen li").nth(1).wait_for()


def _key(page: Page) -> None:
    """A key is shown once: this is when."""
    page.locator("main form:has(#days) [name=name]").fill("Pictures")
    page.locator("main form:has(#days) [name=scope]").first.check()
    page.locator("main form:has(#days) .btn-primary").click()
    page.locator("#shown-secret").wait_for()


def _expired(page: Page) -> None:
    """A form whose page was open for too long."""
    page.evaluate("document.querySelectorAll('[name=csrfmiddlewaretoken]').forEach((one) => { one.value = 'old'; })")
    page.locator("main form:has(#days) [name=name]").fill("Pictures")
    page.locator("main form:has(#days) .btn-primary").click()
    page.locator(".error-number").wait_for()


def _opened(selector: str) -> Callable[[Page], None]:
    """What a link of the page leads to."""

    def opened(page: Page) -> None:
        with page.expect_navigation():
            page.locator(selector).filter(visible=True).first.click()
        page.wait_for_timeout(200)

    return opened


def _nothing(page: Page) -> None:
    """The page as it is: its address is the state."""


STATES = (
    State("state palette", "/", _palette, is_whole=False),
    State("state number opened", "/", _click("details.number > summary")),
    State("state user menu", "/profile", _click("details.menu > summary.who"), is_whole=False),
    State("state accounts filters", "/accounts", _filters, is_whole=False),
    State("state accounts columns", "/accounts", _click(COLUMNS), is_whole=False),
    State("state accounts export", "/accounts", _click(EXPORT), is_whole=False),
    State("state accounts picked", "/accounts", _picked, is_whole=False),
    State("state accounts nothing", "/accounts?q=zzzzqq", _nothing),
    State("state people nothing", "/people?q=zzzzqq", _nothing),
    State("state search nothing", "/search?q=zzzzqq", _nothing),
    State("state sign-off card", "/sign-off", _nothing, is_whole=False),
    State("state sign-off reject", "/sign-off", _click("[data-choice=rejected] > summary"), is_whole=False),
    State("state import looked at", "/data", _upload),
    State("state files chosen", "/data", _files),
    State("state duplicates merged", "/data/duplicates?state=merged", _nothing),
    State("state parents decided", "/data/parents?state=decided", _nothing),
    State("state job failed", "/settings/jobs?state=failed", _opened("#jobs-list .name a")),
    State("state key made", "/settings/keys", _key),
    State("state form expired", "/settings/keys", _expired),
    State("state key refused", "/settings/keys", _sent("main form:has(#days)", name="")),
    State("state webhook refused", "/settings/webhooks", _sent("main form:has([name=url])", url="ftp://nowhere")),
    State("state invitation refused", "/settings/users", _sent("main form:has(#invite-email)", email="nobody")),
    State("state user refused", "/settings/users", _sent("main form:has(#name)", name="dara", password="short")),
    State("state password refused", "/password", _sent("main form:has([type=password])", password="short")),
    State("state strategy refused", r"/settings/strategy/\w+", _sent("main form:has(#text)", text="wrong: [")),
    State("state not there", "/nowhere-at-all", _nothing),
    State("state sign-in refused", "/sign-in", _sent(PASSWORDS, name="ada", password="wrong"), is_signed_in=False),
)  # fmt: skip

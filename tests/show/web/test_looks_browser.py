"""What only a browser shows: a field for files in the reader's language, and the names of a phone's bar in one line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from tests.conftest import Cast
from tests.show.web.walk import choose_language, enter, signed_in

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DROP = """() => {
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File(["name"], "dropped.csv"));
  const dropped = new DragEvent("drop", {dataTransfer, bubbles: true, cancelable: true});
  document.querySelector("[data-drop]").dispatchEvent(dropped);
}"""
NAMES = """[...document.querySelectorAll(".side > .ways .way-name, .more > summary span")]
  .filter((one) => one.checkVisibility())
  .map((one) => [one.textContent, one.scrollWidth > one.clientWidth + 1])"""
# The click that a key brings, without the system's own window, which not every browser without a screen can open.
ASKED = """() => document.querySelector("#files").addEventListener("click", (asking) => {
  asking.preventDefault();
  asking.target.dataset.asked = asking.isTrusted;
})"""
LARGE = {"name": "accounts.csv", "mimeType": "text/csv", "buffer": b"name\n" + b"Acme\n" * 400_000}


def test_a_chosen_file_stands_there_with_its_size_in_the_readers_words(
    page: Page, live_server: Any, workspace: Any, cast: Cast
) -> None:
    choose_language(cast, "fa")
    enter(page, live_server.url, signed_in(cast))
    page.goto(f"{live_server.url}/data")
    onward = page.locator("[data-with-files]")
    assert onward.is_hidden(), "there is nothing to look at yet"
    page.locator("#files").set_input_files(LARGE)
    line = page.locator("#files-chosen li")
    assert line.locator(".name").inner_text() == "accounts.csv"
    assert line.locator(".size").inner_text().replace("\u00a0", " ") == "۱٫۹ مگابایت"
    onward.wait_for()


def test_the_field_for_files_is_reached_by_keyboard_and_shows_it(
    page: Page, live_server: Any, workspace: Any, cast: Cast
) -> None:
    enter(page, live_server.url, signed_in(cast))
    page.goto(f"{live_server.url}/data")
    page.locator("a[href='/data/connectors']").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "files"
    ring = "getComputedStyle(document.querySelector('.file-choose')).outlineStyle"
    assert page.evaluate(ring) == "solid"
    page.evaluate(ASKED)
    page.keyboard.press("Enter")
    page.locator("#files[data-asked=true]").wait_for(state="attached")


def test_files_are_dropped_into_the_field(page: Page, live_server: Any, workspace: Any, cast: Cast) -> None:
    enter(page, live_server.url, signed_in(cast))
    page.goto(f"{live_server.url}/data")
    page.evaluate(DROP)
    assert page.locator("#files-chosen .name").inner_text() == "dropped.csv"
    assert page.evaluate("document.querySelector('#files').files.length") == 1


@pytest.mark.parametrize("width", [320, 390])
def test_every_name_of_a_phones_bar_stands_in_one_line(
    browser: Browser, live_server: Any, workspace: Any, cast: Cast, width: int
) -> None:
    choose_language(cast, "ar")
    context = browser.new_context(viewport={"width": width, "height": 740}, is_mobile=True, has_touch=True)
    phone = context.new_page()
    enter(phone, live_server.url, signed_in(cast))
    phone.goto(live_server.url)
    names = phone.evaluate(NAMES)
    assert len(names) >= 4
    assert [name for name, is_cut in names if is_cut] == []
    heights = phone.evaluate("[...document.querySelectorAll('.side > .ways .thumb')].map((one) => one.offsetHeight)")
    assert len(set(heights)) == 1
    assert phone.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    context.close()

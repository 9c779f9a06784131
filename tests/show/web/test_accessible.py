"""Pages that everybody can use (WCAG 2.2 AA): every page, in every language, light and dark, by keyboard, enlarged."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import axe_playwright_python
import pytest
from tests.conftest import Cast
from tests.show.web.loose_names import loose_names, names_seen
from tests.show.web.walk import LANGUAGES, choose_language, enter, furnish, open_path, pages, signed_in

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
# One language from each side is looked at whole; in the others, what texts alone can get wrong.
WHOLE = ("en", "fa")
COLOURS = "color-contrast"
# Between letters, words, lines and paragraphs, as people set it for themselves (1.4.12).
SPACED = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("* { line-height: 1.5 !important; letter-spacing: .12em !important }" +
    "* { word-spacing: .16em !important } p { margin-block-end: 2em !important }");
  document.adoptedStyleSheets = [sheet];
  return document.documentElement.scrollWidth;
}"""
NARROW, USUAL = {"width": 320, "height": 512}, {"width": 1280, "height": 720}
OF_LANGUAGE = [
    "aria-command-name", "aria-input-field-name", "button-name", "document-title", "html-has-lang", "html-lang-valid",
    "image-alt", "label", "link-name", "select-name", "summary-name", "svg-img-alt", "valid-lang",
]  # fmt: skip
# Rows of a list look alike but for their words: of those that are made alike (the same elements, classes and roles,
# words and names in the same places) two are looked at. A row that differs in what a rule looks at stays.
DISTINCT = """() => {
  const free = new RegExp("^(id|href|value|for|name|title|datetime|src|action|alt|hx-(get|post)|data-.*|x|x1|x2|cx|d|" +
    "points|width|transform|aria-(label|labelledby|describedby|controls))$");
  const words = (node) => node.nodeType === 1 ? shape(node) : node.nodeType === 3 && node.data.trim() ? "w" : "";
  const said = (a) => a.name + (a.value.trim() && free.test(a.name) ? "=?" : "=" + a.value);
  const shape = (one) => `${one.tagName} ${[...one.attributes].map(said)} [${[...one.childNodes].map(words)}]`;
  for (const list of document.querySelectorAll("tbody, ul, ol, dl")) {
    const seen = {};
    for (const row of [...list.children].filter((one) => one.matches("tr, li"))) {
      const made = shape(row);
      seen[made] = (seen[made] || 0) + 1;
      if (seen[made] > 2) row.remove();
    }
  }
}"""
# What a faster colour change would leave for a moment is not what is looked at, nor is a rule whose faults are never
# serious: axe gives every fault of a rule the weight of the rule.
LOOK = """async ([theme, rules, without]) => {
  document.documentElement.dataset.bsTheme = theme;
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const never = axe._audit.rules.filter((rule) => ["minor", "moderate"].includes(rule.impact))
    .map((rule) => rule.id).concat(without || []);
  const only = rules ? {runOnly: {type: "rule", values: rules}}
    : {rules: Object.fromEntries(never.map((id) => [id, {enabled: false}]))};
  const found = await axe.run(document, {resultTypes: ["violations"], ...only});
  return found.violations.filter((one) => ["serious", "critical"].includes(one.impact))
    .map((one) => [theme, one.id, one.nodes[0].html.slice(0, 200)]);
}"""
# Targets of at least 24 by 24 pixels (2.5.8), but for links within a line of text and what the browser itself draws.
SMALL = """() => [...document.querySelectorAll("a[href], button, summary, select, input:not([type=hidden])")]
  .filter(function (one) {
    const box = one.getBoundingClientRect(), seen = one.checkVisibility({visibilityProperty: true});
    if (!box.width || !box.height || !seen || one.closest(".visually-hidden, .skip")) return false;
    if (one.matches("input[type=checkbox], input[type=radio]")) {
      const label = one.closest("label");
      const room = (label || one.parentElement).getBoundingClientRect();
      return Math.max(box.height, room.height) < 24;
    }
    const inText = one.matches("a") && getComputedStyle(one).display === "inline";
    return !inText && (box.width < 24 || box.height < 24);
  }).map((one) => one.outerHTML.slice(0, 160))"""
FOCUSED = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const style = getComputedStyle(one), box = one.getBoundingClientRect();
  const ring = (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1) || style.boxShadow !== "none";
  const middle = document.elementFromPoint(box.left + box.width / 2, box.top + Math.min(box.height / 2, 20));
  const covered = middle && !one.contains(middle) && !middle.contains(one) && !middle.closest("label");
  one.dataset.walked = one.dataset.walked || String(document.querySelectorAll("[data-walked]").length);
  return {n: one.dataset.walked, ring, covered: Boolean(covered), html: one.outerHTML.slice(0, 160)};
}"""
REACHABLE = """() => [...document.querySelectorAll("a[href], button, summary, select, textarea, input")]
  .filter((one) => one.checkVisibility({visibilityProperty: true}) && one.getBoundingClientRect().width)
  .filter((one) => one.type !== "hidden" && !one.disabled && !one.closest("[inert]"))
  .filter((one) => !(one.type === "radio" && !one.checked) && !one.dataset.walked)
  .map((one) => one.outerHTML.slice(0, 160))"""


@dataclass(frozen=True)
class Site:
    """A browser's page in a workspace with something on every page, signed in as Ada."""

    page: Page
    url: str
    cast: Cast
    paths: tuple[str, ...]

    def open(self, path: str) -> Page:
        open_path(self.page, self.url, path)
        return self.page


@pytest.fixture
def site(page: Page, live_server: Any, workspace: Any, cast: Cast) -> Site:
    client = signed_in(cast)
    enter(page, live_server.url, client)
    return Site(page, str(live_server.url), cast, tuple(pages(furnish(cast), client)))


@pytest.mark.slow
def test_every_page_can_be_used_fits_and_keeps_names_apart_in_every_language_in_light_and_dark(site: Site) -> None:
    """No serious fault of axe; at 320 px nothing is lost to the side: what a window of 1,280 px shows at 400 %
    (1.4.10); and names in the other direction stand by themselves. Each page is opened once for all of that."""
    site.page.emulate_media(reduced_motion="reduce")
    site.page.add_init_script(AXE)
    grave, wide, small, loose = {}, {}, {}, {}
    seen = 0
    for language in LANGUAGES:
        choose_language(site.cast, language)
        for path in site.paths:
            site.page.set_viewport_size(NARROW if language in WHOLE else USUAL)
            page = site.open(path)
            if language in WHOLE:
                if (width := page.evaluate("document.documentElement.scrollWidth")) > NARROW["width"]:
                    wide[language, path] = width
                elif (width := page.evaluate(SPACED)) > NARROW["width"]:
                    wide[language, path, "spaced"] = width
                page.evaluate("document.adoptedStyleSheets = []")
                if found := page.evaluate(SMALL):
                    small[path] = found
            page.set_viewport_size(USUAL)
            if language == "fa":  # what stands apart does so in every language: the templates are the same
                seen += names_seen(page)
                if found := loose_names(page):
                    loose[path] = found
            page.evaluate(DISTINCT)
            if found := _look(page, language):
                grave[language, path] = found
    assert grave == {}
    assert wide == {}
    assert small == {}
    assert loose == {}
    assert seen > 20


def _look(page: Page, language: str) -> list[Any]:
    """Templates, styles and colours are the same in every language: what another one can break is its own.

    Colours are most of the work: the light ones are looked at from one side, the dark ones from the other.
    """
    if language not in WHOLE:
        return list(page.evaluate(LOOK, ["light", OF_LANGUAGE]))
    if language == "en":
        return list(page.evaluate(LOOK, ["light", None]))
    found = page.evaluate(LOOK, ["light", None, [COLOURS]])
    return [*found, *page.evaluate(LOOK, ["dark", [COLOURS]])]


def test_a_fault_in_one_row_of_many_is_found(page: Page) -> None:
    row = "<tr><td><a href='/{n}'>Acme {n}</a></td><td>{cell}</td></tr>"
    odd = {20: "<button class='icon'></button>", 25: "<span style='color: #ddd; background: #fff'>pale</span>"}
    rows = "".join(row.format(n=n, cell=odd.get(n, "<span>plain</span>")) for n in range(30))
    page.set_content(f"<html lang=en><title>Rows</title><main><table><tbody>{rows}</tbody></table></main></html>")
    page.evaluate(AXE)
    page.evaluate(DISTINCT)
    assert page.locator("tr").count() == 4
    assert {fault for _theme, fault, _html in _look(page, "en")} == {"button-name", COLOURS}


@pytest.mark.slow
def test_the_keyboard_reaches_everything_and_shows_where_it_is(site: Site) -> None:
    site.page.set_viewport_size({"width": 1280, "height": 800})
    # The kept sign-off begins at the card, as the page does that it stands in for once a card was decided.
    walked = {path: _walk(site.open(path)) for path in site.paths if path != "/sign-off/kept"}
    assert {path: found for path, found in walked.items() if found} == {}


def _walk(page: Page) -> list[str]:
    """Tab through a page until it begins anew: what shows no focus, is covered by a bar, or is never reached."""
    found: list[str] = []
    seen: set[str] = set()
    last = None
    for _step in range(400):
        page.keyboard.press("Tab")
        at = page.evaluate(FOCUSED)
        if at is not None and at["n"] == last:
            continue  # within a field for a day: its day, month, year and calendar each take a press
        if at is None or at["n"] in seen:
            break
        last = at["n"]
        seen.add(last)
        for _moment in range(20):
            if not at["covered"]:
                break
            page.wait_for_timeout(50)  # what is scrolled clear of a bar may take a moment
            at = page.evaluate(FOCUSED)
        found += [f"shows no focus: {at['html']}"] if not at["ring"] else []
        found += [f"is covered: {at['html']}"] if at["covered"] else []
    else:
        found.append("the focus never came to an end")
    return found + [f"is not reached: {one}" for one in page.evaluate(REACHABLE)]


def test_escape_closes_a_menu_and_the_focus_goes_back(page: Page, live_server: Any, workspace: Any, cast: Cast) -> None:
    enter(page, live_server.url, signed_in(cast))
    page.goto(f"{live_server.url}/accounts")
    openers = page.locator("details.menu > summary:visible").all()
    assert openers
    for opener in openers:
        opener.focus()
        page.keyboard.press("Enter")
        assert opener.evaluate("one => one.parentElement.open")
        page.keyboard.press("Escape")
        assert not opener.evaluate("one => one.parentElement.open")
        assert opener.evaluate("one => document.activeElement === one")


def test_motion_stops_for_those_who_ask_and_marks_stay_in_forced_colours(site: Site) -> None:
    site.page.emulate_media(reduced_motion="reduce", forced_colors="active")
    page = site.open("/profile?part=evidence")
    moving = "[...document.querySelectorAll('*')].filter((one) => getComputedStyle(one).transitionDuration !== '0s')"
    assert page.evaluate(f"{moving}.length") == 0
    page = site.open("/accounts")
    fill, ground = (page.locator(f".meter .{part}").first for part in ("fill", "ground"))
    colour = "one => getComputedStyle(one).fill"
    assert fill.evaluate(colour) != ground.evaluate(colour)
    # A tick that a sheet draws is white on white there: the browser's own is seen.
    assert page.locator("[data-pick]").first.evaluate("one => getComputedStyle(one).appearance") == "auto"


@pytest.mark.parametrize("path", ["/password", "/settings/users"])
def test_a_refused_form_says_why_where_it_is_heard(path: str, cast: Cast) -> None:
    """The cursor is in the field that is wrong, which is described by the reason."""
    answer = signed_in(cast).post(path, {"old": "not it", "password": "short", "again": "other"})
    assert answer.status_code == 422
    page = answer.content.decode()
    cursor = re.search(r'aria-invalid="true" aria-describedby="(\S+?)[ "][^>]*autofocus', page)
    assert cursor is not None
    assert page.count("autofocus") == 1
    assert re.search(rf'class="wrong" id="{cursor[1]}">.*\w', page)

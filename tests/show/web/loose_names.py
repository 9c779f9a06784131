"""Names in any script stand by themselves: on no page do they turn the sentence around them, nor does it turn them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.show.web.walk import NAMES, PEOPLE

if TYPE_CHECKING:
    from playwright.sync_api import Page

LOOKED_FOR = [*NAMES, *PEOPLE, "known (well) به‌خوبی", "Head of IT (EMEA) مدیر", "Logistik (See) 1"]
LOOSE = """names => {
  const found = [];
  const apart = (text, name) => text.split(name).length === text.split("\\u2068" + name + "\\u2069").length;
  const alone = function (node, name) {
    for (let one = node.parentElement; one && one.textContent.trim() === name; one = one.parentElement) {
      if (one.matches("bdi, [dir=auto]") && getComputedStyle(one).unicodeBidi.match(/isolate|plaintext/)) return true;
    }
    return false;
  };
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const node = texts.currentNode;
    const mine = node.parentElement.closest("[dir=auto]");
    for (const name of names) {
      if (!node.data.includes(name) || node.parentElement.closest("script, textarea, pre")) continue;
      if (!alone(node, name) && !apart(node.data, name) && mine !== node.parentElement) {
        found.push("text: " + node.parentElement.outerHTML.slice(0, 200));
      }
    }
  }
  for (const element of document.querySelectorAll("*")) {
    for (const attribute of ["aria-label", "title", "placeholder", "alt", "data-label", "label"]) {
      const said = element.getAttribute(attribute) || "";
      if (names.some((name) => !apart(said, name))) found.push(attribute + ": " + said);
    }
    const typed = element.matches("input:not([type=hidden]):not([type=checkbox]):not([type=radio]), textarea");
    if (typed && names.some((name) => element.value.includes(name)) && !element.matches("[dir]")) {
      found.push("field: " + element.outerHTML.slice(0, 200));
    }
  }
  if (names.some((name) => !apart(document.title, name))) found.push("title: " + document.title);
  return [...new Set(found)];
}"""
SEEN = "names => names.filter((name) => document.body.textContent.includes(name)).length"


def loose_names(page: Page) -> list[str]:
    """Where one of `LOOKED_FOR` does not stand by itself."""
    return list(page.evaluate(LOOSE, LOOKED_FOR))


def names_seen(page: Page) -> int:
    """How many of `LOOKED_FOR` stand on the page: so that whoever looks knows that there was something to find."""
    return int(page.evaluate(SEEN, LOOKED_FOR))

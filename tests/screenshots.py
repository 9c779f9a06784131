"""Every page in every language, light and dark, wide and on a phone, as pictures on one sheet, for people to look at.

Serve a workspace (`tiercel demo`), then: python -m tests.screenshots OUT --at http://localhost:8000
Less of it: --only fa,ar (languages), --looks dark-phone, --pages accounts,sign-off (in addresses and states).
A workspace that is not the demo: --as NAME --password PASSWORD. What could not be taken is named at the end.
"""

from __future__ import annotations

import argparse
import html
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

from tests.conftest import BROWSERS, QUIET_BROWSER
from tests.screenshot_states import STATES, State

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, FloatRect, Page

LANGUAGES = ("en", "ar", "fa", "zh")
WIDTHS = {"wide": 1280, "phone": 390}
LOOKS = tuple(f"{theme}-{width}" for theme, width in product(("light", "dark"), WIDTHS))
# Where nobody has to be signed in, and what an address that is not there, or is not open, shows.
DOORS = ("/sign-in", "/forgotten", "/nowhere")
PARTS = ("/profile?part=evidence", "/profile?part=scorecard", "/profile?part=backtest", "/profile?part=versions")
# Long lists are looked at by their beginnings.
TALLEST = 4000


@dataclass(frozen=True)
class Shot:
    path: str
    language: str
    look: str

    @property
    def file(self) -> str:
        name = re.sub(r"[^\w.-]+", "-", self.path.strip("/")) or "home"
        return f"{name}.{self.language}.{self.look}.png"


@dataclass
class Round:
    """One workspace, looked at."""

    site: str
    out: Path
    only: Callable[[str], bool]
    name: str = ""
    password: str = ""
    failed: list[str] = field(default_factory=list)

    def take(self, browser: Browser, languages: list[str], looks: list[str]) -> Iterator[Shot]:
        paths: list[str] = []
        # A look at a time, so that a round that is cut short has seen every language.
        for look, language in product(looks, languages):
            with self._looking(browser, language, look) as (context, page):
                paths = paths or every_path(page, self.site)
                for path in filter(self.only, paths):
                    yield from self._one(
                        page, Shot(path, language, look), partial(self._open, path=path, language=language)
                    )
                for state in STATES:
                    if self.only(state.name) and state.is_signed_in:
                        yield from self._state(page, state, Shot(state.name, language, look), paths)
                context.clear_cookies(name="sessionid")
                for path in filter(self.only, DOORS):
                    yield from self._one(
                        page, Shot(path, language, look), partial(self._open, path=path, language=language)
                    )
                for state in STATES:
                    if self.only(state.name) and not state.is_signed_in:
                        yield from self._state(page, state, Shot(state.name, language, look), paths)

    @contextmanager
    def _looking(self, browser: Browser, language: str, look: str) -> Iterator[tuple[BrowserContext, Page]]:
        theme, width = look.split("-")
        is_phone = width == "phone"
        context = browser.new_context(
            viewport={"width": WIDTHS[width], "height": 800}, has_touch=is_phone, is_mobile=is_phone
        )
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.goto(self.site)
        if self.name:
            page.goto(self.site + "/sign-in")
            page.fill("[name=name]", self.name)
            page.fill("[name=password]", self.password)
            page.click("main form:has([name=password]) button.btn-primary")
            page.wait_for_url(lambda address: "/sign-in" not in address)
        context.add_cookies([{"name": "theme", "value": theme, "url": self.site}])
        _choose(page, language)
        yield context, page
        context.close()

    def _open(self, page: Page, path: str, language: str) -> None:
        # Pages that follow a job never fall silent, so a picture waits for what is there, and for its fonts.
        page.goto(self.site + path, wait_until="load")
        # The language belongs to the user: somebody else who looks, or another round, may have chosen another.
        if page.evaluate("document.documentElement.lang").split("-")[0] != language:
            _choose(page, language)
            page.goto(self.site + path, wait_until="load")
        page.evaluate("document.fonts.ready.then(() => true)")
        page.wait_for_timeout(150)

    def _state(self, page: Page, state: State, shot: Shot, paths: list[str]) -> Iterator[Shot]:
        found = next((path for path in paths if re.fullmatch(state.path, path)), None)
        if found is None and "\\" not in state.path:
            found = state.path
        if found is None:
            self.failed.append(f"{shot.file}: no page like {state.path} here")
            return

        def reach(page: Page) -> None:
            self._open(page, found, shot.language)
            state.reach(page)

        yield from self._one(page, shot, reach, whole=state.is_whole)

    def _one(self, page: Page, shot: Shot, reach: Callable[[Page], object], *, whole: bool = True) -> Iterator[Shot]:
        try:
            reach(page)
            height = page.evaluate("document.documentElement.scrollHeight")
            size = page.viewport_size or {"width": 1280, "height": 800}
            clip: FloatRect = {"x": 0, "y": 0, "width": size["width"], "height": min(height, TALLEST)}
            wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            if wide > 0:
                self.failed.append(f"{shot.file}: {wide} px wider than the window")
            if whole:
                page.screenshot(path=self.out / shot.file, full_page=True, clip=clip)
            else:
                page.screenshot(path=self.out / shot.file)
        except Exception as error:  # noqa: BLE001 - one page that fails must not cost the others
            self.failed.append(f"{shot.file}: {str(error).splitlines()[0]}")
            return
        yield shot


def main() -> None:
    asked = _arguments()
    asked.out.mkdir(parents=True, exist_ok=True)
    wanted = asked.pages.split(",") if asked.pages else []
    one = Round(asked.at, asked.out, lambda path: not wanted or any(each in path for each in wanted),
                asked.name, asked.password)  # fmt: skip
    with _browser() as browser:
        shots = list(one.take(browser, asked.only.split(","), asked.looks.split(",")))
    (asked.out / "index.html").write_text(sheet(shots), encoding="utf-8")
    print("\n".join([*one.failed, f"{len(shots)} pictures: {asked.out / 'index.html'}"]))  # noqa: T201 - a command says what it did
    sys.exit(bool(one.failed))


def every_path(page: Page, site: str) -> list[str]:
    """Every address that stands by itself, and one row of each kind that the pages lead to."""
    alone = [path for path in alone_standing() if _is_page(page, site + path)]
    seen, waiting = dict.fromkeys(["/", *PARTS, *alone]), ["/", *alone]
    kinds = set(alone)
    while waiting:
        page.goto(site + waiting.pop(0))
        links = "[...document.querySelectorAll('a[href]')].map((one) => new URL(one.href)).filter((one) => " \
                "one.origin === location.origin).map((one) => one.pathname)"  # fmt: skip
        for path in page.evaluate(links):
            kind = "/".join("0" if part.isdigit() else part for part in path.split("/"))
            if kind in kinds or "." in path or "export" in path:
                continue
            kinds.add(kind)
            # A file that is handed out is no page to look at.
            if _is_page(page, site + path):
                seen[path] = None
                waiting.append(path)
    return list(seen)


def _is_page(page: Page, address: str) -> bool:
    answer = page.request.get(address, max_redirects=0)
    # A part that a page asks for later is none: only a whole page is looked at.
    return answer.ok and answer.headers.get("content-type", "").startswith("text/html") and "<html" in answer.text()


def alone_standing() -> list[str]:
    """The addresses of whole pages that need nothing to be named: a new one is among them by itself."""
    apart = ("healthz", "readyz", "metrics", "tag", "language")
    from tiercel.show.cli._setup import begin

    begin()
    from tiercel.show.web.addresses import ADDRESSES

    return [f"/{each.path}" for each in ADDRESSES if not each.acts and "<" not in each.path and each.name not in apart
            and "." not in each.path]  # fmt: skip


def sheet(shots: list[Shot]) -> str:
    """A table of the pictures: a row for each page, a column for each way to see it."""
    columns = list(dict.fromkeys((shot.language, shot.look) for shot in shots))
    there = {(shot.path, shot.language, shot.look): shot.file for shot in shots}
    head = "".join(f"<th>{' '.join(column)}</th>" for column in columns)
    rows = []
    for path in dict.fromkeys(shot.path for shot in shots):
        files = [there.get((path, *column), "") for column in columns]
        cells = "".join(
            f'<td><a href="{file}"><img src="{file}" width="240" loading="lazy"></a></td>' if file else "<td>–</td>"
            for file in files
        )
        rows.append(f"<tr><th>{html.escape(path)}</th>{cells}</tr>")
    rows = [f"<tr><th></th>{head}</tr>", *rows]
    style = "th{font:12px sans-serif;text-align:start;vertical-align:top}img{border:1px solid #ccc}"
    return f"<!doctype html><meta charset=utf-8><style>{style}</style><table>{''.join(rows)}</table>"


def _choose(page: Page, language: str) -> None:
    say = """language => fetch("/language", {method: "POST", body: new URLSearchParams({language}), headers:
      {"X-CSRFToken": document.querySelector("[name=csrfmiddlewaretoken]").value}})"""
    page.evaluate(say, language)


@contextmanager
def _browser() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    found = next(path for path in map(shutil.which, BROWSERS) if path)
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=found, args=list(QUIET_BROWSER))


def _arguments() -> argparse.Namespace:
    said = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    said.add_argument("out", type=Path, help="the folder for the pictures")
    said.add_argument("--at", default="http://localhost:8000", help="where the workspace is served")
    said.add_argument("--only", default=",".join(LANGUAGES), help="the languages, with commas")
    said.add_argument("--looks", default=",".join(LOOKS), help="the looks, with commas")
    said.add_argument("--pages", default="", help="what addresses or names of states hold, with commas")
    said.add_argument("--as", dest="name", default="", help="who signs in, where the workspace is not the demo")
    said.add_argument("--password", default="", help="the password of whoever signs in")
    return said.parse_args()


if __name__ == "__main__":
    main()

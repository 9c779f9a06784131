"""Every page in every language, light and dark, wide and on a phone, as pictures on one sheet, for people to look at.

Serve a workspace (`tiercel demo`), then: python -m tests.screenshots OUT --at http://localhost:8000 [--only fa,ar]
"""

from __future__ import annotations

import argparse
import html
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

from tests.conftest import BROWSERS, QUIET_BROWSER

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

LANGUAGES, THEMES = ("en", "ar", "fa", "zh"), ("light", "dark")
WIDTHS = {"wide": 1280, "phone": 390}
# Where nobody has to be signed in, and what an address that is not there, or is not open, shows.
DOORS = ("/sign-in", "/forgotten", "/nowhere")
PARTS = ("/profile?part=evidence", "/profile?part=scorecard", "/profile?part=backtest", "/profile?part=versions")


@dataclass(frozen=True)
class Shot:
    path: str
    language: str
    theme: str
    width: str

    @property
    def file(self) -> str:
        name = self.path.strip("/").replace("/", "-").replace("?", "-").replace("=", "-") or "home"
        return f"{name}.{self.language}.{self.theme}.{self.width}.png"


def main() -> None:
    asked = _arguments()
    asked.out.mkdir(parents=True, exist_ok=True)
    with _browser() as browser:
        shots = list(take(browser, asked.at, asked.out, asked.only.split(",")))
    (asked.out / "index.html").write_text(sheet(shots), encoding="utf-8")
    print(f"{len(shots)} pictures: {asked.out / 'index.html'}")  # noqa: T201 - a command says what it did


def take(browser: Browser, site: str, out: Path, languages: list[str]) -> Iterator[Shot]:
    for language, theme, width in product(languages, THEMES, WIDTHS):
        context = browser.new_context(viewport={"width": WIDTHS[width], "height": 800})
        page = context.new_page()
        page.goto(site)
        context.add_cookies([{"name": "theme", "value": theme, "url": site}])
        _choose(page, language)
        for path in every_path(page, site):
            yield _picture(page, site, out, Shot(path, language, theme, width))
        context.clear_cookies(name="sessionid")
        for path in DOORS:
            yield _picture(page, site, out, Shot(path, language, theme, width))
        context.close()


def _picture(page: Page, site: str, out: Path, shot: Shot) -> Shot:
    page.goto(site + shot.path)
    page.wait_for_load_state("networkidle")
    page.screenshot(path=out / shot.file, full_page=True)
    return shot


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
    columns = list(dict.fromkeys((shot.language, shot.theme, shot.width) for shot in shots))
    there = {(shot.path, shot.language, shot.theme, shot.width): shot.file for shot in shots}
    head = "".join(f"<th>{' '.join(column)}</th>" for column in columns)
    rows = []
    for path in dict.fromkeys(shot.path for shot in shots):
        files = [there.get((path, *column), "") for column in columns]
        cells = "".join(
            f'<td><a href="{file}"><img src="{file}" width="240" loading="lazy"></a></td>' for file in files
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
    return said.parse_args()


if __name__ == "__main__":
    main()

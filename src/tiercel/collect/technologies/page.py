"""What a web page loads, says of itself and runs, taken from its HTML without running any of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

LOADED_FROM = {"script": "src", "link": "href", "iframe": "src", "img": "src", "form": "action", "source": "src"}
# A link to another page loads nothing; these do, or say where the page's things come from.
RELATIONS = frozenset(["stylesheet", "preload", "modulepreload", "preconnect", "dns-prefetch", "icon", "manifest"])
MOST_SCRIPT = 400_000
MOST_UNENDED = 4_000


@dataclass
class Page:
    """url          where it is, "" where that is not known
    canonical    what it says its address is
    loads        addresses from which it loads something
    generators   what it says made it
    attributes   names of attributes of its elements
    scripts      its own scripts, together
    headers      of the answer, names in small letters
    """

    url: str = ""
    canonical: str = ""
    loads: set[str] = field(default_factory=set)
    generators: set[str] = field(default_factory=set)
    attributes: set[str] = field(default_factory=set)
    scripts: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)


def read_page(html: str, url: str = "", headers: Mapping[str, str] | None = None) -> Page:
    """A page from its HTML, however broken that is."""
    reader = _Reader(Page(url=url, headers={name.lower(): value for name, value in (headers or {}).items()}))
    reader.feed(html)
    # What no bracket ends is looked through again from each bracket in it: of a whole page, for hours.
    reader.rawdata = reader.rawdata[:MOST_UNENDED]
    reader.close()
    reader.page.scripts = "\n".join(reader.texts)[:MOST_SCRIPT]
    return reader.page


class _Reader(HTMLParser):
    def __init__(self, page: Page) -> None:
        super().__init__(convert_charrefs=True)
        self.page = page
        self.texts: list[str] = []
        self._in_script = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.page.attributes.update(name for name in found if "-" in name or ":" in name)
        self._in_script = tag == "script"
        if tag == "meta":
            self._meta(found)
        relations = set(found.get("rel", "").lower().split())
        if tag == "link" and "canonical" in relations:
            self.page.canonical = self.page.canonical or found.get("href", "")
        address = found.get(LOADED_FROM.get(tag, ""), "")
        if address and (tag != "link" or relations & RELATIONS):
            self._load(address)

    def handle_endtag(self, tag: str) -> None:
        self._in_script = False if tag == "script" else self._in_script

    def handle_data(self, data: str) -> None:
        if self._in_script:
            self.texts.append(data)

    def _meta(self, found: Mapping[str, str]) -> None:
        if found.get("name", "").lower() == "generator":
            self.page.generators.add(found.get("content", "").strip())
        if found.get("property", "").lower() == "og:url":
            self.page.canonical = self.page.canonical or found.get("content", "")

    def _load(self, address: str) -> None:
        try:
            whole = urljoin(self.page.url or "https://page.invalid/", address)
            urlsplit(whole)
        except ValueError:
            return
        self.page.loads.add(whole)

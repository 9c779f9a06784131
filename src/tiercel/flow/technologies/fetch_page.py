"""Read pages of other people's sites as a polite visitor does: by their robots.txt, slowly, and not too much.

No page inside this machine or a private network is read, and none by a detour: each address is looked at before the
connection goes to that very address, and so is each that it redirects to.
"""

from __future__ import annotations

import http.client
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import SplitResult, urljoin, urlsplit
from urllib.robotparser import RobotFileParser

from tiercel import __version__
from tiercel.core.errors import DataError
from tiercel.flow.webhooks.post_outside import Pinned, resolved

AGENT = f"tiercel/{__version__} (technologies; reads few pages and obeys robots.txt)"
NAME = "tiercel"
MOST_BYTES = 2_000_000
MOST_ROBOTS = 500_000
ALL_SECONDS = 20
MOST_REDIRECTS = 3
SECONDS_BETWEEN = 1.0
LONGEST_DELAY = 60.0
MOVED = (301, 302, 303, 307, 308)


@dataclass(frozen=True)
class Fetched:
    """A page; `why_not` says why there is none."""

    url: str
    html: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    why_not: str = ""


@dataclass
class Visitor:
    """Reads pages one after the other, and waits between two of one host.

    to_private   whether pages inside this machine or a private network may be read
    sleep, now   the clock, for tests
    """

    to_private: bool = False
    sleep: Callable[[float], None] = time.sleep
    now: Callable[[], float] = time.monotonic
    _robots: dict[str, RobotFileParser] = field(default_factory=dict)
    _last: dict[str, float] = field(default_factory=dict)

    def fetch_all(self, urls: list[str]) -> Iterator[Fetched]:
        for url in urls:
            yield self.fetch(url)

    def fetch(self, url: str) -> Fetched:
        """The page, after redirects; never raises: what went wrong stands in it."""
        try:
            return self._follow(whole_address(url))
        except DataError as wrong:
            return Fetched(url, why_not=str(wrong))
        except ssl.SSLCertVerificationError as error:
            return Fetched(url, why_not=f"Its certificate is not trusted: {error.verify_message}.")
        except (OSError, http.client.HTTPException, ValueError) as error:
            return Fetched(url, why_not=f"No answer came ({type(error).__name__}).")

    def _follow(self, url: str) -> Fetched:
        for _ in range(MOST_REDIRECTS + 1):
            if not self._may(url):
                raise DataError(f"The robots.txt of {urlsplit(url).hostname} asks not to read this page.")
            status, headers, body = self._get(url, MOST_BYTES)
            if status not in MOVED or "location" not in headers:
                return _page(url, status, headers, body)
            url = whole_address(urljoin(url, headers["location"]))
        raise DataError("The page redirects again and again.")

    def _may(self, url: str) -> bool:
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        if site not in self._robots:
            self._robots[site] = self._read_robots(site)
        return self._robots[site].can_fetch(NAME, url)

    def _read_robots(self, site: str) -> RobotFileParser:
        """What a site asks of visitors: one that cannot say so is left alone, one that has nothing to say is read."""
        robots = RobotFileParser(f"{site}/robots.txt")
        url = f"{site}/robots.txt"
        for _ in range(MOST_REDIRECTS + 1):
            status, headers, body = self._get(url, MOST_ROBOTS)
            if status not in MOVED or "location" not in headers:
                break
            url = whole_address(urljoin(url, headers["location"]))
        if 200 <= status < 300:
            robots.parse(body.decode("utf-8", "replace").splitlines())
        elif 400 <= status < 500:
            robots.parse([])
        else:
            robots.parse(["User-agent: *", "Disallow: /"])
        return robots

    def _get(self, url: str, most: int) -> tuple[int, dict[str, str], bytes]:
        parts = urlsplit(url)
        self._wait(parts)
        connection = Pinned(parts, self._address(parts))
        # Each read may wait for some seconds; together they may not, however slowly the other side drips.
        watch = threading.Timer(ALL_SECONDS, connection.cut)
        watch.start()
        try:
            target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            asked = {"User-Agent": AGENT, "Accept": "text/html,text/plain", "Accept-Encoding": "identity"}
            connection.request("GET", target, headers={**asked, "Host": parts.netloc})
            answer = connection.getresponse()
            headers = {name.lower(): value for name, value in answer.getheaders()}
            return answer.status, headers, answer.read(most)
        finally:
            watch.cancel()
            connection.close()

    def _address(self, parts: SplitResult) -> str:
        try:
            return resolved(parts, to_private=self.to_private)
        except DataError:
            raise DataError(
                f"{parts.hostname} is inside this machine or a private network, and is not read. "
                "Say --to-private where that is meant."
            ) from None

    def _wait(self, parts: SplitResult) -> None:
        """A second between two visits of a host, or as long as it asks for."""
        robots = self._robots.get(f"{parts.scheme}://{parts.netloc}")
        asked = float(robots.crawl_delay(NAME) or 0) if robots else 0.0
        if asked > LONGEST_DELAY:
            raise DataError(f"It asks visitors to wait {asked:.0f} seconds between pages, which is too long for us.")
        between, host = max(SECONDS_BETWEEN, asked), parts.hostname or ""
        if host in self._last:
            self.sleep(max(self._last[host] + between - self.now(), 0.0))
        self._last[host] = self.now()


def whole_address(text: str) -> str:
    """An address of a page, with https where nothing is said; raises DataError for what is none.

    >>> whole_address("www.example.com/about")
    'https://www.example.com/about'
    """
    url = text.strip()
    url = url if "://" in url else f"https://{url}"
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port, parts = None, 0, urlsplit("")
    odd = parts.username is not None or any(c.isspace() or ord(c) < 32 for c in url) or not url.isascii()
    if parts.scheme not in ("http", "https") or not host or port == 0 or odd:
        raise DataError(f"'{text.strip()[:80]}' is no address of a page. Write it as https://www.example.com/.")
    return parts._replace(fragment="").geturl()


def _page(url: str, status: int, headers: dict[str, str], body: bytes) -> Fetched:
    if status != 200:
        raise DataError(f"It answered with {status}.")
    kind = headers.get("content-type", "text/html")
    if "html" not in kind:
        raise DataError(f"It is no page, but {kind.partition(';')[0]}.")
    charset = kind.partition("charset=")[2].strip("\"' ;") or "utf-8"
    try:
        html = body.decode(charset, "replace")
    except LookupError:
        html = body.decode("utf-8", "replace")
    return Fetched(url, html, headers)

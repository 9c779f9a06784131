"""Which products a page uses, each with what shows it."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from tiercel.collect.technologies.fingerprint import SURE, Fingerprint, Found, fingerprints
from tiercel.collect.technologies.page import Page

MOST_EVIDENCE = 160
_IN_SCRIPT = re.compile(r"(?:https?:)?(//[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+){1,5}(?:/[^\s\"'<>()\\]*)?)")


def find_in_page(page: Page) -> tuple[Found, ...]:
    """The products, by name; where several things show one, the surest is its evidence."""
    # Scripts name what they load later.
    addresses = sorted(page.loads | {f"https:{match}" for match in _IN_SCRIPT.findall(page.scripts)}, reverse=True)
    hosts = {(urlsplit(address).hostname or ""): address for address in addresses}
    found = []
    for category, each in fingerprints():
        ways = list(_evidence(each, page, hosts, addresses))
        if ways:
            how, seen = max(ways, key=lambda way: SURE[way[0]])
            found.append(Found(each.name, category, SURE[how], " ".join(seen.split())[:MOST_EVIDENCE]))
    return tuple(sorted(found, key=lambda one: one.name.lower()))


def _evidence(each: Fingerprint, page: Page, hosts: dict[str, str], addresses: list[str]) -> Iterator[tuple[str, str]]:
    for generator in page.generators:
        if generator.lower().startswith(tuple(word.lower() for word in each.generators)):
            yield "generator", f"generator: {generator}"
    for host, address in hosts.items():
        if any(host == known or host.endswith(f".{known}") for known in each.hosts):
            yield "host", address
    for header in each.headers:
        name, _colon, part = header.partition(":")
        if name in page.headers and part.strip().lower() in page.headers[name].lower():
            yield "header", f"{name}: {page.headers[name]}"
    for part in each.paths:
        yield from (("path", address) for address in addresses if part in address)
    for name in each.attributes:
        if name in page.attributes:
            yield "attribute", name
    for word in each.scripts:
        if word in page.scripts:
            yield "script", word

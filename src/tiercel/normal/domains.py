"""Domains: the part of an address on the web that belongs to one owner."""

import re
from functools import cache, lru_cache
from urllib.parse import urlsplit

import tldextract

from tiercel.core.errors import DataError

_OFFLINE = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)
_SCHEME = re.compile(r"^[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_LABEL = re.compile(r"^(?!-)[a-z0-9_-]{1,63}(?<!-)$")
_TWO_LABELS = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)\.(?!-)[a-z0-9_-]{1,63}(?<!-)")


@lru_cache(maxsize=100_000)
def parse_domain(text: str) -> str:
    """The registrable domain of an address, a host or a mail address, in lower case and ASCII.

    raises   DataError where there is none: a bare word, an address of numbers, a public suffix

    >>> parse_domain("https://www.Shop.Example.co.uk/a?b#c"), parse_domain("bücher.example")
    ('example.co.uk', 'xn--bcher-kva.example')
    """
    if _is_registrable(text):
        return text
    host = _host(text)
    found = _OFFLINE(host)
    labels = host.split(".")
    if found.suffix and found.domain:
        registrable = f"{found.domain}.{found.suffix}"
    elif not found.suffix and len(labels) >= 2 and not labels[-1].isdigit():
        registrable = ".".join(labels[-2:])  # a suffix that the list does not know: .example, .test, .internal
    else:
        raise _not_a_domain(text)
    if len(registrable) > 253 or not all(_LABEL.match(label) for label in registrable.split(".")):
        raise _not_a_domain(text)
    return registrable


def _is_registrable(text: str) -> bool:
    """Whether it is surely one already, as nearly all that are kept are: two labels, and no suffix of two."""
    if not _TWO_LABELS.fullmatch(text) or "xn--" in text:
        return False
    last = text.rpartition(".")[2]
    suffixes = public_suffixes()
    return not last.isdigit() and text not in suffixes and f"*.{last}" not in suffixes


@cache
def public_suffixes() -> frozenset[str]:
    """Every suffix under which anyone may register a domain, as "com" and "co.uk"."""
    return frozenset(_OFFLINE.tlds)


def _host(text: str) -> str:
    bare = text.strip().strip("<>\"'").removeprefix("//")
    try:
        host = urlsplit(bare if _SCHEME.match(bare) else f"//{bare}").hostname or ""
        host = host.rstrip(".").replace("。", ".")
        return host if host.isascii() else host.encode("idna").decode("ascii").lower()
    except (ValueError, UnicodeError):
        raise _not_a_domain(text) from None


def _not_a_domain(text: str) -> DataError:
    return DataError(f"'{text[:80]}' is not a domain. Write it as example.com.")

"""What a mail address or a web site says of where somebody works: its domain, and whether it may decide."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache

from tiercel.core.errors import DataError
from tiercel.normal.disposable_mail import is_disposable_mail
from tiercel.normal.domains import parse_domain
from tiercel.normal.free_mail import is_free_mail
from tiercel.normal.open_sites import is_open_site
from tiercel.normal.role_addresses import is_role_address


@dataclass(frozen=True)
class Host:
    """A domain of a contact's addresses; `decides` is False where a function and not a person is behind all of them."""

    domain: str
    decides: bool


def hosts_of(addresses: Iterable[str], silent: Collection[str] = ()) -> tuple[Host, ...]:
    """The domains that say where somebody works, those of earlier addresses first, each once.

    silent   domains that say nothing, beside free and disposable mail

    >>> hosts_of(["ada@gmail.com", "info@acme.example", "ada@eu.acme.example"])
    (Host(domain='acme.example', decides=True),)
    """
    found: dict[str, bool] = {}
    for address in addresses:
        local, at, host = address.rpartition("@")
        domain = _domain(host) if at else ""
        if domain and domain not in silent and host not in silent:
            found[domain] = found.get(domain, False) or not is_role_address(local)
    return tuple(Host(domain, decides) for domain, decides in found.items())


def sites_of(websites: Iterable[str], silent: Collection[str] = ()) -> tuple[str, ...]:
    """The domains of web sites that say which company is meant: none where anybody may have a page.

    >>> sites_of(["acme.example", "facebook.com", "gmail.com"])
    ('acme.example',)
    """
    domains = dict.fromkeys(map(_domain, websites))
    return tuple(name for name in domains if name and name not in silent and not is_open_site(name))


def label_of(domain: str) -> str:
    """What stands before the suffix: acme of acme.co.uk."""
    return domain.partition(".")[0]


@lru_cache(maxsize=500_000)
def _domain(host: str) -> str:
    """The registrable domain, "" for one where anybody may have a mailbox, and for what is none."""
    try:
        domain = parse_domain(host)
    except DataError:
        return ""
    open_to_all = any(is_free_mail(name) or is_disposable_mail(name) for name in (host.lower(), domain))
    return "" if open_to_all else domain

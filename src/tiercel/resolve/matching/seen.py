"""What matching sees of a contact, and its outcome depends on: contacts who say the same are decided once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from tiercel.normal.text import compared
from tiercel.resolve.matching.index import Index, line_of
from tiercel.resolve.matching.mail import Host, hosts_of, sites_of
from tiercel.resolve.matching.rules import Rules
from tiercel.resolve.matching.tables import Contact


@dataclass(frozen=True, slots=True)
class Seen:
    """A contact without what tells nothing: free mail, phones that no account has.

    sites   domains of the company's web site, as somebody wrote it
    city    in the form in which cities are compared
    called  accounts that one of the phones is of
    """

    hosts: tuple[Host, ...]
    sites: tuple[str, ...]
    company: str
    country: str
    city: str
    called: tuple[int, ...]

    @property
    def says_nothing(self) -> bool:
        return not (self.hosts or self.sites or self.company)


def look_at(contact: Contact, index: Index, rules: Rules) -> Seen:
    called: tuple[int, ...] = ()
    if contact.phones and index.phones:
        called = tuple(sorted({key for phone in contact.phones for key in index.phones.get(line_of(phone), ())}))
    return Seen(
        hosts_of(contact.emails, rules.silent_domains),
        sites_of(contact.websites, rules.silent_domains) if contact.websites else (),
        contact.company,
        contact.country,
        _city(contact.city) if contact.city else "",
        called,
    )


@lru_cache(maxsize=50_000)
def _city(written: str) -> str:
    return compared(written)

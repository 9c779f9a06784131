"""What of an event may stand in the lake for all to read: what happened, where and how long, and nobody's name.

Addresses of pages lose their queries but for the campaign, and whatever looks like a mail address goes everywhere:
people's addresses stand in links more often than anybody means them to.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from math import isnan
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import msgspec

from tiercel.collect.events.bots import kind_of_visit
from tiercel.collect.events.fields import text_in, text_of
from tiercel.collect.events.seen import Campaign, Seen
from tiercel.collect.visits.network import Network
from tiercel.collect.visits.remembering import remembered, remembered_of_three

LONGEST = 500
# Longer than a day, nobody looks at a page.
MOST_SECONDS = 24 * 60 * 60
# Wider than what addresses are: a local part may hold nearly any sign.
_MAIL = re.compile(r"[^\s/]*(?:@|%40)[^\s/]*")
_FORMS = re.compile(r"\bform\b.*\b(?:submit|submitted|sent|filled|completed)\b|^form$|^form_submit", re.IGNORECASE)
_URLS = ("url", "$current_url", "page_url")
_REFERRERS = ("referrer", "$referrer", "page_referrer")
_SECONDS = ("seconds", "active_seconds", "time_seconds", "engaged_seconds")
_FORM_NAMES = ("form", "form_name", "formName", "form_id", "formId")


class Address(msgspec.Struct, frozen=True, gc=False):
    """A page's address without what may name somebody; `campaign`, `source` and `medium` are those of its query."""

    host: str
    path: str
    campaign: str = ""
    source: str = ""
    medium: str = ""


class Place(msgspec.Struct, frozen=True, gc=False):
    """Where somebody was, and what brought them there."""

    host: str
    path: str
    referrer_host: str
    campaign: str
    campaign_source: str
    campaign_medium: str


class Clear(msgspec.Struct, frozen=True, gc=False):
    """What of one event anybody who reads the lake may read; "" or None where nothing is known."""

    name: str
    place: Place
    seconds: float | None
    form: str
    bot: str
    network: Network


def clear_of(seen: Seen, network: Network) -> Clear:
    page, said = seen.page, seen.properties
    told = text_in(said, "path") or page.path or ""
    url = _first(said, _URLS) or page.url or told
    place = place_of(url, told, _first(said, _REFERRERS) or page.referrer or "")
    if seen.campaign:
        place = _by_campaign(place, seen.campaign)
    return Clear(
        _name(seen.name) if seen.name else "",
        place,
        _seconds(said) if said else None,
        _form(seen) if seen.type == "track" else "",
        kind_of_visit(seen.user_agent, place.campaign_medium, network.kind),
        network,
    )


@remembered_of_three(50_000)
def place_of(url: str, told: str, referrer: str) -> Place:
    """The place of an address, and of the path that the page told beside it.

    >>> place_of("https://www.example.com/a?utm_source=mail", "/b", "https://search.example/?q=x").path
    '/b'
    """
    address = address_of(url)
    return Place(
        host=address.host,
        path=path_of(told) or address.path,
        referrer_host=address_of(referrer).host,
        campaign=unnamed(address.campaign),
        campaign_source=unnamed(address.source),
        campaign_medium=unnamed(address.medium),
    )


def _by_campaign(place: Place, said: Campaign) -> Place:
    """The place with what the client itself says of the campaign."""
    return msgspec.structs.replace(
        place,
        campaign=unnamed(said.name or "") or place.campaign,
        campaign_source=unnamed(said.source or "") or place.campaign_source,
        campaign_medium=unnamed(said.medium or "") or place.campaign_medium,
    )


@remembered(50_000)
def address_of(url: str) -> Address:
    """An address without its query and without mail addresses in it.

    >>> address_of("https://www.example.com/pricing?email=ada@example.com&utm_campaign=spring#top")
    Address(host='www.example.com', path='/pricing', campaign='spring', source='', medium='')
    >>> address_of("https://example.com/welcome/ada%40example.com").path
    '/welcome/…'
    """
    try:
        parts = urlsplit(url[:4000])
        host = (parts.hostname or "").casefold()
        query = dict(parse_qsl(parts.query)) if "utm_" in parts.query else {}
    except ValueError:
        return Address("", "")
    return Address(
        host=unnamed(host),
        path=unnamed(unquote(parts.path).split("?")[0]),
        campaign=unnamed(query.get("utm_campaign", "")),
        source=unnamed(query.get("utm_source", "")),
        medium=unnamed(query.get("utm_medium", "")),
    )


@remembered(50_000)
def path_of(said: str) -> str:
    """A path as a page tells it, without its query; "" for what is none.

    An app may keep its places after a `#`, which its address alone does not show.

    >>> path_of("/app#/orders/7?token=x"), path_of("/app#access_token=x"), path_of("https://example.com/a")
    ('/app#/orders/7', '/app', '')
    """
    if not said.startswith("/") or said.startswith("//"):
        return ""
    path, _, place = said[:4000].partition("#")
    place = place if place.startswith(("/", "!")) else ""
    return "#".join(unnamed(unquote(part.split("?")[0]).split("?")[0]) for part in (path, place) if part)


def unnamed(text: str) -> str:
    """The text, not too long, without mail addresses.

    >>> unnamed("Order of ada@example.com"), unnamed("Pricing")
    ('Order of …', 'Pricing')
    """
    short = well_formed(text[:LONGEST])
    return _MAIL.sub("…", short) if "@" in short or "%40" in short else short


def well_formed(text: str) -> str:
    """The text as every store takes it: half a sign (a lone surrogate) becomes a question mark, and NUL goes.

    >>> well_formed("a\\ud800b\\x00c")
    'a?bc'
    """
    whole = text if text.isascii() else text.encode("utf-8", "replace").decode()
    return whole.replace("\x00", "") if "\x00" in whole else whole


_name = remembered(10_000)(unnamed)


def _form(seen: Seen) -> str:
    """The name of the form that a track event sent, else "form" where one was; "" for everything else."""
    if not _is_form(seen.name[:LONGEST]):
        return ""
    return unnamed(_first(seen.properties, _FORM_NAMES)) or "form"


@remembered(10_000)
def _is_form(name: str) -> bool:
    # No longer than a name is: of one that says "form" a thousand times each would be looked at with all that follow.
    return bool(_FORMS.search(name.replace("_", " ").replace("$", "")))


def _seconds(said: Mapping[str, Any]) -> float | None:
    for name in _SECONDS:
        if name not in said:
            continue
        found = said[name]
        if isinstance(found, int) or (isinstance(found, float) and not isnan(found)):
            # Limited before it is made a float: a whole number may be larger than any.
            return float(min(max(found, 0), MOST_SECONDS))
    return None


def _first(said: Mapping[str, Any], names: tuple[str, ...]) -> str:
    # Of every event, a dozen times: a generator would take longer than all that it does.
    for name in names:
        if name in said and (text := text_of(said[name])):
            return text
    return ""

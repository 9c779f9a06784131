"""What an event says of the company that somebody is at: a group call's traits, or the company among a person's own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tiercel.collect.events.clear import well_formed
from tiercel.collect.events.seen import Seen

_NAMES = ("name", "company", "companyName", "company_name")
_WEBSITES = ("website", "domain", "url", "company_domain")
_LONGEST = 200
TELLS_OF_A_COMPANY = frozenset(("group", "identify"))


def company_told(seen: Seen) -> dict[str, str]:
    """`name`, `website` and `country` as they were said; {} where nothing was.

    Segment's own trait `company` of a person is a map with the same names; some send its name alone.
    """
    if seen.type == "group":
        return _told(seen.traits)
    if seen.type != "identify":
        return {}
    company = seen.traits.get("company")
    own: Mapping[str, Any] = company if isinstance(company, Mapping) else {"name": company}
    # A person's own name and web site are no company's; "companyName" and the like are.
    said = {name: seen.traits[name] for name in (*_NAMES[2:], *_WEBSITES[3:]) if name in seen.traits}
    return _told({**said, **own})


def _told(traits: Mapping[str, Any]) -> dict[str, str]:
    address = traits.get("address")
    place = address if isinstance(address, Mapping) else {}
    said = {"name": _first(traits, _NAMES), "website": _first(traits, _WEBSITES),
            "country": _first(traits, ("country",)) or _first(place, ("country",))}  # fmt: skip
    return {name: text for name, text in said.items() if text} if said["name"] or said["website"] else {}


def _first(traits: Mapping[str, Any], names: tuple[str, ...]) -> str:
    texts = (traits.get(name) for name in names)
    return next((well_formed(text.strip()[:_LONGEST]) for text in texts if isinstance(text, str) and text.strip()), "")

"""What an event of PostHog's clients says, in the common form."""

from typing import Any, NamedTuple

from tiercel.collect.events.fields import consent_of, is_from_a_device, map_of, text_of
from tiercel.collect.events.message import Message, Stored
from tiercel.collect.events.reading_json import decoded
from tiercel.collect.events.times import corrected, read_instant
from tiercel.collect.events.web_pages import campaign_of, page_of

TYPES = {
    "$pageview": "page",
    "$screen": "screen",
    "$identify": "identify",
    "$set": "identify",
    "$groupidentify": "group",
    "$create_alias": "alias",
}
# A group may be of any type; these are what companies are called.
COMPANIES = ("company", "organization", "organisation", "account", "workspace")


class _Who(NamedTuple):
    user_id: str = ""
    anonymous_id: str = ""
    previous_id: str = ""


def messages_of(stored: Stored) -> list[Message]:
    event = map_of(decoded(stored.event))
    said = map_of(event.get("properties"))
    called = text_of(event.get("event"))
    if not called:
        return []
    kind = TYPES.get(called, "track")
    context = _context(said)
    who = _who(kind, event, said)
    is_ours = is_from_a_device(stored, context) and "$is_server" not in said
    return [
        Message(
            type=kind,
            id=stored.id,
            happened_at=corrected(
                read_instant(event.get("timestamp") or said.get("$time")), stored.sent_at, stored.received_at
            ),
            received_at=stored.received_at,
            source=stored.source,
            dialect=stored.dialect,
            anonymous_id=who.anonymous_id,
            user_id=who.user_id,
            previous_id=who.previous_id,
            group_id=text_of(said.get("$group_key")) if kind == "group" else _company(map_of(said.get("$groups"))),
            name=_name(kind, called, said),
            properties=said | map_of(context.get("page")) if kind == "page" else said,
            traits=_traits(kind, event, said),
            context=context,
            ip=text_of(said.get("$ip")) or (stored.ip if is_ours else ""),
            user_agent=text_of(said.get("$raw_user_agent")) or (stored.user_agent if is_ours else ""),
            consent=consent_of(stored),
        )
    ]


def _who(kind: str, event: dict[str, Any], said: dict[str, Any]) -> _Who:
    distinct = text_of(event.get("distinct_id")) or text_of(said.get("distinct_id"))
    device, user = text_of(said.get("$device_id")), text_of(said.get("$user_id"))
    if kind == "alias":
        return _Who(text_of(said.get("alias")), device, distinct)
    if kind == "group" and not device and not user:
        return _Who()  # a server's client makes one up where nobody did it
    if kind == "identify":
        return _Who(user or distinct, text_of(said.get("$anon_distinct_id")) or device)
    if user:
        return _Who(user, device)
    is_nobody = (
        distinct == device or said.get("$is_identified") is False or said.get("$process_person_profile") is False
    )
    return _Who("", distinct) if is_nobody else _Who(distinct, device)


def _company(groups: dict[str, Any]) -> str:
    named = [text_of(groups[kind]) for kind in COMPANIES if kind in groups]
    return next((one for one in [*named, *map(text_of, groups.values())] if one), "")


def _name(kind: str, called: str, said: dict[str, Any]) -> str:
    if kind == "page":
        return text_of(said.get("title"))
    if kind == "screen":
        return text_of(said.get("$screen_name"))
    return called if kind == "track" else ""


def _traits(kind: str, event: dict[str, Any], said: dict[str, Any]) -> dict[str, Any]:
    if kind == "group":
        return map_of(said.get("$group_set"))
    once = map_of(event.get("$set_once")) or map_of(said.get("$set_once"))
    always = map_of(event.get("$set")) or map_of(said.get("$set"))
    first = {name: value for name, value in once.items() if not name.startswith("$initial_")}
    return first | always


def _context(said: dict[str, Any]) -> dict[str, Any]:
    """Where it happened, as Segment's clients say it."""
    url, referrer = text_of(said.get("$current_url")), text_of(said.get("$referrer"))
    page = page_of(url, text_of(said.get("title")), "" if referrer == "$direct" else referrer)
    utm = {"source": "utm_source", "medium": "utm_medium", "name": "utm_campaign"}
    campaign = {name: text_of(said[key]) for name, key in utm.items() if said.get(key)} or campaign_of(url)
    library = {"name": text_of(said.get("$lib")), "version": text_of(said.get("$lib_version"))}
    device = {"id": text_of(said.get("$device_id")), "type": text_of(said.get("$device_type"))}
    rest = {"locale": text_of(said.get("$browser_language")), "timezone": text_of(said.get("$timezone"))}
    found = {"page": page, "campaign": campaign, "library": library, **rest}
    if device["id"]:
        found["device"] = device
    return {name: value for name, value in found.items() if value}

"""What an event of Segment's or RudderStack's clients says, in the common form."""

from typing import Any

from tiercel.collect.events.fields import consent_of, is_from_a_device, map_of, text_in, text_of
from tiercel.collect.events.message import Message, Stored
from tiercel.collect.events.reading_json import decoded
from tiercel.collect.events.times import corrected, read_instant

TYPES = frozenset(("identify", "track", "page", "screen", "group", "alias"))


def messages_of(stored: Stored) -> list[Message]:
    event = map_of(decoded(stored.event)) if stored.said is None else stored.said
    kind = text_of(event.get("type")).casefold() or stored.kind
    if kind not in TYPES:
        return []
    context = map_of(event.get("context"))
    if shared := map_of(stored.shared.get("context")):
        context = shared | context
    properties = map_of(event.get("properties"))
    is_ours = is_from_a_device(stored, context)
    said = event.get("originalTimestamp") or event.get("timestamp")
    sent = stored.sent_at or read_instant(event.get("sentAt"))
    return [
        Message(
            type=kind,
            id=stored.id,
            happened_at=corrected(read_instant(said), sent, stored.received_at),
            received_at=stored.received_at,
            source=stored.source,
            dialect=stored.dialect,
            anonymous_id=text_in(event, "anonymousId"),
            user_id=text_in(event, "userId"),
            previous_id=text_in(event, "previousId"),
            group_id=text_in(event, "groupId") or text_in(context, "groupId"),
            name=_name(kind, event, properties),
            properties=properties,
            traits=_traits(kind, event, context),
            context=context,
            ip=text_of(context.get("ip")) or (stored.ip if is_ours else ""),
            user_agent=text_of(context.get("userAgent")) or (stored.user_agent if is_ours else ""),
            consent=_consent(stored, context),
        )
    ]


def _consent(stored: Stored, context: dict[str, Any]) -> dict[str, Any]:
    if "consent" in context or "consentManagement" in context or stored.headers:
        return consent_of(stored, context.get("consent"), context.get("consentManagement"))
    return {}


def _name(kind: str, event: dict[str, Any], properties: dict[str, Any]) -> str:
    if kind == "track":
        return text_of(event.get("event"))
    return text_of(event.get("name")) or text_of(properties.get("name"))


def _traits(kind: str, event: dict[str, Any], context: dict[str, Any]) -> dict[str, Any]:
    # RudderStack keeps a person's traits in the context of every event; those of a group are its own alone.
    own = map_of(event.get("traits"))
    if kind == "group" or not (known := map_of(context.get("traits"))):
        return own
    return known | own

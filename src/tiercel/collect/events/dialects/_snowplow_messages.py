"""What an event of Snowplow's trackers says, in the common form."""

from base64 import urlsafe_b64decode
from typing import Any

from tiercel.collect.events.fields import consent_of, is_from_a_device, map_of, text_of
from tiercel.collect.events.message import Message, Stored
from tiercel.collect.events.reading_json import decoded
from tiercel.collect.events.times import corrected, read_instant
from tiercel.collect.events.web_pages import campaign_of, page_of

Fields = dict[str, Any]
# The fields of structured events and of what a shop sold, by the names that people read.
STRUCTURED = {"se_ca": "category", "se_ac": "action", "se_la": "label", "se_pr": "property", "se_va": "value"}
SOLD = {
    "tr_id": "order_id",
    "tr_tt": "total",
    "tr_cu": "currency",
    "ti_id": "order_id",
    "ti_sk": "sku",
    "ti_nm": "name",
}
SEEN = {"pp_mix": "min_x", "pp_max": "max_x", "pp_miy": "min_y", "pp_may": "max_y"}
NAMES = {"pp": "page_ping", "tr": "transaction", "ti": "transaction_item"}


def messages_of(stored: Stored) -> list[Message]:
    event = map_of(decoded(stored.event))
    kind = text_of(event.get("e"))
    if not kind:
        return []
    described = _described(event)
    entities = _entities(event)
    context = _context(event, entities)
    is_ours = is_from_a_device(stored, context)
    true_time = read_instant(event.get("ttm"))
    sent = None if true_time else read_instant(event.get("stm")) or stored.sent_at
    return [
        Message(
            type={"pv": "page"}.get(kind, "screen" if described[0] == "screen_view" else "track"),
            id=stored.id,
            happened_at=corrected(true_time or read_instant(event.get("dtm")), sent, stored.received_at),
            received_at=stored.received_at,
            source=stored.source,
            dialect=stored.dialect,
            anonymous_id=_anonymous(event, entities),
            user_id=text_of(event.get("uid")),
            name=_name(kind, event, described),
            properties=_properties(kind, event, described[1], context),
            context=context,
            ip=text_of(event.get("ip")) or (stored.ip if is_ours else ""),
            user_agent=text_of(event.get("ua")) or (stored.user_agent if is_ours else ""),
            consent=consent_of(
                stored, described[1] if described[0] == "consent_preferences" else {}, entities.get("gdpr")
            ),
        )
    ]


def _name(kind: str, event: Fields, described: tuple[str, Fields]) -> str:
    if kind == "pv":
        return text_of(event.get("page"))
    if kind == "se":
        return text_of(event.get("se_ac"))
    if described[0] == "screen_view":
        return text_of(described[1].get("name"))
    return described[0] or NAMES.get(kind, kind)


def _properties(kind: str, event: Fields, described: Fields, context: Fields) -> Fields:
    if kind == "pv":
        return map_of(context.get("page"))
    named = {"se": STRUCTURED, "tr": SOLD, "ti": SOLD, "pp": SEEN}.get(kind, {})
    return described | {name: event[field] for field, name in named.items() if event.get(field) not in (None, "")}


def _anonymous(event: Fields, entities: dict[str, Fields]) -> str:
    said = (event.get("duid"), map_of(entities.get("client_session")).get("userId"), event.get("tnuid"))
    return next((text_of(one) for one in said if one), "")


def _described(event: Fields) -> tuple[str, Fields]:
    """The name and the data of a self-describing event."""
    outer = map_of(_json_in(event, "ue_pr", "ue_px"))
    inner = map_of(outer.get("data"))
    return _named(inner), map_of(inner.get("data"))


def _entities(event: Fields) -> dict[str, Fields]:
    """What else the event is about, by name."""
    said = map_of(_json_in(event, "co", "cx")).get("data")
    found = [map_of(one) for one in said] if isinstance(said, list) else []
    return {_named(one): map_of(one.get("data")) for one in found if one}


def _named(described: Fields) -> str:
    """
    >>> _named({"schema": "iglu:com.acme/link_click/jsonschema/1-0-1"})
    'link_click'
    """
    steps = text_of(described.get("schema")).split("/")
    return steps[1] if len(steps) > 1 else ""


def _json_in(event: Fields, plain: str, packed: str) -> Any:
    """JSON in a field, or base64 of it in another; a broken one says nothing, and spoils nothing else of the event."""
    said, inside = text_of(event.get(plain)), text_of(event.get(packed))
    try:
        return decoded(said.encode() if said else urlsafe_b64decode(inside + "=" * (-len(inside) % 4)))
    except ValueError:
        return {}


def _context(event: Fields, entities: dict[str, Fields]) -> Fields:
    url = text_of(event.get("url"))
    found: Fields = {
        "page": page_of(url, text_of(event.get("page")), text_of(event.get("refr"))),
        "campaign": campaign_of(url),
        "locale": text_of(event.get("lang")),
        "timezone": text_of(event.get("tz")),
        "library": {"name": text_of(event.get("tv"))},
        "entities": entities,
    }
    if event.get("p") in ("mob", "iot", "app"):
        found["device"] = {"type": event["p"]}
    return {name: value for name, value in found.items() if value}

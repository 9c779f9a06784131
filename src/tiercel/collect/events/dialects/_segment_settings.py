"""What Segment's and RudderStack's browser clients ask before they send: where to, and to whom besides (to nobody)."""

from typing import Any

import msgspec

from tiercel.collect.events.dialect import Reply, Request
from tiercel.collect.events.fields import key_of_header

_ALLOWED: dict[str, Any] = {"__default": {"enabled": True, "integrations": {}}}


def settings(request: Request) -> Reply:
    """The settings of analytics.js: events go to the host that was asked."""
    us = {
        "apiKey": request.path["key"],
        "apiHost": f"{request.host}/v1",
        "protocol": request.scheme,
        "unbundledIntegrations": [],
        "addBundledMetadata": True,
        "maybeBundledConfigIds": {},
        "versionSettings": {"version": "4.4.7", "componentTypes": ["browser"]},
    }
    return _json(
        {
            "integrations": {"Segment.io": us},
            "plan": {"track": _ALLOWED, "identify": _ALLOWED, "group": _ALLOWED},
            "analyticsNextEnabled": True,
            "edgeFunction": {},
            "middlewareSettings": {},
            "enabledMiddleware": {},
            "metrics": {"sampleRate": 0},
            "legacyVideoPluginsEnabled": False,
            "remotePlugins": [],
        }
    )


def source_config(request: Request) -> Reply:
    """The source of RudderStack's clients: enabled, without destinations of its own."""
    key = key_of_header(request) or request.query.get("writeKey", "")
    config = {"statsCollection": {"errors": {"enabled": False}, "metrics": {"enabled": False}}}
    source = {
        "id": key,
        "name": key,
        "writeKey": key,
        "enabled": True,
        "workspaceId": key,
        "config": config,
        "connections": [],
        "destinations": [],
        "dataplanes": {},
        "sourceDefinition": {"name": "Javascript", "displayName": "Javascript"},
    }
    return _json({"isHosted": True, "source": source, "updatedAt": "2020-01-01T00:00:00.000Z"})


def _json(said: dict[str, Any]) -> Reply:
    return Reply(200, msgspec.json.encode(said))

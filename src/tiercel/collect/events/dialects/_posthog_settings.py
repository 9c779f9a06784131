"""What PostHog's clients ask before they send: which features are on. None but events are."""

from typing import Any

import msgspec

from tiercel.collect.events.dialect import Reply, Request

_CONFIG: dict[str, Any] = {
    "supportedCompression": ["gzip", "gzip-js"],
    "hasFeatureFlags": False,
    "captureDeadClicks": False,
    "capturePerformance": False,
    "autocapture_opt_out": False,
    "autocaptureExceptions": False,
    "analytics": {"endpoint": "/i/v0/e/"},
    "elementsChainAsString": True,
    "errorTracking": {"autocaptureExceptions": False, "suppressionRules": []},
    "sessionRecording": False,
    "heatmaps": False,
    "defaultIdentifiedOnly": True,
    "siteApps": [],
    "isAuthenticated": False,
    "toolbarParams": {},
}
_FLAGS: dict[str, Any] = {
    "flags": {},
    "featureFlags": {},
    "featureFlagPayloads": {},
    "errorsWhileComputingFlags": False,
}


def flags(_request: Request) -> Reply:
    return Reply(200, msgspec.json.encode(_CONFIG | _FLAGS))


def config(request: Request) -> Reply:
    return Reply(200, _config_of(request))


def config_script(request: Request) -> Reply:
    """The same as a script, which the browser's client loads where it may."""
    key = msgspec.json.encode(request.path["key"])
    script = (
        b"(function(){window._POSTHOG_REMOTE_CONFIG=window._POSTHOG_REMOTE_CONFIG||{};"
        b"window._POSTHOG_REMOTE_CONFIG[%b]={config:%b,siteApps:[]};})();" % (key, _config_of(request))
    )
    return Reply(200, script, b"application/javascript")


def _config_of(request: Request) -> bytes:
    return msgspec.json.encode(_CONFIG | {"token": request.path["key"]})

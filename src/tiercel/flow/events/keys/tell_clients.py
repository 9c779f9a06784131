"""What each client needs to be told to send here: the address and the key, in the client's own words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.conf import settings


@dataclass(frozen=True)
class Client:
    """A client that companies run already.

    name    of its product
    where   it runs: browser, or the language of a server
    lines   that set the address and the key
    """

    name: str
    where: str
    lines: str


def address() -> str:
    """Where events are sent: where people reach us."""
    return str(settings.WORKSPACE.public_url).rstrip("/")


def web_tag(key: str) -> str:
    """The line that a page carries to load the web tag."""
    return f'<script defer src="{address()}/t.js?key={key}"></script>'


def clients(key: str) -> dict[str, list[Client]]:
    """The lines for each client, with the address and the key in them, by product."""
    scheme, _, host = address().partition("://")
    filled = {"ADDRESS": address(), "HOST": host, "SCHEME": scheme, "KEY": key}
    found: dict[str, list[Client]] = {}
    for name, where, lines in LINES:
        found.setdefault(name, []).append(Client(name, where, _filled(lines, filled)))
    return found


def _filled(lines: str, values: dict[str, str]) -> str:
    return re.sub("|".join(values), lambda found: values[found[0]], lines)


BROWSER, NODE, PYTHON = "browser", "Node", "Python"
LINES = (
    ("Segment", BROWSER, 'AnalyticsBrowser.load({\n  writeKey: "KEY", cdnURL: "ADDRESS"\n})'),
    ("Segment", NODE, 'new Analytics({ writeKey: "KEY", host: "ADDRESS" })'),
    ("Segment", PYTHON, 'analytics.write_key = "KEY"\nanalytics.host = "ADDRESS"'),
    ("RudderStack", BROWSER, 'rudderanalytics.load("KEY", "ADDRESS", {\n  configUrl: "ADDRESS"\n})'),
    ("RudderStack", NODE, 'new RudderAnalytics("KEY", { dataPlaneUrl: "ADDRESS" })'),
    ("RudderStack", PYTHON, 'rudder_analytics.write_key = "KEY"\nrudder_analytics.dataPlaneUrl = "ADDRESS"'),
    ("PostHog", BROWSER, 'posthog.init("KEY", { api_host: "ADDRESS" })'),
    ("PostHog", NODE, 'new PostHog("KEY", { host: "ADDRESS" })'),
    ("PostHog", PYTHON, 'Posthog("KEY", host="ADDRESS")'),
    ("Snowplow", BROWSER, 'newTracker("sp", "ADDRESS", { appId: "KEY" })'),
    ("Snowplow", NODE, 'newTracker({ namespace: "sp", appId: "KEY" }, { endpoint: "ADDRESS" })'),
    ("Snowplow", PYTHON, 'Tracker("sp", Emitter("HOST", "SCHEME"), app_id="KEY")'),
)

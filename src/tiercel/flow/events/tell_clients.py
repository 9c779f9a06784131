"""What each client needs to be told to send here: the address and the key, in the client's own words."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings


@dataclass(frozen=True)
class Client:
    """A client that companies run already.

    name      of the client, for people
    language  of the lines: html, js or py
    lines     that set the address and the key
    """

    name: str
    language: str
    lines: str


def address() -> str:
    """Where events are sent: where people reach us."""
    return str(settings.WORKSPACE.public_url).rstrip("/")


def web_tag(key: str) -> str:
    """The line that a page carries to load the web tag."""
    return f'<script defer src="{address()}/t.js?key={key}"></script>'


def clients(key: str) -> tuple[Client, ...]:
    """The lines for each client, with the address and the key in them."""
    filled = {"ADDRESS": address(), "HOST": address().partition("://")[2], "KEY": key}
    return tuple(Client(name, language, _filled(lines, filled)) for name, language, lines in LINES)


def _filled(lines: str, values: dict[str, str]) -> str:
    for name, value in values.items():
        lines = lines.replace(name, value)
    return lines


LINES = (
    (
        "Segment, in a browser",
        "js",
        'analytics.load("KEY", { cdnURL: "ADDRESS",\n  integrations: { "Segment.io": { apiHost: "HOST/v1" } } })',
    ),
    ("Segment, Node", "js", 'new Analytics({ writeKey: "KEY", host: "ADDRESS" })'),
    ("Segment, Python", "py", 'analytics.write_key = "KEY"\nanalytics.host = "ADDRESS"'),
    ("RudderStack, in a browser", "js", 'rudderanalytics.load("KEY", "ADDRESS", { configUrl: "ADDRESS" })'),
    ("RudderStack, Node", "js", 'new RudderAnalytics("KEY", { dataPlaneUrl: "ADDRESS" })'),
    (
        "RudderStack, Python",
        "py",
        'rudder_analytics.write_key = "KEY"\nrudder_analytics.dataPlaneUrl = "ADDRESS"',
    ),
    ("PostHog, in a browser", "js", 'posthog.init("KEY", { api_host: "ADDRESS" })'),
    ("PostHog, Node", "js", 'new PostHog("KEY", { host: "ADDRESS" })'),
    ("PostHog, Python", "py", 'Posthog("KEY", host="ADDRESS")'),
    ("Snowplow, in a browser", "js", 'newTracker("sp", "ADDRESS", { appId: "KEY" })'),
    (
        "Snowplow, Python",
        "py",
        'Snowplow.create_tracker(namespace="sp", app_id="KEY", endpoint="ADDRESS")',
    ),
)

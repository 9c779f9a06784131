"""What tests of events may ask for: a site whose visitors do things, as the collector would have stored them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import msgspec
import pytest

from tiercel.collect.events.log import segment
from tiercel.collect.events.log.line import Envelope, numbered, unnumbered
from tiercel.core.settings import Settings
from tiercel.flow.events import lake_files
from tiercel.flow.events.compact import compact_now, log_folder
from tiercel.flow.events.taking import Counts
from tiercel.records.models import Contact, VisitorContact

BROWSER = (
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 14_1) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.1 Safari/605.1.15"
)
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@dataclass
class Site:
    """A site that sends as Segment's client does; every event happens a minute after the one before."""

    workspace: Path
    now: datetime = NOON
    count: int = 0
    waiting: list[tuple[Envelope, bytes]] = field(default_factory=list)

    def page(self, device: str = "", url: str = "https://www.example.com/pricing", **more: Any) -> str:
        return self.send({"type": "page", "context": {"page": {"url": url}}}, device, **more)

    def identify(self, device: str = "", user: str = "", mail: str = "", **more: Any) -> str:
        traits = {"email": mail} if mail else {}
        return self.send({"type": "identify", "traits": traits | more.pop("traits", {})}, device, user=user, **more)

    def track(self, name: str, device: str = "", **more: Any) -> str:
        properties = more.pop("properties", {})
        return self.send({"type": "track", "event": name, "properties": properties}, device, **more)

    def send(
        self,
        event: dict[str, Any],
        device: str = "",
        *,
        user: str = "",
        as_id: str = "",
        ip: str = "",
        agent: str = BROWSER,
    ) -> str:
        self.count += 1
        self.now += timedelta(minutes=1)
        named = {"anonymousId": device, "userId": user}
        said = {"messageId": as_id or f"message-number-{self.count:08}", "timestamp": self.now.isoformat()}
        body = msgspec.json.encode(event | said | {name: value for name, value in named.items() if value})
        envelope = Envelope(
            at=self.now, key="KEY", source="Website", dialect="segment", kind=event["type"], ip=ip, agent=agent
        )
        self.waiting.append((envelope, body))
        return said["messageId"]

    def log(self) -> Path:
        """A closed segment with what happened since the last one."""
        descriptor, path = segment.make_open(log_folder(), self.now)
        with open(descriptor, "ab", closefd=False) as file:
            for place, (envelope, body) in enumerate(self.waiting, 1):
                file.write(numbered(place, unnumbered(envelope, body)))
        closed = segment.close(descriptor, path, len(self.waiting))
        self.waiting = []
        return closed

    def put_away(self) -> Counts:
        self.log()
        return compact_now()


@pytest.fixture
def site(db: None, workspace: Settings) -> Site:
    return Site(workspace.workspace)


def lake(query: str) -> list[tuple[Any, ...]]:
    """Ask the lake; `events` is what stands in it."""
    duck = duckdb.connect()
    duck.execute("SET TimeZone = 'UTC'")
    duck.execute("CREATE VIEW events AS SELECT * FROM read_parquet(" + str(lake_files.paths()) + ")")
    return duck.execute(query).fetchall()


def pages_of(contact: Contact) -> list[str]:
    """The paths of the pages that this contact's visitors saw, in order."""
    visitors = VisitorContact.objects.filter(contact=contact, ended_at=None).values_list("visitor", flat=True)
    listed = ", ".join(map(str, visitors)) or "-1"
    return [
        path
        for (path,) in lake(
            f"SELECT path FROM events WHERE type = 'page' AND visitor IN ({listed}) ORDER BY happened_at"
        )
    ]


@pytest.fixture
def that_day(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Events are put away on the day of these tests, which is not over yet; or when the test says that it is."""

    def it_is(now: datetime) -> None:
        monkeypatch.setattr("tiercel.flow.events.compact.utc_now", lambda: now)

    it_is(NOON)
    return it_is


@pytest.fixture
def networks(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Acme has a network of its own; so has a provider of access."""
    from django.conf import settings

    path = settings.WORKSPACE.workspace / "ranges.csv"
    path.write_text('192.0.2.0,192.0.2.255,64500,"Acme, Inc."\n198.51.100.0/24,64501,Example Telecom\n')
    said: Any = type(settings.WORKSPACE)(**{**vars(settings.WORKSPACE), "network_ranges": (str(path),)})
    monkeypatch.setattr(settings, "WORKSPACE", said)

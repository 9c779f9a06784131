"""What the clients of a busy site send in a day, in the order of the day: and what has to become of every request."""

import gzip
import json
import math
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import UUID

DAY = datetime(2026, 3, 3, tzinfo=UTC)
KEY, PHC = "wk_website", "phc_app"
BROWSERS = [
    f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/{n}.0.0.0 Safari/537.36"
    for n in range(100, 140)
]
BOT = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"
PATHS = ["/", "/pricing", "/docs", "/blog", "/demo", *(f"/docs/page-{n}" for n in range(60))]


@dataclass(frozen=True)
class Sent:
    """One request at its moment of the day, with the status that it has to be answered with."""

    at: datetime
    wire: bytes
    status: int


@dataclass
class Expected:
    """What has to be there in the end; `distinct` are the events that stand in the lake, each once."""

    requests: Counter[str] = field(default_factory=Counter)
    accepted: int = 0
    duplicate: int = 0
    aside: int = 0
    distinct: int = 0
    bots: int = 0


class Day:
    """Makes the requests; `expected` grows as they are taken from it."""

    def __init__(self, events: int, seed: int = 7) -> None:
        self._events = events
        self._chance = random.Random(seed)
        self._devices = max(events // 12, 10)
        self._earlier: list[dict[str, object]] = []
        self.expected = Expected()

    def requests(self) -> Iterator[list[Sent]]:
        """Those that one client sends one after the other."""
        for at in self._moments():
            kind = self._chance.random()
            if kind < 0.02:
                yield [self._wrong(at)]
            elif kind < 0.10:
                yield self._posthog(at)
            elif kind < 0.18:
                yield self._segment(at, self._chance.randint(60, 100), is_server=True)
            else:
                yield self._segment(at, self._chance.randint(1, 9), is_server=False)

    def _moments(self) -> Iterator[datetime]:
        """Moments in order; at noon four times as many as at night."""
        until_hour = 0.0
        for hour in range(24):
            share = (1 + 0.6 * math.sin((hour - 6) / 12 * math.pi)) / 24
            until_hour += share * self._events
            count, first = 0, self.expected.accepted
            goal = max(until_hour - first, 1)
            while self.expected.accepted < until_hour:
                done = min((self.expected.accepted - first) / goal, 0.999)
                yield DAY + timedelta(hours=hour + done, microseconds=count % 1000)
                count += 1

    def _event(self, at: datetime, clock: timedelta, device: int) -> dict[str, object]:
        path = self._chance.choice(PATHS)
        is_bot = device % 40 == 0
        said: dict[str, object] = {
            "type": "page", "messageId": str(UUID(int=self._chance.getrandbits(128))),
            "anonymousId": str(UUID(int=device + 2**100)), "timestamp": (at + clock).isoformat(),
            "properties": {"path": path, "title": f"Page {path}"},
            "context": {"ip": f"93.184.{device % 256}.{device // 256 % 256}",
                        "userAgent": BOT if is_bot else BROWSERS[device % len(BROWSERS)],
                        "page": {"url": f"https://www.example.com{path}?utm_campaign=spring"}},
        }  # fmt: skip
        if self._chance.random() < 0.02:
            said |= {"type": "identify", "traits": {"email": f"person{device}@customer{device % 900}.example"}}
        self.expected.bots += is_bot
        self.expected.distinct += 1
        return said

    def _segment(self, at: datetime, count: int, *, is_server: bool) -> list[Sent]:
        # One browser in nine has a clock that is hours wrong, and says so by its sentAt.
        clock = timedelta(hours=self._chance.choice((-5, 3, 30))) if self._chance.random() < 0.11 else timedelta()
        devices = [self._chance.randrange(self._devices)] * count
        if is_server:
            devices = [self._chance.randrange(self._devices) for _ in range(count)]
        events: list[object] = [self._event(at, clock, device) for device in devices]
        self._remember(events)
        again = self._earlier and self._chance.random() < 0.03
        if again:  # one event came in another batch before
            events.append(self._chance.choice(self._earlier))
        accepted = len(events)
        if is_server and self._chance.random() < 0.02:
            events.append({"messageId": "large", "event": "x" * 40_000})
            self._note("", aside=1)
        body = {"batch": events, "sentAt": (at + clock).isoformat(), "writeKey": KEY}
        first = Sent(at, _wire("/v1/batch", json.dumps(body).encode()), 200)
        self._note("stored", accepted=accepted)
        return [first, *self._told_again(first, accepted, len(events) - accepted)]

    def _told_again(self, first: Sent, accepted: int, aside: int) -> list[Sent]:
        """Now and then an answer is lost on its way, and the client sends the same once more."""
        if self._chance.random() > 0.02:
            return []
        self._note("again", duplicate=accepted, aside=aside)
        return [first]

    def _posthog(self, at: datetime) -> list[Sent]:
        count = self._chance.randint(5, 20)
        events = []
        for _ in range(count):
            device = self._chance.randrange(self._devices)
            self.expected.distinct += 1
            is_bot = device % 40 == 0
            self.expected.bots += is_bot
            said = {"$current_url": "https://app.example.com/home", "$lib": "web", "$device_id": f"d-{device}",
                    "$raw_user_agent": BOT if is_bot else BROWSERS[device % len(BROWSERS)]}  # fmt: skip
            events.append({"uuid": str(UUID(int=self._chance.getrandbits(128))), "event": "$pageview",
                           "distinct_id": f"d-{device}", "timestamp": at.isoformat(), "properties": said})  # fmt: skip
        body = gzip.compress(json.dumps({"api_key": PHC, "batch": events, "sent_at": at.isoformat()}).encode(), 1)
        first = Sent(at, _wire("/batch/?compression=gzip-js", body), 200)
        self._note("stored", accepted=count)
        return [first, *self._told_again(first, count, 0)]

    def _wrong(self, at: datetime) -> Sent:
        event = {"event": "x", "messageId": "m"}
        which = self._chance.randrange(5)
        if which == 0:
            self._note("unknown_key")
            return Sent(at, _wire("/v1/track", json.dumps(event | {"writeKey": "wk_nobody"}).encode()), 401)
        if which == 1:
            self._note("not_understood")
            return Sent(at, _wire("/v1/track", b'{"event":'), 400)
        if which == 2:
            self._note("too_long")
            return Sent(at, _wire("/v1/track", b"x" * 33_000), 400)
        if which == 3:
            self._note("not_understood")
            return Sent(at, _wire("/batch/", gzip.compress(b"{}" * 5000)[:30]), 400)
        self._note("wrong_site")
        body = json.dumps(event | {"writeKey": KEY}).encode()
        return Sent(at, _wire("/v1/track", body, "Origin: https://elsewhere.example\r\n"), 403)

    def _remember(self, events: list[object]) -> None:
        if self._chance.random() < 0.01:
            self._earlier.append(events[0])  # type: ignore[arg-type]
            del self._earlier[:-500]

    def _note(self, became: str, *, accepted: int = 0, duplicate: int = 0, aside: int = 0) -> None:
        expected = self.expected
        if became:
            expected.requests[became] += 1
        expected.accepted += accepted
        expected.duplicate += duplicate
        expected.aside += aside


def _wire(path: str, body: bytes, more: str = "") -> bytes:
    about = f"Host: localhost\r\n{more}Content-Type: text/plain\r\nContent-Length: {len(body)}"
    head = f"POST {path} HTTP/1.1\r\n{about}\r\n\r\n"
    return head.encode() + body

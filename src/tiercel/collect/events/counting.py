"""How much the collector took and refused since it began, and how long its disk took: whole numbers, nobody's names."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter

# What became of a request; the first two were taken, the others are why not.
STORED, AGAIN = "stored", "again"
UNKNOWN_KEY, NO_KEYS, WRONG_SITE, UNPROVED = "unknown_key", "no_keys_yet", "wrong_site", "not_proved"
# A mail provider that cannot be checked yet.
NOT_YET = "not_checked_yet"
NOT_UNDERSTOOD, TOO_LONG, WRONG_METHOD, TOO_MUCH, DISK = (
    *("not_understood", "too_long", "wrong_method", "too_much_waiting", "disk"),
)
TAKEN = (STORED, AGAIN)
# What became of an event.
ACCEPTED, DUPLICATE, ASIDE = "accepted", "duplicate", "kept_aside"

SECONDS = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


class Commits:
    """How long it took until what had arrived was durable; the last of `counts` is all that took longer."""

    def __init__(self) -> None:
        self.counts = [0] * (len(SECONDS) + 1)
        self.seconds = 0.0
        self.bytes = 0

    def note(self, seconds: float, size: int) -> None:
        self.counts[bisect_left(SECONDS, seconds)] += 1
        self.seconds += seconds
        self.bytes += size


class Counted:
    """Counts by (dialect, what became of it); of bytes, by dialect."""

    def __init__(self) -> None:
        self.requests: Counter[tuple[str, str]] = Counter()
        self.events: Counter[tuple[str, str]] = Counter()
        self.bytes: Counter[str] = Counter()
        self.commits = Commits()

    def request(self, dialect: str, became: str) -> None:
        self.requests[dialect, became] += 1

    def took(self, dialect: str, request: str, event: str, count: int, size: int) -> None:
        """A request of `size` bytes and so many events; of every one, so it is one call."""
        self.requests[dialect, request] += 1
        self.bytes[dialect] += size
        if count:
            self.events[dialect, event] += count

    def event(self, dialect: str, became: str, count: int) -> None:
        if count:
            self.events[dialect, became] += count

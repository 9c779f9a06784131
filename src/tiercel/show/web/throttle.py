"""Guessing passwords gets slow: after a few failures, a name or an address has to wait, twice as long each time.

Counts stand in the workspace's cache folder, so that all processes share them and a restart forgets none. Two failures
in the same instant may count as one; a guesser gains nothing from it.
"""

from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from tiercel.core.clock import utc_now

# One address may stand for a whole office, so it has more tries than one name has.
FREE_TRIES = {"name": 5, "address": 30}
LONGEST_WAIT_SECONDS = 900
REMEMBERED_SECONDS = 3600


def seconds_to_wait(request: HttpRequest, name: str) -> int:
    """How long this name from this address has to wait before its next try; 0 where it may try now."""
    now = utc_now().timestamp()
    return max(int(_until(key) - now) + 1 if _until(key) > now else 0 for key, _ in _keys(request, name))


def failed(request: HttpRequest, name: str) -> None:
    now = utc_now().timestamp()
    for key, free in _keys(request, name):
        count = cache.get(key, (0, 0.0))[0] + 1
        wait = min(2 ** max(count - free, 0), LONGEST_WAIT_SECONDS) if count >= free else 0
        cache.set(key, (count, now + wait), REMEMBERED_SECONDS)


def forget(request: HttpRequest, name: str) -> None:
    """Somebody who knew the password is no guesser; the address stays counted, for it may be shared."""
    cache.delete(_keys(request, name)[0][0])


def _until(key: str) -> float:
    return float(cache.get(key, (0, 0.0))[1])


def _keys(request: HttpRequest, name: str) -> list[tuple[str, int]]:
    """The cache keys of the name and of the address, hashed: the names that people try are nobody's business."""
    told = {"name": name.casefold(), "address": request.META.get("REMOTE_ADDR", "")}
    return [
        (f"sign-in-{kind}-{salted_hmac(kind, value).hexdigest()}", FREE_TRIES[kind]) for kind, value in told.items()
    ]

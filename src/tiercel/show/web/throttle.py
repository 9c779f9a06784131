"""Guessing passwords gets slow: after a few failures whoever guesses has to wait, twice as long each time.

Counts stand in the workspace's cache folder, so that all processes share them and a restart forgets none. Two failures
in the same instant may count as one; a guesser gains nothing from it.
"""

from ipaddress import ip_address, ip_network

from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from tiercel.core.clock import utc_now

# A name from one address; an address, which may stand for a whole office; a name from anywhere, with so many tries that
# nobody can easily keep its owner out by failing on purpose.
FREE_TRIES = {"both": 5, "address": 30, "name": 100}
LONGEST_WAIT_SECONDS = 900
REMEMBERED_SECONDS = 3600


def seconds_to_wait(request: HttpRequest, name: str) -> int:
    """How long this name from this address has to wait before its next try; 0 where it may try now."""
    now = utc_now().timestamp()
    until = [float(cache.get(key, (0, 0.0))[1]) for key in _keys(request, name).values()]
    # Longer than the longest nobody was told to wait: that was written by a clock that was ahead.
    left = max((each - now for each in until if each - now <= LONGEST_WAIT_SECONDS), default=0.0)
    return int(left) + 1 if left > 0 else 0


def failed(request: HttpRequest, name: str) -> None:
    now = utc_now().timestamp()
    for kind, key in _keys(request, name).items():
        count = cache.get(key, (0, 0.0))[0] + 1
        beyond = count - FREE_TRIES[kind]
        wait = min(2**beyond, LONGEST_WAIT_SECONDS) if beyond >= 0 else 0
        cache.set(key, (count, now + wait), REMEMBERED_SECONDS)


def forget(request: HttpRequest, name: str) -> None:
    """Somebody who knew the password is no guesser; the address stays counted, for it may be shared."""
    keys = _keys(request, name)
    cache.delete_many([keys["both"], keys["name"]])


def _network(address: str) -> str:
    """Where somebody comes from; in IPv6 every household has 2⁶⁴ addresses, and counts as one.

    >>> _network("2001:db8::7"), _network("192.0.2.7")
    ('2001:db8::/64', '192.0.2.7')
    """
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if found.version == 4:
        return address
    mapped = getattr(found, "ipv4_mapped", None)
    return str(mapped or ip_network((int(found) >> 64 << 64, 64)))


def _keys(request: HttpRequest, name: str) -> dict[str, str]:
    """The cache keys, hashed: the names that people try are nobody's business."""
    who, where = name.casefold(), _network(request.META.get("REMOTE_ADDR", ""))
    told = {"both": f"{who}\n{where}", "address": where, "name": who}
    return {kind: f"sign-in-{kind}-{salted_hmac(kind, value).hexdigest()}" for kind, value in told.items()}

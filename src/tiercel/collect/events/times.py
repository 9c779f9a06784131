"""When something happened, by a client's clock that may be wrong."""

from datetime import UTC, datetime, timedelta
from functools import lru_cache

# Python's own range, less a day at each end, so that arithmetic on a nonsense date cannot overflow.
EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)
LATEST = datetime(9999, 12, 30, tzinfo=UTC)
_LONGEST = 50  # of a text that is remembered; instants are shorter


def read_instant(said: object) -> datetime | None:
    """An instant from ISO 8601 text, or from seconds or milliseconds since 1970; None where it is neither.

    >>> read_instant("2026-11-22T05:20:04.782Z").isoformat()
    '2026-11-22T05:20:04.782000+00:00'
    >>> read_instant("1795324803115") == read_instant(1795324803.115)
    True
    """
    # Of every event, several times, and often the same text again: a batch was sent at once.
    return _again(said) if type(said) is str and len(said) <= _LONGEST else _read(said)


def corrected(happened: datetime | None, sent: datetime | None, received: datetime) -> datetime:
    """When it happened by our clock: as long before we received it as, by the client's clock, before it was sent.

    >>> noon = datetime(2026, 11, 22, 12, tzinfo=UTC)
    >>> an_hour_fast = timedelta(hours=1)
    >>> corrected(noon + an_hour_fast - timedelta(seconds=5), noon + an_hour_fast, noon).isoformat()
    '2026-11-22T11:59:55+00:00'
    """
    if happened is None:
        return received
    ours = happened if sent is None else happened + (received - sent)
    # Without `sent` a fast clock shows only where it is in the future.
    return max(EARLIEST, min(ours, received))


def _read(said: object) -> datetime | None:
    if said is None:
        return None
    try:
        if isinstance(said, str) and not said.replace(".", "", 1).isdigit():
            return _kept(_from_text(said))
        if isinstance(said, str | int | float) and not isinstance(said, bool):
            return _kept(_from_number(float(said)))
    except (ValueError, OverflowError, OSError):
        return None
    return None


_again = lru_cache(1000)(_read)


def _from_text(text: str) -> datetime:
    instant = datetime.fromisoformat(text.strip())
    if instant.tzinfo is UTC:
        return instant
    return instant.replace(tzinfo=UTC) if instant.tzinfo is None else instant.astimezone(UTC)


def _from_number(number: float) -> datetime:
    # Seconds since 1970 reach this only in the year 5138, milliseconds passed it in 1973.
    seconds = number / 1000 if number > 1e11 else number
    return EARLIEST + timedelta(seconds=seconds)


def _kept(instant: datetime) -> datetime | None:
    return instant if EARLIEST <= instant <= LATEST else None

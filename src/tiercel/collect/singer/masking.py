"""What a tap says of itself, without the secrets that it was given."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Mapping
from typing import Any

HIDDEN = "•••"
SHORTEST = 4
MOST_LINES = 200
MOST_CHARACTERS = 500

_SECRET_NAME = re.compile(
    r"token|secret|passw|pwd|api_?key|access_?key|private|credential|auth|cookie|session|hapikey|(^|_)key$|dsn|"
    r"connection_string",
    re.IGNORECASE,
)
# Tokens that a tap was handed while it ran stand in none of our files.
_SAID = re.compile(
    r"(?i)((?:bearer|basic)\s+|(?:access_token|refresh_token|client_secret|api_?key|hapikey|password|token)"
    r"[\"']?\s*[=:]\s*[\"']?)([^\s\"'&,;]{4,})"
)
_IN_URL = re.compile(r"(?<=://)[^/\s@]+(?=@)")


def is_secret_name(name: str) -> bool:
    """Whether the value of a setting of this name is to be hidden.

    >>> is_secret_name("access_token"), is_secret_name("start_date")
    (True, False)
    """
    return bool(_SECRET_NAME.search(name))


def secrets_of(config: Mapping[str, Any], named: Iterable[str] = ()) -> tuple[str, ...]:
    """Every text in a configuration that must not be shown, the longest first.

    named   values that came from the environment, which are secret whatever their setting is called
    """
    found = {*named, *_below(config, secret=False)}
    return tuple(sorted((text for text in found if len(text) >= SHORTEST), key=len, reverse=True))


def _below(value: Any, *, secret: bool) -> Iterable[str]:
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _below(inner, secret=secret or is_secret_name(str(name)))
    elif isinstance(value, list):
        for inner in value:
            yield from _below(inner, secret=secret)
    elif secret and value is not None and not isinstance(value, bool):
        yield str(value)
        # A key of several lines is said line by line.
        yield from (line for line in str(value).splitlines() if len(line) > 16)


def masked(text: str, secrets: Iterable[str]) -> str:
    """A text in which every secret is hidden.

    >>> masked("GET /contacts?hapikey=abc123 for s3cret", ["s3cret"])
    'GET /contacts?hapikey=••• for •••'
    """
    for secret in secrets:
        text = text.replace(secret, HIDDEN)
    return _IN_URL.sub(HIDDEN, _SAID.sub(rf"\1{HIDDEN}", text))


class Tail:
    """The last lines that a tap said, masked and cut to a length that can be kept."""

    def __init__(self, secrets: Iterable[str]) -> None:
        self._secrets = tuple(secrets)
        self._lines: deque[str] = deque(maxlen=MOST_LINES)

    def add(self, line: bytes) -> None:
        text = "".join(c if c.isprintable() or c == "\t" else " " for c in line.decode("utf-8", "replace").rstrip())
        if text.strip():
            # Masked before it is cut: half a secret would pass.
            self._lines.append(masked(text, self._secrets)[:MOST_CHARACTERS])

    def text(self) -> str:
        return "\n".join(self._lines)

    def last_words(self) -> str:
        """The last line that is more than a report of progress: it most often says why."""
        worth = (line for line in reversed(self._lines) if not line.startswith(("INFO", "DEBUG")))
        return next(worth, self._lines[-1] if self._lines else "")

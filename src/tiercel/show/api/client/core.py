"""How the client calls: over one connection a call, with keys, retries and problems; its methods are made beside it."""

from __future__ import annotations

import json
import random
import secrets
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Literal, NotRequired, TypedDict

# Some of these are for what is made beside it.
__all__ = ["Calls", "Iterator", "Literal", "NotRequired", "ProblemError", "TypedDict"]


class ProblemError(Exception):
    """What the server answered where something went wrong (RFC 9457).

    status   of the answer
    kind     of the problem, as "not-allowed"
    detail   what went wrong, and what to do next
    errors   every value that does not fit, each with place, field and message
    problem  the whole of it
    """

    def __init__(self, status: int, problem: dict[str, Any]) -> None:
        self.status = status
        self.kind = str(problem.get("type", "")).rpartition("#")[2]
        self.detail = str(problem.get("detail", ""))
        self.errors: list[dict[str, str]] = problem.get("errors") or []
        self.problem = problem
        fields = "".join(f"\n  {each['place']} {each['field']}: {each['message']}" for each in self.errors)
        super().__init__(f"{status} {self.kind}: {self.detail}{fields}")


class Calls:
    """The calling part of the client.

    url       where Tiercel is, as https://tiercel.example.com
    key       made under Settings, Keys
    tries     how often a call is sent when no answer comes, or one that says to try again
    seconds   how long an answer may take
    """

    def __init__(self, url: str, key: str, *, tries: int = 5, seconds: float = 60) -> None:
        self._base = url.rstrip("/") + "/api/v1"
        self._key = key
        self._tries = tries
        self._seconds = seconds

    def _call(  # noqa: PLR0917 - what a call is made of
        self,
        method: str,
        path: str,
        query: dict[str, Any] | None = None,
        body: dict[str, Any] | None = None,
        files: Sequence[str | Path] | None = None,
        idempotency_key: str | None = None,
    ) -> Any:
        """One call, sent again where that is safe: a write carries a key, so that it acts once."""
        known = {name: _text(value) for name, value in (query or {}).items() if value is not None}
        address = self._base + path + (f"?{urllib.parse.urlencode(known)}" if known else "")
        headers = {"Authorization": f"Bearer {self._key}", "Accept": "application/json"}
        if method != "GET":
            headers["Idempotency-Key"] = idempotency_key or secrets.token_urlsafe(24)
        data = None
        if files is not None:
            data, headers["Content-Type"] = _as_form(files)
        elif body is not None:
            data = json.dumps({name: value for name, value in body.items() if value is not None}).encode()
            headers["Content-Type"] = "application/json"
        request = urllib.request.Request(address, data, headers, method=method)  # noqa: S310 - the caller names the server
        return self._sent(request)

    def _sent(self, request: urllib.request.Request) -> Any:
        for attempt in range(1, self._tries + 1):
            try:
                with urllib.request.urlopen(request, timeout=self._seconds) as answer:  # noqa: S310
                    return _read(answer.read(), answer.headers.get_content_type())
            except urllib.error.HTTPError as error:
                with error:
                    problem = _problem(error.read())
                wait = _wait(error.headers.get("Retry-After"), attempt)
                again = error.code in (429, 500, 502, 503, 504) or problem.get("type") == "/api#still-running"
                if not again or attempt == self._tries:
                    raise ProblemError(error.code, problem) from None
            except OSError:
                if attempt == self._tries:
                    raise
                wait = _wait(None, attempt)
            time.sleep(wait)
        raise AssertionError("the last attempt answers or raises")

    def _pages(self, page: Callable[[str | None], Any]) -> Iterator[Any]:
        after: str | None = None
        while True:
            found = page(after)
            yield from found["rows"]
            after = found["after"]
            if after is None:
                return


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _read(content: bytes, kind: str) -> Any:
    if not content:
        return None
    return json.loads(content) if kind == "application/json" else content.decode("utf-8-sig")


def _problem(content: bytes) -> dict[str, Any]:
    """The problem that an answer holds; a proxy in between may answer with something else."""
    try:
        found = json.loads(content)
    except ValueError:
        found = None
    return found if isinstance(found, dict) else {"detail": content[:500].decode("utf-8", "replace")}


def _wait(said: str | None, attempt: int) -> float:
    """Seconds until the next attempt: as the server asks, else longer each time, a little at random."""
    if said is not None and said.isdigit():
        return float(said)
    return float(min(0.5 * 2**attempt, 30) * random.uniform(0.8, 1.2))  # noqa: S311 - no secret


def _as_form(files: Sequence[str | Path]) -> tuple[bytes, str]:
    """Files as multipart/form-data, under the name `files`."""
    boundary = secrets.token_hex(16)
    parts = []
    for path in map(Path, files):
        name = path.name.replace("\\", "_").replace('"', "_")
        head = f'--{boundary}\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n'
        parts.append(f"{head}Content-Type: application/octet-stream\r\n\r\n".encode() + path.read_bytes() + b"\r\n")
    return b"".join([*parts, f"--{boundary}--\r\n".encode()]), f"multipart/form-data; boundary={boundary}"

"""What this thread does now: the request that it answers, the job that it does; so that the log can say so."""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass


@dataclass
class Told:
    """One request; `address` and `user` become known while it is answered.

    address   the name of what answered, never the path, which anybody may have written
    user      the key of who asked
    """

    request_id: str
    method: str
    address: str = ""
    user: int | None = None
    status: int = 0


told: ContextVar[Told | None] = ContextVar("told", default=None)
job: ContextVar[int | None] = ContextVar("job", default=None)


def request_id() -> str:
    """The id of the request in hand; "" where there is none."""
    request = told.get()
    return request.request_id if request else ""

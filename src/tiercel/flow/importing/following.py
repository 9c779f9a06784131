"""What follows an import that changed something: each follower is a part in `follows`, and asks for its own job."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext

from tiercel.core.errors import TiercelError
from tiercel.core.parts import parts
from tiercel.flow.jobs import Listener
from tiercel.records.models import User

FOLLOWS = "tiercel.flow.importing.follows"


@dataclass(frozen=True)
class Follower:
    """A module of the folder has one, as `FOLLOWER`.

    order   those with less go first
    queue   asks for the job, which itself knows whether there is anything to do
    now     does it here and now after an import by command; None where it waits for the worker then too
    failed  what the report of the import says where `now` fails, with {reason} in it, not translated yet
    """

    order: int
    queue: Callable[[User | None], object]
    now: Callable[[User | None, Listener | None], None] | None = None
    failed: str = ""


def queue_followers(by: User | None) -> None:
    """Ask for everything that follows."""
    for follower in _in_order():
        follower.queue(by)


def do_followers(by: User | None, listener: Listener | None) -> list[str]:
    """Do what follows at once; where some of it fails the import stands all the same, and this is what to say of it."""
    said: dict[str, None] = {}
    for follower in _in_order():
        try:
            if follower.now is not None:
                follower.now(by, listener)
        except TiercelError as error:
            said[gettext(follower.failed).format(reason=error)] = None
    return list(said)


def _in_order() -> Iterator[Follower]:
    found: list[Follower] = [module.FOLLOWER for module in parts(FOLLOWS).values()]
    yield from sorted(found, key=lambda follower: follower.order)

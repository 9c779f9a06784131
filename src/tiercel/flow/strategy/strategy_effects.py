"""What a change of a strategy document would do, before it is made: each kind that has an effect is a part."""

from datetime import datetime
from typing import Any, Protocol, cast

from tiercel.core.parts import parts

FOLDER = "tiercel.flow.strategy.effects"


class Effect(Protocol):
    """What a module of the folder `effects` has; its name is the kind's.

    would_do   what would change were this body in force now, a line each; it writes nothing
    """

    def would_do(self, body: dict[str, Any], now: datetime) -> list[str]: ...


def effects(kind: str, body: dict[str, Any], now: datetime) -> list[str]:
    """What a checked body of this kind would do; nothing for a kind without effects."""
    found = parts(FOLDER).get(kind)
    return cast("Effect", found).would_do(body, now) if found else []

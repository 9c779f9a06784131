"""The ideal customer profile: who fits, who does not, how sure that is, and the numbers behind it."""

from typing import Any

from tiercel.strategy.kind import raise_all

SCHEMA = 1
MAKE = "Learn one from the closed deals: tiercel icp learn"

VERDICTS = ("signal", "no_signal")


def default() -> dict[str, Any] | None:
    return None


def check(body: dict[str, Any]) -> None:
    """Only what others rely on is checked here; the rest is written and read by the learner alone."""
    if body.get("verdict") not in VERDICTS:
        raise_all("icp", [f"verdict: {body.get('verdict')!r} is not one of: {', '.join(VERDICTS)}."])


def upgrade(body: dict[str, Any], _from_schema: int) -> dict[str, Any]:
    """The first form needs none."""
    return body

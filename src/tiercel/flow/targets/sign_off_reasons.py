"""Why sellers accept and reject, counted, to stand beside the profile: what it missed shows here first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from tiercel.records.models import SignOff

SHOWN = ("industry", "market", "country", "ownership", "employees")
BANDS = (10, 50, 200, 1_000, 5_000)
LEAST_ACCOUNTS = 3
MOST_ATTRIBUTES = 3


@dataclass(frozen=True)
class Share:
    """How often a value stands among the accounts of a reason, against all that were signed off; both are shares."""

    attribute: str
    value: str
    accounts: int
    share: float
    share_of_all: float


@dataclass(frozen=True)
class ReasonCount:
    """One reason: how often it was given, in which tiers, and what these accounts have in common, if anything.

    reason   "" where none was given
    """

    decision: str
    reason: str
    accounts: int
    by_tier: dict[int, int]
    in_common: tuple[Share, ...]


def reasons_counted() -> tuple[ReasonCount, ...]:
    """Every reason that stands, rejections first, the most frequent first."""
    rows = list(
        SignOff.objects.filter(ended_at__isnull=True)
        .order_by("pk")
        .values("decision", "reason", "target__tier", *(f"account__{name}" for name in SHOWN))
    )
    of_all = Counter(pair for row in rows for pair in _values(row))
    groups: dict[tuple[str, str], list[dict[str, object]]] = {}
    for row in rows:
        groups.setdefault((row["decision"], row["reason"]), []).append(row)
    counted = [_counted(name, group, of_all, len(rows)) for name, group in groups.items()]
    return tuple(sorted(counted, key=lambda c: (c.decision != "rejected", -c.accounts, c.reason)))


def _counted(
    name: tuple[str, str], rows: list[dict[str, object]], of_all: Counter[tuple[str, str]], total: int
) -> ReasonCount:
    tiers = Counter(int(str(row["target__tier"])) for row in rows)
    return ReasonCount(
        decision=name[0],
        reason=name[1],
        accounts=len(rows),
        by_tier=dict(sorted(tiers.items())),
        in_common=tuple(_in_common(rows, of_all, total)),
    )


def _in_common(rows: list[dict[str, object]], of_all: Counter[tuple[str, str]], total: int) -> list[Share]:
    """Values that stand here more often than elsewhere; one or two accounts have nothing in common."""
    here = Counter(pair for row in rows for pair in _values(row))
    shares = [
        Share(attribute, value, count, count / len(rows), of_all[attribute, value] / total)
        for (attribute, value), count in here.items()
        if count >= LEAST_ACCOUNTS and count / len(rows) > of_all[attribute, value] / total
    ]
    most_telling = sorted(shares, key=lambda s: (s.share_of_all - s.share, s.attribute, s.value))
    return most_telling[:MOST_ATTRIBUTES]


def _values(row: dict[str, object]) -> Iterator[tuple[str, str]]:
    for name in SHOWN:
        value = row[f"account__{name}"]
        if name == "employees" and isinstance(value, int):
            yield name, _band(value)
        elif value:
            yield name, str(value)


def _band(employees: int) -> str:
    """
    >>> _band(7), _band(50), _band(9000)
    ('0-9', '50-199', '5000+')
    """
    edges = (0, *BANDS)
    low = max(edge for edge in edges if edge <= max(0, employees))
    above = next((edge for edge in edges if edge > low), None)
    return f"{low}+" if above is None else f"{low}-{above - 1}"

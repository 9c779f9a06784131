"""The rules of matching as values, read once from their strategy document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any


@dataclass(frozen=True)
class Means:
    """What several accounts are told apart by; `times` counts for size and number of contacts alone."""

    name: str
    times: float
    confidence: float


@dataclass(frozen=True)
class Rules:
    """By which rules contacts find their account; the names are those of strategy/kinds/matching.py.

    confidence  of each rule, in the order in which they are tried
    """

    confidence: Mapping[str, float]
    threshold: float
    suggestions: int
    close_name: float
    very_close_name: float
    tell_apart: tuple[Means, ...]
    accounts_on_a_domain: int
    name_may_contradict: bool
    crm_goes_first: bool
    silent_domains: frozenset[str]

    @cached_property
    def order(self) -> dict[str, int]:
        return {name: place for place, name in enumerate(self.confidence)}


def read_rules(body: Mapping[str, Any]) -> Rules:
    """The rules that a checked document states."""
    return Rules(
        confidence={rule["name"]: float(rule["confidence"]) for rule in body["rules"]},
        threshold=body["threshold"],
        suggestions=body["suggestions"],
        close_name=body["close_name"],
        very_close_name=body["very_close_name"],
        tell_apart=tuple(Means(one["name"], one["times"], one["confidence"]) for one in body["tell_apart"]),
        accounts_on_a_domain=body["accounts_on_a_domain"],
        name_may_contradict=body["name_may_contradict"],
        crm_goes_first=body["crm_goes_first"],
        silent_domains=frozenset(domain.lower() for domain in body["domains_that_say_nothing"]),
    )

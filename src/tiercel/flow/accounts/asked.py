"""What somebody wants to see of the accounts: filters, an order, columns, a page, perhaps of an earlier day."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

SCORES = ("tier", "chance", "value", "points", "deals")
STANDARD = ("industry", "country", "employees", "owner", "tier", "chance", "value")
PAGE = 50
FAMILY = "family"


@dataclass(frozen=True)
class Between:
    """From `low` to `high`, both inside; None where that end is open."""

    low: float | None = None
    high: float | None = None

    @property
    def is_open(self) -> bool:
        return self.low is None and self.high is None


@dataclass(frozen=True)
class OwnFilter:
    """A filter on an attribute that the workspace declared.

    name       of the attribute, without "custom."
    values     any of these (categories, flags as "true" and "false"), or a part of a text
    low, high  for numbers and days (ISO), as texts; "" where that end is open
    """

    name: str
    values: tuple[str, ...] = ()
    low: str = ""
    high: str = ""


@dataclass(frozen=True)
class Asked:
    """What somebody wants to see.

    industry, country   one or several; "" or () for all
    tier                1, 2 or 3; 0: only those in no tier; None: all
    state               of the sign-off: proposed, accepted, rejected; "" for all
    owner               key of a person of the team; 0: only those without an owner; None: all
    deals               "any", "won", "open" or "none"; "" for all
    chance              at least this share
    employees           how many work there
    revenue, value      revenue a year and expected value, in whole units of the workspace's currency
    technology          a part of the name of a product that they use
    custom              filters on attributes that the workspace declared
    archived            only those that were put away
    of                  "family": only heads of families and accounts that belong to none, each with the numbers of all
                        below it; "" for every account alone
    sort                a column that can be sorted by, with "-" before it for the largest first
    as_of               what was known at the end of that day; None: now
    """

    text: str = ""
    industry: str | tuple[str, ...] = ()
    country: str | tuple[str, ...] = ()
    tier: int | None = None
    state: str = ""
    owner: int | None = None
    deals: str = ""
    chance: float | None = None
    employees: Between = Between()
    revenue: Between = Between()
    value: Between = Between()
    technology: str = ""
    custom: tuple[OwnFilter, ...] = ()
    archived: bool = False
    of: str = ""
    sort: str = "-value"
    columns: tuple[str, ...] = STANDARD
    as_of: date | None = None
    after: str = ""
    before: str = ""

    @property
    def narrows(self) -> bool:
        """Whether any filter is in force."""
        return replace(self, sort="", columns=(), as_of=None, after="", before="") != Asked(sort="", columns=())

    @property
    def industries(self) -> tuple[str, ...]:
        return _several(self.industry)

    @property
    def countries(self) -> tuple[str, ...]:
        return _several(self.country)


def _several(said: str | tuple[str, ...]) -> tuple[str, ...]:
    return ((said,) if said else ()) if isinstance(said, str) else said

"""What can be merged, and which facts of it: the columns that belong together, and those that are lists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext as _

from tiercel.core.errors import DataError
from tiercel.records.models import Account, Contact

ACCOUNTS, CONTACTS = "accounts", "contacts"


@dataclass(frozen=True)
class Kind:
    """One kind of rows that can be merged.

    facts       name -> the columns that hold one value together: of two rows, one's hold whole
    lists       columns of which the row that stays gets those of both
    first       column -> the list whose first it is: it stays the row's own
    cautious    flags that hold for both where they hold for one
    earliest    days of which the earlier holds
    """

    name: str
    model: type[models.Model]
    facts: Mapping[str, tuple[str, ...]]
    lists: tuple[str, ...]
    first: Mapping[str, str]
    cautious: tuple[str, ...] = ()
    earliest: tuple[str, ...] = ("created_on",)

    @property
    def columns(self) -> tuple[str, ...]:
        return (*(column for columns in self.facts.values() for column in columns), *self.lists, *self.first)


def _alone(*names: str) -> dict[str, tuple[str, ...]]:
    return {name: (name,) for name in names}


KINDS = {
    ACCOUNTS: Kind(
        ACCOUNTS,
        Account,
        facts={"name": ("name", "name_key")}
        | _alone("industry", "market", "employees")
        | {"revenue": ("revenue_minor", "revenue_currency"), "place": ("country", "region", "city")}
        | _alone("founded", "ownership")
        | {"funding": ("funding_minor", "funding_currency")}
        | _alone("growth", "offices", "type")
        | {"owner": ("owner_id",)}
        | _alone("source", "lifecycle", "do_not_sell", "created_on"),
        lists=("domains", "phones", "other_names", "technologies"),
        first={"domain": "domains"},
        cautious=("do_not_sell",),
    ),
    CONTACTS: Kind(
        CONTACTS,
        Contact,
        facts={"name": ("name", "first_name", "last_name")}
        | _alone("title", "company", "language", "preferred_channel")
        | {"place": ("country", "city"), "owner": ("owner_id",)}
        | _alone("source", "lifecycle", "created_on"),
        lists=("emails", "phones", "websites"),
        first={"email": "emails"},
    ),
}


def kind_of(name: str) -> Kind:
    if name not in KINDS:
        raise DataError(_("There are no duplicates of '{name}'. Kinds: {kinds}.").format(name=name, kinds=_kinds()))
    return KINDS[name]


def _kinds() -> str:
    return ", ".join(KINDS)

"""How the columns of tables/ stand in the records: which of a row's columns are values, and which are references."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db import models

from tiercel.records.models import (
    Account,
    Contact,
    Deal,
    Person,
    Product,
    Spend,
    Subscription,
    SurveyAnswer,
    Technology,
    Touch,
    TriggerEvent,
)
from tiercel.tables.catalogue import TABLES
from tiercel.tables.column import Column, Table, Type

# In characters: PostgreSQL's index refuses rows of more than about 2,700 bytes.
LONGEST_IN_INDEX = 400
LISTS = (Type.TEXTS, Type.EMAILS, Type.PHONES, Type.DOMAINS)


@dataclass(frozen=True)
class Shape:
    """One table of rows with ids of their own.

    values      database column -> SQL over the staged row `s`
    owned       database column -> reference column, filled in where the row is known, else left for later
    linked      reference column -> the link table that keeps it, with a beginning and an end
    needed      owned database columns without which the row waits
    made        database column -> SQL over the matched row: what stands there in a new row
    watched     columns whose changes are kept, and by which a row counts as changed
    found_by    owned database column -> staged column with an address that finds the row too
    by_name     whether a row without a known id is looked up by its name
    """

    table: Table
    model: type[models.Model]
    values: dict[str, str]
    owned: dict[str, str] = field(default_factory=dict)
    linked: dict[str, str] = field(default_factory=dict)
    needed: tuple[str, ...] = ()
    found_by: dict[str, str] = field(default_factory=dict)
    by_name: bool = False
    made: dict[str, str] = field(default_factory=dict)

    @property
    def watched(self) -> tuple[str, ...]:
        silent = {"name_key", "domain", "email", "source_updated_at"}
        keep = {"email"} if self.table.name == "people" else set()
        return tuple(name for name in (*self.values, *self.owned) if name not in silent - keep)


def _value(column: Column) -> dict[str, str]:
    if column.type is Type.MONEY:
        return {f"{column.name}_{part}": f's."{column.name}_{part}"' for part in ("minor", "currency")}
    if column.type in LISTS:
        return {column.name: f'CASE WHEN len(s."{column.name}") > 0 THEN s."{column.name}" END'}
    return {column.name: f's."{column.name}"'}


def _values(table: Table, *without: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for column in table.columns:
        if column.type is not Type.REFERENCE and column.name not in ("external_id", *without):
            found |= _value(column)
    return found | ({"custom": "s.custom"} if table.custom else {})


def _margin() -> dict[str, str]:
    """The margin as given, else made from amount and cost of one currency."""
    known = "s.amount_minor IS NOT NULL AND s.cost_minor IS NOT NULL AND s.amount_currency = s.cost_currency"
    return {
        "margin_minor": f"coalesce(s.margin_minor, CASE WHEN {known} THEN s.amount_minor - s.cost_minor END)",
        "margin_currency": f"CASE WHEN s.margin_minor IS NULL AND {known} THEN s.amount_currency "
        "ELSE s.margin_currency END",
    }


def _addressed(table: Table) -> dict[str, str]:
    """Values of a row that says by a mail address or a domain whom it is about; the first of each is kept."""
    keys = {name: f"s.{name}_key" for name in ("email", "domain") if name in table.one_of}
    return _values(table, *keys) | keys


FOUND_BY = {"contact_id": "email_key", "account_id": "domain_key"}
CONTACT_NAME = "coalesce(s.name, nullif(trim(concat_ws(' ', s.first_name, s.last_name)), ''))"

SHAPES: dict[str, Shape] = {
    shape.table.name: shape
    for shape in (
        Shape(
            TABLES["people"],
            Person,
            _values(TABLES["people"], "email") | {"email": "s.email[1]"},
            by_name=True,
            made={"name": "coalesce(name, email)"},
        ),
        Shape(TABLES["products"], Product, _values(TABLES["products"]), by_name=True),
        Shape(
            TABLES["accounts"],
            Account,
            _values(TABLES["accounts"])
            | {"name_key": f"left(s.name_key, {LONGEST_IN_INDEX})", "domain": "s.domains[1]"},
            owned={"owner_id": "owner"},
            linked={"parent": "account_parents"},
        ),
        Shape(
            TABLES["contacts"],
            Contact,
            _values(TABLES["contacts"]) | {"name": CONTACT_NAME, "email": "s.emails[1]"},
            owned={"owner_id": "owner"},
            linked={"account": "contact_accounts"},
        ),
        Shape(
            TABLES["deals"],
            Deal,
            _values(TABLES["deals"]) | _margin(),
            owned={"account_id": "account", "owner_id": "owner"},
            made={"name": "coalesce(name, external_id)"},
        ),
        Shape(
            TABLES["subscriptions"],
            Subscription,
            _values(TABLES["subscriptions"]),
            owned={"account_id": "account", "deal_id": "deal"},
            needed=("account_id",),
        ),
        Shape(
            TABLES["touches"],
            Touch,
            _addressed(TABLES["touches"]),
            owned={"contact_id": "contact", "account_id": "account", "deal_id": "deal", "owner_id": "owner"},
            found_by=FOUND_BY,
        ),
        Shape(
            TABLES["survey_answers"],
            SurveyAnswer,
            _addressed(TABLES["survey_answers"]),
            owned={"contact_id": "contact", "account_id": "account"},
            found_by=FOUND_BY,
        ),
        Shape(
            TABLES["technologies"],
            Technology,
            _addressed(TABLES["technologies"]),
            owned={"account_id": "account"},
            found_by={"account_id": "domain_key"},
            needed=("account_id",),
        ),
        Shape(
            TABLES["trigger_events"],
            TriggerEvent,
            _addressed(TABLES["trigger_events"]),
            owned={"account_id": "account"},
            found_by={"account_id": "domain_key"},
            needed=("account_id",),
        ),
        Shape(TABLES["spend"], Spend, _values(TABLES["spend"]), owned={"account_id": "account"}),
    )
}

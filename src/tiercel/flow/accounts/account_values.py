"""The values of an account as people read them: which columns there are, and what each holds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from tiercel.records.models import Account, Attribute
from tiercel.tables.accounts import accounts
from tiercel.tables.column import Type

CUSTOM = "custom."
NOT_SHOWN = {"external_id", "source_updated_at", "parent"}
CUSTOM_TYPES = {"number": Type.NUMBER, "date": Type.DATE, "flag": Type.FLAG, "category": Type.CATEGORY}


@dataclass(frozen=True)
class Shown:
    """A column that people may see.

    label   of a declared attribute, as its maker wrote it; "" for the product's own columns, which pages name
    """

    name: str
    type: Type
    label: str = ""
    unit: str = ""


@dataclass(frozen=True)
class Value:
    """A value with all that its showing needs; None where nothing is known."""

    type: Type
    value: Any
    currency: str = ""


def columns(declared: Iterable[Attribute] | None = None) -> tuple[Shown, ...]:
    """The product's own columns, then those that the workspace declared.

    declared   its attributes of accounts, where they have been read already
    """
    own = tuple(Shown(column.name, column.type) for column in accounts.columns if column.name not in NOT_SHOWN)
    return own + tuple(
        Shown(CUSTOM + each.name, CUSTOM_TYPES.get(each.type, Type.TEXT), each.label, each.unit)
        for each in (attributes() if declared is None else declared)
    )


def attributes() -> tuple[Attribute, ...]:
    """What the workspace declared of accounts, by what it calls it."""
    return tuple(Attribute.objects.filter(table="accounts").order_by("label"))


def fields_of(shown: Iterable[Shown]) -> set[str]:
    """The fields of an account that `value_of` reads for these columns."""
    return {field for column in shown for field in _fields_of(column)}


def _fields_of(column: Shown) -> tuple[str, ...]:
    if column.name.startswith(CUSTOM):
        return ("custom",)
    if column.type is Type.MONEY:
        return (f"{column.name}_minor", f"{column.name}_currency")
    return ("received_at",) if column.name == "received" else (column.name,)


def value_of(account: Account, column: Shown) -> Value:
    """What a row says in a column; needs `owner` read along."""
    if column.name.startswith(CUSTOM):
        return Value(column.type, account.custom.get(column.name.removeprefix(CUSTOM)))
    if column.type is Type.MONEY:
        minor, currency = getattr(account, f"{column.name}_minor"), getattr(account, f"{column.name}_currency")
        return Value(column.type, minor, currency)
    if column.name == "owner":
        return Value(Type.TEXT, str(account.owner) if account.owner else None)
    if column.name == "received":
        return Value(column.type, account.received_at)
    found = getattr(account, column.name)
    return Value(column.type, None if found in ("", []) else found)

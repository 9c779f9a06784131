"""The attributes that a workspace declared, as values that the database itself filters, sorts and indexes by."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.db.models import F, FloatField, Func, Q, TextField

from tiercel.flow.accounts.account_values import CUSTOM
from tiercel.flow.accounts.asked import OwnFilter
from tiercel.records.models import Attribute

NUMBER, DATE, FLAG, CATEGORY = "number", "date", "flag", "category"


class OwnValue(Func):
    """One attribute of `custom`, as its type says: a number, or a text. A value of another type counts as none.

    The name stands in the statement itself, not beside it, because an index is used only by the very same expression.
    """

    def __init__(self, name: str, kind: str, **extra: Any) -> None:
        super().__init__(F("custom"), output_field=FloatField() if kind == NUMBER else TextField(), **extra)
        self.name, self.kind = name, kind

    def as_sql(self, compiler: Any, *_more: Any, **_extra: Any) -> tuple[str, Any]:
        column, params = compiler.compile(self.source_expressions[0])
        return own_sql(column, self.name, self.kind).replace("%", "%%"), params


def own_sql(column: str, name: str, kind: str) -> str:
    """The expression over a JSON column, in the language of the database in use."""
    if connection.vendor == "postgresql":
        key = _literal(name)
        text = f"({column} ->> {key})"
        number = f"(CASE WHEN jsonb_typeof({column} -> {key}) = 'number' THEN {text}::double precision END)"
        return number if kind == NUMBER else text
    path = _literal('$."' + name.replace('"', '\\"') + '"')
    found, its_type = f"json_extract({column}, {path})", f"json_type({column}, {path})"
    if kind == NUMBER:
        return f"(CASE WHEN {its_type} IN ('integer', 'real') THEN {found} END)"
    return f"(CASE WHEN {its_type} IN ('true', 'false') THEN {its_type} ELSE {found} END)"


def filtered_by_own(wanted: tuple[OwnFilter, ...], kinds: dict[str, str]) -> tuple[dict[str, OwnValue], Q]:
    """What to annotate, and the condition on it; filters on attributes that there are not fall away."""
    values: dict[str, OwnValue] = {}
    condition = Q()
    for place, each in enumerate(wanted):
        if each.name in kinds:
            values[f"own_{place}"] = OwnValue(each.name, kinds[each.name])
            condition &= _condition(f"own_{place}", each, kinds[each.name])
    return values, condition


def kinds_of_own() -> dict[str, str]:
    """The type of each declared attribute of accounts."""
    return dict(Attribute.objects.filter(table="accounts").values_list("name", "type"))


def own_name(column: str) -> str:
    """The attribute that a column shows; "" for the product's own columns."""
    return column.removeprefix(CUSTOM) if column.startswith(CUSTOM) else ""


def _condition(value: str, wanted: OwnFilter, kind: str) -> Q:
    if kind == NUMBER:
        low, high = _number(wanted.low), _number(wanted.high)
        return _at_least(value, low) & _at_most(value, high)
    if kind == DATE:
        return _at_least(value, wanted.low or None) & _at_most(value, wanted.high or None)
    if kind in (CATEGORY, FLAG):
        return Q(**{f"{value}__in": wanted.values}) if wanted.values else Q()
    return Q(**{f"{value}__icontains": wanted.values[0]}) if wanted.values else Q()


def _at_least(value: str, low: Any) -> Q:
    return Q() if low is None else Q(**{f"{value}__gte": low})


def _at_most(value: str, high: Any) -> Q:
    return Q() if high is None else Q(**{f"{value}__lte": high})


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"

"""What the workspace holds: how many rows of each table, and how full their columns are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Count, Max, Model, Q, QuerySet

from tiercel.flow.accounts.paging import among
from tiercel.flow.sight import only_seen, only_seen_activities, only_seen_contacts, only_seen_deals, seen_keys, sees_all
from tiercel.flow.spend.list_spend import seen_spend
from tiercel.flow.today.held import held
from tiercel.records.models import (
    Account,
    Attribute,
    Contact,
    Deal,
    DealContact,
    Person,
    Product,
    Spend,
    StageChange,
    Subscription,
    SurveyAnswer,
    Technology,
    Touch,
    TouchContact,
    TriggerEvent,
    User,
    WaitingRow,
)
from tiercel.tables.catalogue import TABLES

MODELS: dict[str, type[Model]] = {
    "accounts": Account,
    "contacts": Contact,
    "deals": Deal,
    "deal_contacts": DealContact,
    "stage_changes": StageChange,
    "subscriptions": Subscription,
    "touches": Touch,
    "touch_contacts": TouchContact,
    "survey_answers": SurveyAnswer,
    "technologies": Technology,
    "trigger_events": TriggerEvent,
    "spend": Spend,
    "people": Person,
    "products": Product,
}
REFERRED: dict[str, Any] = {"account": Account, "contact": Contact, "deal": Deal}
# Those that an index has by when they came.
INDEXED: dict[type[Model], Callable[..., QuerySet[Any]]] = {
    Account: only_seen,
    Contact: only_seen_contacts,
    Deal: only_seen_deals,
}
EMPTY_TEXTS = {"JSONField": [], "TextField": "", "CharField": ""}
NOT_COUNTED = {"external_id", "source_updated_at", "parent"}
# So many rows tell a share to half a per cent; to look at each of a million takes seconds. Fewer than this, where most
# keys are of no row any more, tell too little.
ENOUGH, TOO_FEW = 50_000, 10_000
GOLDEN = (5**0.5 - 1) / 2


@dataclass(frozen=True)
class Holding:
    """One table: its rows, and when the newest came."""

    table: str
    rows: int
    newest_at: datetime | None


@dataclass(frozen=True)
class Fill:
    """One column: the share of rows that say something in it; `label` of a declared attribute, else ""."""

    column: str
    label: str
    share: float


def holdings(by: User | None) -> tuple[Holding, ...]:
    """What there is, or what of it this user sees."""
    return tuple(_holding(table, by) for table in MODELS)


def waiting_rows(by: User | None) -> tuple[tuple[str, int], ...]:
    """Rows that name another which has not come: their table, and how many; of whose accounts nobody can tell, and so
    who does not see all learns of none."""
    if not sees_all(by):
        return ()
    return tuple(WaitingRow.objects.values_list("table").annotate(Count("pk")).order_by("table"))


@dataclass(frozen=True)
class Fills:
    """The columns of a table, the fullest first.

    looked_at   how many rows tell it
    is_part     whether there are more: those that tell it lie evenly spread among them
    """

    columns: tuple[Fill, ...]
    looked_at: int
    is_part: bool

    @property
    def within(self) -> float:
        """How far a share is off at most, 19 times in 20: half of the interval of a half; 0 where none was left out."""
        return 1.96 * 0.5 / self.looked_at**0.5 if self.is_part else 0.0


def fills(table: str, by: User | None) -> Fills:
    """How full each column of a table is in the rows that this user sees: in all of them, or in many of very many."""
    model = MODELS[table]
    names = {
        column.name: _stored(model, column.name) for column in TABLES[table].columns if column.name not in NOT_COUNTED
    }
    attributes = list(Attribute.objects.filter(table=table).order_by("label"))
    counted = {name: Count("pk", filter=~_is_empty(model, stored)) for name, stored in names.items() if stored}
    for place, each in enumerate(attributes):
        counted[f"custom_{place}"] = Count("pk", filter=Q(**{f"custom__{each.name}__isnull": False}))
    rows, keys = _seen(model, by).filter(**_live(model)), _spread(model) if sees_all(by) else None
    found = _counted(rows if keys is None else rows.filter(among(keys)), counted)
    is_part = keys is not None and found["rows_in_all"] >= TOO_FEW
    found = found if is_part or keys is None else _counted(rows, counted)
    looked_at = found["rows_in_all"]
    total = looked_at or 1
    own = [Fill(name, "", found[f"n_{name}"] / total) for name, stored in names.items() if stored]
    own += [Fill(each.name, each.label, found[f"n_custom_{n}"] / total) for n, each in enumerate(attributes)]
    return Fills(tuple(sorted(own, key=lambda fill: (-fill.share, fill.column))), looked_at, is_part)


def _counted(rows: QuerySet[Any], counted: dict[str, Count]) -> dict[str, int]:
    return rows.aggregate(rows_in_all=Count("pk"), **{f"n_{name}": count for name, count in counted.items()})


def _spread(model: type[Model]) -> list[int] | None:
    """Keys of a table with very many rows; None where each row can be looked at.

    By the golden ratio they lie evenly, and in step with nothing that returns every so many rows.
    """
    last = model._default_manager.aggregate(last=Max("pk"))["last"] or 0
    return list({1 + int(last * (place * GOLDEN % 1)) for place in range(ENOUGH)}) if last > 2 * ENOUGH else None


def _holding(table: str, by: User | None) -> Holding:
    model = MODELS[table]
    names = {field.name for field in model._meta.get_fields()}
    at = "received_at" if "received_at" in names else "made_at"
    if model in INDEXED:
        return _indexed(table, INDEXED[model], by)
    told = _seen(model, by).filter(**_live(model)).aggregate(rows=Count("pk"), newest=Max(at))
    return Holding(table, told["rows"], told["newest"])


def _indexed(table: str, seen: Callable[..., QuerySet[Any]], by: User | None) -> Holding:
    """Of the tables that grow: counted without a look at each row, and the newest is the first that a walk meets."""
    model: Any = MODELS[table]
    count = held(model, by)
    newest = seen(model._default_manager.filter(archived_at__isnull=True), by, walking=True).order_by("-received_at")
    return Holding(table, count, newest.values_list("received_at", flat=True).first() if count else None)


def _live(model: type[Model]) -> dict[str, bool]:
    """Rows that were not put away, links that have not ended."""
    archives = any(field.name == "archived_at" for field in model._meta.concrete_fields)
    return {"archived_at__isnull" if archives else "ended_at__isnull": True}


def _seen(model: type[Model], by: User | None) -> QuerySet[Any]:
    """The rows of a table that this user may know of: their own table's rule, else that of what they refer to.

    Who is in the team, what is sold and what was spent is nobody's in particular, and everybody knows it.
    """
    rows = model._default_manager.all()
    if sees_all(by):
        return rows
    if model in INDEXED:
        return INDEXED[model](rows, by)
    if model in (Touch, SurveyAnswer):
        return only_seen_activities(rows, by)
    if model is Spend:
        return seen_spend(by)
    if model is TouchContact:
        return rows.filter(touch__in=_seen(Touch, by).values("pk"))
    refers = {field.name for field in model._meta.concrete_fields}
    by_whom = {"account", "contact"} & refers if model is not DealContact else set()
    keys = {name: seen_keys(REFERRED[name]._default_manager.all(), by) for name in by_whom or {"deal"} & refers}
    seen = [Q(**{f"{name}__in": theirs}) for name, theirs in keys.items()]
    return rows.filter(reduce(or_, seen)) if seen else rows


def _stored(model: type[Model], name: str) -> str:
    """The field that keeps a column, "" where a link does."""
    fields = {field.name for field in model._meta.concrete_fields}
    return name if name in fields else f"{name}_minor" if f"{name}_minor" in fields else ""


def _is_empty(model: type[Model], field: str) -> Q:
    kind = model._meta.get_field(field).get_internal_type()
    if kind in EMPTY_TEXTS:
        return Q(**{field: EMPTY_TEXTS[kind]})
    return Q(**{f"{field}__isnull": True})

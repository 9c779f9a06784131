"""What a plan says is done, inside one transaction: the whole of it, or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.db.models import Model, Q

from tiercel.flow.duplicates.circles import would_circle
from tiercel.flow.duplicates.facts import as_json
from tiercel.flow.duplicates.moving import values_of
from tiercel.flow.importing.shapes import SHAPES
from tiercel.flow.importing.undo.links import LinksBack
from tiercel.flow.importing.undo.made import TABLES
from tiercel.flow.importing.undo.plan import Plan
from tiercel.flow.importing.undo.values import Values, with_what_follows
from tiercel.flow.importing.writing import LINKS
from tiercel.records.models import AccountParent, Change, ExternalKey, User, WaitingRow

AT_A_TIME = 500
VERSION = "source_updated_at"


def apply(plan: Plan, by: User | None, now: datetime) -> None:
    """Do it; to be called in the transaction in which the plan was made."""
    for links in plan.links:
        _links_back(links, now)
    for model in plan.made.rows:
        _put_away(model, plan.made.gone(model), now)
    for values in plan.values:
        _values_back(values, by, now)
    WaitingRow.objects.filter(origin__in=plan.history.ours).delete()


def _put_away(model: type[Model], rows: list[int], now: datetime) -> None:
    """Rows are archived and not deleted, for what was known on an earlier day was known; their keys are free again."""
    for some in _parts(rows):
        model._default_manager.filter(pk__in=some).update(archived_at=now)
        ExternalKey.objects.filter(kind=TABLES[model], row__in=some).delete()
        for link in LINKS:
            for end in (link.left[0], link.right[0]):
                if link.model._meta.get_field(end).related_model is model:
                    hold = Q(**{f"{end}__in": some}, ended_at=None)
                    link.model._default_manager.filter(hold).update(ended_at=now)


def _values_back(values: Values, by: User | None, now: datetime) -> None:
    model = SHAPES[values.table].model
    has_version = any(each.attname == VERSION for each in model._meta.concrete_fields)
    changes = []
    for row, back in values.back.items():
        if not back:
            continue
        whole = with_what_follows(model, back)
        if has_version and row in values.unversioned:
            # What stood there came with a later version than what stands there now.
            whole[VERSION] = None
        model._default_manager.filter(pk=row).update(**whole)
        for name, value in back.items():
            old = as_json(values.was[row][name])
            changes.append(
                Change(table=values.table, row=row, field=name, old=old, new=as_json(value), made_at=now, by=by)
            )
    Change.objects.bulk_create(changes, batch_size=AT_A_TIME)


def _links_back(links: LinksBack, now: datetime) -> None:
    model = links.shape.model
    for some in _parts(links.end):
        model._default_manager.filter(pk__in=some).update(ended_at=now)
    for link in links.begin:
        made = model(**values_of(link) | {"made_at": now, "ended_at": None})
        if not (isinstance(made, AccountParent) and would_circle(made.account_id, made.parent_id)):
            made.save(force_insert=True)


def _parts(keys: Iterable[int]) -> Iterator[list[int]]:
    wanted = list(keys)
    for start in range(0, len(wanted), AT_A_TIME):
        yield wanted[start : start + AT_A_TIME]

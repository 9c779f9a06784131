"""The rows behind a number, a page at a time: as many as the number says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch
from django.utils import timezone

from tiercel.flow.accounts.account_values import Value
from tiercel.flow.accounts.paging import Order, slice_of
from tiercel.flow.sight import only_seen_links, without_unseen_accounts
from tiercel.flow.today.figures import FIGURES, figures_of
from tiercel.records.models import ContactAccount, User
from tiercel.records.models.base import active
from tiercel.tables.column import Type

PAGE = 50


@dataclass(frozen=True)
class Line:
    """One row; `account` or `job` is the one whose page shows more of it, None for rows of none."""

    name: str
    account: int | None
    values: tuple[Value, ...]
    job: int | None = None


@dataclass(frozen=True)
class RowsPage:
    """A page of the rows; `columns` are names of fields, in the order of each line's values."""

    figure: str
    table: str
    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    count: int
    before: str
    after: str


@dataclass(frozen=True)
class Shape:
    """How the rows of a table are listed: what is joined, the columns, a line of a row, whether with places of work."""

    along: tuple[str, ...]
    columns: tuple[str, ...]
    line: Callable[[Any], Line]
    links: bool = False


def see_rows(name: str, by: User, *, after: str = "", before: str = "") -> RowsPage | None:
    """The rows of a figure; None where there is none of that name, or the user's role is not shown it."""
    figure = FIGURES.get(name)
    if figure is None or not figures_of(by, (figure,)):
        return None
    today, shape = timezone.localdate(), SHAPES[figure.table]
    found = figure.rows(by, today)
    also = [Prefetch("account_links", only_seen_links(WORK, by))] if shape.links else []
    order = Order(figure.order.removeprefix("-"), figure.order.startswith("-"))
    part = slice_of(
        found.select_related(*shape.along).prefetch_related(*also), order, after=after, before=before, size=PAGE
    )
    if figure.table == "deals":
        without_unseen_accounts(part.rows, by)
    lines = tuple(shape.line(row) for row in part.rows)
    return RowsPage(name, figure.table, shape.columns, lines, figure.number(by, today), part.before, part.after)


def _text(value: Any) -> Value:
    return Value(Type.TEXT, str(value) if value else None)


def _account(row: Any) -> Line:
    score = getattr(row, "score", None)
    country = Value(Type.COUNTRY, row.country or None)
    chance = Value(Type.SHARE, score.chance if score else None)
    return Line(row.name, row.pk, (_text(row.industry), country, _text(row.owner), chance))


def _contact(row: Any) -> Line:
    where = next((link.account for link in row.account_links.all()), None)
    return Line(row.name or row.email, where.pk if where else None, (_text(row.title), _text(row.email), _text(where)))


def _deal(row: Any) -> Line:
    amount = Value(Type.MONEY, row.amount_minor if row.amount_currency else None, row.amount_currency)
    days = (Value(Type.DATE, row.created_on), Value(Type.DATE, row.closed_on))
    return Line(row.name, row.account_id, (_text(row.account), _text(row.stage), amount, *days, _text(row.owner)))


def _target(row: Any) -> Line:
    return Line(row.account.name, row.account_id, (Value(Type.INTEGER, row.tier), _text(row.owner)))


def _job(row: Any) -> Line:
    values = (_text(row.state), Value(Type.INSTANT, row.made_at), _text(row.reason), _text(row.by))
    return Line(row.kind, None, values, job=row.pk)


def _waiting(row: Any) -> Line:
    return Line(row.table, None, (_text(row.missing), _text(row.source), Value(Type.INSTANT, row.made_at)))


WORK = ContactAccount.objects.filter(active()).select_related("account")
SHAPES = {
    "accounts": Shape(("owner", "score"), ("industry", "country", "owner", "chance"), _account),
    "contacts": Shape((), ("title", "email", "account"), _contact, links=True),
    "deals": Shape(("account", "owner"), ("account", "stage", "amount", "created_on", "closed_on", "owner"), _deal),
    "targets": Shape(("account", "owner"), ("tier", "owner"), _target),
    "jobs": Shape(("by",), ("state", "made_at", "reason", "by"), _job),
    "waiting_rows": Shape((), ("missing", "source", "made_at"), _waiting),
}

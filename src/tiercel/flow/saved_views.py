"""Views that people keep of a list: kept, renamed, shared, opened first, deleted and brought back."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from tiercel.core.clock import utc_now
from tiercel.core.errors import AccessError, DataError
from tiercel.flow import trail
from tiercel.normal.text import tidy
from tiercel.records.models import SavedView, User

MOST_LETTERS, MOST_QUERY, MOST_VIEWS = 60, 4000, 50


@dataclass(frozen=True)
class View:
    """A kept view; `mine` says whether the user who asks may change it, `owner` whose it is."""

    id: int
    name: str
    query: str
    is_shared: bool
    is_default: bool
    mine: bool
    owner: str


def views_of(page: str, by: User) -> tuple[View, ...]:
    """A user's own views of a list, then those that others share, by name."""
    found = SavedView.objects.filter(Q(owner=by) | Q(is_shared=True), page=page, ended_at__isnull=True)
    rows = sorted(found.select_related("owner"), key=lambda row: (row.owner_id != by.pk, row.name.casefold()))
    return tuple(_shown(row, by) for row in rows)


def see_view(view: int, by: User) -> View | None:
    """A view that this user may see: one of their own, deleted or not, or one that is shared."""
    seen = Q(owner=by) | Q(is_shared=True, ended_at__isnull=True)
    row = SavedView.objects.filter(seen, pk=view).select_related("owner").first()
    return _shown(row, by) if row else None


def default_of(page: str, by: User) -> View | None:
    """The view with which a list opens for this user."""
    row = SavedView.objects.filter(owner=by, page=page, is_default=True, ended_at__isnull=True).first()
    return _shown(row, by) if row else None


def keep(page: str, name: str, query: str, by: User, *, shared: bool = False) -> View:
    """Keep a view under a name; raises DataError for a name that is empty, too long or taken."""
    said = _named(name)
    if len(query) > MOST_QUERY:
        raise DataError(_("This view says too much to be kept. Take some filters away."))
    if SavedView.objects.filter(owner=by, ended_at__isnull=True).count() >= MOST_VIEWS:
        raise DataError(_("You keep {most} views already. Delete one that you no longer need.").format(most=MOST_VIEWS))
    with _one_of_a_name(said), transaction.atomic():
        row = SavedView.objects.create(name=said, page=page, query=query, owner=by, is_shared=shared, made_at=utc_now())
        trail.note("views.kept", by, subject="saved_views", row=row.pk, page=page, shared=shared)
    return _shown(row, by)


def change(view: int, by: User, *, name: str = "", query: str | None = None, shared: bool | None = None) -> View:
    """Rename a view, let it say something else, share it or keep it to oneself; what is not given stays."""
    with _one_of_a_name(name), transaction.atomic():
        row = _own(view, by)
        row.name = _named(name) if name else row.name
        row.query = query[:MOST_QUERY] if query is not None else row.query
        row.is_shared = row.is_shared if shared is None else shared
        row.save(update_fields=["name", "query", "is_shared"])
        trail.note("views.changed", by, subject="saved_views", row=row.pk, shared=row.is_shared)
    return _shown(row, by)


def open_first(view: int, by: User, *, yes: bool) -> View:
    """Let a list open with this view, in place of another; or no longer."""
    with transaction.atomic():
        row = _own(view, by)
        SavedView.objects.filter(owner=by, page=row.page, is_default=True).update(is_default=False)
        row.is_default = yes
        row.save(update_fields=["is_default"])
        trail.note("views.pinned" if yes else "views.unpinned", by, subject="saved_views", row=row.pk)
    return _shown(row, by)


def delete(view: int, by: User) -> View:
    """Put a view away; `bring_back` undoes it."""
    with transaction.atomic():
        row = _own(view, by)
        row.ended_at, row.is_default = utc_now(), False
        row.save(update_fields=["ended_at", "is_default"])
        trail.note("views.deleted", by, subject="saved_views", row=row.pk)
    return _shown(row, by)


def bring_back(view: int, by: User) -> View:
    """Undo a deletion; raises DataError where its name has been taken since."""
    row = SavedView.objects.filter(pk=view, owner=by).first()
    if row is None:
        raise AccessError(_("This is not a view of yours."))
    with _one_of_a_name(row.name), transaction.atomic():
        SavedView.objects.filter(pk=row.pk).update(ended_at=None)
        trail.note("views.restored", by, subject="saved_views", row=row.pk)
    return _shown(row, by)


def deleted(view: int, by: User) -> View | None:
    """A view that its owner deleted, to offer it back."""
    row = SavedView.objects.filter(pk=view, owner=by, ended_at__isnull=False).first()
    return _shown(row, by) if row else None


def _own(view: int, by: User) -> SavedView:
    row = SavedView.objects.select_for_update().filter(pk=view, owner=by, ended_at__isnull=True).first()
    if row is None:
        raise AccessError(_("Only whoever kept a view changes it. Keep one of your own instead."))
    return row


def _named(name: str) -> str:
    said = tidy(name)
    if not said or len(said) > MOST_LETTERS:
        raise DataError(_("Give the view a name of 1 to {most} letters.").format(most=MOST_LETTERS))
    return said


class _one_of_a_name:  # noqa: N801 - used as a statement
    """A name that is taken, said as an error that tells what to do."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __enter__(self) -> None:
        return None

    def __exit__(self, _kind: type[BaseException] | None, error: BaseException | None, _trace: object) -> None:
        if isinstance(error, IntegrityError):
            text = _("You keep a view called '{name}' already. Choose another name, or change that one.")
            raise DataError(text.format(name=self.name)) from None


def _shown(row: SavedView, by: User) -> View:
    return View(
        id=row.pk,
        name=row.name,
        query=row.query,
        is_shared=row.is_shared,
        is_default=row.is_default,
        mine=row.owner_id == by.pk,
        owner=str(row.owner),
    )

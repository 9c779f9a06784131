"""The strip of saved views above a list: which there are, which one is open, and whether it was changed."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import QueryDict

from tiercel.flow import saved_views
from tiercel.flow.saved_views import View
from tiercel.show.web.access import Asked as Request
from tiercel.show.web.lists.filters import tidy

VIEW, REMOVED, ASSIGNED = "view", "removed", "assigned"


@dataclass(frozen=True)
class Tab:
    """A view as a tab; `href` says all that it keeps, so that the address can be sent to anybody."""

    view: View
    href: str
    is_open: bool


@dataclass(frozen=True)
class Strip:
    """The views of a list.

    page, base   the list and its address
    query        what the page shows now, to be kept
    now          the view that is open; None for the list as it is
    is_changed   whether the page shows something else than the open view keeps
    removed      a view that was just deleted, to be offered back
    """

    page: str
    base: str
    tabs: tuple[Tab, ...]
    query: str
    now: View | None
    is_changed: bool
    removed: View | None


def strip_of(request: Request, page: str, base: str) -> Strip:
    opened_key, removed = (_key(request.GET.get(name, "")) for name in (VIEW, REMOVED))
    views = saved_views.views_of(page, request.user)
    now = next((view for view in views if view.id == opened_key), None)
    query = kept(request.GET)
    return Strip(
        page=page,
        base=base,
        tabs=tuple(Tab(view, address(base, view), view.id == opened_key) for view in views),
        query=query,
        now=now,
        is_changed=now is not None and _said(now.query) != _said(query),
        removed=saved_views.deleted(removed, request.user) if removed else None,
    )


def opened(request: Request, page: str) -> str:
    """Where the list opens for a user who asked for nothing yet: at their default view; "" where they have none."""
    if request.GET:
        return ""
    view = saved_views.default_of(page, request.user)
    return address(request.path, view) if view else ""


def address(base: str, view: View) -> str:
    more = f"&{view.query}" if view.query else ""
    return f"{base}?{VIEW}={view.id}{more}"


def kept(given: QueryDict) -> str:
    """What a view keeps of an address."""
    query = tidy(given)
    for name in (VIEW, REMOVED, ASSIGNED, "as_of"):
        query.pop(name, None)
    return query.urlencode()


def _said(query: str) -> dict[str, list[str]]:
    return {name: sorted(values) for name, values in QueryDict(query).lists()}


def _key(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0

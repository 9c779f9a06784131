"""Views that people keep of a list: found, kept, changed, deleted and brought back."""

from __future__ import annotations

from typing import Any, Literal

from ninja import Query
from pydantic import Field

from tiercel.flow import saved_views
from tiercel.flow.saved_views import MOST_LETTERS, MOST_QUERY, View
from tiercel.show.api.forms import Answer, Given, Key, Text, Word, form_of
from tiercel.show.api.operation import Operation
from tiercel.show.api.problems import NotThereError
from tiercel.show.web.access import READER, Asked

ListName = Literal["accounts", "people", "deals"]
ViewForm = form_of(View, "View")
EXAMPLE = {"page": "accounts", "name": "Large and not owned", "query": "employees.from=1000&owner=0"}


class Which(Answer):
    """The list whose views are wanted."""

    page: ListName = "accounts"


class Views(Answer):
    """One's own views of a list, then those that others share."""

    rows: list[ViewForm]  # type: ignore[valid-type]


class NewView(Given):
    """What a list shows, under a name."""

    page: ListName
    name: Word = Field(min_length=1, max_length=MOST_LETTERS)
    query: Text = Field(
        "", max_length=MOST_QUERY, description="As in the address of the page, after the question mark."
    )
    shared: bool = Field(default=False, description="Whether everybody finds it.")


class ViewChange(Given):
    """What is to be otherwise; what is left out stays."""

    name: Word = Field("", max_length=MOST_LETTERS)
    query: Text | None = None
    shared: bool | None = None
    opens_first: bool | None = Field(None, description="Whether the list opens with it.")


def views(request: Asked, asked: Query[Which]) -> dict[str, Any]:
    """One's own views of a list, then those that others share."""
    return {"rows": saved_views.views_of(asked.page, request.user)}


def keep(request: Asked, given: NewView) -> View:
    """Keep what a list shows under a name."""
    return saved_views.keep(given.page, given.name, given.query, request.user, shared=given.shared)


def change(request: Asked, view_id: Key, given: ViewChange) -> View:
    """Rename one's own view, let it say something else, share it, or open its list with it."""
    _known(view_id, request)
    view = saved_views.change(view_id, request.user, name=given.name, query=given.query, shared=given.shared)
    if given.opens_first is None:
        return view
    return saved_views.open_first(view_id, request.user, yes=given.opens_first)


def delete(request: Asked, view_id: Key) -> View:
    """Put one's own view away."""
    _known(view_id, request)
    return saved_views.delete(view_id, request.user)


def restore(request: Asked, view_id: Key) -> View:
    """Bring a view back that was deleted."""
    _known(view_id, request)
    return saved_views.bring_back(view_id, request.user)


def _known(view_id: int, request: Asked) -> None:
    if saved_views.see_view(view_id, request.user) is None:
        raise NotThereError


READ, WRITE = "views:read", "views:write"
OPERATIONS = (
    Operation("GET", "/views", "list_views", views, READER, READ, Views),
    Operation("POST", "/views", "keep_view", keep, READER, WRITE, ViewForm, status=201, example=EXAMPLE),
    Operation(
        "PATCH", "/views/{view_id}", "change_view", change, READER, WRITE, ViewForm, example={"opens_first": True}
    ),
    Operation("DELETE", "/views/{view_id}", "delete_view", delete, READER, WRITE, ViewForm),
    Operation("POST", "/views/{view_id}/restore", "restore_view", restore, READER, WRITE, ViewForm),
)

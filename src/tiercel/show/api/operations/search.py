"""One search over accounts, contacts and deals."""

from __future__ import annotations

from ninja import Query
from pydantic import Field

from tiercel.flow.search.search import FEW, Found, search
from tiercel.show.api.forms import Answer, Text, form_of
from tiercel.show.api.operation import Operation
from tiercel.show.web.access import READER, Asked


class Wanted(Answer):
    """What is looked for."""

    q: Text = Field(min_length=1, description="A name, or a part of one, in any script.")


def find(request: Asked, asked: Query[Wanted]) -> Found:
    """What is called so, the best of each kind; where nothing is, what is called almost so."""
    return search(asked.q, request.user, FEW)


OPERATIONS = (Operation("GET", "/search", "search", find, READER, "search:read", form_of(Found, "SearchAnswer")),)

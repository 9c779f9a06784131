"""The deals that we won, lost or still work on: a list to filter, to keep and to take along."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tiercel.flow.accounts.choices import owners
from tiercel.flow.deals.list_deals import ORDERS, OUTCOMES, USUAL, Asked, DealRow, every_deal, list_deals
from tiercel.flow.importing.own_rows import row_id
from tiercel.flow.note_export import Leaving
from tiercel.normal.money import in_units
from tiercel.normal.own_ids import id_code
from tiercel.show.web.access import READER, Address
from tiercel.show.web.access import Asked as Request
from tiercel.show.web.days import day_or_none
from tiercel.show.web.lists import deals as columns
from tiercel.show.web.lists.filters import FROM, TO, bar_of
from tiercel.show.web.lists.headings import OF_DEALS
from tiercel.show.web.lists.views import opened, strip_of
from tiercel.show.web.places import Way
from tiercel.show.web.templatetags.shown import said_deals
from tiercel.show.web.views.accounts.accounts import between, several, typed, whole
from tiercel.show.web.views.accounts.exports import File, as_file

PAGE = "deals"
COLUMNS = ("id", "name", "account", "account_name", "stage", "outcome", "amount", "amount_currency", "created_on",
           "closed_on", "owner", "reason", id_code("deals"))  # fmt: skip


def deals(request: Request) -> HttpResponse:
    start = opened(request, PAGE)
    if start:
        return redirect(start)
    asked = read(request.GET)
    part = request.headers.get("HX-Target", "").endswith("deals-list")
    found = list_deals(asked, by=request.user)
    fields = columns.fields(found.stages, owners(), request.user.person_id)
    shown = {
        "list": found,
        "table": columns.table(found, asked.sort),
        "bar": bar_of(fields, request.GET, action=reverse("deals"), target="deals-list"),
        "counted": said_deals(found.count),
        "strip": None if part else strip_of(request, PAGE, reverse("deals")),
    }
    return render(request, "web/deals/list.html" if part else "web/deals/page.html", shown)


def export(request: Request, form: str) -> HttpResponseBase:
    """The list as the address asks for it, all of its pages."""
    rows = (list(_cells(row)) for row in every_deal(read(request.GET), by=request.user))
    leaving = Leaving(rows, "deals.exported", request.user, subject="deals", form=form, columns=COLUMNS)
    return as_file(request, form, File(PAGE, _("Deals"), COLUMNS, OF_DEALS), leaving)


def read(given: QueryDict) -> Asked:
    """What the address asks for; what cannot be read is left out rather than refused."""
    sort = given.get("sort", "")
    return Asked(
        text=typed(given, "q"),
        outcomes=tuple(each for each in several(given, "outcome") if each in OUTCOMES),
        stages=several(given, "stage"),
        owner=whole(given.get("owner", "")),
        account=whole(given.get("account", "")),
        amount=between(given, "amount"),
        since=day_or_none(given.get("closed" + FROM, "")),
        until=day_or_none(given.get("closed" + TO, "")),
        sort=sort if sort.removeprefix("-") in ORDERS else USUAL,
        after=given.get("after", ""),
        before=given.get("before", ""),
    )


def _cells(row: DealRow) -> Iterator[Any]:
    for name in COLUMNS[:-1]:
        yield _units(row.amount_minor, row.amount_currency) if name == "amount" else getattr(row, name)
    yield row_id(row.id)


def _units(minor: int | None, currency: str) -> Any:
    return in_units(minor, currency) if minor is not None and currency else None


WAY = Way("deals", gettext_lazy("Deals"), "trending-up", 35)
ADDRESSES = (
    Address("deals", "deals", deals, READER),
    Address("deals/export.<str:form>", "deals-export", export, READER),
)

"""What we paid for marketing, by day, channel and campaign: a list, and a file of it."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tiercel.flow.note_export import Leaving
from tiercel.flow.spend.list_spend import ORDERS, Asked, account_named, choices, every_spend, list_spend
from tiercel.normal.money import in_units
from tiercel.show.web.access import READER, Address
from tiercel.show.web.access import Asked as Request
from tiercel.show.web.days import day_or_none
from tiercel.show.web.lists import spend as columns
from tiercel.show.web.lists.filters import FROM, TO, bar_of
from tiercel.show.web.places import Action
from tiercel.show.web.templatetags.shown import counted
from tiercel.show.web.views.accounts.accounts import several, typed, whole
from tiercel.show.web.views.accounts.exports import File, as_file

COLUMNS = ("spent_on", "channel", "platform", "campaign", "ad_group", "account_name")
COUNTS = ("impressions", "clicks", "conversions")


def spend(request: Request) -> HttpResponse:
    asked = read(request.GET)
    found = list_spend(asked, by=request.user)
    part = request.headers.get("HX-Target", "").endswith("spend-list")
    fields = columns.fields(choices(request.user), account_named(asked.account, request.user))
    shown = {
        "list": found,
        "table": columns.table(found, asked.sort),
        "bar": bar_of(fields, request.GET, action=reverse("spend"), target="spend-list"),
        "counted": ngettext("%(shown)s row", "%(shown)s rows", found.count) % {"shown": counted(found.count)},
    }
    return render(request, "web/spend/list.html" if part else "web/spend/page.html", shown)


def export(request: Request, form: str) -> HttpResponseBase:
    """The list as the address asks for it, all of its pages."""
    names = [*COLUMNS, "amount", "currency", *COUNTS]
    rows = (
        [
            *(getattr(row, name) for name in COLUMNS),
            in_units(row.amount_minor, row.amount_currency) if row.amount_minor is not None else None,
            row.amount_currency,
            *(getattr(row, name) for name in COUNTS),
        ]
        for row in every_spend(read(request.GET), by=request.user)
    )
    leaving = Leaving(rows, "spend.exported", request.user, subject="spend", form=form, columns=names)
    return as_file(request, form, File("spend", _("Spend"), names), leaving)


def read(given: QueryDict) -> Asked:
    sort = given.get("sort", "")
    return Asked(
        since=day_or_none(given.get("day" + FROM, "")),
        until=day_or_none(given.get("day" + TO, "")),
        channel=several(given, "channel"),
        platform=several(given, "platform"),
        text=typed(given, "q"),
        account=whole(given.get("account", "")),
        sort=sort if sort.removeprefix("-") in ORDERS else "-day",
        after=given.get("after", ""),
        before=given.get("before", ""),
    )


ACTIONS = (
    Action(gettext_lazy("See what was spent"), "spend", "scale", words=gettext_lazy("cost budget ads campaigns")),
)
ADDRESSES = (
    Address("data/spend", "spend", spend, READER),
    Address("data/spend/export.<str:form>", "spend-export", export, READER),
)

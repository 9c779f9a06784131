"""The table of accounts: what was asked stands in the address, so that a view can be kept and sent."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy

from tiercel.flow import index_attributes
from tiercel.flow.accounts.account_values import CUSTOM
from tiercel.flow.accounts.asked import FAMILY, STANDARD, Asked, Between, OwnFilter
from tiercel.flow.accounts.list_accounts import list_accounts
from tiercel.flow.accounts.orders import USUAL, can_sort
from tiercel.flow.accounts.own_attributes import own_name
from tiercel.flow.keep_users import may
from tiercel.normal.text import plain_digits
from tiercel.show.web.access import READER, Address
from tiercel.show.web.access import Asked as Request
from tiercel.show.web.days import day_or_none
from tiercel.show.web.lists import accounts as columns
from tiercel.show.web.lists.choose import choice_of, chosen_columns
from tiercel.show.web.lists.filters import FROM, TO, bar_of, options
from tiercel.show.web.lists.views import kept, opened, strip_of
from tiercel.show.web.places import Way
from tiercel.show.web.templatetags.shown import said_accounts

PAGE = "accounts"
LONGEST = 200


def accounts(request: Request) -> HttpResponse:
    start = opened(request, PAGE)
    if start:
        return redirect(start)
    asked = read(request.GET)
    part = request.headers.get("HX-Target", "").endswith("accounts-list")
    found = list_accounts(asked, by=request.user)
    may_act = may(request.user, "manager") and not asked.as_of and not asked.archived
    bar = bar_of(
        columns.fields(found.choices, request.user.person_id),
        request.GET,
        action=reverse("accounts"),
        target="accounts-list",
    )
    shown = {
        "list": found,
        "table": columns.table(found, asked, pick=may_act),
        "asked": asked,
        "bar": bar,
        "counted": said_accounts(found.count),
        "columns": choice_of(found.all_columns, found.shown, columns.label_of),
        "columns_url": reverse("accounts-columns"),
        "strip": None if part else strip_of(request, PAGE, reverse("accounts")),
        "plain_query": kept(request.GET),
        "owners": options(tuple((str(key), name) for key, name in found.choices.owners)) if may_act else "",
        "is_indexing": index_attributes.ask_for(own_names(asked), request.user),
    }
    return render(request, "web/accounts/list.html" if part else "web/accounts/page.html", shown)


def choose_columns(request: Request) -> HttpResponse:
    """The same list with other columns, or in another order: an address again, so that it can be kept."""
    query = QueryDict(request.GET.get("on", ""), mutable=True)
    query["columns"] = ",".join(chosen_columns(request.GET))
    return redirect(f"{reverse('accounts')}?{query.urlencode()}")


def read(given: QueryDict) -> Asked:
    """What the address asks for; what cannot be read is left out rather than refused."""
    sort = given.get("sort", "")
    return Asked(
        text=typed(given, "q"),
        industry=several(given, "industry"),
        country=several(given, "country"),
        tier=whole(given.get("tier", "")),
        state=given.get("state", ""),
        owner=whole(given.get("owner", "")),
        deals=given.get("deals", ""),
        chance=_share(given.get("fit", "")),
        employees=between(given, "employees"),
        revenue=between(given, "revenue"),
        value=between(given, "value"),
        technology=typed(given, "technology"),
        custom=tuple(_own(given, name) for name in _own_names(given)),
        archived=given.get("archived") == "yes",
        of=FAMILY if given.get("of") == FAMILY and not as_of(given) else "",
        sort=sort if can_sort(sort.removeprefix("-")) else USUAL,
        columns=tuple(given.get("columns", "").split(",")) if given.get("columns") else STANDARD,
        as_of=as_of(given),
        after=given.get("after", ""),
        before=given.get("before", ""),
    )


def own_names(asked: Asked) -> list[str]:
    """The declared attributes that a list is filtered or sorted by."""
    names = [each.name for each in asked.custom] + [own_name(asked.sort.removeprefix("-"))]
    return [name for name in names if name]


def typed(given: QueryDict, name: str) -> str:
    """What somebody looks for; nothing is called longer than this."""
    return given.get(name, "").strip()[:LONGEST]


def several(given: QueryDict, name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in given.getlist(name) if value))


def between(given: QueryDict, name: str) -> Between:
    return Between(_number(given.get(name + FROM, "")), _number(given.get(name + TO, "")))


def as_of(given: QueryDict) -> date | None:
    """A day that somebody means: where years end, moments can no longer be reckoned."""
    day = day_or_none(given.get("as_of", ""))
    return day if day and 1900 <= day.year < 2200 else None


def whole(text: str) -> int | None:
    """A whole number, in the digits of any language."""
    plain = plain_digits(text).strip()
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) < 19 else None


def _own_names(given: QueryDict) -> list[str]:
    found = (name.removeprefix(CUSTOM).removesuffix(FROM).removesuffix(TO) for name in given if name.startswith(CUSTOM))
    return list(dict.fromkeys(found))


def _own(given: QueryDict, name: str) -> OwnFilter:
    low, high = (given.get(f"{CUSTOM}{name}{end}", "") for end in (FROM, TO))
    return OwnFilter(name, several(given, CUSTOM + name), low, high)


def _number(text: str) -> float | None:
    try:
        found = float(text)
    except ValueError:
        return None
    return found if abs(found) < 1e15 else None


def _share(text: str) -> float | None:
    share = _number(text)
    return share if share is not None and 0 <= share <= 1 else None


WAY = Way("accounts", gettext_lazy("Accounts"), "building", 20, places=("account",), thumb=True)
ADDRESSES = (
    Address("accounts", "accounts", accounts, READER),
    Address("accounts/columns", "accounts-columns", choose_columns, READER),
)

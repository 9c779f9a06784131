"""The table of accounts: what was asked stands in the address, so that a view can be kept and sent."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy

from tiercel.flow.accounts.list_accounts import ORDERS, STANDARD, Asked, list_accounts
from tiercel.show.web.access import READER, Address
from tiercel.show.web.access import Asked as Request
from tiercel.show.web.places import Way

FILTERS = ("q", "industry", "country", "tier", "state", "owner", "deals", "fit")
CHANCES = (0.5, 0.4, 0.3, 0.2, 0.1)


def accounts(request: Request) -> HttpResponse:
    asked = read(request.GET)
    part = request.headers.get("HX-Target", "").endswith("accounts-list")
    shown = {
        "list": list_accounts(asked, with_choices=not part),
        "asked": asked,
        "sortable": () if asked.as_of else tuple(ORDERS),
        "chances": CHANCES,
        "is_filtered": any(request.GET.get(name) for name in FILTERS),
        "kept": [(name, request.GET[name]) for name in ("sort", "columns", "as_of") if request.GET.get(name)],
    }
    return render(request, "web/accounts/list.html" if part else "web/accounts/page.html", shown)


def choose_columns(request: Request) -> HttpResponse:
    """The same list with other columns: an address again, so that it can be kept."""
    query = QueryDict(request.GET.get("on", ""), mutable=True)
    query["columns"] = ",".join(request.GET.getlist("column"))
    return redirect(f"{reverse('accounts')}?{query.urlencode()}")


def read(given: QueryDict) -> Asked:
    """What the address asks for; what cannot be read is left out rather than refused."""
    sort = given.get("sort", "")
    return Asked(
        text=given.get("q", "").strip(),
        industry=given.get("industry", ""),
        country=given.get("country", ""),
        tier=whole(given.get("tier", "")),
        state=given.get("state", ""),
        owner=whole(given.get("owner", "")),
        deals=given.get("deals", ""),
        chance=_share(given.get("fit", "")),
        sort=sort if sort.removeprefix("-") in ORDERS else "-value",
        columns=tuple(given.get("columns", "").split(",")) if given.get("columns") else STANDARD,
        as_of=as_of(given),
        after=given.get("after", ""),
        before=given.get("before", ""),
    )


def as_of(given: QueryDict) -> date | None:
    try:
        return date.fromisoformat(given.get("as_of", ""))
    except ValueError:
        return None


def whole(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def _share(text: str) -> float | None:
    try:
        share = float(text)
    except ValueError:
        return None
    return share if 0 <= share <= 1 else None


WAY = Way("accounts", gettext_lazy("Accounts"), "building", 20, places=("account",), thumb=True)
ADDRESSES = (
    Address("accounts", "accounts", accounts, READER),
    Address("accounts/columns", "accounts-columns", choose_columns, READER),
)

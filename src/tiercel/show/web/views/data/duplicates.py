"""Duplicates: pairs side by side with what speaks for each, merged or kept apart, and merges taken back."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, HttpResponseNotAllowed, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tiercel.core.clock import utc_now
from tiercel.core.errors import TiercelError
from tiercel.flow import see_jobs
from tiercel.flow.duplicates import certain, decide, scan
from tiercel.flow.duplicates.kinds import KINDS
from tiercel.flow.duplicates.list_pairs import PAGE, Filters, count_waiting, list_merges, list_pairs
from tiercel.flow.duplicates.undo import undo as undo_merge
from tiercel.show.web.access import MANAGER, Address, Asked
from tiercel.show.web.duplicate_rows import shown_pair
from tiercel.show.web.places import Action
from tiercel.show.web.views.data.jobs import onward

# Odds that people can choose; the probability is odds / (odds + 1).
ODDS = (2, 10, 100, 1000)
CERTAIN = (100, 1000)
WAITING, APART, MERGED = "waiting", "apart", "merged"


def duplicates(request: Asked) -> HttpResponse:
    given = request.GET
    state = given.get("state", WAITING)
    kind = given.get("kind", "") if given.get("kind", "") in KINDS else ""
    odds = _whole(given, "odds")
    skip = _whole(given, "after") or _whole(given, "before")
    shown = {"state": state, "kind": kind, "odds": odds, "every_odds": ODDS, "kinds": list(KINDS)}
    if state == MERGED:
        shown["merges"] = list_merges(request.user, 100, kind)
    else:
        asked = Filters(kind, share_of(odds), state if state == APART else WAITING, skip)
        rows, count = list_pairs(asked, request.user)
        shown |= {"pairs": [shown_pair(row) for row in rows], "count": count, "pages": _pages(skip, count)}
    return render(request, "web/duplicates/page.html", shown | _around(request, kind))


def _around(request: Asked, kind: str) -> dict[str, object]:
    """What the page says beside the list: work that goes on, what waits, what is certain, the merge just made."""
    above = [(odds, certain.how_many(kind, share_of(odds))) for odds in CERTAIN]
    return {
        "job": see_jobs.under_way(request.user, scan.JOB, certain.JOB),
        "count_all": sum(count_waiting().values()),
        "certain": [(odds, count) for odds, count in above if count],
        "by_itself": certain.certain_from() is not None,
        "merged": _whole(request.GET, "merged"),
        "looked_at": see_jobs.last_done(scan.JOB),
    }


def look(request: Asked) -> HttpResponse:
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    if scan.queue_scan(request.user) is None:
        messages.info(request, _("A look waits already."))
    return redirect("duplicates")


def decide_on(request: Asked, pair_id: int) -> HttpResponse:
    """What somebody says of a pair, and whose values hold."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    onto, now, do = onward(request, reverse("duplicates")), utc_now(), request.POST.get("do")
    try:
        if do == "merge":
            stays = _whole(request.POST, "stays") or None
            made = decide.merge_pair(pair_id, request.user, now, stays=stays, choices=_choices(request.POST))
            decide.score_anew(request.user)
            return redirect(_with(onto, merged=made.pk))
        if do == "apart":
            decide.split(pair_id, request.user, now)
            messages.success(request, _("They stay two, whatever later looks find."))
        elif do == "again":
            decide.ask_again(pair_id, request.user)
        elif do == "later":
            decide.put_off(pair_id, request.user, now)
    except TiercelError as wrong:
        messages.error(request, str(wrong))
    return redirect(onto)


def merge_certain(request: Asked) -> HttpResponse:
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    try:
        certain.queue_merges(request.POST.get("kind", ""), share_of(_whole(request.POST, "odds")), request.user)
    except TiercelError as wrong:
        messages.error(request, str(wrong))
    return redirect(onward(request, reverse("duplicates")))


def undo(request: Asked, merge_id: int) -> HttpResponse:
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    try:
        undo_merge(merge_id, request.user, utc_now())
    except TiercelError as wrong:
        messages.error(request, str(wrong))
    else:
        decide.score_anew(request.user)
        messages.success(request, _("They are two again, and everything is where it was."))
    return redirect(onward(request, reverse("duplicates")))


def share_of(odds: int) -> float:
    return odds / (odds + 1) if odds else 0.0


def _choices(given: QueryDict) -> dict[str, str]:
    """Whose value holds: the form says left or right, the flow asks for that of the row that goes or stays."""
    stays = given.get("stays")
    keep = "left" if stays == given.get("left") else "right"
    names = [name for name in given if name.startswith("fact-")]
    return {name.removeprefix("fact-"): "current" if given[name] == keep else "old" for name in names}


def _pages(skip: int, count: int) -> dict[str, str]:
    return {
        "before": str(max(skip - PAGE, 0)) if skip else "",
        "after": str(skip + PAGE) if skip + PAGE < count else "",
    }


def _whole(given: QueryDict, name: str) -> int:
    text = given.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else 0


def _with(address: str, **more: object) -> str:
    """An address with something more in its query."""
    path, _mark, query = address.partition("?")
    kept = [(name, value) for name, value in QueryDict(query).items() if name not in more]
    return f"{path}?{urlencode([*kept, *more.items()])}"


ACTIONS = (
    Action(
        gettext_lazy("Look at duplicates"),
        "duplicates",
        "users",
        MANAGER,
        words=gettext_lazy("merge same twice double"),
    ),
)
ADDRESSES = (
    Address("data/duplicates", "duplicates", duplicates, MANAGER),
    Address("data/duplicates/look", "duplicates-look", look, MANAGER, acts=True),
    Address("data/duplicates/merge", "duplicates-merge", merge_certain, MANAGER, acts=True),
    Address("data/duplicates/<int:pair_id>/decide", "duplicates-decide", decide_on, MANAGER, acts=True),
    Address("data/duplicates/merges/<int:merge_id>/undo", "duplicates-undo", undo, MANAGER, acts=True),
)

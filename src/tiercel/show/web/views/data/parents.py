"""Parents that are suggested for accounts: accepted or declined one by one."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tiercel.core.clock import utc_now
from tiercel.core.errors import TiercelError
from tiercel.flow import see_jobs
from tiercel.flow.hierarchy import decide
from tiercel.flow.hierarchy import parents as flow
from tiercel.flow.hierarchy.list_parents import DECIDED, WAITING, count_parents, list_parents
from tiercel.show.web.access import MANAGER, Address, Asked
from tiercel.show.web.words import Words, word

WHY: Words = {
    "name": gettext_lazy("its name with a place more"),
    "same domain": gettext_lazy("the same domain"),
    "sister domain": gettext_lazy("a domain of the same name"),
}


def parents(request: Asked) -> HttpResponse:
    state = DECIDED if request.GET.get("state") == DECIDED else WAITING
    found = list_parents(request.user, state=state)
    shown = {
        "rows": [(row, [word(WHY, each) for each in row.why]) for row in found],
        "state": state,
        "count": count_parents(),
        "job": see_jobs.under_way(request.user, flow.JOB),
        "looked_at": see_jobs.last_done(flow.JOB),
    }
    return render(request, "web/duplicates/parents.html", shown)


def look(request: Asked) -> HttpResponse:
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    flow.queue_look(request.user)
    return redirect("parents")


def decide_on(request: Asked, suggestion_id: int) -> HttpResponse:
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    do = request.POST.get("do", "")
    done = {
        "accept": (decide.accept, _("It belongs there now.")),
        "decline": (decide.decline, _("It is not suggested again.")),
        "undo": (decide.undo, _("It waits for a decision again.")),
    }
    if do in done:
        act, said = done[do]
        try:
            act(suggestion_id, request.user, utc_now())
        except TiercelError as wrong:
            messages.error(request, str(wrong))
        else:
            messages.success(request, said)
    return redirect(f"{reverse('parents')}?state={DECIDED}" if do == "undo" else "parents")


ADDRESSES = (
    Address("data/parents", "parents", parents, MANAGER),
    Address("data/parents/look", "parents-look", look, MANAGER, acts=True),
    Address("data/parents/<int:suggestion_id>/decide", "parents-decide", decide_on, MANAGER, acts=True),
)

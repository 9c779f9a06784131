"""What people corrected in the reading of titles: seen, taken back, learnt from and forgotten."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tiercel.flow import see_jobs
from tiercel.flow.keep_users import may
from tiercel.flow.read_roles import KIND as READING
from tiercel.flow.read_roles import queue_after
from tiercel.flow.roles import learning
from tiercel.show.web.access import MANAGER, MEMBER, READER, Address, Asked
from tiercel.show.web.places import Action

MOST = 200


def corrections(request: Asked) -> HttpResponse:
    rows, count = learning.list_corrections(request.user, MOST)
    shown = {
        "rows": rows,
        "count": count,
        "most": MOST,
        "least": learning.LEAST,
        "learnt": learning.what_is_learnt(),
        "job": see_jobs.under_way(request.user, learning.JOB, READING),
        "teaches": may(request.user, MANAGER),
        "decides": may(request.user, MEMBER),
    }
    return render(request, "web/people/corrections.html", shown)


def learn(request: Asked) -> HttpResponse:
    """Learn from the corrections, or forget what was learnt; all titles are read again."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    if request.POST.get("act") == "forget":
        if learning.forget(request.user):
            queue_after(request.user)
            messages.success(request, _("Forgotten. Titles are read by the terms alone again."))
        return redirect("corrections")
    learning.queue_learning(request.user)
    return redirect("corrections")


ACTIONS = (
    Action(
        gettext_lazy("See what was corrected of titles"),
        "corrections",
        "pencil",
        READER,
        words=gettext_lazy("corrections job titles roles learn forget"),
    ),
)
ADDRESSES = (
    Address("people/corrections", "corrections", corrections, READER),
    Address("people/corrections/learn", "corrections-learn", learn, MANAGER, acts=True),
)

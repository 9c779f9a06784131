"""People whose account is not sure: each beside the accounts that it may be, and one key to decide."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseNotAllowed, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tiercel.core.clock import utc_now
from tiercel.core.errors import DataError, TiercelError
from tiercel.flow import match_contacts
from tiercel.flow.keep_users import may
from tiercel.flow.matching import decide as decisions
from tiercel.flow.matching.explain import explain
from tiercel.flow.matching.queue import QueueAsked, accounts_called, see_queue, see_waiting, waiting_above
from tiercel.flow.matching.undo_run import see_runs, undo_run
from tiercel.flow.people.see_person import see_person
from tiercel.flow.see_jobs import newest_job
from tiercel.show.web.access import MANAGER, MEMBER, READER, Address, Asked
from tiercel.show.web.days import instant_or_none
from tiercel.show.web.lists.filters import ONE, SEARCH, Field, bar_of
from tiercel.show.web.match_words import METHODS
from tiercel.show.web.places import Action
from tiercel.show.web.templatetags.shown import number, said_people
from tiercel.show.web.views.accounts.accounts import typed, whole
from tiercel.show.web.views.data.jobs import onward

LEVELS = (0.9, 0.8, 0.7, 0.6, 0.5)
_RUNS_SHOWN = 5
_NOT_RULES = ("import", "person")


def unmatched(request: Asked) -> HttpResponse:
    """The queue, the surest first."""
    asked = read(request.GET)
    page = see_queue(asked, by=request.user)
    shown: dict[str, Any] = {
        "page": page,
        "bar": bar_of(_fields(), request.GET, action=reverse("unmatched"), target="unmatched-list"),
        "counted": said_people(page.count),
        "decides": may(request.user, MEMBER),
    }
    if request.headers.get("HX-Target", "").endswith("unmatched-list"):
        return render(request, "web/matching/list.html", shown)
    shown |= {
        "levels": waiting_above(request.user, LEVELS) if may(request.user, MEMBER) else (),
        "runs": see_runs(_RUNS_SHOWN),
        "job": newest_job(match_contacts.KIND),
        "undo": request.session.pop("undo_matching", ""),
    }
    return render(request, "web/matching/page.html", shown)


def decide(request: Asked, contact_id: int) -> HttpResponse:
    """One contact: a suggestion, another account, or none of ours."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    account = _chosen(request.POST)
    waiting = see_waiting(contact_id, by=request.user)
    try:
        done = decisions.decide({contact_id: account}, request.user, utc_now())
    except DataError as wrong:
        return _refused(request, contact_id, wrong)
    if _wants_part(request):
        told = explain(contact_id, by=request.user)
        return render(
            request, "web/matching/decided.html", {"told": told, "contact": contact_id, "taught": done.taught,
                                                   "name": waiting.name if waiting else ""},
        )  # fmt: skip
    messages.success(request, _said(1, done.taught))
    return redirect(onward(request, reverse("unmatched")))


def undo(request: Asked, contact_id: int) -> HttpResponse:
    """Take one decision back; the contact waits again."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    decisions.undo([contact_id], request.user, utc_now())
    waiting = see_waiting(contact_id, by=request.user)
    if _wants_part(request) and waiting:
        return render(request, "web/matching/waiting.html", {"waiting": waiting, "decides": True})
    messages.success(request, _("The decision was taken back."))
    return redirect(onward(request, reverse("unmatched")))


def accept(request: Asked) -> HttpResponse:
    """Accept the first suggestion of all that are sure enough."""

    def act() -> str:
        now = utc_now()
        done = decisions.accept_above(_share(request.POST.get("at_least", "")), request.user, now)
        if done.decided:
            request.session["undo_matching"] = now.isoformat()
        return _said(len(done.decided), done.taught)

    return _done(request, act)


def take_back(request: Asked) -> HttpResponse:
    """Take back what was accepted a moment ago, all of it."""
    made_at = instant_or_none(request.POST.get("made_at", ""))

    def act() -> str:
        count = len(decisions.undo_act(made_at, request.user, utc_now()).decided) if made_at else 0
        text = ngettext("%(n)s decision was taken back.", "%(n)s decisions were taken back.", count)
        return text % {"n": number(count)}

    return _done(request, act)


def accounts(request: Asked, contact_id: int) -> HttpResponse:
    """Accounts to choose from, where none of the suggestions is right."""
    found = accounts_called(typed(request.GET, "q"), request.user)
    shown = {"found": found, "contact": contact_id, "text": typed(request.GET, "q")}
    if _wants_part(request):
        return render(request, "web/matching/accounts.html", shown)
    waiting = see_waiting(contact_id, by=request.user)
    person = None if waiting else see_person(contact_id, by=request.user)
    if waiting is None and person is None:
        raise Http404
    name = waiting.name if waiting else person.name if person else ""
    return render(
        request, "web/matching/choose.html", shown | {"name": name, "next": reverse("person", args=[contact_id])}
    )


def run(request: Asked) -> HttpResponse:
    """Match everybody again, beside the pages."""

    def act() -> str:
        match_contacts.ask(request.user)
        return _("The people are being matched. Load the page again in a moment.")

    return _done(request, act)


def take_run_back(request: Asked, run_id: int) -> HttpResponse:
    """Take a whole run back."""

    def act() -> str:
        count = undo_run(run_id, request.user, utc_now())
        text = ngettext(
            "%(n)s contact is again where it was before.", "%(n)s contacts are again where they were before.", count
        )
        return text % {"n": number(count)}

    return _done(request, act)


def read(given: QueryDict) -> QueueAsked:
    method = given.get("method", "")
    asked = QueueAsked(text=typed(given, "q"), method=method if method in METHODS else "")
    return replace(asked, after=given.get("after", ""), before=given.get("before", ""))


def _fields() -> tuple[Field, ...]:
    methods = tuple((name, str(text)) for name, text in METHODS.items() if name not in _NOT_RULES)
    return (
        Field("q", _("Search"), SEARCH, first=True, hint=_("Name, company or mail address")),
        Field("method", _("Found by"), ONE, methods, first=True),
    )


def _chosen(given: QueryDict) -> int | None:
    """The account of a form; raises DataError where it names none and does not say that it is none of ours."""
    if given.get("account") == "none":
        return None
    account = whole(given.get("account", ""))
    if account is None:
        raise DataError(_("Choose an account, or say that it is none of ours."))
    return account


def _share(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise DataError(_("A confidence is a share between 0 and 1. Write it as 0.7.")) from None


def _wants_part(request: Asked) -> bool:
    return bool(request.headers.get("HX-Request"))


def _refused(request: Asked, contact_id: int, wrong: DataError) -> HttpResponse:
    if _wants_part(request):
        return render(request, "web/matching/refused.html", {"said": str(wrong), "contact": contact_id})
    messages.error(request, str(wrong))
    return redirect(onward(request, reverse("unmatched")))


def _said(count: int, taught: tuple[str, ...]) -> str:
    text = ngettext("%(n)s contact was decided.", "%(n)s contacts were decided.", count) % {"n": number(count)}
    if not taught:
        return text
    learnt = ngettext("%(n)s domain was learnt.", "%(n)s domains were learnt.", len(taught))
    return f"{text} {learnt % {'n': number(len(taught))}}"


def _done(request: Asked, act: Callable[[], str]) -> HttpResponse:
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    try:
        messages.success(request, act())
    except TiercelError as wrong:
        messages.error(request, str(wrong))
    return redirect(onward(request, reverse("unmatched")))


ACTIONS = (
    Action(
        gettext_lazy("Say where people work"),
        "unmatched",
        "list-check",
        MEMBER,
        words=gettext_lazy("match leads contacts to accounts unmatched"),
    ),
)
ADDRESSES = (
    Address("people/unmatched", "unmatched", unmatched, READER),
    Address("people/unmatched/accept", "unmatched-accept", accept, MEMBER, acts=True),
    Address("people/unmatched/take-back", "unmatched-take-back", take_back, MEMBER, acts=True),
    Address("people/unmatched/run", "unmatched-run", run, MANAGER, acts=True),
    Address("people/unmatched/runs/<int:run_id>/undo", "unmatched-run-undo", take_run_back, MANAGER, acts=True),
    Address("people/unmatched/<int:contact_id>/decide", "unmatched-decide", decide, MEMBER, acts=True),
    Address("people/unmatched/<int:contact_id>/undo", "unmatched-undo", undo, MEMBER, acts=True),
    Address("people/unmatched/<int:contact_id>/accounts", "unmatched-accounts", accounts, MEMBER),
)

"""Targets: the tiers, what a proposal would change, and the decisions of sales."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tiercel.core.clock import utc_now
from tiercel.core.errors import DataError, TiercelError
from tiercel.flow import ask_sign_off
from tiercel.flow.keep_users import may
from tiercel.flow.see_jobs import newest_job
from tiercel.flow.send_mail import can_mail, link_to
from tiercel.flow.targets import choose_by_hand, propose_targets, sign_off
from tiercel.flow.targets.list_targets import said_of
from tiercel.flow.targets.my_list import waits_for
from tiercel.flow.targets.see_targets import Asked, every_account, see_targets
from tiercel.flow.targets.sellers import sellers, whole_of
from tiercel.flow.targets.sign_off_reasons import reasons_counted
from tiercel.flow.targets.waiting_targets import waiting_for
from tiercel.normal.text import isolated
from tiercel.show.web.access import MANAGER, MEMBER, READER, Address
from tiercel.show.web.access import Asked as Request
from tiercel.show.web.days import instant_or_none, read_day
from tiercel.show.web.lists import targets as columns
from tiercel.show.web.lists.filters import bar_of
from tiercel.show.web.places import Action, Way
from tiercel.show.web.templatetags.shown import number, said_accounts
from tiercel.show.web.templatetags.signs import comma
from tiercel.show.web.views.accounts.accounts import typed, whole
from tiercel.show.web.views.data.jobs import onward

MOST_MOVES = 300


def targets(request: Request) -> HttpResponse:
    asked = read(request.GET)
    page = see_targets(asked, request.user)
    fields = columns.fields(page, request.user.person_id)
    shown = {
        "page": page,
        "table": columns.table(page.rows, pick=may(request.user, MEMBER)),
        "bar": bar_of(fields, request.GET, action=reverse("targets"), target="targets-list"),
        "counted": said_accounts(page.count),
        "asked": asked,
        "next": request.get_full_path(),
        "mine": waits_for(request.user),
        # Offered once, right after it was done.
        "undo": request.session.pop("undo", ""),
    }
    part = request.headers.get("HX-Target", "").endswith("targets-list")
    return render(request, "web/targets/list.html" if part else "web/targets/page.html", shown)


def proposal(request: Request) -> HttpResponse:
    """What a proposal would change; POST makes it."""
    if request.method == "POST":
        return _propose(request)
    try:
        found = propose_targets.plan(utc_now())
    except TiercelError as wrong:
        messages.error(request, str(wrong))
        return redirect("targets")
    left_out = [(said_of(rule), count) for rule, count in found.left_out.items()]
    shown = {
        "found": found,
        "moves": propose_targets.moves(found, MOST_MOVES),
        "changes": found.changes.num_rows,
        "left_out": left_out,
        "last": propose_targets.last_proposed_at(),
    }
    return render(request, "web/targets/proposal.html", shown)


def decide(request: Request) -> HttpResponse:
    """Accept, reject or take back, one or many."""
    given = request.POST
    accounts = every_account(read(given), request.user) if given.get("every") == "yes" else _accounts(given)
    decision, note = given.get("decision", ""), given.get("note", "")

    def act() -> str:
        if decision == "undo":
            count = len(sign_off.undo(accounts, request.user, utc_now()).signed)
            text = ngettext("%(n)s decision was taken back.", "%(n)s decisions were taken back.", count)
            return text % {"n": number(count)}
        reason = given.get("reason", "") if decision == "rejected" else given.get("accept_reason", "")
        now = utc_now()
        count = len(sign_off.sign_off(accounts, decision, reason, note, request.user, now).signed)
        if count:
            request.session["undo"] = now.isoformat()
        return _signed(decision, count)

    return _done(request, act, accounts)


def undo(request: Request) -> HttpResponse:
    """Take back what was decided a moment ago, all of it, and nothing that somebody decided since."""
    made_at = instant_or_none(request.POST.get("made_at", ""))

    def take_back() -> str:
        count = len(sign_off.undo_act(made_at, request.user, utc_now()).signed) if made_at else 0
        text = ngettext("%(n)s decision was taken back.", "%(n)s decisions were taken back.", count)
        return text % {"n": number(count)}

    return _done(request, take_back, None)


def progress(request: Request) -> HttpResponse:
    """How far each seller is; POST asks those who were picked to go through their accounts."""
    if request.method == "POST":
        return _ask(request)
    found = sellers(request.user)
    shown = {
        "sellers": found,
        "whole": whole_of(found),
        "may_ask": any(each.may_be_asked for each in found),
        "tiers": sorted({tier for seller in found for tier in seller.tiers}),
        "reasons": reasons_counted(),
        "job": newest_job(ask_sign_off.KIND),
        "can_mail": can_mail(),
        "link": link_to(reverse("sign-off")),
        "today": utc_now().date(),
    }
    return render(request, "web/targets/progress.html", shown)


def choose(request: Request) -> HttpResponse:
    """Into a tier by hand, out of all of them, or back to the proposal's decision."""
    accounts, choice = _accounts(request.POST), request.POST.get("choice", "")
    reason, now = request.POST.get("reason", ""), utc_now()

    def act() -> str:
        if choice == "free":
            choose_by_hand.release(accounts, request.user, now)
            return _("The next proposal decides again.")
        if choice == "exclude":
            count = choose_by_hand.exclude(accounts, reason, request.user, now)
        else:
            count = choose_by_hand.pin(accounts, whole(choice) or 0, reason, request.user, now)
        return ngettext("%(n)s account was chosen by hand.", "%(n)s accounts were chosen by hand.", count) % {
            "n": number(count)
        }

    return _done(request, act, accounts)


def read(given: QueryDict) -> Asked:
    return Asked(
        tier=whole(given.get("tier", "")),
        state=given.get("state", ""),
        owner=whole(given.get("owner", "")),
        text=typed(given, "q"),
        after=given.get("after", ""),
        before=given.get("before", ""),
    )


def _propose(request: Request) -> HttpResponse:
    def act() -> str:
        anyway = request.POST.get("anyway") == "yes"
        found = propose_targets.propose(request.user, utc_now(), anyway=anyway)
        count = found.changes.num_rows
        return ngettext("Proposed: %(n)s change.", "Proposed: %(n)s changes.", count) % {"n": number(count)}

    return _done(request, act, None)


def _ask(request: Request) -> HttpResponse:
    given = request.POST
    people = [person for person in map(whole, given.getlist("person")) if person is not None]

    def act() -> str:
        if not people:
            raise DataError(_("Nobody was picked. Tick some, then ask."))
        day = read_day(given.get("due_on", "")) if given.get("due_on", "").strip() else None
        found = ask_sign_off.ask(people, day, request.user, utc_now())
        for said in _said_of(found):
            messages.info(request, said)
        count = len(found.mails)
        return ngettext("%(n)s mail is on its way.", "%(n)s mails are on their way.", count) % {"n": number(count)}

    try:
        return _done(request, act, None, reverse("targets-progress"))
    except ValueError:  # a day that there is not, as 30 February
        messages.error(request, _("This is not a day. Write it as 2026-12-31."))
        return redirect("targets-progress")


def _listed(names: Iterable[str]) -> str:
    return comma().join(isolated(name) for name in names)


def _said_of(found: ask_sign_off.Asking) -> Iterator[str]:
    if found.by_hand:
        said = _("No mail can go to %(names)s. Hand this link over: %(link)s")
        yield said % {"names": _listed(found.by_hand), "link": found.link}
    if found.lately:
        yield _("Asked only minutes ago, so not again: %(names)s") % {"names": _listed(found.lately)}
    if found.not_asked:
        yield _("Nobody who may decide signs in as: %(names)s") % {"names": _listed(found.not_asked)}


def _accounts(given: QueryDict) -> list[int]:
    found = [whole(text) for text in given.getlist("account")]
    return [account for account in found if account is not None]


def _done(
    request: Request, act: Callable[[], str], accounts: list[int] | None, otherwise: str = "/targets"
) -> HttpResponse:
    """Act, say what came of it, and go back; `accounts` None where the act is not about some that were picked."""
    try:
        if accounts == []:
            raise DataError(_("No account was picked. Tick some, then try again."))
        messages.success(request, act())
    except TiercelError as wrong:
        messages.error(request, str(wrong))
    return redirect(onward(request, otherwise))


def _signed(decision: str, count: int) -> str:
    if decision == "accepted":
        text = ngettext(
            "%(n)s account was accepted: it is a target now.",
            "%(n)s accounts were accepted: they are targets now.",
            count,
        )
    else:
        text = ngettext("%(n)s account was rejected.", "%(n)s accounts were rejected.", count)
    return text % {"n": number(count)}


WAY = Way("targets", gettext_lazy("Targets"), "target-arrow", 50, places=("sign-off",), thumb=True, badge=waiting_for)
ACTIONS = (
    Action(
        gettext_lazy("Propose targets"), "targets-proposal", "target-arrow", MANAGER, words=gettext_lazy("tiers list")
    ),
    Action(
        gettext_lazy("Decide on proposed targets"),
        "targets",
        "list-check",
        MEMBER,
        query="state=proposed",
        words=gettext_lazy("sign off accept reject"),
    ),
)
ADDRESSES = (
    Address("targets", "targets", targets, READER),
    Address("targets/proposal", "targets-proposal", proposal, MANAGER),
    Address("targets/progress", "targets-progress", progress, MANAGER),
    Address("targets/undo", "targets-undo", undo, MEMBER, acts=True),
    Address("targets/decide", "targets-decide", decide, MEMBER, acts=True),
    Address("targets/choose", "targets-choose", choose, MANAGER, acts=True),
)

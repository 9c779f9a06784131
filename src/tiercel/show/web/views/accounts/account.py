"""One account, with the reasons for its score."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from tiercel.core.errors import TiercelError
from tiercel.flow.accounts.asked import FAMILY
from tiercel.flow.accounts.explain_account import are_scored, explain_account
from tiercel.flow.accounts.see_account import see_account
from tiercel.flow.accounts.see_observations import see_observations
from tiercel.flow.accounts.timeline import see_timeline
from tiercel.flow.duplicates.of_row import likely_twins, merged_here
from tiercel.flow.hierarchy.family import see_family
from tiercel.flow.profile.see_profile import labels
from tiercel.flow.targets.sign_off import choices
from tiercel.show.web.access import READER, Address, Asked
from tiercel.show.web.charts.waterfall import waterfall
from tiercel.show.web.merged import to_the_current
from tiercel.show.web.views.accounts.accounts import as_of


def account(request: Asked, account_id: int) -> HttpResponse:
    day = as_of(request.GET)
    page = see_account(account_id, day, by=request.user)
    if page is None:
        raise Http404
    if page.id != account_id:
        return to_the_current(request, "account", page.id)
    shown: dict[str, Any] = {"account": page, "as_of": day, "next": request.get_full_path(), "reasons": choices()}
    shown["seen"] = see_observations(page.id, day, by=request.user)
    shown |= {"twins": likely_twins("accounts", page.id, request.user), "merged_here": merged_here("accounts", page.id)}
    if day is None:
        family, whole = see_family(page.id, request.user), request.GET.get("of") == FAMILY
        shown |= {"family": family, "whole_family": whole, "family_numbers": family.together if whole else family.alone}
    group, every = request.GET.get("history", ""), request.GET.get("events") == "all"
    shown["line"] = see_timeline(page, group, whole=every, by=request.user)
    try:
        score = explain_account(account_id, day, by=request.user)
    except TiercelError as why:
        # Whoever sees a page has a button for what the message says as a command.
        shown["is_scored"] = are_scored()
        shown["no_score"] = str(why) if shown["is_scored"] else _("Learn the profile first; it scores every account.")
    else:
        shown |= {"score": score, "labels": labels(), "bars": waterfall(score.start, score.reasons, score.points)}
    return render(request, "web/account/page.html", shown)


ADDRESSES = (Address("accounts/<int:account_id>", "account", account, READER),)

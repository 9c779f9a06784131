"""What managers do with accounts that they picked: into a tier, kept out, or given to somebody."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tiercel.core.clock import utc_now
from tiercel.core.errors import DataError, TiercelError
from tiercel.flow.accounts import assign_owner
from tiercel.flow.accounts.list_accounts import every_key
from tiercel.flow.targets import choose_by_hand
from tiercel.show.web.access import MANAGER, Address
from tiercel.show.web.access import Asked as Request
from tiercel.show.web.days import instant_or_none
from tiercel.show.web.templatetags.shown import number
from tiercel.show.web.views.accounts.accounts import read, whole

# More at once than anybody looks through: a filter that was forgotten, most likely.
MOST = 50_000
# Choices by hand are made one by one, each with its own history.
MOST_BY_HAND = 2_000


def act(request: Request) -> HttpResponse:
    """Do one thing to the accounts that were picked, or to all that the list shows."""
    given = request.POST
    back = f"{reverse('accounts')}?{given.get('on', '')}"
    try:
        choice = given.get("choice", "")
        accounts = _picked(request, MOST if choice == "assign" else MOST_BY_HAND)
        if choice == "assign":
            return redirect(_assigned(request, accounts, back))
        messages.success(request, _chosen(request, accounts, choice))
    except TiercelError as wrong:
        messages.error(request, str(wrong))
    return redirect(back)


def take_back(request: Request) -> HttpResponse:
    """Give accounts back to who owned them before."""
    at = instant_or_none(request.POST.get("at", ""))
    try:
        if at is None:
            raise DataError(_("There is nothing to take back here."))
        count = assign_owner.undo(at, request.user, utc_now())
    except TiercelError as wrong:
        messages.error(request, str(wrong))
    else:
        text = ngettext("%(n)s account went back.", "%(n)s accounts went back.", count)
        messages.success(request, text % {"n": number(count)})
    return redirect(f"{reverse('accounts')}?{request.POST.get('on', '')}")


def _picked(request: Request, most: int) -> list[int]:
    given = request.POST
    if given.get("every") == "yes":
        found = every_key(read(QueryDict(given.get("on", ""))), most + 1, by=request.user)
    else:
        found = [key for key in map(whole, given.getlist("account")) if key is not None]
    if not found:
        raise DataError(_("No account was picked. Tick some, then try again."))
    if len(found) > most:
        raise DataError(
            _("That is more than {most} accounts at once. Filter the list first.").format(most=number(most))
        )
    return found


def _assigned(request: Request, accounts: list[int], back: str) -> str:
    now = utc_now()
    count = assign_owner.assign_owner(accounts, whole(request.POST.get("new_owner", "")) or 0, request.user, now)
    text = ngettext("%(n)s account has a new owner.", "%(n)s accounts have a new owner.", count)
    messages.success(request, text % {"n": number(count)})
    query = QueryDict(back.partition("?")[2], mutable=True)
    query["assigned"] = now.isoformat()
    return f"{reverse('accounts')}?{query.urlencode()}" if count else back


def _chosen(request: Request, accounts: list[int], choice: str) -> str:
    reason, now = request.POST.get("reason", ""), utc_now()
    if choice == "exclude":
        count = choose_by_hand.exclude(accounts, reason, request.user, now)
    else:
        count = choose_by_hand.pin(accounts, whole(choice) or 0, reason, request.user, now)
    text = ngettext("%(n)s account was chosen by hand.", "%(n)s accounts were chosen by hand.", count)
    said = text % {"n": number(count)}
    # Apart from the braces of a text, in which whoever gathers what is to be translated finds nothing.
    wait = _("They stand in Targets, and wait for the decision of sales.")
    return said if choice == "exclude" else f"{said} {wait}"


ADDRESSES = (
    Address("accounts/act", "accounts-act", act, MANAGER, acts=True),
    Address("accounts/take-back", "accounts-take-back", take_back, MANAGER, acts=True),
)

"""Somebody asked to be forgotten: their page erases what they did, for good."""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tiercel.core.clock import utc_now
from tiercel.core.errors import DataError
from tiercel.flow.events.visitors.erase import Erased, erase_contact
from tiercel.show.web.access import MANAGER, Address, Asked
from tiercel.show.web.templatetags.shown import number

CONFIRMED = "erase"


def erase(request: Asked, contact_id: int) -> HttpResponse:
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    if request.POST.get("confirmed") != CONFIRMED:
        messages.error(request, _("Nobody was erased: say first that it is meant, for it cannot be undone."))
        return redirect("person", contact_id)
    try:
        done = erase_contact(contact_id, request.user, utc_now())
    except DataError as wrong:
        messages.error(request, str(wrong))
        return redirect("person", contact_id)
    if done is None:
        raise Http404
    for said in _said(done):
        messages.success(request, said)
    # A contact that stays has a page still; one that was emptied is in no list, and has no name to head it.
    return redirect("person", contact_id) if done.contacts_left else redirect("people")


def _said(done: Erased) -> Iterator[str]:
    yield _n(
        ngettext(
            "%(n)s visitor was erased: nobody can read any more what they did.",
            "%(n)s visitors were erased: nobody can read any more what they did.",
            done.visitors,
        ),
        done.visitors,
    )
    if done.contacts:
        text = ngettext(
            "%(n)s contact that was known from your sites alone is erased too.",
            "%(n)s contacts that were known from your sites alone are erased too.",
            done.contacts,
        )
        yield _n(text, done.contacts)
    if done.activities:
        text = ngettext(
            "%(n)s touch or answer that came by file has lost the address.",
            "%(n)s touches and answers that came by file have lost the address.",
            done.activities,
        )
        yield _n(text, done.activities)
    if done.aside_left:
        yield _("What the collector kept aside just now still holds the address. Erase again in two minutes.")
    if done.contacts_left:
        yield _("The contact came from an import and stays without its past at your sites: erase it there, too.")


def _n(text: str, count: int) -> str:
    return text % {"n": number(count)}


ADDRESSES = (Address("people/<int:contact_id>/erase", "person-erase", erase, MANAGER, acts=True),)

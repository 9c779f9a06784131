"""Settings, Collecting: by which keys sites and apps send what people do there, and what each is told to send."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseNotAllowed, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tiercel.core.clock import utc_now
from tiercel.core.errors import TiercelError
from tiercel.flow.events.keep_networks import see_networks
from tiercel.flow.events.keys import keep_mail_keys, tell_clients
from tiercel.flow.events.keys import keep_write_keys as flow
from tiercel.flow.events.keys.choose_collecting import Choices
from tiercel.show.web.access import MANAGER, Address, Asked
from tiercel.show.web.collecting_words import WORDS
from tiercel.show.web.places import Action, Section
from tiercel.show.web.views.settings.settings import said


def collecting(request: Asked) -> HttpResponse:
    """The write keys, and the form for one more; a new one opens with what to do next."""
    if request.method != "POST":
        return _list(request)
    given = request.POST
    try:
        made = flow.make_write_key(given.get("name", ""), _choices(given), request.user, utc_now())
    except TiercelError as wrong:
        return _list(request, error=str(wrong), given=given, **_form(_choices(given)))
    messages.success(request, _("The key is made. Copy the line below into your pages, or set your client to it."))
    return redirect("settings-collecting-key", made.id)


def write_key(request: Asked, key_id: int) -> HttpResponse:
    """One key with what clients are told; POST changes it."""
    if request.method != "POST":
        return _one(request, key_id)
    given = request.POST
    try:
        flow.change_write_key(key_id, given.get("name", ""), _choices(given), request.user)
    except TiercelError as wrong:
        return _one(request, key_id, error=str(wrong), name=given.get("name", ""), **_form(_choices(given)))
    messages.success(request, _("Saved. Pages follow within five minutes."))
    return redirect("settings-collecting-key", key_id)


def act(request: Asked, key_id: int, name: str) -> HttpResponse:
    """End the key, or take it up again."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    if name == "end":
        done = _("The key has ended. What comes with it is refused; what came before stays.")
        said(request, lambda: flow.end_write_key(key_id, request.user, utc_now()), done)
    elif name == "resume":
        done = _("The key works again.")
        said(request, lambda: flow.resume_write_key(key_id, request.user), done)
    else:
        raise Http404
    return redirect("settings-collecting-key", key_id)


def _list(request: Asked, **more: Any) -> HttpResponse:
    of_mail = sum(key.works for key in keep_mail_keys.list_mail_keys(request.user))
    shown = (
        {"keys": flow.list_write_keys(request.user), "mail_keys": of_mail, "networks": see_networks(utc_now())}
        | _form(Choices())
        | more
    )
    return render(request, "web/settings/collecting.html", shown, status=422 if more.get("error") else 200)


def _one(request: Asked, key_id: int, **more: Any) -> HttpResponse:
    found = flow.see_write_key(key_id, request.user)
    if found is None:
        raise Http404
    shown = {
        "key": found,
        "name": found.name,
        "web_tag": tell_clients.web_tag(found.key),
        "clients": tell_clients.clients(found.key),
        "address": tell_clients.address(),
    } | _form(found.choices)
    return render(request, "web/settings/write_key.html", shown | more, status=422 if more.get("error") else 200)


def _form(chosen: Choices) -> dict[str, Any]:
    """The questions of the form, each with the answer that is chosen, and the sites."""
    questions = [(field, choice, getattr(chosen, field)) for field, choice in WORDS.items()]
    return {"questions": questions, "origins": chosen.origins}


def _choices(given: QueryDict) -> Choices:
    told = {field: str(given[field]) for field in WORDS if field in given}
    return Choices(origins=tuple(given.get("origins", "").split()), **told)


SECTION = Section(
    "settings-collecting",
    gettext_lazy("Collecting"),
    45,
    MANAGER,
    places=(
        *("settings-collecting-key", "settings-collecting-act"),
        *("settings-mail-keys", "settings-mail-key", "settings-mail-key-end"),
    ),
)
ACTIONS = (
    Action(
        gettext_lazy("Collect from a website"),
        "settings-collecting",
        "world",
        MANAGER,
        words=gettext_lazy("tag write key script tracking events consent cookie"),
    ),
    Action(
        gettext_lazy("Hear from a mail provider"),
        "settings-mail-keys",
        "key",
        MANAGER,
        words=gettext_lazy("mail webhook sendgrid mailgun postmark opened clicked bounced signature"),
    ),
)
ADDRESSES = (
    Address("settings/collecting", "settings-collecting", collecting, MANAGER),
    Address("settings/collecting/<int:key_id>", "settings-collecting-key", write_key, MANAGER),
    Address("settings/collecting/<int:key_id>/<str:name>", "settings-collecting-act", act, MANAGER, acts=True),
)

"""Settings, Webhooks: which addresses are told of what happens here, and what became of each message."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tiercel.core.clock import utc_now
from tiercel.core.errors import TiercelError
from tiercel.flow.webhooks import keep_webhooks as flow
from tiercel.show.web.access import OWNER, Address, Asked
from tiercel.show.web.places import Section
from tiercel.show.web.views.settings.settings import said


def webhooks(request: Asked) -> HttpResponse:
    """The webhooks, and the form for one more; its secret is shown in the answer to the form, and never again."""
    if request.method != "POST":
        return _list(request)
    given = request.POST
    try:
        made = flow.add_webhook(given.get("url", ""), _actions(given), given.get("about", ""), request.user, utc_now())
    except TiercelError as wrong:
        return _list(request, error=wrong, given=given, chosen=_actions(given))
    return _one(request, made.webhook.id, secret=made.secret)


def webhook(request: Asked, webhook_id: int) -> HttpResponse:
    """One webhook with its last messages; POST changes it."""
    if request.method != "POST":
        return _one(request, webhook_id)
    given = request.POST
    try:
        flow.change_webhook(webhook_id, given.get("url", ""), _actions(given), given.get("about", ""), request.user)
    except TiercelError as wrong:
        return _one(request, webhook_id, error=wrong)
    messages.success(request, _("Saved."))
    return redirect("settings-webhook", webhook_id)


def act(request: Asked, webhook_id: int, name: str) -> HttpResponse:
    """Test, pause, enable, another secret, or away with it."""
    if name not in (*ACTS, "secret", "remove"):
        raise Http404
    if name == "secret":
        return _new_secret(request, webhook_id)
    if name == "remove":
        gone = _("The webhook is taken away.")
        done = said(request, lambda: flow.remove_webhook(webhook_id, request.user, utc_now()), gone)
        return redirect("settings-webhooks") if done else redirect("settings-webhook", webhook_id)
    does, text = ACTS[name]
    said(request, lambda: does(webhook_id, request.user, utc_now()), str(text()))
    return redirect("settings-webhook", webhook_id)


def again(request: Asked, webhook_id: int, delivery_id: int) -> HttpResponse:
    done = _("The message leaves again, with the same id. Load the page in a moment to see what came of it.")
    said(request, lambda: flow.send_again(webhook_id, delivery_id, request.user, utc_now()), done)
    return redirect("settings-webhook", webhook_id)


ACTS: dict[str, tuple[Callable[..., object], Callable[[], str]]] = {
    "test": (
        flow.send_test,
        lambda: _("A test message leaves now. Load the page in a moment to see what came of it."),
    ),
    "pause": (flow.pause_webhook, lambda: _("Switched off. What happens meanwhile is not sent later.")),
    "enable": (flow.enable_webhook, lambda: _("Switched on. It is told of what happens from now on.")),
}


def _new_secret(request: Asked, webhook_id: int) -> HttpResponse:
    try:
        made = flow.new_secret_for(webhook_id, request.user, utc_now())
    except TiercelError as wrong:
        messages.error(request, str(wrong))
        return redirect("settings-webhooks")
    return _one(request, webhook_id, secret=made.secret)


def _list(request: Asked, **more: Any) -> HttpResponse:
    shown = {"webhooks": flow.list_webhooks(request.user), "actions": flow.known_actions()} | more
    return render(request, "web/settings/webhooks.html", shown, status=422 if more.get("error") else 200)


def _one(request: Asked, webhook_id: int, **more: Any) -> HttpResponse:
    found = flow.see_webhook(webhook_id, request.user)
    if found is None:
        raise Http404
    now = utc_now()
    shown = {
        "webhook": found,
        "both_sign": found.both_until is not None and found.both_until > now,
        "deliveries": flow.deliveries_of(webhook_id, request.user),
        "actions": sorted({*flow.known_actions(), *found.actions}),
        "chosen": found.actions,
    }
    return render(request, "web/settings/webhook.html", shown | more, status=422 if more.get("error") else 200)


def _actions(given: QueryDict) -> list[str]:
    """The acts that were ticked, and those that were written by hand."""
    written = given.get("written", "").replace(",", " ").split()
    return [*given.getlist("action"), *written]


SECTION = Section(
    "settings-webhooks",
    gettext_lazy("Webhooks"),
    60,
    OWNER,
    places=("settings-webhook", "settings-webhook-act", "settings-webhook-again"),
)
ADDRESSES = (
    Address("settings/webhooks", "settings-webhooks", webhooks, OWNER),
    Address("settings/webhooks/<int:webhook_id>", "settings-webhook", webhook, OWNER),
    Address("settings/webhooks/<int:webhook_id>/<str:name>", "settings-webhook-act", act, OWNER, acts=True),
    Address(
        "settings/webhooks/<int:webhook_id>/messages/<int:delivery_id>/again",
        "settings-webhook-again",
        again,
        OWNER,
        acts=True,
    ),
)

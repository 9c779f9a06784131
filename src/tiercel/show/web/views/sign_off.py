"""Sign-off on a phone: a seller goes through her list card by card, with a line or without."""

from __future__ import annotations

import json
import uuid
from dataclasses import asdict
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from tiercel.core.clock import utc_now
from tiercel.core.errors import DataError
from tiercel.flow.profile.see_profile import labels
from tiercel.flow.targets import device
from tiercel.flow.targets.cards import Card
from tiercel.flow.targets.my_list import EVERYBODY, ListAsked, given_reasons, next_cards, see_my_list
from tiercel.flow.targets.sign_off import Choices, choices
from tiercel.show.web.access import MEMBER, Address, Asked
from tiercel.show.web.days import instant_or_none
from tiercel.show.web.static_files import HERE as STATIC
from tiercel.show.web.views.accounts.accounts import whole

WORKER = STATIC / "web" / "sign_off_worker.js"


def page(request: Asked) -> HttpResponse:
    """The next card, or what came of the list."""
    asked = read(request.GET)
    found, received = device.with_received(lambda: see_my_list(asked, request.user, most=1), request.user, utc_now())
    card = found.cards[0] if found.cards else None
    shown: dict[str, Any] = {
        "list": found,
        "asked": asked,
        "here": _address(asked),
        "reasons": () if card else given_reasons(asked, request.user),
        "everybody": EVERYBODY,
        "last": whole(request.GET.get("last", "")),
        "received": " ".join(received),
    }
    if card:
        shown |= _of_card(card, found.choices) | {"card_values": _values(card), "with_token": True}
    return render(request, "web/sign_off/page.html", shown)


def kept(request: Asked) -> HttpResponse:
    """The page without anything of an account, for a browser to keep and to fill where no line is."""
    return render(request, "web/sign_off/kept.html")


def worker(request: Asked) -> HttpResponse:  # noqa: ARG001 - every view is handed its request
    """The script by which a browser opens the sign-off without a line: it may answer for the page above its folder."""
    script = WORKER.read_text(encoding="utf-8")
    return HttpResponse(script, "text/javascript", headers={"Service-Worker-Allowed": reverse("sign-off")})


def cards(request: Asked) -> HttpResponse:
    """The cards that follow, to be kept where no line is."""
    asked, offered = read(request.GET), choices()
    found = next_cards(asked, request.user)
    told = [_values(card) | {"html": _drawn(request, card, offered)} for card in found]
    return JsonResponse({"user": request.user.pk, "cards": told})


def send(request: Asked) -> HttpResponse:
    """Decisions that a device kept, in the order in which they were made."""
    try:
        given = json.loads(request.body)
        if given["user"] != request.user.pk:
            # What one person decided is never signed by another who uses the same device.
            return JsonResponse({"user": request.user.pk}, status=409)
        decisions = [_sent(each) for each in given["decisions"]]
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError):
        return JsonResponse({"said": _("This cannot be read as decisions.")}, status=400)
    answers = device.take(decisions, request.user, utc_now())
    return JsonResponse({"answers": [asdict(answer) for answer in answers]})


def decide(request: Asked) -> HttpResponse:
    """One decision from a form, where no script runs."""
    given = request.POST
    try:
        sent = _sent({name: given.get(name, "") for name in given} | {"at": None})
    except (ValueError, KeyError):
        raise DataError(_("This decision cannot be read. Load the page again, and decide again.")) from None
    (answer,) = device.take([sent], request.user, utc_now())
    _tell(request, sent, answer)
    query = {**_query(read(given)), "after": given.get("cursor", ""), "last": sent.account}
    return redirect(f"{reverse('sign-off')}?{urlencode({k: v for k, v in query.items() if v})}")


def read(given: QueryDict) -> ListAsked:
    return ListAsked(
        person=whole(given.get("person", "")),
        tier=whole(given.get("tier", "")),
        after=given.get("after", ""),
        account=whole(given.get("account", "")) if "decision" not in given else None,
    )


def _tell(request: Asked, sent: device.Sent, answer: device.Answer) -> None:
    if answer.outcome not in (device.DONE, device.ALREADY):
        messages.warning(request, answer.said)
        return
    said = {"accepted": _("Accepted."), "rejected": _("Rejected."), device.UNDO: _("Taken back: it waits again.")}
    messages.success(request, said.get(sent.decision, ""))


def _sent(given: dict[str, Any]) -> device.Sent:
    """Raises ValueError, TypeError or KeyError where it is none."""
    texts = {name: str(given.get(name) or "") for name in ("decision", "reason", "note", "known")}
    account, target = int(given["account"]), int(given["target"])
    if not (0 < account < 2**63 and 0 < target < 2**63):
        raise ValueError
    return device.Sent(str(given["id"]), account, target, decided_at=instant_or_none(given.get("at")), **texts)


def _values(card: Card) -> dict[str, Any]:
    return {
        "account": card.account,
        "target": card.target,
        "name": card.row.name,
        "cursor": card.cursor,
        "state": card.row.state,
        "known": f"#{card.standing}" if card.standing else "",
    }


def _of_card(card: Card, offered: Choices) -> dict[str, Any]:
    return {"card": card, "choices": offered, "labels": labels(), "decision_id": str(uuid.uuid4())}


def _drawn(request: Asked, card: Card, offered: Choices) -> str:
    return render_to_string("web/sign_off/card.html", _of_card(card, offered), request)


def _query(asked: ListAsked) -> dict[str, Any]:
    return {"person": asked.person, "tier": asked.tier}


def _address(asked: ListAsked) -> str:
    """The list from its beginning."""
    query = urlencode({name: value for name, value in _query(asked).items() if value is not None})
    return f"{reverse('sign-off')}?{query}" if query else reverse("sign-off")


ADDRESSES = (
    Address("sign-off", "sign-off", page, MEMBER),
    Address("sign-off/kept", "sign-off-kept", kept, MEMBER),
    Address("sign-off/worker.js", "sign-off-worker", worker, MEMBER),
    Address("sign-off/cards", "sign-off-cards", cards, MEMBER),
    Address("sign-off/send", "sign-off-send", send, MEMBER, acts=True),
    Address("sign-off/decide", "sign-off-decide", decide, MEMBER, acts=True),
)

"""The strategy documents as text: shown, checked, compared, kept and taken back."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tiercel.core.clock import utc_now
from tiercel.core.errors import ConfigError
from tiercel.flow.strategy import documents as store
from tiercel.flow.strategy import see_documents
from tiercel.flow.strategy.see_documents import DocumentPage
from tiercel.show.web.access import MANAGER, READER, Address, Asked
from tiercel.show.web.places import Section
from tiercel.show.web.views.accounts.accounts import whole
from tiercel.show.web.views.settings.settings import said


def documents(request: Asked) -> HttpResponse:  # noqa: ARG001 - every view is handed its request
    return redirect("settings-document", see_documents.kinds()[0])


def document(request: Asked, kind: str) -> HttpResponse:
    """The text in force; with POST, what a draft would change."""
    if kind not in see_documents.kinds():
        raise Http404
    if request.method == "POST":
        return _page(request, kind, see_documents.try_text(kind, _text(request), utc_now()))
    try:
        return _page(request, kind, see_documents.see_document(kind))
    except ConfigError:
        raise Http404 from None


def save(request: Asked, kind: str) -> HttpResponse:
    given, now = request.POST, utc_now()
    before = whole(given.get("base", ""))
    base = -1 if before is None else before
    text, comment = _text(request), given.get("comment", "")

    def keep() -> None:
        see_documents.save_text(kind, text, base=base, comment=comment, by=request.user, now=now)

    if not said(request, keep, _("Saved.")):
        return _page(request, kind, see_documents.try_text(kind, text, now))
    return redirect("settings-document", kind)


def roll_back(request: Asked, kind: str, version: int) -> HttpResponse:
    done = _("Version %(number)s holds again, as a new version.") % {"number": version}
    said(request, lambda: store.roll_back(kind, version, request.user, utc_now()), done)
    return redirect("settings-document", kind)


def _page(request: Asked, kind: str, page: DocumentPage) -> HttpResponse:
    shown = {"page": page, "kind": kind, "kinds": see_documents.kinds()}
    return render(request, "web/settings/document.html", shown, status=422 if page.error else 200)


def _text(request: Asked) -> str:
    return request.POST.get("text", "").replace("\r\n", "\n")


SECTION = Section(
    "settings-strategy",
    gettext_lazy("Strategy"),
    30,
    places=("settings-document", "settings-save", "settings-roll-back"),
)
ADDRESSES = (
    Address("settings/strategy", "settings-strategy", documents, READER),
    Address("settings/strategy/<str:kind>", "settings-document", document, READER),
    Address("settings/strategy/<str:kind>/save", "settings-save", save, MANAGER, acts=True),
    Address(
        "settings/strategy/<str:kind>/<int:version>/roll-back", "settings-roll-back", roll_back, MANAGER, acts=True
    ),
)

"""The kinds of touches and the channels they come by: what each is called on pages, and its picture in timelines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

# Of a kind that an import brings and nobody has declared, on a channel that nobody has either.
UNDECLARED = "focus-2"


@dataclass(frozen=True)
class Kind:
    """`icon` names a picture of the sprite (static/vendor/tabler-icons-*)."""

    word: Promise
    icon: str


KINDS: Mapping[str, Kind] = {
    "call": Kind(pgettext_lazy("touch", "Call"), "phone"),
    "email": Kind(pgettext_lazy("touch", "Mail"), "mail"),
    "meeting": Kind(pgettext_lazy("touch", "Meeting"), "calendar-event"),
    "note": Kind(pgettext_lazy("touch", "Note"), "note"),
    "task": Kind(pgettext_lazy("touch", "Task"), "checkbox"),
    "message": Kind(pgettext_lazy("touch", "Message"), "message"),
    "sent": Kind(pgettext_lazy("touch", "Sent"), "mail-forward"),
    "open": Kind(pgettext_lazy("touch", "Opened"), "mail-opened"),
    "click": Kind(pgettext_lazy("touch", "Clicked"), "pointer"),
    "bounce": Kind(pgettext_lazy("touch", "Bounced"), "mail-x"),
    "reply": Kind(pgettext_lazy("touch", "Replied"), "corner-up-left"),
    "form": Kind(pgettext_lazy("touch", "Form"), "forms"),
    "visit": Kind(pgettext_lazy("touch", "Visit"), "world"),
    "page": Kind(pgettext_lazy("touch", "Page"), "browser"),
    "registered": Kind(pgettext_lazy("touch", "Registered"), "user-plus"),
    "attended": Kind(pgettext_lazy("touch", "Attended"), "user-check"),
    "download": Kind(pgettext_lazy("touch", "Download"), "download"),
    "responded": Kind(pgettext_lazy("touch", "Responded"), "thumb-up"),
    # What our own collector tells of.
    "identify": Kind(_("Says who they are"), "id"),
    "track": Kind(_("Did something"), "click"),
    "screen": Kind(_("Looked at a screen"), "device-mobile"),
    "group": Kind(_("Says where they belong"), "users-group"),
    "alias": Kind(_("Is known by another id"), "link"),
    "unknown": Kind(_("Not understood"), "help-circle"),
}
CHANNELS: Mapping[str, Kind] = {
    "web": Kind(pgettext_lazy("channel", "Web"), "world"),
    "email": Kind(pgettext_lazy("channel", "Mail"), "mail"),
    "phone": Kind(pgettext_lazy("channel", "Phone"), "phone"),
    "meeting": Kind(pgettext_lazy("channel", "Meeting"), "calendar-event"),
    "event": Kind(pgettext_lazy("channel", "Event"), "ticket"),
    "social": Kind(pgettext_lazy("channel", "Social media"), "share"),
    "ads": Kind(pgettext_lazy("channel", "Ads"), "speakerphone"),
    "mail": Kind(pgettext_lazy("channel", "Post"), "mailbox"),
    "product": Kind(pgettext_lazy("channel", "Product"), "app-window"),
    "chat": Kind(pgettext_lazy("channel", "Chat"), "message-circle"),
}


def icon_of(kind: str, channel: str) -> str:
    """The picture of a touch: of its kind, else of its channel."""
    known = KINDS.get(kind) or CHANNELS.get(kind) or CHANNELS.get(channel)
    return known.icon if known else UNDECLARED

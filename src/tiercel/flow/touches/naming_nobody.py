"""What was written of a touch, for who may not know whose it was."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping

from tiercel.normal.text import compared
from tiercel.records.models import Contact, TouchContact
from tiercel.records.models.base import active

# Wider than what addresses are: a local part may hold nearly any sign.
MAIL = re.compile(r"\S*@\S*")
GONE = "…"
_WORD = re.compile(r"[^\W_]+")
# Parts of names that name nobody: without them "Letter from Berlin" would lose its "von" for the sake of one.
_PARTICLES = frozenset(
    compared(
        "al el bin bint ibn abu da de del della der den des di do dos du la le les san st ten ter van von vom zu zum"
        " zur dr mr mrs ms prof sir dipl ing"
    ).split()
)


def without(text: str, *names: str) -> str:
    """The text without these names, in full or any word of them, however it is written, and without mail addresses.

    A word goes where it stands alone: "Ada" of "Call with Ada's team", and not of "Adapter". A word that is in the
    dictionary too goes as well: rather a sentence too few than a name too many.

    >>> without("Call with Ada Lovelace (ada@example.com)", "Ada Lovelace", "")
    'Call with … …'
    >>> without("ADA's adapter: ask Jurgen", "Ada Lovelace", "Jürgen Vogel")
    "…'s adapter: ask …"
    """
    text = unicodedata.normalize("NFC", text)
    for name in sorted((name.strip() for name in names), key=len, reverse=True):
        if name:
            text = re.sub(re.escape(unicodedata.normalize("NFC", name)), GONE, text, flags=re.IGNORECASE)
    text = MAIL.sub(GONE, text)
    parts = _parts(names)
    return _WORD.sub(lambda found: GONE if compared(found[0]) in parts else found[0], text) if parts else text


def _parts(names: Iterable[str]) -> frozenset[str]:
    spoken = (part for name in names if "@" not in name for part in compared(name).split())
    return frozenset(part for part in spoken if len(part) > 1 and part not in _PARTICLES)


def names_of(contacts: Collection[int]) -> Mapping[int, tuple[str, ...]]:
    """What each of these contacts is called."""
    rows = Contact.objects.filter(pk__in=contacts).values_list("pk", "name", "first_name", "last_name")
    return {key: tuple(name for name in names if name) for key, *names in rows} if contacts else {}


def part_takers(touches: Collection[int]) -> Mapping[int, tuple[int, ...]]:
    """Who took part in each of these touches, beside whose it is."""
    found: dict[int, tuple[int, ...]] = {}
    links = TouchContact.objects.filter(active(), touch__in=touches) if touches else TouchContact.objects.none()
    for touch, contact in links.order_by("pk").values_list("touch", "contact"):
        found[touch] = (*found.get(touch, ()), contact)
    return found

"""Cursors that only we can write, each good for the one list that it was made for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.signing import BadSignature, Signer
from django.utils.translation import gettext as _

from tiercel.flow.api.lists import Wanted
from tiercel.show.api.forms import Part
from tiercel.show.api.problems import NotThereError


def opened(part: Part, what: str) -> Wanted:
    """The part that is wanted; raises NotThereError for a cursor of another list, or none of ours.

    what   which list, with the order it is in: a cursor of another order would skip rows
    """
    if part.after and part.before:
        raise NotThereError(_("No page is both after and before another. Give one of the two."))
    return Wanted(part.limit, _opened(part.after, what), _opened(part.before, what))


def sealed(cursor: str, what: str) -> str | None:
    return _signer(what).sign(cursor) if cursor else None


def paged(found: Any, what: str, rows: Any = None, **more: Any) -> dict[str, Any]:
    """One page as it is answered; `found` has rows, before and after."""
    shown = found.rows if rows is None else rows
    return {"rows": shown, "before": sealed(found.before, what), "after": sealed(found.after, what), **more}


def skipped(wanted: Wanted) -> int:
    """How many rows come before the part, of a list whose cursors are made by `part_of`."""
    return int(wanted.after or wanted.before or 0)


def part_of(rows: Sequence[Any], count: int, wanted: Wanted, what: str) -> dict[str, Any]:
    """One page of a list that is counted whole and too short to need keys; the list's order may change meanwhile."""
    skip, size = skipped(wanted), wanted.size
    before = str(max(skip - size, 0)) if skip else ""
    after = str(skip + size) if skip + size < count else ""
    return {"rows": rows, "before": sealed(before, what), "after": sealed(after, what), "count": count}


def _opened(cursor: str | None, what: str) -> str:
    if not cursor:
        return ""
    try:
        return _signer(what).unsign(cursor)
    except BadSignature:
        raise NotThereError(_("This is no cursor of this list in this order. Begin without one.")) from None


def _signer(what: str) -> Signer:
    return Signer(salt=f"tiercel.cursor.{what}", sep=".", algorithm="sha1")

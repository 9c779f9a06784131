"""Ending a user's sessions, wherever they were begun."""

from __future__ import annotations

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session

from tiercel.core.clock import utc_now
from tiercel.records.models import User


def end_all_of(user: User, but: str | None = None) -> int:
    """End every session of a user but one, those of which no row was kept and half-made sign-ins included."""
    rows = Session.objects.filter(expire_date__gt=utc_now()).exclude(session_key=but or "")
    keys = [row.session_key for row in rows.iterator() if _is_of(row, user)]
    for first in range(0, len(keys), 500):
        Session.objects.filter(session_key__in=keys[first : first + 500]).delete()
    UserSession.objects.filter(user=user).exclude(session_key=but or "").delete()
    return len(keys)


def _is_of(row: Session, user: User) -> bool:
    held = row.get_decoded()
    half_made = held.get("account_login")
    waiting = half_made.get("user_pk") if isinstance(half_made, dict) else None
    return str(user.pk) in (held.get("_auth_user_id"), waiting)

"""Where somebody is signed in: each browser, since when and last seen when, and how its session ends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from tiercel.core.clock import utc_now
from tiercel.core.errors import DataError
from tiercel.flow import trail
from tiercel.flow.keep_users import owner_only, user_with
from tiercel.flow.users.end_sessions import end_all_of
from tiercel.records.models import User

NO_ADDRESS = "0.0.0.0"  # noqa: S104 - stands for an address that is not known
SEEN_EVERY_SECONDS = 300


@dataclass(frozen=True)
class SessionRow:
    """One browser that is signed in; `agent` is what it calls itself, `address` a personal value for its owner only."""

    id: int
    agent: str
    address: str
    began_at: datetime
    seen_at: datetime
    is_current: bool


def begun(user: User, key: str, address: str, agent: str, way: str) -> None:
    """Keep and note that somebody signed in.

    way   password, sso, invitation, first_run or demo; with "+code" where a second factor was asked for
    """
    with transaction.atomic():
        keep(user, key, address, agent)
        trail.note("session.begun", user, subject="users", row=user.pk, way=way)


def refused(user: User | None, why: str) -> None:
    """Note that somebody could not sign in; `user` where the name was known, and never what was typed."""
    trail.note("session.refused", None, subject="users", row=user.pk if user else None, why=why)


def ended(user: User, key: str | None) -> None:
    with transaction.atomic():
        UserSession.objects.filter(session_key=key or "").delete()
        trail.note("session.ended", user, subject="users", row=user.pk)


def seen(user: User, key: str, address: str, agent: str) -> None:
    """Remember that a browser is in use; written at most every five minutes, so that looking at pages stays cheap."""
    if not cache.get(_mark(key)):
        keep(user, key, address, agent)


def keep(user: User, key: str, address: str, agent: str) -> None:
    """Write down that a session is in use, from where and by which browser."""
    now = utc_now()
    found = {"user": user, "ip": address or NO_ADDRESS, "user_agent": agent[:200], "last_seen_at": now}
    UserSession.objects.update_or_create(session_key=key, defaults=found, create_defaults=found | {"created_at": now})
    cache.set(_mark(key), 1, SEEN_EVERY_SECONDS)


def list_sessions(user: User, current: str | None) -> tuple[SessionRow, ...]:
    """The user's browsers, this one first, then the last seen."""
    rows = [_row(each, current) for each in UserSession.objects.purge_and_list(user)]
    return tuple(sorted(rows, key=lambda row: (not row.is_current, -row.seen_at.timestamp())))


def end_session(user: User, session_id: int) -> None:
    """Sign one of one's own browsers out."""
    with transaction.atomic():
        found = UserSession.objects.filter(user=user, pk=session_id).first()
        if found is None:
            raise DataError(_("This session has ended already. Load the page again."))
        found.end()
        trail.note("users.sessions_ended", user, subject="users", row=user.pk, sessions=1)


def end_others(user: User, current: str | None) -> int:
    """Sign all other browsers of one's own out; returns how many there were."""
    with transaction.atomic():
        count = end_all_of(user, but=current)
        trail.note("users.sessions_ended", user, subject="users", row=user.pk, sessions=count)
    return count


def end_sessions_of(user_id: int, by: User | None) -> int:
    """Sign somebody out everywhere, as an owner or from the command line."""
    owner_only(by)
    with transaction.atomic():
        user = user_with(user_id)
        count = end_all_of(user)
        trail.note("users.sessions_ended", by, subject="users", row=user.pk, sessions=count)
    return count


def _mark(key: str) -> str:
    # The key of a session opens it, so not even the cache folder holds one.
    return f"session-seen-{salted_hmac('session-seen', key).hexdigest()}"


def _row(session: UserSession, current: str | None) -> SessionRow:
    return SessionRow(
        id=session.pk,
        agent=session.user_agent,
        address="" if session.ip == NO_ADDRESS else session.ip,
        began_at=session.created_at,
        seen_at=session.last_seen_at,
        is_current=session.session_key == current,
    )

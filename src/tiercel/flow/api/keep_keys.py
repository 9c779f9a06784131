"""Keys by which programs act for a user: made, shown once, found again by their hash, revoked."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from tiercel.core.errors import AccessError, DataError
from tiercel.core.nearest import nearest
from tiercel.flow import trail
from tiercel.flow.keep_users import may, user_called
from tiercel.normal.text import tidy
from tiercel.records.models import ApiKey, User
from tiercel.records.models.users import Role

TOKEN = re.compile(r"tcl_([0-9a-f]{8})_[0-9a-f]{48}")
MOST_DAYS = 3650
MOST_NAME = 100
# How exactly `last_used_at` is kept: a call should not cost a write.
NOTED = timedelta(minutes=1)


@dataclass(frozen=True)
class KeyRow:
    """A key as lists show it.

    visible   its part that may be seen, as "tcl_1a2b3c4d"
    state     works, expired, revoked, or shut_out where its user may not sign in any more
    """

    id: int
    name: str
    visible: str
    user: str
    scopes: tuple[str, ...]
    state: str
    made_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None
    last_used_at: datetime | None


@dataclass(frozen=True)
class MadeKey:
    """A new key, with the token that is shown this once."""

    row: KeyRow
    token: str


def make_key(
    name: str, scopes: Sequence[str], days: int, user: User, *, known: Collection[str], by: User | None, now: datetime
) -> MadeKey:
    """A key that acts for `user`.

    days     until it ends
    known    the scopes that there are
    by       who makes it: the user, or None for the command line
    raises   DataError for a missing name, an unknown scope, or too long a time; AccessError for somebody else's key
    """
    if by is not None and by.pk != user.pk:
        raise AccessError(_("Everybody makes their own keys. Ask {user} to make it.").format(user=user.username))
    name, wanted = tidy(name), _checked(scopes, known)
    if not name or len(name) > MOST_NAME:
        raise DataError(
            _("A key needs a name of at most 100 characters, to know it by later: what will use it."), field="name"
        )
    if not 1 <= days <= MOST_DAYS:
        raise DataError(_("A key lasts between 1 and {most} days.").format(most=MOST_DAYS), field="days")
    visible, secret = secrets.token_hex(4), secrets.token_hex(24)
    token = f"tcl_{visible}_{secret}"
    with transaction.atomic():
        key = ApiKey.objects.create(
            user=user,
            name=name,
            visible=visible,
            hashed=_hashed(token),
            scopes=wanted,
            made_at=now,
            expires_at=now + timedelta(days=days),
        )
        trail.note("keys.made", by, subject="api_keys", row=key.pk, scopes=wanted, user=user.pk, days=days)
    return MadeKey(_row(key, now), token)


def list_keys(by: User | None, now: datetime) -> tuple[KeyRow, ...]:
    """Everybody's own keys, the newest first; an owner and the command line see all."""
    keys = ApiKey.objects.select_related("user").order_by("-made_at", "-pk")
    return tuple(_row(key, now) for key in (keys if _sees_all(by) else keys.filter(user=by)))


def revoke_key(key_id: int, by: User | None, now: datetime) -> KeyRow:
    """End a key at once; raises DataError where there is none that this user may end."""
    with transaction.atomic():
        keys = ApiKey.objects.select_related("user")
        key = (keys if _sees_all(by) else keys.filter(user=by)).filter(pk=key_id).first()
        if key is None:
            raise DataError(_("There is no key {number}. Load the list again.").format(number=key_id))
        if key.revoked_at is None:
            _revoke(key, by, now)
    return _row(key, now)


def revoke_own_keys(user: User, now: datetime) -> int:
    """End all keys of a user that still work; how many they were."""
    with transaction.atomic():
        return sum(_revoke(key, user, now) for key in _working(user, now).order_by("pk"))


def has_working_keys(user: User, now: datetime) -> bool:
    return _working(user, now).exists()


def _working(user: User, now: datetime) -> QuerySet[ApiKey]:
    not_over = Q(expires_at__isnull=True) | Q(expires_at__gt=now)
    return ApiKey.objects.filter(not_over, user=user, revoked_at__isnull=True)


def _revoke(key: ApiKey, by: User | None, now: datetime) -> bool:
    key.revoked_at = now
    key.save(update_fields=["revoked_at"])
    trail.note("keys.revoked", by, subject="api_keys", row=key.pk, user=key.user_id)
    return True


def user_for_key(name: str) -> User:
    """The user of that name or mail address; raises DataError with the nearest name where there is none."""
    user = user_called(name)
    if user is None:
        known = list(User.objects.values_list("username", flat=True))
        raise DataError(_("There is no user '{name}'.").format(name=name) + nearest(name, known))
    return user


def key_of(token: str, now: datetime) -> ApiKey:
    """The key that a token is, with its user read along; raises AccessError that says why it does not work."""
    shape = TOKEN.fullmatch(token)
    key = ApiKey.objects.select_related("user__person").filter(visible=shape[1]).first() if shape else None
    if key is None or not hmac.compare_digest(key.hashed, _hashed(token)):
        raise AccessError(_("This is no key of this workspace. Make one under Settings, Keys."))
    said = {
        "revoked": _("This key was revoked. Make another under Settings, Keys."),
        "expired": _("This key has expired. Make another under Settings, Keys."),
        "shut_out": _("The user of this key may not sign in any more."),
    }
    state = _state(key, now)
    if state in said:
        raise AccessError(said[state])
    return key


def used(key: ApiKey, now: datetime) -> None:
    """Note that a key was used, at most once a minute."""
    stale = Q(last_used_at__isnull=True) | Q(last_used_at__lt=now - NOTED)
    if key.last_used_at is None or key.last_used_at < now - NOTED:
        ApiKey.objects.filter(stale, pk=key.pk).update(last_used_at=now)


def _checked(scopes: Sequence[str], known: Collection[str]) -> list[str]:
    unknown = [scope for scope in scopes if scope not in known]
    if unknown:
        said = _("There is no scope '{scope}'.").format(scope=unknown[0]) + nearest(unknown[0], sorted(known))
        raise DataError(said + " " + _("There are: {known}.").format(known=", ".join(sorted(known))), field="scope")
    if not scopes:
        raise DataError(_("A key without a scope may nothing. Choose one or more."), field="scope")
    return sorted(set(scopes))


def _sees_all(by: User | None) -> bool:
    return by is None or may(by, Role.OWNER)


def _hashed(token: str) -> str:
    # No slow hash: 192 random bits cannot be guessed, however fast each guess is.
    return hashlib.sha256(token.encode()).hexdigest()


def _state(key: ApiKey, now: datetime) -> str:
    if key.revoked_at is not None:
        return "revoked"
    if key.expires_at is not None and key.expires_at <= now:
        return "expired"
    return "works" if key.user.is_active else "shut_out"


def _row(key: ApiKey, now: datetime) -> KeyRow:
    return KeyRow(
        id=key.pk,
        name=key.name,
        visible=f"tcl_{key.visible}",
        user=key.user.username,
        scopes=tuple(key.scopes),
        state=_state(key, now),
        made_at=key.made_at,
        expires_at=key.expires_at,
        revoked_at=key.revoked_at,
        last_used_at=key.last_used_at,
    )

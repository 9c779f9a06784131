"""A code from somebody's phone beside the password: set up, asked for, lost, and taken away."""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret, validate_totp_code
from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.utils.translation import gettext as _

from tiercel.core.errors import DataError
from tiercel.flow import trail
from tiercel.flow.keep_users import owner_only, user_with
from tiercel.records.models import User

CODE, RECOVERY = Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES
# A code holds for half a minute and one step of the clock to either side.
CODE_HOLDS_SECONDS = 120


@dataclass(frozen=True)
class SecondFactor:
    """What somebody has set up; `codes_left` is how many recovery codes were not used yet."""

    is_set_up: bool
    since: datetime | None
    codes_left: int


def second_factor_of(user: User) -> SecondFactor:
    code = Authenticator.objects.filter(user=user, type=CODE).first()
    codes = Authenticator.objects.filter(user=user, type=RECOVERY).first()
    left = len(codes.wrap().get_unused_codes()) if codes else 0
    return SecondFactor(is_set_up=code is not None, since=code.created_at if code else None, codes_left=left)


def has_second_factor(user: User) -> bool:
    return bool(Authenticator.objects.filter(user=user, type=CODE).exists())


def is_required() -> bool:
    return bool(settings.WORKSPACE.two_factors == "required")


def must_be_set_up(user: User) -> bool:
    """Whether this user has to set up a second factor before anything else."""
    return is_required() and not has_second_factor(user)


def new_secret() -> str:
    """A secret to share with an app on a phone; nothing holds until a code made from it has come back."""
    return str(generate_totp_secret())


def set_up(user: User, secret: str, code: str) -> list[str]:
    """Ask for codes of this secret from now on; returns the recovery codes, to be shown this once."""
    if not secret or not validate_totp_code(secret, _digits(code)):
        raise DataError(
            _("This code is not right. Look at the app once more: it shows a new one every half minute."), field="code"
        )
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)
        if has_second_factor(user):
            raise DataError(_("There is a second factor already. Remove it before you set up another."))
        TOTP.activate(user, secret)
        _use_up(user, code)
        trail.note("second_factors.added", user, subject="users", row=user.pk)
        return _new_codes(user)


def accepts(user: User, code: str) -> bool:
    """Whether a code of the phone, or a recovery code, is right; each opens once."""
    given = _digits(code)
    factors = Authenticator.objects.filter(user=user, type__in=(CODE, RECOVERY))
    for factor in sorted(factors, key=lambda each: each.type != CODE):
        if factor.wrap().validate_code(given):
            if factor.type == CODE and not _use_up(user, given):
                return False
            factor.record_usage()
            if factor.type == RECOVERY:
                trail.note("recovery_codes.used", user, subject="users", row=user.pk)
            return True
    return False


def new_recovery_codes(user: User) -> list[str]:
    """Ten new codes; the old ones no longer open."""
    with transaction.atomic():
        if not has_second_factor(user):
            raise DataError(_("There is no second factor yet. Set one up first."))
        trail.note("recovery_codes.made", user, subject="users", row=user.pk)
        return _new_codes(user)


def remove(user: User) -> None:
    """Sign in by password alone again; where the workspace requires a second factor, the next page asks for another."""
    with transaction.atomic():
        if Authenticator.objects.filter(user=user).delete()[0]:
            trail.note("second_factors.removed", user, subject="users", row=user.pk)


def take_away(user_id: int, by: User | None) -> None:
    """Help somebody who lost the phone and the recovery codes: the password alone lets them in again."""
    owner_only(by)
    with transaction.atomic():
        user = user_with(user_id)
        if not Authenticator.objects.filter(user=user).delete()[0]:
            raise DataError(_("There is no second factor to take away."))
        trail.note("second_factors.taken_away", by, subject="users", row=user.pk)


def _new_codes(user: User) -> list[str]:
    Authenticator.objects.filter(user=user, type=RECOVERY).delete()
    return [str(code) for code in RecoveryCodes.activate(user).get_unused_codes()]


def _use_up(user: User, code: str) -> bool:
    """Whether this code comes for the first time; allauth forgets it before the last moment at which it holds."""
    hashed = hashlib.sha256(f"{user.pk} {_digits(code)} {settings.SECRET_KEY}".encode()).hexdigest()
    return bool(cache.add(f"second-factor-used-{hashed}", 1, CODE_HOLDS_SECONDS))


def _digits(code: str) -> str:
    """The digits of any script as European ones: phones set to Persian show theirs.

    >>> _digits("۱۲۳ ٤٥٦")
    '123456'
    """
    return "".join(str(unicodedata.decimal(sign)) for sign in code if unicodedata.decimal(sign, None) is not None)

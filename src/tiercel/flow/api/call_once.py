"""A call that is sent again acts once: its answer is kept, and given again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from tiercel.core.process import has_died, this_process
from tiercel.records.models import ApiCall, ApiKey

KEPT = timedelta(hours=24)
# Longer than an honest answer takes; only for holders on other machines, whose death is not seen.
PATIENCE = timedelta(minutes=10)


@dataclass(frozen=True)
class Answered:
    """An answer as it left."""

    status: int
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)


class UsedOtherwiseError(Exception):
    """The same token came with another request."""


class StillRunningError(Exception):
    """The first call with this token has no answer yet."""


def call_once(
    key: ApiKey, token: str, request: str, act: Callable[[], Answered], *, whole: bool, now: datetime
) -> tuple[Answered, bool]:
    """The answer to a call, and whether it was kept from before.

    request   a hash of all that the call asks for
    act       does it; an answer of 500 or more is not kept, so that the call can be tried again
    whole     whether the act and its kept answer become true together, in one transaction: where a process dies in
              between, nothing was done, and the call may be done again. Without it, the act must be one that does no
              harm when it is done twice
    raises    UsedOtherwiseError, StillRunningError
    """
    kept = _begin(key, token, request, now)
    if isinstance(kept, Answered):
        return kept, True
    try:
        if whole:
            with transaction.atomic():
                answered = act()
                if answered.status >= 400:
                    transaction.set_rollback(True)
                else:
                    _keep(kept, answered)
        else:
            answered = act()
    except BaseException:
        kept.delete()
        raise
    if answered.status >= 500:
        kept.delete()
    elif not whole or answered.status >= 400:
        _keep(kept, answered)
    return answered, False


def sweep_calls(now: datetime) -> int:
    """Answers that nobody can ask for any more go; returns how many."""
    return ApiCall.objects.filter(made_at__lt=now - KEPT).delete()[0]


def _begin(key: ApiKey, token: str, request: str, now: datetime) -> ApiCall | Answered:
    """The call as ours to make, or its answer."""
    fresh = {"request": request, "holder": this_process(), "made_at": now}
    try:
        with transaction.atomic():
            return ApiCall.objects.create(key=key, token=token, **fresh)
    except IntegrityError:
        pass
    found = ApiCall.objects.filter(key=key, token=token).first()
    if found is None or found.made_at < now - KEPT:
        ApiCall.objects.filter(key=key, token=token, made_at__lt=now - KEPT).delete()
        return _begin(key, token, request, now)
    if found.request != request:
        raise UsedOtherwiseError
    if found.status is not None:
        return Answered(found.status, bytes(found.body), found.headers)
    if not (has_died(found.holder) or found.made_at < now - PATIENCE):
        raise StillRunningError
    # Nobody is left to answer it: one of those who ask takes it over.
    if not ApiCall.objects.filter(pk=found.pk, holder=found.holder, made_at=found.made_at).update(**fresh):
        raise StillRunningError
    found.refresh_from_db()
    return found


def _keep(call: ApiCall, answered: Answered) -> None:
    ApiCall.objects.filter(pk=call.pk).update(status=answered.status, body=answered.body, headers=answered.headers)

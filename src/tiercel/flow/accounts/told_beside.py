"""The accounts that one filter alone lets through, where another table's index tells them: none is looked at itself."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from tiercel.flow.accounts.asked import Asked, Between
from tiercel.flow.accounts.matching import OUTCOMES, deals_of, lies_within, targets_of
from tiercel.normal.currencies import decimals
from tiercel.records.models import Account, AccountScore

# Those put away are left out by their own list, as long as that is short.
FEW_PUT_AWAY = 2000


def told_beside(asked: Asked) -> QuerySet[Any] | None:
    """Rows of which each tells by its `account` one that the filters let through, all of them and each once.

    None where more than a score, a target or a deal is asked for, or where many accounts are put away.
    """
    rows = _alone(asked)
    put_away = Account.objects.filter(archived_at__isnull=False).values("pk")
    if rows is None or put_away[FEW_PUT_AWAY : FEW_PUT_AWAY + 1].exists():
        return None
    return rows.exclude(account__in=put_away)


def _alone(asked: Asked) -> QuerySet[Any] | None:
    if asked.tier != 0 and _is_all(asked, tier=None, state=""):
        return targets_of(asked)
    if _is_all(asked, chance=None, value=Between()):
        scale = 10 ** decimals(settings.WORKSPACE.currency)
        likely = lies_within("chance", Between(low=asked.chance))
        return AccountScore.objects.filter(likely & lies_within("value_minor", asked.value, scale))
    if asked.deals in OUTCOMES and _is_all(asked, deals=""):
        return deals_of(asked.deals).filter(account__isnull=False).values("account").distinct()
    return None


def _is_all(asked: Asked, **nothing: Any) -> bool:
    """Whether these are filtered by, and nothing besides."""
    return asked.narrows and not replace(asked, **nothing).narrows

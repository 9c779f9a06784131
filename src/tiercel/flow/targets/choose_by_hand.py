"""Put accounts into a tier by hand, or keep them out: every later proposal respects it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from tiercel.core.errors import DataError
from tiercel.flow import trail
from tiercel.flow.allowed import at_least
from tiercel.flow.sight import all_seen
from tiercel.flow.strategy import documents
from tiercel.flow.targets.target_links import only_writer
from tiercel.normal.text import isolated, tidy
from tiercel.records.models import Account, AccountScore, HandChoice, Target, User
from tiercel.records.models.users import Role
from tiercel.score.tiers import Rule

KEPT_OUT = 0


def pin(accounts: Iterable[int], tier: int, reason: str, by: User | None, now: datetime) -> int:
    """Keep accounts in a tier; they are proposed there at once, and stay accepted where they already were.

    returns  how many choices were new
    raises   DataError for a tier that there is not, or an account that must not be sold to
    """
    known = [entry["tier"] for entry in documents.current("tiers").body["tiers"]]
    if tier not in known:
        raise DataError(
            _("There is no tier {tier}. There are: {known}.").format(tier=tier, known=", ".join(map(str, known)))
        )
    return _choose(accounts, tier, reason, by, now)


def exclude(accounts: Iterable[int], reason: str, by: User | None, now: datetime) -> int:
    """Keep accounts off the list; those that are on it leave it at once. Returns how many choices were new."""
    if not reason.strip():
        raise DataError(_("Keeping an account out needs a reason, for those who wonder later. Give one with --reason."))
    return _choose(accounts, KEPT_OUT, reason, by, now)


def release(accounts: Iterable[int], by: User | None, now: datetime) -> int:
    """Take choices by hand back: the next proposal decides again. Returns how many there were."""
    at_least(Role.MANAGER, by)
    with only_writer():
        choices = HandChoice.objects.filter(account__in=all_seen(accounts, by), ended_at__isnull=True)
        released = list(choices.order_by("account").values_list("account", flat=True))
        trail.note("targets.released", by, subject="accounts", rows=released)
        return choices.update(ended_at=now)


def _choose(accounts: Iterable[int], tier: int, reason: str, by: User | None, now: datetime) -> int:
    at_least(Role.MANAGER, by)
    with only_writer():
        wanted = list(Account.objects.filter(pk__in=all_seen(accounts, by)).order_by("pk"))
        if tier != KEPT_OUT:
            _may_be_sold_to(wanted)
        fresh = [account for account in wanted if _is_new(account, tier)]
        for account in fresh:
            HandChoice.objects.filter(account=account, ended_at__isnull=True).update(ended_at=now)
            HandChoice.objects.create(account=account, tier=tier or None, reason=tidy(reason), by=by, made_at=now)
        for account in wanted:
            _take_effect(account, tier, now)
        done = "targets.pinned" if tier else "targets.excluded"
        trail.note(done, by, subject="accounts", rows=[account.pk for account in fresh], tier=tier or None)
    return len(fresh)


def _is_new(account: Account, tier: int) -> bool:
    now = HandChoice.objects.filter(account=account, ended_at__isnull=True).first()
    return now is None or (now.tier or KEPT_OUT) != tier


def _take_effect(account: Account, tier: int, now: datetime) -> None:
    """End a place that contradicts the choice, and begin one that it asks for."""
    link = Target.objects.filter(account=account, ended_at__isnull=True).first()
    if link is not None and link.tier == tier and link.state != Target.REJECTED:
        return
    if link is not None:
        Target.objects.filter(pk=link.pk).update(ended_at=now)
    if tier == KEPT_OUT:
        return
    version = documents.current("tiers").version
    owner = link.owner_id if link is not None and link.state != Target.REJECTED else account.owner_id
    why = {"rule": str(Rule.CHOSEN), "before": link.tier if link else None, **_numbers(account)}
    Target.objects.create(account=account, tier=tier, owner_id=owner, tiers_version=version, why=why, made_at=now)


def _numbers(account: Account) -> dict[str, Any]:
    """The account's score as the list shows it, where there is one."""
    fields = ("chance", "value_minor", "value_low", "value_high", "value_currency")
    return AccountScore.objects.filter(account=account).values(*fields).first() or {}


def _may_be_sold_to(accounts: list[Account]) -> None:
    never = [account.name for account in accounts if account.do_not_sell]
    if never:
        raise DataError(
            _("Marked do-not-sell, so never a target: {names}. Clear the mark at its source first.").format(
                names=", ".join(isolated(name) for name in never[:5])
            )
        )

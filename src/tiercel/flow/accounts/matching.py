"""Which accounts the filters let through, of those that somebody may see."""

from __future__ import annotations

from decimal import Decimal

from django.conf import settings
from django.db import connection
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.fields import TextField
from django.db.models.functions import Cast

from tiercel.flow.accounts.asked import Asked, Between
from tiercel.flow.accounts.own_attributes import filtered_by_own, kinds_of_own
from tiercel.flow.sight import only_seen
from tiercel.normal.currencies import decimals
from tiercel.normal.text import compared
from tiercel.records.models import Account, Deal, Rate, Target, User
from tiercel.records.models.base import active
from tiercel.records.models.rates import SCALE


def matching(asked: Asked, by: User | None = None, *, walking: bool = False) -> QuerySet[Account]:
    """The accounts that the filters let through, as they are now, and that this user may know of.

    walking   they are many, and are read in another order until a page is full: no filter's own index is of use then
    """
    found = only_seen(Account.objects.filter(archived_at__isnull=not asked.archived), by)
    if asked.text:
        found = found.filter(_called(asked.text, walking))
    if asked.industries:
        found = found.filter(industry__in=asked.industries)
    if asked.countries:
        found = found.filter(country__in=asked.countries)
    found = _by_owner(found, asked.owner)
    found = _by_numbers(found, asked, walking)
    if asked.technology:
        used = Cast("technologies", TextField())
        found = found.annotate(used=used).filter(used__icontains=_in_json(asked.technology))
    if asked.custom:
        values, condition = filtered_by_own(asked.custom, kinds_of_own())
        found = found.annotate(**values).filter(condition)
    return _by_target(_by_deals(found, asked.deals), asked)


def _called(text: str, walking: bool) -> Q:
    """By a part of the name or the beginning of the domain, each found in its own index and nowhere else."""
    folded, domain = compared(text), text.strip().lower()
    if walking:
        called = Q(domain__startswith=domain)
        return Q(name_key__contains=folded) | called if folded else called
    every = Account.objects.all()
    called = Q(pk__in=every.filter(**begins("domain", domain)).values("pk"))
    return Q(pk__in=every.filter(name_key__contains=folded).values("pk")) | called if folded else called


def begins(field: str, text: str) -> dict[str, str]:
    """SQLite finds a beginning in an index only as a range; PostgreSQL has an index of beginnings."""
    if connection.vendor == "postgresql":
        return {f"{field}__startswith": text}
    return {f"{field}__gte": text, f"{field}__lt": text + "\U0010ffff"}


def _by_owner(found: QuerySet[Account], owner: int | None) -> QuerySet[Account]:
    if owner is None:
        return found
    return found.filter(owner_id=owner) if owner else found.filter(owner__isnull=True)


def _by_numbers(found: QuerySet[Account], asked: Asked, walking: bool) -> QuerySet[Account]:
    if asked.chance is not None:
        # The sum keeps SQLite from the index of chances, which half of all accounts would come through.
        likely = F("score__chance") + 0.0 if walking else F("score__chance")
        found = found.annotate(likely=likely).filter(likely__gte=asked.chance)
    found = found.filter(_within("employees", asked.employees))
    if not asked.revenue.is_open:
        found = found.filter(_money_within("revenue", asked.revenue))
    scale = 10 ** decimals(settings.WORKSPACE.currency)
    return found.filter(_within("score__value_minor", asked.value, scale))


def _within(field: str, wanted: Between, scale: float = 1) -> Q:
    condition = Q() if wanted.low is None else Q(**{f"{field}__gte": wanted.low * scale})
    return condition if wanted.high is None else condition & Q(**{f"{field}__lte": wanted.high * scale})


def _money_within(field: str, wanted: Between) -> Q:
    """Amounts of any currency of which a rate is known, compared in the workspace's own by the newest rate."""
    own = settings.WORKSPACE.currency
    condition = Q(**{f"{field}_currency": own}) & _within(f"{field}_minor", wanted, 10 ** decimals(own))
    newest: dict[str, int] = dict(Rate.objects.order_by("day").values_list("currency", "scaled"))
    for currency, scaled in newest.items():
        if scaled and currency != own:
            scale = float(Decimal(SCALE) / scaled * 10 ** decimals(currency))
            condition |= Q(**{f"{field}_currency": currency}) & _within(f"{field}_minor", wanted, scale)
    return condition


def _in_json(text: str) -> str:
    """A text as the database keeps it within JSON: SQLite as Python wrote it, PostgreSQL readable."""
    import json

    return text.strip() if connection.vendor == "postgresql" else json.dumps(text.strip())[1:-1]


def _by_deals(found: QuerySet[Account], wanted: str) -> QuerySet[Account]:
    if not wanted:
        return found
    deals = Deal.objects.filter(account=OuterRef("pk"), archived_at__isnull=True)
    if wanted in ("won", "open"):
        return found.filter(Exists(deals.filter(outcome=wanted)))
    return found.filter(Exists(deals)) if wanted == "any" else found.filter(~Exists(deals))


def _by_target(found: QuerySet[Account], asked: Asked) -> QuerySet[Account]:
    targets = Target.objects.filter(active())
    if asked.tier == 0:
        return found.exclude(pk__in=targets.values("account"))
    if asked.tier:
        targets = targets.filter(tier=asked.tier)
    if asked.state:
        targets = targets.filter(state=asked.state)
    return found.filter(pk__in=targets.values("account")) if asked.tier or asked.state else found

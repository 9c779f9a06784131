"""Which accounts the filters let through, of those that somebody may see."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import BooleanField, Case, Exists, F, Func, Lookup, OuterRef, Q, QuerySet, Value, When
from django.db.models.fields import TextField
from django.db.models.functions import Cast, Collate, Lower, StrIndex
from django.db.models.lookups import GreaterThan, IContains

from tiercel.flow.accounts.asked import FAMILY, Asked, Between
from tiercel.flow.accounts.own_attributes import filtered_by_own, kinds_of_own
from tiercel.flow.hierarchy.closure import heads
from tiercel.flow.sight import only_seen
from tiercel.normal.currencies import decimals
from tiercel.normal.text import compared
from tiercel.records.models import Account, Deal, Rate, Target, User
from tiercel.records.models.base import active
from tiercel.records.models.rates import SCALE

# By these outcomes of their deals accounts are filtered.
OUTCOMES = ("won", "open")


def matching(asked: Asked, by: User | None = None, *, walking: bool = False) -> QuerySet[Account]:
    """The accounts that the filters let through, as they are now, and that this user may know of.

    walking   they are many, and are read in another order until a page is full: no filter's own index is of use then
    """
    return only_seen(heads_alone(filtered(asked, walking=walking), asked, by), by, walking=walking)


def heads_alone(found: QuerySet[Account], asked: Asked, by: User | None) -> QuerySet[Account]:
    """Where families are read as one, those of these accounts that belong to none that this user may know of."""
    if asked.of != FAMILY:
        return found
    return found.exclude(Exists(heads(by).filter(account=OuterRef("pk"))))


def filtered(asked: Asked, *, walking: bool = False) -> QuerySet[Account]:
    """The accounts that the filters let through, whoever may know of them."""
    found = Account.objects.filter(archived_at__isnull=not asked.archived)
    if asked.text:
        found = found.filter(_called(asked.text))
    if asked.industries:
        found = _filtered(found, "industry", walking, within=asked.industries)
    if asked.countries:
        found = _filtered(found, "country", walking, within=asked.countries)
    found = _by_owner(found, asked.owner, walking)
    found = _by_numbers(found, asked, walking)
    if asked.technology:
        found = _using(found, asked.technology, walking)
    if asked.custom:
        values, condition = filtered_by_own(asked.custom, kinds_of_own())
        expressions = {name: Walked(value) if walking else value for name, value in values.items()}
        found = found.annotate(**expressions).filter(condition)
    return _by_target(_by_deals(found, asked.deals, walking), asked)


def _called(text: str) -> Q:
    """By a part of the name or the beginning of the domain, each found in its own index and nowhere else."""
    folded, domain = compared(text), text.strip().lower()
    called = Q(pk__in=Account.objects.filter(**begins("domain", domain)).values("pk"))
    return holds("name_key", folded) | called if folded else called


def holds(field: str, text: str) -> Q:
    """A field that holds this text as it is: to look for its place is quicker than LIKE, most of all beyond ASCII.

    PostgreSQL also takes so few rows to be LIKE a text that it calls others to help, who cost more than they do.
    """
    return Q(GreaterThan(StrIndex(field, Value(text)), Value(0)))


def begins(field: str, text: str) -> dict[str, str]:
    """SQLite finds a beginning in an index only as a range; PostgreSQL has an index of beginnings."""
    if connection.vendor == "postgresql":
        return {f"{field}__startswith": text}
    return {f"{field}__gte": text, f"{field}__lt": text + "\U0010ffff"}


class Walked(Func):
    """A value that SQLite's planner shall not look up in an index: the rows come in another order already."""

    template = "%(expressions)s"

    def as_sqlite(self, compiler: Any, connection: Any, **more: Any) -> tuple[str, Any]:
        return super().as_sql(compiler, connection, template="+%(expressions)s", **more)


def _using(found: QuerySet[Account], technology: str, walking: bool) -> QuerySet[Account]:
    """By a part of the name of a product. PostgreSQL takes them for very few, which a CASE keeps it from."""
    kept = Cast("technologies", TextField())
    written = Q(*(_written(kept, text) for text in _in_json(technology)), _connector=Q.OR)
    if not walking:
        return found.filter(written)
    uses = Case(When(written, then=Value(True)), output_field=BooleanField())
    return found.annotate(uses=uses).filter(uses=True)


def _filtered(found: QuerySet[Account], field: str, walking: bool, *, within: tuple[str, ...]) -> QuerySet[Account]:
    found, name = _named(found, field, walking)
    return found.filter(**{f"{name}__in": within})


def _named(found: QuerySet[Account], field: str, walking: bool) -> tuple[QuerySet[Account], str]:
    """The rows, and by which name a condition asks for a field of theirs."""
    if not walking:
        return found, field
    name = f"walked_{field.replace('__', '_')}"
    return found.annotate(**{name: Walked(F(field))}), name


def _by_owner(found: QuerySet[Account], owner: int | None, walking: bool) -> QuerySet[Account]:
    if owner is None:
        return found
    found, name = _named(found, "owner_id", walking)
    return found.filter(**{name: owner}) if owner else found.filter(**{f"{name}__isnull": True})


def _by_numbers(found: QuerySet[Account], asked: Asked, walking: bool) -> QuerySet[Account]:
    scale = 10 ** decimals(settings.WORKSPACE.currency)
    ranges = (
        ("score__chance", Between(low=asked.chance), 1),
        ("employees", asked.employees, 1),
        ("score__value_minor", asked.value, scale),
    )
    for field, wanted, by in ranges:
        if not wanted.is_open:
            found, name = _named(found, field, walking)
            found = found.filter(lies_within(name, wanted, by))
    if not asked.revenue.is_open:
        found, name = _named(found, "revenue_minor", walking)
        found, currency = _named(found, "revenue_currency", walking)
        found = found.filter(money_within(currency, name, asked.revenue))
    return found


def lies_within(field: str, wanted: Between, scale: float = 1) -> Q:
    condition = Q() if wanted.low is None else Q(**{f"{field}__gte": wanted.low * scale})
    return condition if wanted.high is None else condition & Q(**{f"{field}__lte": wanted.high * scale})


def money_within(currency_field: str, minor_field: str, wanted: Between) -> Q:
    """Amounts of any currency of which a rate is known, compared in the workspace's own by the newest rate."""
    own = settings.WORKSPACE.currency
    condition = Q(**{currency_field: own}) & lies_within(minor_field, wanted, 10 ** decimals(own))
    newest: dict[str, int] = dict(Rate.objects.order_by("day").values_list("currency", "scaled"))
    for currency, scaled in newest.items():
        if scaled and currency != own:
            scale = float(Decimal(SCALE) / scaled * 10 ** decimals(currency))
            condition |= Q(**{currency_field: currency}) & lies_within(minor_field, wanted, scale)
    return condition


def _written(field: Cast, text: str) -> Lookup[Any]:
    """That a text stands in a field, in capitals or not.

    PostgreSQL knows the capitals of every language, which takes it twice as long as to know those of A to Z.
    """
    if connection.vendor != "postgresql" or not text.isascii():
        return IContains(field, text)
    return GreaterThan(StrIndex(Lower(Collate(field, "C")), Value(text.lower())), Value(0))


def _in_json(text: str) -> list[str]:
    """A text as the database keeps it within JSON: PostgreSQL readable, SQLite as Python or as DuckDB wrote it."""
    import json

    text = text.strip()
    ways = (False,) if connection.vendor == "postgresql" else (False, True)
    return list(dict.fromkeys(json.dumps(text, ensure_ascii=is_plain)[1:-1] for is_plain in ways))


def _by_deals(found: QuerySet[Account], wanted: str, walking: bool) -> QuerySet[Account]:
    if not wanted:
        return found
    if wanted in OUTCOMES and not walking:
        # Their accounts, as an index has them one after the other; else it would be asked of every account.
        return found.filter(pk__in=deals_of(wanted).filter(account__isnull=False).values("account"))
    there = Exists(deals_of(wanted).filter(account=OuterRef("pk")))
    return found.filter(~there if wanted == "none" else there)


def deals_of(wanted: str) -> QuerySet[Deal]:
    """The deals of this outcome; all there are for another word."""
    deals = Deal.objects.filter(archived_at__isnull=True)
    return deals.filter(outcome=wanted) if wanted in OUTCOMES else deals


def _by_target(found: QuerySet[Account], asked: Asked) -> QuerySet[Account]:
    if asked.tier == 0:
        # PostgreSQL would reckon the making of a list of all targets anew for each row, and read all rows at once.
        return found.filter(~Exists(Target.objects.filter(active(), account=OuterRef("pk"))))
    targets = targets_of(asked)
    return found if targets is None else found.filter(pk__in=targets.values("account"))


def targets_of(asked: Asked) -> QuerySet[Target] | None:
    """The targets of a tier, or in a state of the sign-off; None where neither is asked for."""
    if not asked.tier and not asked.state:
        return None
    targets = Target.objects.filter(active())
    targets = targets.filter(tier=asked.tier) if asked.tier else targets
    return targets.filter(state=asked.state) if asked.state else targets

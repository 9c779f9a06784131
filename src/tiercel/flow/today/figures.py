"""The numbers of Today. Each is the count of rows, and the same definition gives the rows when somebody opens it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from tiercel.core.clock import utc_now
from tiercel.flow.accounts.paging import among
from tiercel.flow.keep_users import may
from tiercel.flow.sight import only_seen, only_seen_contacts, only_seen_deals, only_seen_targets, seen_keys, sees_all
from tiercel.flow.targets.waiting_targets import waiting
from tiercel.flow.today.held import held
from tiercel.records.models import Account, AccountScore, Contact, Deal, Job, StageChange, Target, User, WaitingRow
from tiercel.records.models.base import active
from tiercel.records.models.users import Role

SILENT_DAYS = 30
NEW_DAYS = 30
FAILED_DAYS = 7
BEST_SHARE = 0.1

Rows = Callable[[User, date], QuerySet[Any]]


@dataclass(frozen=True)
class Figure:
    """One number and the rows behind it.

    table   whose rows they are
    order   the field that they are listed by, with "-" for the largest first
    least   the least role that is shown it
    count   how many there are, where that is known more quickly than by counting the rows
    """

    name: str
    table: str
    rows: Rows
    order: str = "pk"
    least: str = Role.READER
    count: Callable[[User], int | None] | None = None

    def number(self, by: User, today: date) -> int:
        quick = self.count(by) if self.count else None
        return self.rows(by, today).count() if quick is None else quick


def waiting_targets(by: User, _today: date) -> QuerySet[Target]:
    return waiting(by)


def silent_deals(by: User, today: date) -> QuerySet[Deal]:
    """Open deals whose closing day has passed, or of which nothing was heard for SILENT_DAYS.

    Of a user who stands for somebody of the team: their deals, and those with their accounts.
    """
    since = utc_now() - timedelta(days=SILENT_DAYS)
    moved = StageChange.objects.filter(deal=OuterRef("pk"), changed_at__gte=since, archived_at=None)
    passed = Q(closed_on__lt=today)
    quiet = (Q(created_on__lt=since.date()) | Q(created_on__isnull=True)) & ~Exists(moved)
    deals = Deal.objects.filter(archived_at__isnull=True, outcome="open").filter(passed | quiet)
    if by.person_id is None:
        return only_seen_deals(deals, by)
    # What is theirs they may see. Joined, because "or" would have every deal looked at; the indexes of owners and of
    # accounts hold these keys. They are found first: within one question PostgreSQL asks of every open deal whether it
    # is silent.
    theirs = Deal.objects.filter(archived_at__isnull=True, outcome="open")
    with_own = theirs.filter(account__in=Account.objects.filter(owner=by.person_id).values("pk"))
    keys = theirs.filter(owner=by.person_id).values_list("pk").union(with_own.values_list("pk"))
    return deals.filter(among([key for (key,) in keys]))


def unowned_fits(by: User, _today: date) -> QuerySet[Account]:
    """New accounts that nobody owns, among the best tenth by their chance, in the countries where this user sells."""
    return only_seen(_unowned_fits(by), by)


def _unowned_count(by: User) -> int:
    return seen_keys(_unowned_fits(by), by).count()


def _unowned_fits(by: User) -> QuerySet[Account]:
    threshold = best_chance()
    since = utc_now() - timedelta(days=NEW_DAYS)
    found = Account.objects.filter(archived_at__isnull=True, owner__isnull=True, received_at__gte=since)
    if threshold is None:
        return found.none()
    # The sum keeps SQLite from the index of chances, which a tenth of all accounts would come through.
    found = found.annotate(likely=F("score__chance") + 0.0).filter(likely__gte=threshold)
    countries = territory(by)
    return found.filter(country__in=countries) if countries else found


def best_chance() -> float | None:
    """The chance from which an account is among the best tenth; None where nothing is scored, or all have the same."""
    chances = AccountScore.objects.order_by("-chance").values_list("chance", flat=True)
    count = chances.count()
    if not count:
        return None
    best = chances[max(int(count * BEST_SHARE) - 1, 0)]
    return best if count == 1 or best > chances.reverse()[0] else None


def territory(by: User) -> tuple[str, ...]:
    """The countries of the accounts that a user's person owns: where they sell; () for everywhere."""
    if by.person_id is None:
        return ()
    owned = Account.objects.filter(owner=by.person_id, archived_at__isnull=True).exclude(country="")
    return tuple(owned.order_by("country").values_list("country", flat=True).distinct())


def broken_jobs(_by: User, _today: date) -> QuerySet[Job]:
    """Jobs that failed within FAILED_DAYS and were not followed by one of their kind that was done."""
    later = Job.objects.filter(kind=OuterRef("kind"), state=Job.DONE, made_at__gt=OuterRef("made_at"))
    since = utc_now() - timedelta(days=FAILED_DAYS)
    return Job.objects.filter(state=Job.FAILED, made_at__gte=since).exclude(Exists(later))


def running_jobs(_by: User, _today: date) -> QuerySet[Job]:
    return Job.objects.filter(state__in=(Job.QUEUED, Job.RUNNING))


def waiting_rows(_by: User, _today: date) -> QuerySet[WaitingRow]:
    return WaitingRow.objects.all()


def accounts(by: User, _today: date) -> QuerySet[Account]:
    return only_seen(Account.objects.filter(archived_at__isnull=True), by)


def contacts(by: User, _today: date) -> QuerySet[Contact]:
    return only_seen_contacts(Contact.objects.filter(archived_at__isnull=True), by)


def _deals(outcome: str) -> Rows:
    def rows(by: User, _today: date) -> QuerySet[Deal]:
        return only_seen_deals(Deal.objects.filter(archived_at__isnull=True, outcome=outcome), by)

    return rows


def scored(by: User, _today: date) -> QuerySet[Account]:
    return only_seen(Account.objects.filter(archived_at__isnull=True, score__isnull=False), by)


def _scored_count(by: User) -> int | None:
    """All scores but those of accounts that were put away, or those that a user sees who does not see all."""
    if not sees_all(by):
        return seen_keys(Account.objects.filter(archived_at__isnull=True, score__isnull=False), by).count()
    # By their keys: joined, SQLite would look at the account of every score.
    put_away = Account.objects.filter(archived_at__isnull=False).values("pk")
    return AccountScore.objects.count() - AccountScore.objects.filter(account__in=put_away).count()


def targets(by: User, _today: date) -> QuerySet[Target]:
    return only_seen_targets(Target.objects.filter(active(), state=Target.ACCEPTED), by)


TO_DO = (
    Figure("waiting_targets", "targets", waiting_targets, "tier", Role.MEMBER),
    Figure("silent_deals", "deals", silent_deals),
    Figure("unowned_fits", "accounts", unowned_fits, "-score__chance", Role.MEMBER, _unowned_count),
    Figure("broken_jobs", "jobs", broken_jobs, "-pk", Role.MANAGER),
    Figure("running_jobs", "jobs", running_jobs, "-pk", Role.MANAGER),
    Figure("waiting_rows", "waiting_rows", waiting_rows, "pk", Role.MANAGER),
)
HELD = (
    Figure("accounts", "accounts", accounts, count=partial(held, Account)),
    Figure("contacts", "contacts", contacts, count=partial(held, Contact)),
    Figure("scored", "accounts", scored, "-score__chance", count=_scored_count),
    Figure("targets", "targets", targets, "tier"),
    Figure("deals_won", "deals", _deals("won"), "-pk"),
    Figure("deals_lost", "deals", _deals("lost"), "-pk"),
    Figure("deals_open", "deals", _deals("open"), "-pk"),
)


def _tier(number: int) -> Rows:
    def rows(by: User, _today: date) -> QuerySet[Target]:
        return only_seen_targets(Target.objects.filter(active(), tier=number).exclude(state=Target.REJECTED), by)

    return rows


TIERS = tuple(Figure(f"tier_{number}", "targets", _tier(number), "account__name_key") for number in (1, 2, 3))
FIGURES = {figure.name: figure for figure in (*TO_DO, *HELD, *TIERS)}


def figures_of(by: User, figures: tuple[Figure, ...]) -> list[Figure]:
    """Those that a user of this role is shown."""
    return [figure for figure in figures if may(by, figure.least)]

"""What to do today, for one person: numbers that ask for something, what has grown old, what the workspace holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from tiercel.core.clock import utc_now
from tiercel.flow.see_home import Home, see_home
from tiercel.flow.see_jobs import JobRow, in_hand
from tiercel.flow.today.figures import HELD, TO_DO, Figure, figures_of, territory
from tiercel.records.models import DocumentVersion, Job, Origin, User

# Audience and account data are to be refreshed every two weeks; a profile is looked at again each quarter.
DATA_DAYS, PROFILE_DAYS = 14, 90


@dataclass(frozen=True)
class Card:
    """A number; `figure` names the rows behind it."""

    figure: str
    table: str
    count: int


@dataclass(frozen=True)
class Old:
    """Something that has grown old: the data or the profile, since when, and after how many days it counts as old."""

    what: str
    since: datetime
    after_days: int


@dataclass(frozen=True)
class Today:
    """What one person sees.

    home      the way to a signed-off list; it is shown until the list is there
    to_do     numbers that ask for something, those of nothing left out
    held      what the workspace holds, as far as this user may see it
    countries where this user sells; () for everywhere
    job       work that goes on now
    """

    home: Home
    to_do: tuple[Card, ...]
    held: tuple[Card, ...]
    old: tuple[Old, ...]
    countries: tuple[str, ...]
    job: JobRow | None

    @property
    def is_new(self) -> bool:
        return self.home.steps["propose"] != "done"

    @property
    def is_under_way(self) -> bool:
        """Whether the way to a signed-off list is still being walked."""
        return "now" in self.home.steps.values()


def see_today(by: User) -> Today:
    today = timezone.localdate()
    home = see_home(by)
    return Today(
        home=home,
        to_do=tuple(card for card in _cards(by, TO_DO, today) if card.count),
        held=_cards(by, HELD, today, _counted(home)),
        old=_old(utc_now()),
        countries=territory(by),
        job=in_hand(),
    )


def _cards(
    by: User, figures: tuple[Figure, ...], today: date, counted: dict[str, int] | None = None
) -> tuple[Card, ...]:
    """The numbers; those that are counted already are not counted again."""
    known = counted or {}
    return tuple(
        Card(each.name, each.table, known[each.name] if each.name in known else each.number(by, today))
        for each in figures_of(by, figures)
    )


def _counted(home: Home) -> dict[str, int]:
    return {
        "accounts": home.accounts,
        "contacts": home.contacts,
        "deals_won": home.won,
        "deals_lost": home.lost,
        "deals_open": home.deals - home.won - home.lost,
        "targets": home.accepted,
    }


def _old(now: datetime) -> tuple[Old, ...]:
    came = Origin.objects.filter(job__state=Job.DONE).order_by("-made_at").values_list("made_at", flat=True).first()
    learnt = DocumentVersion.objects.filter(kind="icp").order_by("-version").values_list("made_at", flat=True).first()
    told = ("data", came, DATA_DAYS), ("profile", learnt, PROFILE_DAYS)
    return tuple(Old(what, at, days) for what, at, days in told if at and at < now - timedelta(days=days))

"""An account's history in one line of time: its record, its tiers, decisions, deals and their stages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from tiercel.flow.accounts.account_page import AccountPage, DealRow, Event
from tiercel.flow.accounts.see_observations import TriggerRow, triggers_of
from tiercel.flow.read_tables import end_of
from tiercel.flow.touches.see_touches import touches_of_account
from tiercel.flow.touches.touch import TouchRow
from tiercel.records.models import StageChange, User

MOST, FIRST = 200, 25
# What a filter of the page calls each kind of event.
GROUPS = {
    "received": "record",
    "changed": "record",
    "tier": "tiers",
    "by_hand": "tiers",
    "decided": "tiers",
    "opened": "deals",
    "won": "deals",
    "lost": "deals",
    "stage": "stages",
    "touch": "touches",
    "trigger": "triggers",
}
KINDS = ("touches", "triggers", "tiers", "deals", "stages", "record")


@dataclass(frozen=True)
class Moment:
    """Something that happened; `event` of the record, or `deal`, with the `stage` that it entered, or a
    `touch`, or a `trigger`.

    kind     of GROUPS
    has_time whether the hour is known; days alone stand at their end, so that what a day brought comes above it
    """

    kind: str
    at: datetime
    has_time: bool
    event: Event | None = None
    deal: DealRow | None = None
    stage: str = ""
    touch: TouchRow | None = None
    trigger: TriggerRow | None = None

    @property
    def day(self) -> date:
        """The day, where it alone is known: it is the same in every zone."""
        return self.at.date()

    @property
    def group(self) -> str:
        return GROUPS[self.kind]


@dataclass(frozen=True)
class Timeline:
    """The newest moments; `counts` by group of all that happened, `more` where there are older ones to show."""

    moments: tuple[Moment, ...]
    counts: dict[str, int]
    group: str
    more: bool


def see_timeline(page: AccountPage, group: str = "", *, whole: bool = False, by: User | None = None) -> Timeline:
    """What happened last with an account that `by` may see, or what of it a group holds; `whole`: all of it."""
    every = [Moment(event.kind, event.at, True, event=event) for event in page.history]
    for deal in page.deals:
        every += _of_deal(deal, page.as_of)
    every += _stages(page)
    every += [Moment("trigger", _end_of(each.on), False, trigger=each) for each in triggers_of(page.id, page.as_of)]
    known_by = end_of(page.as_of) if page.as_of else None
    touches = touches_of_account(page.id, known_by, by=by)
    every += [Moment("touch", touch.at, True, touch=touch) for touch in touches]
    every.sort(key=lambda moment: moment.at, reverse=True)
    counts = {name: sum(moment.group == name for moment in every) for name in KINDS}
    group = group if group in KINDS else ""
    shown = [moment for moment in every if not group or moment.group == group]
    most = MOST if whole else FIRST
    return Timeline(tuple(shown[:most]), counts, group, len(shown) > most and not whole)


def _of_deal(deal: DealRow, as_of: date | None) -> list[Moment]:
    found = []
    if deal.created_on:
        found.append(Moment("opened", _end_of(deal.created_on), False, deal=deal))
    if deal.outcome in ("won", "lost") and deal.closed_on and not (as_of and deal.closed_on > as_of):
        found.append(Moment(deal.outcome, _end_of(deal.closed_on), False, deal=deal))
    return found


def _stages(page: AccountPage) -> list[Moment]:
    deals = {deal.id: deal for deal in page.deals}
    changes = StageChange.objects.filter(deal__in=list(deals), archived_at__isnull=True)
    if page.as_of:
        changes = changes.filter(received_at__lt=end_of(page.as_of), changed_at__lt=end_of(page.as_of))
    found = changes.order_by("-changed_at", "-pk").values_list("deal", "stage", "changed_at")
    return [Moment("stage", at, True, deal=deals[deal], stage=stage) for deal, stage, at in found[: MOST + 1]]


def _end_of(day: date) -> datetime:
    return datetime.combine(day, time.max, tzinfo=UTC)

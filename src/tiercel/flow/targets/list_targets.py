"""The list of targets as people read, filter and export it: each account with its tier, its person and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from decimal import Decimal
from functools import partial
from pathlib import Path

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from tiercel.core.errors import DataError
from tiercel.core.nearest import nearest
from tiercel.flow.sight import only_seen_targets
from tiercel.flow.strategy import documents
from tiercel.normal.money import in_units
from tiercel.normal.text import compared
from tiercel.records.models import Person, SignOff, Target, User
from tiercel.score.tiers import Rule

STATES = (Target.PROPOSED, Target.ACCEPTED, Target.REJECTED)
ROWS_AT_A_TIME = 500


@dataclass(frozen=True)
class Asked:
    """What a list of targets is asked for; what is empty does not matter.

    tier    its number
    state   proposed, accepted or rejected
    owner   the name or mail address of who works on it
    """

    tier: int | None = None
    state: str = ""
    owner: str = ""


@dataclass(frozen=True)
class TargetRow:
    """One account of the list, best first within its tier.

    tier_name       as the tiers document calls it
    since           when it entered the tier
    expected_value  in units of `currency`, as it was when it entered
    chance          to win, a share, as it was when it entered
    rule            what put it there: a word of score.tiers.Rule; `why` says it to people
    reason, note    of the sign-off, with who gave it
    """

    account: int
    name: str
    domain: str
    industry: str
    country: str
    tier: int
    tier_name: str
    state: str
    owner: str
    since: datetime
    expected_value: Decimal | None
    currency: str
    chance: float | None
    place: int | None
    rule: str
    why: str
    reason: str
    note: str
    signed_by: str


def list_targets(asked: Asked, by: User | None = None) -> Iterator[TargetRow]:
    """Rows one after the other, tier by tier, of what `by` may see; None is the command line.

    raises   DataError for a state or person that there is not
    """
    found = only_seen_targets(_matching(asked), by).select_related("account", "owner").order_by("tier", "pk")
    last = 0, 0
    while page := list(found.filter(_after(last))[:ROWS_AT_A_TIME]):
        last = page[-1].tier, page[-1].pk
        yield from rows_of(page)


def rows_of(targets: list[Target]) -> list[TargetRow]:
    """Links as people read them; their accounts and owners are best read along."""
    names = {entry["tier"]: entry["name"] for entry in documents.current("tiers").body["tiers"]}
    signed = _sign_offs(targets)
    return [_row(target, names.get(target.tier, ""), signed.get(target.pk)) for target in targets]


def export_targets(asked: Asked, path: Path) -> int:
    """Write the list to a CSV or XLSX file, by the file's ending; returns how many rows.

    raises   DataError for another ending, or a place that cannot be written
    """
    rows = _Counted([getattr(row, name) for name in COLUMNS] for row in list_targets(asked))
    try:
        _write(path, rows)
    except OSError as error:
        raise DataError(_("{path} cannot be written: {error}").format(path=path, error=error.strerror)) from None
    return rows.count


def _write(path: Path, rows: Iterable[Sequence[object]]) -> None:
    from tiercel.flow.export_rows import to_csv, to_xlsx

    forms = {
        ".xlsx": partial(to_xlsx, title="Targets"),
        ".csv": partial(to_csv, for_excel=True),
    }
    made = forms.get(path.suffix.casefold())
    if made is None:
        raise DataError(_("'{name}' ends neither in .csv nor in .xlsx. Name it so.").format(name=path.name))
    with path.open("wb") as file:
        file.writelines(made(COLUMNS, rows))


COLUMNS: Sequence[str] = tuple(field.name for field in fields(TargetRow))


class _Counted:
    """Rows that are counted as they pass."""

    def __init__(self, rows: Iterable[Sequence[object]]) -> None:
        self.count = 0
        self._rows = rows

    def __iter__(self) -> Iterator[Sequence[object]]:
        for row in self._rows:
            self.count += 1
            yield row


def said_of(rule: str) -> str:
    """What a rule means, for people; the name of an exclusion stands for itself."""
    known = {
        Rule.CHOSEN: _("chosen by hand"),
        Rule.STAYS: _("not there for long enough to leave"),
        Rule.HOLDS: _("nobody is clearly better"),
        Rule.EARNED: _("among the best"),
        Rule.BEATEN: _("others are better in the tier above"),
        Rule.KEPT_OUT: _("kept out by hand"),
        Rule.DO_NOT_SELL: _("do not sell"),
        Rule.REJECTED: _("rejected not long ago"),
        Rule.NOT_SCORED: _("not scored"),
        Rule.NO_RANKING: _("nothing to rank by"),
        Rule.BELOW_MINIMUM: _("below the minimum fit"),
        Rule.NO_ROOM: _("others are better"),
        "gone": _("archived or merged"),
    }
    return known.get(rule, _("kept out: {exclusion}").format(exclusion=_(rule)))


def _matching(asked: Asked) -> QuerySet[Target]:
    found = Target.objects.filter(ended_at__isnull=True)
    if asked.state:
        if asked.state not in STATES:
            raise DataError(
                _("There is no state '{state}'. There are: {states}.").format(
                    state=asked.state, states=", ".join(STATES)
                )
                + nearest(asked.state, STATES)
            )
        found = found.filter(state=asked.state)
    if asked.tier is not None:
        found = found.filter(tier=asked.tier)
    return found.filter(owner__in=people_called(asked.owner)) if asked.owner else found


def people_called(name: str) -> list[int]:
    """Keys of the people of this name or mail address; raises DataError with the nearest name where there is none."""
    people = list(Person.objects.values_list("pk", "name", "email"))
    found = [key for key, *words in people if compared(name) in map(compared, words)]
    if not found:
        said = _("Nobody of the team is called '{name}'.").format(name=name)
        raise DataError(said + nearest(name, [person[1] for person in people]))
    return found


def _after(last: tuple[int, int]) -> Q:
    tier, key = last
    return Q(tier__gt=tier) | Q(tier=tier, pk__gt=key)


def _sign_offs(page: list[Target]) -> dict[int, SignOff]:
    rows = SignOff.objects.filter(target__in=page, ended_at__isnull=True).select_related("by")
    return {row.target_id: row for row in rows}


def _row(target: Target, tier_name: str, signed: SignOff | None) -> TargetRow:
    why = target.why
    minor, currency = why.get("value_minor"), why.get("value_currency") or ""
    return TargetRow(
        account=target.account_id,
        name=target.account.name,
        domain=target.account.domain,
        industry=target.account.industry,
        country=target.account.country,
        tier=target.tier,
        tier_name=tier_name,
        state=target.state,
        owner=str(target.owner or ""),
        since=target.made_at,
        expected_value=in_units(minor, currency) if minor is not None and currency else None,
        currency=currency,
        chance=why.get("chance"),
        place=why.get("place"),
        rule=why.get("rule", ""),
        why=said_of(why["rule"]) if why.get("rule") else "",
        reason=signed.reason if signed else "",
        note=signed.note if signed else "",
        signed_by=_who(signed),
    )


def _who(signed: SignOff | None) -> str:
    if signed is None:
        return ""
    return signed.by.username if signed.by else _("command line")

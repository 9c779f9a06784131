"""Sign-off: sellers accept or reject proposed accounts, and may take it back; before it nothing is a target."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from tiercel.core.errors import DataError
from tiercel.core.nearest import nearest
from tiercel.flow import trail
from tiercel.flow.allowed import at_least
from tiercel.flow.sight import all_seen
from tiercel.flow.strategy import documents
from tiercel.flow.targets.target_links import names_of, only_writer
from tiercel.normal.text import compared, isolated, tidy
from tiercel.records.models import SignOff, Target, User
from tiercel.records.models.users import Role

ACCEPTED, REJECTED = Target.ACCEPTED, Target.REJECTED
AT_A_TIME = 500
MOST_NAMED = 5


@dataclass(frozen=True)
class Signed:
    """What came of it, as accounts.

    signed         now accepted, rejected, or taken back
    already        were so before: submitted twice, nothing happens the second time
    not_proposed   are in no tier (any more), and so cannot be signed off
    """

    signed: tuple[int, ...]
    already: tuple[int, ...]
    not_proposed: tuple[int, ...]


@dataclass(frozen=True)
class Choices:
    """The reasons that the tiers document offers."""

    accept: tuple[str, ...]
    reject: tuple[str, ...]


def choices() -> Choices:
    said = documents.current("tiers").body["sign_off"]
    return Choices(tuple(said["accept_reasons"]), tuple(entry["reason"] for entry in said["reject_reasons"]))


def sign_off(  # noqa: PLR0917
    accounts: Iterable[int], decision: str, reason: str, note: str, by: User | None, now: datetime
) -> Signed:
    """Accept or reject accounts that are proposed, all of them in one transaction.

    Another decision than the one before takes its place, and the earlier one ends.

    decision  accepted or rejected
    reason    one that the tiers document offers; a rejection needs one
    by        None: the command line
    raises    DataError for an unknown decision or reason, or when none of the accounts is proposed;
              AccessError for less than a member, and where somebody does not see one of the accounts
    """
    at_least(Role.MEMBER, by)
    if decision not in (ACCEPTED, REJECTED):
        raise DataError(_("'{decision}' is not a decision: accepted or rejected.").format(decision=decision))
    said, note = _known_reason(decision, reason), tidy(note)
    with only_writer():
        wanted = all_seen(accounts, by)
        found = _active(wanted)
        before = _reasons_of(found) if said or note else {}
        fresh = [
            target for target in found if target.state != decision or before.get(target.pk, ("", "")) != (said, note)
        ]
        _end_sign_offs(fresh, now)
        SignOff.objects.bulk_create(
            [_signed(target, decision, said, note, by, now) for target in fresh], batch_size=AT_A_TIME
        )
        _set_state(fresh, decision)
        trail.note(f"targets.{decision}", by, subject="accounts", rows=_keys(fresh), reason=said)
    return _checked(_result(wanted, found, fresh))


def undo(accounts: Iterable[int], by: User | None, now: datetime) -> Signed:
    """Take the sign-off of accounts back: it ends, and they are proposed again as before."""
    at_least(Role.MEMBER, by)
    with only_writer():
        wanted = all_seen(accounts, by)
        found = _active(wanted)
        decided = [target for target in found if target.state != Target.PROPOSED]
        _end_sign_offs(decided, now)
        _set_state(decided, Target.PROPOSED)
        trail.note("targets.taken_back", by, subject="accounts", rows=_keys(decided))
    return _checked(_result(wanted, found, decided))


def undo_act(made_at: datetime, by: User, now: datetime) -> Signed:
    """Take back all that this user decided at one moment, and nothing that was decided since."""
    accounts = SignOff.objects.filter(by=by, made_at=made_at, ended_at__isnull=True).values_list("account", flat=True)
    return undo(list(accounts), by, now)


def proposed(tier: int | None = None) -> list[int]:
    """Accounts that wait for a sign-off, of one tier or of all."""
    waiting = Target.objects.filter(ended_at__isnull=True, state=Target.PROPOSED)
    waiting = waiting if tier is None else waiting.filter(tier=tier)
    return list(waiting.order_by("tier", "account").values_list("account", flat=True))


def _known_reason(decision: str, reason: str) -> str:
    """The reason as the document writes it."""
    offered = choices().accept if decision == ACCEPTED else choices().reject
    if not reason.strip():
        if decision == ACCEPTED:
            return ""
        raise DataError(_("A rejection needs a reason. One of: {offered}.").format(offered=", ".join(offered)))
    by_word = {compared(word): word for word in offered}
    found = by_word.get(compared(reason))
    if found is None:
        said = _("'{reason}' is not among the reasons.").format(reason=reason)
        more = _("One of: {offered}. Others go into the tiers document, or into the note.").format(
            offered=", ".join(offered)
        )
        raise DataError(f"{said}{nearest(reason, offered)} {more}")
    return found


def _active(accounts: Sequence[int]) -> list[Target]:
    found: list[Target] = []
    for start in range(0, len(accounts), AT_A_TIME):
        some = accounts[start : start + AT_A_TIME]
        found += Target.objects.filter(account__in=some, ended_at__isnull=True).order_by("account")
    return found


def _reasons_of(targets: Sequence[Target]) -> dict[int, tuple[str, str]]:
    """The reason and note that stand now, by link."""
    found: dict[int, tuple[str, str]] = {}
    for start in range(0, len(targets), AT_A_TIME):
        rows = SignOff.objects.filter(target__in=targets[start : start + AT_A_TIME], ended_at__isnull=True)
        found |= {row.target_id: (row.reason, row.note) for row in rows}
    return found


def _end_sign_offs(targets: Sequence[Target], now: datetime) -> None:
    for start in range(0, len(targets), AT_A_TIME):
        some = targets[start : start + AT_A_TIME]
        SignOff.objects.filter(target__in=some, ended_at__isnull=True).update(ended_at=now)


def _set_state(targets: Sequence[Target], state: str) -> None:
    keys = [target.pk for target in targets]
    for start in range(0, len(keys), AT_A_TIME):
        Target.objects.filter(pk__in=keys[start : start + AT_A_TIME]).update(state=state)


def _keys(targets: Sequence[Target]) -> list[int]:
    return [target.account_id for target in targets]


def _signed(target: Target, decision: str, reason: str, note: str, by: User | None, now: datetime) -> SignOff:  # noqa: PLR0917
    return SignOff(
        account_id=target.account_id,
        target=target,
        decision=decision,
        reason=reason,
        note=note,
        by=by,
        made_at=now,
    )


def _result(wanted: Sequence[int], found: Sequence[Target], fresh: Sequence[Target]) -> Signed:
    signed = tuple(target.account_id for target in fresh)
    known = {target.account_id for target in found}
    return Signed(
        signed=signed,
        already=tuple(sorted(known - set(signed))),
        not_proposed=tuple(account for account in wanted if account not in known),
    )


def _checked(result: Signed) -> Signed:
    """Raise DataError where none of the accounts could be signed off at all."""
    if result.signed or result.already or not result.not_proposed:
        return result
    some = ", ".join(map(isolated, names_of(list(result.not_proposed[:MOST_NAMED])).values()))
    raise DataError(
        _("In no tier now, so nothing to sign off: {names}. Propose first: tiercel targets propose").format(names=some)
    )

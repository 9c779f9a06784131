"""Decisions that come from a device, perhaps late, perhaps twice: each counts once, and none overwrites in silence."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from django.utils.translation import gettext as _

from tiercel.core.errors import DataError, TiercelError
from tiercel.flow.allowed import at_least
from tiercel.flow.sight import only_seen_targets
from tiercel.flow.targets import sign_off
from tiercel.flow.targets.target_links import only_writer
from tiercel.normal.text import tidy
from tiercel.records.models import SentDecision, SignOff, Target, User
from tiercel.records.models.base import active
from tiercel.records.models.users import Role

Seen = TypeVar("Seen")
UNDO = "undo"
DONE, ALREADY, CONFLICT, LEFT, REFUSED = "done", "already", "conflict", "left", "refused"
MOST_AT_ONCE = 200
MOST_LOOKS = 5
MOST_NOTE = 1000
KEY = re.compile(r"[A-Za-z0-9-]{8,64}")


@dataclass(frozen=True)
class Sent:
    """One decision as a device sends it.

    client_id   the device's own name for it, 8 to 64 letters, digits and hyphens
    target      the place in a tier that was on the screen
    decision    accepted, rejected or undo
    known       which sign-off stood when it was made: "" none, "#7" that with this key, else the client id of an
                earlier decision of the same person
    decided_at  by the device's clock
    """

    client_id: str
    account: int
    target: int
    decision: str
    reason: str = ""
    note: str = ""
    known: str = ""
    decided_at: datetime | None = None


@dataclass(frozen=True)
class Answer:
    """What came of one decision.

    outcome   done; already: it stood so before; conflict: somebody has decided otherwise meanwhile, and theirs stands;
              left: the account is not in this place any more; refused: `said` tells why
    standing  the key of the sign-off that stands now, None where none does
    said      for people, "" where all is well
    """

    client_id: str
    account: int
    outcome: str
    standing: int | None
    said: str


def take(decisions: Iterable[Sent], by: User, now: datetime) -> tuple[Answer, ...]:
    """Apply decisions in the order in which they come, each in a transaction of its own.

    A decision that came before is answered as it was then, and nothing happens. What was decided on is the place and
    the sign-off that the person had seen: where another stands now, theirs stays, and the answer says so.

    raises   AccessError for less than a member; DataError for more than 200 at once
    """
    at_least(Role.MEMBER, by)
    wanted = list(decisions)
    if len(wanted) > MOST_AT_ONCE:
        raise DataError(_("At most {most} decisions at once.").format(most=MOST_AT_ONCE))
    return tuple(_take(sent, by, now) for sent in wanted)


def received_lately(by: User, now: datetime) -> tuple[str, ...]:
    """The client ids of what came from this person within the day, the newest first, at most as many as one
    device sends at once: a device whose line broke before it heard our answer still counts these as its own.
    """
    came = SentDecision.objects.filter(user=by, received_at__gte=now - timedelta(days=1)).order_by("-pk")
    return tuple(came.values_list("client_id", flat=True)[:MOST_AT_ONCE])


def with_received(look: Callable[[], Seen], by: User, now: datetime) -> tuple[Seen, tuple[str, ...]]:
    """What `look` sees, and what had come from this person when it looked, as `received_lately` says.

    Where something comes while it looks, it looks again: what it sees may count that already, or not.
    """
    received = received_lately(by, now)
    for _turn in range(MOST_LOOKS):
        before, seen = received, look()
        received = received_lately(by, now)
        if received == before:
            break
    return seen, received


def _take(sent: Sent, by: User, now: datetime) -> Answer:
    if not _can_be_read(sent):
        return Answer(sent.client_id, sent.account, REFUSED, None, _("This decision cannot be read. Decide again."))
    with only_writer():
        before = SentDecision.objects.filter(user=by, client_id=sent.client_id).first()
        if before is not None:
            return _again(before)
        return _first_time(sent, by, now)


def _can_be_read(sent: Sent) -> bool:
    is_named = KEY.fullmatch(sent.client_id) and sent.decision in (Target.ACCEPTED, Target.REJECTED, UNDO)
    return bool(is_named) and len(sent.note) <= MOST_NOTE and all(map(_can_be_kept, (sent.note, sent.reason)))


def _can_be_kept(text: str) -> bool:
    """Neither a NUL nor half a character, which JSON can say and no database keeps."""
    return "\x00" not in text and not any("\ud800" <= letter <= "\udfff" for letter in text)


def _first_time(sent: Sent, by: User, now: datetime) -> Answer:
    seen = only_seen_targets(Target.objects.select_related("account"), by)
    target = seen.filter(pk=sent.target, account=sent.account).first()
    standing = _standing(sent.target)
    outcome, said = _judged(sent, target, standing, by)
    if outcome == DONE:
        try:
            _apply(sent, by, now)
        except TiercelError as wrong:
            outcome, said = REFUSED, str(wrong)
        standing = _standing(sent.target)
    if target is not None:
        _keep(sent, target, by, now, outcome, standing)
    return Answer(sent.client_id, sent.account, outcome, standing.pk if standing else None, said)


def _judged(sent: Sent, target: Target | None, standing: SignOff | None, by: User) -> tuple[str, str]:
    """What is to become of a decision: DONE where it may be applied."""
    if target is None:
        return LEFT, _("An account is no longer on your list, so there is nothing to decide.")
    if target.ended_at is not None:
        return LEFT, _left(target)
    stands = standing.decision if standing else UNDO
    if stands == sent.decision and (standing is None or not _changes(sent, standing, by)):
        return ALREADY, ""
    if (standing.pk if standing else None) != _known(sent, by):
        return CONFLICT, _meanwhile(standing, target.account.name, by)
    return DONE, ""


def _changes(sent: Sent, standing: SignOff, by: User) -> bool:
    """Whether the same decision brings another reason or note, from the person who gave the first."""
    return standing.by_id == by.pk and (sent.reason, tidy(sent.note)) != (standing.reason, standing.note)


def _known(sent: Sent, by: User) -> int | None:
    """The key of the sign-off that the person had on the screen."""
    if sent.known.startswith("#"):
        key = sent.known[1:]
        return int(key) if key.isascii() and key.isdigit() and len(key) < 19 else -1
    if not KEY.fullmatch(sent.known):
        return None
    earlier = SentDecision.objects.filter(user=by, client_id=sent.known).first()
    return earlier.sign_off_id if earlier is not None and earlier.outcome in (DONE, ALREADY) else None


def _apply(sent: Sent, by: User, now: datetime) -> None:
    if sent.decision == UNDO:
        sign_off.undo([sent.account], by, now)
    else:
        sign_off.sign_off([sent.account], sent.decision, sent.reason, sent.note, by, now)


def _keep(  # noqa: PLR0917
    sent: Sent, target: Target, by: User, now: datetime, outcome: str, standing: SignOff | None
) -> None:
    SentDecision.objects.create(
        user=by,
        client_id=sent.client_id,
        account=target.account,
        target=target,
        decision=sent.decision,
        decided_at=sent.decided_at,
        received_at=now,
        outcome=outcome,
        sign_off=standing,
    )


def _again(before: SentDecision) -> Answer:
    """The answer to a decision that came before, as it was then, with what stands now."""
    standing = _standing(before.target_id)
    said = ""
    if before.outcome == CONFLICT:
        said = _meanwhile(before.sign_off, before.account.name, before.user)
    elif before.outcome == LEFT and before.target is not None:
        said = _left(before.target)
    elif before.outcome == REFUSED:
        said = _("This was refused before. Decide again.")
    return Answer(before.client_id, before.account_id, before.outcome, standing.pk if standing else None, said)


def _standing(target: int | None) -> SignOff | None:
    return SignOff.objects.select_related("by").filter(active(), target=target).first()


def _meanwhile(standing: SignOff | None, name: str, by: User) -> str:
    if standing is None:
        return _("{account}: the decision was taken back meanwhile. It waits again, and yours was not kept.").format(
            account=name
        )
    who = _("you, elsewhere") if standing.by == by else _who(standing)
    if standing.decision == Target.ACCEPTED:
        return _("{account}: accepted meanwhile by {who}. That stands, and yours was not kept.").format(
            account=name, who=who
        )
    return _("{account}: rejected meanwhile by {who} ({reason}). That stands, and yours was not kept.").format(
        account=name, who=who, reason=_(standing.reason)
    )


def _who(standing: SignOff) -> str:
    return str(standing.by.person or standing.by.username) if standing.by else _("command line")


def _left(target: Target) -> str:
    now = Target.objects.filter(active(), account=target.account_id).first()
    if now is None:
        return _("{account}: no longer on the list, so there is nothing to decide.").format(account=target.account.name)
    return _("{account}: now in tier {tier}, so the decision is a new one.").format(
        account=target.account.name, tier=now.tier
    )

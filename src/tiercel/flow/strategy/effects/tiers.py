"""What other tiers would do to the list: how many accounts go from where to where, and who is left out and why."""

from collections import Counter
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from tiercel.flow.strategy import documents
from tiercel.flow.targets.list_targets import said_of
from tiercel.flow.targets.propose_targets import Proposal, plan


def would_do(body: dict[str, Any], now: datetime) -> list[str]:
    """Compare a proposal by the document in force with one by this body, a line for each kind of move."""
    newest = documents.current("tiers").version
    old, new = plan(now), plan(now, documents.Document(kind="tiers", version=newest + 1, body=body))
    before, after = _tiers_after(old), _tiers_after(new)
    moves = Counter(
        (before.get(account), after.get(account))
        for account in before.keys() | after.keys()
        if before.get(account) != after.get(account)
    )
    lines = [_("A proposal by these tiers, against one by the tiers in force:")]
    lines += [_move(start, end, count) for (start, end), count in sorted(moves.items(), key=_order)]
    if not moves:
        lines.append(_("No account moves."))
    lines += [
        _("Left out, {rule}: {old} -> {new}").format(rule=said_of(rule), old=a, new=b) for rule, a, b in _left(old, new)
    ]
    return [*lines, *new.warnings]


def _tiers_after(proposal: Proposal) -> dict[int, int]:
    """The tier that accounts would be in, of all whom the proposal moves or who have a tier now."""
    placed = proposal.placed
    return dict(zip(placed["account"].to_pylist(), placed["tier"].to_pylist(), strict=True))


def _move(start: int | None, end: int | None, count: int) -> str:
    none = _("no tier")
    names = [none if tier is None else _("tier {tier}").format(tier=tier) for tier in (start, end)]
    return _("{count} accounts: {start} -> {end}").format(count=count, start=names[0], end=names[1])


def _order(move: tuple[tuple[int | None, int | None], int]) -> tuple[int, int]:
    (start, end), _count = move
    return start or 99, end or 99


def _left(old: Proposal, new: Proposal) -> list[tuple[str, int, int]]:
    rules = sorted(old.left_out.keys() | new.left_out.keys())
    both = [(rule, old.left_out.get(rule, 0), new.left_out.get(rule, 0)) for rule in rules]
    return [(rule, a, b) for rule, a, b in both if a != b]

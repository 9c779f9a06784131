"""The list of accounts with each family read as one: the columns of score, tier and deals are those of the family."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from html import escape

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from tiercel.flow.accounts.list_accounts import AccountRow
from tiercel.flow.hierarchy.rolled import Rolled, Sum
from tiercel.show.web.lists import cells
from tiercel.show.web.lists.table import Cell, Column
from tiercel.show.web.templatetags import shown, signs


def of_family(columns: Iterable[Column[AccountRow]]) -> list[Column[AccountRow]]:
    """The columns, those of scores and deals read of the family; and what families have besides."""
    found = [replace(column, cell=OF_FAMILY.get(column.name, column.cell)) for column in columns]
    return [
        *found,
        Column("family-accounts", _("Accounts"), _cell(lambda all_: cells.number(all_.accounts)), css="num"),
        Column("family-contacts", _("Contacts"), _cell(lambda all_: cells.number(all_.contacts)), css="num"),
        Column("family-touches", _("Touches"), _cell(lambda all_: cells.number(all_.touches)), css="num"),
        Column("family-open", _("Open deals"), _cell(lambda all_: money(all_.open_money)), css="num"),
        Column("family-won", _("Won deals"), _cell(lambda all_: money(all_.won_money)), css="num"),
    ]


def money(sums: tuple[Sum, ...]) -> Cell:
    """Amounts of several currencies below each other."""
    if not sums:
        return cells.NOTHING
    return Cell(SafeString("<br>".join(escape(shown.money(each.minor, each.currency)) for each in sums)))


def _cell(of: Callable[[Rolled], Cell]) -> Callable[[AccountRow], Cell]:
    return lambda row: of(row.family) if row.family else cells.NOTHING


def _chance(row: AccountRow) -> Cell:
    """The best fit of the family, whose it is, and the account's own."""
    best = row.family.best if row.family else None
    if best is None:
        return cells.NOTHING
    if best.account == row.id:
        said = _("its own")
    elif row.chance is None:
        said = best.name
    else:
        said = _("%(name)s; its own %(share)s") % {"name": best.name, "share": shown.share(row.chance)}
    under = f'<span class="under"><bdi>{escape(said)}</bdi></span>'
    return Cell(SafeString(f"{signs.meter(best.chance)}{escape(shown.share(best.chance))}{under}"), said)


def _tier(family: Rolled) -> Cell:
    """The best tier of the family, and how many of it are targets."""
    if not family.tier:
        return cells.NOTHING
    count = _("%(n)s of the family") % {"n": shown.number(family.proposed + family.accepted)}
    html = f'{cells.tier_mark(family.tier).html}<span class="under">{escape(count)}</span>'
    return Cell(SafeString(html), count)


OF_FAMILY: dict[str, Callable[[AccountRow], Cell]] = {
    "tier": _cell(_tier),
    "chance": _chance,
    "value": _cell(lambda family: money(family.value)),
    "points": _cell(lambda family: cells.number(family.best.points if family.best else None)),
    "deals": _cell(lambda family: cells.deals(family.won, family.lost, family.open)),
}

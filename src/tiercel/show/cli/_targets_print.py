"""How the commands on targets print what they found."""

import json
from dataclasses import asdict
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from tiercel.flow.ask_sign_off import Asking
    from tiercel.flow.targets.list_targets import TargetRow
    from tiercel.flow.targets.propose_targets import Proposal
    from tiercel.flow.targets.sign_off import Signed

MOVES_SHOWN = 20


def print_signed(signed: "Signed") -> None:
    from django.utils.translation import gettext as _

    said = _("{signed} done, {already} were so already, {not_proposed} in no tier.")
    typer.echo(
        said.format(signed=len(signed.signed), already=len(signed.already), not_proposed=len(signed.not_proposed))
    )


def print_asking(asking: "Asking", failed: dict[str, str]) -> None:
    from django.utils.translation import gettext as _

    for name in asking.mails:
        typer.echo(f"{name}: {failed[name]}" if name in failed else _("{name}: mail sent.").format(name=name))
    for name in asking.by_hand:
        typer.echo(_("{name}: no mail can go; hand this link over: {link}").format(name=name, link=asking.link))
    for name in asking.lately:
        typer.echo(_("{name}: asked only minutes ago, so not again.").format(name=name))
    for name in asking.not_asked:
        said = _("{name}: nobody who may decide signs in as them. Add one: {command}")
        typer.echo(said.format(name=name, command=f'tiercel users add NAME --role member --person "{name}"'))


def print_count(count: int) -> None:
    from django.utils.translation import ngettext

    typer.echo(ngettext("{count} account.", "{count} accounts.", count).format(count=count))


def print_proposal(proposal: "Proposal", *, dry_run: bool) -> None:
    from django.utils.translation import gettext as _
    from rich.console import Console
    from rich.table import Table

    from tiercel.flow.targets.list_targets import said_of

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    heads = _("tier"), _("aim"), _("room"), _("before"), _("after"), _("enter"), _("move in"), _("leave"), _("move out")
    for head in heads:
        table.add_column(head, justify="left" if head == heads[0] else "right")
    for tier in proposal.tiers:
        aim = f"{tier.at_least}-{tier.at_most}" if tier.at_most is not None else _("the rest")
        room = "-" if tier.room is None else str(tier.room)
        counts = tier.before, tier.after, tier.enters, tier.moves_in, tier.leaves, tier.moves_out
        table.add_row(f"{tier.tier} {tier.name}", aim, room, *map(str, counts))
    console = Console()
    console.print(table)
    _print_moves(proposal)
    for rule, count in proposal.left_out.items():
        typer.echo(f"{count:>8}  " + _("left out: {rule}").format(rule=said_of(rule)))
    for warning in proposal.warnings:
        console.print(warning, style="yellow", highlight=False, markup=False, soft_wrap=True)
    if not proposal.is_ranked:
        typer.echo(_("Choose them with: tiercel targets pin ACCOUNT --tier 1"))
    if dry_run:
        typer.echo(_("Nothing was written. Without --dry-run it is."))


def _print_moves(proposal: "Proposal") -> None:
    from django.utils.translation import gettext as _

    from tiercel.flow.targets.propose_targets import moves

    for move in moves(proposal, MOVES_SHOWN):
        where = f"{move.before or '-'} -> {move.after or '-'}"
        typer.echo(f"{where:>8}  {move.name}  {move.worker or '-'}  ({move.why})")
    more = proposal.changes.num_rows - MOVES_SHOWN
    if more > 0:
        typer.echo(_("… and {more} more; --json lists all.").format(more=more))


def as_values(proposal: "Proposal") -> dict[str, Any]:
    from tiercel.flow.targets.propose_targets import moves

    return {
        "made_at": proposal.made_at,
        "tiers_version": proposal.tiers_version,
        "icp_version": proposal.icp_version,
        "is_ranked": proposal.is_ranked,
        "tiers": [asdict(tier) for tier in proposal.tiers],
        "changes": [asdict(move) for move in moves(proposal)],
        "left_out": proposal.left_out,
        "stays": proposal.stays,
        "warnings": list(proposal.warnings),
    }


def print_rows(rows: "list[TargetRow]") -> None:
    from django.utils.translation import gettext as _
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    if not rows:
        typer.echo(_("No account is in a tier. Propose some: tiercel targets propose"))
        return
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for head in (_("tier"), _("id"), _("account"), _("state"), _("owner"), _("expected value"), _("chance"), _("why")):
        table.add_column(head)
    for row in rows:
        value = "-" if row.expected_value is None else f"{row.expected_value:,.0f} {row.currency}"
        chance = "-" if row.chance is None else f"{row.chance:.0%}"
        why = f"{row.why}; {row.reason}" if row.reason else row.why
        cells = str(row.tier), str(row.account), row.name, row.state, row.owner or "-", value, chance, why
        table.add_row(*map(escape, cells))
    Console().print(table)


def dumped(values: Any) -> str:
    return json.dumps(values, ensure_ascii=False, indent=2, default=_plain)


def _plain(value: Any) -> Any:
    return float(value) if isinstance(value, Decimal) else str(value)

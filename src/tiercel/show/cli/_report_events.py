"""What came of events from files, for people."""

from __future__ import annotations

from rich.console import Console
from rich.markup import escape

from tiercel.flow.events.replay import Replayed


def print_replayed(done: Replayed) -> None:
    console = Console()
    counts = done.counts
    verb = "would be looked at" if done.dry_run else "taken"
    console.print(f"{counts.events:,} events {verb}.", highlight=False)
    for number, said in (
        (counts.repeated, "had come before and were not taken again"),
        (counts.bots, "are of bots, and count as nobody's"),
        (counts.visitors, "visitors turned out to be contacts"),
        (counts.contacts, "of these contacts are new"),
    ):
        if number:
            console.print(f"{number:,} {said}.", highlight=False)
    for reason, number in done.refused.items():
        console.print(escape(f"{number:,} refused: {reason}"), style="yellow", highlight=False)
    if done.aside:
        console.print(escape(f"What was refused, with reasons: {done.aside}"), style="yellow", soft_wrap=True)

"""Connectors in a terminal: what a tap has, what came of a run, and when the next one is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from tiercel.flow.connectors.see import ConnectorPage, ConnectorRow, RunOfConnector, StreamView

RUN_COLUMNS = ("came", "rejected", "cells set aside")
TABLE_COLUMNS = ("created", "changed", "left alone", "waiting", "rejected", "cells set aside")


@contextmanager
def said_while() -> Iterator[Callable[[str], None]]:
    """A place on standard error where what is done now stands, for as long as it takes."""
    console = Console(stderr=True)
    with console.status("") as status:

        def say(line: str) -> None:
            status.update(escape(line))

        yield say


def print_plans(name: str, views: Sequence[StreamView]) -> None:
    print_streams(views)
    if not views:
        _say("This tap does not say what it has; its streams are shown after the first run.")
    if any(view.table for view in views) or not views:
        _say(f"Bring it: tiercel connect run {name}")
    else:
        stream = views[0].stream
        _say(f"Nothing of it is taken yet. Say what a stream is: tiercel connect change {name} --map {stream}=accounts")


def print_streams(views: Sequence[StreamView]) -> None:
    table = _table("stream", "becomes", "fields", "columns not recognised")
    for view in views:
        if view.table:
            needed = f" (no column for {', '.join(view.missing)})" if view.missing else ""
            table.add_row(escape(view.stream), view.table, f"{view.mapped}{needed}", f"{len(view.unknown)}")
    if table.row_count:
        Console().print(table)
    why: dict[str, list[str]] = {}
    for view in views:
        if not view.table:
            why.setdefault(view.why_not, []).append(view.stream)
    for reason, streams in why.items():
        _say(f"Not taken: {_some(streams, 40)}. {reason}")


def print_run(run: RunOfConnector) -> None:
    console = Console()
    table = _table("stream", "became", *RUN_COLUMNS)
    for line in run.streams:
        table.add_row(
            escape(line.stream), line.table or "not taken", *(f"{n:,}" for n in (line.came, line.rejected, line.cells))
        )
    if run.streams:
        console.print(table)
    if run.tables:
        done = _table("table", *TABLE_COLUMNS)
        for each in run.tables:
            numbers = (each.created, each.changed, each.left_alone, each.waiting, each.rejected, each.cells_set_aside)
            done.add_row(each.table, *(f"{number:,}" for number in numbers))
        console.print(done)
    if not run.came and run.state == "done":
        _say("Nothing new came.")
    if run.aside:
        lines = "1 line of the tap was" if run.aside == 1 else f"{run.aside:,} lines of the tap were"
        _say(f"{lines} no message; kept in rejects/connector-run-{run.id} of the workspace.")
    for job in run.imports:
        _say(f"Import {job}: /data/imports/{job} has its report and the rejected rows.")


def print_list(rows: Sequence[ConnectorRow]) -> None:
    if not rows:
        _say("No connector yet. Add one: tiercel connect add crm --package tap-hubspot --set 'api_key=$HUBSPOT_TOKEN'")
        return
    table = _table("name", "tap", "runs", "next", "last run", "came", "refused")
    for row in rows:
        last = row.last
        table.add_row(
            row.name,
            escape(row.tap.rpartition("/")[2]),
            "paused" if row.paused_at else row.schedule or "by hand",
            _time(row.due_at),
            f"{_time(last.started_at)} {last.state}" if last else "",
            f"{last.came:,}" if last else "",
            f"{last.refused:,}" if last else "",
        )
    Console().print(table)


def print_page(page: ConnectorPage) -> None:
    row = page.connector
    _say(f"{row.name}: {row.tap}{f' ({row.system})' if row.system else ''}, ids of {row.source}")
    when = "paused" if row.paused_at else f"{row.schedule}, next {_time(row.due_at)} UTC" if row.schedule else "by hand"
    _say(f"Runs: {when}. Where it stands is kept as of: {_time(row.state_at) or 'never, the next run brings all'}")
    for name, value in page.config:
        _say(f"  {name} = {value}")
    if page.wrong:
        _say(page.wrong)
    print_streams([look.view for look in page.streams])
    for run in page.runs[:5]:
        _say(
            f"Run {run.id}, {_time(run.started_at)} UTC: {run.state}, "
            f"{run.came:,} came, {run.refused:,} refused. {run.reason}"
        )


def _table(*columns: str) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for column in columns:
        right = column in (*RUN_COLUMNS, *TABLE_COLUMNS, "refused")
        table.add_column(
            column, justify="right" if right else "left", overflow="fold", no_wrap=not right and column != "tap"
        )
    return table


def _some(names: Sequence[str], most: int = 6) -> str:
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return escape(", ".join(names[:most]) + more)


def _time(value: datetime | None) -> str:
    return f"{value:%Y-%m-%d %H:%M}" if value else ""


def _say(text: str) -> None:
    Console().print(escape(text), highlight=False, soft_wrap=True)

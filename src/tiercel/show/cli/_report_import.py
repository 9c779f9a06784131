"""The report of an import, for people."""

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from tiercel.flow.importing.report import ImportReport

COLUMNS = ("created", "changed", "left alone", "waiting", "rejected", "cells set aside")


def print_report(report: ImportReport) -> None:
    console = Console()
    _print_files(console, report)
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column("would be" if report.dry_run else "", no_wrap=True)
    for column in COLUMNS:
        table.add_column(column, justify="right")
    for line in report.tables:
        table.add_row(line.table, *(f"{number:,}" for number in line.numbers))
    console.print(table)
    for sentence in report.notes:
        console.print(escape(sentence), highlight=False, soft_wrap=True)
    for offer in report.offers:
        console.print(
            escape(
                f"{offer.table}.{offer.column}: {offer.value!r} ({offer.count:,} rows) looks like {offer.suggestion!r}."
                " Left as it is; --accept-corrections takes the offer."
            ),
            style="yellow",
            highlight=False,
            soft_wrap=True,
        )
    for path in report.reject_files:
        told = f"Rejected rows, with reasons: {path}. Mend them and import that file."
        console.print(escape(told), style="yellow", highlight=False, soft_wrap=True)


def _print_files(console: Console, report: ImportReport) -> None:
    for file in report.files:
        if file.table:
            console.print(
                escape(f"{file.name}: {file.rows:,} rows, as {file.table} ({file.preset})"),
                highlight=False,
                soft_wrap=True,
            )
            for problem in file.problems:
                console.print(f"  {escape(problem)}", highlight=False, soft_wrap=True)
    why: dict[str, list[str]] = {}
    for file in report.files:
        if not file.table:
            why.setdefault(file.why_not, []).append(file.name)
    for reason, names in why.items():
        console.print(
            escape(f"Not taken: {', '.join(names)}. {reason}"), style="yellow", highlight=False, soft_wrap=True
        )

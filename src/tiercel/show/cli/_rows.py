"""Tables on standard output, as CSV or as JSON lines."""

import csv
import json
import os
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console

if TYPE_CHECKING:
    from tiercel.flow.resolving.asked_table import Widened

JsonLines = Annotated[bool, typer.Option("--json", help="Write one JSON object a row instead of CSV.")]


def write_widened(table: "Widened", *, as_json: bool) -> None:
    """Every row to standard output; how many rows of the file were left out goes to standard error."""
    write_rows(table.columns, table.rows(), as_json=as_json)
    if table.left_out:
        say(f"{table.left_out:,} rows do not fit the header and were left out.")


def write_rows(columns: Sequence[str], rows: Iterable[Sequence[Any]], *, as_json: bool) -> None:
    try:
        (_write_json if as_json else _write_csv)(columns, rows)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever reads has enough (`| head`): what is still in the pipe goes nowhere, without a complaint at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def say(message: str) -> None:
    Console(stderr=True).print(message, style="yellow", highlight=False, markup=False, soft_wrap=True)


def _write_csv(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_in_csv(value) for value in row] for row in rows)


def _write_json(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    for row in rows:
        sys.stdout.write(json.dumps(dict(zip(columns, row, strict=True)), ensure_ascii=False) + "\n")


def _in_csv(value: object) -> object:
    return ("true" if value else "false") if isinstance(value, bool) else value

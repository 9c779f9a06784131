"""Tables on standard output, as CSV or as JSON lines."""

import csv
import json
import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TextIO

import typer
from rich.console import Console

from tiercel.core.errors import DataError

if TYPE_CHECKING:
    from tiercel.flow.resolving.asked_table import PassingTable, Widened

JsonLines = Annotated[bool, typer.Option("--json", help="Write one JSON object a row instead of CSV.")]
Encoding = Annotated[
    str, typer.Option(help="How the letters of a text are written down, as cp1250; recognised where not said.")
]


def write_widened(table: "Widened | PassingTable", *, as_json: bool) -> None:
    """Every row to standard output; what a person should know of how the file was read goes to standard error."""
    write_rows(table.columns, table.rows(), as_json=as_json)
    if table.left_out:
        say(f"{table.left_out:,} rows do not fit the header and were left out. {table.why_left_out}")
    for sentence in table.said:
        say(sentence)


def write_rows(columns: Sequence[str], rows: Iterable[Sequence[Any]], *, as_json: bool) -> None:
    try:
        _write(sys.stdout, columns, rows, as_json=as_json)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever reads has enough (`| head`): what is still in the pipe goes nowhere, without a complaint at exit.
        _write_no_more()
    except OSError as error:
        _write_no_more()
        raise DataError(f"The output cannot be written: {error.strerror}. Write it elsewhere.") from None


def _write_no_more() -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def write_rows_to(path: Path, columns: Sequence[str], rows: Iterable[Sequence[Any]], *, as_json: bool) -> None:
    """Write rows to a file; raises DataError where it cannot be written."""
    try:
        with path.open("w", encoding="utf-8", newline="") as file:
            _write(file, columns, rows, as_json=as_json)
    except OSError as error:
        raise DataError(f"{path} cannot be written: {error.strerror}. Name another file.") from None


def say(message: str) -> None:
    Console(stderr=True).print(message, style="yellow", highlight=False, markup=False, soft_wrap=True)


def _write(file: TextIO, columns: Sequence[str], rows: Iterable[Sequence[Any]], *, as_json: bool) -> None:
    if as_json:
        for row in rows:
            file.write(json.dumps(dict(zip(columns, row, strict=True)), ensure_ascii=False) + "\n")
        return
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_in_csv(value) for value in row] for row in rows)


def _in_csv(value: object) -> object:
    return ("true" if value else "false") if isinstance(value, bool) else value

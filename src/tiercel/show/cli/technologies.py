"""`tiercel technologies`: what companies use, by their pages and job adverts."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tiercel.show.cli._rows import JsonLines, say, write_rows

if TYPE_CHECKING:
    from tiercel.flow.technologies.find_technologies import Seen

technologies = typer.Typer(help="What companies use, by their pages and job adverts.")


def add_to(app: typer.Typer) -> None:
    app.add_typer(technologies, name="technologies")


@technologies.callback()
def group() -> None:
    """What companies use, by their pages and job adverts."""


@technologies.command()
def find(
    files: Annotated[list[Path] | None, typer.Argument(help="HTML files, or folders of them.")] = None,
    urls: Annotated[Path | None, typer.Option(help="A file with addresses of pages to read, one a line.")] = None,
    adverts: Annotated[Path | None, typer.Option(help="A table of job adverts.")] = None,
    text: Annotated[list[str] | None, typer.Option(help="A column that an advert's words are in; repeatable.")] = None,
    domain: Annotated[str, typer.Option(help="The column of adverts that holds the company's address.")] = "",
    account: Annotated[str, typer.Option(help="The column of adverts that holds the company's name.")] = "",
    to_private: Annotated[
        bool, typer.Option("--to-private", help="Pages inside this machine or a private network may be read too.")
    ] = False,
    into: Annotated[bool, typer.Option("--import", help="Import what is found into the workspace.")] = False,
    as_json: JsonLines = False,
) -> None:
    """Find technologies in pages and job adverts; write them to standard output, or import them."""
    from tiercel.show.cli._setup import begin, setup

    # An analyst needs no workspace to look at files.
    if into:
        setup()
    elif urls:
        begin()
    from tiercel.core.errors import DataError
    from tiercel.flow.technologies.fetch_page import Visitor
    from tiercel.flow.technologies.find_technologies import COLUMNS, in_adverts, in_files, in_pages, read_urls

    if not (files or urls or adverts):
        raise DataError("Name what to look at: HTML files or a folder of them, --urls FILE, or --adverts TABLE.")

    def found() -> Iterator["Seen"]:
        yield from in_files(files or [])
        if urls:
            yield from in_pages(read_urls(urls), say, visitor=Visitor(to_private=to_private))
        if adverts:
            yield from in_adverts(adverts, text or ["description"], domain=domain, account=account)

    if into:
        _import(found())
    else:
        write_rows(COLUMNS, (one.row for one in found()), as_json=as_json)


def _import(found: Iterator["Seen"]) -> None:
    from tiercel.flow.technologies.import_technologies import import_technologies
    from tiercel.show.cli._report_import import print_report

    print_report(import_technologies(found, None))

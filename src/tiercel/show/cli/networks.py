"""Whose networks visitors come from: a list of ranges fetched, and asked."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tiercel.show.cli._rows import JsonLines


def add_to(app: typer.Typer) -> None:
    networks = typer.Typer(help="Which organisations visitors come from, by their addresses.", no_args_is_help=True)
    networks.command("fetch")(fetch)
    networks.command("show")(show)
    app.add_typer(networks, name="networks")


def fetch(
    source: Annotated[
        Path | None,
        typer.Option("--from", help="A package (.tgz), a CSV of ranges or a MaxMind database (.mmdb) instead."),
    ] = None,
) -> None:
    """Bring a list of networks into the workspace: the free package @ip-location-db/asn, by this machine's own npm.

    It is used from the next job on, unless the setting network_ranges names files.
    """
    from tiercel.show.cli._setup import setup

    setup()
    from rich.console import Console

    from tiercel.core.clock import utc_now
    from tiercel.flow.events.keep_networks import fetch_networks, see_networks

    found = fetch_networks(source, None, utc_now())
    made = f", made on {found.made_at:%Y-%m-%d}" if found.made_at else ""
    lines = [f"{found.ranges:,} ranges of {' '.join((found.source, found.version)).strip()}{made}."]
    lines += [f"Say where you show them: {found.attribution}."] if found.attribution else []
    lines += [] if found.licence else ["Mind the licence of the file: nothing in it says one."]
    if found.is_of_npm:
        lines.append("Its maker says that npm's copy has known errors and is not brought up to date any more.")
    if see_networks(utc_now()).by_setting:
        lines.append("The setting network_ranges names other files, and these are used.")
    Console().print("\n".join(lines), highlight=False, markup=False, soft_wrap=True)


def show(
    addresses: Annotated[list[str], typer.Argument(help="Addresses of the internet, as 192.0.2.1 or 2001:db8::1.")],
    as_json: JsonLines = False,
) -> None:
    """Say whose network each address is of: a company's, or one that anybody may come through."""
    from tiercel.show.cli._setup import setup

    setup()
    import json

    from tiercel.core.errors import ConfigError
    from tiercel.flow.events.keep_networks import ranges_in_use, whose

    if not ranges_in_use():
        raise ConfigError("No list of networks is there. Bring one with: tiercel networks fetch")
    for address, network in whose(addresses):
        said = {"address": address, "organisation": network.organisation, "kind": network.kind}
        line = f"{address}  {network.organisation or 'not known'}  {network.kind}".rstrip()
        typer.echo(json.dumps(said, ensure_ascii=False) if as_json else line)

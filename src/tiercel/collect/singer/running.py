"""A tap's command as the protocol has it: what it can do, what it could send, and one run of it."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tiercel.collect.singer.catalog import Catalog, read_catalog
from tiercel.collect.singer.config import write_config
from tiercel.collect.singer.masking import Tail
from tiercel.collect.singer.process import Tap, environment_of
from tiercel.core.errors import ConfigError, DataError

SECONDS_FOR_HELP = 60
MOST_CATALOG = 200_000_000


@dataclass(frozen=True)
class Flags:
    """Which of the protocol's options a tap has: the older ones read the catalog by --properties alone."""

    discover: bool = True
    catalog: bool = True
    properties: bool = False


def flags_of(command: Sequence[str], environ: Mapping[str, str], folder: Path) -> Flags:
    """What a tap says under --help; where it says nothing of use, the protocol's own options are believed to be there.

    raises   ConfigError where the command cannot be started
    """
    try:
        done = subprocess.run(  # noqa: S603 - the command that who keeps the machine named
            [*command, "--help"],
            capture_output=True,
            timeout=SECONDS_FOR_HELP,
            env=environment_of(environ),
            cwd=folder,
            stdin=subprocess.DEVNULL,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Flags()
    except OSError as error:
        raise ConfigError(
            f"{command[0]} cannot be started: {error.strerror}. Install the tap anew, or give its path with --command."
        ) from None
    text = done.stdout + done.stderr
    if b"--config" not in text:
        return Flags()
    return Flags(b"--discover" in text, b"--catalog" in text, b"--properties" in text)


def discover(
    command: Sequence[str],
    config: Mapping[str, Any],
    *,
    environ: Mapping[str, str],
    folder: Path,
    tail: Tail,
    tick: Callable[[], None],
) -> Catalog | None:
    """What a tap could send; None where it has no discovery.

    tick     called every second or so while it thinks, which takes minutes of some systems; it may raise
    raises   DataError with its last words where it fails
    """
    if not flags_of(command, environ, folder).discover:
        return None
    path = folder / "config.json"
    write_config(path, config)
    try:
        with Tap(
            [*command, "--config", str(path), "--discover"], environ=environ, folder=folder, tail=tail, silence=600
        ) as tap:
            pieces, size = [], 0
            for _number, line in tap.lines(tick):
                pieces.append(line)
                size += len(line)
                if size > MOST_CATALOG:
                    raise DataError("What the tap says of its streams is too long to be a catalog.")
            code = tap.end()
    finally:
        path.unlink(missing_ok=True)
    if code != 0:
        raise DataError(f"The tap could not say what it has (exit code {code}). {why(tail)}")
    return read_catalog(b"\n".join(pieces))


def why(tail: Tail) -> str:
    words = tail.last_words()
    return f"Its last words: {words}" if words else "It did not say why."


def command_for(
    command: Sequence[str],
    folder: Path,
    *,
    config: Mapping[str, Any],
    catalog: Catalog | None,
    state: Any,
    flags: Flags,
) -> list[str]:
    """Write what a run needs to files of its folder, and return the command that reads them."""
    write_config(folder / "config.json", config)
    made = [*command, "--config", str(folder / "config.json")]
    if catalog is not None:
        path = folder / "catalog.json"
        path.write_text(json.dumps(catalog, ensure_ascii=False), encoding="utf-8")
        made += ["--properties", str(path)] if flags.properties else []
        made += ["--catalog", str(path)] if flags.catalog or not flags.properties else []
    if state is not None:
        path = folder / "state.json"
        path.write_text(json.dumps(state, ensure_ascii=False), encoding="utf-8")
        made += ["--state", str(path)]
    return made

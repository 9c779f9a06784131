"""An environment of its own for each tap: made, filled from the registry, and the tap's program found in it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from tiercel.collect.singer.masking import masked
from tiercel.collect.singer.process import environment_of
from tiercel.core.errors import ConfigError, DataError

Say = Callable[[str], None]
MOST_SECONDS = 1800


def install(package: str, folder: Path, environ: Mapping[str, str], say: Say) -> None:
    """Make the environment `folder` and install a package in it; what stood there before stays where it fails.

    package  as pip reads it: a name with or without a version, an address of a repository, a folder
    say      told each line of what is done
    raises   DataError with the installer's last words
    """
    before = folder.with_name(f"{folder.name}.before")
    shutil.rmtree(before, ignore_errors=True)
    if folder.exists():
        folder.rename(before)
    try:
        for command in _commands(package, folder):
            _run(command, environ, say)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        if before.exists():
            before.rename(folder)
        raise
    shutil.rmtree(before, ignore_errors=True)


def _commands(package: str, folder: Path) -> list[list[str]]:
    if package.startswith("-"):
        raise DataError(f"{package!r} is no package. Name it as pip would: tap-hubspot, or tap-hubspot==4.5.0.")
    python = str(folder / "bin" / "python")
    uv = shutil.which("uv")
    if uv:
        return [
            [uv, "venv", "--quiet", "--python", sys.executable, str(folder)],
            [uv, "pip", "install", "--python", python, package],
        ]
    return [
        [sys.executable, "-m", "venv", str(folder)],
        [python, "-m", "pip", "install", "--disable-pip-version-check", "--no-input", package],
    ]


def _run(command: list[str], environ: Mapping[str, str], say: Say) -> None:
    last: list[str] = []
    with subprocess.Popen(  # noqa: S603 - the command that who keeps the machine named
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=environment_of(environ),
        text=True,
        errors="replace",
        start_new_session=True,
    ) as process:
        assert process.stdout is not None
        try:
            for line in process.stdout:
                text = masked(line.strip(), ())
                if text:
                    last = [*last[-11:], text[:300]]
                    say(text[:120])
            code = process.wait(MOST_SECONDS)
        except BaseException:
            process.kill()
            raise
    if code != 0:
        words = "\n  ".join(last) or "nothing was said"
        raise DataError(f"{masked(command[-1], ())} could not be installed:\n  {words}")


def program_of(package: str, folder: Path, name: str = "") -> Path:
    """The tap's program in an environment: the one named, the one called like the package, or the only tap there.

    raises   ConfigError that lists what there is
    """
    programs = {path.name: path for path in sorted((folder / "bin").glob("*")) if os.access(path, os.X_OK)}
    if name:
        if name in programs:
            return programs[name]
        raise ConfigError(f"There is no program {name!r} in the environment of the tap. There are: {_taps(programs)}.")
    bare = package.partition("[")[0]
    for sign in "=<>~! @":
        bare = bare.partition(sign)[0]
    taps = [path for name_, path in programs.items() if name_.startswith("tap-") and "." not in name_]
    if bare.replace("_", "-") in programs:
        return programs[bare.replace("_", "-")]
    if len(taps) == 1:
        return taps[0]
    raise ConfigError(
        f"Which program of {masked(package, ())} is the tap? Name it with --program. There are: {_taps(programs)}."
    )


def _taps(programs: Mapping[str, Path]) -> str:
    taps = [name for name in programs if "tap" in name] or [
        name for name in programs if not name.startswith(("python", "activate", "pip"))
    ]
    return ", ".join(taps[:20]) or "none"

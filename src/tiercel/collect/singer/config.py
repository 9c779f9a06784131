"""The settings that a tap is given: in a file that only the workspace's user reads, values from the environment."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tiercel.collect.singer.masking import HIDDEN, is_secret_name, masked
from tiercel.core.errors import ConfigError

_NAME = re.compile(r"\$(?:\{([A-Za-z_][A-Za-z0-9_]*)\}|([A-Za-z_][A-Za-z0-9_]*))")


@dataclass(frozen=True)
class Resolved:
    """A configuration with the environment's values in it, and which texts those were."""

    values: dict[str, Any]
    named: tuple[str, ...]


def read_config(path: Path) -> dict[str, Any]:
    """The configuration in a file; {} where there is none."""
    if not path.exists():
        return {}
    try:
        found = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as error:
        raise ConfigError(
            f"{path} is no configuration: {_short(error)}. Write a JSON object, as the tap's page says."
        ) from None
    if not isinstance(found, dict):
        raise ConfigError(f"{path} is no configuration: write a JSON object, as the tap's page says.")
    return found


def write_config(path: Path, config: Mapping[str, Any]) -> None:
    """Keep a configuration where only this user reads it; whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    beside.unlink(missing_ok=True)
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(config, file, ensure_ascii=False, indent=2)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)


def resolve(config: Mapping[str, Any], environ: Mapping[str, str]) -> Resolved:
    """Put the environment's values where the configuration says `$NAME`.

    raises   ConfigError that lists every variable that is not set
    """
    named: list[str] = []
    missing: list[str] = []

    def value_of(value: Any) -> Any:
        if isinstance(value, Mapping):
            return {name: value_of(inner) for name, inner in value.items()}
        if isinstance(value, list):
            return [value_of(inner) for inner in value]
        match = _NAME.fullmatch(value) if isinstance(value, str) else None
        if match is None:
            return value
        name = match[1] or match[2]
        if name not in environ:
            missing.append(name)
            return value
        named.append(environ[name])
        return environ[name]

    values = value_of(dict(config))
    if missing:
        names = ", ".join(dict.fromkeys(missing))
        raise ConfigError(
            f"The configuration names {names}, and the environment of this process does not have it. "
            "Set it, and try again."
        )
    return Resolved(values, tuple(named))


def written_back(before: Mapping[str, Any], given: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """The kept configuration with what the tap itself changed in its copy: some get a new refresh token at each run.

    before  as it is kept, with $NAMES
    given   as the tap got it
    after   as the tap left it
    """
    changed = {name: value for name, value in after.items() if given.get(name) != value}
    return {**before, **changed} if changed else dict(before)


def shown(config: Mapping[str, Any]) -> dict[str, str]:
    """A configuration that may be shown: secrets hidden, names of variables as they are.

    >>> shown({"start_date": "2024-01-01", "token": "abc", "key": "$HUBSPOT_KEY", "auth": {"user": "x"}})
    {'start_date': '2024-01-01', 'token': '•••', 'key': '$HUBSPOT_KEY', 'auth': '•••'}
    """
    return {name: _shown(name, value) for name, value in config.items()}


def _shown(name: str, value: Any) -> str:
    if isinstance(value, str) and _NAME.fullmatch(value):
        return value
    if is_secret_name(name):
        return HIDDEN
    if isinstance(value, Mapping):
        return json.dumps(shown(value), ensure_ascii=False)
    if isinstance(value, list):
        return json.dumps([_shown("", each) for each in value], ensure_ascii=False)
    # An address may hold a password.
    return masked(value, ()) if isinstance(value, str) else json.dumps(value)


def _short(error: Exception) -> str:
    # A parser's message may quote the file.
    return f"line {error.lineno}" if isinstance(error, json.JSONDecodeError) else type(error).__name__

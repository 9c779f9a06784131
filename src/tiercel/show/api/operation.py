"""What a program may ask for: each operation says its address, the least role and the scope that it needs."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

import tiercel.show.api.operations as folder

View = Callable[..., Any]


@dataclass(frozen=True)
class Operation:
    """One operation.

    path      below /api/v1, with {names} for what varies
    name      its operationId, and the method of the client
    least     the least role of the key's user
    scope     what the key must be made for, as "accounts:read"
    answers   the type of the answer; None: an empty answer; a text: the media type of a file
    status    of the answer when it is done
    whole     whether the act and its kept answer become true in one transaction (flow/api/call_once.py); False for an
              act that needs transactions of its own, and does no harm when it is done twice
    example   a body that works, for the reference
    """

    method: str
    path: str
    name: str
    view: View
    least: str
    scope: str
    answers: Any
    status: int = 200
    whole: bool = True
    example: Any = None

    @property
    def subject(self) -> str:
        return self.view.__module__.rpartition(".")[2]

    @property
    def is_write(self) -> bool:
        return self.method != "GET"

    @property
    def summary(self) -> str:
        return " ".join(self._said()[0].split()).rstrip(".")

    @property
    def description(self) -> str:
        return " ".join(" ".join(self._said()[1:]).split())

    def _said(self) -> list[str]:
        said = inspect.cleandoc(self.view.__doc__ or self.name.replace("_", " ").capitalize() + ".")
        return said.split("\n\n")


@cache
def operations() -> tuple[Operation, ...]:
    """The `OPERATIONS` of every module of operations/, in the order of their subjects."""
    names = sorted(module.name for module in pkgutil.iter_modules(folder.__path__))
    modules = [importlib.import_module(f"{folder.__name__}.{name}") for name in names]
    return tuple(operation for module in modules for operation in getattr(module, "OPERATIONS", ()))


@cache
def scopes() -> dict[str, tuple[Operation, ...]]:
    """Every scope with the operations that need it, gathered from the operations themselves."""
    found: dict[str, tuple[Operation, ...]] = {}
    for operation in operations():
        found[operation.scope] = (*found.get(operation.scope, ()), operation)
    return dict(sorted(found.items()))

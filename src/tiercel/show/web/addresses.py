"""Every address of the pages, with the least role that may open it, and what else the views declare, gathered."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from types import ModuleType
from typing import TypeVar

import tiercel.show.web.views as folder
from tiercel.show.web.access import Address

Declared = TypeVar("Declared")


def modules() -> Iterator[ModuleType]:
    """Every module of views/, its folders included."""
    names = [module.name for module in pkgutil.walk_packages(folder.__path__, f"{folder.__name__}.")]
    return (importlib.import_module(name) for name in sorted(names))


def declared(kind: type[Declared], one: str, several: str) -> tuple[Declared, ...]:
    """What the modules of views/ declare under either name: a single one, or a tuple of them."""
    found: list[Declared] = []
    for module in modules():
        alone = getattr(module, one, None)
        found += [alone] if isinstance(alone, kind) else []
        found += getattr(module, several, ())
    return tuple(found)


ADDRESSES = declared(Address, "ADDRESS", "ADDRESSES")

"""Every address of the pages, with the least role that may open it, gathered from the views."""

from __future__ import annotations

import importlib
import pkgutil

import tiercel.show.web.views as folder
from tiercel.show.web.access import Address


def gathered() -> tuple[Address, ...]:
    """The `ADDRESSES` of every module of views/, its folders included."""
    names = [module.name for module in pkgutil.walk_packages(folder.__path__, f"{folder.__name__}.")]
    modules = [importlib.import_module(name) for name in sorted(names)]
    return tuple(address for module in modules for address in getattr(module, "ADDRESSES", ()))


ADDRESSES = gathered()

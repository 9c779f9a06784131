"""Parts: what there are many of is a folder of modules, and a module's file name is the part's name."""

import importlib
import pkgutil
from collections.abc import Iterator
from functools import cache
from types import ModuleType

from tiercel.core.errors import ConfigError
from tiercel.core.nearest import nearest


@cache
def parts(package: str) -> dict[str, ModuleType]:
    """Every part in a folder, by name, in alphabetical order; modules that begin with an underscore are not parts.

    package   the dotted name of the folder, as "tiercel.collect.columns.presets"
    """
    return dict(_walk(package))


def part_names(package: str) -> list[str]:
    """The names of a folder's parts, in alphabetical order; none of them is loaded for it."""
    folder = importlib.import_module(package)
    return sorted(module.name for module in pkgutil.iter_modules(folder.__path__) if not module.name.startswith("_"))


def part(package: str, name: str) -> ModuleType:
    """The part of that name; raises ConfigError that lists what there is and says which is nearest."""
    found = parts(package)
    if name not in found:
        kind = package.rpartition(".")[2].removesuffix("s")
        raise ConfigError(f"There is no {kind} '{name}'.{nearest(name, found)} There are: {', '.join(found)}.")
    return found[name]


def _walk(package: str) -> Iterator[tuple[str, ModuleType]]:
    for name in part_names(package):
        yield name, importlib.import_module(f"{package}.{name}")

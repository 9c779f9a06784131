"""Which dialect an address belongs to: each says its own, and no list of them is kept."""

from typing import Any, NamedTuple, cast

from tiercel.collect.events.dialect import DIALECTS, Dialect, Route
from tiercel.core.parts import parts


class Found(NamedTuple):
    name: str
    dialect: Dialect
    route: Route
    path: dict[str, str]


_NOTHING: dict[str, str] = {}


class Router:
    """Addresses of every dialect, with or without a slash at the end."""

    def __init__(self) -> None:
        self._exact: dict[str, Found] = {}
        self._patterns: list[tuple[list[str], Found]] = []
        for name, module in parts(DIALECTS).items():
            spoken = cast(Dialect, cast(Any, module))
            for route in spoken.ROUTES:
                self._add(Found(name, spoken, route, _NOTHING))

    def _add(self, found: Found) -> None:
        if "{" in found.route.path:
            self._patterns.append((found.route.path.split("/"), found))
            return
        self._exact[found.route.path] = found
        self._exact[f"{found.route.path}/"] = found

    def find(self, path: str) -> Found | None:
        found = self._exact.get(path)
        if found is not None:
            return found
        steps = path.removesuffix("/").split("/")
        for pattern, one in self._patterns:
            named = _named(pattern, steps)
            if named is not None:
                return one._replace(path=named)
        return None


def _named(pattern: list[str], steps: list[str]) -> dict[str, str] | None:
    if len(pattern) != len(steps):
        return None
    named = {}
    for wanted, step in zip(pattern, steps, strict=True):
        if wanted.startswith("{"):
            named[wanted.strip("{}")] = step
        elif wanted != step:
            return None
    return named

"""What a document may say: everything wrong in one is found at once, with its place and the nearest right word."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from tiercel.core.nearest import nearest


class Shape(Protocol):
    """What one value may be."""

    def wrong(self, value: Any, path: str) -> Iterator[str]:
        """One sentence for each thing that is wrong with a value, each beginning with its place."""
        ...

    def wanted(self) -> str:
        """What is wanted here, in words for the reference, as "a whole number from 1 to 9"."""
        ...


@dataclass(frozen=True)
class Text:
    """A text; one of `choices`, where there are any."""

    choices: tuple[str, ...] = ()
    may_be_empty: bool = False

    def wrong(self, value: Any, path: str) -> Iterator[str]:
        if not isinstance(value, str):
            yield _not(path, self.wanted(), value)
        elif self.choices and value not in self.choices:
            yield f"{_not(path, self.wanted(), value)}{nearest(value, self.choices)}"
        elif not self.may_be_empty and not value.strip():
            yield f"{path}: it is empty. Write {self.wanted()}."

    def wanted(self) -> str:
        return f"one of: {', '.join(self.choices)}" if self.choices else "a text"


@dataclass(frozen=True)
class Number:
    """A finite number from `low` to `high`, both allowed; whole, where that is asked."""

    low: float = -math.inf
    high: float = math.inf
    whole: bool = False

    def wrong(self, value: Any, path: str) -> Iterator[str]:
        kinds = int if self.whole else (int, float)
        good = isinstance(value, kinds) and not isinstance(value, bool) and math.isfinite(value)
        if not good or not self.low <= value <= self.high:
            yield _not(path, self.wanted(), value)

    def wanted(self) -> str:
        name = "a whole number" if self.whole else "a number"
        if math.isinf(self.low) and math.isinf(self.high):
            return name
        return (
            f"{name} from {self.low:g} to {self.high:g}"
            if math.isfinite(self.high)
            else f"{name} of {self.low:g} or more"
        )


@dataclass(frozen=True)
class Flag:
    """True or false."""

    def wrong(self, value: Any, path: str) -> Iterator[str]:
        if not isinstance(value, bool):
            yield _not(path, self.wanted(), value)

    def wanted(self) -> str:
        return "true or false"


@dataclass(frozen=True)
class Maybe:
    """A shape, or nothing; `nothing` says what nothing means."""

    of: Shape
    nothing: str

    def wrong(self, value: Any, path: str) -> Iterator[str]:
        if value is not None:
            yield from self.of.wrong(value, path)

    def wanted(self) -> str:
        return f"{self.of.wanted()}, or null: {self.nothing}"


@dataclass(frozen=True)
class Listing:
    """A list of one shape; where `key` is given, each entry is a record that no other has the same `key` as."""

    of: Shape
    key: str = ""
    at_least: int = 0

    def wrong(self, value: Any, path: str) -> Iterator[str]:
        if not isinstance(value, list):
            yield _not(path, self.wanted(), value)
            return
        if len(value) < self.at_least:
            yield f"{path}: {len(value)} given, at least {self.at_least} wanted."
        seen: list[Any] = []
        for place, entry in enumerate(value, start=1):
            name = entry.get(self.key, place) if self.key and isinstance(entry, dict) else place
            if self.key and name in seen:
                yield f"{path}: there are two with {self.key} {name!r}. Rename or remove one."
            seen.append(name)
            yield from self.of.wrong(entry, f"{path}[{name}]")

    def wanted(self) -> str:
        return f"a list of: {self.of.wanted()}"


@dataclass(frozen=True)
class Field:
    """One field of a record, with a sentence for the reference."""

    shape: Shape
    doc: str


@dataclass(frozen=True)
class Record:
    """Named fields, all of them wanted and no others."""

    fields: Mapping[str, Field]

    def wrong(self, value: Any, path: str) -> Iterator[str]:
        if not isinstance(value, dict):
            yield _not(path or "the document", self.wanted(), value)
            return
        for name in value:
            if name not in self.fields:
                yield f"{_inside(path, str(name))}: there is no such field.{nearest(str(name), self.fields)}"
        for name, field in self.fields.items():
            if name not in value:
                yield f"{_inside(path, name)}: it is missing. Write {field.shape.wanted()}."
            else:
                yield from field.shape.wrong(value[name], _inside(path, name))

    def wanted(self) -> str:
        return f"fields named {', '.join(self.fields)}"


def _inside(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _not(path: str, wanted: str, value: Any) -> str:
    shown = repr(value) if len(repr(value)) <= 60 else repr(value)[:57] + "..."
    return f"{path}: {shown} is not {wanted}."

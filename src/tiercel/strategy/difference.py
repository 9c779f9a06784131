"""What differs between two versions of a document, place by place, for people."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

# Entries of a list are the same entry when they have the same one of these, wherever they stand.
NAMES = ("tier", "name", "attribute", "reason", "level", "term", "person")


class _Absent:
    def __repr__(self) -> str:
        return "-"


ABSENT = _Absent()


@dataclass(frozen=True)
class Difference:
    """One place where two bodies differ; `old` or `new` is ABSENT where only the other has it."""

    path: str
    old: Any
    new: Any

    def __str__(self) -> str:
        if self.old is ABSENT:
            return f"+ {self.path}: {_shown(self.new)}"
        if self.new is ABSENT:
            return f"- {self.path}: {_shown(self.old)}"
        return f"~ {self.path}: {_shown(self.old)} -> {_shown(self.new)}"


def differences(old: Any, new: Any) -> list[Difference]:
    """Every place where two bodies differ, in the order of the new one, what was taken out last.

    >>> for one in differences({"tiers": [{"tier": 1, "at_most": 50}]}, {"tiers": [{"tier": 1, "at_most": 40}]}):
    ...     print(one)
    ~ tiers[1].at_most: 50 -> 40
    """
    return list(_compare(old, new, ""))


def _compare(old: Any, new: Any, path: str) -> Iterator[Difference]:
    if isinstance(old, dict) and isinstance(new, dict):
        yield from _compare_fields(old, new, path, ".")
    elif isinstance(old, list) and isinstance(new, list):
        yield from _compare_lists(old, new, path)
    elif old != new or isinstance(old, bool) != isinstance(new, bool):
        yield Difference(path, old, new)


def _compare_fields(old: dict[str, Any], new: dict[str, Any], path: str, join: str) -> Iterator[Difference]:
    for name in [*new, *(name for name in old if name not in new)]:
        inner = _joined(path, name, join)
        if name not in old:
            yield Difference(inner, ABSENT, new[name])
        elif name not in new:
            yield Difference(inner, old[name], ABSENT)
        else:
            yield from _compare(old[name], new[name], inner)


def _compare_lists(old: list[Any], new: list[Any], path: str) -> Iterator[Difference]:
    key = _key_of(old, new)
    if key:
        before, after = ({str(entry[key]): entry for entry in side} for side in (old, new))
        yield from _compare_fields(before, after, path, "[]")
        if [name for name in before if name in after] != [name for name in after if name in before]:
            yield Difference(f"{path} (order)", list(before), list(after))
    elif not any(isinstance(entry, dict | list) for entry in old + new):
        yield from _compare_words(old, new, path)
    else:
        before, after = ({str(place): entry for place, entry in enumerate(side, 1)} for side in (old, new))
        yield from _compare_fields(before, after, path, "[]")


def _compare_words(old: list[Any], new: list[Any], path: str) -> Iterator[Difference]:
    added = [word for word in new if word not in old]
    gone = [word for word in old if word not in new]
    yield from (Difference(path, ABSENT, word) for word in added)
    yield from (Difference(path, word, ABSENT) for word in gone)
    if not added and not gone and old != new:
        yield Difference(f"{path} (order)", old, new)


def _key_of(old: list[Any], new: list[Any]) -> str:
    """The field by which the entries of both are told apart; "" where there is none."""
    entries = old + new
    if not entries or not all(isinstance(entry, dict) for entry in entries):
        return ""
    return next((key for key in NAMES if _names_each(key, old) and _names_each(key, new)), "")


def _names_each(key: str, entries: list[Any]) -> bool:
    names = [entry.get(key) for entry in entries]
    return all(isinstance(name, str | int) for name in names) and len({str(name) for name in names}) == len(names)


def _joined(path: str, name: str, join: str) -> str:
    if join == "[]":
        return f"{path}[{name}]"
    return f"{path}.{name}" if path else name


def _shown(value: Any) -> str:
    text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    return text if len(text) <= 100 else text[:97] + "..."

"""What a preset knows of a system's taps: which of our tables each stream becomes, and what has to be said of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any, Protocol, cast

from tiercel.core.parts import part, parts

PRESETS = "tiercel.collect.singer.presets"


@dataclass(frozen=True)
class Inner:
    """A list within a record, each entry of which becomes a row of another table.

    path     where the list stands, as "associations.associatedVids"
    columns  field -> a column of the record, or ENTRY for the entry itself
    """

    table: str
    path: str
    columns: Mapping[str, str]


ENTRY = "(entry)"


@dataclass(frozen=True)
class Stream:
    """One stream.

    table    what its records become; "" for one that is known and not taken
    why_not  why it is not taken, in a sentence
    columns  field -> column, where the import preset of the system would find none, or another; "" for none
    inner    lists within its records
    needs    streams without which the tap does not send this one
    kind     which kind of the import preset its records are, where several become the table
    """

    table: str = ""
    why_not: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    inner: tuple[Inner, ...] = ()
    needs: tuple[str, ...] = ()
    kind: str = ""


class Preset(Protocol):
    """A part: the streams of one system's taps.

    LABEL    what people call the system
    TAPS     the names of its taps, as people install them
    COLUMNS  the import preset that knows the names of its columns
    """

    LABEL: str
    TAPS: tuple[str, ...]
    COLUMNS: str
    STREAMS: Mapping[str, Stream]

    def tidy(self, record: dict[str, Any]) -> dict[str, Any]:
        """A record (or one made of the schema's columns) without the system's wrappings."""


def preset_named(name: str) -> Preset:
    return cast(Preset, part(PRESETS, name))


def preset_names() -> tuple[str, ...]:
    return tuple(parts(PRESETS))


def preset_for(tap: str) -> str:
    """The preset of a tap by its name, "" where none knows it.

    >>> preset_for("tap-hubspot==4.5.0"), preset_for("taps/bin/tap-salesforce"), preset_for("tap-unheard-of")
    ('hubspot', 'salesforce', '')
    """
    bare = tap.replace("\\", "/").rpartition("/")[2].casefold().replace("_", "-")

    def is_meant(module: ModuleType) -> bool:
        return any(
            bare == name or bare.startswith((f"{name}=", f"{name}[", f"{name}<", f"{name}>", f"{name}~", f"{name} "))
            for name in module.TAPS
        )

    return next((name for name, module in parts(PRESETS).items() if is_meant(module)), "")

"""What a tap says that it could send, and which of that it is asked for."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterable, Mapping
from typing import Any

from tiercel.collect.singer.flatten import example_of, flat
from tiercel.collect.singer.preset import preset_named
from tiercel.collect.singer.streams import Chosen, Plan, plan, tidy_of
from tiercel.core.errors import DataError

Catalog = dict[str, Any]


def read_catalog(text: str | bytes) -> Catalog:
    """The catalog that discovery wrote; raises DataError for anything else."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        raise DataError(
            "What the tap said of its streams is not JSON. Try its command with --discover by hand."
        ) from None
    streams = found.get("streams") if isinstance(found, dict) else None
    if not isinstance(streams, list) or not all(isinstance(each, dict) for each in streams):
        raise DataError("The tap named no streams. Try its command with --discover by hand.")
    return {**found, "streams": [each for each in streams if _name(each)]}


def _name(entry: Mapping[str, Any]) -> str:
    name = entry.get("stream") or entry.get("tap_stream_id")
    return name if isinstance(name, str) else ""


def plans_for(
    catalog: Catalog, *, preset: str, chosen: Mapping[str, Chosen], keep_unknown: bool = False
) -> tuple[Plan, ...]:
    """What becomes of every stream of a catalog, those that are taken first."""
    found = [
        plan(
            _name(entry),
            entry.get("schema") if isinstance(entry.get("schema"), dict) else {},
            preset=preset,
            chosen=chosen.get(_name(entry), Chosen()),
            keep_unknown=keep_unknown,
        )
        for entry in catalog["streams"]
    ]
    return tuple(sorted(found, key=lambda each: (not each.table, each.stream)))


def select(catalog: Catalog, plans: Iterable[Plan], *, preset: str) -> Catalog:
    """The catalog with the streams and fields marked that the plans want, and no others.

    Marked in both ways that taps read: by metadata, and by `selected` in the schema.
    """
    wanted = {each.stream: each for each in plans if each.table}
    needed = _needed(wanted, preset)
    made = copy.deepcopy(catalog)
    for entry in made["streams"]:
        name = _name(entry)
        _select_stream(entry, wanted.get(name), selected=name in wanted or name in needed, preset=preset)
    return made


def _needed(wanted: Iterable[str], preset: str) -> set[str]:
    if not preset:
        return set()
    streams = preset_named(preset).STREAMS
    return {other for name in wanted if name in streams for other in streams[name].needs}


def _select_stream(entry: dict[str, Any], wanted: Plan | None, *, selected: bool, preset: str) -> None:
    metadata = [
        each
        for each in entry.get("metadata") or []
        if isinstance(each, dict) and isinstance(each.get("metadata"), dict)
    ]
    by_place = {tuple(map(str, each.get("breadcrumb") or ())): each["metadata"] for each in metadata}
    if () not in by_place:
        by_place[()] = {}
        metadata.append({"breadcrumb": [], "metadata": by_place[()]})
    _say(by_place[()], selected)
    _choose_replication(by_place[()])
    schema: dict[str, Any] = entry["schema"] if isinstance(entry.get("schema"), dict) else {}
    if selected and wanted is not None:
        fields = _fields(schema, wanted, preset)
        for name in schema.get("properties") or {}:
            place: tuple[str, ...] = ("properties", str(name))
            if place not in by_place:
                by_place[place] = {}
                metadata.append({"breadcrumb": list(place), "metadata": by_place[place]})
        for place, said in by_place.items():
            if len(place) >= 2:
                said["selected"] = said.get("inclusion") != "unsupported" and (
                    said.get("inclusion") == "automatic" or place[1] in fields
                )
    entry["metadata"] = metadata
    entry["selected"] = selected
    if isinstance(entry.get("schema"), dict):
        entry["schema"]["selected"] = selected


def _say(root: dict[str, Any], selected: bool) -> None:
    root["selected"] = selected


def _choose_replication(root: dict[str, Any]) -> None:
    """By what changed since the last time, where the tap can: some do it only where the catalog says so."""
    keys = root.get("valid-replication-keys")
    if (
        root.get("forced-replication-method")
        or root.get("replication-method")
        or not isinstance(keys, list)
        or not keys
    ):
        return
    root["replication-method"], root["replication-key"] = "INCREMENTAL", keys[0]


def _fields(schema: Mapping[str, Any], wanted: Plan, preset: str) -> set[str]:
    """The properties at the top of the schema without which a column that is written would be missing."""
    tidy, example = tidy_of(preset), example_of(schema)
    columns = {*wanted.columns, *(inner.path for inner in wanted.inner)} & flat(tidy(example)).keys()

    def lacks(name: str) -> bool:
        without = {other: value for other, value in example.items() if other != name}
        return not columns <= flat(tidy(without)).keys()

    return {name for name in example if lacks(name)}

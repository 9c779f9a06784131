"""What came of a run, added up over its imports: by stream what came and what was refused, by table what it did."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tiercel.collect.singer.intake import Cut, Tally
from tiercel.flow.importing.report import ImportReport
from tiercel.records.models import ConnectorRun

NUMBERS = ("created", "changed", "left_alone", "waiting", "rejected", "cells_set_aside")


def streams_of(tallies: Mapping[str, Tally], before: Mapping[str, Any]) -> dict[str, Any]:
    """Stream -> its numbers, with those that the imports found so far."""
    empty = {"rejected": 0, "cells": 0}
    return {
        stream: {**empty, **before.get(stream, {}), "table": one.table, "why_not": one.why_not, "came": one.came}
        for stream, one in tallies.items()
    }


def add_report(row: ConnectorRun, cut: Cut, report: ImportReport) -> None:
    """Add what one import found to the run."""
    streams = {file.path.name: file.stream for file in cut.files}
    for file in report.files:
        said = row.streams.setdefault(streams[file.name], {})
        said["rejected"] = said.get("rejected", 0) + file.rejected
        said["cells"] = said.get("cells", 0) + file.cells_set_aside
    for line in report.tables:
        before = row.tables.get(line.table, {})
        row.tables[line.table] = {name: before.get(name, 0) + getattr(line, name) for name in NUMBERS}

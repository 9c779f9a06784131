"""Jobs name files by where they stood; after a restore these stand elsewhere."""

from __future__ import annotations

from typing import Any

from tiercel.records.models import Job


def lead_paths(old: str, new: str) -> None:
    """Make what jobs were asked and found speak of the new workspace folder."""
    if old == new:
        return
    changed = []
    for job in Job.objects.only("asked", "found"):
        asked, found = _led(job.asked, old, new), _led(job.found, old, new)
        if (asked, found) != (job.asked, job.found):
            job.asked, job.found = asked, found
            changed.append(job)
    Job.objects.bulk_update(changed, ["asked", "found"], batch_size=200)


def _led(value: Any, old: str, new: str) -> Any:
    """
    >>> _led({"files": ["/old/a.csv", "/older/b.csv"]}, "/old", "/new")
    {'files': ['/new/a.csv', '/older/b.csv']}
    """
    if isinstance(value, str):
        return new + value[len(old) :] if value.startswith(f"{old}/") else value
    if isinstance(value, list):
        return [_led(each, old, new) for each in value]
    return {name: _led(each, old, new) for name, each in value.items()} if isinstance(value, dict) else value

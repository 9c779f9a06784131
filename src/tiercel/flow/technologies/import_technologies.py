"""Technologies that were found become records, by the door by which files come in."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from tiercel.core.clock import utc_now
from tiercel.flow.import_files import import_now
from tiercel.flow.importing.asked import Asked
from tiercel.flow.importing.report import ImportReport
from tiercel.flow.technologies.find_technologies import Seen
from tiercel.records.models import Technology, User

COLUMNS = ("account", "domain", "name", "category", "since", "confidence", "source", "evidence")


def import_technologies(found: Iterable[Seen], by: User | None, now: datetime | None = None) -> ImportReport:
    """Import what was found: of several pages of a company, the surest is kept; `since` is the first time."""
    now = now or utc_now()
    known = set(Technology.objects.values_list("domain", "name", "source"))
    surest: dict[tuple[str, str, str, str], Seen] = {}
    for one in found:
        key = (one.account, one.domain, one.technology, one.source)
        if key not in surest or one.confidence > surest[key].confidence:
            surest[key] = one
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "technologies.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(COLUMNS)
            for one in surest.values():
                # Seen again is seen since the first time still.
                since = "" if (one.domain, one.technology, one.source) in known else now.date().isoformat()
                writer.writerow(
                    [
                        one.account,
                        one.domain,
                        one.technology,
                        one.category,
                        since,
                        one.confidence,
                        one.source,
                        one.evidence,
                    ]
                )
        mapping = {name: name for name in COLUMNS}
        asked = Asked(files=(str(path),), table="technologies", preset="generic", source="tiercel", mapping=mapping)
        return import_now(asked, by, now=now)

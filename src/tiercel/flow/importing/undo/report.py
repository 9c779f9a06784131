"""What taking an import back did, or would do: table by table, and what stays with the reason."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

MOST_KEPT = 200
# Why a row that the import made stays.
CHANGED, MERGED, NAMED_ELSEWHERE, REFERRED = "changed", "merged", "named_elsewhere", "referred"
# Why a value that it changed stays.
NEWER, GONE, PUT_AWAY = "newer", "gone", "put_away"


@dataclass(frozen=True)
class UndoLine:
    """One table: rows put away, values that return, links that end, waiting rows forgotten; and what stays."""

    table: str
    put_away: int = 0
    returned: int = 0
    ended: int = 0
    forgotten: int = 0
    kept: int = 0

    @property
    def does_anything(self) -> bool:
        return bool(self.put_away or self.returned or self.ended or self.forgotten)


@dataclass(frozen=True)
class KeptLine:
    """What stays: a row that the import made (no field), or a value or link that it changed.

    why     changed, merged, named_elsewhere or referred of a row; newer, gone or put_away of a value
    what    what hangs on a row that is referred to, as "deals"; else empty
    """

    table: str
    row: int
    name: str
    field: str
    why: str
    what: str = ""


@dataclass(frozen=True)
class UndoReport:
    """All of it; `kept` are the first few of what stays, the tables count all.

    undo      the import that is taken back
    dry_run   whether it is only looked at
    made_at   when it happened, as ISO text; empty for a look
    """

    undo: int
    dry_run: bool
    tables: tuple[UndoLine, ...]
    kept: tuple[KeptLine, ...]
    made_at: str = ""

    @property
    def does_anything(self) -> bool:
        return any(line.does_anything for line in self.tables)

    def total(self, what: str) -> int:
        """The sum of one column of the tables, as "put_away"."""
        return sum(getattr(line, what) for line in self.tables)

    @property
    def put_away(self) -> int:
        return self.total("put_away")

    @property
    def returned(self) -> int:
        return self.total("returned") + self.total("ended")

    @property
    def stays(self) -> int:
        return self.total("kept")

    def as_values(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_values(cls, values: dict[str, Any]) -> UndoReport:
        return cls(
            values["undo"],
            values["dry_run"],
            tuple(UndoLine(**line) for line in values["tables"]),
            tuple(KeptLine(**line) for line in values["kept"]),
            values["made_at"],
        )


def first_few(kept: Iterable[KeptLine]) -> tuple[KeptLine, ...]:
    return tuple(sorted(kept, key=lambda line: (line.table, line.row, line.field)))[:MOST_KEPT]

"""The files of an import before anything is taken from them: how they are read, and what their first rows say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tiercel.collect.columns.kinds import AIDS, fields_of
from tiercel.collect.files.source import Source
from tiercel.core.errors import TiercelError
from tiercel.flow.import_files import look
from tiercel.flow.importing.asked import Asked

FIRST_ROWS = 5
GIVEN = "given"
MOST_CELL = 80
# What helps to read a row and is no value of it is shown where it was found; these may be found by hand.
SHOWN_AIDS = {"deals": ("currency", "is_won", "is_closed")} | dict.fromkeys(
    ("accounts", "subscriptions", "spend", "trigger_events"), ("currency",)
)


@dataclass(frozen=True)
class FieldLook:
    """One field of the table, and the columns that are read for it.

    columns   the file's columns, none where the field is not there
    how       how we know: "named so", "known as …", "like …" or "given"
    """

    name: str
    doc: str
    required: bool
    columns: tuple[str, ...]
    how: str

    @property
    def column(self) -> str:
        return " + ".join(self.columns)

    @property
    def is_chosen(self) -> bool:
        """Whether somebody said so, be it that no column is meant."""
        return self.how == GIVEN


@dataclass(frozen=True)
class FileLook:
    """One file before anything is taken from it.

    encoding    of a text; `is_chosen` where somebody said so
    """

    name: str
    table: str
    preset: str
    format: str
    encoding: str
    is_chosen: bool
    why_not: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    fields: tuple[FieldLook, ...]
    unknown: tuple[str, ...]
    problems: tuple[str, ...]


def looks_at(asked: Asked) -> tuple[tuple[FileLook, ...], str]:
    """The files, and why they cannot be looked at; "" where they can."""
    try:
        return tuple(_look(source, _chosen(asked, source)) for source in look(asked)), ""
    except TiercelError as wrong:
        return (), str(wrong)
    except FileNotFoundError:
        return (), _("These files are no longer here. Upload them again.")


def _chosen(asked: Asked, source: Source) -> Mapping[str, str]:
    """What somebody said about the columns of a file: field -> column, "" for none."""
    chosen: Mapping[str, str] = asked.per_file.get(source.path.name, {}).get("mapping", {})
    return chosen


def _look(source: Source, chosen: Mapping[str, str]) -> FileLook:
    return FileLook(
        name=source.path.name,
        table=source.table or "",
        preset=source.preset or "",
        format=source.format,
        encoding=source.encoding,
        is_chosen=source.layout.is_chosen,
        why_not=source.why_not,
        columns=source.columns,
        rows=tuple(tuple(cell[:MOST_CELL] for cell in row) for row in source.rows[:FIRST_ROWS]),
        fields=_fields(source, chosen) if source.table else (),
        unknown=source.unknown,
        problems=source.problems,
    )


def _fields(source: Source, chosen: Mapping[str, str]) -> tuple[FieldLook, ...]:
    """The fields of the table: those that were found first, each with its columns."""
    assert source.table is not None
    fields = [
        FieldLook(
            name=name,
            doc=column.doc,
            required=column.required,
            columns=tuple(source.matches[name].columns) if name in source.matches else (),
            how=GIVEN if name in chosen else source.matches[name].how if name in source.matches else "",
        )
        for name, column in fields_of(source.table).items()
        if name in source.matches or name not in AIDS or name in SHOWN_AIDS.get(source.table, ())
    ]
    return tuple(sorted(fields, key=lambda each: (not each.columns, not each.required)))

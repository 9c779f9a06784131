"""Back a workspace up while it is at work: the records as of one instant, and the files that they speak of."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

from tiercel import __version__
from tiercel.core.errors import DataError
from tiercel.core.settings import FILE_NAME
from tiercel.flow import trail
from tiercel.flow.backup import members
from tiercel.flow.backup.archive import Writer, written
from tiercel.flow.backup.dump import Snapshot, snapshot
from tiercel.flow.backup.manifest import FILES, FORM, TABLES, Manifest, TableNote
from tiercel.flow.jobs import Listener, Report


def back_up(path: Path, now: datetime, *, with_secret: bool = False, listener: Listener | None = None) -> Manifest:
    """Write the whole workspace to one file; it stands there whole, or not at all.

    with_secret   take the key that sessions are signed with along, and the secrets of tiercel.toml
    raises        DataError where the file exists, or files of events went while it was made, twice; AccessError where
                  it cannot be written
    """
    try:
        return _back_up(path, now, with_secret, listener)
    except _GoneError:
        return _back_up(path, now, with_secret, listener)


class _GoneError(DataError):
    """Files that the records speak of went before they were reached: they had been superseded, and were swept."""


def _back_up(path: Path, now: datetime, with_secret: bool, listener: Listener | None) -> Manifest:
    workspace = Path(settings.WORKSPACE.workspace)
    say = listener or (lambda _report: None)
    with written(path.absolute()) as writer:
        with snapshot() as records:
            events = [each for each in records.events() if (workspace / each).is_file()]
            tables = {table: _table(writer, records, table, say) for table in records.tables()}
            migrations = records.migrations()
        # After the records: whatever they speak of was there before they spoke of it.
        _files(writer, workspace, with_secret, say)
        lacking = [each for each in events if FILES + each not in writer.members]
        if any(not (workspace / each).is_file() for each in lacking):
            raise _GoneError(_("Files of events were replaced while they were backed up. Try again."))
        if lacking:
            raise DataError(
                _(
                    "{path} stands behind a link, and a backup does not follow it. Let {folder} itself be the link."
                ).format(path=workspace / lacking[0], folder=workspace / Path(lacking[0]).parts[0])
            )
        manifest = Manifest(
            form=FORM,
            version=__version__,
            made_at=now.isoformat(),
            database=connection.vendor,
            workspace=str(workspace),
            migrations=migrations,
            tables=tables,
            members=writer.members,
        )
        writer.finish(manifest)
    trail.note("workspace.backed_up", None, subject="workspace", rows_in_all=sum(t.rows for t in tables.values()))
    return manifest


def _table(writer: Writer, records: Snapshot, table: str, say: Listener) -> TableNote:
    count = 0

    def counted() -> Iterator[bytes]:
        nonlocal count
        for block in records.lines(table):
            # A line is a row: line breaks within values are written otherwise.
            count += block.count(b"\n")
            say(Report(_("Backing up {table}").format(table=table), count))
            yield block

    columns = tuple(records.columns(table))
    writer.add(TABLES + table, counted())
    return TableNote(columns, count, records.last_key(table))


def _files(writer: Writer, workspace: Path, with_secret: bool, say: Listener) -> None:
    text = members.settings_text(workspace, with_secret=with_secret)
    if text is not None:
        writer.add(FILES + FILE_NAME, [text])
    for count, (name, path) in enumerate(members.files(workspace, with_secret=with_secret), start=1):
        say(Report(_("Backing up files"), count))
        try:
            content = members.blocks_of(path)
            first = next(content, b"")
        except FileNotFoundError:
            continue  # swept meanwhile: what nothing speaks of, or is looked for at the end
        writer.add(FILES + name, _with(first, content), packed=not members.is_packed(name))


def _with(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest

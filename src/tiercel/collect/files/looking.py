"""What a file holds, before anything is taken from it: format, columns, first rows, and what they seem to mean."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import cast

from tiercel.collect.columns.kinds import GENERIC, PRESETS, Kind, Match, Preset, header_key, kind_for, match_exactly
from tiercel.collect.columns.mapping import match_columns
from tiercel.collect.files.encoding import checked_encoding
from tiercel.collect.files.headers import OURS
from tiercel.collect.files.limits import Limits
from tiercel.collect.files.opening import head_of
from tiercel.collect.files.reader import READERS, Reader
from tiercel.collect.files.source import Source
from tiercel.collect.safe_cells import unguarded
from tiercel.core.errors import DataError
from tiercel.core.parts import part, parts
from tiercel.normal.text import compared
from tiercel.tables.catalogue import table_named

# More than any number of columns that another preset explains.
CERTAIN = 1e9
FIRST_ROWS = 20
DECISIONS = f"{OURS}reading"


def look(
    path: Path,
    *,
    table: str | None = None,
    preset: str | None = None,
    mapping: Mapping[str, str] = {},
    kind: str = "",
    encoding: str = "",
    limits: Limits = Limits(),  # noqa: B008
) -> Source:
    """What one file holds.

    table    what its rows are to become, where a person has said so
    preset   whose words its columns are in, where a person has said so
    mapping  field -> column, over what is recognised
    kind     which kind of the preset it is, by its name, whatever its columns show
    encoding  of a text, where a person has said it; a mark at the beginning of the file knows better
    raises   DataError for a file that cannot be read; ConfigError for a preset that does not exist
    """
    return look_all([path], table=table, preset=preset, mapping=mapping, kind=kind, encoding=encoding, limits=limits)[0]


def look_all(
    paths: Sequence[Path],
    *,
    table: str | None = None,
    preset: str | None = None,
    mapping: Mapping[str, str] = {},
    kind: str = "",
    encoding: str = "",
    limits: Limits = Limits(),  # noqa: B008
) -> list[Source]:
    """What the files hold, decided together: the exports of one system are read in that system's words."""
    if table is not None:
        table_named(table)
    names = _distinct_names(paths)
    opened = [replace(open_file(path, limits, encoding), name=name) for path, name in zip(paths, names, strict=True)]
    chosen = preset or _preset_of([source for source in opened if not source.decided.get("preset")])
    found = [replace(source, kind=str(source.decided.get("kind") or kind)) for source in opened]
    return [_understand(source, chosen, table, preset is not None, mapping) for source in found]


def reader_named(name: str) -> Reader:
    return cast(Reader, part(READERS, name))


def preset_named(name: str) -> Preset:
    return cast(Preset, part(PRESETS, name))


def open_file(path: Path, limits: Limits, encoding: str = "") -> Source:
    """A file by its format alone: columns and first rows, whatever they mean."""
    encoding, head = checked_encoding(encoding), head_of(path, limits)
    for name in sorted(parts(READERS)):
        reader = reader_named(name)
        if reader.recognises(head):
            layout = reader.examine(path, limits, encoding)
            return _first_look(Source(path, name, layout, path.name, limits=limits, problems=layout.problems))
    raise DataError(f"{path.name} is no file that we can read. Export it as CSV, XLSX, Parquet or JSON lines.")


def _first_look(source: Source) -> Source:
    rows: list[tuple[str, ...]] = []
    for batch in reader_named(source.format).read(source.path, source.layout, source.limits):
        texts = [column.slice(0, FIRST_ROWS).to_pylist() for column in batch.columns]
        rows += [tuple(cell or "" for cell in row) for row in zip(*texts, strict=True)]
        if len(rows) >= FIRST_ROWS:
            break
    source = replace(source, rows=tuple(rows[:FIRST_ROWS]))
    return _remember(source) if DECISIONS in source.columns else source


def _remember(source: Source) -> Source:
    """A file of rejects carries how it was read the first time; the mended one is read alike."""
    place = source.columns.index(DECISIONS)
    found = next((row[place] for row in source.rows if row[place].startswith("{")), "{}")
    try:
        decided = {str(key): value for key, value in json.loads(found).items()}
    except (ValueError, AttributeError):
        decided = {}
    names = tuple(unguarded(name) for name in source.columns)
    layout = replace(source.layout, columns=names)
    rows = tuple(tuple(unguarded(cell) for cell in row) for row in source.rows)
    return replace(source, layout=layout, rows=rows, decided=decided, is_guarded=True)


def _preset_of(sources: Sequence[Source]) -> str:
    """The preset that explains most columns of all files; the generic one unless another knows more.

    What a warehouse loader wrote holds columns of a system: "name" and "type" may be anything there, so that common
    words are asked only where no system knows the file.
    """
    scores = {
        name: sum(_explained(preset_named(name), source.columns, source.path) for source in sources)
        for name in parts(PRESETS)
    }
    known = [name for name in scores if scores[name] > 0 and name != GENERIC]
    if sources and known and all(is_loaded(source.columns) for source in sources):
        return max(known, key=lambda name: scores[name])
    best = max(scores, key=lambda name: (scores[name], name == GENERIC))
    return best if scores[best] > 0 else GENERIC


def _explained(preset: Preset, columns: Sequence[str], path: Path) -> float:
    headers = _headers(columns)
    kind = preset.kind_of(headers, _stem(path))
    if kind is None:
        return 0.0
    if kind.certain:
        return CERTAIN
    marks = 2.0 * len(headers & preset.MARKS)
    if not kind.table:
        return marks + max(1, kind.shown_by(headers))
    return marks + sum(len(match.columns) for match in match_columns(kind, columns, {}, forgiving=False).values())


def _understand(source: Source, preset: str, table: str | None, insisted: bool, mapping: Mapping[str, str]) -> Source:
    preset = str(source.decided.get("preset") or preset)
    table = table or (str(source.decided["table"]) if source.decided.get("table") else None)
    keys = "file" if preset == GENERIC else preset
    kind = _kind(source, preset, table)
    own = _preset_of([source]) if kind is None and not insisted else GENERIC
    if own != GENERIC:
        # Of another system than the files beside it.
        preset, keys, kind = own, own, _kind(source, own, table)
    if kind is None and preset != GENERIC and not (insisted and table is None):
        preset, kind = GENERIC, _kind(source, GENERIC, table)
    if kind is None:
        known = ", ".join(column for column in source.columns[:8])
        why = (
            f"None of its columns ({known}) say what it holds. "
            "Say what its rows are (accounts, contacts, deals …), or leave it out."
        )
        return replace(source, preset=None, keys=keys, why_not=why, unknown=source.columns)
    if not kind.table:
        why = f"It holds {kind.label}, which are not taken yet."
        return replace(source, preset=preset, keys=keys, why_not=why, not_taken_yet=kind.label, unknown=source.columns)
    return _mapped(replace(source, preset=preset, keys=keys), kind, mapping)


def _kind(source: Source, preset: str, table: str | None) -> Kind | None:
    part_ = preset_named(preset)
    if source.kind and table is not None:
        meant = kind_for(part_.KINDS, table, source.kind)
        if meant is not None:
            return meant
    shown = part_.kind_of(_headers(source.columns), _stem(source.path))
    if table is None or (shown is not None and shown.table == table):
        return shown
    # Somebody says what it is, and its columns do not: nothing but that is taken for granted.
    found = kind_for(part_.KINDS, table)
    return replace(found, constants={}) if found else None


def _mapped(source: Source, kind: Kind, mapping: Mapping[str, str]) -> Source:
    before = source.decided.get("mapping")
    given: dict[str, str] = dict(before) if isinstance(before, dict) else {}
    columns = [column for column in source.columns if not column.startswith(OURS) and not kind.derives(column)]
    given = {name: column for name, column in given.items() if not column or column in columns or "+" in column} | dict(
        mapping
    )
    matches = match_columns(kind, columns, given, forgiving=source.preset == GENERIC)
    if source.preset != GENERIC and not is_loaded(columns):
        free = [column for column in columns if header_key(column) not in map(header_key, kind.ignored)]
        matches = _in_common_words(kind.table, free, matches, given) | matches
    used = {column for match in matches.values() for column in match.columns}
    unknown = tuple(column for column in columns if column not in used)
    problems = list(source.problems) + _missing(kind.table, matches)
    return replace(
        source,
        table=kind.table,
        matches=matches,
        values=kind.values,
        constants=kind.constants,
        only=kind.only,
        unknown=unknown,
        problems=tuple(problems),
        is_guarded=source.is_guarded or kind.certain,
    )


def _in_common_words(
    table: str, columns: Sequence[str], matches: Mapping[str, Match], given: Mapping[str, str]
) -> dict[str, Match]:
    """People add columns of their own to a system's: what the preset does not name may be named as everyone does."""
    kind = kind_for(preset_named(GENERIC).KINDS, table)
    if kind is None:
        return {}
    used = {column for match in matches.values() for column in match.columns}
    left = {name: words for name, words in kind.columns.items() if name not in matches and name not in given}
    return match_exactly(replace(kind, columns=left), [column for column in columns if column not in used])


def is_loaded(columns: Sequence[str]) -> bool:
    """Whether a warehouse loader wrote the file: all its columns are the system's own, and its times are UTC."""
    return any(column.startswith(("_fivetran", "_airbyte", "_sdc", "_dlt")) for column in columns)


def _missing(table: str, matches: Mapping[str, Match]) -> list[str]:
    absent = [name for name in table_named(table).required if name not in matches]
    return [
        f"No column for '{name}', which every row of {table} needs. Name it with --map {name}=COLUMN."
        for name in absent
    ]


def _distinct_names(paths: Sequence[Path]) -> list[str]:
    """The files' names, with as much of their folders as it takes to tell them apart."""
    names = [path.name for path in paths]
    for depth in range(2, 6):
        names = [
            name if names.count(name) == 1 else "/".join(path.parts[-depth:])
            for name, path in zip(names, paths, strict=True)
        ]
    return names


def _headers(columns: Sequence[str]) -> frozenset[str]:
    return frozenset(header_key(column) for column in columns if not column.startswith(OURS))


def _stem(path: Path) -> str:
    return compared(path.name.split(".")[0])

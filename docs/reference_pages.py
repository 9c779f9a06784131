"""The reference, written from what the code says of itself: settings, tables, commands, documents, parts."""

import ast
import importlib
import inspect
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from typing import Any

import typer

from tiercel.core.settings import FILE_NAME, PREFIX, SETTINGS, WORKSPACE_VARIABLE
from tiercel.show.cli import commands
from tiercel.strategy.kind import kind_named, kind_names
from tiercel.strategy.shape import Listing, Record
from tiercel.tables.catalogue import TABLES
from tiercel.tables.column import Column, Table

# A folder of parts, and what its parts are called. A folder that is not there yet is left out.
FOLDERS_OF_PARTS = {
    "tiercel.collect.columns.presets": "Import presets",
    "tiercel.collect.singer.presets": "Connectors that are recognised",
    "tiercel.collect.files.readers": "Readers of files",
    "tiercel.collect.events.dialects": "Dialects of the clients that send events",
    "tiercel.collect.technologies.fingerprints": "Technologies that pages give away",
    "tiercel.collect.technologies.terms": "Technologies that job adverts name",
    "tiercel.strategy.kinds": "Kinds of strategy documents",
    "tiercel.flow.strategy.effects": "Effects: what a change of a strategy document would do",
    "tiercel.simulate.languages": "Languages of the simulated market",
    "tiercel.resolve.titles.languages": "Languages of job titles",
}


def write(folder: Path) -> None:
    """Every page of the reference, as Markdown; a page that says what it said is not touched."""
    folder.mkdir(parents=True, exist_ok=True)
    pages = {
        "settings": settings_page,
        "tables": tables_page,
        "commands": commands_page,
        "documents": documents_page,
        "parts": parts_page,
    }
    for name, page in pages.items():
        path, text = folder / f"{name}.md", page()
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")


# ── settings ───────────────────────────────────────────────────────────────────────────────────────────────────────


def settings_page() -> str:
    rows = [
        f"| `{name}` | `{PREFIX}{name.upper()}` | {_limits(declared)} | {_default(declared)} | {declared.doc} |"
        for name, declared in SETTINGS.items()
    ]
    return _page(
        "Settings",
        f"A setting stands in `{FILE_NAME}` in the workspace folder, one a line (`currency = 'EUR'`), or in a variable "
        "of the environment, which goes before the file. "
        f"Where the workspace folder is, `{WORKSPACE_VARIABLE}` says; else it is `./workspace`.",
        "| in the file | variable | what | default | meaning |\n|---|---|---|---|---|\n" + "\n".join(rows),
    )


def _limits(declared: Any) -> str:
    if declared.choices:
        return ", ".join(f"`{choice}`" for choice in declared.choices)
    return str(declared.kind_in_words)


def _default(declared: Any) -> str:
    if declared.otherwise:
        return str(declared.otherwise)
    value = ", ".join(declared.default) if isinstance(declared.default, tuple) else declared.default
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"


# ── tables ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def tables_page() -> str:
    return _page(
        "Tables",
        "The nouns, as imports fill them and analysis sees them. Money is a whole number of minor units with its "
        "currency beside it; shares lie between 0 and 1; instants are in UTC.",
        *(_table(table) for table in TABLES.values()),
    )


def _table(table: Table) -> str:
    rows = "\n".join(
        f"| `{c.name}` | {_type(c)} | {c.doc}{' Required.' if c.required else ''} |" for c in table.columns
    )
    custom = " A workspace may add attributes of its own." if table.custom else ""
    key = ", ".join(f"`{name}`" for name in table.key)
    return f"## {table.name}\n\n{table.doc} Key: {key}.{custom}\n\n| column | type | meaning |\n|---|---|---|\n{rows}"


def _type(column: Column) -> str:
    return f"reference to `{column.refers_to}`" if column.refers_to else str(column.type.value)


# ── commands ───────────────────────────────────────────────────────────────────────────────────────────────────────


def every_command() -> dict[str, Any]:
    """Every command by its full name, as "tiercel icp learn"."""
    app = typer.Typer(name="tiercel")
    app.callback()(lambda: None)
    commands.add_to(app)
    return dict(_walk("tiercel", typer.main.get_command(app)))


def _walk(name: str, command: Any) -> Iterator[tuple[str, Any]]:
    if not hasattr(command, "commands"):
        yield name, command
        return
    for sub, child in sorted(command.commands.items()):
        if not child.hidden:
            yield from _walk(f"{name} {sub}", child)


def commands_page() -> str:
    return _page(
        "Commands",
        "Each says the same with `--help`. An error that you can act on is one message and exit code 1; "
        "a run that somebody stopped ends with 130.",
        *(_command(name, command) for name, command in every_command().items()),
    )


def _command(name: str, command: Any) -> str:
    arguments = " ".join(_argument(p) for p in command.params if p.param_type_name == "argument")
    said = [
        f"## {name}",
        f"```text\n{name} {arguments}".rstrip() + " [options]\n```",
        inspect.cleandoc(command.help or ""),
    ]
    rows = [_parameter(p) for p in command.params if p.name != "help" and not p.hidden]
    if rows:
        said.append("| option | meaning | default |\n|---|---|---|\n" + "\n".join(rows))
    return "\n\n".join(part for part in said if part)


def _argument(parameter: Any) -> str:
    name = str(parameter.name).upper() + ("…" if parameter.nargs == -1 else "")
    return name if parameter.required else f"[{name}]"


def _parameter(parameter: Any) -> str:
    if parameter.param_type_name == "argument":
        called = f"`{_argument(parameter).strip('[]')}`"
    else:
        called = ", ".join(f"`{option}`" for option in [*parameter.opts, *parameter.secondary_opts])
    text = " ".join(str(parameter.help or "").split()).replace("|", "\\|")
    return f"| {called} | {text} | {_shown(parameter.default)} |"


def _shown(default: object) -> str:
    if callable(default) or default in (None, False, "", (), []):
        return ""
    return f"`{default.value if isinstance(default, Enum) else default}`"


# ── strategy documents ─────────────────────────────────────────────────────────────────────────────────────────────


def documents_page() -> str:
    return _page(
        "Strategy documents",
        "What a company decides is written down as versioned text (YAML). `tiercel strategy pull` writes the documents "
        "to the folder `strategy` of the workspace, `push` saves what you changed there as a new version. All that is "
        "wrong in one is named at once.",
        *(_document(name) for name in kind_names()),
    )


def _document(name: str) -> str:
    kind = kind_named(name)
    shape = getattr(kind, "SHAPE", None)
    rows = "\n".join(_fields("", shape)) if shape else ""
    said = [f"## {name}", inspect.cleandoc(kind.__doc__ or ""), f"Schema {kind.SCHEMA}.", kind.MAKE]
    if rows:
        said.append(f"| field | what | meaning |\n|---|---|---|\n{rows}")
    return "\n\n".join(part for part in said if part)


def _fields(path: str, record: Record) -> Iterator[str]:
    for name, field in record.fields.items():
        is_list = isinstance(field.shape, Listing)
        inner = field.shape.of if isinstance(field.shape, Listing) else field.shape
        if not isinstance(inner, Record):
            yield f"| `{path}{name}` | {field.shape.wanted()} | {field.doc} |"
            continue
        yield f"| `{path}{name}` | {'a list of records' if is_list else 'a record'} | {field.doc} |"
        yield from _fields(f"{path}{name}{'[].' if is_list else '.'}", inner)


# ── parts ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def parts_page() -> str:
    found = {folder: title for folder, title in FOLDERS_OF_PARTS.items() if _exists(folder)}
    return _page(
        "Parts",
        "What there are many of is a module in a folder, and its file name is its name. To add one, add a file.",
        *(_parts(folder, title) for folder, title in found.items()),
    )


def _exists(package: str) -> bool:
    try:
        importlib.import_module(package)
    except ModuleNotFoundError:
        return False
    return True


def _parts(folder: str, title: str) -> str:
    # Read, not run: some parts need the records.
    modules = sorted(
        path for place in importlib.import_module(folder).__path__ for path in Path(place).glob("[!_]*.py")
    )
    said = [
        f"### {path.stem}\n\n{ast.get_docstring(ast.parse(path.read_text(encoding='utf-8'))) or ''}" for path in modules
    ]
    return f"## {title}\n\nIn `src/{folder.replace('.', '/')}`.\n\n" + "\n\n".join(said)


def _page(title: str, *paragraphs: str) -> str:
    return "\n\n".join([f"# {title}", *paragraphs]) + "\n"

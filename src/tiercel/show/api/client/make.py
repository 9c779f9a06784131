"""The text of the client for Python, made of the description of the API."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tiercel.show.api.build import PREFIX
from tiercel.show.api.openapi import described
from tiercel.show.api.operation import Operation, operations

CORE = Path(__file__).with_name("core.py")
HEAD = '''"""A client of Tiercel's API for Python 3.11 and newer, in one file without dependencies.

Copy it beside your program. It is made of the description of the API: do not edit it, make it anew.

    tiercel = Client("https://tiercel.example.com", key)
    for account in tiercel.all_accounts(tier=1, sort="-value"):
        print(account["name"], account["chance"])
"""
'''
KINDS = {"integer": "int", "number": "float", "string": "str", "boolean": "bool", "null": "None"}


def client_text() -> str:
    """The whole file."""
    core = CORE.read_text(encoding="utf-8")
    core = core[core.index("from __future__") :].rstrip()
    schemas = described()["components"]["schemas"]
    types = [_typed_dict(name, schema) for name, schema in sorted(schemas.items()) if name not in _of_problems()]
    methods = [text for operation in operations() for text in _methods(operation)]
    client = 'class Client(Calls):\n    """Tiercel\'s API: a method for each operation."""\n'
    return "\n\n\n".join([HEAD + "\n" + core, *types, client + "\n" + "\n\n".join(methods)]) + "\n"


def _of_problems() -> set[str]:
    return {"Problem", "FieldError"}


def _typed_dict(name: str, schema: dict[str, Any]) -> str:
    if "enum" in schema:
        return f"{name} = {_kind(schema)}"
    said = schema.get("description", "").split("\n\n")[0]
    lines = [f"class {name}(TypedDict):", *_doc(said or name, "    ")]
    needed = schema.get("required", [])
    for field, each in schema.get("properties", {}).items():
        kind = _kind(each)
        lines.append(f"    {field}: {kind if field in needed else f'NotRequired[{kind}]'}")
    return "\n".join(lines)


def _kind(schema: dict[str, Any]) -> str:  # noqa: PLR0911 - one line a kind
    """A schema as a type of Python."""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if "anyOf" in schema:
        return " | ".join(dict.fromkeys(_kind(each) for each in schema["anyOf"]))
    if "enum" in schema and len(schema["enum"]) <= 20:
        return f"Literal[{', '.join(map(_quoted, schema['enum']))}]"
    if "const" in schema:
        return f"Literal[{_quoted(schema['const'])}]"
    kind = schema.get("type")
    if kind == "array":
        return f"list[{_kind(schema['items'])}]" if "items" in schema else "list[Any]"
    if kind == "object":
        inner = schema.get("additionalProperties")
        return f"dict[str, {_kind(inner)}]" if isinstance(inner, dict) and inner else "dict[str, Any]"
    return KINDS.get(str(kind), "Any")


def _quoted(value: Any) -> str:
    return f'"{value}"' if isinstance(value, str) else repr(value)


def _methods(operation: Operation) -> Iterator[str]:
    said = described()["paths"][PREFIX + operation.path][operation.method.lower()]
    query = [each for each in said["parameters"] if each["in"] == "query"]
    yield _method(operation, said, query)
    if any(each["name"] == "after" for each in query):
        yield _iterator(operation, said, [each for each in query if each["name"] not in ("after", "before", "limit")])


def _method(operation: Operation, said: dict[str, Any], query: list[dict[str, Any]]) -> str:
    takes, sends = ["self", *_path(operation, said)], []
    named = [_parameter(each["name"], each["schema"], needed=each["required"]) for each in query]
    if query:
        sends.append(f"query={_dictionary([each['name'] for each in query])}")
    content = said.get("requestBody", {}).get("content", {})
    if "multipart/form-data" in content:
        takes.append("files: Sequence[str | Path]")
        sends.append("files=files")
    elif content:
        fields, needed = _body(content["application/json"]["schema"])
        named += [_parameter(name, each, needed=name in needed) for name, each in fields.items()]
        sends.append(f"body={_dictionary(list(fields))}")
    if operation.is_write:
        named.append("idempotency_key: str | None = None")
        sends.append("idempotency_key=idempotency_key")
    takes += ["*", *sorted(named, key=lambda each: " = " in each)] if named else []
    answer = _answer(operation, said)
    call = ", ".join([f'"{operation.method}"', _address(operation), *sends])
    back = f"self._call({call})" if answer == "None" else f"found: {answer} = self._call({call})"
    lines = [f"    def {operation.name}({', '.join(takes)}) -> {answer}:", *_doc(_what(operation), " " * 8)]
    return "\n".join([*lines, f"        {back}", *([] if answer == "None" else ["        return found"])])


def _iterator(operation: Operation, said: dict[str, Any], query: list[dict[str, Any]]) -> str:
    """The rows of all pages of a list, one after the other."""
    named = [_parameter(each["name"], each["schema"], needed=each["required"]) for each in query]
    takes = ["self", *_path(operation, said), *(["*", *named] if named else [])]
    page = described()["components"]["schemas"][_answer(operation, said)]
    row = _kind(page["properties"]["rows"]["items"])
    passed = "".join(f"{each['name']}={each['name']}, " for each in query)
    name = operation.name.replace("list_", "all_", 1)
    lines = [f"    def {name}({', '.join(takes)}) -> Iterator[{row}]:"]
    lines += _doc(f"The rows of every page of `{operation.name}`.", " " * 8)
    call = f"self.{operation.name}({passed}limit=200, after=after)"
    return "\n".join([*lines, f"        return self._pages(lambda after: {call})"])


def _path(operation: Operation, said: dict[str, Any]) -> list[str]:
    schemas = {each["name"]: each["schema"] for each in said["parameters"] if each["in"] == "path"}
    return [f"{name}: {_kind(schemas[name])}" for name in re.findall(r"{(\w+)}", operation.path)]


def _address(operation: Operation) -> str:
    return f'f"{operation.path}"' if "{" in operation.path else f'"{operation.path}"'


def _parameter(name: str, schema: dict[str, Any], *, needed: bool) -> str:
    kind = _kind(schema)
    if needed:
        return f"{name}: {kind}"
    return f"{name}: {kind if 'None' in kind.split(' | ') or kind == 'Any' else f'{kind} | None'} = None"


def _body(schema: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
    whole = described()["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    return whole["properties"], whole.get("required", [])


def _answer(operation: Operation, said: dict[str, Any]) -> str:
    content = said["responses"][str(operation.status)].get("content", {})
    if not content:
        return "None"
    return _kind(next(iter(content.values()))["schema"])


def _dictionary(names: list[str]) -> str:
    return "{" + ", ".join(f'"{name}": {name}' for name in names) + "}"


def _what(operation: Operation) -> str:
    return f"{operation.summary}\n\n{operation.description}\n\nNeeds `{operation.scope}`."


def _doc(text: str, before: str) -> list[str]:
    """A docstring, as lines of at most 120 characters."""
    wide = 112 - len(before)
    parts = [textwrap.wrap(part, wide) for part in text.replace("\\", "\\\\").split("\n\n") if part.strip()]
    lines = [line for part in parts for line in (*part, "")][:-1]
    if len(lines) == 1:
        return [f'{before}"""{lines[0]}"""']
    return [f'{before}"""{lines[0]}', *(before + line if line else "" for line in lines[1:]), f'{before}"""']

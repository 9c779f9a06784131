"""The reference of the API as a page: every operation, what it needs, what it asks and answers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render

from tiercel.show.api.build import PREFIX
from tiercel.show.api.openapi import described
from tiercel.show.api.operation import Operation, operations
from tiercel.show.api.problems import KINDS
from tiercel.show.web.access import READER, Address, Asked

MOST_DEPTH = 3


@dataclass(frozen=True)
class FieldLine:
    """One field of a body or an answer; `path` says where it stands, as rows[].name."""

    path: str
    kind: str
    required: bool
    said: str


@dataclass(frozen=True)
class OperationShown:
    """One operation as the page shows it."""

    operation: Operation
    path: str
    parameters: tuple[FieldLine, ...]
    body: tuple[FieldLine, ...]
    example: str
    answer: tuple[FieldLine, ...]
    errors: tuple[str, ...]


def reference(request: Asked) -> HttpResponse:
    problems = [(name, status, title) for name, (status, title) in KINDS.items()]
    shown = {
        "subjects": _subjects(),
        "problems": problems,
        "base": settings.WORKSPACE.public_url.rstrip("/") + PREFIX,
        "per_minute": settings.WORKSPACE.api_per_minute,
    }
    return render(request, "web/api.html", shown)


@cache
def _subjects() -> dict[str, list[OperationShown]]:
    found: dict[str, list[OperationShown]] = {}
    for operation in operations():
        found.setdefault(operation.subject, []).append(_shown(operation))
    return found


def _shown(operation: Operation) -> OperationShown:
    said = described()["paths"][PREFIX + operation.path][operation.method.lower()]
    body: dict[str, Any] = next(iter(said.get("requestBody", {}).get("content", {}).values()), {})
    answer: dict[str, Any] = next(iter(said["responses"][str(operation.status)].get("content", {}).values()), {})
    return OperationShown(
        operation=operation,
        path=PREFIX + operation.path,
        parameters=tuple(
            FieldLine(each["name"], _kind(each["schema"]), each.get("required", False), each.get("description", ""))
            for each in said["parameters"]
        ),
        body=tuple(_fields(body.get("schema", {}), "", 0)),
        example=json.dumps(operation.example, indent=2, ensure_ascii=False) if operation.example else "",
        answer=tuple(_fields(answer.get("schema", {}), "", 0)),
        errors=tuple(status for status in said["responses"] if status >= "400"),
    )


def _fields(schema: dict[str, Any], path: str, depth: int) -> Iterator[FieldLine]:
    """The fields of a schema, those of its parts behind them."""
    schema = _whole(schema)
    needed = schema.get("required", [])
    for name, each in schema.get("properties", {}).items():
        place = f"{path}.{name}" if path else name
        yield FieldLine(place, _kind(each), name in needed, each.get("description", ""))
        inner = _whole(each)
        if inner.get("type") == "array":
            inner, place = _whole(inner.get("items", {})), f"{place}[]"
        if depth < MOST_DEPTH:
            yield from _fields(inner, place, depth + 1)


def _whole(schema: dict[str, Any]) -> dict[str, Any]:
    """A schema with its reference followed; of a choice between something and nothing, the something."""
    if "$ref" in schema:
        found: dict[str, Any] = described()["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
        return found
    some = [each for each in schema.get("anyOf", []) if each.get("type") != "null"]
    return _whole(some[0]) if len(some) == 1 else schema


def _kind(schema: dict[str, Any]) -> str:
    if "anyOf" in schema:
        return " | ".join(_kind(each) for each in schema["anyOf"])
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if "enum" in schema and len(schema["enum"]) <= 8:
        return " | ".join(str(each) for each in schema["enum"] if each != "")
    if schema.get("type") == "array":
        return f"{_kind(schema.get('items', {}))}[]"
    return str(schema.get("format") or schema.get("type") or "any")


ADDRESSES = (Address("api", "api", reference, READER),)

"""The description of the API (OpenAPI 3.1), made of the operations: with scopes, roles, errors and headers."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from django.utils import translation

from tiercel.show.api.build import PREFIX, api
from tiercel.show.api.operation import Operation, operations, scopes
from tiercel.show.api.problems import CONTENT_TYPE, KINDS, Problem

ALWAYS = ("no-key", "not-allowed", "not-there", "too-many", "broken")
TOKEN = {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$"}
INFO = """Everything that the pages show and do, for programs.

A key (`Authorization: Bearer tcl_…`) is made under Settings, Keys. It acts with the rights and the sight of its user,
within the scopes that it was made for.

Lists come a page at a time: send the cursor `after` to get the next. A write that carries an `Idempotency-Key` acts
once, however often it is sent within 24 hours. Every error is a problem (RFC 9457). Money is a whole number of minor
units with its currency, shares lie between 0 and 1, instants are in UTC."""


@cache
def described() -> dict[str, Any]:
    """The whole description, in English whatever the language of who asks first."""
    with translation.override("en"):
        found: dict[str, Any] = json.loads(json.dumps(api.get_openapi_schema(path_prefix=PREFIX), default=str))
        found["info"]["description"] = INFO
        components = found.setdefault("components", {})
        components.setdefault("schemas", {}).update(_problem_schemas())
        components["securitySchemes"] = {"key": {"type": "http", "scheme": "bearer", "description": "A key: tcl_…"}}
        components["responses"] = {_named(kind): _error(kind) for kind in KINDS}
        found["x-scopes"] = {scope: [each.name for each in some] for scope, some in scopes().items()}
        for operation in operations():
            _complete(found["paths"][PREFIX + operation.path][operation.method.lower()], operation)
    del found["servers"]
    return found


@cache
def as_json() -> bytes:
    return json.dumps(described(), ensure_ascii=False, separators=(",", ":")).encode()


def _complete(said: dict[str, Any], operation: Operation) -> None:
    needs = f"Needs the scope `{operation.scope}`; the key's user is at least {operation.least}."
    said["description"] = f"{said.get('description', '')}\n\n{needs}".strip()
    said["security"] = [{"key": [operation.scope]}]
    said["x-least-role"] = operation.least
    for parameter in said["parameters"]:
        parameter["schema"] = _never_null(parameter["schema"])
    done = said["responses"][str(operation.status)]
    done["headers"] = _rate_headers()
    if isinstance(operation.answers, str):
        done["content"] = {operation.answers: {"schema": {"type": "string"}}}
    if operation.is_write:
        said["parameters"].append(
            {
                "in": "header",
                "name": "Idempotency-Key",
                "required": False,
                "description": "Of your own making, another for each act: sent again, the call acts once.",
                "schema": TOKEN,
            }
        )
    if operation.example is not None and "requestBody" in said:
        for content in said["requestBody"]["content"].values():
            content["example"] = operation.example
    for kind in _errors(said):
        status = str(KINDS[kind][0])
        said["responses"].setdefault(status, {"$ref": f"#/components/responses/{_named(kind)}"})


def _never_null(schema: dict[str, Any]) -> dict[str, Any]:
    """In an address there is no null: a parameter is left out instead."""
    kept = {name: value for name, value in schema.items() if name not in ("anyOf", "description", "title")}
    some = [each for each in schema.get("anyOf", []) if each.get("type") != "null"]
    return kept | (some[0] if len(some) == 1 else {"anyOf": some} if some else {})


def _errors(said: dict[str, Any]) -> list[str]:
    kinds = list(ALWAYS)
    if said["parameters"] or "requestBody" in said:
        kinds.append("wrong-values")
    if "requestBody" in said:
        kinds += ["unreadable", "too-long"]
    return [*kinds, "refused"]


def _error(kind: str) -> dict[str, Any]:
    status, title = KINDS[kind]
    found: dict[str, Any] = {
        "description": str(title),
        "content": {CONTENT_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
    if kind == "no-key":
        found["headers"] = {"WWW-Authenticate": _header("How to send a key.", "string")}
    if kind == "too-many":
        found["headers"] = {"Retry-After": _header("In how many seconds to call again.", "integer")} | _rate_headers()
    found["content"][CONTENT_TYPE]["example"] = {
        "type": f"/api#{kind}",
        "title": str(title),
        "status": status,
        "detail": "What went wrong here, and what to do next.",
    }
    return found


def _rate_headers() -> dict[str, Any]:
    return {
        "RateLimit-Policy": _header("How many calls a key may make in which time.", "string"),
        "RateLimit": _header("How many calls are left, and for how many seconds.", "string"),
    }


def _header(said: str, kind: str) -> dict[str, Any]:
    return {"description": said, "required": True, "schema": {"type": kind}}


def _problem_schemas() -> dict[str, Any]:
    found: dict[str, Any] = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    inner: dict[str, Any] = found.pop("$defs", {})
    return inner | {"Problem": found}


def _named(kind: str) -> str:
    return "".join(word.capitalize() for word in kind.split("-"))

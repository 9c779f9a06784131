"""The forms of what is asked and answered: what flows return becomes a schema, and is not written twice."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from ninja import Schema
from pydantic import BeforeValidator, ConfigDict, Field, JsonValue, create_model

# JSON numbers are exact up to here in every language.
MOST_KEY = 2**53 - 1
DAY = re.compile(r"[12]\d{3}-\d\d-\d\d")
FIELD = re.compile(r"^(?P<names>[a-z_]+(?:, [a-z_]+)*)\s{2,}(?P<said>\S.*)$")


class Answer(Schema):
    """What is answered."""

    model_config = ConfigDict(use_enum_values=True, from_attributes=True)


class Queued(Answer):
    """The job that does it; null where one waits already."""

    job: int | None


class Given(Schema):
    """A body: nothing in it that is not known, and every value of its own type."""

    model_config = ConfigDict(extra="forbid", strict=True)


def _whole(value: object) -> object:
    """To JSON, 3.0 is a whole number too."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _digits(value: object) -> object:
    """Only plain digits are a number here: not "1_0", nor " 1", nor "1.0"."""
    if isinstance(value, str) and not (value.isascii() and value.removeprefix("-").isdigit()):
        raise ValueError("a whole number is wanted")
    return value


def _day(value: object) -> object:
    if not (isinstance(value, date) or (isinstance(value, str) and DAY.fullmatch(value))):
        raise ValueError("a day is wanted, as 2026-03-01")
    return value


# In an address or a header everything is text; in a body, `Given` is strict.
Key = Annotated[int, Field(ge=1, le=MOST_KEY), BeforeValidator(_digits)]
Whole = Annotated[int, Field(ge=0, le=MOST_KEY), BeforeValidator(_digits)]
Day = Annotated[
    date,
    Field(strict=False, json_schema_extra={"pattern": "^[12][0-9]{3}-[0-9]{2}-[0-9]{2}$"}),
    BeforeValidator(_day),
]
# No control characters: PostgreSQL keeps no NUL, and nobody means the others in a search.
Text = Annotated[str, Field(max_length=500, pattern=r"^[^\x00-\x1f\x7f]*$")]
Word = Annotated[str, Field(max_length=100, pattern=r"^[^\x00-\x1f\x7f]*$")]
Cursor = Annotated[str, Field(max_length=4000, pattern=r"^[A-Za-z0-9_.-]+$")]
# The name of a field of an object: its length is in the pattern, for the schema says nothing else of such names.
Named = Annotated[str, Field(pattern=r"^[^\x00-\x1f\x7f]{0,500}$")]
NO_OTHERS: dict[str, JsonValue] = {"additionalProperties": False}
# A text of many lines.
Body = Annotated[str, Field(max_length=1_000_000, pattern=r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$")]
# A whole number of a body.
Integer = Annotated[int, BeforeValidator(_whole)]
BodyKey = Annotated[int, Field(ge=1, le=MOST_KEY), BeforeValidator(_whole)]
Keys = Annotated[list[BodyKey], Field(min_length=1, max_length=1000)]


class Part(Schema):
    """Which part of a list."""

    limit: Annotated[int, Field(ge=1, le=200), BeforeValidator(_digits)] = Field(
        50, description="How many rows at most."
    )
    after: Cursor | None = Field(None, description="The cursor `after` of another page: the rows that follow it.")
    before: Cursor | None = Field(None, description="The cursor `before` of another page: the rows that precede it.")


def form_of(value: type, name: str = "", /, *, without: tuple[str, ...] = (), **instead: Any) -> type[Answer]:
    """The schema of a frozen dataclass: its fields with the types and meanings that it states itself.

    name      of the schema, where the dataclass's own would not do
    without   fields that are left out
    instead   other types for some fields, or further fields
    """
    hints = get_type_hints(value)
    kinds = {field.name: hints[field.name] for field in fields(value) if field.name not in without}
    meanings = dict(_meanings(value))
    found: dict[str, Any] = {
        field: (instead.get(field, _formed(kind)), Field(description=meanings.get(field)))
        for field, kind in (kinds | instead).items()
    }
    said = inspect.cleandoc(value.__doc__ or "").split("\n\n", maxsplit=1)[0]
    return create_model(name or value.__name__, __base__=Answer, __doc__=" ".join(said.split()), **found)


@cache
def _own_form(value: type) -> type[Answer]:
    return form_of(value)


def list_of(row: type[Answer], name: str, **more: Any) -> type[Answer]:
    """The schema of one page of a list."""
    return create_model(
        name,
        __base__=Answer,
        __doc__="One page of a list.",
        rows=(list[row], Field(description="The rows of this page.")),  # type: ignore[valid-type]
        before=(str | None, Field(description="The cursor of the page before; null on the first.")),
        after=(str | None, Field(description="The cursor of the page after; null on the last.")),
        **more,
    )


def _formed(kind: Any) -> Any:
    """A type with dataclasses replaced by their schemas, and tuples of any length by lists."""
    if isinstance(kind, type) and is_dataclass(kind):
        return _own_form(kind)
    origin, inner = get_origin(kind), get_args(kind)
    if origin is tuple and inner[-1] is Ellipsis:
        return list.__class_getitem__(_formed(inner[0]))
    if origin in (Union, UnionType):
        return Union[tuple(_formed(each) for each in inner)]  # noqa: UP007 - made of values
    if origin is not None and issubclass(origin, Mapping):
        return dict.__class_getitem__((inner[0], _formed(inner[1])))
    if origin in (list, tuple):
        return origin[tuple(_formed(each) for each in inner)]
    return kind


def _meanings(value: type) -> Iterator[tuple[str, str]]:
    """What the docstring says of each field: `name   meaning`, going on in deeper lines."""
    lines = inspect.cleandoc(value.__doc__ or "").splitlines()[1:]
    names: list[str] = []
    said = ""
    for line in [*lines, ""]:
        found = FIELD.match(line)
        if found or not line.startswith("  "):
            yield from ((name, said) for name in names)
            names = found["names"].split(", ") if found else []
            said = found["said"] if found else ""
        elif names:
            said += " " + line.strip()

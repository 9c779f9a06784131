"""The kinds of strategy document: each is a part, a module of the folder `kinds`, and its file name is its name."""

import json
from collections.abc import Iterable
from typing import Any, Protocol, cast

from tiercel.core.errors import DataError
from tiercel.core.parts import part, parts

FOLDER = "tiercel.strategy.kinds"
MAX_BODY_CHARACTERS = 4_000_000


class Kind(Protocol):
    """What a module of the folder `kinds` has.

    SCHEMA    the number of the form that bodies have today; 1 at first
    MAKE      what to do when there is no such document yet, a sentence; "" where there is a default
    default   the body that holds until somebody writes one; None where there is none
    check     raises DataError that lists everything that is wrong with a body at once
    upgrade   a body of an older schema in today's form
    SHAPE     optional: what a body may say, for the reference
    """

    SCHEMA: int
    MAKE: str
    __doc__: str | None

    def default(self) -> dict[str, Any] | None: ...
    def check(self, body: dict[str, Any]) -> None: ...
    def upgrade(self, body: dict[str, Any], from_schema: int, /) -> dict[str, Any]: ...


def kind_named(name: str) -> Kind:
    """The kind of that name; raises ConfigError with the nearest right one."""
    return cast("Kind", part(FOLDER, name))


def kind_names() -> tuple[str, ...]:
    return tuple(parts(FOLDER))


def checked(kind: str, body: Any, schema: int) -> dict[str, Any]:
    """The body in today's form, as plain JSON values; raises DataError that lists everything that is wrong with it."""
    known = kind_named(kind)
    if schema > known.SCHEMA:
        raise DataError(
            f"The document '{kind}' has schema {schema}; this Tiercel reads up to {known.SCHEMA}: upgrade it."
        )
    if not isinstance(body, dict):
        raise DataError(f"The document '{kind}' is {type(body).__name__}, not named fields.")
    plain = _plain(kind, body)
    today = known.upgrade(plain, schema) if schema < known.SCHEMA else plain
    known.check(today)
    return today


def in_order(body: Any, model: Any) -> Any:
    """The body with its fields in the order of another: a database may keep them in an order of its own."""
    if isinstance(body, dict) and isinstance(model, dict):
        names = [name for name in model if name in body] + [name for name in body if name not in model]
        return {name: in_order(body[name], model.get(name)) for name in names}
    if isinstance(body, list) and isinstance(model, list) and model:
        return [in_order(entry, model[0]) for entry in body]
    return body


def raise_all(kind: str, wrong: Iterable[str]) -> None:
    """One DataError for everything that is wrong; nothing when nothing is."""
    sentences = list(wrong)
    if sentences:
        lines = "\n".join(f"  - {sentence}" for sentence in sentences)
        raise DataError(f"{len(sentences)} wrong in the document '{kind}':\n{lines}")


def _plain(kind: str, body: dict[str, Any]) -> dict[str, Any]:
    """Through JSON and back: what is checked is what will be kept."""
    try:
        text = json.dumps(body, allow_nan=False)
    except (TypeError, ValueError, RecursionError) as error:
        raise DataError(f"The document '{kind}' holds something that cannot be kept as text: {error}.") from None
    if len(text) > MAX_BODY_CHARACTERS:
        raise DataError(f"The document '{kind}' has {len(text):,} characters; {MAX_BODY_CHARACTERS:,} is the most.")
    return cast("dict[str, Any]", json.loads(text))

"""Settings that describe themselves: a frozen dataclass whose fields carry their meaning, default and limits."""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, field, fields
from typing import Any, get_type_hints

from tiercel.core.errors import ConfigError

Check = Callable[[Any], str]

KINDS: dict[object, str] = {
    str: "text",
    int: "a whole number",
    bool: "true or false",
    bool | None: "true or false",
    tuple[str, ...]: "a list of texts",
}
YES = {"true": True, "yes": True, "on": True, "1": True}
NO = {"false": False, "no": False, "off": False, "0": False}


@dataclass(frozen=True)
class Declared:
    """One setting as its owner declared it.

    kind       the Python type, a key of `KINDS`
    default    what holds when nobody says otherwise; None where it follows from something else
    otherwise  that something else in words, for the reference
    choices    the only values allowed; empty where any will do
    low, high  the limits of a number, both allowed
    check      says in a sentence what is wrong with a value, or "" where nothing is
    """

    name: str
    doc: str
    kind: object
    default: Any
    otherwise: str = ""
    choices: tuple[str, ...] = ()
    low: int | None = None
    high: int | None = None
    check: Check | None = None

    @property
    def kind_in_words(self) -> str:
        return KINDS[self.kind]


def declare(
    default: Any,
    doc: str,
    *,
    otherwise: str = "",
    choices: tuple[str, ...] = (),
    low: int | None = None,
    high: int | None = None,
    check: Check | None = None,
    secret: bool = False,
) -> Any:
    """A field of a settings dataclass; a secret one is kept out of `repr`. The rest as in `Declared`."""
    said = {"doc": doc, "otherwise": otherwise, "choices": choices, "low": low, "high": high, "check": check}
    return field(default=default, repr=not secret, metadata={"declared": said})


def declared_in(owner: type) -> dict[str, Declared]:
    """What a settings dataclass declares, by name, in its order; fields made without `declare` are left out."""
    hints = get_type_hints(owner)
    return {
        f.name: Declared(name=f.name, kind=hints[f.name], default=_default(f.default), **f.metadata["declared"])
        for f in fields(owner)
        if "declared" in f.metadata
    }


def read_text(declared: Declared, text: str) -> Any:
    """The value that a text means, as it stands in an environment variable or after a flag; raises ConfigError.

    >>> read_text(Declared("port", "Where to listen.", int, 8000), "9000")
    9000
    """
    text = text.strip()
    if declared.kind is int and text.lstrip("-").isdecimal():
        return checked(declared, int(text))
    if declared.kind in (bool, bool | None) and text.casefold() in YES | NO:
        return checked(declared, (YES | NO)[text.casefold()])
    if declared.kind == tuple[str, ...]:
        return checked(declared, [part.strip() for part in text.split(",") if part.strip()])
    return checked(declared, text)


def checked(declared: Declared, value: object) -> Any:
    """The value in the setting's own type; raises ConfigError that says what is wanted instead."""
    if not _is_of_kind(declared.kind, value):
        raise ConfigError(f"{declared.kind_in_words} is wanted, not {value!r}.")
    wrong = _wrong_choice(declared, value) or _out_of_range(declared, value)
    if not wrong and declared.check is not None:
        wrong = declared.check(value)
    if wrong:
        raise ConfigError(wrong)
    return tuple(value) if isinstance(value, list) else value


def read_all(
    declared: Mapping[str, Declared], found: Mapping[str, tuple[str, Callable[[Declared], Any]]]
) -> tuple[dict[str, Any], list[str]]:
    """Every value that can be read, and a sentence for each that cannot.

    found   by the setting's name: how to call it in a message, and how to read it
    """
    values: dict[str, Any] = {}
    wrong: list[str] = []
    for name, (called, read) in found.items():
        try:
            values[name] = read(declared[name])
        except ConfigError as error:
            wrong.append(f"{called}: {error}")
    return values, wrong


def _default(default: object) -> object:
    return None if default is MISSING else default


def _is_of_kind(kind: object, value: object) -> bool:
    if kind is int:
        return isinstance(value, int) and not isinstance(value, bool)
    if kind in (bool, bool | None):
        return isinstance(value, bool)
    if kind == tuple[str, ...]:
        return isinstance(value, (list, tuple)) and all(isinstance(part, str) for part in value)
    return isinstance(value, str)


def _wrong_choice(declared: Declared, value: object) -> str:
    if not declared.choices or value in declared.choices:
        return ""
    return f"{value!r} is not one of {', '.join(declared.choices)}."


def _out_of_range(declared: Declared, value: object) -> str:
    if not isinstance(value, int):
        return ""
    if declared.low is not None and value < declared.low:
        return f"{value} is too small: at least {declared.low} is wanted."
    if declared.high is not None and value > declared.high:
        return f"{value} is too large: at most {declared.high} is wanted."
    return ""

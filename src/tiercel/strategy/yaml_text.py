"""A document as text that people can read and mend, and back, with nothing lost and nothing executed."""

import re
from typing import Any

import yaml
from yaml.constructor import ConstructorError

from tiercel.core.errors import DataError

MAX_CHARACTERS = 4_000_000
MAX_DEPTH = 40


class _Reader(yaml.SafeLoader):
    """Plain values only. `no` is a word here (a country, too) and 2026-01-31 a text: YAML 1.1 would guess otherwise."""

    depth = 0

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            raise ConstructorError(None, None, "a reference (*) is not allowed; write it out", self._here())
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise ConstructorError(None, None, f"more than {MAX_DEPTH} levels deep", self._here())
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node

    def _here(self) -> Any:
        return self.peek_event().start_mark  # type: ignore[no-untyped-call]

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        seen: set[str] = set()
        for key, _value in node.value:
            if key.tag != "tag:yaml.org,2002:str":
                raise ConstructorError(None, None, "a field's name must be a text: put it in quotes", key.start_mark)
            if key.value in seen:
                raise ConstructorError(None, None, f"the field '{key.value}' stands here twice", key.start_mark)
            seen.add(key.value)
        return super().construct_mapping(node, deep)


class _Writer(yaml.SafeDumper):
    """Every list and text in full; PyYAML would write a repeated one as a reference."""

    def ignore_aliases(self, _data: Any) -> bool:
        return True


def _text_node(writer: _Writer, text: str) -> Any:
    """Line ends of other alphabets are written as escapes: YAML would read them as spaces."""
    style = '"' if _RARE_LINE_ENDS.search(text) else None
    return writer.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_RARE_LINE_ENDS = re.compile("[\\x85\\u2028\\u2029]")
_Writer.add_representer(str, _text_node)

# A strict part of what the writer quotes, so that every text that is written comes back as a text.
_Reader.yaml_implicit_resolvers = {}
_Reader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"^(?:~|null|)$"), ["~", "n", ""])
_Reader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))
_Reader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"^[-+]?(?:0|[1-9][0-9]*)$"), list("-+0123456789"))
_Reader.add_implicit_resolver(
    "tag:yaml.org,2002:float", re.compile(r"^[-+]?[0-9]+\.[0-9]*(?:[eE][-+][0-9]+)?$"), list("-+0123456789")
)


def to_text(values: dict[str, Any]) -> str:
    """Values as YAML, in their own order.

    >>> print(to_text({"name": "Tier 1", "channels": ["email", "no"]}), end="")
    name: Tier 1
    channels:
    - email
    - 'no'
    """
    return yaml.dump(values, Dumper=_Writer, sort_keys=False, allow_unicode=True, width=120)


def from_text(text: str, name: str) -> Any:
    """The values of a YAML text.

    name    of the file, for the message
    raises  DataError with the line: not YAML, a field twice, a reference, too long, too deep

    >>> from_text("country: NO", "x.yaml")
    {'country': 'NO'}
    """
    if len(text) > MAX_CHARACTERS:
        raise DataError(f"{name} has {len(text):,} characters; {MAX_CHARACTERS:,} is the most. Is it the right file?")
    try:
        return yaml.load(text, Loader=_Reader)  # noqa: S506 - a safe loader, made stricter
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = f"line {mark.line + 1}, column {mark.column + 1}" if mark else "somewhere"
        raise DataError(f"{name}, {place}: {error.problem}.") from None
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise DataError(f"{name} is not YAML: {error}.") from None

"""One bar of filters for every list: fields declared in Python, and a chip with a cross for each that is in force."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape

from django.http import QueryDict
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

SEARCH, ONE, SEVERAL, BETWEEN, DAYS, TEXT = "search", "one", "several", "between", "days", "text"
FROM, TO = ".from", ".to"
PLACES = ("after", "before")


@dataclass(frozen=True)
class Field:
    """One filter.

    name     as the address calls it; a range adds ".from" and ".to"
    kind     search, one (of the choices), several (of the choices), between (numbers), days or text
    choices  values with their words
    unit     behind the label of a range, as "USD"
    first    whether it stands in the bar at once, and not under "More filters"
    own      whether label and values are people's words, in any direction of writing
    hint     what may be written, inside the empty field
    """

    name: str
    label: str
    kind: str
    choices: tuple[tuple[str, str], ...] = ()
    unit: str = ""
    first: bool = False
    own: bool = False
    hint: str = ""


@dataclass(frozen=True)
class Filled:
    """A field with what the address says in it; `said` are the values of its choices that are in force."""

    field: Field
    id: str
    value: str = ""
    low: str = ""
    high: str = ""
    said: frozenset[str] = frozenset()
    count: int = 0

    def options(self) -> SafeString:
        """The choices inside a <select>."""
        return options(self.field.choices, self.said)

    def boxes(self) -> SafeString:
        """The choices as checkboxes."""
        return _boxes(self.field.name, self.field.choices, self.said)


@dataclass(frozen=True)
class Chip:
    """A filter in force: what it says, and the address without it."""

    label: str
    href: str


@dataclass(frozen=True)
class Bar:
    """The filters of a list, as the template `web/components/filters.html` writes them.

    action, target   the page, and the id of the part of it that a change replaces
    kept             what the address says besides, as its order
    clear            the address without any filter
    """

    action: str
    target: str
    first: tuple[Filled, ...]
    more: tuple[Filled, ...]
    kept: tuple[tuple[str, str], ...]
    chips: tuple[Chip, ...]
    clear: str

    @property
    def is_filtered(self) -> bool:
        return bool(self.chips)

    @property
    def more_in_force(self) -> int:
        return sum(1 for filled in self.more if filled.count)


def bar_of(fields: Sequence[Field], given: QueryDict, *, action: str, target: str) -> Bar:
    """The bar for an address; what it says in no field (order, columns, day, view) is kept beside them."""
    names = {name for field in fields for name in names_of(field)}
    filled = tuple(_filled(field, given) for field in fields)
    kept = tuple(
        (name, value)
        for name in given
        if name not in names and name not in PLACES
        for value in given.getlist(name)
        if value
    )
    return Bar(
        action=action,
        target=target,
        first=tuple(each for each in filled if each.field.first),
        more=tuple(each for each in filled if not each.field.first),
        kept=kept,
        chips=tuple(chip for each in filled for chip in _chips(each, given)),
        clear=without(given, names),
    )


def names_of(field: Field) -> tuple[str, ...]:
    return (field.name + FROM, field.name + TO) if field.kind in (BETWEEN, DAYS) else (field.name,)


def without(given: QueryDict, names: Iterable[str]) -> str:
    """The address without these names, at the beginning of its list."""
    query = given.copy()
    for name in (*names, *PLACES):
        query.pop(name, None)
    return f"?{query.urlencode()}"


def tidy(given: QueryDict) -> QueryDict:
    """What an address says, without what is empty and without the place in the list: what a view keeps."""
    query = QueryDict(mutable=True)
    for name in given:
        values = [value for value in given.getlist(name) if value]
        if values and name not in PLACES:
            query.setlist(name, values)
    return query


def _filled(field: Field, given: QueryDict) -> Filled:
    said = frozenset(given.getlist(field.name)) & {value for value, _label in field.choices if value}
    low, high = given.get(field.name + FROM, ""), given.get(field.name + TO, "")
    if field.kind in (BETWEEN, DAYS):
        return Filled(field, _id(field), low=low, high=high, count=int(bool(low or high)))
    count = len(said) if field.kind in (ONE, SEVERAL) else int(bool(given.get(field.name, "").strip()))
    return Filled(field, _id(field), value=given.get(field.name, ""), said=said, count=count)


@lru_cache(maxsize=300)
def options(choices: tuple[tuple[str, str], ...], said: frozenset[str] = frozenset()) -> SafeString:
    """Choices inside a <select>: kept, as one page after the other offers the same ones."""
    return SafeString(
        "".join(
            f'<option dir="auto" value="{escape(value)}"{" selected" if value in said else ""}>{escape(label)}</option>'
            for value, label in choices
        )
    )


@lru_cache(maxsize=300)
def _boxes(name: str, choices: tuple[tuple[str, str], ...], said: frozenset[str]) -> SafeString:
    return SafeString(
        "".join(
            f'<label><input class="form-check-input" type="checkbox" name="{escape(name)}" value="{escape(value)}"'
            f"{' checked' if value in said else ''}><bdi>{escape(label)}</bdi></label>"
            for value, label in choices
        )
    )


def _id(field: Field) -> str:
    return "q" if field.kind == SEARCH else f"filter-{field.name.replace('.', '-')}"


def _chips(filled: Filled, given: QueryDict) -> list[Chip]:
    field = filled.field
    if not filled.count:
        return []
    if field.kind == SEVERAL:
        return [
            Chip(_said(field.label, label), _without_value(given, field.name, value))
            for value, label in field.choices
            if value in filled.said
        ]
    if field.kind == ONE:
        said = next(label for value, label in field.choices if value in filled.said)
    elif field.kind in (BETWEEN, DAYS):
        said = _range(filled.low, filled.high, field.unit)
    else:
        said = filled.value
    return [Chip(_said(field.label, said), without(given, names_of(field)))]


def _said(label: str, value: str) -> str:
    # The value is isolated: it may be written in the other direction.
    return _("%(filter)s: %(value)s") % {"filter": label, "value": f"\u2068{value}\u2069"}


def _range(low: str, high: str, unit: str) -> str:
    low, high = (f"{end} {unit}".strip() if end else "" for end in (low, high))
    if low and high:
        return _("%(low)s to %(high)s") % {"low": low, "high": high}
    return _("from %(low)s") % {"low": low} if low else _("up to %(high)s") % {"high": high}


def _without_value(given: QueryDict, name: str, value: str) -> str:
    query = given.copy()
    query.setlist(name, [each for each in query.getlist(name) if each != value])
    return without(query, ())

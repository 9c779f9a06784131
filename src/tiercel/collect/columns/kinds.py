"""What a preset knows of one kind of file: how to tell it, and which column means what."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Protocol

from tiercel.normal.text import compared
from tiercel.tables.catalogue import TABLES
from tiercel.tables.column import Column, Type

PRESETS = "tiercel.collect.columns.presets"
GENERIC = "generic"

# How alike a header must be to a known one to mean it (0 to 100), and how long: short words are alike by chance.
LIKE_ENOUGH = 90.0
LONG_ENOUGH = 5

# Fields that are not kept, and say how the others are to be read.
AIDS = {
    "currency": Column("currency", Type.TEXT, "The currency of the row's amounts."),
    "is_won": Column("is_won", Type.FLAG, "Whether the deal was won."),
    "is_closed": Column("is_closed", Type.FLAG, "Whether the deal is closed."),
    "deleted": Column("deleted", Type.FLAG, "Rows that the source has deleted are left out."),
    "superseded_unless": Column("superseded_unless", Type.FLAG, "Rows that are an older version are left out."),
    "only_field": Column("only_field", Type.TEXT, "A log of changes: only those of the stage are taken."),
}

# Those of touches.
TOUCH_AIDS = {
    "is_done": Column("is_done", Type.FLAG, "Tasks that are not done yet are left out."),
    "by_machine": Column("by_machine", Type.FLAG, "Rows that the source says a machine made are left out."),
    "attended": Column("attended", Type.FLAG, "Whether who registered came."),
    "seconds": Column("seconds", Type.NUMBER, "How long it took, in seconds."),
    "milliseconds": Column("milliseconds", Type.NUMBER, "How long it took, in thousandths of a second."),
    "ended_at": Column("ended_at", Type.INSTANT, "When it was over: how long it took follows."),
}

# Those of contacts: a lead that was converted is another row's person.
LEAD_AIDS = {
    "is_converted": Column("is_converted", Type.FLAG, "Leads that have become a contact are left out."),
    "became": Column(
        "became", Type.REFERENCE, "The contact that the lead has become: both are one person.", refers_to="contacts"
    ),
}  # fmt: skip

# People of the team have one name; contacts keep both.
NAME_PARTS = {
    "first_name": Column("first_name", Type.TEXT, "Given name, where the full name is not given."),
    "last_name": Column("last_name", Type.TEXT, "Family name, where the full name is not given."),
}

_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


@dataclass(frozen=True)
class Kind:
    """One kind of file that a system exports.

    signs    sets of headers, as "deal id + company id"; one whole set must be there
    unless   headers that say it is something else
    table    the table that its rows become; "" for a kind that is not taken yet
    label    what people call it, for a kind that is not taken yet
    columns  field -> the headers that mean it, the surest first
    values   field -> the source's word -> ours
    files    words of file names that hint at it
    constants field -> what it is in every row where no column says otherwise
    only     field -> regular expression of the values that are meant; others are of another table
    ignored  headers that mean something else than they say, and are not read in common words
    derived  headers of what is worked out from the rest: neither read nor kept; "family *" is all that begin so
    certain  whether we wrote such files ourselves: its signs stand in nothing else
    name     by which a connector asks for it, where several kinds become the same table
    """

    signs: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    table: str = ""
    label: str = ""
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    files: tuple[str, ...] = ()
    constants: Mapping[str, str] = field(default_factory=dict)
    only: Mapping[str, str] = field(default_factory=dict)
    ignored: tuple[str, ...] = ()
    derived: tuple[str, ...] = ()
    certain: bool = False
    forgiving: bool = False
    name: str = ""

    def shown_by(self, headers: frozenset[str]) -> int:
        """How many of these headers say together that it is this kind; 0 where they do not."""
        if headers.intersection(self.unless):
            return 0
        return max((len(signs(sign)) for sign in self.signs if signs(sign) <= headers), default=0)

    def derives(self, header: str) -> bool:
        """Whether a column of this header is worked out from the rest."""
        key = header_key(header)
        whole = {header_key(one) for one in self.derived if not one.endswith(" *")}
        return key in whole or any(key.startswith(header_key(one[:-1])) for one in self.derived if one.endswith(" *"))


class Preset(Protocol):
    """A part: the exports of one kind of system.

    LABEL   what people call the system
    MARKS   headers that hardly any other system has
    """

    LABEL: str
    MARKS: frozenset[str]
    KINDS: tuple[Kind, ...]

    def kind_of(self, headers: frozenset[str], stem: str) -> Kind | None:
        """The kind of a file by its headers (as `header_key` writes them) and the words of its name."""


@dataclass(frozen=True)
class Match:
    """Which columns mean a field, and how we know: "named so", "known as …", "like …" or "given"."""

    columns: tuple[str, ...]
    how: str


def kind_for(kinds: Sequence[Kind], table: str, name: str = "") -> Kind | None:
    """The kind of that name, or the first that becomes the table."""
    return next((kind for kind in kinds if kind.table == table and name in ("", kind.name)), None)


@cache
def signs(sign: str) -> frozenset[str]:
    return frozenset(part.strip() for part in sign.split("+"))


@cache
def header_key(header: str) -> str:
    """A header as headers are compared: words in lower case, whether CamelCase, snake_case or spaced.

    >>> header_key("AnnualRevenue"), header_key("property_annual_revenue"), header_key("Company-Domain  Name")
    ('annual revenue', 'annual revenue', 'company domain name')
    """
    words = compared(_HUMP.sub(" ", header))
    for prefix in ("property ", "properties "):
        words = words.removeprefix(prefix)
    return words


def first_kind(kinds: Iterable[Kind], headers: frozenset[str], stem: str) -> Kind | None:
    """The first kind that the headers show, else the first that the file's name hints at and that is not taken yet."""
    for kind in kinds:
        if kind.shown_by(headers):
            return kind
    # "property_data" is named after properties, though a column of that prefix is not.
    named = (kind for kind in kinds if not kind.table and any(word in stem for word in kind.files))
    return next(named, None)


def fields_of(table: str) -> dict[str, Column]:
    """What a column of a file may be mapped to: the table's columns, and the aids."""
    own = {column.name: column for column in TABLES[table].columns}
    return AIDS | {"people": NAME_PARTS, "touches": TOUCH_AIDS, "contacts": LEAD_AIDS}.get(table, {}) | own


def takes_several(table: str, name: str) -> bool:
    column = fields_of(table)[name]
    if (table, name) == ("touches", "happened_at"):
        return True  # the first that is filled: when it was done, else when it was due
    return column.type in (Type.TEXTS, Type.EMAILS, Type.PHONES, Type.DOMAINS, Type.COUNTRY)


def match_exactly(kind: Kind, columns: Sequence[str]) -> dict[str, Match]:
    """Fields found by the very headers that the kind knows; a column means one field only, the first that claims it."""
    free: dict[str, str] = {}
    for column in columns:
        free.setdefault(header_key(column), column)
    found: dict[str, Match] = {}
    for name, spellings in kind.columns.items():
        hits = [free[key] for key in map(header_key, spellings) if key in free]
        hits = list(dict.fromkeys(hits))[: None if takes_several(kind.table, name) else 1]
        if hits:
            how = "named so" if header_key(hits[0]) == header_key(name) else f"known as '{hits[0]}'"
            found[name] = Match(tuple(hits), how)
            for hit in hits:
                free.pop(header_key(hit))
    return found

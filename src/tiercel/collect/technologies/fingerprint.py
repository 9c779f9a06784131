"""What shows that a page uses a product, and how sure that is."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol, cast

from tiercel.core.parts import parts

FINGERPRINTS = "tiercel.collect.technologies.fingerprints"
TERMS = "tiercel.collect.technologies.terms"
# How sure each kind of evidence is: a page says of itself what made it; what it loads from a product's own servers
# runs there; a path or a word in a script may be left over, or be somebody else's.
SURE = {"generator": 0.98, "host": 0.95, "header": 0.95, "path": 0.9, "attribute": 0.85, "script": 0.85}


@dataclass(frozen=True)
class Fingerprint:
    """One product; any of these shows it.

    hosts        hosts from which only its customers load something, each with all below it
    paths        parts of the addresses that a page loads
    generators   how the page's own generator begins
    attributes   names of attributes of elements
    scripts      words inside the page's own scripts
    headers      names of headers of the answer, with a part of the value after a colon where that matters
    """

    name: str
    hosts: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    generators: tuple[str, ...] = ()
    attributes: tuple[str, ...] = ()
    scripts: tuple[str, ...] = ()
    headers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Term:
    """One technology in job adverts.

    name       as people know it
    spellings  other ways of writing it
    exact      whether capitals matter, because the word means something else in small letters
    beside     words one of which must stand in the same text: for names that are words of the language
    """

    name: str
    spellings: tuple[str, ...] = ()
    exact: bool = False
    beside: tuple[str, ...] = ()


class Category(Protocol):
    """A part: products of one kind."""

    CATEGORY: str
    KNOWN: tuple[Fingerprint, ...] | tuple[Term, ...]


@dataclass(frozen=True)
class Found:
    """A technology that a page or an advert gives away.

    confidence   a share in [0, 1]
    evidence     what shows it, as it stands there
    """

    name: str
    category: str
    confidence: float
    evidence: str


def fingerprints() -> Iterator[tuple[str, Fingerprint]]:
    """Every fingerprint with its category."""
    for module in parts(FINGERPRINTS).values():
        category = cast(Category, module)
        for each in category.KNOWN:
            yield category.CATEGORY, cast(Fingerprint, each)


def terms() -> Iterator[tuple[str, Term]]:
    """Every term with its category."""
    for module in parts(TERMS).values():
        category = cast(Category, module)
        for each in category.KNOWN:
            yield category.CATEGORY, cast(Term, each)

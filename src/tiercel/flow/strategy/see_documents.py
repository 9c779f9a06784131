"""Strategy documents for people: as text, with their versions, and what a change of the text would do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tiercel.core.errors import TiercelError
from tiercel.flow.strategy import documents
from tiercel.flow.strategy.documents import Document
from tiercel.flow.strategy.strategy_effects import effects
from tiercel.records.models import User
from tiercel.strategy.difference import Difference, differences
from tiercel.strategy.kind import checked, kind_named, kind_names
from tiercel.strategy.yaml_text import from_text, to_text

# The profile is learnt, not written: it has a page of its own.
NOT_WRITTEN = {"icp"}


@dataclass(frozen=True)
class DocumentPage:
    """One document: its text, and what a draft of it would change.

    error         what is wrong in the draft, "" where nothing is
    differences   of the draft against the version in force
    would_do      the effects of the draft, a line each
    """

    document: Document
    text: str
    versions: tuple[Document, ...]
    error: str = ""
    differences: tuple[Difference, ...] = ()
    would_do: tuple[str, ...] = ()
    is_draft: bool = False


def kinds() -> tuple[str, ...]:
    return tuple(kind for kind in kind_names() if kind not in NOT_WRITTEN)


def see_document(kind: str) -> DocumentPage:
    """The version in force, as text; raises ConfigError for a kind that there is not."""
    document = documents.current(kind)
    return DocumentPage(document, to_text(document.body), documents.versions(kind))


def try_text(kind: str, text: str, now: datetime) -> DocumentPage:
    """A draft: what is wrong in it, else what it would change. Nothing is kept."""
    document = documents.current(kind)
    versions = documents.versions(kind)
    try:
        body = checked(kind, from_text(text, kind), kind_named(kind).SCHEMA)
        done = tuple(effects(kind, body, now))
    except TiercelError as wrong:
        return DocumentPage(document, text, versions, error=str(wrong), is_draft=True)
    found = tuple(differences(document.body, body))
    return DocumentPage(document, text, versions, differences=found, would_do=done, is_draft=True)


def save_text(kind: str, text: str, *, base: int, comment: str, by: User, now: datetime) -> Document:
    """Keep the draft as the newest version; raises DataError where somebody saved another meanwhile."""
    return documents.save(kind, from_text(text, kind), by, comment, now, on_top_of=base)

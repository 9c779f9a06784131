"""The profile that a strategy document holds, ready to score."""

from __future__ import annotations

from tiercel.flow.strategy.documents import Document
from tiercel.score.profile import Profile


def profile_in(document: Document) -> Profile:
    """The profile of a version; raises DataError where the document cannot be read as one."""
    return Profile.from_dict(document.body)

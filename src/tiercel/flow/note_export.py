"""Rows that leave the product, counted as they go, so that the trail says how many of them somebody has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from tiercel.flow import trail
from tiercel.records.models import User

Row = TypeVar("Row")


def noting(
    rows: Iterable[Row], action: str, by: User | None, *, subject: str, form: str, columns: Sequence[str]
) -> Iterator[Row]:
    """The rows, one after the other; the trail is told how many left, also where somebody broke off on the way.

    The way by which they were asked for is remembered now: the rows go only when the page has been answered.
    """
    way = trail.way()

    def counted() -> Iterator[Row]:
        count, whole = 0, False
        try:
            for count, row in enumerate(rows, start=1):  # noqa: B007 - how many there were is said below
                yield row
            whole = True
        finally:
            with trail.via(way.name, way.key):
                trail.note(action, by, subject=subject, form=form, columns=list(columns), exported=count, whole=whole)

    return counted()

"""Rows that leave the product in a file: the trail says how many somebody has, and whether that was all of it."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Generic, TypeVar

from django.db import DatabaseError

from tiercel.flow import trail
from tiercel.records.models import User

Row_co = TypeVar("Row_co", covariant=True)
log = logging.getLogger("tiercel.exports")


class Leaving(Generic[Row_co]):
    """Rows on their way out: counted while a file is made of them, and told to the trail by `told`, as its pieces go.

    The way by which they were asked for is remembered now: the rows go only when the page has been answered.
    """

    def __init__(
        self, rows: Iterable[Row_co], action: str, by: User | None, *, subject: str, form: str, columns: Sequence[str]
    ) -> None:
        self._rows, self._action, self._by, self._way = rows, action, by, trail.way()
        self._about = {"form": form, "columns": list(columns)}
        self._subject = subject
        self._count = 0

    def __iter__(self) -> Iterator[Row_co]:
        for row in self._rows:
            self._count += 1
            yield row

    def told(self, pieces: Iterator[bytes]) -> Iterator[bytes]:
        """The pieces of the file; the trail hears of it also where somebody broke off on the way, or the file did."""
        is_whole = False
        try:
            yield from pieces
            is_whole = True
        except Exception as error:
            # What follows closes the line before its end, by which a browser knows that the file is cut.
            log.error("%s: the file broke off after %s rows (%s)", self._action, self._count, type(error).__name__)
            raise
        finally:
            self._note(is_whole)

    def _note(self, is_whole: bool) -> None:
        try:
            with trail.via(self._way.name, self._way.key):
                said: dict[str, Any] = {**self._about, "exported": self._count, "whole": is_whole}
                trail.note(self._action, self._by, subject=self._subject, **said)
        except DatabaseError as error:
            who = self._by.pk if self._by else None
            log.error(
                "%s: the trail could not be told that %s rows left for user %s (%s)",
                self._action, self._count, who, type(error).__name__,
            )  # fmt: skip

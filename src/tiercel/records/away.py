"""Whether the records cannot be used at the moment, so that the same request may well be answered a little later."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from django.db import InterfaceError, OperationalError
from django.utils.translation import gettext as _

SECONDS_TO_WAIT = 5
# What passes, or is mended beside the product: https://www.sqlite.org/rescode.html. A table that is missing has not.
PASSING = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_CANTOPEN,
    }
)
PRIMARY = 0xFF


def are_away(error: BaseException | None) -> bool:
    """Whether this came of a database that starts, stops, is locked, or has no room, and not of what was asked of it.

    >>> from django.db import DatabaseError
    >>> are_away(OperationalError("the database system is in recovery mode"))
    True
    >>> are_away(DatabaseError("syntax error"))
    False
    """
    for each in _causes(error):
        if isinstance(each, sqlite3.Error):
            return getattr(each, "sqlite_errorcode", 0) & PRIMARY in PASSING
    return any(isinstance(each, OperationalError | InterfaceError) for each in _causes(error))


def what_to_do() -> str:
    """What whoever asked is told, in the language of the request."""
    return _("The database does not answer or has no room. Nothing was kept half done. Try again in a minute.")


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__

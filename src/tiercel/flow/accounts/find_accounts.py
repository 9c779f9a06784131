"""The accounts that somebody names, many at once: by key, the source's id, name or domain."""

import sys
from collections.abc import Sequence
from pathlib import Path

from django.utils.translation import gettext as _

from tiercel.core.errors import DataError
from tiercel.flow.accounts.find_account import find_account

MOST_SHOWN = 20


def find_accounts(said: Sequence[str]) -> list[int]:
    """The key of each account, each once, in their order; raises DataError that lists every name that is not clear."""
    found: dict[int, None] = {}
    wrong: list[str] = []
    for name in said:
        try:
            found[find_account(name).pk] = None
        except DataError as error:
            wrong.append(str(error))
    if wrong:
        more = [_("… and {more} more.").format(more=len(wrong) - MOST_SHOWN)] if len(wrong) > MOST_SHOWN else []
        raise DataError("\n".join([*wrong[:MOST_SHOWN], *more]))
    if not found:
        raise DataError(_("No account is named. Give an id, a name or a domain, or --file FILE."))
    return list(found)


def named_in(path: Path) -> list[str]:
    """The names in a file, one a line; `-` is the standard input. Raises DataError for a file that cannot be read."""
    if str(path) == "-":
        return _lines(sys.stdin.read())
    try:
        return _lines(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(
            _("{path} cannot be read as UTF-8 text with an account a line: {error}").format(path=path, error=error)
        ) from None


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]

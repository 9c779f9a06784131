"""Cells that a spreadsheet would run as formulas, made harmless in a way that can be taken back exactly."""

import re

_RISKY = re.compile(r"^'*[=+\-@\t\r]")
_GUARDED = re.compile(r"^'+[=+\-@\t\r]")


def guarded(cell: str) -> str:
    """The cell with a quotation mark before it where a spreadsheet would take it for a formula.

    >>> guarded("=1+1"), guarded("plain")
    ("'=1+1", 'plain')
    """
    return f"'{cell}" if _RISKY.match(cell) else cell


def unguarded(cell: str) -> str:
    """The cell as it was before `guarded`.

    >>> unguarded(guarded("'=1+1"))
    "'=1+1"
    """
    return cell[1:] if _GUARDED.match(cell) else cell

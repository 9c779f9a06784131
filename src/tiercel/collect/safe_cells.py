"""Cells that a spreadsheet would run as formulas, made harmless in a way that can be taken back exactly."""

import re

# What spreadsheets take for the beginning of a formula, also in full width and behind spaces or quotes.
FORMULA = re.compile(
    "^[\\s\"'\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]*[=+\\-@\uff1d\uff0b\uff0d\uff20\u2212]|^'*[\t\r\n]"
)


def guarded(cell: str) -> str:
    """The cell with a quotation mark before it where a spreadsheet would take it for a formula.

    >>> guarded("=1+1"), guarded("plain")
    ("'=1+1", 'plain')
    """
    return f"'{cell}" if FORMULA.match(cell) else cell


def unguarded(cell: str) -> str:
    """The cell as it was before `guarded`.

    >>> unguarded(guarded("'=1+1"))
    "'=1+1"
    """
    return cell[1:] if cell.startswith("'") and FORMULA.match(cell[1:]) else cell

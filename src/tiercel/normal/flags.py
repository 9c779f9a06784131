"""Yes and no, in the words that exports use."""

from tiercel.core.errors import DataError
from tiercel.normal.text import tidy

YES = frozenset(
    [
        "true",
        "t",
        "yes",
        "y",
        "1",
        "1.0",
        "on",
        "x",
        "✓",
        "✔",
        "wahr",
        "vrai",
        "sí",
        "نعم",
        "بله",
        "بلی",
        "آری",
        "صحیح",
        "صح",
        "是",
        "真",
        "对",
    ]
)
NO = frozenset(
    ["false", "f", "no", "n", "0", "0.0", "off", "falsch", "faux", "لا", "خیر", "نه", "غلط", "خطأ", "否", "假", "不"]
)


def parse_flag(text: str) -> bool:
    """Whether a text says yes.

    >>> parse_flag("TRUE"), parse_flag("否")
    (True, False)
    """
    bare = tidy(text).casefold()
    if bare in YES:
        return True
    if bare in NO:
        return False
    raise DataError(f"'{bare[:60]}' is neither yes nor no. Write yes or no.")

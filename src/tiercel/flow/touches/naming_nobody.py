"""What was written of a touch, for who may not know whose it was."""

from __future__ import annotations

import re

# Wider than what addresses are: a local part may hold nearly any sign.
MAIL = re.compile(r"\S*@\S*")
GONE = "…"


def without(text: str, *names: str) -> str:
    """The text without these names, written in full, and without mail addresses.

    >>> without("Call with Ada Lovelace (ada@example.com)", "Ada Lovelace", "")
    'Call with … …'
    """
    for name in names:
        if name.strip():
            text = re.sub(re.escape(name.strip()), GONE, text, flags=re.IGNORECASE)
    return MAIL.sub(GONE, text)

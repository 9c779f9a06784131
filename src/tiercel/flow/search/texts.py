"""The file of one kind of rows that the search looks through: a line a row, its key and its folded words.

Neither SQLite nor PostgreSQL finds the middle of a name in any script fast without an extension; a run through the
bytes of half a million names takes some twenty milliseconds.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from pathlib import Path

from tiercel.normal.text import compared

LONGEST = 400
# The bytes of each file, by its path: read again when its length or its making has changed.
_held: dict[Path, tuple[tuple[int, int, int], bytes]] = {}
_lock = threading.Lock()


def text_of(words: str) -> str:
    """Words as they are searched: each after a space, so that " so" is the beginning of one.

    >>> text_of("Société Générale, sg.example")
    ' societe generale sg example'
    """
    return f" {compared(words)}"[:LONGEST]


def lines_of(rows: Iterable[tuple[int, str]]) -> bytes:
    """Rows as the file has them: key and words."""
    return "".join(f"{key}\t{text_of(words)}\n" for key, words in rows).encode()


def hits(path: Path, words: str, *, at_beginning: bool = False) -> Iterator[tuple[int, str]]:
    """Key and text of the lines that hold these folded words as they stand, in the order of the file.

    A line may be older than its row is: whoever asks looks at the row again.

    at_beginning   only those that begin with the words
    """
    held = content(path)
    wanted = f"\t {words}".encode() if at_beginning else words.encode()
    place = held.find(wanted)
    while place >= 0:
        start, end = held.rfind(b"\n", 0, place) + 1, held.find(b"\n", place)
        key, _, text = held[start:end].partition(b"\t")
        # The digits of the key itself are no hit.
        if at_beginning or place > start + len(key):
            yield int(key), text.decode()
            place = held.find(wanted, end)
        else:
            place = held.find(wanted, place + 1)


def content(path: Path) -> bytes:
    """The bytes of a file, kept in memory while it stays as it is."""
    try:
        told = path.stat()
    except FileNotFoundError:
        return b""
    stamp = (told.st_ino, told.st_size, told.st_mtime_ns)
    with _lock:
        known = _held.get(path)
        if known is None or known[0] != stamp:
            # A line that is being written just now has no end yet, and is left for the next time.
            held = path.read_bytes()
            known = _held[path] = (stamp, held[: held.rfind(b"\n") + 1])
        return known[1]

"""The file of one kind of rows that the search looks through: a line a row, its key and its folded words.

Neither SQLite nor PostgreSQL finds the middle of a name in any script fast without an extension; a run through the
bytes of half a million names takes some twenty milliseconds.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from pathlib import Path

from tiercel.normal.text import compared

# The longest key of a name, after the space that stands before it.
LONGEST = 401
# The bytes of each file, by its path: read again when its length or its making has changed.
_held: dict[Path, tuple[tuple[int, int, int], bytes]] = {}
_lock = threading.Lock()


def folded(words: str) -> str:
    """Words as they are searched: letters that a database takes for one another are one.

    A database that compares in capitals takes the Turkish letters ı and i for one, for both can be written I.

    >>> folded("Işık") == folded("IŞIK") == folded("isik")
    True
    """
    return compared(words).replace("ı", "i")


def text_of(words: str, longest: int | None = LONGEST) -> str:
    """Folded words, each after a space, so that " so" is the beginning of one.

    >>> text_of("Société Générale, sg.example")
    ' societe generale sg example'
    """
    return f" {folded(words)}"[:longest]


def lines_of(rows: Iterable[tuple[int, str]], longest: int | None = LONGEST) -> bytes:
    """Rows as the file has them: key and words."""
    return "".join(f"{key}\t{text_of(words, longest)}\n" for key, words in rows).encode()


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


def keys_holding(path: Path, words: str) -> Iterator[int]:
    """Keys of the lines that hold these folded words as they stand, in the order of the file.

    A line may be older than its row is, and a key be there twice: whoever asks looks at the row again.
    """
    held, wanted = content(path), words.encode()
    place = held.find(wanted)
    while place >= 0:
        start = held.rfind(b"\n", 0, place) + 1
        text = held.find(b"\t", start)
        if place < text:  # the digits of the key itself are no hit
            place = held.find(wanted, text)
            continue
        yield int(held[start:text])
        place = held.find(wanted, held.find(b"\n", place))


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

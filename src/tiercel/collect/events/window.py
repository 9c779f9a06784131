"""The requests that came lately, so that what a client sends again, because it heard no answer, is not stored again.

A client sends the same events again in the same batch, so a request is known by the ids of all its events. One that
overlaps with another in part is stored, and who reads the log takes each event once.
"""

from collections.abc import Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import cast

from tiercel.collect.events.log import segment
from tiercel.collect.events.log.line import digest_in, wrong_with

# A request is remembered for at least as many others, and at most twice as many: some 30 MB.
REQUESTS = 200_000
DIGEST_BYTES = 16
# A second's reading at the most, before a collector that begins takes anything.
MOST_BYTES_REMEMBERED = 128 * 1024 * 1024


def digest_of(key: str, ids: Sequence[str | None]) -> bytes | None:
    """What a request is known by; None where an event came without an id, and so may have happened twice.

    >>> digest_of("k", ["a", "b"]) == digest_of("k", ["a", "b"]) != digest_of("k", ["a"])
    True
    >>> digest_of("k", ["a", ""]), digest_of("k", ["a", None])
    (None, None)
    """
    if not all(ids):
        return None
    known = cast(Sequence[str], ids)
    # With NUL in an id, other ids could be told by the same text.
    if "\0" in "".join(known):
        return None
    said = f"{key}\0" + "\0".join(known)
    # The processors of servers have instructions for this one: a hundred ids take it half the time of BLAKE2.
    return sha256(said.encode()).digest()[:DIGEST_BYTES]


class Window:
    """Digests of requests; only of those that are durable.

    >>> window = Window(size=2)
    >>> for digest in (b"1", b"2", b"3"): window.add(digest)
    >>> b"1" in window, b"4" in window
    (True, False)
    """

    def __init__(self, size: int = REQUESTS) -> None:
        self._size = size
        self._recent: set[bytes] = set()
        self._older: set[bytes] = set()

    def __contains__(self, digest: object) -> bool:
        return digest in self._recent or digest in self._older

    def remember(self, folder: Path, most_bytes: int = MOST_BYTES_REMEMBERED) -> None:
        """Take in what stands in a log already, of this process's predecessor and of its neighbours, the newest.

        What a neighbour still writes may yet be cut, where its disk fails: who sends that again is to be stored.
        """
        # On a full disk nobody can close them, and then nothing of theirs is known.
        with suppress(OSError):
            segment.close_the_dead(folder)
        left = most_bytes
        for path in sorted(folder.glob(f"*{segment.CLOSED}"), reverse=True):
            # Who puts events away may have taken it by now.
            with suppress(FileNotFoundError):
                left -= path.stat().st_size
                self._take_in(path)
            if left < 0:
                return

    def _take_in(self, path: Path) -> None:
        for line in segment.lines_in(path):
            if not wrong_with(line) and (digest := digest_in(line)):
                self.add(bytes.fromhex(digest))

    def add(self, digest: bytes) -> None:
        self._recent.add(digest)
        if len(self._recent) >= self._size:
            self._recent, self._older = set(), self._recent

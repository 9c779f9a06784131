"""The ids that came lately, so that what a client sends again is not stored again."""

from collections.abc import Iterable, Sequence

# Some 100 bytes each; an id is remembered for at least as many others of its key, and at most twice as many.
IDS_OF_A_KEY = 200_000


class Window:
    """Ids by write key, those of the last while; only what is durable may be put in.

    >>> window = Window(size=2)
    >>> window.add("k", ["a", "b"]); window.add("k", ["c"])
    >>> window.known("k", ["b", "x", None]), window.known("other", ["b"])
    ({0}, set())
    """

    def __init__(self, size: int = IDS_OF_A_KEY) -> None:
        self._size = size
        self._recent: dict[str, set[str]] = {}
        self._older: dict[str, set[str]] = {}

    def known(self, key: str, ids: Sequence[str | None]) -> set[int]:
        """The places of those that came before."""
        recent, older = self._recent.get(key), self._older.get(key)
        if (recent is None or recent.isdisjoint(ids)) and (older is None or older.isdisjoint(ids)):
            return set()
        return {place for place, one in enumerate(ids) if one in (recent or ()) or one in (older or ())}

    def add(self, key: str, ids: Iterable[str | None]) -> None:
        recent = self._recent.setdefault(key, set())
        recent.update(ids)  # type: ignore[arg-type]
        recent.discard(None)  # type: ignore[arg-type]
        if len(recent) >= self._size:
            self._older[key] = recent
            self._recent[key] = set()

"""As many threads as the deals are worth: on few of them, threads cost many times what they bring."""

from collections.abc import Iterator
from contextlib import contextmanager

from threadpoolctl import threadpool_limits

ROWS_FOR_THREADS = 50_000


@contextmanager
def threads_for(rows: int) -> Iterator[None]:
    """Within it, arithmetic on less than fifty thousand rows keeps to one thread.

    On a small matrix threads mostly wait for one another, and they wait busily: where others use the machine too, one
    split of a tree takes milliseconds instead of microseconds. Only libraries that are loaded by then are held to it:
    import what brings its own threads (scikit-learn does) before.
    """
    with threadpool_limits(1 if rows < ROWS_FOR_THREADS else None):
        yield

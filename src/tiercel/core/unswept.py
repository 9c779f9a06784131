"""Where many objects are sure to stay, nobody looks among them for some that could go."""

import atexit
import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def unswept() -> Iterator[None]:
    """Python does not look for circles of objects: among a million that stay that takes a third of it.

    Not for what may go on for long: circles that are made within stay until the end.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def what_is_here_stays() -> None:
    """Python never again looks for circles of objects among those that are here now.

    For a server that has loaded what it runs on: its 200,000 objects would be looked through time and again, 0.2 s that
    whoever's request falls into waits for.
    """
    gc.collect()
    gc.freeze()
    # At the end they are let go like everything else: DuckDB's library would say on standard error what was left.
    atexit.register(gc.unfreeze)

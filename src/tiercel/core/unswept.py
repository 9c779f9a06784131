"""Work on many objects that all stay until it is done: nobody looks among them for some that could go."""

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

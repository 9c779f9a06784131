"""Which process holds a piece of work, and whether it has died."""

import os
import socket
from pathlib import Path


def this_process() -> str:
    """A name for this process that no later one will have, as "host/1234/56789"."""
    return f"{socket.gethostname()}/{os.getpid()}/{_started(os.getpid())}"


def has_died(process: str) -> bool:
    """Whether a process is known to be gone: never said of one on another machine.

    >>> has_died(this_process()), has_died("another-machine/1/0"), has_died("")
    (False, False, False)
    """
    host, _, rest = process.rpartition("/")[0].partition("/")
    if host != socket.gethostname() or not rest.isdecimal():
        return False
    try:
        os.kill(int(rest), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        pass
    return _started(int(rest)) != process.rpartition("/")[2]


def _started(pid: int) -> str:
    """When a process began, in ticks since the machine did; "" where the system does not tell."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    # The name of the command stands in brackets and may hold spaces; the 20th field after it is the start.
    return stat.rpartition(")")[2].split()[19]

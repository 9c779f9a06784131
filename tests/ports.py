"""Ports for servers that are told theirs before they start."""

import random
import socket

# Below what systems hand out by themselves: no connection that another test opens meanwhile gets one of these.
LOWEST, HIGHEST = 20_000, 32_000


def free_port() -> int:
    """A port of this machine that nobody listens at."""
    while True:
        port = random.SystemRandom().randrange(LOWEST, HIGHEST)
        with socket.socket() as tried:
            try:
                tried.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port

"""Addresses of the internet as whole numbers: of hundreds of thousands, an object each would take minutes."""

from __future__ import annotations

import socket

_LAST_V4, _MAPPED = 2**32 - 1, 0xFFFF << 32


def as_number(address: str) -> tuple[int, int] | None:
    """The address and its version, 4 or 6; one of the older within the newer is the older. None where it is none.

    >>> as_number("192.0.2.1"), as_number("::ffff:192.0.2.1"), as_number("::1"), as_number("nowhere")
    ((3221225985, 4), (3221225985, 4), (1, 6), None)
    """
    try:
        if ":" not in address:
            return int.from_bytes(socket.inet_pton(socket.AF_INET, address)), 4
        number = int.from_bytes(socket.inet_pton(socket.AF_INET6, address.partition("%")[0]))
    except (OSError, ValueError):
        return None
    return (number & _LAST_V4, 4) if number & ~_LAST_V4 == _MAPPED else (number, 6)

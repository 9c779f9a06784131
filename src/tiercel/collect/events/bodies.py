"""The body of a request: whole, unpacked, and never longer than may be."""

import zlib
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]

GZIP = b"\x1f\x8b"
# What is too long is still read up to here, so that its client hears the answer and not a broken connection.
MOST_BYTES_HEARD_OUT = 16 * 1024 * 1024


class TooLong(ValueError):  # noqa: N818 - the body is
    pass


class NotGzip(ValueError):  # noqa: N818 - the body is not
    pass


class Left(Exception):  # noqa: N818 - the client has
    pass


async def body_of(receive: Receive, most_bytes: int) -> bytes:
    """All of a body, as it was sent; raises TooLong, or Left where the client has gone."""
    message = await receive()
    if not message.get("more_body") and message["type"] == "http.request":
        whole: bytes = message.get("body", b"")
        if len(whole) > most_bytes:
            raise TooLong
        return whole
    pieces, length = [], 0
    while True:
        if message["type"] == "http.disconnect":
            raise Left
        piece = message.get("body", b"")
        length += len(piece)
        if length <= most_bytes:
            pieces.append(piece)
        else:
            pieces.clear()
        if not message.get("more_body") or length > MOST_BYTES_HEARD_OUT:
            break
        message = await receive()
    if length > most_bytes:
        raise TooLong
    return b"".join(pieces)


def unpacked(body: bytes, most_bytes: int) -> bytes:
    """The body itself, or what is gzipped in it; its first bytes tell, for clients forget to say so.

    Raises TooLong as soon as more than `most_bytes` have come out, NotGzip where it is broken.
    """
    if not body.startswith(GZIP):
        return body
    pieces, left = [], most_bytes
    while body:
        one = zlib.decompressobj(wbits=31)
        try:
            pieces.append(one.decompress(body, left + 1))
        except zlib.error as error:
            raise NotGzip(str(error)) from None
        left -= len(pieces[-1])
        if left < 0:
            raise TooLong
        if not one.eof:
            raise NotGzip("it breaks off")
        body = one.unused_data
    return b"".join(pieces)

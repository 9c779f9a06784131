"""One line of the log: a request as it came, in an envelope, under a checksum and its number in the segment.

    {"crc":"1c291ca3","n":7,"at":"…","key":"…","source":"…","dialect":"segment","kind":"batch","ip":"…",…,"body":{…}}

The sum is the CRC-32 of all that follows it in the line. A changed line does not fit its sum, a missing one leaves a
gap in the numbers, and the last line of a segment that was closed has the number after those before it.
"""

import zlib
from datetime import datetime

import msgspec

OPENS = b'{"crc":"'
OPENS_END = len(OPENS) + 8
REST = OPENS_END + 2  # after `",`


class Envelope(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the collector knows of a request.

    digest   what the request is known by when it is sent again, in hexadecimal
    skip     the places of the events of its body that were not taken
    """

    at: datetime
    key: str
    source: str
    dialect: str
    kind: str = ""
    ip: str = ""
    agent: str = ""
    digest: str = ""
    headers: dict[str, str] = {}
    skip: list[int] = []


class Line(Envelope, frozen=True, kw_only=True, omit_defaults=True):
    """An envelope that was read again, with the body that it is around."""

    n: int
    body: msgspec.Raw


class _Known(msgspec.Struct, frozen=True, gc=False):
    digest: str = ""


class _Numbered(msgspec.Struct, frozen=True):
    n: int
    end: bool = False


_encode = msgspec.json.Encoder().encode
_numbered = msgspec.json.Decoder(_Numbered)
_known = msgspec.json.Decoder(_Known)
_line = msgspec.json.Decoder(Line)


Rest = tuple[bytes, ...]  # a line from after its number, in pieces, so that a long body need not be copied


def unnumbered(envelope: msgspec.Struct, body: bytes) -> Rest:
    """A line without its number; JSON on several lines becomes one, its meaning the same."""
    if b"\n" in body or b"\r" in body:
        # Inside of a JSON text a line break can only be written as an escape: these stand between values.
        body = body.replace(b"\n", b" ").replace(b"\r", b" ")
    return b'%b,"body":' % _encode(envelope)[1:-1], body, b"}\n"


ENDING: Rest = (b'"end":true', b"}\n")


def length_of(rest: Rest) -> int:
    return sum(map(len, rest))


def opening(number: int, rest: Rest) -> bytes:
    """What stands before an unnumbered line: its sum and its number."""
    head = b'"n":%d,' % number
    crc = zlib.crc32(head)
    for piece in rest[:-1]:
        crc = zlib.crc32(piece, crc)
    return b'{"crc":"%08x",%b' % (zlib.crc32(b"}", crc), head)


def numbered(number: int, rest: Rest) -> bytes:
    """A whole line."""
    return b"".join((opening(number, rest), *rest))


def wrong_with(line: bytes) -> str:
    """What shows that a line is not as it was written; "" where nothing does."""
    if not line.endswith(b"\n"):
        return "it breaks off"
    if not line.startswith(OPENS) or line[OPENS_END:REST] != b'",':
        return "this is no line of a log"
    if b"%08x" % zlib.crc32(memoryview(line)[REST:-1]) != line[len(OPENS) : OPENS_END]:
        return "it does not fit its checksum"
    return ""


def number_of(line: bytes) -> tuple[int, bool]:
    """The number of a line that fits its sum, and whether it is the one that ends a segment."""
    found = _numbered.decode(line)
    return found.n, found.end


def parsed(line: bytes) -> Line:
    return _line.decode(line)


def digest_in(line: bytes) -> str:
    return _known.decode(line).digest

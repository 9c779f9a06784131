"""One line of the log: a request as it came, in an envelope, under a checksum and with its number in the segment.

    {"crc":"1c291ca3","at":"…","key":"…","source":"…","dialect":"segment","kind":"batch","ip":"…",…,"body":{…},"n":7}

The sum is the CRC-32 of all that follows it in the line. A changed line does not fit its sum, a missing one leaves a
gap in the numbers, and the last line of a segment that was closed has the number after those before it. The number
stands last, so that the sum can be made before it is known; in lines of before it stands first, and they are read too.
"""

from datetime import datetime

import msgspec

from tiercel.collect.events.log.checksum import crc32

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


_encode = msgspec.json.Encoder().encode
_known = msgspec.json.Decoder(_Known)
_envelope = msgspec.json.Decoder(Envelope)
# Inside of a JSON text a quotation mark can only be written as an escape: neither stands within one.
BODY, NUMBER = b',"body":', b'"n":'


class Rest(msgspec.Struct, frozen=True, gc=False):
    """A line but for its number, in two pieces, so that a long body need not be copied; `crc` is the sum of both."""

    head: bytes
    body: bytes
    crc: int

    @property
    def length(self) -> int:
        """Its bytes, but for the sum and the number."""
        return len(self.head) + len(self.body)


def unnumbered(envelope: msgspec.Struct, body: bytes) -> Rest:
    """A line without its number; JSON on several lines becomes one, its meaning the same."""
    if b"\n" in body or b"\r" in body:
        # Inside of a JSON text a line break can only be written as an escape: these stand between values.
        body = body.replace(b"\n", b" ").replace(b"\r", b" ")
    head = b'%b,"body":' % _encode(envelope)[1:-1]
    return Rest(head, body, crc32(body, crc32(head)))


ENDING = Rest(b'"end":true', b"", crc32(b'"end":true'))


def pieces_of(number: int, rest: Rest) -> tuple[bytes, bytes, bytes, bytes]:
    """A whole line, in the pieces in which it is written."""
    close = b',"n":%d}' % number
    return b'{"crc":"%08x",' % crc32(close, rest.crc), rest.head, rest.body, close + b"\n"


def numbered(number: int, rest: Rest) -> bytes:
    """A whole line."""
    return b"".join(pieces_of(number, rest))


def wrong_with(line: bytes) -> str:
    """What shows that a line is not as it was written; "" where nothing does."""
    if not line.endswith(b"\n"):
        return "it breaks off"
    if not line.startswith(OPENS) or line[OPENS_END:REST] != b'",':
        return "this is no line of a log"
    if b"%08x" % crc32(memoryview(line)[REST:-1]) != line[len(OPENS) : OPENS_END]:
        return "it does not fit its checksum"
    return ""


def number_of(line: bytes) -> tuple[int, bool]:
    """The number of a line that fits its sum, and whether it is the one that ends a segment."""
    start = REST if _is_number_first(line) else line.rindex(NUMBER)
    number = line[start + len(NUMBER) : -1].partition(b",")[0]
    return int(number.rstrip(b"}")), BODY not in line


def parsed(line: bytes) -> Line:
    head, body = _halves(line)
    said = msgspec.structs.asdict(_envelope.decode(head))
    return Line(**said, n=number_of(line)[0], body=msgspec.Raw(body))


def digest_in(line: bytes) -> str:
    return _known.decode(_halves(line)[0]).digest


def _halves(line: bytes) -> tuple[bytes, bytes]:
    """The envelope and the body of a line. Nobody looks into the body: it may be nested as deep as its reader can go,
    and who reads it here stands deeper than who took it."""
    head, is_around, rest = line[:-1].partition(BODY)
    if not is_around:
        return line, b""
    return head + b"}", rest[:-1] if _is_number_first(line) else rest[: rest.rindex(b"," + NUMBER)]


def _is_number_first(line: bytes) -> bool:
    return line.startswith(NUMBER, REST)

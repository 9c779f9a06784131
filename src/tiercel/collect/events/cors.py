"""What lets a page of another host send events here and read the answer."""

Headers = list[tuple[bytes, bytes]]

METHODS = b"GET, POST, OPTIONS"
SECONDS_KEPT = b"86400"


def allowing(origin: bytes | None) -> Headers:
    """Headers of an answer. Any page may send events: a write key is public, and answers hold nothing private."""
    if origin is None:
        return []
    return [
        (b"access-control-allow-origin", origin),
        # Some clients send with credentials; the collector neither reads nor sets a cookie.
        (b"access-control-allow-credentials", b"true"),
        (b"vary", b"Origin"),
    ]


def preflight(headers: dict[bytes, bytes]) -> Headers:
    """Headers of the answer to what a browser asks before it sends."""
    wanted = headers.get(b"access-control-request-headers", b"content-type, authorization")
    return [
        *allowing(headers.get(b"origin", b"*")),
        (b"access-control-allow-methods", METHODS),
        (b"access-control-allow-headers", wanted),
        (b"access-control-max-age", SECONDS_KEPT),
    ]

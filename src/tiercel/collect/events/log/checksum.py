"""The CRC-32 of what stands in the log, by the quickest library that is here; whichever makes it, it is the same.

Of a hundred events zlib's takes most of the time in which they are made a line; that of zlib-ng, by instructions that
processors have for it, takes a fourth of that.
"""

try:
    from zlib_ng.zlib_ng import crc32  # type: ignore[import-not-found, unused-ignore]
except ImportError:  # it is not made for every processor
    from zlib import crc32

__all__ = ["crc32"]

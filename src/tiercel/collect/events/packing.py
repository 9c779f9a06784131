"""Events made small one by one, before they are sealed: by a packer that begins at once, for each is short."""

import pyarrow as pa

LENGTH_BYTES = 4
_PACKER = pa.Codec("lz4_raw")


def pack(event: bytes) -> bytes:
    packed: bytes = _PACKER.compress(event, asbytes=True)
    return len(event).to_bytes(LENGTH_BYTES) + packed


def unpack(packed: bytes) -> bytes:
    """What was packed; raises OSError or ValueError where it is no such thing."""
    event: bytes = _PACKER.decompress(packed[LENGTH_BYTES:], int.from_bytes(packed[:LENGTH_BYTES]), asbytes=True)
    return event

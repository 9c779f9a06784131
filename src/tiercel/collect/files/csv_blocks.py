"""The quick way through a CSV file: blocks of plain lines, parsed by columns at once."""

from collections.abc import Iterator
from typing import BinaryIO

import numpy as np
import pyarrow as pa
import pyarrow.csv as pc

FIRST_BLOCK = 64_000
BLOCK = 8_000_000


def blocks(file: BinaryIO) -> Iterator[bytes]:
    """The bytes of a file in blocks that end where a line ends."""
    rest = b""
    size = FIRST_BLOCK
    while data := file.read(size):
        size = BLOCK
        cut = data.rfind(b"\n") + 1
        if not cut:
            rest += data
            continue
        yield rest + data[:cut]
        rest = data[cut:]
    if rest:
        yield rest


def columns_at_once(block: bytes, delimiter: str, width: int) -> pa.Table | None:
    """The block as one column of texts for each of its columns; None where any line of it is not plain.

    Plain is a line that is one record of `width` values, properly quoted where it is quoted: row i is line i then.
    """
    if b"\x00" in block or block.count(b"\r") != block.count(b"\r\n") or not _is_quoted_by_lines(block, ord(delimiter)):
        return None
    names = [str(place) for place in range(width)]
    try:
        table = pc.read_csv(
            pa.py_buffer(block),
            read_options=pc.ReadOptions(column_names=names, block_size=len(block) + 1, use_threads=False),
            parse_options=pc.ParseOptions(
                delimiter=delimiter, quote_char='"', double_quote=True, ignore_empty_lines=False
            ),
            convert_options=pc.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False
            ),
        )
    except pa.ArrowInvalid:
        return None
    lines = block.count(b"\n") + (not block.endswith(b"\n"))
    return table.combine_chunks() if table.num_rows == lines else None


def _is_quoted_by_lines(block: bytes, delimiter: int) -> bool:
    """Whether every quotation mark opens or closes a whole value, or is doubled inside one, on one line."""
    if b'"' not in block:
        return True
    octets = np.frombuffer(block, np.uint8)
    marks = np.flatnonzero(octets == 0x22)
    ends = np.flatnonzero(octets == 0x0A)
    if len(marks) % 2 or (np.searchsorted(marks, ends) % 2).any():
        return False
    opening, closing = marks[0::2], marks[1::2]
    before = np.where(opening > 0, octets[opening - 1], 0x0A)
    after = np.where(closing + 1 < len(octets), octets[np.minimum(closing + 1, len(octets) - 1)], 0x0A)
    return bool(np.isin(before, (delimiter, 0x0A, 0x22)).all() and np.isin(after, (delimiter, 0x0A, 0x0D, 0x22)).all())

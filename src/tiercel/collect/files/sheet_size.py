"""How much a worksheet holds once it is open: two cells far apart, or one long text everywhere, fill the machine."""

import re
import zipfile
from collections.abc import Iterator, Sequence

PIECE = 4_000_000
OVERLAP = 64
WIDEST = {0: 26, 1: 26, 2: 702, 3: 16_384}  # columns that one, two and three letters can name

_ROW = re.compile(rb'row\b[^>]{0,200}?\br="(\d{1,9})"')
_TWO = re.compile(rb'\br="[A-Z]{2}\d')
_THREE = re.compile(rb'\br="[A-Z]{3}\d')
_POINTER = re.compile(rb't="s"[^>]{0,100}>\s*<v>(\d{1,9})</v>')
_CELL = re.compile(rb'\br="([A-Z]{1,3})(\d{1,9})"')


def reach_of(archive: zipfile.ZipFile, sheet: zipfile.ZipInfo, enough: int) -> int:
    """Cells of the rectangle around a worksheet: a bound, quickly found, and the truth where that passes `enough`."""
    rows, letters = 0, 0
    for piece in _pieces(archive, sheet):
        rows = max(rows, max((int(found[1]) for found in _ROW.finditer(piece)), default=0))
        if letters < 3:
            letters = 3 if _THREE.search(piece) else 2 if letters < 2 and _TWO.search(piece) else letters
    bound = rows * WIDEST[letters]
    return bound if bound <= enough else _exactly(archive, sheet)


def text_of(archive: zipfile.ZipFile, sheet: zipfile.ZipInfo, lengths: Sequence[int], enough: int) -> int:
    """Bytes of text in a worksheet whose cells point into a common list of texts: a bound, or the truth as above.

    lengths   of the texts of the list
    """
    longest = max(lengths, default=0)
    bound = sum(piece.count(b't="s"') for piece in _pieces(archive, sheet)) * longest
    if bound <= enough:
        return bound
    found = (int(hit[1]) for piece in _pieces(archive, sheet) for hit in _POINTER.finditer(piece))
    return sum(lengths[place] for place in found if place < len(lengths))


def text_lengths(archive: zipfile.ZipFile, texts: zipfile.ZipInfo) -> list[int]:
    """The length of each text of the common list."""
    lengths, begun = [], 0
    with archive.open(texts) as file:
        while piece := file.read(PIECE):
            *ended, rest = piece.split(b"</si>")
            for part in ended:
                lengths.append(begun + len(part))
                begun = 0
            begun += len(rest)
    return lengths


def _exactly(archive: zipfile.ZipFile, sheet: zipfile.ZipInfo) -> int:
    column, row = 0, 0
    for piece in _pieces(archive, sheet):
        for found in _CELL.finditer(piece):
            column, row = max(column, _number(found[1])), max(row, int(found[2]))
    return column * row


def _number(letters: bytes) -> int:
    """The number of a column: A is 1, AA is 27."""
    number = 0
    for letter in letters:
        number = 26 * number + letter - 64
    return number


def _pieces(archive: zipfile.ZipFile, sheet: zipfile.ZipInfo) -> Iterator[bytes]:
    before = b""
    with archive.open(sheet) as file:
        while piece := file.read(PIECE):
            yield before + piece
            before = piece[-OVERLAP:]

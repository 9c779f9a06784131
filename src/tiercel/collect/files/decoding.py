"""Text of several hands: each line is read in the encoding in which it was written, and those unlike the rest are told.

What is valid UTF-8 and not plain ASCII was hardly meant as anything else. What is not is in the older encoding of the
file, but for lines that show themselves to be western or Arabic: where letters of ASCII and others stand in one word,
and where there are words of nothing but other letters.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from tiercel.collect.files.code_pages import LABELS
from tiercel.collect.files.encoding import (
    ON_ERROR,
    arabic_or_western,
    has_words_of_high_bytes,
    is_common_chinese,
    is_utf8,
    legacy_of,
)

# These are no bytes with lines in them.
WIDE = ("utf-16", "utf-16-le", "utf-16-be", "utf-32")
WESTERN, ARABIC, CHINESE = "cp1252", "cp1256", "gb18030"
# So many characters of so high a number make UTF-8 certain: fewer may be words of the file's own encoding.
_CERTAIN = {ARABIC: (2, 0x80), "cp1251": (2, 0x80)} | dict.fromkeys((CHINESE, "big5", "cp932", "cp949"), (2, 0x800))
# Only of these it shows in a line that it is of another hand: elsewhere its bytes are letters of the file's own too.
_TOLD_APART = (WESTERN, ARABIC, CHINESE)
_MIXED_WORD = re.compile(rb"[A-Za-z][\x80-\xff]|[\x80-\xff][A-Za-z]")
# Three capitals with accents are three letters of Arabic too, as in ÄÖÜ: it takes more to be a word of another hand's.
_ARABIC_WORD = re.compile(rb"[\xc0-\xff]{4}")
_SHOWN = 10


@dataclass(frozen=True)
class Otherwise:
    """Lines that are not in the encoding of their file, by the one in which they were read: how many, and the first."""

    encoding: str
    count: int
    lines: tuple[int, ...]


class Decoder:
    """Decodes a file of any encoding but the wide ones, block by block of whole lines.

    is_chosen   whether somebody has said the encoding: then it is that of every line
    """

    def __init__(self, encoding: str, *, is_chosen: bool = False) -> None:
        self._usual = "utf-8" if encoding == "utf-8-sig" else encoding
        self._is_chosen = is_chosen
        self._older = "" if self._usual == "utf-8" else self._usual
        self._count: Counter[str] = Counter()
        self._first: dict[str, list[int]] = {}

    def decode(self, block: bytes, first_line: int) -> str:
        """The text of lines, of which the first has this number."""
        if self._is_chosen:
            return block.decode(self._usual, errors=ON_ERROR)
        try:
            text = block.decode("utf-8")
        except UnicodeDecodeError:
            text = None
        if text is not None and (self._usual == "utf-8" or text.isascii()):
            return text
        lines = block.splitlines(keepends=True)
        if not self._older:
            self._older = legacy_of(b"".join(line for line in lines if not is_utf8(line)))
        return "".join(self._line(line, number) for number, line in enumerate(lines, first_line))

    def take(self) -> list[Otherwise]:
        """The lines found since the last time."""
        found = [Otherwise(encoding, self._count[encoding], tuple(lines)) for encoding, lines in self._first.items()]
        self._count.clear()
        self._first.clear()
        return found

    def _line(self, line: bytes, number: int) -> str:
        if line.isascii():
            return line.decode("ascii")
        encoding = self._encoding_of(line)
        text = line.decode(encoding, errors=ON_ERROR)
        # What is the same in both, as quotation marks are, is no news; of this one no byte is anything else.
        if (self._usual, encoding) != (WESTERN, WESTERN) and text != line.decode(self._usual, "ignore"):
            self._note(encoding, number)
        return text

    def _note(self, encoding: str, number: int) -> None:
        self._count[encoding] += 1
        first = self._first.setdefault(encoding, [])
        if len(first) < _SHOWN:
            first.append(number)

    def _encoding_of(self, line: bytes) -> str:
        if is_utf8(line, is_likely=self._usual == "utf-8") and (self._usual == "utf-8" or self._is_certain(line)):
            return "utf-8"
        if self._older == WESTERN:
            is_other = has_words_of_high_bytes(line) and _ARABIC_WORD.search(line)
            return arabic_or_western(line) if is_other else WESTERN
        if self._older not in _TOLD_APART or has_words_of_high_bytes(line) or not _MIXED_WORD.search(line):
            return self._older
        # "A股" and "IT部" mix letters too, and are Chinese.
        return self._older if self._older == CHINESE and is_common_chinese(line) else WESTERN

    def _is_certain(self, line: bytes) -> bool:
        least, lowest = _CERTAIN.get(self._older, (1, 0x80))
        text = line.decode("utf-8", errors="ignore")
        return sum(1 for c in text if ord(c) >= lowest) >= least


def about_encoding(encoding: str, *, is_chosen: bool) -> tuple[str, ...]:
    """What to tell of a file whose encoding was guessed: nothing in it says which it is.

    >>> about_encoding("cp1250", is_chosen=False)
    ('It is not UTF-8. By its letters it was read as Windows-1250; choose another if they are wrong.',)
    """
    if is_chosen or encoding.startswith("utf-"):
        return ()
    label = _named(encoding)
    return (f"It is not UTF-8. By its letters it was read as {label}; choose another if they are wrong.",)


def about_lines(usual: str, found: Sequence[Otherwise]) -> tuple[str, ...]:
    """What to tell of lines that were read otherwise than their file, a sentence for each encoding.

    >>> about_lines("utf-8", [Otherwise("cp1252", 1, (4,)), Otherwise("cp1252", 1, (9,))])
    ('2 lines are in Windows-1252, the rest of the file in UTF-8. Each was read in its own: lines 4, 9.',)
    """
    usual = usual.removesuffix("-sig")
    told = []
    for encoding in dict.fromkeys(each.encoding for each in found):
        parts = [each for each in found if each.encoding == encoding]
        lines = [line for each in parts for line in each.lines]
        told.append(_sentence(usual, encoding, sum(each.count for each in parts), lines[:_SHOWN]))
    return tuple(told)


def _sentence(usual: str, encoding: str, count: int, lines: Sequence[int]) -> str:
    """Pages know these again by their shape."""
    name = _named(encoding)
    listed = ", ".join(map(str, lines)) + (", …" if count > len(lines) else "")
    if encoding == usual:
        if count == 1:
            return f"One line holds bytes that are no {name}. They were read as Windows-1252: line {listed}."
        return f"{count:,} lines hold bytes that are no {name}. They were read as Windows-1252: lines {listed}."
    if count == 1:
        return f"One line is in {name}, the rest of the file in {_named(usual)}. It was read in its own: line {listed}."
    return (
        f"{count:,} lines are in {name}, the rest of the file in {_named(usual)}. "
        f"Each was read in its own: lines {listed}."
    )


def _named(encoding: str) -> str:
    return LABELS.get(encoding, encoding)

"""Which letters the bytes of a text file mean."""

import codecs
import re
from collections.abc import Sequence

from tiercel.collect.files.code_pages import CHOICES, page_of
from tiercel.core.errors import DataError
from tiercel.core.nearest import nearest

MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_HIGH = re.compile(rb"[\x80-\xff]+")
ON_ERROR = "tiercel-windows"
# What Windows writes is more than what these names promise.
_ALSO = {"shift_jis": "cp932", "gbk": "gb18030", "gb2312": "gb18030", "euc_kr": "cp949", "iso8859-1": "cp1252"}


def encoding_of(head: bytes, chosen: str = "") -> str:
    """The encoding of a text by its first bytes, as Python names it.

    chosen   what somebody has said; only a mark at the beginning, which is no letter of anybody's, goes before that

    >>> encoding_of(b"name,city"), encoding_of("städte".encode("cp1252")), encoding_of("a,b".encode("utf-16-le"))
    ('utf-8', 'cp1252', 'utf-16-le')
    """
    for mark, name in MARKS:
        if head.startswith(mark):
            return name
    if chosen == "utf-16":
        return _without_mark(head[:4096]) if b"\x00" in head[:4096] else "utf-16-le"
    if chosen:
        return chosen
    if head[:4096].count(0) * 5 > len(head[:4096]) or _has_wide_lines(head):
        return _without_mark(head[:4096])
    whole = head[: head.rfind(b"\n") + 1] or head
    well: list[bytes] = []
    ill: list[bytes] = []
    for line in whole.splitlines(keepends=True):
        if not line.isascii():
            (well if is_utf8(line) else ill).append(line)
    return "utf-8" if len(well) >= len(ill) else legacy_of(b"".join(ill))


def is_utf8(line: bytes, *, is_likely: bool = False) -> bool:
    """Whether a line is of that encoding, but for a stray byte in it or a character cut in two.

    is_likely  whether its file is, so that as much for it as against it is enough

    >>> is_utf8("städte".encode()), is_utf8("städte".encode("cp1252")), is_utf8("ä ö ü é".encode()[:-1])
    (True, False, True)
    """
    text = line.decode("utf-8", errors="replace")
    strange = text.count("\ufffd")
    return not strange or sum(1 for c in text if not c.isascii()) + is_likely > 2 * strange


def _has_wide_lines(head: bytes) -> bool:
    """Whether every line ends in two bytes, as in UTF-16: of another script, few bytes of it need be zero."""
    ends = head.count(b"\n")
    return ends > 0 and 0 in head and ends in (head.count(b"\n\x00"), head.count(b"\x00\n"))


def _without_mark(head: bytes) -> str:
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > 8 * max(even, 1) or (odd and not even):
        return "utf-16-le"
    if even > 8 * max(odd, 1) or (even and not odd):
        return "utf-16-be"
    return "utf-8"


def legacy_of(head: bytes) -> str:
    """The encoding of lines that are no UTF-8."""
    return page_of(head)


def checked_encoding(chosen: str) -> str:
    """What somebody has typed, as we name it; "" stays so. Raises DataError that lists what there is.

    >>> checked_encoding("Windows-1250"), checked_encoding("SHIFT_JIS"), checked_encoding("utf8")
    ('cp1250', 'cp932', 'utf-8')
    """
    said = chosen.strip().casefold()
    if not said:
        return ""
    known = {name: name for name in CHOICES} | {codecs.lookup(name).name: name for name in CHOICES} | _ALSO
    try:
        found = known.get(said) or known.get(codecs.lookup(said).name)
    except LookupError:
        found = None
    if found is None:
        listed = ", ".join(CHOICES)
        raise DataError(f"There is no encoding '{chosen}'.{nearest(said, CHOICES)} Encodings: {listed}.")
    return found


def has_words_of_high_bytes(text: bytes) -> bool:
    runs = _HIGH.findall(text)
    return bool(runs) and sum(map(len, runs)) / len(runs) >= 2.5


def arabic_or_western(head: bytes) -> str:
    letters = [c for c in head.decode("cp1256", errors="ignore") if not c.isascii()]
    return "cp1256" if letters and _share(letters, 0x0600, 0x06FF) > 0.8 else "cp1252"


def is_common_chinese(line: bytes) -> bool:
    """Whether the high bytes of a line are pairs, and these characters of Chinese as any text has them."""
    pairs = _HIGH.findall(line)
    chinese = b"".join(pairs).decode("gb18030", errors="replace")
    return all(len(pair) % 2 == 0 for pair in pairs) and _share(chinese, 0x4E00, 0x9FFF) == 1 and _are_common(chinese)


def _are_common(chinese: Sequence[str]) -> bool:
    """Whether characters are mostly of the first level of GB 2312, as in any text; Arabic read as Chinese is not."""
    leads = [c.encode("gb18030")[0] for c in chinese if "\u4e00" <= c <= "\u9fff"]
    return sum(1 for lead in leads if 0xB0 <= lead <= 0xD7) >= 0.8 * len(leads)


def _share(letters: Sequence[str], low: int, high: int) -> float:
    return sum(1 for c in letters if low <= ord(c) <= high) / len(letters)


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    """A byte that is not of the encoding is read as western Windows writes it, rather than losing its row."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    wrong = error.object[error.start : error.end]
    return wrong.decode("cp1252", errors="replace"), error.end


codecs.register_error(ON_ERROR, _as_windows)

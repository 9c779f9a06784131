"""Which letters the bytes of a text file mean."""

import codecs

MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
ON_ERROR = "tiercel-windows"


def encoding_of(head: bytes) -> str:
    """The encoding of a text by its first bytes, as Python names it.

    >>> encoding_of(b"name,city"), encoding_of("städte".encode("cp1252")), encoding_of("a,b".encode("utf-16-le"))
    ('utf-8', 'cp1252', 'utf-16-le')
    """
    for mark, name in MARKS:
        if head.startswith(mark):
            return name
    if head[:4096].count(0) * 5 > len(head[:4096]):
        return _without_mark(head[:4096])
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError as error:
        # A stray byte far into an otherwise good UTF-8 file is a stray byte, not another encoding.
        return "utf-8" if _mostly_utf8(head, error.start) else _legacy(head)
    return "utf-8"


def _without_mark(head: bytes) -> str:
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > 8 * max(even, 1) or (odd and not even):
        return "utf-16-le"
    if even > 8 * max(odd, 1) or (even and not odd):
        return "utf-16-be"
    return "utf-8"


def _mostly_utf8(head: bytes, first_error: int) -> bool:
    return sum(1 for byte in head[:first_error] if byte >= 0xC2) > 3


def _legacy(head: bytes) -> str:
    """Chinese and Arabic Windows write words of high bytes; western Windows sprinkles single ones."""
    high = bytes(byte for byte in head if byte >= 0x80)
    runs = sum(1 for before, byte in zip(b"\x00" + head, head, strict=False) if byte >= 0x80 > before)
    if not runs or len(high) / runs < 2.5:
        return "cp1252"
    chinese = head.decode("gb18030", errors="ignore")
    letters = [c for c in chinese if not c.isascii()]
    if letters and 2 * len(letters) >= 0.9 * len(high) and _share(letters, 0x4E00, 0x9FFF) > 0.7:
        try:
            head[: len(head) - len(head) % 2 - 8].decode("gb18030")
        except UnicodeDecodeError as error:
            if error.start < len(head) - 16:
                return _arabic_or_western(head)
        return "gb18030"
    return _arabic_or_western(head)


def _arabic_or_western(head: bytes) -> str:
    letters = [c for c in head.decode("cp1256", errors="ignore") if not c.isascii()]
    return "cp1256" if letters and _share(letters, 0x0600, 0x06FF) > 0.8 else "cp1252"


def _share(letters: list[str], low: int, high: int) -> float:
    return sum(1 for c in letters if low <= ord(c) <= high) / len(letters)


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    """A byte that is not of the encoding is read as western Windows writes it, rather than losing its row."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    wrong = error.object[error.start : error.end]
    return wrong.decode("cp1252", errors="replace"), error.end


codecs.register_error(ON_ERROR, _as_windows)

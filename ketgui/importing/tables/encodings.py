"""Which encoding a text file is in, and its certainty, and the same text in UTF-8."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from typing import Literal

# What is "likely" is read and said; a "guess" stops the import until the user has chosen.
Certainty = Literal["sure", "likely", "guess"]
CHOICES = ("utf-8", "utf-16-le", "utf-16-be", "cp1252", "mac-roman", "iso-8859-15", "cp850")
TITLES = {
    "utf-8": "UTF-8",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16 (big-endian)",
    "cp1252": "Windows-1252",
    "mac-roman": "Mac Roman",
    "iso-8859-15": "ISO 8859-15",
    "cp850": "DOS 850",
}
# Byte-order marks: where a file begins with one, it says itself how it is encoded.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 1 << 16


@dataclass(frozen=True)
class Encoding:
    """An encoding, how certain it is, and the line of the byte that speaks against it."""

    name: str
    certainty: Certainty
    bad_line: int = 0
    bad_byte: int = 0


def detect(data: bytes) -> Encoding:
    r"""Tell the encoding of a text file from its bytes.

    Examples
    --------
    >>> detect("après".encode()).certainty
    'sure'
    >>> found = detect("id;MADRS\naprès;12".encode("cp1252"))
    >>> found.name, found.certainty, found.bad_line
    ('cp1252', 'likely', 2)
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return Encoding(name, "sure")
    if utf16 := _guess_utf16(data[:_SAMPLE]):
        return Encoding(utf16, "guess")
    try:
        _check_utf8(data)
    except UnicodeDecodeError as error:
        # Accents in another encoding are almost never valid UTF-8, so one bad byte is enough.
        line = data.count(b"\n", 0, error.start) + 1
        return _guess_one_byte(data, line, data[error.start])
    return Encoding("utf-8", "sure")


def convert_to_utf8(data: bytes, name: str) -> bytes:
    """Return the text in UTF-8, without a byte-order mark.

    Raises
    ------
    UnicodeError
        If a byte has no meaning in this encoding, or means half of a letter.
    LookupError
        If there is no such encoding.
    """
    if name == "utf-8":
        _check_utf8(data)
        return data.removeprefix(codecs.BOM_UTF8)
    return data.decode(name).removeprefix("\ufeff").encode()


def _check_utf8(data: bytes) -> None:
    """Raise ``UnicodeDecodeError`` where bytes are no UTF-8."""
    # ASCII needs no decoding, which would hold a large text a second time.
    if not data.isascii():
        data.decode("utf-8")


def _guess_utf16(sample: bytes) -> str:
    """Tell UTF-16 without its mark by where the zero bytes of Latin text lie."""
    if len(sample) < 4:
        return ""
    # Latin letters have a zero as their high byte: the second one of each pair in little-endian
    # order, the first one in big-endian order.
    half = len(sample) // 2
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > 0.4 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.4 * half and odd < 0.05 * half:
        return "utf-16-be"
    return ""


def _guess_one_byte(data: bytes, line: int, byte: int) -> Encoding:
    """Choose among one-byte encodings by which letters the high bytes would be."""
    high = data.translate(None, bytes(range(128)))
    # Letters written in UTF-8 beside bytes that are not: the file mixes two encodings. Dropping
    # every invalid byte leaves more than ASCII only where some high bytes are valid.
    if len(data.decode("utf-8", "ignore").encode()) - (len(data) - len(high)) > 0:
        return Encoding("utf-8", "guess", line, byte)
    # Mac Roman has its accented letters here, where Windows-1252 has signs that are rarer.
    mac_letters = sum(0x80 <= value <= 0x9F for value in high)
    if mac_letters > len(high) / 2:
        return Encoding("mac-roman", "guess", line, byte)
    try:
        # Five bytes mean nothing in Windows-1252.
        data.decode("cp1252")
    except UnicodeDecodeError:
        return Encoding("mac-roman", "guess", line, byte)
    return Encoding("cp1252", "likely", line, byte)

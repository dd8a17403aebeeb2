"""Which encoding a text file is in, and its certainty, and the same text in UTF-8."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from typing import Literal

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
    """Tell the encoding of a text file from its bytes."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return Encoding(name, "sure")
    if wide := _wide(data[:_SAMPLE]):
        return Encoding(wide, "guess")
    try:
        _check(data)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return _narrow(data, line, data[error.start])
    return Encoding("utf-8", "sure")


def as_utf8(data: bytes, name: str) -> bytes:
    """Return the text in UTF-8, without a byte-order mark.

    Raises
    ------
    UnicodeError
        If a byte has no meaning in this encoding, or means half of a letter.
    LookupError
        If there is no such encoding.
    """
    if name == "utf-8":
        _check(data)
        return data.removeprefix(codecs.BOM_UTF8)
    return data.decode(name).removeprefix("\ufeff").encode()


def _check(data: bytes) -> None:
    """Raise ``UnicodeDecodeError`` where bytes are no UTF-8; a large text is not held twice."""
    if not data.isascii():
        data.decode("utf-8")


def _wide(sample: bytes) -> str:
    """Tell UTF-16 without its mark by where the zero bytes of Latin text lie."""
    if len(sample) < 4:
        return ""
    half = len(sample) // 2
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > 0.4 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.4 * half and odd < 0.05 * half:
        return "utf-16-be"
    return ""


def _narrow(data: bytes, line: int, byte: int) -> Encoding:
    """Choose among one-byte encodings by which letters the high bytes would be."""
    high = data.translate(None, bytes(range(128)))
    # Letters written in UTF-8 beside bytes that are not: the file mixes two encodings.
    if len(data.decode("utf-8", "ignore").encode()) - (len(data) - len(high)) > 0:
        return Encoding("utf-8", "guess", line, byte)
    mac = sum(0x80 <= value <= 0x9F for value in high)
    if mac > len(high) / 2:
        return Encoding("mac-roman", "guess", line, byte)
    try:
        data.decode("cp1252")
    except UnicodeDecodeError:
        return Encoding("mac-roman", "guess", line, byte)
    return Encoding("cp1252", "likely", line, byte)

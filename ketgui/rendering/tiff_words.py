"""Text in a TIFF: Qt writes none, so the tags that hold it are added afterwards."""

from __future__ import annotations

import struct
from collections.abc import Mapping

# Numbers of tags and of a type of value, and the bytes of a directory entry (TIFF 6.0).
IMAGE_DESCRIPTION, SOFTWARE = 270, 305
_ASCII = 2
_ENTRY = 12


def add_text_tags(tiff: bytes, texts: Mapping[int, str]) -> bytes:
    """Return a TIFF of one page with text tags (TIFF 6.0, section 2); ASCII beyond is escaped.

    The page's directory is rewritten, with the tags, at the end of the file; nothing else moves, so
    that the offsets of the image's strips still hold.
    """
    # The first two bytes give the byte order ("II"
    # little-endian); bytes 4–7 point to the directory.
    order = "<" if tiff[:2] == b"II" else ">"
    (start,) = struct.unpack_from(f"{order}I", tiff, 4)
    (count,) = struct.unpack_from(f"{order}H", tiff, start)
    entries = {
        struct.unpack_from(f"{order}H", tiff, at)[0]: tiff[at : at + _ENTRY]
        for at in range(start + 2, start + 2 + count * _ENTRY, _ENTRY)
    }
    data = bytearray(tiff)
    for tag, text in texts.items():
        value = text.encode("ascii", "backslashreplace") + b"\0"
        # A value of up to four bytes would lie in the entry itself, in place of its offset.
        if len(value) <= 4:
            value = value.ljust(5, b"\0")
        # Values and directories begin at an even offset.
        data += b"\0" * (len(data) % 2)
        entries[tag] = struct.pack(f"{order}HHII", tag, _ASCII, len(value), len(data))
        data += value
    data += b"\0" * (len(data) % 2)
    struct.pack_into(f"{order}I", data, 4, len(data))
    data += struct.pack(f"{order}H", len(entries))
    data += b"".join(entries[tag] for tag in sorted(entries)) + struct.pack(f"{order}I", 0)
    return bytes(data)

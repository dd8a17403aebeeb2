"""Words in a TIFF."""

from __future__ import annotations

import io
from typing import Any

from PIL import Image


def _big_endian() -> bytes:
    """A grey picture of one pixel, as TIFF 6.0 section 4 has it."""
    import struct

    entries = ((256, 3, 1), (257, 3, 1), (258, 3, 8), (259, 3, 1), (262, 3, 1), (273, 4, 8),
               (277, 3, 1), (278, 3, 1), (279, 4, 1))  # fmt: skip
    packed = b"".join(
        struct.pack(">HHI", tag, kind, 1)
        + (struct.pack(">HH", value, 0) if kind == 3 else struct.pack(">I", value))
        for tag, kind, value in entries
    )
    head = b"MM" + struct.pack(">HI", 42, 10) + b"\x7f\0"
    return head + struct.pack(">H", len(entries)) + packed + struct.pack(">I", 0)


def tags_of(tiff: Any) -> Any:
    return tiff.tag_v2


def test_a_tiff_of_either_byte_order_takes_words():
    from ketgui.rendering.tiff_words import SOFTWARE, add_text_tags

    for order in ("<", ">"):
        store = io.BytesIO()
        tags = Image.new("RGB", (3, 2), "red")
        tags.save(store, "TIFF")
        plain = store.getvalue() if order == "<" else _big_endian()
        with Image.open(io.BytesIO(add_text_tags(plain, {SOFTWARE: "é!"}))) as read:
            assert tags_of(read)[SOFTWARE] == "\\xe9!"
            read.load()

"""A renderer without Qt: every picture is the smallest PNG, every PDF its title."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from ketgui.reporting.renderer import Renderer


def png() -> bytes:
    """Return the smallest PNG."""
    head = _chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    return (
        b"\x89PNG\r\n\x1a\n" + head + _chunk(b"IDAT", zlib.compress(b"\0\0")) + _chunk(b"IEND", b"")
    )


def _chunk(kind: bytes, data: bytes) -> bytes:
    check = zlib.crc32(kind + data)
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)


def _draw_file(
    spec: Any, path: Path, suffix: str, **size: Any
) -> Iterator[Callable[[], None] | None]:
    yield None
    words = f"{spec.key} {suffix} {size['width_mm']:g} {size['dpi']} {size['metadata']['Title']}"
    yield lambda: _write(path, words)


def _write(path: Path, words: str) -> None:
    path.write_text(words, encoding="utf-8")


STUB = Renderer(
    lambda _spec, _width_mm: png(), _draw_file, lambda document: document.title.encode()
)

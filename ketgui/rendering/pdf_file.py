"""What is the same of every PDF: its words about itself, and bytes that depend on nothing else."""

from __future__ import annotations

import re
from collections.abc import Mapping

from PySide6.QtCore import QByteArray, QHashSeed, QIODevice, QMarginsF, QUuid
from PySide6.QtGui import QPdfWriter

from ketgui.rendering.metadata import join_description, write_xmp

# Qt writes the hour into every PDF; the same drawing makes the same bytes.
_HOUR = re.compile(rb"(?<=Date \(D:)\d{14}[^)]*(?=\))")
_START = b"20000101000000"
# Qt says of a space that it is a tabulator, and so would whoever copies the words.
_CHARACTERS = re.compile(rb"begincmap.*?endcmap", re.DOTALL)
_TAB, _SPACE = b"<0009>", b"<0020>"


def make_pdf_writer(device: QIODevice, about: Mapping[str, str], dpi: int) -> QPdfWriter:
    """Return a writer without margins to a device; `about` is what the file says of itself."""
    # Qt keeps fonts in a table that is else in another order each time the program runs.
    QHashSeed.setDeterministicGlobalSeed()
    writer = QPdfWriter(device)
    writer.setResolution(dpi)
    writer.setTitle(about.get("Title", ""))
    writer.setCreator(about.get("Software", ""))
    writer.setDocumentId(QUuid.createUuidV5(QUuid(), join_description(about).encode()))
    writer.setDocumentXmpMetadata(QByteArray(write_xmp(about)))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    return writer


def normalise_pdf(pdf: bytes) -> bytes:
    """Return a PDF without its hour and with its spaces, every byte else in its place."""
    undated = _HOUR.sub(lambda hour: _START.ljust(len(hour.group()), b"Z"), pdf)
    return _CHARACTERS.sub(lambda table: table.group().replace(_TAB, _SPACE), undated)

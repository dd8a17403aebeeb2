"""What all PDFs share: metadata, and bytes that depend on the content alone."""

from __future__ import annotations

import re
from collections.abc import Mapping

from PySide6.QtCore import QByteArray, QHashSeed, QIODevice, QMarginsF, QUuid
from PySide6.QtGui import QPdfWriter

from ketgui.rendering.metadata import join_description, write_xmp

# Qt writes the time into every PDF; the same drawing must make the same bytes.
_HOUR = re.compile(rb"(?<=Date \(D:)\d{14}[^)]*(?=\))")
_START = b"20000101000000"
# Qt's ToUnicode tables map the space to a tab, which would appear in text copied from the PDF.
_CHARACTERS = re.compile(rb"begincmap.*?endcmap", re.DOTALL)
_TAB, _SPACE = b"<0009>", b"<0020>"


def make_pdf_writer(device: QIODevice, about: Mapping[str, str], dpi: int) -> QPdfWriter:
    """Return a writer without margins to a device; `about` is the file's metadata."""
    # Qt writes fonts in the order of a hash table; a fixed seed gives one order in every run.
    QHashSeed.setDeterministicGlobalSeed()
    writer = QPdfWriter(device)
    writer.setResolution(dpi)
    writer.setTitle(about.get("Title", ""))
    writer.setCreator(about.get("Software", ""))
    # Qt's default is a random identifier; this one follows from the metadata.
    writer.setDocumentId(QUuid.createUuidV5(QUuid(), join_description(about).encode()))
    writer.setDocumentXmpMetadata(QByteArray(write_xmp(about)))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    return writer


def normalise_pdf(pdf: bytes) -> bytes:
    """Return a PDF without its time of writing and with its spaces, its length unchanged."""
    # The cross-reference table holds byte offsets, so each replacement is as long as the original.
    undated = _HOUR.sub(lambda hour: _START.ljust(len(hour.group()), b"Z"), pdf)
    return _CHARACTERS.sub(lambda table: table.group().replace(_TAB, _SPACE), undated)

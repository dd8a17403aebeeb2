"""Stata files, with the titles of their variables and the labels of their values."""

from __future__ import annotations

from ketgui.importing.tables.readers.reader import FileReading, Reader, Reading, Tick
from ketgui.importing.tables.readers.statistical import read_with
from ketgui.importing.tables.sources import SourceFile

# Before version 13 the first bytes are the release's number, the order of bytes, and 1.
_RELEASES = tuple(bytes((release, order, 1)) for release in range(104, 116) for order in (1, 2))


def can_read(source: SourceFile) -> bool:
    """Tell whether the file begins as Stata begins it."""
    return source.data.startswith((b"<stata_dta>", *_RELEASES))


def read(source: SourceFile, _how: FileReading, tick: Tick) -> Reading:
    """Read the file as one sheet."""
    return read_with("read_dta", source, tick)


READER = Reader("stata", "Stata", (".dta",), can_read, read)

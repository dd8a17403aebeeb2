"""SPSS files, with the titles of their variables and the labels of their values."""

from __future__ import annotations

from ketgui.importing.tables.readers.reader import FileReading, Reader, Reading, Tick
from ketgui.importing.tables.readers.statistical import read_with
from ketgui.importing.tables.sources import SourceFile


def can_read(source: SourceFile) -> bool:
    """Tell whether the file begins as SPSS begins it, compressed ($FL3) or not ($FL2)."""
    return source.data.startswith((b"$FL2", b"$FL3"))


def read(source: SourceFile, _how: FileReading, tick: Tick) -> Reading:
    """Read the file as one sheet."""
    return read_with("read_sav", source, tick)


READER = Reader("spss", "SPSS", (".sav", ".zsav"), can_read, read)

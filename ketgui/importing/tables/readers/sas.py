"""SAS tables, with the titles of their variables."""

from __future__ import annotations

from ketgui.importing.tables.readers.reader import FileReading, Reader, Reading, Tick
from ketgui.importing.tables.readers.statistical import read_with
from ketgui.importing.tables.sources import SourceFile

# How a table of SAS 7 and later begins, and a transport file of any version.
_TABLE = bytes(12) + bytes.fromhex("c2ea8160b31411cf")
_TRANSPORT = b"HEADER RECORD*******LIB"


def can_read(source: SourceFile) -> bool:
    """Tell whether the file begins as SAS begins a table or a transport file."""
    return source.data.startswith((_TABLE, _TRANSPORT))


def read(source: SourceFile, _how: FileReading, tick: Tick) -> Reading:
    """Read the file as one sheet."""
    parse = "read_xport" if source.data.startswith(_TRANSPORT) else "read_sas7bdat"
    return read_with(parse, source, tick)


READER = Reader("sas", "SAS", (".sas7bdat", ".xpt"), can_read, read)

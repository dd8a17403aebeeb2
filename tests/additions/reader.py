"""A further file format: cells between bars, below a line that names the format."""

from __future__ import annotations

import numpy as np

from ketgui.importing.tables.readers.reader import FileReading, Reader, Reading, Tick
from ketgui.importing.tables.sources import SourceFile
from ketgui.importing.tables.text_table import CodedText, Grid


def can_read(source: SourceFile) -> bool:
    """Whether the first line names the format."""
    return source.data.startswith(b"BARS\n")


def read(source: SourceFile, _how: FileReading, _tick: Tick) -> Reading:
    """Read the file as one sheet."""
    rows = [line.split("|") for line in source.data.decode().splitlines()[1:]]
    columns = tuple(CodedText.of(cells) for cells in zip(*rows, strict=True))
    return Reading((Grid(source.name, "", columns, np.arange(2, len(rows) + 2)),))


READER = Reader("bars", "Bars", (".bars",), can_read, read)

"""One file per format. A reader returns raw text and guesses no types."""

from __future__ import annotations

from ketgui.importing.readers import delimited, sas, sidecar, spss, stata, workbook
from ketgui.importing.readers.reader import FileReading, Progress, Reader, Reading

# Asked in this order: the formats that know themselves by their first bytes, then text.
READERS: tuple[Reader, ...] = (
    workbook.READER,
    spss.READER,
    stata.READER,
    sas.READER,
    sidecar.READER,
    delimited.READER,
)

__all__ = ["READERS", "FileReading", "Progress", "Reader", "Reading"]

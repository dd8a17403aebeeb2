"""The readers there are."""

from __future__ import annotations

from ketgui.importing.tables.readers import delimited, sas, sidecar, spss, stata, workbook
from ketgui.importing.tables.readers.reader import Reader

# Asked in this order: the formats that know themselves by their first bytes, then text.
READERS: tuple[Reader, ...] = (
    workbook.READER,
    spss.READER,
    stata.READER,
    sas.READER,
    sidecar.READER,
    delimited.READER,
)

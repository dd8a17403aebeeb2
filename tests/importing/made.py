"""Tables, drafts and columns made on the spot from lines of text."""

from __future__ import annotations

import numpy as np

from ketgui.importing import import_text
from ketgui.importing.mapping.mapping import Mapping, TableMapping
from ketgui.importing.recognition.framing import frame
from ketgui.importing.recognition.profile import Profile
from ketgui.importing.recognition.recognition import propose
from ketgui.importing.rows.draft import Draft
from ketgui.importing.rows.drafting import make_draft
from ketgui.importing.tables.text_table import CodedText, Grid, TextTable


def make_grid(text: str, file: str = "table.csv", sheet: str = "") -> Grid:
    """Return lines of cells, parted by commas, as a sheet."""
    lines = [line.split(",") for line in text.strip("\n").split("\n")]
    width = max(map(len, lines))
    columns = zip(*(line + [""] * (width - len(line)) for line in lines), strict=True)
    rows = np.arange(1, len(lines) + 1)
    return Grid(file, sheet, tuple(CodedText.of(cells) for cells in columns), rows)


def make_table(text: str, file: str = "table.csv", sheet: str = "") -> TextTable:
    """Return lines of cells under their header."""
    table = frame(make_grid(text, file, sheet), None).table
    assert table is not None
    return table


def make_profiles(table: TextTable) -> list[Profile]:
    """Return what each column's cells show."""
    return [Profile(cells) for cells in table.columns]


def make_proposal(text: str, file: str = "table.csv", sheet: str = "") -> TableMapping:
    """Return what lines of cells are taken for."""
    framed = frame(make_grid(text, file, sheet), None)
    assert framed.table is not None
    return propose(framed.table, framed.frame, None)


def make_rows(text: str, mapping: Mapping | None = None) -> Draft:
    """Return lines of cells as rows of the cohort's tables."""
    imported = import_text(text, mapping)
    return make_draft(imported.tables, imported.mapping)

"""Tables, drafts and columns made on the spot from lines of text."""

from __future__ import annotations

import numpy as np

from ketgui.importing import Import, import_text
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


def answer(imported: Import, key: str, number: int = 0) -> Mapping:
    """Return the mapping with an answer to the first issue of a check."""
    issue = next(issue for issue in imported.issues if issue.key == key)
    return imported.mapping.with_change(issue.answers[number].change)


def read_score_after(imported: Import, patient: str = "P1") -> float:
    """Return a patient's score after treatment."""
    assert imported.cohort is not None, imported.issues
    rows = imported.cohort.assessments
    is_after = (rows["patient_id"] == patient) & (rows["moment"] == "after")
    return float(rows[is_after]["score"].iloc[0])


def list_questions(imported: Import) -> set[str]:
    """Return the checks that ask or warn of something."""
    return {issue.key for issue in imported.issues if issue.severity != "note"}


def write_table(*columns: tuple[str, list[str]]) -> str:
    """Return patients with scores before and after, and further columns."""
    header = ["Code", "MADRS pre", "MADRS post", *(name for name, _cells in columns)]
    rows = [
        [f"P{n}", str(30 + n), str(10 + n), *(cells[n] for _name, cells in columns)]
        for n in range(len(columns[0][1]))
    ]
    return "\n".join(";".join(row) for row in [header, *rows]) + "\n"

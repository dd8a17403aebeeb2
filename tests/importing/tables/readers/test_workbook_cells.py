"""Cells of a workbook."""

from __future__ import annotations

import pytest

from ketgui.importing.tables.readers.workbook_cells import RefusedError, parse_sheets


def test_each_sheet_s_cells_are_read(workbook) -> None:
    path = workbook(Patients=[["id", "age"], ["P1", 40]], Notes=[["x"]])
    (name, columns, rows), (other, *_rest) = parse_sheets(path.read_bytes())
    assert (name, rows, other) == ("Patients", 2, "Notes")
    assert [column.words for column in columns] == [["id", "P1"], ["age", "40"]]


def test_what_is_no_workbook_is_damaged() -> None:
    with pytest.raises(RefusedError, match="damaged"):
        parse_sheets(b"PK\x03\x04 and no more")

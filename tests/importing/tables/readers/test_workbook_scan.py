"""What a workbook would cost, found out before it is parsed."""

from __future__ import annotations

import pytest
import xlsxwriter

from ketgui.importing.tables.readers.workbook_cells import RefusedError
from ketgui.importing.tables.readers.workbook_scan import get_column_index, scan


def test_the_extent_of_each_sheet_is_known(workbook) -> None:
    facts = scan(workbook(Patients=[["id", "age"], ["P1", 40]]).read_bytes())
    (sheet,) = facts.sheets
    assert (sheet.name, sheet.rows, sheet.columns) == ("Patients", 2, 2)
    assert facts.is_small
    assert not facts.macros


def test_hidden_merged_and_failed_cells_are_found(tmp_path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Patients")
        sheet.merge_range(0, 0, 0, 1, "MADRS")
        sheet.set_row(1, None, None, {"hidden": True})
        sheet.write_formula(2, 0, "=1/0", None, "#DIV/0!")  # pyright: ignore[reportArgumentType]
        other = book.add_worksheet("Lists")
        other.hide()
    first, second = scan(path.read_bytes()).sheets
    assert first.merged == ("A1:B1",)
    assert first.hidden_rows == 1
    assert first.errors == {("A", 3): "#DIV/0!"}
    assert second.state == "hidden"


def test_what_is_no_archive_is_damaged() -> None:
    with pytest.raises(RefusedError, match="damaged"):
        scan(b"PK\x03\x04 and no more")


def test_columns_are_counted_by_their_letters() -> None:
    assert [get_column_index(letters) for letters in ("A", "Z", "AA", "XFD")] == [0, 25, 26, 16383]

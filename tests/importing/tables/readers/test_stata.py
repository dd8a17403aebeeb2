"""Files of Stata."""

from __future__ import annotations

from ketgui.importing.tables.readers import stata
from ketgui.importing.tables.readers.reader import FileReading
from ketgui.importing.tables.sources import SourceFile
from tests.places import DATA

SOURCE = SourceFile("labels.dta", (DATA / "labels.dta").read_bytes())


def test_a_file_is_known_by_its_first_bytes_and_not_by_its_name() -> None:
    assert stata.can_read(SOURCE)
    assert not stata.can_read(SourceFile("labels.dta", b"id,age\nP1,40\n"))


def test_the_file_is_one_sheet_with_named_columns() -> None:
    reading = stata.read(SOURCE, FileReading("labels.dta"), lambda: None)
    (grid,) = reading.grids
    assert reading.issues == ()
    assert grid.headers
    assert len(grid.columns) == len(grid.headers)


def test_a_damaged_file_is_called_so() -> None:
    damaged = SourceFile("labels.dta", SOURCE.data[:200])
    (issue,) = stata.read(damaged, FileReading("labels.dta"), lambda: None).issues
    assert (issue.key, issue.severity) == ("damaged", "error")

"""Files of SPSS."""

from __future__ import annotations

from ketgui.importing.tables.readers import spss
from ketgui.importing.tables.readers.reader import FileReading
from ketgui.importing.tables.sources import SourceFile
from tests.places import DATA

SOURCE = SourceFile("labels.sav", (DATA / "labels.sav").read_bytes())


def test_a_file_is_known_by_its_first_bytes_and_not_by_its_name() -> None:
    assert spss.can_read(SOURCE)
    assert not spss.can_read(SourceFile("labels.sav", b"id,age\nP1,40\n"))


def test_the_file_is_one_sheet_with_named_columns() -> None:
    reading = spss.read(SOURCE, FileReading("labels.sav"), lambda: None)
    (grid,) = reading.grids
    assert reading.issues == ()
    assert grid.headers
    assert len(grid.columns) == len(grid.headers)


def test_a_damaged_file_is_called_so() -> None:
    damaged = SourceFile("labels.sav", SOURCE.data[:200])
    (issue,) = spss.read(damaged, FileReading("labels.sav"), lambda: None).issues
    assert (issue.key, issue.severity) == ("damaged", "error")

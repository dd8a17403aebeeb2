"""Files of SAS."""

from __future__ import annotations

from ketgui.importing.tables.readers import sas
from ketgui.importing.tables.readers.reader import FileReading
from ketgui.importing.tables.sources import SourceFile
from tests.places import DATA

SOURCE = SourceFile("transport.xpt", (DATA / "transport.xpt").read_bytes())


def test_a_file_is_known_by_its_first_bytes_and_not_by_its_name() -> None:
    assert sas.can_read(SOURCE)
    assert not sas.can_read(SourceFile("transport.xpt", b"id,age\nP1,40\n"))


def test_the_file_is_one_sheet_with_named_columns() -> None:
    reading = sas.read(SOURCE, FileReading("transport.xpt"), lambda: None)
    (grid,) = reading.grids
    assert reading.issues == ()
    assert grid.headers
    assert len(grid.columns) == len(grid.headers)


def test_a_damaged_file_is_called_so() -> None:
    damaged = SourceFile("transport.xpt", SOURCE.data[:200])
    (issue,) = sas.read(damaged, FileReading("transport.xpt"), lambda: None).issues
    assert (issue.key, issue.severity) == ("damaged", "error")

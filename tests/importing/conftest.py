"""Files made on the spot, and what the import says of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from ketgui.importing import Import, import_files

Read = Callable[..., Import]
Workbook = Callable[..., Path]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Import content under a name: ``read("id,MADRS before,…", "a.csv", mapping)``."""

    def importing(content: str | bytes, name: str = "a.csv", mapping: Any = None) -> Import:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return import_files([path], mapping)

    return importing


@pytest.fixture
def workbook(tmp_path: Path) -> Workbook:
    """Write sheets of rows: ``workbook(Patients=[["id", …], …])``."""

    def write(name: str = "a.xlsx", **sheets: Sequence[Sequence[Any]]) -> Path:
        path = tmp_path / name
        with xlsxwriter.Workbook(str(path)) as book:
            for title, rows in sheets.items():
                sheet = book.add_worksheet(title.replace("_", " "))
                for number, row in enumerate(rows):
                    sheet.write_row(number, 0, row)
        return path

    return write


@pytest.fixture
def keys() -> Callable[[Import], set[str]]:
    """The checks that found something."""
    return lambda imported: {issue.key for issue in imported.issues}

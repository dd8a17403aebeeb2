"""Rows N14 and N16 of the hard inputs: zeros before an id, and percents, as they are shown."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from ketgui.importing import import_files
from ketgui.importing.tables.readers.number_formats import find_visible_formats

HEADER = ["id", "MADRS before", "MADRS after", "rate"]


def written(path: Path, rates: list[tuple[float, bool]], zeros: str = "000") -> Path:
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Patients")
        padded = book.add_format({"num_format": zeros})
        percent = book.add_format({"num_format": "0.0 %"})
        sheet.write_row(0, 0, HEADER)
        for row, (rate, is_percent) in enumerate(rates, start=1):
            sheet.write_number(row, 0, row, padded)
            sheet.write_row(row, 1, [30, 12])
            sheet.write_number(row, 3, rate, percent if is_percent else None)
    return path


def test_the_zeros_that_a_format_shows_are_kept(tmp_path: Path) -> None:
    found = import_files([written(tmp_path / "a.xlsx", [(0.5, True), (0.25, True)])])
    assert found.cohort is not None, found.issues
    assert list(found.cohort.patients["patient_id"]) == ["001", "002"]


def test_an_id_without_such_a_format_is_as_it_stands(tmp_path: Path) -> None:
    found = import_files([written(tmp_path / "a.xlsx", [(0.5, True)], zeros="0")])
    assert found.cohort is not None, found.issues
    assert list(found.cohort.patients["patient_id"]) == ["1"]


def test_percents_are_shown_with_their_unit(tmp_path: Path, keys: Any) -> None:
    found = import_files([written(tmp_path / "a.xlsx", [(0.5, True), (1.2, True)])])
    assert list(found.tables[0].columns[3].texts()) == ["50 %", "120 %"]
    assert "mixed_percent" not in keys(found)


def test_percents_among_bare_numbers_are_warned_of(tmp_path: Path) -> None:
    found = import_files([written(tmp_path / "a.xlsx", [(0.5, True), (50, False)])])
    (issue,) = [i for i in found.issues if i.key == "mixed_percent"]
    assert (issue.severity, issue.sheet, issue.column) == ("warning", "Patients", "D")
    assert found.cohort is not None


@pytest.mark.parametrize(
    ("code", "told"), [("000", "000"), ("0%", "%"), ("0.00 %", "%"), ("0.0", ""), ("yyyy", "")]
)
def test_which_formats_tell(code: str, told: str) -> None:
    xml = (
        f'<styleSheet xmlns="x"><numFmts><numFmt numFmtId="164" formatCode="{code}"/></numFmts>'
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>'
    )
    assert find_visible_formats(xml.encode()) == ({1: told} if told else {})

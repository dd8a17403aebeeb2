"""Blank tables: they say what to fill in, and what is filled in is read back."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest

from ketgui.domain.fields import FIELDS, TABLES, fields_of
from ketgui.importing import import_files
from ketgui.importing.template import redcap_name, write_template


@pytest.fixture
def written(tmp_path: Path) -> list[Path]:
    return list(write_template(tmp_path))


def test_the_workbook_is_recognised_sheet_by_sheet(written: list[Path]) -> None:
    found = import_files([written[0]])
    layouts = {table.sheet: table.layout for table in found.mapping.tables}
    assert layouts.pop("Guide") == "unused"
    assert layouts == {title: name for name, title in TABLES.items()}
    for table in found.mapping.tables:
        for column in table.columns if table.layout != "unused" else ():
            assert column.target is not None, column.header
            assert column.confidence == 1


def test_the_blank_template_has_no_rows(written: list[Path], keys: Any) -> None:
    assert keys(import_files([written[0]])) == {"no_rows"}
    assert keys(import_files([written[1].parent])) == {"no_rows"}


def test_filled_in_csv_files_are_a_cohort(written: list[Path]) -> None:
    rows = {
        "patients.csv": {"patient_id": "P1", "age": "44", "sex": "female", "anxiety": "yes"},
        "assessments.csv": {"patient_id": "P1", "moment": "before", "score": "30"},
        "adverse-events.csv": {"patient_id": "P1", "term": "nausea"},
    }
    for path in written:
        if path.name in rows:
            header = path.read_text(encoding="utf-8-sig").strip().split(",")
            cells = [rows[path.name].get(name, "") for name in header]
            with path.open("a", encoding="utf-8", newline="") as stream:
                csv.writer(stream).writerow(cells)
    found = import_files([written[1].parent])
    (tmp_second,) = [i for i in found.issues if i.severity == "error"]
    assert tmp_second.key == "no_after_ratings"
    assert found.mapping.table("patients.csv", "") is not None


def test_every_field_is_in_the_guide_and_the_dictionary(written: list[Path]) -> None:
    guide, dictionary = written[-2], written[-1]
    with guide.open(encoding="utf-8-sig", newline="") as stream:
        said = list(csv.reader(stream))
    assert len(said) == len(FIELDS) + 1
    assert [row[1] for row in said[1:]] == [field.key for field in FIELDS]
    with dictionary.open(encoding="utf-8-sig", newline="") as stream:
        names = [row[0] for row in csv.reader(stream)][1:]
    assert len(names) == len(set(names))
    assert {redcap_name(f) for f in FIELDS if f.kind != "id"} <= set(names)


def test_choices_and_ranges_are_declared_in_the_workbook(written: list[Path]) -> None:
    import zipfile

    with zipfile.ZipFile(written[0]) as book:
        patients = book.read("xl/worksheets/sheet1.xml").decode()
    assert "female,male,other" in patients
    age = next(f for f in fields_of("patients") if f.key == "age")
    assert f"<formula1>{age.low:g}</formula1>" in patients

"""Blank tables: they say what to fill in, and what is filled in is read back."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest

from ketgui.domain.cohort import Cohort
from ketgui.domain.edits import RowAddition, apply_edits
from ketgui.domain.fields import FIELDS, TABLES, get_fields
from ketgui.importing import import_files
from ketgui.importing.template import name_redcap_variable, write_filled, write_template
from ketgui.project.difference import find_differences


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
            assert column.confidence > 0.8, column.header


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
    assert [i.key for i in found.issues if i.severity != "note"] == ["only_before"]
    assert found.cohort is not None
    assert found.mapping.find_table("patients.csv", "") is not None


def test_every_field_is_in_the_guide_and_the_dictionary(written: list[Path]) -> None:
    guide, dictionary = written[-2], written[-1]
    with guide.open(encoding="utf-8-sig", newline="") as stream:
        said = list(csv.reader(stream))
    assert len(said) == len(FIELDS) + 1
    assert [row[1] for row in said[1:]] == [field.key for field in FIELDS]
    with dictionary.open(encoding="utf-8-sig", newline="") as stream:
        names = [row[0] for row in csv.reader(stream)][1:]
    assert len(names) == len(set(names))
    assert {name_redcap_variable(f) for f in FIELDS if f.kind != "id"} <= set(names)


def test_choices_and_ranges_are_declared_in_the_workbook(written: list[Path]) -> None:
    import zipfile

    with zipfile.ZipFile(written[0]) as book:
        patients = book.read("xl/worksheets/sheet1.xml").decode()
    assert "female,male,other" in patients
    age = next(f for f in get_fields("patients") if f.key == "age")
    assert f"<formula1>{age.low:g}</formula1>" in patients


def test_a_filled_template_reads_back_as_the_same_cohort(tmp_path: Path, cohort_of: Any) -> None:
    cohort = cohort_of(
        [(30, 15), (28, None)],
        patients=[
            {"patient_id": "007", "age": 44.5, "sex": "female", "anxiety": True, "ward": "=1+1"},
            {"patient_id": "P02", "age": None, "sex": None, "anxiety": False, "ward": "South"},
        ],
        assessments=[
            {"patient_id": "007", "scale": "madrs", "moment": "before", "score": 30},
            {"patient_id": "007", "scale": "madrs", "moment": "after", "score": 15},
            {"patient_id": "P02", "scale": "madrs", "moment": "before", "score": 28},
        ],
        infusions=[
            {"patient_id": "007", "infusion_number": 1, "date": "2024-03-31", "dose_mg": 35.5}
        ],
        adverse_events=[
            {
                "patient_id": "007",
                "term": "nausea",
                "soc": "Gastrointestinal disorders",
                "serious": False,
            }
        ],
    )
    found = import_files([write_filled(tmp_path / "filled.xlsx", cohort)])
    assert [issue for issue in found.issues if issue.severity == "error"] == []
    assert found.cohort is not None
    for table in ("patients", "infusions", "assessments", "adverse_events"):
        again = found.cohort.get_table(table)
        for column in cohort.get_table(table).columns:
            if column == "ward" and column not in again:
                continue  # a further column is kept for grouping only when the user says so
            assert list(again[column].astype(str)) == list(
                cohort.get_table(table)[column].astype(str)
            )


def test_a_folder_that_is_not_there_is_an_error_of_the_system(
    tmp_path: Path, cohort_of: Any
) -> None:
    with pytest.raises(OSError, match="No such file"):
        write_filled(tmp_path / "nowhere" / "filled.xlsx", cohort_of([(30, 15)]))


def test_ratings_that_were_typed_in_are_read_back_with_their_items(tmp_path):
    edits: list[RowAddition] = []
    for who in ("P1", "P2", "P3"):
        edits.append(RowAddition("patients", {"patient_id": who, "age": 40.0}))
        for moment, score in (("before", 3.0), ("after", 1.0)):
            rating = {"patient_id": who, "moment": moment}
            items = {f"item_{number}": score for number in range(1, 11)}
            values = {**rating, "scale": "madrs", "score": 10 * score, **items}
            edits.append(RowAddition("assessments", values))
            edits.append(RowAddition("assessments", {**rating, "scale": "phq9", "score": 5.0}))
    entered = apply_edits(Cohort(), edits)
    write_filled(tmp_path / "entered.xlsx", entered)
    read = import_files([tmp_path / "entered.xlsx"]).cohort
    assert read is not None
    assert read.assessments["item_10"].count() == 6
    assert not find_differences(entered, read)

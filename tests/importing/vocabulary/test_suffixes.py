"""Numbers with their unit behind them, and headers that explain their codes."""

from __future__ import annotations

from typing import Any

import pytest

from ketgui.importing.mapping import mapping_file
from ketgui.importing.vocabulary.headers import drop_legend, read_legend

TEXT = "id,Age,MADRS BL,MADRS EOT\nP1,34 ans,28/60,12/60\nP2,51 ans,30/60,9\nP3,40,31/60,15/60\n"


def columns(imported: Any) -> dict[str, Any]:
    return {c.header: c for c in imported.mapping.tables[0].columns}


def test_a_unit_or_maximum_behind_every_number_is_left_out_and_shown(read: Any) -> None:
    imported = read(TEXT)
    assert columns(imported)["Age"].read_as == "“34 ans” as 34"
    assert columns(imported)["MADRS BL"].read_as == "“28/60” as 28"
    assert list(imported.cohort.patients["age"]) == [34, 51, 40]
    assert list(imported.cohort.assessments["score"]) == [28, 30, 31, 12, 9, 15]


def test_the_maximum_of_another_scale_is_none(read: Any) -> None:
    imported = read(TEXT.replace("/60", "/10"))
    assert imported.cohort is None


@pytest.mark.parametrize("mark", ["*", " (approx)", "?", " kg"])
def test_a_mark_that_is_no_unit_of_the_field_is_never_left_out(read: Any, mark: str) -> None:
    text = f"id,Age,MADRS before,MADRS after\nP1,34,28{mark},12\nP2,51,30,9\n"
    imported = read(text)
    asked = [(i.row, i.column) for i in imported.issues if i.key == "score_with_words"]
    assert asked == [(2, "C")]


def test_pounds_behind_the_numbers_are_converted_and_shown(read: Any) -> None:
    text = "id,infusion no,weight,dose mg\nP1,1,180 lb,40\nP2,1,150 lb,35\n"
    imported = read(text, "infusions.csv")
    column = columns(imported)["weight"]
    assert (column.rule.unit, column.read_as) == ("lb", "“180 lb” as 81.647")


def test_a_suffix_is_kept_in_the_mapping_file(read: Any) -> None:
    mapping = read(TEXT).mapping
    kept = mapping_file.from_toml(mapping_file.to_toml(mapping))
    assert [c.rule.suffix for c in kept.tables[0].columns] == ["", "ans", "/60", "/60"]
    assert read(TEXT, mapping=kept).cohort is not None


def test_a_header_that_explains_its_codes_is_believed(read: Any) -> None:
    text = "id,Sexe (1=H; 2=F),Anxiété (0/1),MADRS before,MADRS after\nP1,2,1,30,12\nP2,1,0,28,9\n"
    patients = read(text).cohort.patients
    assert list(patients["sex"]) == ["female", "male"]
    assert list(patients["anxiety"]) == [True, False]


@pytest.mark.parametrize("header", ["Weight (kg)", "MADRS (before)", "Date (yyyy-mm-dd)", "Dose"])
def test_a_header_without_codes_stays_as_it_is(header: str) -> None:
    assert read_legend(header) == {}
    assert drop_legend(header) == header


def test_doses_in_question_are_not_each_named_too(read: Any) -> None:
    text = "id,infusion no,dose mg/kg\nP1,1,35\nP2,1,40\nP3,1,38\n"
    keys = [i.key for i in read(text, "infusions.csv").issues]
    assert keys.count("dose_unit") == 1
    assert "outside_range" not in keys


@pytest.mark.parametrize("mark", [" pts", " /60", " points", "/60"])
def test_points_and_the_scale_s_maximum_are_left_out(read: Any, mark: str) -> None:
    imported = read(f"id,MADRS before,MADRS after\nP1,28{mark},12\nP2,30{mark},9\nP3,31,9\n")
    assert imported.cohort.assessments["score"].tolist() == [28, 30, 31, 12, 9, 9]


def test_weights_whose_header_says_pounds_are_converted(read: Any) -> None:
    text = "id,Weight 1 (lbs),dose mg 1,MADRS before,MADRS after\nP1,180,40,30,12\nP2,150,35,28,9\n"
    assert read(text).cohort.infusions["weight_kg"].round(1).tolist() == [81.6, 68.0]

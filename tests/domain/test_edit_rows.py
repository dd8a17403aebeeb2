"""The row of an edit: found by what it held, wherever it has moved."""

from __future__ import annotations

import pandas as pd
import pytest

from ketgui.domain.cohort import Cohort, apply_schema
from ketgui.domain.edit_rows import EditError, identify_row
from ketgui.domain.edits import (
    PatientExclusion,
    RowAddition,
    RowChange,
    RowRemoval,
    apply_edits,
    as_dict,
    from_dict,
)


def two_patients() -> Cohort:
    return Cohort(
        patients=apply_schema(
            "patients", pd.DataFrame({"patient_id": ["P1", "P2"], "age": [40, 50]})
        ),
        adverse_events=apply_schema(
            "adverse_events",
            pd.DataFrame({"patient_id": ["P1", "P2"], "term": ["nausea", "headache"]}),
        ),
    )


def test_a_row_that_moved_is_found_by_what_it_held():
    cohort = two_patients()
    was = identify_row(cohort, "adverse_events", 1)
    above = RowRemoval("adverse_events", 0, "entered twice")
    for edit in (
        RowChange("adverse_events", 1, {"term": "dizziness"}, was),
        RowRemoval("adverse_events", 1, "entered twice", was),
    ):
        left = apply_edits(cohort, [above, edit]).adverse_events
        assert left["term"].tolist() == (["dizziness"] if isinstance(edit, RowChange) else [])


def test_a_row_that_holds_other_values_by_now_is_not_met():
    cohort = two_patients()
    was = identify_row(cohort, "adverse_events", 0)
    earlier = RowChange("adverse_events", 0, {"term": "vomiting"}, was)
    for edit in (earlier, RowRemoval("adverse_events", 0, "entered twice", was)):
        with pytest.raises(EditError, match="P1"):
            apply_edits(cohort, [earlier, edit])


def test_of_rows_that_are_alike_the_one_that_was_meant_is_changed():
    cohort = two_patients()
    twice = apply_edits(
        cohort, [RowAddition("adverse_events", {"patient_id": "P1", "term": "nausea"})]
    )
    edit = RowChange(
        "adverse_events", 2, {"serious": True}, identify_row(twice, "adverse_events", 2)
    )
    serious = apply_edits(twice, [edit]).adverse_events["serious"]
    assert serious.isna().tolist() == [True, True, False]


def test_a_patient_is_met_by_id_whatever_else_changed():
    cohort = two_patients()
    one = RowChange("patients", 1, {"notes": "slept badly"}, {"patient_id": "P2"})
    left = apply_edits(cohort, [PatientExclusion("P1", "withdrew consent"), one, one]).patients
    assert left["notes"].tolist() == ["slept badly"]
    corrected = RowChange("patients", 1, {"age": 52.0}, identify_row(cohort, "patients", 1, "age"))
    assert apply_edits(cohort, [one, corrected]).patients["age"].tolist() == [40.0, 52.0]
    with pytest.raises(EditError, match="P2"):
        apply_edits(cohort, [corrected, corrected])


def test_an_edit_of_an_older_project_names_its_row_by_its_place():
    old = {"action": "change_row", "table": "adverse_events", "row": 1, "values": {"term": "x"}}
    edit = from_dict(old)
    assert apply_edits(two_patients(), [edit]).adverse_events["term"].tolist() == ["nausea", "x"]
    assert "was" not in as_dict(edit)

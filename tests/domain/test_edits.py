from __future__ import annotations

import pandas as pd
import pytest

from ketgui.domain.cohort import Cohort, Exclusion, apply_schema
from ketgui.domain.edit_rows import EditError
from ketgui.domain.edits import (
    CohortEdit,
    PatientExclusion,
    RowAddition,
    RowChange,
    RowRemoval,
    apply_edits,
    as_dict,
    from_dict,
    select_applicable_edits,
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


def test_an_event_is_entered():
    values = {"patient_id": "P2", "term": "nausea", "severity": "mild", "serious": False}
    changed = apply_edits(two_patients(), [RowAddition("adverse_events", values)])
    last = changed.adverse_events.iloc[-1]
    assert (last["patient_id"], last["term"], last["severity"]) == ("P2", "nausea", "mild")
    assert not last["serious"]
    assert pd.isna(last["infusion_number"])
    assert "adverse_events" in changed.recorded


def test_an_infusion_is_entered_with_its_date():
    added = RowAddition("infusions", {"patient_id": "P1", "date": "2026-03-04", "dose_mg": 35})
    infusion = apply_edits(two_patients(), [added]).infusions.iloc[0]
    assert infusion["date"] == pd.Timestamp("2026-03-04")
    assert infusion["dose_mg"] == 35.0


def test_a_row_is_changed_and_another_removed_in_order():
    edits = [
        RowChange("adverse_events", 1, {"term": "dizziness", "infusion_number": 3}),
        RowRemoval("adverse_events", 0, "entered twice"),
    ]
    events = apply_edits(two_patients(), edits).adverse_events
    assert events["term"].tolist() == ["dizziness"]
    assert events["infusion_number"].tolist() == [3.0]


def test_an_item_that_no_row_had_yet_is_entered_in_one_row_alone():
    ratings = [
        RowAddition("assessments", {"patient_id": "P1", "scale": "MADRS", "score": score})
        for score in (30.0, 20.0)
    ]
    edits = [*ratings, RowChange("assessments", 1, {"item_2": 4.0}, reason="left out")]
    edited = apply_edits(two_patients(), edits)
    assert edited.assessments["item_2"].isna().tolist() == [True, False]
    assert edited.assessments["item_2"][1] == 4.0
    assert [(change.old, change.new) for change in edited.corrections] == [("", "4")]


def test_a_cell_is_emptied_and_its_column_keeps_its_type():
    edited = apply_edits(two_patients(), [RowChange("patients", 0, {"age": None})])
    assert edited.patients["age"].isna().tolist() == [True, False]
    assert edited.patients["age"].dtype == two_patients().patients["age"].dtype


def test_an_excluded_patient_leaves_every_table_and_is_told():
    before = two_patients()
    after = apply_edits(before, [PatientExclusion("P1", "withdrew consent")])
    assert after.patients["patient_id"].tolist() == ["P2"]
    assert after.adverse_events["patient_id"].tolist() == ["P2"]
    assert after.excluded == (Exclusion("P1", "withdrew consent"),)
    assert before.enrolled == 2


@pytest.mark.parametrize(
    "edit",
    [
        RowAddition("adverse_events", {"patient_id": "P9", "term": "nausea"}),
        RowAddition("adverse_events", {"patient_id": "P1", "tremor": "yes"}),
        RowAddition("adverse_events", {"patient_id": "P1", "term": "x", "severity": "awful"}),
        RowAddition("infusions", {"patient_id": "P1", "date": "the day before"}),
        RowAddition("infusions", {"patient_id": "P1", "dose_mg": "thirty"}),
        RowChange("adverse_events", 2, {"term": "x"}),
        RowAddition("adverse_events", {"patient_id": "P1", "severity": "mild"}),
        RowChange("adverse_events", 0, {"term": None}),
        RowChange("adverse_events", 0, {"term": " "}),
        RowChange("adverse_events", 0, {"patient_id": "P9"}),
        RowChange("patients", 0, {"patient_id": "P9"}),
        RowChange("patients", 0, {"patient_id": "P2"}),
        RowRemoval("patients", 0, "not one of ours"),
        RowRemoval("adverse_events", -1, "no reason"),
        PatientExclusion("P9", "not here"),
        PatientExclusion("P1", "  "),
    ],
    ids=repr,
)
def test_an_edit_that_does_not_fit_says_so_and_changes_nothing(edit: CohortEdit):
    cohort = two_patients()
    with pytest.raises(EditError, match=r"\w"):
        apply_edits(cohort, [edit])
    assert cohort.enrolled == 2


def test_edits_that_no_longer_fit_are_counted_and_the_others_kept():
    gone = RowChange("infusions", 0, {"dose_mg": 30.0})
    here = RowChange("adverse_events", 0, {"term": "vomiting"})
    assert select_applicable_edits(two_patients(), [gone, here]) == ((here,), 1)


@pytest.mark.parametrize(
    "edit",
    [
        RowAddition("adverse_events", {"patient_id": "P1", "term": "nausea"}),
        RowChange("infusions", 4, {"dose_mg": 35.0, "weight_kg": None}),
        RowChange("patients", 1, {"age": 52.0}, {"patient_id": "P2", "age": 50.0}, "misread"),
        RowRemoval("assessments", 0, "wrong patient"),
        RowRemoval("infusions", 2, "twice", {"patient_id": "P1", "date": "2026-03-04"}),
        PatientExclusion("P1", "withdrew consent"),
    ],
    ids=repr,
)
def test_an_edit_survives_as_plain_values(edit: CohortEdit):
    assert from_dict(as_dict(edit)) == edit


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"action": "explode"},
        {"action": "change_row"},
        {"action": "add_row", "x": 1},
        {"action": "change_row", "table": "infusions", "row": "2", "values": {}},
        {"action": "change_row", "table": "patients", "row": True, "values": {}},
        {"action": "change_row", "table": "patients", "row": 0, "values": {"sex": ["female"]}},
        {
            "action": "remove_row",
            "table": "patients",
            "row": 0,
            "reason": "twice",
            "was": {"patient_id": {"is": "P1"}},
        },
    ],
)
def test_plain_values_that_are_no_edit_are_refused(values: dict[str, object]):
    with pytest.raises(EditError, match=r"\w"):
        from_dict(values)


def test_patients_and_all_their_rows_are_entered_in_an_empty_cohort():
    edits: list[RowAddition] = []
    for place in range(1, 4):
        who = f"P{place:02d}"
        edits.append(RowAddition("patients", {"patient_id": who, "age": 40.0, "sex": "female"}))
        rating = {"patient_id": who, "scale": "madrs", "moment": "before", "score": 30.0}
        edits.append(RowAddition("assessments", {**rating, "item_1": 4.0, "date": "2024-01-08"}))
        edits.append(RowAddition("assessments", rating | {"moment": "after", "score": 12.0}))
    at_once = apply_edits(Cohort(), edits)
    one_by_one = Cohort()
    for edit in edits:
        one_by_one = edit.apply(one_by_one)
    for table in ("patients", "assessments"):
        assert at_once.get_table(table).equals(one_by_one.get_table(table))
    assert at_once.enrolled == 3
    assert at_once.recorded == {"patients", "assessments"}
    assert at_once.assessments["item_1"].count() == 3


@pytest.mark.parametrize(
    ("edits", "words"),
    [
        ([RowAddition("assessments", {"patient_id": "P1", "score": 3.0})], "There is no patient"),
        ([RowAddition("patients", {"patient_id": "P1"})] * 2, "in the cohort already"),
        ([RowAddition("patients", {"patient_id": "P1", "item_1": 3.0})], "There is no column"),
        ([RowAddition("patients", {"age": 3.0})], "cannot be empty"),
    ],
)
def test_an_entry_that_does_not_fit_is_refused_in_words(edits, words):
    with pytest.raises(EditError, match=words):
        apply_edits(Cohort(), edits)


def test_an_excluded_patient_is_not_entered_again():
    enrolled = apply_edits(Cohort(), [RowAddition("patients", {"patient_id": "P1"})])
    excluded = apply_edits(enrolled, [PatientExclusion("P1", "moved away")])
    with pytest.raises(EditError, match="bring the patient back"):
        apply_edits(excluded, [RowAddition("patients", {"patient_id": "P1"})])

"""Table 1 and the infusions received."""

from __future__ import annotations

import pytest

from ketgui.domain.unavailable import Unavailable
from ketgui.statistics.results.patients.demographics import Demographics
from ketgui.statistics.rows import Count, Number, Share, Text

PAIRS = [(30.0, 15.0)] * 4


@pytest.fixture
def described(study_of):
    def describe(patients, **tables):
        rows = [{"patient_id": f"P{n:02d}"} | row for n, row in enumerate(patients, 1)]
        pairs = PAIRS[: len(rows)]
        lines = Demographics.compute(study_of(pairs, patients=rows, **tables)).lines
        return {(line.variable, line.level): line for line in lines}

    return describe


def test_numbers_are_of_the_patients_in_whom_they_are_known(described):
    lines = described([{"age": 40.0}, {"age": 50.0}, {"age": None}])
    age = lines["age", ""]
    assert (age.n, age.value, age.unit) == (2, 45.0, "years")
    assert age.spread == pytest.approx(7.0710678)


def test_a_number_known_of_one_has_no_spread(described):
    age = described([{"age": 40.0}, {}])["age", ""]
    assert age.value == 40
    assert age.spread == Unavailable("recorded for one patient only")


def test_categories_are_of_the_enrolled_and_say_who_is_not_reported(described):
    lines = described([{"sex": "female"}, {"sex": "male"}, {"sex": None}, {"sex": "female"}])
    assert (lines["sex", "female"].value, lines["sex", "female"].n) == (2, 4)
    assert lines["sex", "female"].spread == 50
    assert lines["sex", "not_reported"].value == 1
    assert ("sex", "other") not in lines


def test_yes_or_no_counts_the_yes(described):
    lines = described([{"anxiety": True}, {"anxiety": False}, {"anxiety": False}])
    assert (lines["anxiety", "yes"].value, lines["anxiety", "yes"].n) == (1, 3)
    assert ("anxiety", "no") not in lines
    none = described([{"anxiety": False}, {"anxiety": False}])
    assert none["anxiety", "yes"].value == 0


def test_who_was_asked_about_events_describes_nobody_before_treatment(described):
    assert set(described([{"events_asked": True}, {"events_asked": False}])) == {
        ("baseline", "madrs")
    }


def test_what_no_file_recorded_has_no_line(described):
    assert set(described([{}, {}])) == {("baseline", "madrs")}


def test_stimulators_count_patients_not_courses(described):
    courses = [
        {"patient_id": "P01", "stimulator": "MagVenture"},
        {"patient_id": "P01", "stimulator": "MagVenture"},
        {"patient_id": "P02", "stimulator": "Brainsway"},
    ]
    lines = described([{}, {}, {}], tms_courses=courses)
    assert lines["stimulator", "MagVenture"].value == 1
    assert lines["stimulator", "MagVenture"].from_file
    assert lines["stimulator", "not_reported"].value == 1


def test_rows_show_mean_and_share(study_of):
    patients = [{"patient_id": "P01", "age": 40, "sex": "female"}, {"patient_id": "P02", "age": 50}]
    rows = Demographics.compute(study_of(PAIRS[:2], patients=patients)).rows()
    assert rows[0].cells[1] == Count(2)
    assert isinstance(rows[0].cells[2], Number)
    assert rows[1].cells == (Text("Female"), Count(2), Share(1, 2))

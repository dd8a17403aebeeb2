"""A rating that is typed in is of the scale that the study is on, declared by the user or not."""

from __future__ import annotations

import pytest

from ketgui.domain.cohort import Cohort
from ketgui.domain.edits import apply_edits
from ketgui.domain.plan import AnalysisPlan
from ketgui.domain.scale import Scale
from ketgui.views.entry.rating_form import RatingForm

CLINIC = Scale("clinic", "Clinic scale", 0, 40)
PLAN = AnalysisPlan(scale="clinic", scales=(CLINIC,))


@pytest.fixture
def form(qtbot) -> RatingForm:
    made = RatingForm()
    qtbot.addWidget(made)
    return made


def test_a_declared_scale_is_offered_and_chosen(form, cohort_of):
    cohort: Cohort = cohort_of([(None, None)])
    form.show_patient(cohort, PLAN, "P01")
    assert (form.scale.currentText(), form.scale.currentData()) == ("Clinic scale", "clinic")
    form.total.setText("33")
    edited = apply_edits(cohort, form.collect(cohort).edits)
    row = edited.assessments.iloc[-1]
    assert (row["scale"], row["score"], row["moment"]) == ("clinic", 33, "before")


def test_its_range_is_that_of_the_declaration(form, cohort_of):
    cohort = cohort_of([(None, None)])
    form.show_patient(cohort, PLAN, "P01")
    form.total.setText("45")
    assert form.collect(cohort).problem.endswith("0 to 40")


def test_another_study_offers_it_no_more(form, cohort_of):
    cohort = cohort_of([(None, None)])
    form.show_patient(cohort, PLAN, "P01")
    form.show_patient(cohort, AnalysisPlan(), "P01")
    assert form.scale.currentData() == "madrs"
    assert form.scale.findData("clinic") == -1

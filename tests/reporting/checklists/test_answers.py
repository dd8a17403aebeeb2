"""What an analysis answers."""

from __future__ import annotations

from ketgui.domain.cohort import Cohort
from ketgui.domain.plan import AnalysisPlan
from ketgui.reporting.checklists import CHECKLISTS
from ketgui.statistics.analysis import analyse
from tests.reporting.checklist_lookup import items


def test_the_example_answers_what_its_data_hold(example):
    care = items("care", example)
    assert "Twenty-one patients were enrolled" in care["Patients"][0]
    assert care["Consent"][2] == "open"
    assert care["Treatment"][2] == "partly"
    assert care["Treatment"][1] == "Fourteen parameters."
    harms = items("harms", example)
    assert harms["Denominator"] == (
        "All 21 enrolled patients, with or without events.",
        "",
        "answered",
    )
    assert "No serious adverse event" in harms["Events and patients"][0]
    assert harms["Relation to treatment"][0] == "Patients: 14/21 (66.7%)."
    assert harms["How harms were found"][2] == harms["Stopped because of harm"][2] == "open"
    series = items("process", example)
    assert series["Loss to follow-up"][0] == "Every enrolled patient has both ratings."
    assert care["Timeline"][0] == "Infusions recorded: 126."
    # Of what was not planned, there is no change.
    assert series["Changes from the plan"][0] == ""


def test_nothing_is_answered_of_nothing():
    nothing = analyse(Cohort(), AnalysisPlan())
    for checklist in CHECKLISTS:
        for item in checklist.items(nothing):
            assert item.answer == ""

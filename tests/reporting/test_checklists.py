"""Reporting lists: what is answered by the data is said, and nothing else."""

from __future__ import annotations

import re

import pytest

from ketgui.domain.cohort import Cohort
from ketgui.domain.events.event_plan import EventPlan
from ketgui.domain.plan import AnalysisPlan
from ketgui.domain.treatment.planned_treatment import PlannedTreatment
from ketgui.domain.treatment.presets import KETAMINE_PRESETS
from ketgui.reporting.checklists import CHECKLISTS
from ketgui.reporting.checklists.item import build_checklist_table
from ketgui.statistics.analysis import analyse
from ketgui.text import LANGUAGES, language

UNDEFINED = re.compile(r"\b(None|nan|NaN|Unavailable|inf)\b|[{}]")
BY_KEY = {one.key: one for one in CHECKLISTS}


def items(key, analysis) -> dict[str, tuple[str, str, str]]:
    return {i.title: (i.answer, i.to_write, i.state) for i in BY_KEY[key].items(analysis)}


@pytest.mark.parametrize("checklist", CHECKLISTS, ids=lambda one: one.key)
@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("pairs", [[], [(30, 15)], [(30, None), (25, 12)]])
def test_every_item_is_answered_or_left_to_write(analysis_of, checklist, code, pairs):
    with language(code):
        table = build_checklist_table(checklist, analysis_of(pairs))
    assert table.rows
    for title, answer, left in table.rows:
        assert title
        assert answer or left or not pairs
        assert not UNDEFINED.search(f"{title} {answer} {left}")


def test_care_has_thirteen_items(example):
    assert len(BY_KEY["care"].items(example)) == 13


def test_the_example_answers_what_its_data_hold(example):
    care = items("care", example)
    assert "21 patients were enrolled" in care["Patients"][0]
    assert care["Consent"][2] == "open"
    assert care["Treatment"][2] == "partly"
    assert care["Treatment"][1] == "14 parameters."
    harms = items("harms", example)
    assert harms["Denominator"] == (
        "All 21 enrolled patients, with or without events.",
        "",
        "answered",
    )
    assert "No serious adverse event" in harms["Events and patients"][0]
    assert harms["Relation to treatment"][0] == "Patients: 14/21 (66.7\u00a0%)."
    assert harms["How harms were found"][2] == harms["Stopped because of harm"][2] == "open"
    series = items("process", example)
    assert series["Loss to follow-up"][0] == "Every enrolled patient has both ratings."
    assert series["Changes from the plan"][0] == "126 infusions received."


def test_how_harms_were_found_is_answered_where_it_is_said(example):
    asked = AnalysisPlan(events=EventPlan(ascertainment="open_question"))
    found = items("harms", analyse(example.cohort, asked))["How harms were found"]
    assert found[2] == "partly"
    assert "Adverse events were" in found[0]


def test_names_and_values_are_set_apart_as_french_wants_it(example):
    with language("fr"):
        for checklist in CHECKLISTS:
            table = build_checklist_table(checklist, example)
            words = " ".join((table.note, *(row[0] for row in table.rows)))
            assert not re.search(r"\w: ", words)


def test_lost_patients_and_planned_infusions_are_told(example, analysis_of):
    lost = items("process", analysis_of([(30, None), (25, 12)]))
    assert "lacked a rating" in lost["Loss to follow-up"][0]
    plan = AnalysisPlan(treatment=PlannedTreatment((), KETAMINE_PRESETS[0].protocol))  # pyright: ignore
    planned = items("process", analyse(example.cohort, plan))
    assert "126 of 126 planned" in planned["Changes from the plan"][0]


def test_nothing_is_answered_of_nothing():
    nothing = analyse(Cohort(), AnalysisPlan())
    for checklist in CHECKLISTS:
        for item in checklist.items(nothing):
            assert item.answer == ""


def test_each_parameter_has_its_value_or_its_place(example):
    found = items("parameters", example)
    assert found["TMS 1: frequency"][0].replace("\u00a0", " ") == "20 Hz"
    assert found["Ketamine: drug"] == ("", "The value, in the Protocol tab.", "open")
    assert not any(answer and left for answer, left, _state in found.values())


def test_the_note_counts_the_states(example):
    note = build_checklist_table(BY_KEY["harms"], example).note
    counts = [int(n) for n in re.findall(r": (\d+)", note)]
    assert sum(counts) == len(BY_KEY["harms"].items(example))
    assert note.endswith("the published list decides.")

"""The safety paragraph: how events were asked for, how often they occurred, what is not known."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from ketgui.domain.events.event_plan import EventPlan
from ketgui.domain.plan import AnalysisPlan
from ketgui.reporting.paragraphs.safety import describe_adverse_events, describe_ascertainment
from ketgui.text import language

NB = "\u00a0"
SCORES = [(30.0, 15.0)] * 4


def under(**choices: Any) -> AnalysisPlan:
    return replace(AnalysisPlan(), events=EventPlan(**choices))


def event(patient: int, term: str = "nausea", **more: Any) -> dict[str, Any]:
    return {"patient_id": f"P{patient:02d}", "term": term} | more


def test_the_example_in_english_and_french(example):
    assert describe_adverse_events(example) == (
        "No serious adverse event occurred (0/21; 95% CI 0.0 to 16.1%). Fourteen of 21 patients "
        "had at least one adverse event (66.7%, 95% CI 43.0 to 85.4%): dissociation in 12 (57.1%), "
        "anxiety in two (9.5%), insomnia in one (4.8%) and nausea in one (4.8%). In all, 19 events "
        "were recorded, 15.1 per 100 infusions (95% CI 9.1 to 23.5; 95% CI 10.2 to 22.2 allowing "
        "for repeats within a patient)."
    )
    with language("fr"):
        said = describe_adverse_events(example).replace(NB, " ")
    assert said.startswith(
        "Aucun événement indésirable grave n’est survenu (0/21; IC à 95 % : 0,0 à 16,1 %). "
        "Quatorze patients sur 21 ont eu au moins un événement indésirable (66,7 %; IC à 95 % : "
        "43,0 à 85,4 %) : dissociation chez 12 (57,1 %), anxiété chez deux (9,5 %)"
    )
    assert "19 événements ont été consignés, soit 15,1 pour 100 perfusions (IC à 95 %" in said


@pytest.mark.parametrize(
    ("choices", "said"),
    [
        ({}, "How adverse events were ascertained was not stated."),
        ({"ascertainment": "spontaneous"}, "Adverse events were reported spontaneously."),
        (
            {"ascertainment": "questionnaire", "instrument": "PRISE"},
            "Adverse events were asked for by a questionnaire at each visit (PRISE).",
        ),
        ({"denominator": "treated"}, "over all patients with a recorded infusion"),
        ({}, "Severity was graded as mild, moderate or severe."),
        (
            {"severity_scale": "ctcae", "severity_version": "5.0"},
            "Severity was graded from 1 to 5 by the CTCAE, version 5.0.",
        ),
        ({"severity_scale": "ctcae"}, "Severity was graded from 1 to 5 by the CTCAE."),
    ],
)
def test_how_events_were_asked_for_and_graded(analysis_of, choices, said):
    assert said in describe_ascertainment(
        analysis_of(SCORES, under(**choices), adverse_events=[event(1, severity="mild")])
    )


def test_severe_events_and_those_that_stopped_the_treatment_are_said(analysis_of):
    events = [event(1, severity="severe", action="ketamine stopped"), event(2, severity="mild")]
    said = describe_adverse_events(analysis_of(SCORES, adverse_events=events))
    assert "One patient had a severe event (25.0%)." in said
    assert "Treatment was stopped because of an event in one patient (25.0%)." in said
    # No infusion is recorded: there is no rate over them.
    assert "per 100" not in said
    one = describe_adverse_events(analysis_of(SCORES, adverse_events=events[1:]))
    assert "severe" not in one
    assert "In all, one event was recorded." in one


def test_severe_is_grade_3_or_more_of_the_ctcae(analysis_of):
    events = [event(1, severity="life_threatening"), event(2, severity="moderate")]
    said = describe_adverse_events(
        analysis_of(SCORES, under(severity_scale="ctcae"), adverse_events=events)
    )
    assert "One patient had an event of grade 3 or more (25.0%)." in said


def test_who_was_not_asked_and_what_is_left_out_come_first(analysis_of):
    patients = [{"patient_id": f"P{n:02d}", "events_asked": n > 1} for n in range(1, 5)]
    said = describe_adverse_events(
        analysis_of(
            SCORES,
            under(denominator="treated"),
            adverse_events=[event(1), event(2)],
            patients=patients,
            infusions=[{"patient_id": "P01", "infusion_number": 1}],
        )
    )
    assert said.startswith("One patient was not asked about adverse events. One event of a patient")


def test_a_long_list_of_terms_ends_in_how_many_more(analysis_of):
    many = [event(1, f"symptom {n:02d}") for n in range(14)]
    said = describe_adverse_events(analysis_of(SCORES, adverse_events=many))
    assert "symptom 11 in one" in said
    assert "symptom 12" not in said
    assert "and two other kinds. In all, 14 events" in said


@pytest.mark.parametrize(
    ("scores", "words"),
    [
        (
            (20, 10),
            "The patients’ highest CADSS total averaged 15.0 ± 7.1 (range 10 to 20; n = 2).",
        ),
        ((20, 20), "The highest CADSS total was 20 in both patients rated."),
        ((20,), "The highest CADSS total of the only patient rated was 20."),
    ],
)
def test_the_highest_dissociation_is_said_where_it_was_rated(analysis_of, scores, words):
    rated = [
        {"patient_id": f"P{n:02d}", "infusion_number": 1, "cadss": score}
        for n, score in enumerate(scores, 1)
    ]
    said = describe_adverse_events(analysis_of(SCORES, adverse_events=[], infusions=rated))
    last = said.replace(NB, " ").split(". ")[-1]
    assert last == words


def test_severity_is_no_method_where_none_was_recorded(analysis_of):
    said = describe_ascertainment(analysis_of(SCORES, adverse_events=[event(1)]))
    assert "everity" not in said
    assert describe_ascertainment(analysis_of(SCORES)) == ""


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (0, "No adverse event was recorded."),
        (1, "One of four patients had at least one adverse event (25.0%"),
        (4, "Four of four patients had at least one adverse event (100.0%"),
    ],
)
def test_no_patient_one_and_many_with_an_event(analysis_of, count, said):
    events = [event(n) for n in range(1, count + 1)]
    assert said in describe_adverse_events(analysis_of(SCORES, adverse_events=events))


def test_the_only_patient_has_no_share(analysis_of):
    events = [event(1, serious=True), event(1, "headache")]
    said = describe_adverse_events(analysis_of(SCORES[:1], adverse_events=events))
    assert said.startswith("The only patient counted had a serious adverse event. The only ")
    assert "had at least one adverse event: headache and nausea." in said


def test_a_term_of_the_file_begins_small_inside_a_sentence(analysis_of):
    events = [event(1, "Bladder pain"), event(2, "QT prolonged")]
    text = describe_adverse_events(analysis_of(SCORES, adverse_events=events))
    assert "QT prolonged in one (25.0%)" in text
    assert "bladder pain in one (25.0%)" in text

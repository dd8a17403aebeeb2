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
        "No serious adverse event was recorded: 0/21 (0.0%; 95% CI 0.0 to 16.1%). "
        "At least one adverse event was recorded in 14/21 (66.7%; 95% CI 43.0 to "
        "85.4%), 19 events in all, 15.1 per 100 infusions (95% CI 9.1 to 23.5; "
        "95% CI 10.2 to 22.2 allowing for repeats in a patient). "
        "Adverse events were dissociation in 12/21 (57.1%), anxiety in 2/21 (9.5%), "
        "insomnia in 1/21 (4.8%) and nausea in 1/21 (4.8%)."
    )
    with language("fr"):
        said = describe_adverse_events(example)
    assert f"événement indésirable grave n’a été consigné{NB}: 0 patient sur 21 (0,0{NB}%" in said
    assert (
        f"19 événements en tout, 15,1 pour 100 perfusions (IC\u00a0à\u00a095{NB}%{NB}: 9,1 à 23,5"
        in said
    )
    assert "dissociation chez 12 patients sur 21" in said


@pytest.mark.parametrize(
    ("choices", "said"),
    [
        ({}, "How adverse events were asked for is not stated."),
        ({"ascertainment": "spontaneous"}, "Adverse events were reported spontaneously."),
        (
            {"ascertainment": "questionnaire", "instrument": "PRISE"},
            "Adverse events were asked for by a questionnaire at each visit (PRISE).",
        ),
        ({"denominator": "treated"}, "of all with an infusion recorded"),
        ({}, "Their severity was graded as mild, moderate or severe."),
        (
            {"severity_scale": "ctcae", "severity_version": "5.0"},
            "Their severity was graded from 1 to 5 by the CTCAE, version 5.0.",
        ),
        ({"severity_scale": "ctcae"}, "Their severity was graded from 1 to 5 by the CTCAE."),
    ],
)
def test_how_events_were_asked_for_and_graded(analysis_of, choices, said):
    assert said in describe_ascertainment(analysis_of(SCORES, under(**choices)))


def test_severe_events_and_those_that_stopped_the_treatment_are_said(analysis_of):
    events = [event(1, severity="severe", action="ketamine stopped"), event(2, severity="mild")]
    said = describe_adverse_events(analysis_of(SCORES, adverse_events=events))
    assert "Severe events occurred in 1/4 (25.0%)." in said
    assert "Events stopped the treatment in 1/4 (25.0%)." in said
    # No infusion is recorded: there is no rate over them.
    assert "per 100" not in said
    one = describe_adverse_events(analysis_of(SCORES, adverse_events=events[1:]))
    assert "Severe" not in one
    assert ", 1 event in all." in one


def test_severe_is_grade_3_or_more_of_the_ctcae(analysis_of):
    events = [event(1, severity="life_threatening"), event(2, severity="moderate")]
    said = describe_adverse_events(
        analysis_of(SCORES, under(severity_scale="ctcae"), adverse_events=events)
    )
    assert "Events of grade 3 or more occurred in 1/4 (25.0%)." in said


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
    assert said.startswith("1 patient was not asked about adverse events. 1 event of a patient")


def test_a_long_list_of_terms_ends_in_how_many_more(analysis_of):
    many = [event(1, f"symptom {n:02d}") for n in range(14)]
    said = describe_adverse_events(analysis_of(SCORES, adverse_events=many))
    assert "symptom 11 in" in said
    assert "symptom 12" not in said
    assert said.endswith("and 2 other kinds.")


@pytest.mark.parametrize(
    ("scores", "words"),
    [
        ((20, 10), "of a patient was 15.0 ± 7.1 on average (range 10 to 20; 2 patients)."),
        ((20, 20), "was 20 in both patients rated."),
        ((20,), "of the only patient rated was 20."),
    ],
)
def test_the_highest_dissociation_is_said_where_it_was_rated(analysis_of, scores, words):
    rated = [
        {"patient_id": f"P{n:02d}", "infusion_number": 1, "cadss": score}
        for n, score in enumerate(scores, 1)
    ]
    said = describe_adverse_events(analysis_of(SCORES, adverse_events=[], infusions=rated))
    last = said.replace(NB, " ").split(". ")[-1]
    assert last == f"The highest CADSS total {words}"

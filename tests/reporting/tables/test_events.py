"""The list of events, who was asked, and the words counted as another."""

from __future__ import annotations

from dataclasses import replace

from ketgui.domain.events.event_plan import EventPlan
from ketgui.domain.plan import AnalysisPlan
from ketgui.reporting.tables.events import (
    build_synonym_table,
    count_no_event_rows,
    find_ascertainment,
    list_ascertainment,
    list_events,
    list_words_and_terms,
)
from tests.reporting.tables.event_cohorts import EVENTS, PATIENTS, PLAN, SCORES


def test_events_are_listed_patient_by_patient_and_filtered(analysis):
    whole = list_events(analysis)
    assert whole.patients() == ["P01", "P01", "P01", "P02"]
    # Without an infusion last; the label is the place in the file's table.
    assert whole.frame.index.tolist() == [2, 1, 3, 0]
    assert list_events(analysis, text="naus").patients() == ["P01", "P02"]
    assert list_events(analysis, serious=True).patients() == ["P02"]
    assert list_events(analysis, patients=frozenset({"P02"})).frame.index.tolist() == [0]
    by_term = list_events(analysis, sorting=(2, True))
    assert by_term.frame["term"].iloc[0] == "=1+1"
    # A column that there is no longer sorts by nothing.
    assert list_events(analysis, sorting=(99, True)).patients() == whole.patients()


def test_no_event_said_to_be_serious_lists_none(analysis_of):
    silent = analysis_of([(30, 20)], adverse_events=[{"patient_id": "P01", "term": "itching"}])
    assert len(list_events(silent, serious=True)) == 0
    assert len(list_events(analysis_of([(30, 20)]))) == 0


def test_no_event_is_a_fact_of_those_who_were_asked(analysis):
    found = list_ascertainment(analysis)
    assert (found.asked, found.not_asked, found.not_recorded) == (2, 1, 1)
    assert found.listing.frame["known"].tolist() == [
        "Had events", "Had events", "Had no event", "Nothing is recorded",
    ]  # fmt: skip
    assert [found.listing.text(row, 1) for row in range(4)] == ["Yes", "No", "Yes", "–"]
    patients = analysis.cohort.patients
    assert [find_ascertainment(patients, place) for place in range(4)] == [True, False, True, None]


def test_a_cohort_that_was_asked_has_no_silent_patient(analysis_of):
    plan = replace(PLAN, events=EventPlan(ascertainment="questionnaire"))
    found = list_ascertainment(
        analysis_of(SCORES, plan, adverse_events=EVENTS, patients=PATIENTS[:3])
    )
    assert found.whole_cohort_asked
    assert found.listing.frame["known"].tolist()[2:] == ["Had no event"]
    people = [{"patient_id": "P01", "events_asked": False}, {"patient_id": "P02"}]
    told = list_ascertainment(analysis_of(SCORES[:2], plan, adverse_events=[], patients=people))
    assert told.listing.frame["known"].tolist() == ["Was not asked", "Had no event"]
    volunteered = replace(PLAN, events=EventPlan(ascertainment="spontaneous"))
    silent = list_ascertainment(analysis_of(SCORES[:1], volunteered, adverse_events=[]))
    assert silent.listing.frame["known"].tolist() == ["Nothing is recorded"]


def test_rows_that_say_none_are_no_events(analysis_of):
    rows = [{"patient_id": "P01", "term": "Aucun"}, {"patient_id": "P02", "term": "nausea"}]
    assert count_no_event_rows(list_events(analysis_of(SCORES[:2], adverse_events=rows))) == 1
    assert count_no_event_rows(list_events(analysis_of(SCORES[:2]))) == 0


def test_a_patient_who_was_not_asked_is_not_without_event(analysis_of):
    alone = analysis_of([(30, 20)], patients=[{"patient_id": "P01", "events_asked": False}])
    assert list_ascertainment(alone).listing.frame["known"].tolist() == ["Was not asked"]


def test_a_list_that_says_none_is_an_answer(analysis_of):
    rows = [{"patient_id": "P01", "term": "Aucun"}, {"patient_id": "P02", "term": "nausea"}]
    found = list_ascertainment(analysis_of(SCORES[:3], adverse_events=rows)).listing.frame
    assert found["known"].tolist() == ["Had no event", "Had events", "Nothing is recorded"]


def test_every_word_counted_as_another_is_shown(analysis, analysis_of):
    assert build_synonym_table(analysis).rows == (("Nausées", "nausea", "1"),)
    words, terms = list_words_and_terms(analysis, 10)
    assert set(words) == {"Nausées", "nausea", "=1+1", "itching"}
    assert "Nausées" not in terms
    plan = replace(AnalysisPlan(), events=EventPlan(harmonise=False))
    apart = analysis_of(SCORES, plan, adverse_events=EVENTS, patients=PATIENTS)
    assert build_synonym_table(apart).rows == ()

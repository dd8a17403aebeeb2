"""The events written as tables: headings with their N, reasons once, small counts hidden."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from ketgui.domain.events.event_plan import EventPlan
from ketgui.domain.plan import AnalysisPlan
from ketgui.reporting.tables.event_counts import build_event_count_table
from ketgui.reporting.tables.events import (
    build_synonym_table,
    count_no_event_rows,
    find_ascertainment,
    list_ascertainment,
    list_events,
    list_words_and_terms,
)
from ketgui.reporting.tables.listing import list_records
from ketgui.reporting.tables.listing_table import build_listing_table
from ketgui.statistics.events import EventView, build_event_table
from ketgui.statistics.study import Study

EVENTS: list[dict[str, Any]] = [
    {"patient_id": "P02", "term": "Nausées", "infusion_number": 2, "serious": True},
    {"patient_id": "P01", "term": "nausea", "infusion_number": 3, "serious": False},
    {"patient_id": "P01", "term": "=1+1", "infusion_number": 1, "duration_hours": 1.5},
    {"patient_id": "P01", "term": "itching"},
]
PATIENTS: list[dict[str, Any]] = [
    {"patient_id": "P01", "sex": "female", "events_asked": True},
    {"patient_id": "P02", "sex": "male", "events_asked": False},
    {"patient_id": "P03", "sex": "male", "events_asked": True},
    {"patient_id": "P04", "sex": "male"},
]
PLAN = AnalysisPlan()
SCORES = [(30, 20)] * 4


@pytest.fixture(scope="module")
def analysis(analysis_of):
    return analysis_of(SCORES, adverse_events=EVENTS, patients=PATIENTS)


def study_of(analysis) -> Study:
    return Study(analysis.cohort, analysis.plan, analysis.pairs)


def test_groups_are_headed_with_their_own_n(analysis):
    table = build_event_count_table(
        build_event_table(study_of(analysis), EventView("group", "sex")), PLAN, group="Sex"
    )
    assert table.heading == "Adverse events, by group (sex) (N = 4)"
    assert table.headers[0] == "N = 4"
    assert [(one.title, one.columns) for one in table.groups] == [
        ("", 1), ("Female (N = 1)", 2), ("Male (N = 3)", 2),
    ]  # fmt: skip


def test_a_line_that_cannot_be_counted_has_its_reason_once(analysis):
    table = build_event_count_table(build_event_table(study_of(analysis), EventView()), PLAN)
    stopped = next(row for row in table.rows if row[0] == "Treatment stopped")
    assert set(stopped[1:]) == {"–"}
    assert table.note.count("Treatment stopped: ") == 1


def test_what_is_left_out_is_said_below(analysis):
    table = build_event_count_table(
        build_event_table(study_of(analysis), EventView("term")), PLAN, filters="Serious: Yes"
    )
    assert table.note.startswith("Only these events are counted: Serious: Yes.")


def test_what_is_counted_and_by_which_interval_is_said_below(analysis, analysis_of):
    note = build_event_count_table(
        build_event_table(study_of(analysis), EventView("term")), PLAN
    ).note
    assert note.startswith("N is all enrolled. A patient counts once in each line;")
    assert "Intervals: 95\xa0% CI (Clopper–Pearson). Rates have exact Poisson intervals." in note
    by_infusion = build_event_count_table(
        build_event_table(study_of(analysis), EventView("infusion")), PLAN
    ).note
    assert "Percentages at an infusion are of those who received it." in by_infusion
    assert "Poisson" not in by_infusion
    events = EventPlan(denominator="treated", severity_scale="ctcae", severity_version="5.0")
    plan = replace(PLAN, events=events, interval_method="wilson", confidence_level=0.9)
    other = analysis_of(SCORES, plan, adverse_events=EVENTS, patients=PATIENTS,
                        infusions=[{"patient_id": "P01", "infusion_number": 1}])  # fmt: skip
    note = build_event_count_table(
        build_event_table(study_of(other), EventView("summary")), plan
    ).note
    assert "N is all with an infusion recorded." in note
    assert "Intervals: 90\xa0% CI (Wilson)." in note
    assert "Grades are of the CTCAE, version 5.0." in note
    levels = build_event_count_table(
        build_event_table(study_of(other), EventView("severity")), plan
    ).note
    assert "at the highest level; events" in levels
    assert "Intervals" not in levels


def many(analysis_of, extra=()) -> Study:
    """Ten patients with nausea, two of them severe; one with itching."""
    found = [
        {"patient_id": f"P{n:02d}", "term": "nausea", "severity": "severe" if n < 3 else "mild"}
        for n in range(1, 11)
    ]
    found.append({"patient_id": "P11", "term": "itching", "severity": "mild"})
    made = analysis_of([(30, 20)] * 20, adverse_events=[*found, *extra])
    return study_of(made)


def hidden(study: Study, by: str) -> dict[str, tuple[str, ...]]:
    table = build_event_count_table(build_event_table(study, EventView(by)), PLAN, suppress=True)  # type: ignore[arg-type]
    assert "Counts from 1 to 4 are not shown, nor" in table.note
    return {row[0]: row[1:] for row in table.rows}


def test_a_small_count_goes_with_its_interval_and_the_totals_of_events(analysis_of):
    rows = hidden(many(analysis_of), "soc_term")
    assert rows["itching"][:3] == ("< 5", "–", "< 5")
    assert rows["nausea"][0] == "10/20 (50.0\xa0%)"
    assert rows["nausea"][2] == "10"
    # 11 events less 10 would tell the one of itching, by class and over all.
    assert rows["Any adverse event"][0] == "11/20 (55.0\xa0%)"
    assert rows["Any adverse event"][2] == "–"
    assert rows["Not classified"][2] == "< 5"
    assert rows["Gastrointestinal disorders"][2] == "10"


def test_a_class_goes_with_the_small_term_in_it(analysis_of):
    extra = [{"patient_id": "P12", "term": "vomiting"}]
    rows = hidden(many(analysis_of, extra), "soc_term")
    assert rows["Gastrointestinal disorders"][0] == "11/20 (55.0\xa0%)"
    assert rows["Gastrointestinal disorders"][2] == "–"


def test_a_small_level_goes_with_the_patients_of_all_levels(analysis_of):
    rows = hidden(many(analysis_of), "severity")
    assert rows["nausea"][:4] == ("8/20 (40.0\xa0%)", "0/20 (0.0\xa0%)", "< 5", "–")


def test_a_line_without_small_counts_stays(analysis_of):
    rows = hidden(many(analysis_of), "summary")
    assert rows["Any adverse event"][2] == "11"
    assert rows["Severe or worse"][:3] == ("< 5", "–", "< 5")
    assert rows["Treatment stopped"][0] == "–"


def test_serious_events_are_no_part_of_the_terms(analysis_of):
    extra = [{"patient_id": "P01", "term": "nausea", "serious": True}]
    rows = hidden(many(analysis_of, extra), "term")
    assert rows["Serious adverse event"][:3] == ("< 5", "–", "< 5")


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


def test_a_table_says_who_and_what_is_not_in_its_counts(analysis_of):
    events = EventPlan(denominator="treated")
    some = analysis_of(
        SCORES, replace(AnalysisPlan(), events=events), adverse_events=EVENTS, patients=PATIENTS,
        infusions=[{"patient_id": "P01", "infusion_number": 1}],
    )  # fmt: skip
    note = build_event_count_table(
        build_event_table(study_of(some), EventView("soc_term")), some.plan
    ).note
    assert "1 patient was not asked about adverse events." in note
    assert "1 event of a patient who is not counted is left out." in note
    assert "The file names no class for nausea: it is suggested." in note
    assert (
        "suggested"
        not in build_event_count_table(
            build_event_table(study_of(some), EventView("term")), some.plan
        ).note
    )


def test_every_word_counted_as_another_is_shown(analysis, analysis_of):
    assert build_synonym_table(analysis).rows == (("Nausées", "nausea", "1"),)
    words, terms = list_words_and_terms(analysis, 10)
    assert set(words) == {"Nausées", "nausea", "=1+1", "itching"}
    assert "Nausées" not in terms
    plan = replace(AnalysisPlan(), events=EventPlan(harmonise=False))
    apart = analysis_of(SCORES, plan, adverse_events=EVENTS, patients=PATIENTS)
    assert build_synonym_table(apart).rows == ()


def test_a_listing_becomes_a_table_with_its_numbers(analysis):
    table = build_listing_table(list_records(analysis, "adverse_events"), "events", "Events")
    by_header = dict(zip(table.headers, zip(*table.rows, strict=True), strict=True))
    assert by_header["Infusion"] == ("2", "3", "1", "–")
    assert by_header["Duration (h)"] == ("–", "–", "1.5", "–")
    assert by_header["Serious"] == ("Yes", "No", "–", "–")


@pytest.mark.parametrize(
    ("infused", "said"),
    [
        (("P01", "P02"), ""),
        (("P01",), "1 event of a patient without a recorded infusion is in the rates."),
        (("P02",), "3 events of patients without a recorded infusion are in the rates."),
        ((), ""),
    ],
)
def test_rates_say_which_events_have_no_infusion_below_them(analysis_of, infused, said):
    infusions = [{"patient_id": who, "infusion_number": 1} for who in infused]
    found = analysis_of(SCORES, adverse_events=EVENTS, patients=PATIENTS, infusions=infusions)
    note = build_event_count_table(
        build_event_table(study_of(found), EventView("summary")), PLAN
    ).note
    assert ("without a recorded infusion" in note) == bool(said)
    assert said in note

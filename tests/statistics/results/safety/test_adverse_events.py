"""Adverse events: patients over the enrolled, events apart."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketgui.domain.unavailable import Unavailable
from ketgui.statistics.results.safety.adverse_events import NOT_RECORDED, AdverseEvents

PAIR = (30.0, 15.0)


def event(patient: int, term: str = "nausea", **more: Any) -> dict[str, Any]:
    return {"patient_id": f"P{patient:02d}", "term": term} | more


@pytest.fixture(scope="module")
def counted(study_of):
    def count(events, n: int = 21) -> AdverseEvents:
        return AdverseEvents.compute(study_of([PAIR] * n, adverse_events=list(events)))

    return count


def test_the_denominator_is_the_enrolled_not_the_rows(counted):
    found = counted(event(patient, "dissociation") for patient in range(1, 17))
    assert (found.any.count, found.any.n) == (16, 21)
    (term,) = found.terms
    assert (term.patients.count, term.patients.n) == (16, 21)
    twelve = counted(event(patient, "dissociation") for patient in range(1, 13))
    assert twelve.any.percent == pytest.approx(57.142857)


def test_a_patient_counts_once_and_events_are_counted_apart(counted):
    once = counted([event(1, severity="mild")])
    twice = counted([event(1, severity="mild"), event(1, severity="severe")])
    assert once.any == twice.any
    assert twice.terms[0].patients == once.terms[0].patients
    assert (once.events, twice.events) == (1, 2)
    assert (once.terms[0].max_severity, twice.terms[0].max_severity) == ("mild", "severe")


def test_no_event_table_is_not_no_event(study_of, counted):
    silent = AdverseEvents.compute(study_of([PAIR] * 3))
    assert silent.any == silent.serious == NOT_RECORDED
    assert silent.as_dict()["any"] == dict.fromkeys(("count", "n", "percent", "ci"), NOT_RECORDED)
    assert [row.cells[0] for row in silent.rows()] == [NOT_RECORDED, NOT_RECORDED]
    none = counted([])
    assert (none.any.count, none.any.n, none.serious.count) == (0, 21, 0)
    assert none.any.ci == pytest.approx((0, 16.1098), abs=1e-4)


def test_serious_events_that_no_file_tells_apart_are_not_none(counted):
    assert isinstance(counted([event(1)]).serious, Unavailable)
    said = counted([event(1, serious=False), event(2), event(3, serious=True)])
    assert (said.serious.count, said.serious_events) == (1, 1)


def test_terms_by_falling_frequency_then_events_then_name(counted):
    events = [event(1, "headache"), event(1, "headache"), event(1, "anxiety"), event(1, "vomiting")]
    events += [event(1, "nausea"), event(2, "nausea")]
    assert [t.term for t in counted(events).terms] == ["nausea", "headache", "anxiety", "vomiting"]


def test_spellings_of_one_term_are_one_term(counted):
    cafe, decomposed = "caf\u00e9", "CAFE\u0301"
    found = counted([event(1, cafe), event(2, decomposed), event(3, f" {cafe}  "), event(4, cafe)])
    (term,) = found.terms
    assert (term.term, term.patients.count) == (cafe, 4)


def test_a_severity_nowhere_recorded_is_a_reason(counted):
    (term,) = counted([event(1)]).terms
    assert term.as_dict()["max_severity"] == Unavailable("no severity is recorded")
    (mild,) = counted([event(1, severity="mild", soc="Gastrointestinal disorders")]).terms
    assert mild.as_dict()["max_severity"] == "mild"
    assert mild.as_dict()["soc"] == "Gastrointestinal disorders"


EVENTS = st.lists(
    st.tuples(st.integers(1, 8), st.sampled_from(("nausea", "insomnia", "headache"))), max_size=15
)


@given(EVENTS, st.integers(8, 30))
def test_a_patient_without_events_never_raises_a_percentage(counted, events, n):
    rows = [event(patient, term) for patient, term in events]
    fewer, more = counted(rows, n), counted(rows, n + 1)
    assert more.any.percent <= fewer.any.percent
    for one, other in zip(fewer.terms, more.terms, strict=True):
        assert one.term == other.term
        assert other.patients.percent < one.patients.percent


@given(EVENTS.filter(bool))
def test_the_same_event_twice_changes_events_not_patients(counted, events):
    rows = [event(patient, term) for patient, term in events]
    once, twice = counted(rows), counted(rows + rows)
    assert twice.any == once.any
    assert twice.events == 2 * once.events
    counts = {term.term: (term.patients, 2 * term.events) for term in once.terms}
    assert {term.term: (term.patients, term.events) for term in twice.terms} == counts


def test_rates_severities_and_infusions_are_in_the_result(study_of):
    events = [event(1, infusion_number=1.0, severity="mild"), event(1, severity="severe")]
    events.append(event(2))
    infusions = [{"patient_id": f"P{n:02d}", "infusion_number": 1} for n in (1, 2, 3, 4)]
    found = AdverseEvents.compute(
        study_of([PAIR] * 5, adverse_events=events, infusions=infusions)
    ).as_dict()
    assert found["rate"]["per_100_infusions"] == 75
    assert found["patients_by_highest_severity"] == {"not_recorded": 1, "severe": 1}
    first, silent = found["by_infusion"]
    assert (first["infusion"], first["infused"], first["count"], first["n"]) == (1, 4, 1, 4)
    assert isinstance(silent["infusion"], Unavailable)
    assert (silent["count"], silent["n"], silent["events"]) == (2, 5, 2)


def test_the_example_at_each_infusion(example):
    found = example[AdverseEvents]
    assert [(one.infused, one.patients) for one in found.by_infusion] == [
        (21, 12), (21, 1), (21, 1), (21, 3), (21, 1), (21, 0),
    ]  # fmt: skip
    assert sum(one.events for one in found.by_infusion) == found.events == 19
    assert found.rate.infusions == 126

"""Events before they are counted: terms, classes, seriousness and who was asked."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from ketgui.domain.events.event_plan import EventPlan
from ketgui.domain.unavailable import Unavailable
from ketgui.statistics.events import (
    EventView,
    build_event_table,
    prepare_events,
)
from ketgui.statistics.rows import Share
from tests.statistics.events.oracle import (
    PLAN,
    by_label,
    cohort_of,
    study_of,
)


def test_no_event_is_a_fact_and_not_asked_another():
    cohort = cohort_of(
        ["P1", "P2", "P3"],
        [{"patient_id": "P1", "term": "Aucun"}, {"patient_id": "P2", "term": "nausea"}],
    )
    asked = pd.array([True, True, False], dtype="boolean")
    cohort = replace(cohort, patients=cohort.patients.assign(events_asked=asked))
    ready = prepare_events(cohort, PLAN)
    assert (len(ready.events), ready.asked, ready.not_asked) == (1, 2, 1)
    assert by_label(build_event_table(study_of(cohort), EventView("term"))).keys() == {
        "Any adverse event", "Serious adverse event", "nausea",
    }  # fmt: skip
    silent = replace(cohort, recorded=frozenset())
    assert build_event_table(study_of(silent), EventView()).reason


def test_words_become_one_term_and_it_is_shown():
    words = ["Nausées", "nausea", "Spaced  out", "spaced out", "NAUSEA "]
    events = [{"patient_id": f"P{n}", "term": word} for n, word in enumerate(words)]
    cohort = cohort_of([f"P{n}" for n in range(5)], events)
    plan = EventPlan(synonyms=(("spaced out", "dissociation"),))
    ready = prepare_events(cohort, replace(PLAN, events=plan))
    assert ready.events["term"].value_counts().to_dict() == {"nausea": 3, "dissociation": 2}
    assert ("Nausées", "nausea", 1) in ready.harmonised
    assert ("spaced out", "dissociation", 1) in ready.harmonised
    assert ready.suggested_soc == {"nausea", "dissociation"}
    as_written = prepare_events(cohort, replace(PLAN, events=EventPlan(harmonise=False)))
    assert as_written.events["term"].nunique() == 3


@pytest.mark.parametrize(
    ("words", "means"),
    [("Ketamine stopped", True), ("arrêt du traitement", True), ("Discontinued", True),
     ("none", False), ("dose reduced", False), ("watchful", False), ("Not stopped", False),
     ("pas d'arrêt", False), ("stopped, no sequelae", True)],
)  # fmt: skip
def test_what_was_done_may_mean_that_treatment_stopped(words: str, means: bool):
    cohort = cohort_of(["P1"], [{"patient_id": "P1", "term": "nausea", "action": words}])
    lines = by_label(build_event_table(study_of(cohort), EventView("summary")))
    assert lines["Treatment stopped"][0] == Share(int(means), 1)


def test_a_criterion_or_a_death_is_serious_where_the_row_leaves_it_open():
    events = [
        {"patient_id": "P1", "term": "syncope", "serious_criterion": "hospitalisation"},
        {"patient_id": "P2", "term": "arrest", "severity": "death"},
        {"patient_id": "P3", "term": "nausea", "severity": "severe"},
        {"patient_id": "P4", "term": "rash", "severity": "death", "serious": False},
    ]
    study = study_of(cohort_of(["P1", "P2", "P3", "P4"], events))
    table = build_event_table(study, EventView("summary"))
    assert by_label(table)["Serious adverse event"][0] == Share(2, 4)
    assert table.patients(2, 0) == ("P1", "P2")
    unsaid = study_of(cohort_of(["P3"], events[2:3]))
    cells = by_label(build_event_table(unsaid, EventView("summary")))["Serious adverse event"]
    assert isinstance(cells[0], Unavailable)


def test_a_class_in_other_words_or_spelling_is_the_same():
    said = ["Affections psychiatriques", "psychiatric disorders", None, "Peau", "peau "]
    terms = ["insomnia", "mania", "anxiety", "rash", "itching"]
    pairs = zip(terms, said, strict=True)
    events = [{"patient_id": "P1", "term": term, "soc": soc} for term, soc in pairs]
    ready = prepare_events(cohort_of(["P1"], events), PLAN)
    assert ready.events["soc"].tolist() == ["Psychiatric disorders"] * 3 + ["Peau"] * 2
    assert ready.suggested_soc == {"anxiety"}

"""Adverse events in every view: against R, by hand, and whatever the table holds."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from ketgui.domain.cohort import Cohort, apply_schema
from ketgui.domain.events.event_plan import EventPlan
from ketgui.domain.plan import AnalysisPlan
from ketgui.domain.unavailable import Unavailable
from ketgui.statistics.events import (
    VIEW_TITLES,
    EventFilters,
    EventTable,
    EventView,
    build_event_table,
    list_patients_behind,
    prepare_events,
)
from ketgui.statistics.pairing import pair
from ketgui.statistics.results.safety.adverse_events import AdverseEvents
from ketgui.statistics.results.safety.cadss_course import CadssCourse
from ketgui.statistics.rows import Count, Share, Text
from ketgui.statistics.study import Study
from tests.places import ORACLES

R = json.loads((ORACLES / "events.json").read_text(encoding="utf-8"))
PLAN = AnalysisPlan()


def study_of(cohort: Cohort, plan: AnalysisPlan = PLAN) -> Study:
    return Study(cohort, plan, pair(cohort, plan))


def cohort_of(ids: list[str], events: list[Any], infusions: list[Any] = []) -> Cohort:  # noqa: B006
    return Cohort(
        patients=apply_schema("patients", pd.DataFrame({"patient_id": ids})),
        infusions=apply_schema(
            "infusions", pd.DataFrame(infusions, columns=["patient_id", "infusion_number"])
        ),
        adverse_events=apply_schema("adverse_events", pd.DataFrame(events or {"patient_id": []})),
        recorded=frozenset({"adverse_events"}),
    )


def of_the_oracle() -> Study:
    events = pd.read_csv(ORACLES / "events.csv")
    received = pd.read_csv(ORACLES / "events_infusions.csv")
    rows = [
        (who, number)
        for who, n in zip(received["patient_id"], received["infusions"], strict=True)
        for number in range(1, n + 1)
    ]
    events = events.assign(serious=events["serious"].eq("yes").astype("boolean"))
    cohort = cohort_of(received["patient_id"].tolist(), events.to_dict("records"), rows)
    rated = pd.read_csv(ORACLES / "events_cadss.csv")
    by_number = cohort.infusions.drop(columns="cadss")
    infusions = by_number.merge(rated, how="left", on=["patient_id", "infusion_number"])
    patients = cohort.patients.assign(site=received["site"])
    return study_of(
        replace(cohort, patients=patients, infusions=apply_schema("infusions", infusions))
    )


def by_label(table: EventTable) -> dict[str, tuple[Any, ...]]:
    return {line.label.text + line.label.suffix: line.cells for line in table.lines}


def any_event(table: EventTable) -> tuple[Any, ...]:
    return by_label(table)["Any adverse event"]


def assert_line(cells: tuple[Any, ...], wanted: dict[str, Any]) -> None:
    share, ci, events, rate, rate_ci = cells
    assert share == Share(wanted["patients"], wanted["n"])
    assert (ci.low, ci.high) == pytest.approx(wanted["ci"], abs=1e-9)
    assert events == Count(wanted["events"])
    assert rate.value == pytest.approx(wanted["rate"], abs=1e-9)
    assert (rate_ci.low, rate_ci.high) == pytest.approx(wanted["rate_ci"], abs=1e-9)


def test_against_r_summary():
    lines = by_label(build_event_table(of_the_oracle(), EventView("summary")))
    assert_line(lines["Any adverse event"], R["any"])
    assert_line(lines["Serious adverse event"], R["serious"])
    assert_line(lines["Severe or worse"], R["severe"])
    assert_line(lines["Related (possible or more)"], R["related"])
    assert_line(lines["Treatment stopped"], R["stopped"])


def test_against_r_by_class_and_term():
    table = build_event_table(of_the_oracle(), EventView("soc_term"))
    lines = by_label(table)
    for name, wanted in {**R["soc"], **R["term"]}.items():
        assert_line(lines[name], wanted)
    assert len(table.lines) == 2 + len(R["soc"]) + len(R["term"])
    assert [line.indent for line in table.lines][:4] == [0, 0, 0, 1]


def test_against_r_of_those_treated():
    whole = of_the_oracle()
    plan = replace(PLAN, events=EventPlan(denominator="treated"))
    table = build_event_table(Study(whole.cohort, plan, whole.pairs), EventView("term"))
    lines = by_label(table)
    assert 0 < table.n < whole.cohort.enrolled
    for name, wanted in R["treated"].items():
        assert_line(lines["Any adverse event" if name == "any" else name], wanted)
    assert len(table.lines) == 1 + len(R["treated"])
    assert table.left_out == R["any"]["events"] - R["treated"]["any"]["events"]


def test_against_r_by_highest_severity():
    table = build_event_table(of_the_oracle(), EventView("severity"))
    assert [column.header for column in table.columns] == [
        "Mild", "Moderate", "Severe", "not recorded", "All", "Events",
    ]  # fmt: skip
    lines = by_label(table)
    for name, wanted in R["severity"].items():
        cells = lines["Any adverse event" if name == "any" else name]
        counted = [cell.count for cell in cells[:4]]
        assert counted == [wanted[level] for level in ("mild", "moderate", "severe", "none")], name
        assert sum(counted) == cells[4].count


def test_against_r_by_infusion():
    lines = by_label(build_event_table(of_the_oracle(), EventView("infusion")))
    for number, wanted in R["infusion"].items():
        infused, share, ci, events = lines[f"Infusion{number}"]
        assert infused == Count(wanted["n"])
        assert share == Share(wanted["patients"], wanted["n"])
        assert (ci.low, ci.high) == pytest.approx(wanted["ci"], abs=1e-9)
        assert events == Count(wanted["events"])
    silent = lines["Infusion not recorded"]
    assert isinstance(silent[0], Unavailable)
    assert silent[3].value + sum(one["events"] for one in R["infusion"].values()) == 46


def test_against_r_by_relatedness():
    lines = by_label(build_event_table(of_the_oracle(), EventView("relatedness")))
    order = ("unrelated", "unlikely", "possible", "probable", "definite", "none")
    for name, wanted in R["relatedness"].items():
        cells = lines["Any adverse event" if name == "any" else name]
        assert [cell.count for cell in cells[:6]] == [wanted[level] for level in order], name


def test_against_r_by_onset():
    lines = by_label(build_event_table(of_the_oracle(), EventView("onset")))
    for name, wanted in R["onset"].items():
        assert_line(lines[name or "Onset not recorded"], wanted)


def test_against_r_by_group():
    table = build_event_table(of_the_oracle(), EventView("group", "site"))
    for place in range(0, len(table.columns), 2):
        heading = table.columns[place].heading
        wanted_lines = R["group"]["" if heading == "not recorded" else heading]
        for line in table.lines:
            names = {"Any adverse event": "any", "Serious adverse event": "serious"}
            wanted = wanted_lines.get(names.get(line.label.text, line.label.text))
            patients, events = (wanted["patients"], wanted["events"]) if wanted else (0, 0)
            share = Share(patients, wanted_lines["any"]["n"])
            assert line.cells[place : place + 2] == (share, Count(events)), (heading, line.label)
    assert len(table.columns) == 2 * len(R["group"])


def test_against_r_the_cadss():
    course = CadssCourse.compute(of_the_oracle())
    points = {str(point.infusion): point for point in course.points} | {"peak": course.peak}
    assert points.keys() == R["cadss"].keys()
    for name, point in points.items():
        for column, wanted in R["cadss"][name].items():
            assert getattr(point, column) == pytest.approx(wanted, abs=1e-9), (name, column)


def test_only_sixteen_of_twenty_one_have_events_and_all_are_the_denominator():
    ids = [f"P{n}" for n in range(21)]
    events = [{"patient_id": who, "term": "nausea", "serious": False} for who in ids[:16]]
    for by in ("summary", "soc_term", "term", "severity", "relatedness", "onset"):
        table = build_event_table(study_of(cohort_of(ids, events)), EventView(by))
        shares = [cell for line in table.lines for cell in line.cells if isinstance(cell, Share)]
        assert shares
        assert {cell.n for cell in shares} == {21}


def test_the_example_has_the_papers_counts_and_intervals(example):
    study = Study(example.cohort, example.plan, example.pairs)
    found = by_label(build_event_table(study, EventView("term")))
    printed = {
        "dissociation": (12, 34.0, 78.2),
        "nausea": (1, 0.1, 23.8),
        "insomnia": (1, 0.1, 23.8),
        "anxiety": (2, 1.2, 30.4),
        "Serious adverse event": (0, 0.0, 16.1),
    }
    assert found.keys() == printed.keys() | {"Any adverse event"}
    for name, (count, low, high) in printed.items():
        share, ci, *_rest = found[name]
        assert share == Share(count, 21)
        assert (round(ci.low, 1), round(ci.high, 1)) == (low, high)
    levels = by_label(build_event_table(study, EventView("severity")))["dissociation"]
    assert [cell.count for cell in levels[:4]] == [9, 3, 0, 12]


def test_those_treated_are_the_denominator_by_choice():
    ids = [f"P{n}" for n in range(10)]
    events = [{"patient_id": who, "term": "nausea"} for who in ("P0", "P1", "P9")]
    cohort = cohort_of(ids, events, [(who, 1) for who in ids[:4]])
    plan = replace(PLAN, events=EventPlan(denominator="treated"))
    table = build_event_table(study_of(cohort, plan), EventView("term"))
    assert by_label(table)["nausea"][0] == Share(2, 4)


def test_the_patients_behind_a_number():
    study = of_the_oracle()
    for by in VIEW_TITLES:
        table = build_event_table(study, EventView(by, "site"))
        for place, line in enumerate(table.lines):
            for column, cell in enumerate(line.cells):
                if isinstance(cell, Share):
                    found = table.patients(place, column)
                    assert len(found) == cell.count, (by, line.label)
    table = build_event_table(study, EventView("term"))
    assert list_patients_behind(study, EventView("term"), 2, 0) == table.patients(2, 0) != ()


def test_a_filter_leaves_the_denominator():
    study = of_the_oracle()
    for filters in (
        EventFilters(serious="serious"),
        EventFilters(severity=("severe",)),
        EventFilters(relatedness=("", "unrelated")),
        EventFilters(infusions=(2, 3)),
    ):
        whole = build_event_table(study, EventView("summary"))
        some = build_event_table(study, EventView("summary", filters=filters))
        assert some.n == whole.n
        assert any_event(some)[0].count < any_event(whole)[0].count
    serious = build_event_table(
        study, EventView("summary", filters=EventFilters(serious="serious"))
    )
    rest = build_event_table(
        study, EventView("summary", filters=EventFilters(serious="not_serious"))
    )
    assert any_event(serious)[2].value + any_event(rest)[2].value == 46


def infused_study() -> Study:
    """P1 and P2 infused once; P4 had an event at that infusion, and P1 at a second of nobody."""
    events = [
        {"patient_id": "P4", "term": "nausea", "infusion_number": 1.0, "severity": "severe"},
        {"patient_id": "P1", "term": "nausea", "infusion_number": 1.0, "severity": "mild"},
        {"patient_id": "P1", "term": "nausea", "infusion_number": 2.0},
    ]
    return study_of(cohort_of(["P1", "P2", "P3", "P4"], events, [("P1", 1), ("P2", 1)]))


def test_whoever_had_an_event_at_an_infusion_received_it():
    table = build_event_table(infused_study(), EventView("infusion"))
    first, second = by_label(table)["Infusion1"], by_label(table)["Infusion2"]
    assert first[0] == Count(3)
    assert first[1] == Share(2, 3)
    assert table.patients(0, 0) == ("P1", "P2", "P4")
    assert table.patients(0, 1) == ("P1", "P4")
    # Of nobody known to have had a second infusion there is no percentage.
    assert isinstance(second[0], Unavailable)
    assert second[1] == Count(1)
    assert isinstance(second[2], Unavailable)
    result = AdverseEvents.compute(infused_study()).as_dict()["by_infusion"]
    assert [(one["count"], one["events"]) for one in result] == [(2, 2), (1, 1)]
    assert isinstance(result[1]["n"], Unavailable)
    mild = EventView("infusion", filters=EventFilters(severity=("mild",)))
    assert by_label(build_event_table(infused_study(), mild))["Infusion1"][1] == Share(1, 3)


def test_a_rate_is_over_the_infusions_that_a_filter_keeps():
    study = of_the_oracle()
    received = pd.read_csv(ORACLES / "events_infusions.csv")["infusions"]
    some = build_event_table(study, EventView("term", filters=EventFilters(infusions=(1, 2))))
    _share, _ci, events, rate, _rate_ci = any_event(some)
    exposure = int((received >= 1).sum() + (received >= 2).sum())
    assert rate.value == pytest.approx(100 * events.value / exposure)
    lines = build_event_table(
        study, EventView("infusion", filters=EventFilters(infusions=(2,)))
    ).lines
    assert [line.label.suffix for line in lines] == ["2"]


def test_where_nobody_is_counted_there_is_a_reason_and_no_line():
    events = [{"patient_id": "P1", "term": "nausea"}]
    plan = replace(PLAN, events=EventPlan(denominator="treated"))
    for by in VIEW_TITLES:
        table = build_event_table(study_of(cohort_of(["P1"], events), plan), EventView(by))
        assert (table.reason, table.lines, table.left_out) == (
            "there is no patient to count",
            (),
            1,
        )
    silent = build_event_table(study_of(cohort_of(["P1"], [])), EventView("infusion"))
    assert (silent.reason, silent.lines) == ("no infusion is recorded", ())


def test_groups_have_denominators_of_their_own():
    cohort = cohort_of(["P1", "P2", "P3"], [{"patient_id": "P1", "term": "nausea"}])
    patients = cohort.patients.assign(site=["north", "south", "south"])
    study = study_of(replace(cohort, patients=patients))
    table = build_event_table(study, EventView("group", "site"))
    assert [(one.heading, one.n) for one in table.columns[::2]] == [("north", 1), ("south", 2)]
    assert by_label(table)["nausea"] == (Share(1, 1), Count(1), Share(0, 2), Count(0))
    assert build_event_table(study, EventView("group", "nothing")).reason


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


def test_every_grade_of_the_ctcae_has_a_column():
    events = [{"patient_id": "P1", "term": "seizure", "severity": "severe"}]
    plan = replace(PLAN, events=EventPlan(severity_scale="ctcae"))
    study = study_of(cohort_of(["P1", "P2"], events), plan)
    table = build_event_table(study, EventView("severity"))
    assert [column.header for column in table.columns] == [
        "Grade 1", "Grade 2", "Grade 3", "Grade 4", "Grade 5", "All", "Events",
    ]  # fmt: skip
    assert [cell.count for cell in by_label(table)["seizure"][:5]] == [0, 0, 1, 0, 0]
    summary = by_label(build_event_table(study, EventView("summary")))
    assert summary["Grade 3 or more"][0] == Share(1, 2)
    assert AdverseEvents.compute(study).rows()[2].cells[3] == Text("Grade 3")


def test_a_class_in_other_words_or_spelling_is_the_same():
    said = ["Affections psychiatriques", "psychiatric disorders", None, "Peau", "peau "]
    terms = ["insomnia", "mania", "anxiety", "rash", "itching"]
    pairs = zip(terms, said, strict=True)
    events = [{"patient_id": "P1", "term": term, "soc": soc} for term, soc in pairs]
    ready = prepare_events(cohort_of(["P1"], events), PLAN)
    assert ready.events["soc"].tolist() == ["Psychiatric disorders"] * 3 + ["Peau"] * 2
    assert ready.suggested_soc == {"anxiety"}


def test_a_grade_beyond_severe_has_a_column():
    events = [{"patient_id": "P1", "term": "seizure", "severity": "death"}]
    table = build_event_table(study_of(cohort_of(["P1", "P2"], events)), EventView("severity"))
    assert "Death" in [column.header for column in table.columns]
    summary = by_label(build_event_table(study_of(cohort_of(["P1"], events)), EventView("summary")))
    assert summary["Severe or worse"][0] == Share(1, 1)

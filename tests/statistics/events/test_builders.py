"""Every view of the events: against R, the paper and by hand, and whatever the table holds."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from ketgui.domain.cohort import Cohort
from ketgui.domain.events.event_plan import EventPlan
from ketgui.domain.unavailable import Unavailable
from ketgui.statistics.events import (
    VIEW_TITLES,
    EventView,
    build_event_table,
)
from ketgui.statistics.results.safety.adverse_events import AdverseEvents
from ketgui.statistics.rows import Count, Number, Range, Share, Text
from ketgui.statistics.study import Study
from tests.statistics.events.oracle import (
    PLAN,
    R,
    assert_line,
    by_label,
    cohort_of,
    of_the_oracle,
    study_of,
)


def test_against_r_summary():
    lines = by_label(build_event_table(of_the_oracle(), EventView("summary")))
    assert_line(lines["Any adverse event"], R["any"])
    assert_line(lines["Serious adverse event"], R["serious"])
    assert_line(lines["Severe or worse"], R["severe"])
    assert_line(lines["Related (possible or more)"], R["related"])
    assert_line(lines["Treatment stopped"], R["stopped"])


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


def test_the_example_has_the_papers_counts_and_intervals(example):
    study = Study.of(example.cohort, example.plan)
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


def test_a_grade_beyond_severe_has_a_column():
    events = [{"patient_id": "P1", "term": "seizure", "severity": "death"}]
    table = build_event_table(study_of(cohort_of(["P1", "P2"], events)), EventView("severity"))
    assert "Death" in [column.header for column in table.columns]
    summary = by_label(build_event_table(study_of(cohort_of(["P1"], events)), EventView("summary")))
    assert summary["Severe or worse"][0] == Share(1, 1)


EVENTS = st.lists(
    st.fixed_dictionaries(
        {
            "patient_id": st.sampled_from(["P0", "P1", "P2", "P3"]),
            "term": st.sampled_from(["nausea", "Nausées", "headache", "none", None]),
            "severity": st.sampled_from(["mild", "severe", "death", None]),
            "relatedness": st.sampled_from(["possible", "unrelated", None]),
            "serious": st.sampled_from([True, False, None]),
            "infusion_number": st.sampled_from([1.0, 2.0, 7.0, None]),
            "onset": st.sampled_from(["same day", None]),
        }
    ),
    max_size=12,
)


def shares(cohort: Cohort, by: str) -> dict[tuple[str, int], tuple[float, int]]:
    table = build_event_table(study_of(cohort), EventView(by))  # type: ignore[arg-type]
    found: dict[tuple[str, int], tuple[float, int]] = {}
    for line in table.lines:
        counts = [cell.value for cell in line.cells if isinstance(cell, Count)]
        for place, cell in enumerate(line.cells):
            if isinstance(cell, Share):
                key = (f"{line.indent}{line.label.text}{line.label.suffix}", place)
                found[key] = (cell.count / cell.n, counts[-1])
    return found


@given(EVENTS, st.sampled_from([by for by in VIEW_TITLES if by != "group"]))
def test_a_patient_without_events_never_raises_a_percentage(events: list[Any], by: str):
    ids = ["P0", "P1", "P2", "P3"]
    before, after = shares(cohort_of(ids, events), by), shares(cohort_of([*ids, "P4"], events), by)
    assert before.keys() == after.keys()
    for key, (share, _n) in before.items():
        assert after[key][0] <= share


@given(
    EVENTS.filter(lambda events: len(events) > 0),
    st.sampled_from(sorted(set(VIEW_TITLES) - {"group"})),
)
def test_the_same_event_twice_changes_events_and_never_patients(events: list[Any], by: str):
    ids = ["P0", "P1", "P2", "P3"]
    once, twice = (shares(cohort_of(ids, some), by) for some in (events, [*events, events[-1]]))
    assert once.keys() == twice.keys()
    for key, (share, n) in once.items():
        assert twice[key][0] == share
        assert twice[key][1] >= n


@given(EVENTS)
def test_no_cell_is_anything_but_a_number_or_a_reason(events: list[Any]):
    study = study_of(cohort_of(["P0", "P1", "P2", "P3"], events))
    for by in VIEW_TITLES:
        for line in build_event_table(study, EventView(by, "sex")).lines:
            for cell in line.cells:
                assert isinstance(cell, Share | Count | Number | Range | Unavailable)

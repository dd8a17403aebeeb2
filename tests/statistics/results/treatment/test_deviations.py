"""Planned against received: the example has no deviation, and a planted one is found, alone."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from ketgui.domain.plan import AnalysisPlan
from ketgui.domain.treatment.ketamine import KetamineProtocol
from ketgui.domain.treatment.planned_treatment import PlannedTreatment
from ketgui.domain.treatment.presets import KETAMINE_PRESETS, TMS_PRESETS
from ketgui.domain.unavailable import Unavailable
from ketgui.reporting import analysis_json
from ketgui.statistics.analysis import analyse
from ketgui.statistics.results.treatment.deviations import Deviations
from ketgui.statistics.results.treatment.exposure import Exposure
from ketgui.statistics.study import Study

PAPER = AnalysisPlan(
    treatment=PlannedTreatment(
        tuple(preset.protocol for preset in TMS_PRESETS[:2]),  # type: ignore[misc]
        KETAMINE_PRESETS[0].protocol,  # type: ignore[arg-type]
    )
)


def found_in(cohort, plan=PAPER):
    return Deviations.compute(Study.of(cohort, plan)).deviations


def planted(cohort, patient, number, **cells):
    """Return the cohort with cells of one infusion changed."""
    infusions = cohort.infusions.copy()
    here = (infusions["patient_id"] == patient) & (infusions["infusion_number"] == number)
    assert here.sum() == 1
    for name, value in cells.items():
        infusions.loc[here, name] = value
    return replace(cohort, infusions=infusions)


def without(cohort, patient, *numbers):
    rows = cohort.infusions
    gone = (rows["patient_id"] == patient) & rows["infusion_number"].isin(numbers)
    return replace(cohort, infusions=rows[~gone].reset_index(drop=True))


def date_of(cohort, patient, number):
    rows = cohort.infusions
    return rows[(rows["patient_id"] == patient) & (rows["infusion_number"] == number)]["date"].iloc[
        0
    ]


def test_the_example_received_what_the_paper_planned(example):
    found = analyse(example.cohort, PAPER)
    given: Any = found[Exposure]
    assert (given.infusions_planned, given.infusions) == (126, 126)
    assert found[Deviations].deviations == ()
    assert given.stopped == ()
    assert (given.completed.count, given.completed.n) == (21, 21)
    assert given.interval_days_median == 2
    assert given.interval_days_range == (2, 3)
    assert given.total_mg == pytest.approx(6 * given.dose_mg)


def test_one_planted_deviation_of_each_kind_is_found_alone(example):
    cohort = example.cohort
    cohort = planted(cohort, "SYN02", 3, dose_mg_per_kg=0.8, dose_mg=0.8 * 76)
    cohort = planted(cohort, "SYN01", 2, dose_mg=330.0)
    cohort = planted(cohort, "SYN03", 4, weight_kg=63 * 2.2046)
    cohort = planted(cohort, "SYN04", 5, duration_minutes=40.0)
    cohort = without(cohort, "SYN05", 3)
    late = date_of(cohort, "SYN06", 6) + pd.Timedelta(days=5)
    cohort = planted(cohort, "SYN06", 6, date=late)
    cohort = without(cohort, "SYN07", 5, 6)
    assert [(one.patient_id, one.infusion_number, one.kind) for one in found_in(cohort)] == [
        ("SYN01", 2, "tenfold_dose"),
        ("SYN02", 3, "dose"),
        ("SYN03", 4, "pounds"),
        ("SYN04", 5, "duration"),
        ("SYN05", 3, "missed_infusion"),
        ("SYN06", 6, "spacing"),
        ("SYN07", 4, "early_stop"),
    ]
    for one in found_in(cohort):
        assert one.message.startswith(f"{one.patient_id}, infusion {one.infusion_number}: ")
    given: Any = analyse(cohort, PAPER)[Exposure]
    assert [(one.patient_id, one.received, one.planned) for one in given.stopped] == [
        ("SYN07", 4, 6)
    ]
    assert given.completed.count == 19


def test_nothing_planned_nothing_deviates(example):
    changed = planted(without(example.cohort, "SYN02", 6), "SYN01", 3, duration_minutes=5.0)
    assert found_in(changed, AnalysisPlan()) == ()
    given = analyse(changed, AnalysisPlan())[Exposure]
    assert given.completed == given.infusions_planned
    assert given.completed == Unavailable("not stated in the plan")
    assert given.stopped == ()


def test_a_patient_without_infusion_and_one_with_too_many(study_of):
    plan = AnalysisPlan(treatment=PlannedTreatment(ketamine=KetamineProtocol(planned_infusions=1)))
    infusions = [{"patient_id": "P01"}, {"patient_id": "P01"}]
    study = study_of([(30, 20), (30, 20)], plan, infusions=infusions)
    found = Deviations.compute(study).deviations
    assert [(one.patient_id, one.infusion_number, one.kind, one.received) for one in found] == [
        ("P01", 2, "beyond_plan", 2),
        ("P02", None, "early_stop", 0),
    ]
    assert found[1].message == "P02: Early stop: 1 planned; 0 received; no reason recorded"
    assert [row.cells[0].__class__.__name__ for row in Deviations(found).rows()] == [
        "Count",
        "Text",
    ]
    published = Deviations(found).as_dict()
    assert published[0]["infusion_number"] == 2
    assert published[1]["infusion_number"] == Unavailable("no infusion was received")
    assert Deviations.compute(study_of([(30, 20)], plan)).deviations == ()


def test_an_early_stop_is_listed_with_its_reason(study_of):
    plan = AnalysisPlan(treatment=PlannedTreatment(ketamine=KetamineProtocol(planned_infusions=3)))
    infusions = [{"patient_id": who, "infusion_number": 1} for who in ("P01", "P02")]
    events = [{"patient_id": "P01", "term": "nausea", "infusion_number": 1, "action": "withdrawn"}]
    study = study_of([(30, 20)] * 2, plan, infusions=infusions, adverse_events=events)
    assert [one.message for one in Deviations.compute(study).deviations] == [
        "P01, infusion 1: Early stop: 3 planned; 1 received; nausea: withdrawn",
        "P02, infusion 1: Early stop: 3 planned; 1 received; no reason recorded",
    ]


def test_the_published_exposure_holds_the_deviations(example):
    cut = analyse(without(example.cohort, "SYN07", 5, 6), PAPER)
    published = analysis_json.as_dict(cut)
    assert "deviations" not in published
    (one,) = published["exposure"]["deviations"]
    assert (one["patient_id"], one["kind"], one["planned"], one["received"]) == (
        "SYN07", "early_stop", 6, 4,
    )  # fmt: skip
    assert published["protocol"]["tms"][0]["derived"]["pulses_per_session"] == 3000

"""Planned against received: the example has no deviation, and a planted one is found, alone."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from ketgui.domain.plan import AnalysisPlan
from ketgui.domain.treatment.ketamine import KetamineProtocol
from ketgui.domain.treatment.planned_treatment import PlannedTreatment, Tolerances
from ketgui.domain.treatment.presets import KETAMINE_PRESETS, TMS_PRESETS
from ketgui.domain.unavailable import Unavailable
from ketgui.reporting import analysis_json
from ketgui.statistics.analysis import analyse
from ketgui.statistics.pairing import pair
from ketgui.statistics.results.treatment.deviations import Deviations
from ketgui.statistics.results.treatment.exposure import Exposure
from ketgui.statistics.results.treatment.planned_protocol import PlannedProtocol
from ketgui.statistics.rows import Share
from ketgui.statistics.study import Study
from ketgui.statistics.treatment.infusion_course import list_courses
from ketgui.text import language

NB = "\u00a0"
PAPER = AnalysisPlan(
    treatment=PlannedTreatment(
        tuple(preset.protocol for preset in TMS_PRESETS[:2]),  # type: ignore[misc]
        KETAMINE_PRESETS[0].protocol,  # type: ignore[arg-type]
    )
)


def found_in(cohort, plan=PAPER):
    return Deviations.compute(Study(cohort, plan, pair(cohort, plan))).found


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
    assert found[Deviations].found == ()
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


def test_a_pump_rate_that_does_not_follow_from_the_dose(example):
    # 33 mg of 1 mg/mL over 60 min are 33 mL/h (clinical facts: kg · mg/kg ÷ mg/mL ÷ h).
    ketamine = replace(PAPER.treatment.ketamine, concentration_mg_per_ml=1.0)
    plan = replace(PAPER, treatment=replace(PAPER.treatment, ketamine=ketamine))
    assert found_in(planted(example.cohort, "SYN01", 2, rate_ml_per_h=35.0), plan) == ()
    (one,) = found_in(planted(example.cohort, "SYN01", 2, rate_ml_per_h=49.5), plan)
    assert (one.kind, one.planned, one.received) == ("pump_rate", 33.0, 49.5)
    assert "49.5" in one.message
    assert found_in(planted(example.cohort, "SYN01", 2, rate_ml_per_h=49.5)) == ()


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        ({"dose_mg": 330.0}, "tenfold_dose"),
        ({"dose_mg": 3.3}, "tenfold_dose"),
        ({"dose_mg_per_kg": 5.0}, "tenfold_dose"),
        ({"dose_mg_per_kg": 5.0, "dose_mg": 330.0}, "tenfold_dose"),
        ({"dose_mg": 72.5}, "pounds"),
        ({"weight_kg": 66 * 2.2046}, "pounds"),
        ({"weight_kg": 66 / 2.2046}, "pounds"),
        ({"weight_kg": 66 * 2.2046, "dose_mg": 33 * 2.2046}, "pounds"),
        ({"dose_mg": 40.0}, "dose"),
        ({"dose_mg_per_kg": 0.3, "dose_mg": 19.8}, "dose"),
        ({"dose_mg_per_kg": 0.6, "dose_mg": None}, "dose"),
    ],
)
def test_what_is_wrong_with_a_dose(example, cells, kind):
    (one,) = found_in(planted(example.cohort, "SYN01", 3, **cells))
    assert (one.patient_id, one.infusion_number, one.kind) == ("SYN01", 3, kind)


@pytest.mark.parametrize(
    ("cells", "kind", "details"),
    [
        (
            {"dose_mg": 330.0},
            "tenfold_dose",
            f"66 kg × 0.5 mg/kg = 33{NB}mg; 330{NB}mg recorded",
        ),
        ({"dose_mg": 40.0}, "dose_record", f"66 kg × 0.5 mg/kg = 33{NB}mg; 40{NB}mg recorded"),
        (
            {"weight_kg": 145.5, "dose_mg": 72.75},
            "pounds",
            f"66{NB}kg at the other infusions; 145.5{NB}kg recorded",
        ),
    ],
)
def test_a_dose_record_is_checked_without_a_plan(example, cells, kind, details):
    (one,) = found_in(planted(example.cohort, "SYN01", 3, **cells), AnalysisPlan())
    assert (one.kind, one.describe()) == (kind, details)
    assert one.message == f"SYN01, infusion 3: {one.title}: {details}"


def test_a_tolerance_includes_its_end(example):
    ten = planted(example.cohort, "SYN01", 3, dose_mg_per_kg=0.55, dose_mg=36.3)
    assert found_in(ten) == ()
    five = planted(example.cohort, "SYN01", 3, duration_minutes=55.0)
    assert found_in(five) == ()
    strict = AnalysisPlan(treatment=replace(PAPER.treatment, tolerances=Tolerances(0, 0, 0.5)))
    # Infusions two and three days apart lie 1/3 and 2/3 of a day from 7/3.
    kinds = [one.kind for one in found_in(five, strict)]
    assert kinds.count("spacing") == 21
    assert kinds.count("duration") == 1


def test_nothing_planned_nothing_deviates(example):
    changed = planted(without(example.cohort, "SYN02", 6), "SYN01", 3, duration_minutes=5.0)
    assert found_in(changed, AnalysisPlan()) == ()
    given = analyse(changed, AnalysisPlan())[Exposure]
    assert given.completed == given.infusions_planned
    assert given.completed == Unavailable("none planned")
    assert given.stopped == ()


def test_a_patient_without_infusion_and_one_with_too_many(study_of):
    plan = AnalysisPlan(treatment=PlannedTreatment(ketamine=KetamineProtocol(planned_infusions=1)))
    infusions = [{"patient_id": "P01"}, {"patient_id": "P01"}]
    study = study_of([(30, 20), (30, 20)], plan, infusions=infusions)
    found = Deviations.compute(study).found
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
    assert Deviations.compute(study_of([(30, 20)], plan)).found == ()


def test_why_a_patient_stopped_is_what_the_file_says(study_of):
    plan = AnalysisPlan(treatment=PlannedTreatment(ketamine=KetamineProtocol(planned_infusions=3)))
    infusions = [{"patient_id": who, "infusion_number": 1} for who in ("P01", "P02")]
    events = [
        {"patient_id": "P01", "term": "nausea", "infusion_number": 1, "action": "withdrawn"},
        {"patient_id": "P01", "term": "headache"},
        {"patient_id": "P02", "term": "headache", "infusion_number": 0, "action": "none"},
    ]
    study = study_of([(30, 20)] * 2, plan, infusions=infusions, adverse_events=events)
    given = Exposure.compute(study)
    assert [stop.actions for stop in given.stopped] == [("nausea: withdrawn",), ()]
    rows = given.rows()[-2:]
    assert [row.label.suffix for row in rows] == ["(P01)", "(P02)"]
    assert rows[0].cells[0] == Share(1, 3)
    assert rows[1].cells[1] == Unavailable("no reason recorded")


def test_an_early_stop_is_listed_with_its_reason(study_of):
    plan = AnalysisPlan(treatment=PlannedTreatment(ketamine=KetamineProtocol(planned_infusions=3)))
    infusions = [{"patient_id": who, "infusion_number": 1} for who in ("P01", "P02")]
    events = [{"patient_id": "P01", "term": "nausea", "infusion_number": 1, "action": "withdrawn"}]
    study = study_of([(30, 20)] * 2, plan, infusions=infusions, adverse_events=events)
    assert [one.message for one in Deviations.compute(study).found] == [
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


def test_the_planned_table_lists_what_nobody_reports(study_of):
    labels = [row.label.text for row in PlannedProtocol.compute(study_of(plan=PAPER)).rows()]
    for term in ("Motor threshold found by", "Sessions per day", "Weight basis", "Concentration"):
        assert term in labels
    assert "Pulses per burst" not in labels


def test_days_between_treatments_and_total_dose(study_of):
    infusions = [
        {"patient_id": "P01", "date": "2024-03-05 09:00", "dose_mg": 30.0},
        {"patient_id": "P01", "date": "2024-03-09 15:00", "dose_mg": 34.0},
        {"patient_id": "P02", "day": 0.0, "dose_mg": 40.0},
        {"patient_id": "P02", "day": 2.0},
    ]
    tms = [
        {"patient_id": "P01", "end_date": "2024-02-20"},
        {"patient_id": "P01", "end_date": "2024-01-20"},
        {"patient_id": "P03", "end_date": "2024-01-20"},
    ]
    given = Exposure.compute(study_of([(30, 20)] * 3, infusions=infusions, tms_courses=tms))
    assert (given.days_since_tms_median, given.days_since_tms_range) == (14, (14, 14))
    assert (given.interval_days_median, given.interval_days_range) == (3, (2, 4))
    # The dose of an infusion of P02 is not recorded: there is no total to tell.
    assert (given.total_mg, given.total_mg_range) == (64, (64, 64))


def test_infusions_without_a_possible_number_are_numbered_in_time(cohort_of):
    infusions = [
        {"patient_id": "P01", "day": 4.0, "infusion_number": 2},
        {"patient_id": "P01", "day": 0.0},
        {"patient_id": "P02", "day": 4.0, "infusion_number": 3},
        {"patient_id": "P02", "day": 0.0, "infusion_number": 1},
        {"patient_id": "P03", "day": 0.0, "infusion_number": 20240305},
    ]
    given = list_courses(cohort_of([(30, 20)] * 4, infusions=infusions))
    numbers = {who: [(one.number, one.study_day) for one in some] for who, some in given.items()}
    assert numbers == {"P01": [(1, 0), (2, 4)], "P02": [(1, 0), (3, 4)], "P03": [(1, 0)], "P04": []}


def test_the_planned_protocol_as_a_table(study_of):
    shown = PlannedProtocol.compute(study_of(plan=PAPER))
    assert shown.headers() == ("MagVenture", "Brainsway", "Ketamine")
    assert {len(row.cells) for row in shown.rows()} == {3}
    published = shown.as_dict()
    assert [one["derived"]["pulses_per_session"] for one in published["tms"]] == [3000, 1980]
    assert published["ketamine"]["derived"]["planned_infusions"] == 6
    empty = PlannedProtocol.compute(study_of())
    assert (empty.headers(), empty.rows()) == ((), ())


def test_a_deviation_speaks_the_users_language(example):
    (one,) = found_in(planted(example.cohort, "SYN01", 3, duration_minutes=72.5))
    assert one.message == f"SYN01, infusion 3: Duration: 60{NB}min planned; 72.5{NB}min received"
    with language("fr"):
        assert f"72,5{NB}min" in one.message

"""What is measured on the day of an infusion: each measure apart, each form of the CADSS apart."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from ketgui.domain.cohort import Cohort, apply_schema
from ketgui.domain.events.event_plan import EventPlan
from ketgui.domain.plan import AnalysisPlan
from ketgui.figures.catalogue.safety import cadss_course
from ketgui.reporting.paragraphs.safety import describe_adverse_events, describe_ascertainment
from ketgui.reporting.tables.display_table import build_table
from ketgui.reporting.tables.patient_infusions import build_infusion_table
from ketgui.statistics.analysis import Analysis, analyse
from ketgui.statistics.results.safety.cadss_course import CadssCourse, list_rated_scales
from ketgui.statistics.results.treatment.monitoring import Monitoring


@pytest.fixture
def analysis() -> Analysis:
    """Return two patients with two infusions each, the second rated on the long form."""
    infusions = pd.DataFrame(
        {
            "patient_id": ["P1", "P1", "P2", "P2"],
            "infusion_number": [1, 2, 1, 2],
            "day": [0, 3, 0, 3],
            "heart_rate_before": [70, 72, 80, 78],
            "heart_rate_peak": [90, 92, 100, 98],
            "spo2_lowest": [97, 96, 95, None],
            "sedation_score": [2, 1, 3, 2],
            "bprs_positive": [1, 0, 4, 2],
            "cadss": [20, 10, 100, 60],
            "cadss_version": ["23", None, "27", "27"],
        }
    )
    ids = apply_schema("patients", pd.DataFrame({"patient_id": ["P1", "P2"]}))
    recorded: Any = frozenset({"infusions", "adverse_events"})
    cohort = Cohort(patients=ids, infusions=apply_schema("infusions", infusions), recorded=recorded)
    return analyse(cohort, AnalysisPlan())


def test_each_measure_is_described_for_itself(analysis: Analysis):
    found = {one.key: (one.infusions, one.mean) for one in analysis[Monitoring].measures}
    assert found["heart_rate_peak"] == (4, 95)
    assert found["spo2_lowest"] == (3, 96)
    assert found["sedation_score"] == (4, 2)
    assert found["bprs_positive"] == (4, 1.75)


def test_forms_of_the_cadss_are_never_averaged(analysis: Analysis):
    found = {one.key: one.mean for one in analysis[Monitoring].measures}
    assert (found["cadss"], found["cadss_27"]) == (15, 80)
    labels = [row[0] for row in build_table(analysis[CadssCourse]).rows]
    assert labels == [
        "Infusion 1 (CADSS)", "Infusion 2 (CADSS)", "Highest in each patient (CADSS)",
        "Infusion 1 (CADSS (27 items))", "Infusion 2 (CADSS (27 items))",
        "Highest in each patient (CADSS (27 items))",
    ]  # fmt: skip
    assert list_rated_scales(analysis.study) == ("cadss", "cadss_27", "bprs_positive")


def test_a_figure_of_each_scale_has_its_own_axis(analysis: Analysis):
    titles = [
        cadss_course.build(analysis, key).panels[0].y.label
        for key in ("cadss", "cadss_27", "bprs_positive")
    ]
    assert titles == ["CADSS score", "CADSS (27 items) score", "BPRS+ score"]


def test_they_reach_the_patients_table_and_the_report(analysis: Analysis):
    table = build_infusion_table(analysis, "P2")
    assert {"Lowest SpO₂ (%)", "Sedation", "CADSS (27 items)", "BPRS+"} <= set(table.headers)
    words = describe_adverse_events(analysis).replace("\u00a0", " ")
    assert "Highest heart rate 95.0 ± 4.8 /min (4 infusions)" in words
    assert "BPRS+ 1.8 ± 1.7" in words


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (EventPlan("spontaneous"), "Adverse events were reported spontaneously."),
        (EventPlan("checklist"), "Adverse events were asked for by a checklist at each visit."),
        (EventPlan("questionnaire", "UKU"), "by a questionnaire at each visit (UKU)."),
    ],
)
def test_how_events_were_asked_for_is_said(analysis: Analysis, asked: EventPlan, words: str):
    said = describe_ascertainment(replace(analysis, study=replace(
        analysis.study, plan=replace(analysis.plan, events=asked))))  # fmt: skip
    assert words in said

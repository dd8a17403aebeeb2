from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from ketgui.domain.cohort import Cohort, apply_schema
from ketgui.domain.plan import AnalysisPlan
from ketgui.domain.unavailable import Unavailable
from ketgui.figures.catalogue.safety import cadss_course
from ketgui.statistics.analysis import analyse
from ketgui.statistics.results.safety.cadss_course import CadssCourse, list_rated_scales
from ketgui.statistics.study import Study
from tests.statistics.events.oracle import R, of_the_oracle


def rated(rows: list[tuple[str, float | None, float | None]]) -> Any:
    infusions = pd.DataFrame(rows, columns=["patient_id", "infusion_number", "cadss"])
    cohort = Cohort(
        apply_schema("patients", pd.DataFrame({"patient_id": ["P1", "P2", "P3"]})),
        infusions=apply_schema("infusions", infusions),
    )
    return analyse(cohort, AnalysisPlan())[CadssCourse]


def test_each_infusion_and_each_peak_by_hand():
    course = rated([("P1", 1, 20), ("P1", 2, 10), ("P2", 1, 30), ("P2", 2, None), ("P3", 2, 4)])
    first, second = course.points
    assert (first.infusion, first.n, first.mean, first.low, first.high) == (1, 2, 25, 20, 30)
    assert (second.n, second.mean) == (2, 7)
    assert (course.peak.n, course.peak.mean, course.peak.high) == (3, 18, 30)
    assert len(course.rows()) == 3


def test_without_numbers_the_place_in_time_counts_and_one_has_no_spread():
    course = rated([("P1", None, None), ("P1", None, 12)])
    (only,) = course.points
    assert (only.infusion, only.n) == (2, 1)
    assert isinstance(only.sd, Unavailable)


def test_nothing_recorded_is_nothing_listed():
    course = rated([("P1", 1, None)])
    assert course.rows() == ()
    assert isinstance(course.as_dict()["highest"], Unavailable)


def assessed(scale: str) -> Any:
    """P1 and P2 infused on two days; rated on both, and on a day without an infusion."""
    days = ["2024-03-01", "2024-03-04"]
    infusions = pd.DataFrame(
        {"patient_id": ["P1", "P1", "P2", "P2"], "infusion_number": [1, 2, 1, 2], "date": days * 2,
         "cadss": [5, None, None, None]}
    )  # fmt: skip
    assessments = pd.DataFrame(
        {"patient_id": ["P1", "P1", "P1", "P2", "P3"], "scale": scale,
         "date": ["2024-03-01 09:00", "2024-03-04", "2024-03-05", "2024-03-04", "2024-03-04"],
         "score": [12, 8, 40, 20, 30]}
    )  # fmt: skip
    for table in (infusions, assessments):
        table["date"] = pd.to_datetime(table["date"], format="mixed")
    cohort = Cohort(
        apply_schema("patients", pd.DataFrame({"patient_id": ["P1", "P2", "P3"]})),
        infusions=apply_schema("infusions", infusions),
        assessments=apply_schema("assessments", assessments),
    )
    return analyse(cohort, AnalysisPlan())


def test_a_rating_among_the_assessments_is_of_the_infusion_of_its_day():
    first, second = assessed("cadss")[CadssCourse].points
    # Of two ratings of one infusion the highest counts; of another day none does.
    assert (first.infusion, first.n, first.mean) == (1, 1, 12)
    assert (second.n, second.mean, second.low, second.high) == (2, 14, 8, 20)


def test_another_scale_is_drawn_as_well():
    analysis = assessed("ymrs")
    assert list_rated_scales(_of_plan(analysis)) == ("cadss", "ymrs")
    variants = cadss_course.FIGURE.variants
    assert variants is not None
    assert variants.choices(analysis) == (("cadss", "CADSS"), ("ymrs", "YMRS"))
    spec = variants.build(analysis, "ymrs")
    assert "Highest YMRS total" in spec.caption
    assert "Rated in two of three enrolled patients." in spec.caption
    # The outcome's own scale has its place elsewhere.
    assert list_rated_scales(_of_plan(assessed("madrs"))) == ("cadss",)


def _of_plan(analysis: Any) -> Study:
    return Study.of(analysis.cohort, analysis.plan)


def test_against_r_the_cadss():
    course = CadssCourse.compute(of_the_oracle())
    points = {str(point.infusion): point for point in course.points} | {"peak": course.peak}
    assert points.keys() == R["cadss"].keys()
    for name, point in points.items():
        for column, wanted in R["cadss"][name].items():
            assert getattr(point, column) == pytest.approx(wanted, abs=1e-9), (name, column)

from __future__ import annotations

from typing import Any

import pandas as pd

from ketgui.domain.cohort import Cohort, conform
from ketgui.domain.plan import AnalysisPlan
from ketgui.domain.unavailable import Unavailable
from ketgui.statistics.analysis import analyse
from ketgui.statistics.results.cadss_course import CadssCourse


def rated(rows: list[tuple[str, float | None, float | None]]) -> Any:
    infusions = pd.DataFrame(rows, columns=["patient_id", "infusion_number", "cadss"])
    cohort = Cohort(
        conform("patients", pd.DataFrame({"patient_id": ["P1", "P2", "P3"]})),
        infusions=conform("infusions", infusions),
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

"""A patient's course is one page with that patient's scores, infusions and events alone."""

from __future__ import annotations

from datetime import date

import pytest

from ketgui.domain.plan import AnalysisPlan
from ketgui.importing import import_files
from ketgui.paths import find_resource
from ketgui.reporting.paper import PAPERS
from ketgui.reporting.printouts.page import Dot, Text
from ketgui.reporting.printouts.patient_course import lay_out_course
from ketgui.statistics.analysis import analyse
from tests.random_study import draw_study

TODAY = date(2026, 11, 30)


@pytest.fixture(scope="module")
def example():
    cohort = import_files([find_resource("samples", "example-cohort.xlsx")]).cohort
    assert cohort is not None
    return analyse(cohort, AnalysisPlan())


def test_the_page_holds_what_is_recorded_of_the_patient(example):
    page = lay_out_course(example, "SYN04", study="clinic", today=TODAY)
    shown = [mark.words for mark in page.marks if isinstance(mark, Text)]
    assert shown[0] == "Patient SYN04"
    assert "clinic printed 2026-11-30" in shown
    ratings = example.study.ratings
    own = ratings[ratings["patient_id"] == "SYN04"]
    assert sum(isinstance(mark, Dot) for mark in page.marks) == len(own)
    assert "MADRS: 22 before, 15 after; improvement 31.8%; Partial response" in shown
    assert shown.count("dissociation") == 2
    assert not [words for words in shown if "SYN" in words and "SYN04" not in words]


@pytest.mark.parametrize("seed", [1, 4, 9])
def test_any_patient_fits_on_one_page(seed):
    analysis = draw_study(seed)
    for patient_id in map(str, analysis.cohort.patients["patient_id"][:6]):
        for paper in PAPERS:
            page = lay_out_course(analysis, patient_id, today=TODAY, paper=paper.key)
            texts = [mark for mark in page.marks if isinstance(mark, Text)]
            assert max(text.y + 3 for text in texts) <= paper.height_mm - 8


def test_a_patient_without_records_has_a_page(example, cohort_of):
    analysis = analyse(cohort_of([(None, None)]), AnalysisPlan())
    patient_id = str(analysis.cohort.patients["patient_id"].iloc[0])
    page = lay_out_course(analysis, patient_id, today=TODAY)
    shown = [mark.words for mark in page.marks if isinstance(mark, Text)]
    assert "No rating or infusion has a date." in shown
    assert shown.count("Nothing is recorded.") == 3
